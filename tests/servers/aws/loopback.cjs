// Loaded before kinesis-local, which listens on every interface and has no setting for that: here, on the loopback one alone.
'use strict';
const { Server } = require('node:net');
const { listen } = Server.prototype;
Server.prototype.listen = function (where, ...rest) {
  return listen.call(this, typeof where === 'number' ? { port: where, host: '127.0.0.1' } : where, ...rest);
};

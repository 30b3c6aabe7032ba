"""The HTTP sink of a soak: takes alerts on a loopback port, and sometimes does not.

Even when well it answers one request in a hundred with 500 and one in five hundred late. `mode` makes it worse: `fails`
(500 or 503), `hangs` (no answer), `refuses` (nothing listens).
"""

import collections
import http.server
import json
import random
import threading
import time

from checking import key
from processes import free_port


class Endpoint:
    """A collector of CloudEvents."""

    def __init__(self, seed):
        self.port, self.mode, self.server = free_port(), "well", None
        self.random, self.lock = random.Random(seed), threading.Lock()
        self.answers = collections.Counter()
        self.accepted = set()
        self.taken = 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/alerts"

    def open(self):
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 120

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status = endpoint.judge()
                if status is None:
                    self.close_connection = True
                    return
                if status == 200:
                    endpoint.take(json.loads(body))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                """A caller that has gone is what soaks are about."""

        self.server = Server(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def become(self, mode):
        if mode == "refuses":
            self.close()
        elif self.server is None:
            self.open()
        self.mode = mode

    def judge(self):
        """The status to answer with; None to break off."""
        with self.lock:
            mode, dice = self.mode, self.random.random()
        if mode == "well":
            if 0.010 <= dice < 0.012:
                time.sleep(3)
            status = 500 if dice < 0.010 else 200
        elif mode == "fails":
            status = 500 if dice < 0.5 else 503
        else:
            deadline = time.monotonic() + 45
            while mode == "hangs" == self.mode and time.monotonic() < deadline:
                time.sleep(0.2)
            status = None
        with self.lock:
            self.answers[str(status or "none")] += 1
        return status

    def take(self, alerts):
        for alert in alerts if isinstance(alerts, list) else [alerts]:
            with self.lock:
                self.taken += 1
                self.accepted.add(key(alert["data"]))

//! Kinesis: one of either server for all tests of the process, or one of a test's own to be treated badly.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::server::Server;
use super::streams::Streams;

/// A Kinesis. It is also the [`Streams`] at its endpoint.
#[derive(Clone, Debug)]
pub struct Kinesis {
    server: Arc<Server>,
    streams: Streams,
}

impl Kinesis {
    /// kinesis-local, shared by all tests of this process. Streams have names of their own.
    pub fn local() -> &'static Self {
        static SHARED: OnceLock<Kinesis> = OnceLock::new();
        SHARED.get_or_init(|| Self::of(Server::shared_local()))
    }

    /// moto, shared by all tests of this process and with [`Dynamo::shared`](super::Dynamo::shared).
    pub fn moto() -> &'static Self {
        static SHARED: OnceLock<Kinesis> = OnceLock::new();
        SHARED.get_or_init(|| Self::of(Server::shared_moto()))
    }

    /// A kinesis-local of the test's own, whose streams outlive a restart.
    pub fn own_local() -> Self {
        Self::of(Server::local())
    }

    /// A moto of the test's own. A restart leaves it empty.
    pub fn own_moto() -> Self {
        Self::of(Server::moto())
    }

    fn of(server: Arc<Server>) -> Self {
        Self { streams: Streams::at(server.endpoint()), server }
    }

    /// The process: kill, freeze, restart.
    pub fn server(&self) -> &Server {
        &self.server
    }
}

impl Deref for Kinesis {
    type Target = Streams;

    fn deref(&self) -> &Streams {
        &self.streams
    }
}

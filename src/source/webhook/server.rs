//! The port: a listener, TLS where it is configured, and a runtime of its own for connections.
//!
//! It promises that a caller can hold little: so many connections, heads and bodies of a size, each within a time.

use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsAcceptor;
use crossbeam_channel::{Receiver, Sender};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use super::admission::Admission;
use super::callers::Callers;
use super::door::{self, Door, NO_ROUTE, Shared, receive};
use super::handed::Handed;
use super::route::Route;
use super::spool::Spool;
use super::tls::Certificates;
use crate::database::DatabaseError;
use crate::source::Refusal;
use crate::telemetry::labels::{ErrorKind, Stage};
use crate::telemetry::{Metrics, SharedThrottle};

/// Bodies that wait for the thread that tracks, or for the spool, at most.
const WAITING: usize = 1_024;
/// How long answers that are on their way have when the port closes.
const PARTING: Duration = Duration::from_secs(1);

/// What a caller may ask for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub body: usize,
    pub headers: usize,
    pub connections: usize,
    pub request_timeout: Duration,
    pub answer_within: Duration,
    /// Bytes of bodies held at once.
    pub held: usize,
}

/// A port that is open, before anybody is let in.
pub struct Listening {
    /// Where.
    pub listen: TcpListener,
    /// Its certificate; none for plain HTTP.
    pub certificates: Option<Certificates>,
    /// Paths and what they are.
    pub routes: Vec<(String, Route)>,
    /// The rate of each caller.
    pub callers: Callers,
    /// The longest body.
    pub body: usize,
    /// The longest head.
    pub headers: usize,
    /// Connections at once.
    pub connections: usize,
    /// Whether all of them come from a proxy.
    pub behind_proxy: bool,
    /// How long a head, and a body, may take.
    pub request_timeout: Duration,
    /// How long an answer may take.
    pub answer_within: Duration,
    /// Bytes of bodies held at once.
    pub held: usize,
    /// Threads for connections.
    pub threads: usize,
    /// Grows whenever a reload is wanted.
    pub reloads: Arc<AtomicU64>,
}

/// A port that takes requests.
pub struct Server {
    handle: Handle<SocketAddr>,
    serving: JoinHandle<io::Result<()>>,
    runtime: Runtime,
    pub(super) shared: Arc<Shared>,
    pub(super) handed: Receiver<Handed>,
}

impl Listening {
    /// Lets callers in.
    pub fn serve(self, metrics: &Arc<Metrics>, log: &SharedThrottle) -> io::Result<Server> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(self.threads)
            .thread_name("webhook")
            .enable_all()
            .build()?;
        let (desk, handed): (Sender<Handed>, _) = crossbeam_channel::bounded(WAITING);
        let shared: Arc<Shared> = Arc::default();
        let limits = Limits {
            body: self.body,
            headers: self.headers,
            connections: self.connections,
            request_timeout: self.request_timeout,
            answer_within: self.answer_within,
            held: self.held,
        };
        let (metrics, log) = (Arc::clone(metrics), log.clone());
        let door =
            Door::new(self.routes, self.callers, limits, desk, Arc::clone(&shared), Arc::clone(&metrics), log.clone());
        let routes = Router::new().fallback(receive).with_state(Arc::new(door));
        let routes = routes.into_make_service_with_connect_info::<SocketAddr>();
        let handle = Handle::new();
        let (open, patience) = (metrics.webhook_connections.clone(), limits.request_timeout);
        let admission = Admission::new(limits.connections, self.behind_proxy, patience, open);
        let _context = runtime.enter();
        let mut server = axum_server::from_tcp(self.listen)?.http1_only().handle(handle.clone());
        let counted = Arc::clone(&metrics);
        server = server.accept_error_handler(move |peer, error| {
            if error.kind() == io::ErrorKind::QuotaExceeded {
                door::refused(&counted, &log, NO_ROUTE, Refusal::Connections);
            } else if peer.is_none() {
                // Nobody was let in at all: no descriptors, for one.
                counted.error(Stage::Receiving, ErrorKind::Io);
                if let Some(more) = log.allow("accept") {
                    tracing::error!(%error, more, "no connection can be taken; look at the limit of open files");
                }
            }
        });
        server.http_builder().http1().header_read_timeout(limits.request_timeout).max_buf_size(limits.headers);
        let serving = match self.certificates {
            Some(certificates) => {
                let acceptor = RustlsAcceptor::new(certificates.config()).handshake_timeout(limits.request_timeout);
                let server = server.acceptor(acceptor.acceptor(admission));
                runtime.spawn(certificates.watch(self.reloads, metrics));
                runtime.spawn(server.serve(routes))
            }
            None => runtime.spawn(server.acceptor(admission).serve(routes)),
        };
        drop(_context);
        Ok(Server { handle, serving, runtime, shared, handed })
    }
}

impl Server {
    /// Whether the port has closed by itself.
    pub(super) fn has_failed(&self) -> bool {
        self.serving.is_finished()
    }

    /// Puts a spool between the port and the thread that tracks: in `folder`, for at most `most` bytes.
    pub fn spool(
        &self,
        folder: PathBuf,
        most: u64,
        metrics: &Arc<Metrics>,
        log: &SharedThrottle,
    ) -> Result<Spool, DatabaseError> {
        Spool::open(folder, most, self.handed.clone(), Arc::clone(metrics), log.clone())
    }

    /// Takes no more connections; those that are open end with their request.
    pub(super) fn part(&self) {
        self.handle.graceful_shutdown(None);
    }

    /// Closes the port. Answers that are on their way have a moment.
    pub(super) fn close(self) {
        let Self { handle, serving, runtime, .. } = self;
        handle.graceful_shutdown(None);
        let by = Instant::now() + PARTING;
        runtime.block_on(async {
            let _ = tokio::time::timeout_at(by.into(), serving).await;
        });
        runtime.shutdown_background();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").finish_non_exhaustive()
    }
}

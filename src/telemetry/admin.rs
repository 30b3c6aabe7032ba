//! The admin port: `GET /`, `/metrics`, `/ready`, `/live` and `/version` on a listener, thread and runtime of their own.
//!
//! It promises to answer whatever the rest of the process waits for, and to hold little: one request a connection, few
//! connections, few bytes, few seconds. It shows nothing that the metrics and the health do not, and changes nothing: there is
//! no other method and no other path. `/` is for people, the others are for programs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fmt, io};

use axum::Router;
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::oneshot;

use super::health::{Answer, Health};
use super::metrics::Metrics;
use super::status;
use listener::Guarded;

mod listener;

/// How long one answer may take, from its first byte to the last.
const TIME: Duration = Duration::from_secs(10);
/// How long a connection may take that is still open when the port closes.
const PARTING: Duration = Duration::from_secs(1);

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const EXPOSITION: &str = "text/plain; version=0.0.4; charset=utf-8";
const JSON: &str = "application/json";
const PATHS: &str = "/         status, for people\n/metrics  figures, in the text format of Prometheus\n/ready    200 if the service does its work\n\
                     /live     200 unless a restart would help\n/version  version and rules\n";

/// What the port shows.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Figures.
    pub metrics: Arc<Metrics>,
    /// Health.
    pub health: Arc<Health>,
}

/// The port is open; dropping it closes it.
#[derive(Debug)]
pub struct Admin {
    address: SocketAddr,
    close: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// The port cannot be opened.
#[derive(Debug)]
pub struct AdminError {
    listen: SocketAddr,
    cause: io::Error,
}

impl fmt::Display for AdminError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let remedy = match self.cause.kind() {
            io::ErrorKind::AddrInUse => {
                "another process listens there; set `admin.listen` to another port, or to port 0 for any"
            }
            io::ErrorKind::AddrNotAvailable => "this machine has no such address; set `admin.listen` to one it has",
            io::ErrorKind::PermissionDenied => "ports below 1024 need a privilege; set `admin.listen` to a higher one",
            _ => "check `admin.listen`",
        };
        write!(f, "cannot listen on {} for metrics and health: {}; {remedy}", self.listen, self.cause.kind())
    }
}

impl std::error::Error for AdminError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

impl Admin {
    /// Opens the port.
    pub fn open(listen: SocketAddr, shown: Shown) -> Result<Self, AdminError> {
        Self::start(listen, shown).map_err(|cause| AdminError { listen, cause })
    }

    fn start(listen: SocketAddr, shown: Shown) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind(listen)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let listener = {
            let _context = runtime.enter();
            Guarded::new(tokio::net::TcpListener::from_std(listener)?, TIME)
        };
        let (close, closing) = oneshot::channel::<()>();
        let thread = thread::Builder::new().name("admin".to_owned()).spawn(move || {
            runtime.block_on(serve(listener, routes(shown), closing));
            // Connections that are still open are cut with the runtime.
        })?;
        Ok(Self { address, close: Some(close), thread: Some(thread) })
    }

    /// Where it listens; tells the port where 0 was asked for.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Closes the port. Answers that are under way have a second.
    pub fn close(mut self) {
        self.shut();
    }

    fn shut(&mut self) {
        drop(self.close.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Admin {
    fn drop(&mut self) {
        self.shut();
    }
}

async fn serve(listener: Guarded, routes: Router, closing: oneshot::Receiver<()>) {
    let (parting, parted) = oneshot::channel::<()>();
    let closed = async move {
        let _ = closing.await;
        drop(parting);
    };
    let serving = axum::serve(listener, routes).with_graceful_shutdown(closed);
    let late = async {
        let _ = parted.await;
        tokio::time::sleep(PARTING).await;
    };
    tokio::select! {
        served = async { serving.await } => if served.is_err() {
            tracing::error!("the admin port has failed");
        },
        () = late => {}
    }
}

fn routes(shown: Shown) -> Router {
    Router::new()
        .route("/", get(people))
        .route("/metrics", get(metrics))
        .route("/ready", get(ready))
        .route("/live", get(live))
        .route("/version", get(version))
        .fallback(|| async { answer(StatusCode::NOT_FOUND, TEXT, PATHS.to_owned()) })
        .with_state(shown)
        .layer(axum::middleware::map_response(part))
}

async fn people(State(shown): State<Shown>, uri: Uri) -> Response {
    let refresh = !status::stands_still(uri.query());
    let Ok(page) = status::page(&shown, crate::pipeline::clock::now_ms(), refresh) else {
        let sorry = "this page cannot be made; /metrics has the figures\n".to_owned();
        return answer(StatusCode::INTERNAL_SERVER_ERROR, TEXT, sorry);
    };
    let mut response = answer(StatusCode::OK, HTML, page);
    let headers = [
        (CONTENT_SECURITY_POLICY, status::policy()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn metrics(State(shown): State<Shown>) -> Response {
    answer(StatusCode::OK, EXPOSITION, shown.metrics.render())
}

async fn ready(State(shown): State<Shown>) -> Response {
    health(&shown.health.ready(crate::pipeline::clock::now_ms()))
}

async fn live(State(shown): State<Shown>) -> Response {
    health(&shown.health.live(crate::pipeline::clock::now_ms()))
}

async fn version(State(shown): State<Shown>) -> Response {
    use crate::version::{NAME, REVISION, VERSION};
    let rules = shown.metrics.digest();
    let version = serde_json::json!({ "name": NAME, "version": VERSION, "commit": REVISION, "rules": rules });
    answer(StatusCode::OK, JSON, version.to_string())
}

fn health(health: &Answer) -> Response {
    let status = if health.ok { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    answer(status, JSON, health.to_json())
}

fn answer(status: StatusCode, content: &'static str, body: String) -> Response {
    (status, [(CONTENT_TYPE, content)], body).into_response()
}

/// Every answer is the last on its connection, and none is kept.
async fn part(mut response: Response) -> Response {
    let headers: [(HeaderName, &str); 2] = [(CONNECTION, "close"), (CACHE_CONTROL, "no-store")];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests;

//! An HTTP endpoint on loopback that answers as a test wants, and remembers what it was asked.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tokio::runtime::{Handle, Runtime};

/// One request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub at: Instant,
    pub path: String,
    pub headers: HeaderMap,
    pub alerts: Vec<usize>,
}

impl Asked {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// What is answered to a request, by how many came before it.
type Script = Arc<dyn Fn(usize, &Asked) -> Answer + Send + Sync>;

/// Code, headers, body.
pub struct Answer(pub u16, pub Vec<(&'static str, String)>, pub &'static str);

impl From<u16> for Answer {
    fn from(code: u16) -> Self {
        Self(code, Vec::new(), "")
    }
}

#[derive(Clone)]
struct Shared {
    script: Script,
    asked: Arc<Mutex<Vec<Asked>>>,
}

pub struct Endpoint {
    pub address: SocketAddr,
    shared: Shared,
    runtime: Runtime,
}

impl Endpoint {
    pub fn new(script: impl Fn(usize, &Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").expect("a free port"), script)
    }

    pub fn on(listener: TcpListener, script: impl Fn(usize, &Asked) -> Answer + Send + Sync + 'static) -> Self {
        let runtime = runtime();
        let shared = Shared { script: Arc::new(script), asked: Arc::default() };
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("not blocking");
        let routes = Router::new().fallback(answer).with_state(shared.clone());
        runtime.spawn(async move {
            axum::serve(tokio::net::TcpListener::from_std(listener).expect("a listener"), routes).await
        });
        Self { address, shared, runtime }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().expect("no panic").clone()
    }

    /// The alerts that were answered with 2xx are those the script took; this is all that came, request by request.
    pub fn alerts(&self) -> Vec<Vec<usize>> {
        self.asked().into_iter().map(|asked| asked.alerts).collect()
    }

    pub fn handle(&self) -> Handle {
        self.runtime.handle().clone()
    }
}

pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
}

async fn answer(State(shared): State<Shared>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let alerts = match serde_json::from_slice(&body).expect("JSON") {
        serde_json::Value::Array(alerts) => alerts,
        one => vec![one],
    };
    let alerts = alerts.iter().map(super::number).collect();
    let asked = Asked { at: Instant::now(), path: uri.path().to_owned(), headers, alerts };
    let mut all = shared.asked.lock().expect("no panic");
    let Answer(code, headers, body) = (shared.script)(all.len(), &asked);
    all.push(asked);
    let mut response = (StatusCode::from_u16(code).expect("a code"), body).into_response();
    for (name, value) in headers {
        response.headers_mut().insert(name, value.parse().expect("a header"));
    }
    response
}

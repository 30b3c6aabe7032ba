//! The other side of the ratio: an axum handler that reads the body and answers 200.

use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use tokio::runtime::Runtime;

/// A server, until it is dropped.
pub struct Bare {
    pub address: SocketAddr,
    _runtime: Runtime,
}

/// Starts it on as many threads as there are processors.
pub fn serve() -> Bare {
    let runtime = Runtime::new().expect("a runtime");
    let listener = runtime.block_on(tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).expect("a port");
    let address = listener.local_addr().expect("an address");
    let routes = Router::new().fallback(|body: Bytes| async move {
        std::hint::black_box(body);
        StatusCode::OK
    });
    runtime.spawn(async move { axum::serve(listener, routes).await });
    Bare { address, _runtime: runtime }
}

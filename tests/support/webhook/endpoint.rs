//! A place for alerts that is not there until a test wants it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::Value;

use super::post::{block_on, runtime};
use super::{Config, ports};

/// An endpoint of an HTTP sink.
#[derive(Debug)]
pub struct Endpoint {
    address: SocketAddr,
    taken: Arc<Mutex<Vec<Value>>>,
}

impl Endpoint {
    /// One that nobody is at yet.
    pub fn away() -> Self {
        Self { address: SocketAddr::from((Ipv4Addr::LOCALHOST, ports::free())), taken: Arc::default() }
    }

    /// The sink for it.
    pub fn sink(&self, config: Config) -> Config {
        config.append(&format!(
            "[[sink]]\nname = \"siem\"\nhttp = {{ url = \"http://{}/\", timeout = \"2s\" }}",
            self.address
        ))
    }

    /// Begins to take alerts.
    pub fn come(&self) {
        let listener = block_on(tokio::net::TcpListener::bind(self.address)).expect("the port is free");
        let routes = Router::new().fallback(take).with_state(Arc::clone(&self.taken));
        runtime().spawn(async move { axum::serve(listener, routes).await });
    }

    /// What it has taken.
    pub fn taken(&self) -> Vec<Value> {
        self.taken.lock().expect("no panic").clone()
    }
}

async fn take(State(taken): State<Arc<Mutex<Vec<Value>>>>, body: Bytes) {
    let body = serde_json::from_slice(&body).expect("JSON");
    let mut taken = taken.lock().expect("no panic");
    match body {
        Value::Array(many) => taken.extend(many),
        one => taken.push(one),
    }
}

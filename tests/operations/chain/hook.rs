//! What alerts are posted to: a port that keeps what Alertmanager sends, and plays an HTTP sink that can be told to fail.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

/// The path of the sink. All others are receivers of Alertmanager.
pub const SINK: &str = "/siem";

/// The port. Its threads end with the process.
#[derive(Clone, Debug)]
pub struct Hook {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Path and alert, in the order in which they came.
    alerts: Mutex<Vec<(String, Value)>>,
    sink_fails: AtomicBool,
}

impl Hook {
    /// Opens the port.
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let hook = Self { address: listener.local_addr().expect("bound"), state: Arc::default() };
        let state = Arc::clone(&hook.state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&state);
                // A caller that breaks off has said nothing.
                std::thread::spawn(move || serve(&stream, &state));
            }
        });
        hook
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether the sink answers 503.
    pub fn let_sink_fail(&self, fails: bool) {
        self.state.sink_fails.store(fails, Ordering::SeqCst);
    }

    /// The last state of each alert of this name and cause that came to a receiver: `firing` or `resolved`, by its labels.
    pub fn states(&self, receiver: &str, alert: &str, cause: Option<&str>) -> BTreeMap<String, String> {
        let alerts = self.state.alerts.lock().expect("no panic");
        let meant = alerts.iter().filter(|(path, one)| {
            let labels = &one["labels"];
            path.strip_prefix('/') == Some(receiver)
                && labels["alertname"] == alert
                && labels["cause"].as_str() == cause
        });
        meant
            .map(|(_, one)| (one["labels"].to_string(), one["status"].as_str().unwrap_or_default().to_owned()))
            .collect()
    }

    /// Every alert that came: receiver, name and state. For messages.
    pub fn summary(&self) -> Vec<String> {
        let alerts = self.state.alerts.lock().expect("no panic");
        let line = |(path, one): &(String, Value)| {
            format!("{path} {} {} {}", one["labels"]["alertname"], one["labels"]["cause"], one["status"])
        };
        alerts.iter().map(line).collect()
    }
}

fn serve(stream: &TcpStream, state: &State) -> Option<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let status = if path == SINK && state.sink_fails.load(Ordering::SeqCst) { "503 Unavailable" } else { "200 OK" };
    if path != SINK {
        let posted: Value = serde_json::from_slice(&body).ok()?;
        let alerts = posted["alerts"].as_array()?.iter().map(|alert| (path.clone(), alert.clone()));
        state.alerts.lock().expect("no panic").extend(alerts);
    }
    let mut stream = stream;
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").ok()
}

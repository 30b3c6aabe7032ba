use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use super::*;
use crate::pipeline::clock;

fn open() -> (Admin, Shown) {
    let health = Health::new(Duration::from_secs(120), Vec::new(), clock::now_ms());
    let shown = Shown { metrics: Metrics::new().expect("metrics"), health };
    let admin = Admin::open(SocketAddr::from(([127, 0, 0, 1], 0)), shown.clone()).expect("an open port");
    (admin, shown)
}

fn connect(admin: &Admin) -> TcpStream {
    let client = TcpStream::connect(admin.address()).expect("a connection");
    client.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    client
}

/// Head and body of the answer; the connection is read to its end, which only comes because it is closed.
fn ask(admin: &Admin, method: &str, path: &str) -> (String, String) {
    let mut client = connect(admin);
    write!(client, "{method} {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
    let mut answer = String::new();
    client.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    (head.to_ascii_lowercase(), body.to_owned())
}

#[test]
fn port_0_takes_any_port_and_tells_which() {
    let (one, _) = open();
    let (other, _) = open();
    assert_ne!(one.address().port(), 0);
    assert_ne!(one.address(), other.address());
}

#[test]
fn the_metrics_are_shown_in_the_text_format() {
    let (admin, shown) = open();
    shown.metrics.paused.set(1);
    let (head, body) = ask(&admin, "GET", "/metrics");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("content-type: text/plain; version=0.0.4"), "{head}");
    assert!(body.contains("\nphi_audit_paused 1\n"));
    assert!(body.contains("\nprocess_resident_memory_bytes ") || !cfg!(target_os = "linux"));
}

#[test]
fn ready_and_live_answer_with_a_status_and_reasons() {
    let (admin, shown) = open();
    let (head, body) = ask(&admin, "GET", "/ready");
    assert!(head.starts_with("http/1.1 503"), "{head}");
    assert!(head.contains("content-type: application/json"), "{head}");
    assert_eq!(body, r#"{"ok":false,"reasons":[{"reason":"not_assigned"}]}"#);
    assert!(ask(&admin, "GET", "/live").0.starts_with("http/1.1 200"));
    shown.health.assigned(true);
    assert_eq!(ask(&admin, "GET", "/ready").1, r#"{"ok":true,"reasons":[]}"#);
}

#[test]
fn the_version_is_the_one_of_the_package() {
    let (admin, _) = open();
    let (_, body) = ask(&admin, "GET", "/version");
    let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(body["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn head_gives_the_head_alone() {
    let (admin, _) = open();
    let (head, body) = ask(&admin, "HEAD", "/live");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert_eq!(body, "");
}

#[test]
fn nothing_can_be_posted() {
    let (admin, _) = open();
    for path in ["/metrics", "/ready", "/live", "/version"] {
        let (head, _) = ask(&admin, "POST", path);
        assert!(head.starts_with("http/1.1 405"), "{path}: {head}");
        assert!(head.contains("allow: get,head"), "{path}: {head}");
    }
}

#[test]
fn any_other_path_is_answered_with_those_there_are() {
    let (admin, _) = open();
    let (head, body) = ask(&admin, "GET", "/debug/env");
    assert!(head.starts_with("http/1.1 404"), "{head}");
    for path in ["/metrics", "/ready", "/live", "/version"] {
        assert!(body.contains(path), "{path}");
    }
}

#[test]
fn a_request_without_end_is_cut_off() {
    let (admin, _) = open();
    let mut client = connect(&admin);
    let begun = Instant::now();
    client.write_all(b"GET /live HTTP/1.1\r\nHost: localhost\r\nX-Long: ").expect("sent");
    let mut sent = 0;
    // The other side stops reading: sooner or later a write fails, or the answer is the end.
    while client.write_all(&[b'x'; 1_024]).is_ok() {
        sent += 1_024;
        assert!(begun.elapsed() < Duration::from_secs(9), "{sent} bytes are taken");
    }
    assert!(ask(&admin, "GET", "/live").0.starts_with("http/1.1 200"), "the next one is served");
}

#[test]
fn slow_clients_neither_keep_others_out_for_ever_nor_hold_up_the_end() {
    let (admin, _) = open();
    let mut slow: Vec<TcpStream> = (0..20).map(|_| connect(&admin)).collect();
    for client in &mut slow {
        client.write_all(b"GET /metrics HTT").expect("sent");
    }
    assert!(ask(&admin, "GET", "/live").0.starts_with("http/1.1 200"));
    let address = admin.address();
    let begun = Instant::now();
    admin.close();
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(TcpStream::connect(address).is_err(), "the port is closed");
}

#[test]
fn a_port_that_is_taken_is_an_error_with_a_remedy() {
    let (admin, shown) = open();
    let error = Admin::open(admin.address(), shown).expect_err("taken");
    let message = error.to_string();
    assert!(message.contains(&admin.address().to_string()), "{message}");
    assert!(message.contains("admin.listen") && message.contains("port 0"), "{message}");
}

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
fn the_version_names_package_commit_and_rules() {
    let (admin, shown) = open();
    let rules = crate::rules::Rules::embedded().expect("the shipped rules");
    shown.metrics.rules(&rules);
    let (_, body) = ask(&admin, "GET", "/version");
    let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(body["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(body["commit"], crate::version::REVISION);
    assert_eq!(body["rules"], rules.digest()[..12]);
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
    for path in ["/", "/metrics", "/ready", "/live", "/version"] {
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
fn people_get_a_page_that_loads_nothing_and_is_renewed_unless_they_say_otherwise() {
    let (admin, shown) = open();
    let (head, body) = ask(&admin, "GET", "/");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    let headers = [
        "content-type: text/html; charset=utf-8",
        "content-security-policy: default-src 'none'; style-src 'sha256-",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cache-control: no-store",
    ];
    headers.iter().for_each(|header| assert!(head.contains(header), "{header}: {head}"));
    assert!(body.contains("<title>NOT READY · phi-audit</title>"), "{body}");
    assert!(body.contains(r#"<meta http-equiv="refresh" content="10">"#));
    shown.health.assigned(true);
    let (_, body) = ask(&admin, "GET", "/?refresh=off");
    assert!(body.contains("<title>OK · phi-audit</title>"), "{body}");
    assert!(!body.contains("http-equiv"));
    for path in ["metrics", "ready", "live", "version"] {
        assert!(body.contains(&format!(r#"<a href="{path}">/{path}</a>"#)), "{path}");
    }
    assert_eq!(ask(&admin, "HEAD", "/").1, "");
}

#[test]
fn a_request_that_is_too_long_is_not_read_to_its_end() {
    let (admin, _) = open();
    for (length, taken) in [(8 << 10, true), (20 << 10, false)] {
        let mut client = connect(&admin);
        let request = format!("GET /live HTTP/1.1\r\nHost: localhost\r\nX-Long: {}\r\n\r\n", "x".repeat(length));
        // The other side may have gone before all is sent.
        let _ = client.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = client.read_to_end(&mut answer);
        assert_eq!(answer.starts_with(b"HTTP/1.1 200"), taken, "{length} bytes");
    }
}

#[test]
fn slow_clients_do_not_hold_up_the_end() {
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
fn slow_clients_in_every_place_keep_nobody_out_for_long() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0))).expect("a port");
    let address = listener.local_addr().expect("its address");
    let listener = {
        let _context = runtime.enter();
        Guarded::new(listener, Duration::from_millis(200))
    };
    let (close, closing) = oneshot::channel();
    let health = Health::new(Duration::from_secs(120), Vec::new(), clock::now_ms());
    let shown = Shown { metrics: Metrics::new().expect("metrics"), health };
    let thread = thread::spawn(move || runtime.block_on(serve(listener, routes(shown), closing)));
    let slow: Vec<TcpStream> = (0..150).map(|_| TcpStream::connect(address).expect("a connection")).collect();
    let mut client = TcpStream::connect(address).expect("a connection");
    client.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    client.write_all(b"GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
    let mut answer = String::new();
    client.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop((slow, close));
    thread.join().expect("it ends");
}

#[test]
fn a_port_that_is_taken_is_an_error_with_a_remedy() {
    let (admin, shown) = open();
    let error = Admin::open(admin.address(), shown).expect_err("taken");
    let message = error.to_string();
    assert!(message.contains(&admin.address().to_string()), "{message}");
    assert!(message.contains("admin.listen") && message.contains("port 0"), "{message}");
}

//! What a caller may ask for, and how long it may take.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::testbed::{Open, Post, SECRET, hooks, sign_segment, wait_until};
use super::{SOON, clean};

#[test]
fn a_batch_of_four_megabytes_is_taken_and_each_of_its_events_audited() {
    let (config, address) = hooks();
    let service = config.open();
    let events = clean(0..6_000);
    let body = format!("[{}]", events.join(","));
    assert!((4 << 20..5 << 20).contains(&body.len()), "{}", body.len());
    assert_eq!(Post::segment(address, &events[0], body).send().status, 200);
    assert_eq!(service.metric("phi_audit_events_total", &[]), Some(6_000.0));
}

#[test]
fn a_body_that_is_too_long_is_413_announced_or_not() {
    let (config, address) = hooks();
    let service = config.set("source.webhook.limits", "body", "64KiB").open();
    assert_eq!(Post::twilio(address, vec![b' '; 64 << 10]).send().status, 200);
    assert_eq!(Post::twilio(address, vec![b' '; (64 << 10) + 1]).send().status, 413);
    let mut chunked = TcpStream::connect(address).unwrap();
    write!(chunked, "POST /segment HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
        .unwrap();
    for _ in 0..5 {
        write!(chunked, "4000\r\n{}\r\n", " ".repeat(0x4000)).unwrap();
    }
    write!(chunked, "0\r\n\r\n").unwrap();
    assert!(answer(chunked).starts_with("HTTP/1.1 413 "));
    let labels = [("reason", "too_large")];
    assert_eq!(service.metric("phi_audit_webhook_refused_total", &labels), Some(2.0));
}

#[test]
fn a_caller_that_sends_slowly_is_let_go() {
    let (config, address) = hooks();
    let service = config.set("source.webhook.limits", "request_timeout", "300ms").open();
    let mut body = TcpStream::connect(address).unwrap();
    write!(body, "POST /segment HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{{").unwrap();
    assert!(answer(body).starts_with("HTTP/1.1 408 "));
    let mut head = TcpStream::connect(address).unwrap();
    write!(head, "POST /segment HTTP/1.1\r\nHos").unwrap();
    assert_eq!(answer(head), "", "it is closed");
    assert_eq!(answer(TcpStream::connect(address).unwrap()), "", "and so is one that says nothing");
    assert_eq!(service.metric("phi_audit_webhook_refused_total", &[("reason", "slow")]), Some(1.0));
}

#[test]
fn a_body_may_take_longer_than_its_answer() {
    let (config, address) = hooks();
    let _service = config.set("source.webhook", "answer_within", "1s").open();
    let mut body = TcpStream::connect(address).unwrap();
    let signature = sign_segment(SECRET, "{}");
    write!(body, "POST /segment HTTP/1.1\r\nHost: h\r\nX-Signature: {signature}\r\nContent-Length: 2\r\n").unwrap();
    write!(body, "Connection: close\r\n\r\n{{").unwrap();
    // This is not to wait for anything: the sender is slow.
    std::thread::sleep(Duration::from_millis(1_500));
    write!(body, "}}").unwrap();
    assert!(answer(body).starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_caller_with_many_slow_bodies_leaves_room_for_others() {
    let (config, address) = hooks();
    let config = config.set("source.webhook.limits", "request_timeout", "60s");
    let service = config.set("source.webhook", "behind_proxy", true).open();
    let mut slow = Vec::new();
    for _ in 0..8 {
        let mut body = TcpStream::connect(address).unwrap();
        write!(body, "POST /segment HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 203.0.113.9\r\n").unwrap();
        write!(body, "Content-Length: {}\r\n\r\n", 5 << 20).unwrap();
        // All but its end; those that are refused are cut off.
        let _ = body.write_all(&vec![b' '; (5 << 20) - 1]);
        slow.push(body);
    }
    service.wait_for_metric("phi_audit_webhook_refused_total", &[("reason", "busy")], SOON, |count| count >= 1.0);
    let large = format!("{{{}}}", " ".repeat(4 << 20));
    let others =
        |host| Post::segment(address, &large, large.clone()).header("X-Forwarded-For", &format!("198.51.100.{host}"));
    // One of them may share a hash with the first, not all.
    assert!((1..4).any(|host| others(host).send().status == 200));
}

#[test]
fn a_head_that_is_too_long_is_431() {
    let (config, address) = hooks();
    let _service = config.set("source.webhook.limits", "headers", "8KiB").open();
    let mut head = TcpStream::connect(address).unwrap();
    // It may be answered before all of it is written.
    let _ = write!(head, "POST /segment HTTP/1.1\r\nHost: h\r\nX-Long: {}\r\n\r\n", "x".repeat(9 << 10));
    assert!(answer(head).starts_with("HTTP/1.1 431 "));
}

#[test]
fn connections_beyond_the_limit_are_closed_and_counted() {
    let (config, address) = hooks();
    let service = config.set("source.webhook.limits", "connections", 3).open();
    let held: Vec<_> = (0..3).map(|_| TcpStream::connect(address).unwrap()).collect();
    service.wait_for_metric("phi_audit_webhook_connections", &[], SOON, |open| open == 3.0);
    assert_eq!(answer(TcpStream::connect(address).unwrap()), "");
    service
        .wait_for_metric("phi_audit_webhook_refused_total", &[("reason", "connections")], SOON, |count| count == 1.0);
    drop(held);
    service.wait_for_metric("phi_audit_webhook_connections", &[], SOON, |open| open == 0.0);
    assert_eq!(Post::twilio(address, "{}").send().status, 200);
}

#[test]
fn a_caller_that_asks_too_often_is_told_to_wait_and_behind_a_proxy_the_other_is_not() {
    let (config, address) = hooks();
    let config = config.set("source.webhook.limits", "rate", 1).set("source.webhook.limits", "burst", 2);
    let service = config.set("source.webhook", "behind_proxy", true).open();
    let from = |caller: &str| Post::twilio(address, "{}").header("X-Forwarded-For", caller).send();
    let answers: Vec<_> = (0..4).map(|_| from("203.0.113.9, 198.51.100.7")).collect();
    let last = answers.last().unwrap();
    assert_eq!((answers[0].status, last.status, last.body.as_str()), (200, 429, "rate"));
    assert!(last.retry_after >= Some(1));
    // One of them may share a hash with the first, not all.
    assert!((1..6).any(|host| from(&format!("203.0.113.9, 198.51.100.1{host}")).status == 200));
    assert!(service.metric("phi_audit_webhook_refused_total", &[("reason", "rate")]) >= Some(1.0));
    wait_until("it may ask again", SOON, || from("198.51.100.7").status == 200);
}

/// Everything that comes until the connection ends.
fn answer(mut stream: TcpStream) -> String {
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut text = Vec::new();
    let mut piece = [0; 4096];
    loop {
        match stream.read(&mut piece) {
            // A connection that is closed with something unread is reset; what came before counts.
            Ok(0) => break,
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
            Ok(read) => text.extend_from_slice(&piece[..read]),
            Err(error) => panic!("it is neither answered nor closed: {error}"),
        }
    }
    String::from_utf8(text).unwrap()
}

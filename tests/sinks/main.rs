//! The sinks against the real thing: a server on loopback, models of AWS, a file system that runs full, a pipe whose reader goes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test")]

#[cfg(feature = "kinesis")]
mod aws;
mod endpoint;
#[cfg(unix)]
mod file;
mod http;
#[cfg(unix)]
mod log;
mod open;
#[cfg(unix)]
mod stdout;

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use phi_audit::sink::{Fate, Message, Parcel, Receipt};

/// Parcels numbered from `from`, and how those end that do.
fn parcels(from: usize, count: usize) -> (Vec<Parcel>, Receiver<(usize, Fate)>) {
    let (ended, ends) = mpsc::channel();
    let parcel = |number: usize| {
        let ended = ended.clone();
        let mut receipts = Receipt::split(1, move |fate| _ = ended.send((number, fate)));
        Parcel { message: Arc::new(message(number)), receipt: receipts.remove(0) }
    };
    ((from..from + count).map(parcel).collect(), ends)
}

fn message(number: usize) -> Message {
    Message {
        id: format!("alert-{number}"),
        kind: "io.phi-audit.finding.v1",
        source: "/phi-audit".into(),
        time: "2026-01-02T03:04:05Z".to_owned(),
        subject: Some("sms-eligible".to_owned()),
        key: None,
        data: format!(r#"{{"number":{number},"severity_id":4}}"#).into_bytes(),
    }
}

/// The numbers of all parcels that have ended this way, in order.
fn ended(ends: &Receiver<(usize, Fate)>, fate: Fate) -> Vec<usize> {
    ends.try_iter().filter(|(_, end)| *end == fate).map(|(number, _)| number).collect()
}

/// The number in an alert.
fn number(alert: &serde_json::Value) -> usize {
    assert_eq!(alert["specversion"], "1.0");
    usize::try_from(alert["data"]["number"].as_u64().expect("a number")).expect("a small one")
}

/// Waits for something that is bound to come.
#[track_caller]
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// This test once more, in a process of its own: what it does to its process, nobody else notices.
#[cfg(unix)]
fn again(test: &str, variable: &str, value: &std::ffi::OsStr) -> std::process::Command {
    let mut command = std::process::Command::new("sh");
    // A process that writes beyond its limit is killed unless it ignores this signal.
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(std::env::current_exe().expect("a program"));
    command.args(["--exact", test, "--nocapture"]).env(variable, value);
    command
}

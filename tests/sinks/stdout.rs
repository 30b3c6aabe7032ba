//! The sink on standard output, and a real pipe.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use phi_audit::pipeline::Stop;
use phi_audit::sink::{Fate, Sink, SinkStatus, StdoutSink};

use super::{again, ended, number, parcels, wait_until};

const CHILD: &str = "PHI_AUDIT_TEST_STDOUT";

/// Says something past the capture of the test's own output.
fn tell(words: &str) {
    std::io::stderr().write_all(words.as_bytes()).expect("standard error");
}

/// The alert in a line, if there is one: the harness writes to the same pipe.
fn alert(line: &str) -> Option<usize> {
    let at = line.find("{\"specversion")?;
    Some(number(&serde_json::from_str(&line[at..]).expect("a whole line")))
}

#[test]
fn alerts_are_whole_lines_and_confirmed_when_they_are_out() {
    if std::env::var_os(CHILD).is_some() {
        let (parcels, ends) = parcels(0, 2_000);
        let status = SinkStatus::new("stdout", true);
        StdoutSink::new().expect("standard output").deliver(parcels, &status, &Stop::default());
        assert_eq!(ended(&ends, Fate::Delivered).len(), 2_000);
        tell("all confirmed");
        return;
    }
    let name = "stdout::alerts_are_whole_lines_and_confirmed_when_they_are_out";
    let output = again(name, CHILD, OsStr::new("1")).output().expect("a process");
    let alerts: Vec<_> = String::from_utf8(output.stdout).expect("text").lines().filter_map(alert).collect();
    assert_eq!(alerts, (0..2_000).collect::<Vec<_>>());
    assert!(String::from_utf8_lossy(&output.stderr).contains("all confirmed"));
}

#[test]
fn when_the_reader_has_gone_the_sink_is_closed_and_nothing_more_is_confirmed() {
    if std::env::var_os(CHILD).is_some() {
        let (first, ends) = parcels(0, 1);
        let (status, stop) = (SinkStatus::new("stdout", true), Stop::default());
        let mut sink = StdoutSink::new().expect("standard output");
        sink.deliver(first, &status, &stop);
        assert_eq!(ended(&ends, Fate::Delivered), [0]);
        std::io::stdin().read_to_end(&mut Vec::new()).expect("the reader goes");
        let (second, ends) = parcels(1, 3);
        sink.deliver(second, &status, &stop);
        let (third, later) = parcels(4, 3);
        sink.deliver(third, &status, &stop);
        assert!(status.is_closed());
        assert_eq!((ends.iter().count(), later.iter().count(), status.confirmed()), (0, 0, 1));
        tell("closed, and the receipts dropped");
        return;
    }
    let name = "stdout::when_the_reader_has_gone_the_sink_is_closed_and_nothing_more_is_confirmed";
    let mut child = again(name, CHILD, OsStr::new("1"));
    let mut child =
        child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a process");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    wait_until("the first alert", || alert(&lines.next().expect("a line").expect("text")).is_some());
    drop(lines);
    drop(child.stdin.take());
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
    child.wait().expect("it ends");
    assert!(said.contains("closed, and the receipts dropped"), "{said}");
}

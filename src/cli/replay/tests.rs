//! Tests of whole replays, in process: order, numbering, report, what breaks.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::Parser;
use tempfile::TempDir;

use super::*;
use crate::cli::io::Kept;
use crate::cli::{Cli, Paint, Verb};

pub(super) fn io_to(out: impl Write + 'static) -> (Io, Kept) {
    let err = Kept::default();
    let io = Io {
        out: Box::new(out),
        err: Box::new(err.clone()),
        out_is_terminal: false,
        err_is_terminal: false,
        in_is_terminal: false,
        paint: Paint::default(),
    };
    (io, err)
}

/// Runs `phi-audit replay` with these words: the exit code, standard output, standard error.
fn replay(words: &[&str]) -> (u8, String, String) {
    let out = Kept::default();
    let (mut io, err) = io_to(out.clone());
    let cli = Cli::try_parse_from(["phi-audit", "replay"].iter().chain(words)).unwrap();
    let Verb::Replay(args) = cli.verb else { panic!("not a replay") };
    let exit = run(&args, &mut io).unwrap_or_else(|error| error.exit());
    (exit.code(), out.text(), err.text())
}

const PHI: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","id":"EZ1","source":"/x","time":"2024-06-01T00:00:00Z","data":{"accountSid":"AC00000000000000000000000000000000","to":"whatsapp:+12025550123","from":"whatsapp:+12025550199","body":"Hello Maria Lopez, your HIV test is positive, SSN 219-09-9999"}}"#;
const CLEAN: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","id":"EZ2","source":"/x","time":"2024-07-01T00:00:00Z","data":{"messageStatus":"DELIVERED"}}"#;

/// A folder of files in every framing, about a megabyte and a half, with broken lines in it.
fn archive() -> TempDir {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let mixed = |n: usize| if n.is_multiple_of(5) { PHI } else { CLEAN };
    file("a.ndjson", (0..2_000).map(|n| format!("{}\n", mixed(n))).collect());
    file("b.firehose", (0..2_000).map(mixed).collect());
    file("c.json", format!("[{}]", (0..500).map(mixed).collect::<Vec<_>>().join(",")));
    file("d.broken", format!("{CLEAN}\n{{\"a\":\"cut\n{PHI}\nnonsense\n{PHI}\n"));
    file("e.empty", String::new());
    folder
}

pub(super) fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let (archive, reports) = (archive(), TempDir::new().unwrap());
    let run = |threads: &str| {
        let report = reports.path().join(threads);
        let (exit, out, _) = replay(&[path(archive.path()), "--threads", threads, "--report", path(&report)]);
        let file = |name: &str| fs::read_to_string(report.join(name)).unwrap();
        (exit, out, file("report.html"), file("report.json"), file("findings.csv"))
    };
    let one = run("1");
    assert!(one.1.lines().count() > 900, "{}", one.1.lines().count());
    for threads in ["2", "7"] {
        assert!(run(threads) == one, "{threads} threads");
    }
}

#[test]
fn items_of_a_line_are_numbered_through_from_batch_to_batch() {
    let archive = archive();
    let (_, out, _) = replay(&[path(&archive.path().join("b.firehose"))]);
    let items: Vec<u64> = out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["item"].as_u64().unwrap())
        .collect();
    assert_eq!(items, (0..2_000).step_by(5).collect::<Vec<_>>());
}

#[test]
fn lines_that_cannot_be_read_are_told_in_place_and_counted() {
    let archive = archive();
    let (exit, out, err) = replay(&[path(&archive.path().join("d.broken")), "--fail-on", "never"]);
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines.len(), 4, "{out}");
    assert!(lines[0].contains(r#""line":2,"error":{"kind":"truncated""#), "{out}");
    assert!(lines[2].contains(r#""line":4,"error":{"kind":"syntax","offset":0}"#), "{out}");
    assert!(err.contains("2 parts could not be read"), "{err}");
    assert_eq!(exit, 2);
}

#[test]
fn findings_at_the_threshold_are_exit_code_one() {
    let archive = archive();
    let file = archive.path().join("a.ndjson");
    assert_eq!(replay(&[path(&file)]).0, 1);
    assert_eq!(replay(&[path(&file), "--fail-on", "never"]).0, 0);
}

#[test]
fn only_events_of_the_period_are_audited() {
    let archive = archive();
    let file = archive.path().join("a.ndjson");
    let (_, out, err) = replay(&[path(&file), "--since", "2024-06-15"]);
    assert_eq!(out, "");
    assert!(err.starts_with("1600 events: 1600 without a finding"), "{err}");
}

#[test]
fn a_missing_path_is_told_with_a_remedy_and_the_rest_is_read() {
    let archive = archive();
    let (exit, out, err) = replay(&["not/there", path(&archive.path().join("c.json")), "--fail-on", "never"]);
    assert_eq!(exit, 2);
    assert!(out.starts_with(r#"{"source":"not/there","line":0,"error":{"kind":"not_found","offset":0}}"#), "{out}");
    assert!(err.contains("not/there") && err.contains("help:"), "{err}");
    assert_eq!(out.lines().count(), 101);
}

#[test]
fn a_report_that_cannot_be_written_fails_before_anything_is_read() {
    let archive = archive();
    let (read, other) = (archive.path().join("a.ndjson"), archive.path().join("b.firehose"));
    let (exit, out, _) = replay(&[path(&read), "--report", path(&other.join("below-a-file"))]);
    assert_eq!((exit, out.as_str()), (2, ""));
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let archive = archive();
    let (mut io, err) = io_to(Gone);
    let cli = Cli::try_parse_from(["phi-audit", "replay", path(archive.path())]).unwrap();
    let Verb::Replay(args) = cli.verb else { panic!("not a replay") };
    assert!(matches!(run(&args, &mut io), Err(Error::BrokenPipe)));
    assert_eq!(err.text(), "");
}

#[test]
fn no_found_value_is_written_anywhere() {
    let (archive, report) = (archive(), TempDir::new().unwrap());
    let (_, out, err) = replay(&[path(archive.path()), "--report", path(report.path())]);
    let (_, text, _) = replay(&[path(archive.path()), "--format", "text"]);
    let mut written = out + &err + &text;
    for file in fs::read_dir(report.path()).unwrap() {
        written += &fs::read_to_string(file.unwrap().path()).unwrap();
    }
    for value in ["219-09-9999", "Maria", "Lopez", "2025550123", "2025550199"] {
        assert!(!written.contains(value), "{value}");
    }
}

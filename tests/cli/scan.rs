//! `scan` in a pipe and before a person.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{answer_in, empty, phi_audit};

/// Invented: a patient's number and diagnosis in a channel that is not eligible.
const WHATSAPP_WITH_PHI: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.inbound-message.received","source":"/v1/Messages","id":"EZ0001","time":"2025-01-03T10:00:00Z","data":{"accountSid":"AC00000000000000000000000000000001","from":"whatsapp:+12025550143","to":"whatsapp:+12025550144","body":"My SSN is 219-09-9998, I was told it is type 2 diabetes"}}"#;
/// Invented: nothing but a product view.
const CLEAN: &str = r#"{"type":"track","event":"Button Clicked","messageId":"m-1","anonymousId":"a-1","timestamp":"2025-01-03T10:00:00Z","properties":{"colour":"blue"}}"#;
const BROKEN: &str = r#"{"type":"track","event":"#;

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect()
}

#[test]
fn every_event_gives_one_line_in_input_order_with_the_published_keys() {
    let directory = empty();
    fs::write(directory.path().join("events.ndjson"), format!("{CLEAN}\n[{WHATSAPP_WITH_PHI},{CLEAN}]\n")).unwrap();
    let (_, out, err) = answer_in(&directory, &["scan", "events.ndjson"]);
    assert_eq!(err, "");
    let records = lines(&out);
    let places: Vec<_> = records.iter().map(|record| (record["line"].as_u64(), record["item"].as_u64())).collect();
    assert_eq!(places, [(Some(1), Some(0)), (Some(2), Some(0)), (Some(2), Some(1))]);
    let mut keys: Vec<_> = records[0].as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys.join(" "),
        "account eligibility event_id event_type feature findings item kind line matches phi product region source time"
    );
}

#[test]
fn phi_where_the_baa_does_not_reach_exits_1_and_shows_no_value() {
    let directory = empty();
    fs::write(directory.path().join("events.ndjson"), WHATSAPP_WITH_PHI).unwrap();
    for format in ["text", "ndjson"] {
        let (code, out, err) = answer_in(&directory, &["scan", "--format", format, "events.ndjson"]);
        assert_eq!(code, 1, "{out}{err}");
        assert!(!format!("{out}{err}").contains("219-09-9998"));
        assert!(!format!("{out}{err}").contains("diabetes"));
    }
    let (code, ..) = answer_in(&directory, &["scan", "--fail-on", "never", "events.ndjson"]);
    assert_eq!(code, 0);
}

#[test]
fn what_several_events_show_together_comes_behind_the_events() {
    let directory = empty();
    let events = [super::replay::SAID, CLEAN, super::replay::JOINED].join("\n");
    fs::write(directory.path().join("events.ndjson"), events).unwrap();
    let (code, out, _) =
        answer_in(&directory, &["scan", "--format", "ndjson", "--fail-on", "critical", "events.ndjson"]);
    assert_eq!(code, 1, "{out}");
    let records = lines(&out);
    assert_eq!(records.len(), 4);
    assert_eq!(records[3]["requirement"], "conversations-whatsapp-not-eligible");
    assert_eq!(records[3]["resource"]["id"], "CH00000000000000000000000000000001");
    assert_eq!((&records[3]["first"], &records[3]["last"]), (&records[2]["time"], &records[0]["time"]));
    let (_, out, err) = answer_in(&directory, &["scan", "--format", "text", "events.ndjson"]);
    let last = out.lines().rev().take(3).collect::<Vec<_>>();
    assert!(
        last[2].starts_with("critical conversation CH00000000000000000000000000000001 · over several events"),
        "{out}"
    );
    assert!(last[0].contains("PHI is said, by whatever channel (EZ5, 2025-03-05T15:16:17Z)"), "{out}");
    assert!(
        err.starts_with("3 events: 1 high at worst, 2 without a finding; findings over several events: 1 critical"),
        "{err}"
    );
}

#[test]
fn standard_input_is_read_when_nothing_else_is_named() {
    let directory = empty();
    for arguments in [&["scan"][..], &["scan", "-"]] {
        let output = phi_audit(&directory).args(arguments).write_stdin(CLEAN).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(lines(std::str::from_utf8(&output.stdout).unwrap())[0]["source"], "-");
    }
}

#[test]
fn a_line_that_cannot_be_read_is_shown_and_the_next_one_read() {
    let directory = empty();
    fs::write(directory.path().join("events.ndjson"), format!("{CLEAN}\n{BROKEN}\n{CLEAN}\n")).unwrap();
    let (code, out, _) = answer_in(&directory, &["scan", "events.ndjson"]);
    assert_eq!(code, 2);
    let records = lines(&out);
    assert_eq!(records.len(), 3);
    assert_eq!((&records[1]["line"], &records[1]["error"]["kind"]), (&2.into(), &"truncated".into()));
    assert_eq!(records[2]["line"], 3);
}

#[test]
fn a_source_that_cannot_be_opened_is_told_and_the_others_are_read() {
    let directory = empty();
    fs::write(directory.path().join("events.ndjson"), CLEAN).unwrap();
    let (code, out, err) = answer_in(&directory, &["scan", "missing.ndjson", "events.ndjson"]);
    assert_eq!(code, 2);
    let records = lines(&out);
    assert_eq!((&records[0]["line"], &records[0]["source"]), (&0.into(), &"missing.ndjson".into()));
    assert_eq!(records[1]["source"], "events.ndjson");
    assert!(err.starts_with("error: cannot read on: not found\n   at: missing.ndjson\n help: "), "{err}");
}

#[test]
fn text_counts_clean_events_and_lists_them_only_when_asked() {
    let directory = empty();
    fs::write(directory.path().join("events.ndjson"), CLEAN).unwrap();
    let (code, out, err) = answer_in(&directory, &["scan", "--format", "text", "events.ndjson"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.starts_with("1 event: 1 without a finding"), "{err}");
    assert_eq!(err.lines().count(), 1);
    let (_, out, _) = answer_in(&directory, &["scan", "--format", "text", "--all", "events.ndjson"]);
    assert!(out.starts_with("clean"), "{out}");
}

#[test]
fn colour_is_there_when_asked_for_and_not_in_a_pipe() {
    let directory = empty();
    fs::write(directory.path().join("events.ndjson"), CLEAN).unwrap();
    let scan = ["scan", "--format", "text", "--all", "events.ndjson"];
    assert!(!answer_in(&directory, &scan).1.contains('\u{1b}'));
    assert!(answer_in(&directory, &[&scan[..], &["--color", "always"]].concat()).1.contains('\u{1b}'));
}

#[test]
fn a_reader_who_leaves_ends_the_run_quietly() {
    let directory = empty();
    fs::write(directory.path().join("events.ndjson"), format!("{CLEAN}\n").repeat(5_000)).unwrap();
    let mut scan = Command::new(assert_cmd::cargo::cargo_bin("phi-audit"))
        .current_dir(directory.path())
        .args(["scan", "events.ndjson"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 64];
    scan.stdout.take().unwrap().read_exact(&mut first).unwrap(); // and the pipe is closed
    let output = scan.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

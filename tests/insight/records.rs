//! Two files of records.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::write::GzEncoder;
use serde_json::json;

use super::{answer, events, lines};

fn record(line: u64, requirement: &str, severity: &str, phi: &str) -> String {
    json!({
        "source": "archive/a.ndjson", "line": line, "item": 0, "kind": "twilio", "event_id": null, "event_type": "t", "time": null,
        "account": null, "product": "sms", "feature": null, "eligibility": "conditional", "region": "us", "phi": phi, "matches": [],
        "findings": [{ "requirement": requirement, "severity": severity, "title": "x", "section": "y", "as_of": "2024-12-11" }],
    })
    .to_string()
}

fn write(folder: &Path, name: &str, lines: &[String]) {
    fs::write(folder.join(name), lines.join("\n") + "\n").unwrap();
}

#[test]
fn new_gone_and_changed_findings_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let same = record(9, "kept", "high", "phi");
    write(folder.path(), "a", &[record(1, "gone", "low", "pii"), record(2, "changed", "low", "pii"), same.clone()]);
    write(folder.path(), "b", &[record(3, "new", "critical", "phi"), record(2, "changed", "high", "phi"), same]);
    let (code, out, err) = answer(folder.path(), &["diff", "a", "b"]);
    assert_eq!(code, 1);
    let told: Vec<_> =
        lines(&out).iter().map(|line| format!("{} {}", line["change"], line["requirement"]).replace('"', "")).collect();
    assert_eq!(told, ["gone gone", "changed changed", "new new"]);
    assert!(err.starts_with("findings: 1 new, 1 gone, 1 changed, 1 the same"), "{err}");
    let changed = &lines(&out)[1];
    assert_eq!((&changed["before"]["severity"], &changed["after"]["severity"]), (&json!("low"), &json!("high")));
    insta::assert_snapshot!(answer(folder.path(), &["diff", "a", "b", "--format", "text"]).1);
    insta::assert_snapshot!(answer(folder.path(), &["diff", "a", "b", "--format", "csv"]).1.replace('\r', ""));
    insta::assert_snapshot!(answer(folder.path(), &["diff", "a", "b", "--format", "json", "--fail-on", "never"]).1);
}

#[test]
fn the_exit_code_follows_the_worst_change() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a", &[record(1, "r", "low", "pii")]);
    write(folder.path(), "b", &[record(1, "r", "medium", "pii")]);
    let code = |fail_on: &str| answer(folder.path(), &["diff", "a", "b", "--fail-on", fail_on]).0;
    assert_eq!(["low", "medium", "high", "never"].map(code), [1, 1, 0, 0]);
    assert_eq!(answer(folder.path(), &["diff", "a", "a"]).0, 0);
}

#[test]
fn a_fact_for_the_record_is_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a", &[record(1, "r", "info", "pii")]);
    fs::write(folder.path().join("b"), "").unwrap();
    assert_eq!(answer(folder.path(), &["diff", "a", "b"]).0, 0);
}

#[test]
fn findings_over_several_events_are_told_and_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    let linked = json!({
        "requirement": "r", "severity": "critical", "title": "x", "section": "y", "as_of": "2024-12-11", "say": "z",
        "resource": { "kind": "conversation", "id": "CH1" }, "account": null, "first": null, "last": null, "events": [],
    });
    write(folder.path(), "a", &[record(1, "r", "low", "pii"), linked.to_string()]);
    write(folder.path(), "b", &[record(1, "r", "low", "pii")]);
    let (code, out, err) = answer(folder.path(), &["diff", "a", "b"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.contains("findings over several events, 1 before and 0 after, are not compared"), "{err}");
}

#[test]
fn what_replay_wrote_is_the_same_as_itself_packed_or_not() {
    let folder = events(3_000);
    let (_, records, _) = answer(folder.path(), &["replay", "events.ndjson"]);
    assert!(records.lines().count() > 20, "{}", records.lines().count());
    fs::write(folder.path().join("a.ndjson"), &records).unwrap();
    let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(records.as_bytes()).unwrap();
    fs::write(folder.path().join("b.ndjson.gz"), packed.finish().unwrap()).unwrap();
    let (code, out, err) = answer(folder.path(), &["diff", "a.ndjson", "b.ndjson.gz"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.starts_with("findings: 0 new, 0 gone, 0 changed, "), "{err}");
}

#[test]
fn a_file_that_holds_no_records_is_told_with_its_line_and_never_quoted() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a", &[record(1, "r", "low", "pii"), r#"{"ssn":"219-09-9999"}"#.to_owned()]);
    let (code, out, err) = answer(folder.path(), &["diff", "a", "a"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("a, line 2") && err.contains("help:") && !err.contains("219"), "{err}");
    let (code, _, err) = answer(folder.path(), &["diff", "a", "missing"]);
    assert_eq!(code, 2);
    assert!(err.contains("line 2") || err.contains("missing"), "{err}");
}

#[test]
fn two_archives_under_other_names_are_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a", &[record(1, "r", "low", "pii")]);
    write(folder.path(), "b", &[record(1, "r", "low", "pii").replace("archive/a", "elsewhere/a")]);
    let (code, _, err) = answer(folder.path(), &["diff", "a", "b"]);
    assert_eq!(code, 1);
    assert!(err.contains("warning: the two files have no finding in common"), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_records() {
    let folder = tempfile::tempdir().unwrap();
    let long = "r".repeat(200);
    let all = |skip: u64| -> Vec<String> {
        (0..300_000).filter(|n| n % 1_000 != skip).map(|n| record(n, &long, "low", "pii")).collect()
    };
    write(folder.path(), "a", &all(1));
    write(folder.path(), "b", &all(2));
    let (code, out, err) = super::answer_within(160, folder.path(), &["diff", "a", "b"]);
    assert_eq!(code, Some(1), "{err}");
    assert_eq!(out.lines().count(), 600);
    assert!(err.starts_with("findings: 300 new, 300 gone, 0 changed, 299,400 the same"), "{err}");
}

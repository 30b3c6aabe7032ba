//! Canaries of the service in what the other verbs read: told once, and counted nowhere.

use std::fs;

use phi_audit::canary::Canary;
use serde_json::Value;
use tempfile::TempDir;

use super::replay::{CRITICAL, JOINED, SAID};
use super::{answer_in, empty};

fn canary(number: u128) -> String {
    let canary = Canary::new(number, "2026-11-05T10:11:12.345Z".parse().unwrap());
    String::from_utf8(canary.bytes()).unwrap()
}

/// A folder with events, and behind them canaries: on lines of their own, and beside an event in an array.
fn folder(canaries: bool) -> TempDir {
    let directory = empty();
    let more = if canaries { format!("{}\n{}\r\n", canary(1), canary(2)) } else { String::new() };
    let array = if canaries { format!("[{SAID},{}]", canary(3)) } else { format!("[{SAID}]") };
    fs::create_dir(directory.path().join("archive")).unwrap();
    fs::write(directory.path().join("archive/events.ndjson"), format!("{JOINED}\n{SAID}\n{more}")).unwrap();
    fs::write(directory.path().join("archive/events.json"), array).unwrap();
    directory
}

/// What a verb prints and says with canaries and without them.
fn both(arguments: &[&str]) -> [(TempDir, i32, String, String); 2] {
    [false, true].map(|canaries| {
        let directory = folder(canaries);
        let (code, out, err) = answer_in(&directory, arguments);
        (directory, code, out, err)
    })
}

/// A report without the sizes of its files.
fn report(directory: &TempDir) -> Value {
    fn sizeless(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.remove("bytes");
                fields.values_mut().for_each(sizeless);
            }
            Value::Array(all) => all.iter_mut().for_each(sizeless),
            _ => {}
        }
    }
    let text = fs::read(directory.path().join("report/report.json")).unwrap();
    let mut report = serde_json::from_slice(&text).unwrap();
    sizeless(&mut report);
    report
}

#[test]
fn a_replay_with_canaries_reports_what_it_reports_without_them() {
    for arguments in [
        &["replay", "archive", "--report", "report"][..],
        &["replay", "archive", "--report", "report", "--manifest", "m"],
        &["replay", "archive", "--report", "report", "--format", "text"],
    ] {
        let [(plain, code, out, err), with] = both(arguments);
        assert_eq!((code, &out), (with.1, &with.2), "{arguments:?}");
        assert_eq!(report(&plain), report(&with.0), "{arguments:?}");
        let findings = |directory: &TempDir| fs::read_to_string(directory.path().join("report/findings.csv")).unwrap();
        assert_eq!(findings(&plain), findings(&with.0));
        assert!(err.contains("3 events") && !err.contains("canar"), "{err}");
        assert!(with.3.contains("3 events") && with.3.contains("; 3 canaries left out"), "{}", with.3);
        // Once more, from the manifest where there is one.
        let (_, _, again) = answer_in(&with.0, arguments);
        assert!(again.contains("; 3 canaries left out"), "{again}");
    }
}

#[test]
fn a_scan_and_an_inventory_leave_canaries_out() {
    for arguments in
        [&["scan", "archive"][..], &["scan", "archive", "--format", "text", "--all"], &["inventory", "archive"]]
    {
        let [(_, code, out, _), with] = both(arguments);
        assert_eq!((code, &out), (with.1, &with.2), "{arguments:?}");
        assert!(!out.is_empty());
    }
}

#[test]
fn events_behind_a_canary_keep_their_place() {
    let directory = empty();
    fs::write(directory.path().join("events.json"), format!("[{},{CRITICAL}]", canary(1))).unwrap();
    for verb in ["scan", "replay"] {
        let (_, out, _) = answer_in(&directory, &[verb, "events.json", "--format", "ndjson"]);
        let record: Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
        assert_eq!((&record["event_id"], &record["item"]), (&"EZ1".into(), &1.into()), "{verb}: {out}");
    }
}

//! Where PHI lives.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{answer, events};

const EXAMPLES: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_examples_give_the_table_of_the_snapshot() {
    let (code, out, err) = answer(
        Path::new(EXAMPLES),
        &["inventory", "examples/events", "--config", "examples/phi-audit.toml", "--format", "table", "--top", "12"],
    );
    // Two parts of the examples are meant to be unreadable.
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("2 parts could not be read"), "{err}");
    insta::assert_snapshot!(out);
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let folder = events(3_000);
    let run = |threads: &str| {
        let (code, out, _) = answer(
            folder.path(),
            &["inventory", "events.ndjson", "--threads", threads, "--report", threads, "--format", "json"],
        );
        let file = |name: &str| fs::read_to_string(folder.path().join(threads).join(name)).unwrap();
        (code, out, file("inventory.html"), file("inventory.csv"), file("inventory.json"))
    };
    let one = run("1");
    assert_eq!(one.0, 0);
    assert_eq!(one.1, one.4);
    assert!(one.3.lines().count() > 100, "{}", one.3.lines().count());
    for threads in ["2", "5"] {
        assert!(run(threads) == one, "{threads} threads");
    }
}

#[test]
fn only_events_of_the_period_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let event = |day: &str| {
        format!(
            r#"{{"type":"track","event":"x","messageId":"m{day}","timestamp":"{day}T00:00:00Z","properties":{{"email":"ann@example.com"}}}}"#
        )
    };
    fs::write(folder.path().join("in"), format!("{}\n{}\n", event("2024-05-01"), event("2024-07-01"))).unwrap();
    let (_, out, _) = answer(folder.path(), &["inventory", "in", "--since", "2024-06-01", "--format", "json"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&all["events"], &all["events_outside"]), (&1.into(), &1.into()));
    assert_eq!(all["rows"][0]["first"], "2024-07-01T00:00:00Z");
    assert_eq!(all["basis"]["since"], "2024-06-01");
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_inert() {
    let folder = tempfile::tempdir().unwrap();
    // A top-level key cannot begin a pointer, but a type can begin a cell.
    let event = r#"{"specversion":"1.0","type":"-2+3","source":"x","id":"e","dataschema":"https://events-schemas.twilio.com/x/1","time":"2024-05-01T00:00:00Z","data":{"email":"ann@example.com"}}"#;
    fs::write(folder.path().join("in"), event).unwrap();
    let (_, out, _) = answer(folder.path(), &["inventory", "in"]);
    assert!(out.lines().skip(1).all(|row| row.split(',').all(|cell| !cell.starts_with(['=', '+', '-', '@']))), "{out}");
    assert_eq!(out.lines().count(), 2, "{out}");
}

#[test]
fn a_page_needs_no_network_and_runs_no_script() {
    let folder = events(200);
    answer(folder.path(), &["inventory", "events.ndjson", "--report", "out", "--format", "none"]);
    let page = fs::read_to_string(folder.path().join("out/inventory.html")).unwrap();
    for word in ["<script", "http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_fails_before_anything_is_read() {
    let folder = events(5);
    let (code, out, err) = answer(folder.path(), &["inventory", "events.ndjson", "--report", "events.ndjson/below"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("help:"), "{err}");
}

#[test]
fn nothing_to_read_is_a_mistake_with_a_remedy() {
    let (code, _, err) = answer(Path::new(EXAMPLES), &["inventory"]);
    assert_eq!(code, 64);
    assert!(err.contains("phi-audit inventory archive/"), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    // Every event has fields of its own: what would fill memory is the rows.
    let event = |number: usize| {
        let fields: Vec<String> = (0..40)
            .map(|field| {
                let letters: String =
                    (number * 40 + field).to_string().bytes().map(|digit| (digit - b'0' + b'a') as char).collect();
                format!(r#""contact_{letters}":"ann@example.com""#)
            })
            .collect();
        format!("{{\"type\":\"track\",\"event\":\"x\",\"messageId\":\"m\",\"properties\":{{{}}}}}\n", fields.join(","))
    };
    let text: String = (0..10_000).map(event).collect();
    fs::write(folder.path().join("in.ndjson"), text).unwrap();
    let (code, out, err) = super::answer_within(160, folder.path(), &["inventory", "in.ndjson", "--threads", "2"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("10000 rows, and one for all others"), "{err}");
    // 400,000 addresses, and a word or two among the names of the fields.
    let others: u64 = out.lines().last().unwrap().split(',').nth(5).unwrap().parse().unwrap();
    assert!((390_000..390_100).contains(&others), "{others}");
}

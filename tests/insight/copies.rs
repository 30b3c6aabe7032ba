//! An archive and a filtered copy of it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::answer;

/// A Segment event of a clinic.
fn visit(number: usize) -> Value {
    json!({
        "type": "track", "event": "Appointment Booked", "messageId": format!("ajs-{number:06}"), "userId": format!("u-{number}"),
        "timestamp": "2024-05-01T10:00:00Z", "projectId": "p1",
        "context": { "ip": format!("203.0.113.{}", number % 250), "library": { "name": "analytics.js" } },
        "properties": { "department": "cardiology", "plan": "gold", "patients": [{ "email": format!("p{number}@example.com") }] },
    })
}

fn write(folder: &Path, name: &str, events: &[Value]) {
    fs::write(folder.join(name), events.iter().map(|event| format!("{event}\n")).collect::<String>()).unwrap();
}

/// Ten visits, and the copy of a stream in which somebody has been at work.
fn prepared() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let archive: Vec<_> = (0..10).map(visit).collect();
    let mut copy = archive.clone();
    for event in &mut copy {
        event["context"].as_object_mut().unwrap().remove("ip");
        event["context"]["integration"] = json!({ "name": "kafka" });
        event["properties"]["patients"][0]["email"] = json!("9f86d081884c7d659a2feaa0c55ad015");
    }
    copy.remove(4);
    let again = copy[2].clone();
    copy.push(again);
    copy.push(visit(77));
    copy.push(json!({ "type": "track", "event": "x", "properties": { "plan": "gold" } }));
    copy.reverse();
    write(folder.path(), "archive.ndjson", &[&archive[..], &archive[..1], &archive[4..5]].concat());
    write(folder.path(), "copy.ndjson", &copy);
    folder
}

#[test]
fn each_field_says_what_became_of_it() {
    let folder = prepared();
    let words = ["diff", "--by", "message-id", "archive.ndjson", "copy.ndjson", "--format"];
    let run = |format: &str| answer(folder.path(), &[&words[..], &[format]].concat());
    let (code, out, err) = run("json");
    assert_eq!(code, 1, "the department is health information, and it was kept: {err}");
    let all: Value = serde_json::from_str(&out).unwrap();
    let counts = |key: &str| all[key].as_u64().unwrap();
    assert_eq!(all["events"]["both"], 9);
    assert_eq!(all["events"]["dropped"], 1);
    assert_eq!((counts("only_in_copy"), counts("archive_duplicates"), counts("copy_duplicates")), (1, 2, 1));
    assert_eq!((counts("archive_without_id"), counts("copy_without_id")), (0, 1));
    let field = |path: &str| {
        let field = all["fields"].as_array().unwrap().iter().find(|field| field["path"] == path).unwrap();
        ["kept", "changed", "removed", "added", "exposed"].map(|key| field[key].as_u64().unwrap())
    };
    assert_eq!(field("/context/ip"), [0, 0, 9, 0, 0]);
    assert_eq!(field("/properties/patients/*/email")[..4], [0, 9, 0, 0]);
    assert_eq!(field("/properties/department"), [9, 0, 0, 0, 9]);
    assert_eq!(field("/context/integration/name"), [0, 0, 0, 9, 0]);
    insta::assert_snapshot!(run("text").1);
    insta::assert_snapshot!(run("csv").1.replace('\r', ""));
    assert!(err.contains("the superset"), "{err}");
}

#[test]
fn an_archive_is_its_own_copy() {
    let folder = prepared();
    let (_, out, err) =
        answer(folder.path(), &["diff", "--by", "message-id", "archive.ndjson", "archive.ndjson", "--format", "json"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&all["events"]["both"], &all["events"]["dropped"], &all["only_in_copy"]),
        (&10.into(), &0.into(), &0.into()),
        "{err}"
    );
    assert!(
        all["fields"]
            .as_array()
            .unwrap()
            .iter()
            .all(|field| field["changed"] == 0 && field["removed"] == 0 && field["added"] == 0)
    );
}

#[test]
fn a_copy_in_another_wrapping_is_read_all_the_same() {
    let folder = prepared();
    let batch: Vec<_> = (0..10).map(|number| json!({ "json": visit(number) })).collect();
    fs::write(folder.path().join("batch.json"), Value::from(batch).to_string()).unwrap();
    let (_, out, _) =
        answer(folder.path(), &["diff", "--by", "message-id", "archive.ndjson", "batch.json", "--format", "json"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&all["events"]["both"], &all["only_in_copy"]), (&10.into(), &0.into()));
    assert!(
        all["fields"].as_array().unwrap().iter().all(|field| field["removed"] == 0 && field["changed"] == 0),
        "{out}"
    );
}

#[test]
fn a_mapping_that_is_no_segment_event_any_more_is_paired_by_its_message_id() {
    let folder = prepared();
    let mapped: Vec<_> =
        (0..10).map(|number| json!({ "messageId": format!("ajs-{number:06}"), "plan": "gold" })).collect();
    write(folder.path(), "mapped.ndjson", &mapped);
    let (code, out, _) =
        answer(folder.path(), &["diff", "--by", "message-id", "archive.ndjson", "mapped.ndjson", "--format", "json"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&all["events"]["both"], code), (&10.into(), 0));
}

#[test]
fn events_of_twilio_are_paired_by_their_id() {
    let folder = tempfile::tempdir().unwrap();
    let event = |body: &str| {
        json!({ "specversion": "1.0", "type": "com.twilio.messaging.message.sent", "source": "/x", "id": "EZ1",
        "dataschema": "https://events-schemas.twilio.com/Messaging.MessageStatus/7", "time": "2024-05-01T00:00:00Z", "data": { "to": "+12165550100", "body": body } })
    };
    write(folder.path(), "a", &[event("asthma")]);
    write(folder.path(), "b", &[event("***")]);
    let (code, out, _) = answer(folder.path(), &["diff", "--by", "id", "a", "b", "--format", "csv"]);
    assert_eq!(code, 1);
    assert!(out.contains("com.twilio.messaging.message.sent,/data/body,0,1,0,0,0,condition,"), "{out}");
    assert!(out.contains("com.twilio.messaging.message.sent,/data/to,1,0,0,0,1,phone,phone"), "{out}");
    let (_, _, err) = answer(folder.path(), &["diff", "--by", "message-id", "a", "b"]);
    assert!(err.starts_with("0 events in both") && err.contains("1 without an id in the archive"), "{err}");
}

#[test]
fn the_number_of_threads_makes_no_difference_and_no_value_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let archive: Vec<_> = (0..4_000).map(visit).collect();
    write(folder.path(), "archive.ndjson", &archive);
    write(folder.path(), "copy.ndjson", &archive.iter().step_by(2).cloned().collect::<Vec<_>>());
    for format in ["json", "csv", "ndjson", "text"] {
        let run = |threads: &str| {
            answer(
                folder.path(),
                &[
                    "diff",
                    "--by",
                    "message-id",
                    "archive.ndjson",
                    "copy.ndjson",
                    "--format",
                    format,
                    "--threads",
                    threads,
                ],
            )
        };
        let one = run("1");
        assert_eq!(one.0, 1);
        for value in ["example.com", "203.0.113", "u-12", "ajs-0", "cardiology", "gold"] {
            assert!(!format!("{}{}", one.1, one.2).contains(value), "{value}");
        }
        assert!(run("3").1 == one.1, "{format}");
    }
}

#[test]
fn a_key_that_looks_like_data_is_not_printed() {
    let folder = tempfile::tempdir().unwrap();
    let event = |key: &str| json!({ "type": "track", "event": "x", "messageId": "m", "properties": { "orders": { key: 1 }, "plan": "gold" } });
    write(folder.path(), "a", &[event("K1x2y3z4")]);
    write(folder.path(), "b", &[event("K9x8y7z6")]);
    let (_, out, _) = answer(folder.path(), &["diff", "--by", "message-id", "a", "b", "--format", "csv"]);
    assert!(out.contains("/properties/orders/[redacted],0,0,1,1,"), "{out}");
    assert!(!out.contains("K1x") && !out.contains("K9x"), "{out}");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_compared() {
    let folder = prepared();
    fs::write(folder.path().join("broken.ndjson"), format!("{}\n{{\"a\":\n", visit(1))).unwrap();
    let words = ["diff", "--by", "message-id", "broken.ndjson", "copy.ndjson", "--fail-on", "never"];
    let (code, _, err) = answer(folder.path(), &words);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("1 parts could not be read") || err.contains("1 part could not be read"), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_copy() {
    let folder = tempfile::tempdir().unwrap();
    // Digests of 250 values in each of 12,000 events: 72 MB, which do not fit into what is allowed on top of the rest.
    let event = |number: usize| {
        let mut event = visit(number);
        event["properties"]["readings"] = (0..500).collect();
        event
    };
    let all: Vec<_> = (0..12_000).map(event).collect();
    write(folder.path(), "archive.ndjson", &all);
    let words =
        ["diff", "--by", "message-id", "archive.ndjson", "archive.ndjson", "--format", "json", "--threads", "2"];
    let (code, out, err) = super::answer_within(160, folder.path(), &words);
    assert_eq!(code, Some(1), "{err}");
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(all["events"]["both"], 12_000);
}

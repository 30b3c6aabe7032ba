//! Quarantine, looked at: places and reasons, and nothing of what the records say.

use std::fs;

use super::{answer, answer_in, empty};
use serde_json::{Value as Json, json};

const FIRST: &str = "155b05d27a769539eabcc3fa415c3ae1";
const SECOND: &str = "155b77d27a769539eabcc3fa415c3ae2";
const THIRD: &str = "9f0077d27a769539eabcc3fa415c3ae3";

fn line(id: &str, offset: u64, reasons: &[&str]) -> String {
    let data = json!({
        "id": id, "system": "kafka", "topic": "twilio.events", "partition": 3, "offset": offset, "reasons": reasons,
        "size": 1536, "recorded_ms": 1_735_689_000_000_u64, "rules": "ab".repeat(32), "quarantined": "2025-01-01T00:00:00.25Z",
    });
    let event = json!({
        "specversion": "1.0", "id": id, "type": "io.phi-audit.quarantine.v1", "source": "/phi-audit",
        "time": "2025-01-01T00:00:00.25Z", "subject": reasons[0], "datacontenttype": "application/json", "data": data,
    });
    format!("{event}\n")
}

fn quarantine(text: &str) -> tempfile::TempDir {
    let directory = empty();
    fs::create_dir(directory.path().join("quarantine")).unwrap();
    fs::write(directory.path().join("quarantine/quarantine-1.ndjson"), text).unwrap();
    directory
}

fn three() -> tempfile::TempDir {
    quarantine(
        &[line(FIRST, 42, &["payload", "syntax"]), line(SECOND, 43, &["syntax"]), line(THIRD, 7, &["fault"])].concat(),
    )
}

#[test]
fn an_empty_quarantine_says_so_in_one_line() {
    let directory = empty();
    fs::write(directory.path().join("phi-audit.toml"), "").unwrap();
    let (code, out, err) = answer_in(&directory, &["quarantine", "list", "--format", "text"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", "nothing is in quarantine (quarantine)\n"));
}

#[test]
fn whoever_stands_in_another_folder_is_not_told_that_nothing_is_in_quarantine() {
    for verb in [&["list"][..], &["show", "155b"], &["retry", "--all"]] {
        let (code, out, err) = answer(&[&["quarantine"], verb].concat());
        assert_eq!((code, out.as_str()), (64, ""), "{verb:?}: {err}");
        assert!(err.contains("no quarantine here") && err.contains("--config FILE"), "{verb:?}: {err}");
        let (code, out, err) = answer(&[&["quarantine"], verb, &["--folder", "elsewhere"]].concat());
        assert_eq!((code, out.as_str()), (64, ""), "{verb:?}: {err}");
        assert!(err.contains("no such folder") && err.contains("/elsewhere\n"), "{verb:?}: {err}");
    }
}

#[test]
fn a_folder_can_be_named_in_place_of_the_configuration() {
    let directory = three();
    fs::rename(directory.path().join("quarantine"), directory.path().join("old")).unwrap();
    fs::write(directory.path().join("phi-audit.toml"), "[quarantine]\nfolder = \"none\"\n").unwrap();
    let (code, out, err) = answer_in(&directory, &["quarantine", "list", "--folder", "old"]);
    assert_eq!((code, out.lines().count(), err.as_str()), (0, 3, ""));
}

#[test]
fn people_get_a_table_and_what_it_comes_to() {
    let (code, out, err) = answer_in(&three(), &["quarantine", "list", "--format", "text"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(format!("{out}{err}"));
}

#[test]
fn programs_get_the_pointers_as_they_were_written() {
    let (code, out, err) = answer_in(&three(), &["quarantine", "list"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let lines: Vec<Json> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    let written: Json = serde_json::from_str(&line(FIRST, 42, &["payload", "syntax"])).unwrap();
    let mut expected = written["data"].clone();
    expected["resolved"] = Json::Null;
    assert_eq!(lines[0], expected);
}

#[test]
fn what_is_resolved_is_counted_and_listed_on_request() {
    let directory = three();
    let mark = json!({"id": FIRST, "how": "retried", "at": "2025-02-01T00:00:00Z"});
    fs::write(directory.path().join("quarantine/resolved.ndjson"), format!("{mark}\n")).unwrap();
    let (_, out, err) = answer_in(&directory, &["quarantine", "list", "--format", "text"]);
    assert!(!out.contains(&FIRST[..12]) && out.contains(&SECOND[..12]), "{out}");
    assert_eq!(err, "2 records in quarantine (quarantine): 1 fault, 1 syntax; 1 resolved, which --all lists\n");
    let (_, out, _) = answer_in(&directory, &["quarantine", "list", "--all", "--format", "json"]);
    let first: Json = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!(first["resolved"], json!({"how": "retried", "at": "2025-02-01T00:00:00Z"}));
}

#[test]
fn a_record_is_explained_with_the_command_that_shows_it() {
    let directory = three();
    fs::write(directory.path().join("phi-audit.toml"), "[kafka]\nbrokers = \"kafka-1:9092,kafka-2:9092\"\n").unwrap();
    let (code, out, err) = answer_in(&directory, &["quarantine", "show", "155B05"]);
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out);
}

#[test]
fn a_prefix_of_several_ids_is_a_mistake_that_names_them() {
    let (code, out, err) = answer_in(&three(), &["quarantine", "show", "155b"]);
    assert_eq!((code, out.as_str()), (64, ""));
    assert_eq!(
        err,
        "error: several ids begin with `155b`\n help: give more digits of one of them: \
         155b05d27a76 (twilio.events/3@42), 155b77d27a76 (twilio.events/3@43)\n"
    );
}

#[test]
fn an_id_that_is_not_there_and_a_word_that_is_no_id_are_mistakes() {
    let (code, _, err) = answer_in(&three(), &["quarantine", "show", "00"]);
    assert_eq!(code, 64);
    assert!(err.starts_with("error: no id in quarantine begins with `00`\n"), "{err}");
    let (code, _, err) = answer_in(&three(), &["quarantine", "show", "syntax"]);
    assert_eq!(code, 64, "{err}");
}

#[test]
fn the_folder_is_found_beside_the_configuration() {
    let directory = empty();
    let etc = directory.path().join("etc");
    fs::create_dir_all(etc.join("unread")).unwrap();
    fs::write(etc.join("phi-audit.toml"), "[quarantine]\nfolder = \"unread\"\n").unwrap();
    fs::write(etc.join("unread/quarantine-1.ndjson"), line(THIRD, 7, &["fault"])).unwrap();
    let (code, out, _) = answer_in(&directory, &["quarantine", "list", "--config", "etc/phi-audit.toml"]);
    assert_eq!((code, out.lines().count()), (0, 1));
}

#[test]
fn a_line_that_is_no_pointer_is_told_and_the_others_are_listed() {
    let text = [&line(FIRST, 42, &["syntax"]), "{\"broken\n", &line(THIRD, 7, &["fault"])].concat();
    let (code, out, err) = answer_in(&quarantine(&text), &["quarantine", "list", "--format", "json"]);
    assert_eq!((code, out.lines().count()), (2, 2));
    assert!(err.starts_with("error: this is no pointer that phi-audit has written\n   at: quarantine/"), "{err}");
    assert!(err.contains("quarantine-1.ndjson, line 2\n"), "{err}");
}

#[test]
fn a_folder_that_cannot_be_read_is_an_error() {
    let directory = empty();
    fs::write(directory.path().join("quarantine"), "a file").unwrap();
    let (code, out, err) = answer_in(&directory, &["quarantine", "list"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("error: cannot read `quarantine"), "{err}");
}

/// Whatever stands in the folder, only fields of the form that the program writes get out.
#[test]
fn nothing_that_was_planted_in_the_folder_is_printed() {
    const SECRETS: [&str; 3] = ["Jane Doe", "123-45-6789", "+14155550123"];
    let mut text = String::new();
    for secret in SECRETS {
        let whole: Json = serde_json::from_str(&line(FIRST, 42, &["syntax"])).unwrap();
        for field in ["id", "system", "topic", "partition", "offset", "size", "recorded_ms", "rules", "quarantined"] {
            let mut planted = whole.clone();
            planted["data"][field] = json!(secret);
            text += &format!("{planted}\n");
        }
        let mut planted = whole.clone();
        planted["data"]["reasons"] = json!([secret]);
        text += &format!("{planted}\n");
        // Fields that are none of ours.
        let mut planted = whole.clone();
        planted["data"]["payload"] = json!(secret);
        planted["subject"] = json!(secret);
        text += &format!("{planted}\n{secret}\n");
    }
    let directory = quarantine(&text);
    let marks = SECRETS.map(|secret| format!("{}\n", json!({"id": secret, "how": secret, "at": secret}))).concat();
    fs::write(directory.path().join("quarantine/resolved.ndjson"), marks).unwrap();
    for verb in [
        &["list", "--all", "--format", "text"][..],
        &["list", "--all", "--format", "json"],
        &["show", FIRST],
        &["show", "00"],
    ] {
        let (_, out, err) = answer_in(&directory, &[&["quarantine"], verb].concat());
        assert!(!out.is_empty() || !err.is_empty(), "{verb:?} says something");
        for secret in SECRETS {
            assert!(!out.contains(secret) && !err.contains(secret), "{verb:?} prints {secret}:\n{out}{err}");
        }
    }
}

//! The store against real folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::pipeline::Place;

/// A line as the file sink writes it: pointer to offset `position`, sent at `second`.
fn line(position: i64, second: i64, reason: &'static str) -> String {
    let place = Place::Kafka { topic: "events".into(), partition: 0, offset: position };
    let message = Pointer::new(&place, None, 10, &[reason], "ab").message(&"urn:test".into(), second * 1_000);
    let data: serde_json::Value = serde_json::from_slice(&message.data).unwrap();
    let envelope = serde_json::json!({
        "specversion": "1.0", "id": message.id, "type": message.kind, "source": &*message.source, "time": message.time,
        "datacontenttype": "application/json", "data": data,
    });
    format!("{envelope}\n")
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Offsets and reasons of what is read, or `!line` for what is not.
fn read(folder: &Path) -> Vec<String> {
    let store = Store::open(folder).unwrap();
    let entries = store.entries(false).unwrap();
    entries
        .map(|entry| match entry {
            Ok(Entry { pointer, .. }) => format!("{} {}", pointer.place.position(), pointer.reasons.join(" ")),
            Err(StoreError::NotAPointer { line, .. }) => format!("!{line}"),
            Err(error) => panic!("{error}"),
        })
        .collect()
}

fn time(second: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(second).unwrap()
}

#[test]
fn a_folder_that_is_not_there_yet_is_empty() {
    let folder = folder(&[]);
    assert!(read(&folder.path().join("quarantine")).is_empty());
}

#[test]
fn files_are_read_in_the_order_of_their_names_and_others_are_left_alone() {
    let folder = folder(&[
        ("quarantine-2.ndjson", &line(2, 2, "syntax")),
        ("quarantine-1.ndjson", &(line(1, 1, "syntax") + &line(5, 1, "payload"))),
        ("alerts-1.ndjson", "{}\n"),
        ("quarantine-1.ndjson.bak", "{}\n"),
    ]);
    assert_eq!(read(folder.path()), ["1 syntax", "5 payload", "2 syntax"]);
}

#[test]
fn of_several_pointers_to_a_record_the_newest_is_shown() {
    let folder = folder(&[
        ("quarantine-1.ndjson", &(line(1, 1, "syntax") + &line(2, 9, "fault"))),
        ("quarantine-2.ndjson", &(line(1, 5, "payload") + &line(2, 3, "syntax") + &line(1, 5, "payload"))),
    ]);
    assert_eq!(read(folder.path()), ["2 fault", "1 payload"]);
}

#[test]
fn a_torn_last_line_is_left_for_the_next_time_wherever_it_is_torn() {
    let (first, second) = (line(1, 1, "syntax"), line(2, 2, "syntax"));
    for kept in 0..second.len() - 1 {
        let folder = folder(&[("quarantine-1.ndjson", &format!("{first}{}", &second[..kept]))]);
        assert_eq!(read(folder.path()), ["1 syntax"], "{kept} bytes of the last line");
    }
    let folder = folder(&[("quarantine-1.ndjson", format!("{first}{second}").trim_end())]);
    assert_eq!(read(folder.path()), ["1 syntax", "2 syntax"], "only the end of the line is missing");
}

#[test]
fn what_is_no_pointer_is_told_by_its_line_and_the_rest_is_read() {
    let foreign = line(7, 1, "syntax").replace("\"events\"", "\"Jane Doe, 123-45-6789\"");
    let alert = line(8, 1, "syntax").replace("quarantine.v1", "finding.v1");
    let long = "x".repeat(100_000);
    let text =
        ["not json\n", &line(1, 1, "syntax"), "\n", &foreign, &alert, &long, "\n", &line(2, 1, "syntax")].concat();
    let folder = folder(&[("quarantine-1.ndjson", &text)]);
    assert_eq!(read(folder.path()), ["!1", "1 syntax", "!4", "!5", "!6", "2 syntax"]);
    let store = Store::open(folder.path()).unwrap();
    for error in store.entries(true).unwrap().filter_map(Result::err) {
        let said = format!("{error} {error:?}");
        assert!(!said.contains("Jane") && !said.contains("6789"), "{said}");
    }
}

#[test]
fn a_file_that_cannot_be_opened_is_told_and_the_others_are_read() {
    let folder = folder(&[("quarantine-2.ndjson", &line(2, 1, "syntax"))]);
    fs::create_dir(folder.path().join("quarantine-1.ndjson")).unwrap();
    let store = Store::open(folder.path()).unwrap();
    let mut entries = store.entries(false).unwrap();
    assert!(matches!(entries.next(), Some(Err(StoreError::Io { .. }))));
    assert_eq!(entries.next().unwrap().unwrap().pointer.place.position(), 2.into());
    assert!(entries.next().is_none());
}

#[test]
fn what_is_resolved_stays_so_when_the_folder_is_opened_again() {
    let folder = folder(&[("quarantine-1.ndjson", &(line(1, 1, "syntax") + &line(2, 1, "syntax")))]);
    let mut store = Store::open(folder.path()).unwrap();
    let id = store.entries(false).unwrap().next().unwrap().unwrap().pointer.id;
    store.resolve(&[&id], "retried", time(9)).unwrap();
    for store in [store, Store::open(folder.path()).unwrap()] {
        assert_eq!(store.entries(false).unwrap().count(), 1);
        let all: Vec<Entry> = store.entries(true).unwrap().map(Result::unwrap).collect();
        let mark = all[0].resolved.as_ref().unwrap();
        assert_eq!((&*mark.how, mark.at), ("retried", time(9)));
        assert_eq!(all[1].resolved, None);
    }
}

#[test]
fn a_record_that_is_quarantined_again_after_it_was_resolved_is_open_again() {
    let folder = folder(&[("quarantine-1.ndjson", &line(1, 1, "syntax"))]);
    let mut store = Store::open(folder.path()).unwrap();
    let id = store.entries(false).unwrap().next().unwrap().unwrap().pointer.id;
    store.resolve(&[&id], "retried", time(5)).unwrap();
    fs::write(folder.path().join("quarantine-2.ndjson"), line(1, 6, "payload")).unwrap();
    assert_eq!(read(folder.path()), ["1 payload"]);
}

#[test]
fn a_torn_mark_spoils_no_later_one() {
    let folder = folder(&[
        ("quarantine-1.ndjson", &(line(1, 1, "syntax") + &line(2, 1, "syntax"))),
        ("resolved.ndjson", "{\"id\":\"00"),
    ]);
    let mut store = Store::open(folder.path()).unwrap();
    let id = store.entries(false).unwrap().next().unwrap().unwrap().pointer.id;
    store.resolve(&[&id], "by hand", time(9)).unwrap();
    assert_eq!(read(folder.path()), ["2 syntax"]);
}

#[test]
fn a_mark_needs_the_whole_id() {
    let folder = folder(&[]);
    let mut store = Store::open(folder.path()).unwrap();
    assert!(matches!(store.resolve(&["12ab"], "retried", time(9)), Err(StoreError::NotAnId)));
    assert!(!folder.path().join("resolved.ndjson").exists());
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_marks() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[]);
    Store::open(folder.path()).unwrap().resolve(&[&"ab".repeat(16)], "retried", time(9)).unwrap();
    let mode = fs::metadata(folder.path().join("resolved.ndjson")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Each record once, with the reason of its newest pointer, however pointers are spread over files.
    #[test]
    fn every_record_is_shown_once_with_its_newest_reason(
        pointers in prop::collection::vec((0_i64..6, 0_i64..1_000, 0_usize..3, 0_usize..3), 0..30),
    ) {
        const REASONS: [&str; 3] = ["syntax", "payload", "fault"];
        let mut files = [String::new(), String::new(), String::new()];
        let mut newest = BTreeMap::new();
        for (file, at) in (0..3).flat_map(|file| (0..pointers.len()).map(move |at| (file, at))) {
            let (position, second, reason, of) = pointers[at];
            if of == file {
                files[file] += &line(position, second, REASONS[reason]);
                let best = newest.entry(position).or_insert((second, reason));
                if second > best.0 {
                    *best = (second, reason);
                }
            }
        }
        let folder = folder(&[
            ("quarantine-0.ndjson", &files[0]), ("quarantine-1.ndjson", &files[1]), ("quarantine-2.ndjson", &files[2]),
        ]);
        let mut shown = read(folder.path());
        shown.sort_unstable();
        let expected: Vec<String> =
            newest.iter().map(|(position, (_, reason))| format!("{position} {}", REASONS[*reason])).collect();
        prop_assert_eq!(shown, expected);
    }
}

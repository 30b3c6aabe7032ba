//! The rules verbs: every shipped rule holds, every rule has a page, a pack of one's own is tried out.

use std::fs;

use serde_json::Value;

use super::{answer, answer_in, empty};

/// Invented: the record numbers of a clinic.
const PACK: &str = r#"
[[matcher]]
id = "clinic.record"
category = "mrn"
title = "Record number of the clinic"
why = "Names one patient."
strength = "pattern"
keywords = ["clinic record"]
pattern = '''CR-\d{6}'''
match = [
    { event = '{"body":"clinic record CR-123456"}', path = "/body", text = "CR-123456" },
    { event = '{"clinicRecord":"CR-654321"}', path = "/clinicRecord", text = "CR-654321" },
]
no_match = [
    { event = '{"body":"carton CR-123456"}', because = "no word names it" },
    { event = '{"body":"clinic record CR-1234567"}', because = "too long" },
]
"#;

#[test]
fn every_example_of_every_shipped_rule_holds() {
    let (code, out, err) = answer(&["rules", "check"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.contains("all hold"), "{out}");
}

#[test]
fn every_rule_that_is_listed_has_a_page() {
    let (code, out, _) = answer(&["rules", "list", "--json"]);
    assert_eq!(code, 0);
    let rules: Vec<Value> = serde_json::from_str(&out).expect("JSON");
    let kind = |kind: &'static str| rules.iter().filter(move |rule| rule["kind"] == kind);
    assert!(kind("matcher").count() > 40);
    assert!(kind("requirement").count() > 50);
    for rule in kind("matcher").step_by(20).chain(kind("requirement").step_by(20)) {
        let id = rule["id"].as_str().unwrap();
        let (code, out, _) = answer(&["rules", "explain", id]);
        assert_eq!(code, 0);
        assert!(out.starts_with(&format!("{id}  {}", rule["title"].as_str().unwrap())), "{out}");
        for heading in ["What it does", "Why it matters", "What to do", "Examples"] {
            assert!(out.contains(&format!("\n{heading}\n")), "{id} lacks `{heading}`:\n{out}");
        }
    }
}

#[test]
fn the_list_is_a_table_for_people() {
    let (code, out, _) = answer(&["rules", "list"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("ID "));
    assert!(out.lines().count() > 100);
}

#[test]
fn a_mistyped_id_is_answered_with_the_nearest_one() {
    let (code, out, err) = answer(&["rules", "explain", "ssn.dahsed"]);
    assert_eq!((code, out.as_str()), (64, ""));
    assert_eq!(err, "error: there is no rule `ssn.dahsed`\n help: did you mean `ssn.dashed`?\n");
}

#[test]
fn a_disabled_id_has_to_exist() {
    let directory = empty();
    fs::write(directory.path().join("phi-audit.toml"), "[rules]\ndisabled = [\"ssn.dahsed\"]\n").unwrap();
    let (code, _, err) = answer_in(&directory, &["scan", "-"]);
    assert_eq!(code, 64);
    assert_eq!(
        err,
        "error: there is no rule `ssn.dahsed`\n   at: phi-audit.toml, line 2\n help: did you mean `ssn.dashed`?\n"
    );
}

#[test]
fn a_disabled_matcher_and_a_changed_severity_take_effect() {
    let directory = empty();
    let settings = "[rules]\ndisabled = [\"ssn.dashed\"]\n[rules.severity]\nvideo-group-rooms-eligible = \"low\"\n";
    fs::write(directory.path().join("phi-audit.toml"), settings).unwrap();
    let (code, out, err) = answer_in(&directory, &["rules", "list", "--json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let rules: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert!(rules.iter().all(|rule| rule["id"] != "ssn.dashed"));
    let changed = rules.iter().find(|rule| rule["id"] == "video-group-rooms-eligible").unwrap();
    assert_eq!(changed["severity"], "low");
}

#[test]
fn a_pack_of_ones_own_is_tried_out() {
    let directory = empty();
    fs::write(directory.path().join("ours.toml"), PACK).unwrap();
    let (code, out, err) = answer_in(&directory, &["rules", "test", "ours.toml"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.starts_with("ours.toml: 1 matcher, 4 examples: all hold\n"), "{out}");
    assert!(out.contains("clinic.record  fires on 0 of "), "{out}");
}

#[test]
fn an_example_that_does_not_hold_says_what_was_expected_and_found() {
    let directory = empty();
    let pack = PACK.replace("CR-1234567\"}', because = \"too long\"", "CR-765432\"}', because = \"it is none\"");
    fs::write(directory.path().join("ours.toml"), pack).unwrap();
    let (code, out, _) = answer_in(&directory, &["rules", "test", "ours.toml"]);
    assert_eq!(code, 2);
    let expected = "ours.toml [clinic.record]: must not match (it is none), but matched CR-765432";
    assert!(out.starts_with(expected) && out.contains("in {\"body\":\"clinic record CR-765432\"}"), "{out}");
}

#[test]
fn a_pack_that_cannot_be_loaded_says_why_and_where() {
    let directory = empty();
    for (pack, what) in [
        (PACK.replace(r"CR-\d{6}", r"CR-(\d{6}"), "clinic.record"),
        (PACK.replace("clinic.record\"", "ssn.dashed\""), "ssn.dashed"),
        (PACK.replace("\"mrn\"", "\"mnr\""), "did you mean `mrn`?"),
        (PACK.replace("keywords", "keyword"), "did you mean `keywords`?"),
    ] {
        fs::write(directory.path().join("ours.toml"), pack).unwrap();
        let (code, out, err) = answer_in(&directory, &["rules", "test", "ours.toml"]);
        assert_eq!((code, out.as_str()), (64, ""), "{what}");
        assert!(err.contains("ours.toml") && err.contains(what), "lacks `{what}`:\n{err}");
        assert!(err.lines().count() <= 3, "{err}");
    }
}

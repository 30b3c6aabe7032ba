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
    assert_eq!(kind("requirement").count(), 350);
    for rule in kind("matcher").step_by(20).chain(kind("requirement").step_by(20)) {
        let id = rule["id"].as_str().unwrap();
        let (code, out, _) = answer(&["rules", "explain", id]);
        assert_eq!(code, 0);
        assert!(out.starts_with(&format!("{id}  {}", rule["title"].as_str().unwrap())), "{out}");
        let headings: &[&str] = match rule["kind"].as_str() {
            Some("matcher") => &["What it does", "Why it matters", "What to do", "Examples"],
            _ => &["What is required", "When it holds", "What to do", "References"],
        };
        for heading in headings {
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

/// Counsel lets US territories pass.
const OVERLAY: &str = r#"
[[override]]
id = "territories-are-covered"
requirement = ["sms-us-area-codes-only", "voice-us-area-codes-only"]
severity = "low"
because = "Amendment 2 names them"
decided_by = "Dana Whitfield, General Counsel"
on = "2024-02-20"
reference = "LEGAL-412"
when = { regions = ["us_territory"] }
"#;
const GUAM: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","source":"/x","id":"EZ1","time":"2024-06-01T12:00:00Z","data":{"messageSid":"SM1","from":"+12025550143","to":"+16715550132"}}"#;

#[test]
fn an_overlay_is_in_force_wherever_rules_are() {
    let directory = empty();
    let write = |name: &str, text: &str| fs::write(directory.path().join(name), text).unwrap();
    write("our.toml", OVERLAY);
    write("events.ndjson", GUAM);
    let (code, out, _) = answer_in(&directory, &["rules", "check", "--overlay", "our.toml"]);
    assert_eq!(code, 0);
    assert!(out.contains(" linked rules) and 1 override with "), "{out}");
    let (_, out, _) = answer_in(&directory, &["rules", "explain", "sms-us-area-codes-only", "--overlay", "our.toml"]);
    assert!(out.contains("territories-are-covered: severity low"), "{out}");
    assert!(out.contains("LEGAL-412"), "{out}");
    let (_, out, _) = answer_in(&directory, &["rules", "list", "--json", "--overlay", "our.toml"]);
    assert_eq!(out.matches("\"territories-are-covered\"").count(), 2);
    let (_, out, _) = answer_in(&directory, &["scan", "events.ndjson", "--overlay", "our.toml"]);
    let record: Value = serde_json::from_str(&out).unwrap();
    let changed: Vec<_> =
        record["findings"].as_array().unwrap().iter().filter(|one| !one["override"].is_null()).collect();
    assert_eq!(changed.len(), 1, "{out}");
    assert_eq!((&changed[0]["severity"], &changed[0]["override"]), (&"low".into(), &"territories-are-covered".into()));
    let (_, out, _) = answer_in(&directory, &["diff", "events.ndjson", "--then-overlay", "our.toml"]);
    assert!(out.contains("sms-us-area-codes-only"), "{out}");

    write("phi-audit.toml", "[rules]\noverlays = [\"our.toml\"]\n");
    let (_, out, _) = answer_in(&directory, &["scan", "--format", "text", "events.ndjson"]);
    assert!(out.contains("(severity by territories-are-covered)"), "{out}");
    let (code, _, err) =
        answer_in(&directory, &["replay", "events.ndjson", "--report", "report", "--fail-on", "never"]);
    assert_eq!(code, 0, "{err}");
    let report: Value =
        serde_json::from_slice(&fs::read(directory.path().join("report/report.json")).unwrap()).unwrap();
    let decision = &report["basis"]["decisions"][0];
    assert_eq!((&decision["id"], &decision["findings"]), (&"territories-are-covered".into(), &1.into()));
}

#[test]
fn an_overlay_that_is_wrong_stops_everything_with_its_place() {
    let directory = empty();
    fs::write(
        directory.path().join("our.toml"),
        OVERLAY.replace("voice-us-area-codes-only", "voice-us-area-code-only"),
    )
    .unwrap();
    for verb in [&["rules", "check"][..], &["scan", "-"], &["rules", "list"]] {
        let (code, out, err) = answer_in(&directory, &[verb, &["--overlay", "our.toml"]].concat());
        assert_eq!((code, out.as_str()), (64, ""), "{verb:?}");
        assert!(err.contains("did you mean `voice-us-area-codes-only`?") && err.contains("at: our.toml"), "{err}");
    }
    let (code, _, err) = answer_in(&directory, &["scan", "--overlay", "none.toml", "-"]);
    assert_eq!(code, 64);
    assert!(err.contains("cannot read `none.toml`"), "{err}");
}

//! `docs/record.schema.json` is the contract of `scan` and `replay`: what they print is valid under it, and it names exactly
//! the words the program uses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jsonschema::Validator;
use phi_audit::audit::{Audited, Auditor};
use phi_audit::detect::{Category, Confidence, Grade, Strength};
use phi_audit::event::Kind;
use phi_audit::fingerprint::FingerprintKey;
use phi_audit::linked::{self, Keying, Ruleset, Table};
use phi_audit::policy::{Eligibility, Region, Severity};
use phi_audit::record::{
    ErrorDetail, ErrorRecord, FindingRecord, LinkedEvent, LinkedRecord, LinkedResource, MatchRecord, Record,
};
use phi_audit::rules::Rules;
use serde_json::{Value, json};

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/record.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn validator() -> Validator {
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema()).unwrap()
}

fn assert_valid(validator: &Validator, line: &Value) {
    let errors: Vec<_> = validator.iter_errors(line).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{line:#}\n{errors:#?}");
}

fn record() -> Record<'static> {
    Record {
        source: "a.ndjson".into(),
        line: 1,
        item: 0,
        kind: Kind::Twilio,
        event_id: None,
        event_type: Some("com.twilio.messaging.message.delivered".into()),
        time: Some("2024-06-01T12:00:00Z".into()),
        account: None,
        product: "sms".into(),
        feature: None,
        eligibility: Eligibility::Eligible,
        region: Region::Us,
        phi: Grade::Phi,
        matches: vec![MatchRecord {
            matcher: "ssn.dashed".into(),
            category: Category::Ssn,
            path: "/data/body".into(),
            start: 0,
            end: 11,
            strength: Strength::Pattern,
            confidence: Confidence::High,
            protected: false,
        }],
        findings: vec![FindingRecord {
            requirement: "sms-whatsapp-not-eligible".into(),
            severity: Severity::Critical,
            title: "WhatsApp".into(),
            section: "Not Eligible for HIPAA".into(),
            as_of: "2024-12-11".into(),
            overridden_by: None,
        }],
    }
}

fn linked() -> LinkedRecord<'static> {
    LinkedRecord {
        requirement: "conversations-whatsapp-not-eligible".into(),
        severity: Severity::Critical,
        overridden_by: None,
        title: "WhatsApp in a conversation".into(),
        section: "WhatsApp".into(),
        as_of: "2024-12-11".into(),
        say: "PHI in a conversation that somebody joins by WhatsApp".into(),
        resource: LinkedResource { kind: "conversation".into(), id: Some("CH1".into()) },
        account: None,
        phi: Grade::Phi,
        first: Some("2024-06-01T12:00:00Z".into()),
        last: None,
        events: vec![LinkedEvent { part: "PHI".into(), event_id: Some("EZ1".into()), time: None }],
    }
}

/// The words of an enumeration in the schema.
fn words(pointer: &str) -> Vec<String> {
    let schema = schema();
    let words = schema.pointer(pointer).and_then(|property| property["enum"].as_array()).expect(pointer);
    let mut words: Vec<_> = words.iter().map(|word| word.as_str().unwrap().to_owned()).collect();
    words.sort_unstable();
    words
}

fn names(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_unstable();
    names
}

#[test]
fn the_words_of_the_schema_are_those_of_the_program() {
    macro_rules! same {
        ($type:ty, $pointer:literal) => {
            assert_eq!(words($pointer), names(<$type>::ALL.iter().map(|value| value.name()).collect()), $pointer);
        };
    }
    same!(Category, "/$defs/match/properties/category");
    same!(Strength, "/$defs/match/properties/strength");
    same!(Confidence, "/$defs/match/properties/confidence");
    same!(Severity, "/$defs/finding/properties/severity");
    same!(Severity, "/$defs/linked/properties/severity");
    same!(Kind, "/$defs/event/properties/kind");
    same!(Eligibility, "/$defs/event/properties/eligibility");
    same!(Region, "/$defs/event/properties/region");
    same!(Grade, "/$defs/event/properties/phi");
    let rules = Rules::embedded().unwrap();
    let resources = rules.policy().resources().iter().map(|resource| resource.id.as_str()).collect();
    assert_eq!(words("/$defs/linked/properties/resource/properties/kind"), names(resources));
}

#[test]
fn every_field_of_a_record_is_required_by_the_schema_and_no_other() {
    let (schema, record) = (schema(), serde_json::to_value(record()).unwrap());
    let required = |pointer: &str| -> Vec<String> {
        let required = schema.pointer(pointer).unwrap()["required"].as_array().unwrap().clone();
        names(required.iter().map(|field| field.as_str().unwrap()).collect()).into_iter().map(str::to_owned).collect()
    };
    let fields = |value: &Value| -> Vec<String> {
        names(value.as_object().unwrap().keys().map(String::as_str).collect()).into_iter().map(str::to_owned).collect()
    };
    assert_eq!(required("/$defs/event"), fields(&record));
    assert_eq!(required("/$defs/match"), fields(&record["matches"][0]));
    assert_eq!(required("/$defs/finding"), fields(&record["findings"][0]));
    let linked = serde_json::to_value(linked()).unwrap();
    assert_eq!(required("/$defs/linked"), fields(&linked));
    assert_eq!(required("/$defs/linked/properties/resource"), fields(&linked["resource"]));
    assert_eq!(required("/$defs/linked/properties/events/items"), fields(&linked["events"][0]));
}

#[test]
fn records_and_errors_are_valid_and_other_things_are_not() {
    let validator = validator();
    assert_valid(&validator, &serde_json::to_value(record()).unwrap());
    let bare = Record { event_type: None, time: None, matches: Vec::new(), findings: Vec::new(), ..record() };
    assert_valid(&validator, &serde_json::to_value(bare).unwrap());
    let error = ErrorDetail { kind: "truncated".into(), offset: 7 };
    let error = ErrorRecord { source: "-".into(), line: 3, error };
    assert_valid(&validator, &serde_json::to_value(&error).unwrap());
    assert_valid(&validator, &serde_json::to_value(linked()).unwrap());

    let mut wrong = serde_json::to_value(record()).unwrap();
    wrong["phi"] = json!("maybe");
    assert!(!validator.is_valid(&wrong));
    assert!(!validator.is_valid(&json!({ "source": "-", "line": 1 })));
    assert!(!validator.is_valid(&json!({ "source": "-", "line": 1, "error": { "kind": "new", "offset": 0 } })));
}

#[test]
fn a_record_survives_being_written_and_read() {
    let record = record();
    let text = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Record<'_>>(&text).unwrap(), record);
    let text = serde_json::to_string(&linked()).unwrap();
    assert_eq!(serde_json::from_str::<LinkedRecord<'_>>(&text).unwrap(), linked());
}

/// The events of every linked rule's own examples.
#[test]
fn what_several_events_show_together_is_valid() {
    let (validator, rules) = (validator(), Rules::embedded().unwrap());
    let ruleset = Ruleset::of(&rules);
    let mut count = 0;
    for linked in rules.requirements().iter().flat_map(|requirement| &requirement.linked) {
        for events in &linked.matches {
            let (mut table, mut auditor) = (Table::new(10), Auditor::new(Arc::clone(&rules)));
            let keying = Keying::passing(FingerprintKey::of_block([7; 64]));
            for event in events {
                auditor.audit(event.as_bytes(), &mut |audited| {
                    if let Audited::Event(event) = audited {
                        linked::observe(&event, &keying, &mut |seen| table.observe(&seen));
                    }
                });
            }
            for finding in ruleset.findings(&table) {
                assert_valid(&validator, &serde_json::to_value(finding.record()).unwrap());
                count += 1;
            }
        }
    }
    assert!(count > 0);
}

#[test]
fn what_the_audit_says_of_real_events_is_valid() {
    let (validator, rules) = (validator(), Rules::embedded().unwrap());
    let mut auditor = Auditor::new(Arc::clone(&rules));
    let events = [
        r#"{"specversion":"1.0","type":"com.twilio.voice.insights.call-summary.complete","id":"EZ1","time":"2024-06-01T00:00:00Z","data":{"account_sid":"AC00000000000000000000000000000000","from":{"caller":"+12025550123"},"tags":["diabetes"]}}"#,
        r#"{"type":"track","event":"Prescription Refilled","messageId":"m1","timestamp":"2024-07-01T00:00:00.123Z","userId":"u","properties":{"drug":"metformin","email":"jane@example.org"}}"#,
        r#"{"ssn":"219-09-9999"}"#,
        r#"[1,"x",null]"#,
    ];
    let mut count = 0;
    for event in events {
        auditor.audit(event.as_bytes(), &mut |audited| {
            let Audited::Event(event) = audited else { return };
            assert_valid(&validator, &serde_json::to_value(event.record("-", 1, 0)).unwrap());
            count += 1;
        });
    }
    assert_eq!(count, events.len());
}

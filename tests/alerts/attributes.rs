//! A record's key and headers are audited, with its value or without one; a CloudEvent in binary mode is judged as if it had come
//! in one object.

use std::sync::Arc;

use phi_audit::audit::{Attributes, Audited, Auditor};
use phi_audit::event::Kind;
use phi_audit::record::Record;
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::{RULES, sms};

type Headers<'a> = &'a [(&'a str, &'a [u8])];

/// Records and failures of a record.
fn audit(value: &[u8], key: Option<&[u8]>, headers: Headers<'_>) -> (Vec<Record<'static>>, Vec<String>) {
    let (mut records, mut failures) = (Vec::new(), Vec::new());
    Auditor::new(Arc::clone(&RULES)).audit_record(
        value,
        &Attributes { system: "kafka", key, headers },
        &mut |audited| match audited {
            Audited::Event(event) => records.push(event.record("", 0, 0).into_owned()),
            Audited::Canary(seen) => panic!("{seen:?}"),
            Audited::Failed(failure) => failures.push(format!("{} {}", failure.item, failure.kind)),
        },
    );
    (records, failures)
}

fn paths(record: &Record<'_>) -> Vec<String> {
    record.matches.iter().map(|found| found.path.to_string()).collect()
}

const HARMLESS: &[u8] = br#"{"type":"track","event":"Visit","messageId":"m1","userId":"u1","timestamp":"2026-05-01T00:00:00Z","properties":{"drug":"metformin"}}"#;

#[test]
fn what_hides_in_the_key_or_a_header_is_found_beside_the_value() {
    let json = br#"{"patient":{"ssn":"219-09-9999"}}"#;
    let headers: Headers<'_> = &[("trace", b"none"), ("context", json), ("mail", b"maria.lopez@example.org")];
    let (records, failures) = audit(HARMLESS, Some(b"+12165550117"), headers);
    assert!(failures.is_empty(), "{failures:?}");
    assert_eq!(records.len(), 1);
    for path in ["/properties/drug", "^/kafka/key", "^/kafka/headers/context#/patient/ssn", "^/kafka/headers/mail"] {
        assert!(paths(&records[0]).iter().any(|found| found == path), "{path} is not among {:?}", paths(&records[0]));
    }
}

#[test]
fn key_and_headers_are_audited_with_the_last_event_of_a_record() {
    let two = [HARMLESS, b"\n", HARMLESS].concat();
    let array = [b"[", HARMLESS, b",", HARMLESS, b"]"].concat();
    for value in [two, array] {
        let (records, _) = audit(&value, Some(b"maria.lopez@example.org"), &[]);
        let with: Vec<bool> = records.iter().map(|record| paths(record).contains(&"^/kafka/key".to_owned())).collect();
        assert_eq!(with, [false, true]);
    }
}

#[test]
fn without_a_value_or_with_one_that_cannot_be_read_they_are_an_event_themselves() {
    for (value, failed) in [(&b""[..], false), (b"{\"cut", true), (b"[]", false), (b"\xff\xfe nothing", true)] {
        let (records, failures) = audit(value, Some(b"maria.lopez@example.org"), &[("ssn", b"219-09-9999")]);
        assert_eq!(!failures.is_empty(), failed, "{failures:?}");
        assert_eq!(records.len(), 1);
        assert_eq!(records[0].kind, Kind::Unknown);
        let paths = paths(&records[0]);
        assert!(paths.contains(&"^/kafka/key".into()) && paths.contains(&"^/kafka/headers/ssn".into()), "{paths:?}");
    }
}

#[test]
fn a_broken_end_of_a_record_does_not_hide_its_key() {
    let value = [HARMLESS, b" {\"cut"].concat();
    let (records, failures) = audit(&value, Some(b"maria.lopez@example.org"), &[]);
    assert_eq!((records.len(), failures.len()), (2, 1));
    assert_eq!(paths(&records[1]), ["^/kafka/key"]);
    assert_eq!([records[0].item, records[1].item], [0, 2], "the broken part has a number of its own");
}

#[test]
fn a_tombstone_without_key_and_headers_gives_nothing() {
    assert_eq!(audit(b"", None, &[]), (Vec::new(), Vec::new()));
}

#[test]
fn a_header_whose_name_is_an_identifier_is_redacted() {
    let (records, _) = audit(HARMLESS, None, &[("219-09-9999", b"maria.lopez@example.org")]);
    assert!(paths(&records[0]).contains(&"^/kafka/headers/[redacted]".to_owned()), "{:?}", paths(&records[0]));
}

#[test]
fn bytes_that_are_no_text_do_not_hide_what_stands_among_them() {
    let (records, _) = audit(b"", Some(b"\x00\xff\x10 maria.lopez@example.org \xfe"), &[]);
    assert_eq!(paths(&records[0]), ["^/kafka/key"]);
}

/// The event of [`sms`] in binary mode: the attributes as headers, the data as value.
fn binary(event: &str) -> (Vec<(String, Vec<u8>)>, Vec<u8>) {
    let mut event: Json = serde_json::from_str(event).unwrap();
    let data = event.as_object_mut().unwrap().remove("data").unwrap().to_string().into_bytes();
    let attributes = event.as_object().unwrap().iter();
    let headers = attributes.map(|(name, value)| {
        let name = if name == "datacontenttype" { "content-type".to_owned() } else { format!("ce_{name}") };
        (name, value.as_str().unwrap().as_bytes().to_vec())
    });
    (headers.collect(), data)
}

fn audit_binary(headers: &[(String, Vec<u8>)], data: &[u8], key: Option<&[u8]>) -> (Vec<Record<'static>>, Vec<String>) {
    let headers: Vec<(&str, &[u8])> = headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
    audit(data, key, &headers)
}

#[test]
fn a_cloud_event_in_binary_mode_is_judged_as_if_it_had_come_in_one_object() {
    let event = sms("delivered", "EZ00000000000000000000000000000001", "2026-05-01T00:00:00Z");
    let (headers, data) = binary(&event);
    let (structured, _) = audit(event.as_bytes(), None, &[]);
    let (binary, failures) = audit_binary(&headers, &data, None);
    assert!(failures.is_empty() && !structured[0].findings.is_empty());
    assert_eq!(binary, structured);
    assert!(paths(&binary[0]).iter().any(|path| path == "/data/body"));
}

#[test]
fn other_headers_and_the_key_of_a_binary_event_are_audited_too() {
    let event = sms("delivered", "EZ1", "2026-05-01T00:00:00Z");
    let (mut headers, data) = binary(&event);
    headers.push(("mail".into(), b"maria.lopez@example.org".to_vec()));
    let (records, _) = audit_binary(&headers, &data, Some(b"john.doe@example.org"));
    let paths = paths(&records[0]);
    assert!(paths.contains(&"^/kafka/key".into()) && paths.contains(&"^/kafka/headers/mail".into()), "{paths:?}");
}

#[test]
fn binary_data_that_cannot_be_read_is_told_and_its_headers_are_audited() {
    let event = sms("delivered", "EZ1", "2026-05-01T00:00:00Z");
    let (mut headers, mut data) = binary(&event);
    headers.push(("mail".into(), b"maria.lopez@example.org".to_vec()));
    data.truncate(data.len() - 9);
    let (records, failures) = audit_binary(&headers, &data, None);
    assert_eq!(failures, ["0 truncated"]);
    assert!(paths(&records[0]).contains(&"^/kafka/headers/mail".into()));
}

#[test]
fn a_whole_event_under_headers_of_a_cloud_event_is_still_that_event() {
    let event = sms("delivered", "EZ1", "2026-05-01T00:00:00Z");
    let (alone, _) = audit(event.as_bytes(), None, &[]);
    // Structured mode says so; a relay's own event carries ours as its data.
    let structured: Headers<'_> = &[
        ("ce_specversion", b"1.0"),
        ("ce_type", b"com.twilio.x"),
        ("content-type", b"application/cloudevents+json; charset=UTF-8"),
    ];
    let relayed: Headers<'_> = &[("ce_specversion", b"1.0"), ("ce_type", b"org.example.relay.record"), ("ce_id", b"7")];
    for headers in [structured, relayed] {
        let (records, _) = audit(event.as_bytes(), None, headers);
        assert_eq!(records.len(), 1);
        assert_eq!((records[0].kind, &records[0].product), (Kind::Twilio, &alone[0].product));
        assert_eq!(records[0].findings, alone[0].findings);
    }
}

#[test]
fn attributes_are_not_printed() {
    let attributes =
        Attributes { system: "kafka", key: Some(b"219-09-9999"), headers: &[("mail", b"maria.lopez@example.org")] };
    assert_eq!(format!("{attributes:?}"), "Attributes { key: true, headers: 1 }");
}

proptest! {
    #[test]
    fn no_attributes_make_the_auditor_panic_and_none_is_left_out(
        value in prop_oneof!["\\PC{0,20}".prop_map(String::into_bytes), Just(HARMLESS.to_vec()), Just(b"[1,2]".to_vec()), prop::collection::vec(any::<u8>(), 0..20)],
        key in prop::option::of(prop::collection::vec(any::<u8>(), 0..20)),
        headers in prop::collection::vec(
            (
                prop_oneof![Just("ce_type".to_owned()), Just("ce_specversion".into()), Just("CE-ID".into()), Just("content-type".into()), "\\PC{0,6}"],
                prop_oneof![Just(b"com.twilio.messaging.message.sent".to_vec()), prop::collection::vec(any::<u8>(), 0..20)],
            ),
            0..5,
        ),
    ) {
        let given: Vec<(&str, &[u8])> = headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
        let attributes = Attributes { system: "kafka", key: key.as_deref(), headers: &given };
        // What is on the tape of the last event: as many values as there are bytes of key and headers to be audited.
        let (mut strings, mut wanted) = (Vec::new(), headers.iter().map(|(_, value)| value).chain(&key));
        Auditor::new(Arc::clone(&RULES)).audit_record(&value, &attributes, &mut |audited| {
            if let Audited::Event(event) = audited {
                let event = event.event();
                strings.extend(event.nodes().map(|node| event.document().text(node).to_owned()));
            }
        });
        let lost = wanted.find(|bytes| {
            let text = String::from_utf8_lossy(bytes);
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            !strings.iter().any(|string| string == text)
        });
        prop_assert_eq!(lost, None);
    }
}

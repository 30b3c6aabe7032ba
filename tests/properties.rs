//! What holds for the auditor on any input whatever: it does not panic, it gives the same answer twice, and what it points at
//! is there.
//!
//! The inputs are bytes, JSON of the shapes that Twilio and Segment use, and real-looking events that were damaged.
//! `fuzz/` drives the same function with coverage feedback.

#![allow(clippy::expect_used, reason = "a test")]

#[path = "support/generate/mod.rs"]
mod generate;

use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

use generate::Generator;
use phi_audit::audit::{Audited, Auditor};
use phi_audit::rules::Rules;
use proptest::prelude::*;
use serde_json::Value as Json;

static RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| Rules::embedded().expect("the shipped rules are sound"));

thread_local! {
    /// One auditor for all cases, as in production: what an earlier document left behind must not matter.
    static AUDITOR: RefCell<Auditor> = RefCell::new(Auditor::new(Arc::clone(&RULES)));
}

/// Everything an audit of `bytes` says, as text.
fn audit(auditor: &mut Auditor, bytes: &[u8]) -> Vec<String> {
    let mut said = Vec::new();
    auditor.audit(bytes, &mut |audited| {
        said.push(match audited {
            Audited::Event(event) => {
                let record = event.record("test", 1, 0);
                let masks: Vec<_> = (0..record.matches.len()).map(|index| event.mask(index)).collect();
                format!("{} {masks:?}", serde_json::to_string(&record).expect("a record is JSON"))
            }
            Audited::Canary(seen) => format!("{seen:?}"),
            Audited::Failed(failure) => format!("{failure:?}"),
        });
    });
    said
}

fn audit_again(bytes: &[u8]) -> Vec<String> {
    AUDITOR.with_borrow_mut(|auditor| audit(auditor, bytes))
}

/// Values that get a decoder into trouble: identifiers, encodings, broken numbers, odd Unicode.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,40}",
        "\\PC{0,24}",
        "[0-9 .()+-]{0,30}",
        "[A-Za-z0-9+/=]{0,60}",
        "[a-z]{1,8}=[a-z%0-9]{0,12}(&[a-z]{1,8}=[a-z%0-9]{0,12}){0,3}",
        Just("<Response><Say a='1'>Hello &amp; &#x41; <![CDATA[x]]></Say></Response".to_owned()),
        Just(r#"{"a":{"b":["\ud83d",1e999,{"Body":"SSN 783-41-2207"}]}}"#.to_owned()),
        Just("PD94bWwgdmVyc2lvbj0iMS4wIj8+PFJlc3BvbnNlPjxTYXk+aGk8L1NheT48L1Jlc3BvbnNlPg==".to_owned()),
        Just("7\u{200b}8\u{2010}3–41—2207 ＳＳＮ ７８３".to_owned()),
        any::<u64>()
            .prop_map(|seed| generate::phi_text(&mut generate::Random::new(seed), &mut Default::default()).text),
    ]
}

fn key() -> impl Strategy<Value = String> {
    let known = [
        "specversion",
        "type",
        "data",
        "id",
        "source",
        "time",
        "messageId",
        "context",
        "properties",
        "traits",
        "timestamp",
        "userId",
        "batch",
        "json",
        "detail",
        "detail-type",
        "Records",
        "body",
        "Message",
        "kinesis",
        "message",
        "payload",
        "task_attributes",
        "request",
        "parameters",
        "response",
        "responseBody",
        "tags",
        "from",
        "to",
        "url",
        "event",
        "patientName",
        "dob",
        "~/",
        "",
    ];
    prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => text()]
}

fn json() -> impl Strategy<Value = Json> {
    let kinds = [
        "com.twilio.messaging.message.sent",
        "com.twilio.voice.twiml.gather.finished",
        "track",
        "identify",
        "page",
        "delete",
        "1.0",
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        prop::sample::select(kinds.to_vec()).prop_map(Json::from),
        text().prop_map(Json::from),
    ];
    leaf.prop_recursive(6, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::vec((key(), inner.clone()), 0..8).prop_map(|fields| fields.into_iter().collect::<Json>()),
            inner.prop_map(|value| Json::from(value.to_string())),
        ]
    })
}

/// A generated event, and damage done to it.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let wound = (any::<prop::sample::Index>(), any::<u8>(), 0_u8..5);
    (0_u64..1_000, prop::collection::vec(wound, 0..4)).prop_map(|(seed, wounds)| {
        let mut bytes = Generator::with_phi(seed, 50).ndjson(2).into_bytes();
        for (place, byte, kind) in wounds {
            let at = place.index(bytes.len().max(1));
            match kind {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, byte),
                2 => drop(bytes.splice(at..(at + usize::from(byte)).min(bytes.len()), [])),
                3 => bytes.extend_from_within(at..(at + usize::from(byte)).min(bytes.len())),
                _ => bytes.iter_mut().skip(at).take(1).for_each(|old| *old = byte),
            }
        }
        bytes
    })
}

/// Traits whose keys and values say something of each other: the same words in another order, numbers as numbers and as text.
fn traits() -> impl Strategy<Value = Json> {
    // Few, so that they meet again in another order.
    let words = [
        "lname",
        "zip_code",
        "plan_type",
        "supervisor",
        "admit_date",
        "admission",
        "patientName",
        "display",
        "status",
        "b",
    ];
    let key = prop::collection::vec(prop::sample::select(words.to_vec()), 1..3).prop_map(|words| words.join("_"));
    let values = [
        Json::from("Ximena"),
        Json::from("Maria Lopez"),
        Json::from("19610504"),
        Json::from(19_610_504),
        Json::from("diabetes"),
    ];
    let object = move |value: BoxedStrategy<Json>| {
        prop::collection::vec((key.clone(), value), 1..3).prop_map(|fields| fields.into_iter().collect::<Json>())
    };
    let leaf = object(prop::sample::select(values.to_vec()).boxed());
    leaf.prop_recursive(3, 8, 2, move |inner| object(inner.boxed()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_auditor_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        audit_again(&bytes);
    }

    #[test]
    fn no_json_makes_the_auditor_panic(value in json()) {
        audit_again(value.to_string().as_bytes());
    }

    #[test]
    fn no_damaged_event_makes_the_auditor_panic(bytes in damaged()) {
        audit_again(&bytes);
    }

    #[test]
    fn the_same_bytes_give_the_same_answer_whatever_was_audited_before(bytes in damaged()) {
        let fresh = audit(&mut Auditor::new(Arc::clone(&RULES)), &bytes);
        prop_assert_eq!(&fresh, &audit_again(&bytes));
        prop_assert_eq!(&fresh, &audit_again(&bytes));
    }

    #[test]
    fn what_was_clean_under_other_keys_is_looked_at_again(all in prop::collection::vec(traits(), 24)) {
        for traits in all {
            let event = serde_json::json!({ "type": "identify", "traits": traits }).to_string();
            let fresh = audit(&mut Auditor::new(Arc::clone(&RULES)), event.as_bytes());
            prop_assert_eq!(fresh, audit_again(event.as_bytes()), "{}", event);
        }
    }

    #[test]
    fn nothing_vanishes_without_a_word(bytes in damaged()) {
        prop_assume!(!bytes.trim_ascii().is_empty());
        prop_assert!(!audit_again(&bytes).is_empty(), "neither an event nor a failure");
    }

    #[test]
    fn a_match_lies_within_its_leaf_and_between_characters(seed in 0_u64..100_000) {
        let event = Generator::with_phi(seed, 80).next().expect("endless");
        let value: Json = serde_json::from_str(&event.json).expect("the generator writes JSON");
        AUDITOR.with_borrow_mut(|auditor| auditor.audit(event.json.as_bytes(), &mut |audited| {
            let Audited::Event(audited) = audited else { return };
            for found in audited.record("test", 1, 0).matches.iter() {
                let (start, end) = (found.start as usize, found.end as usize);
                assert!(start < end, "an empty match at {}", found.path);
                // What was decoded out of XML, base64 or a query string has no place in the JSON to compare with.
                if let Some(leaf) = leaves(&value, &found.path) {
                    assert!(leaf.get(start..end).is_some(), "{} {start}..{end} lies outside its leaf", found.path);
                }
            }
        }));
    }
}

/// The text at a record's path, where plain JSON leads there; a key may be meant as well as its value.
fn leaves(event: &Json, path: &str) -> Option<String> {
    let (outer, inner) = path.split_once('#').map_or((path, None), |(outer, inner)| (outer, Some(inner)));
    let value = event.pointer(outer)?;
    if let Some(inner) = inner {
        return leaves(&serde_json::from_str(value.as_str()?).ok()?, inner);
    }
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let key = outer.rsplit('/').next().unwrap_or_default();
    // The longer of the two bounds both.
    Some(if key.len() > text.len() { key.to_owned() } else { text })
}

#[test]
fn a_text_that_is_clean_below_a_key_is_looked_at_under_that_key() {
    // A name is looked for under the key that names one, not under the keys below it.
    let below = br#"{"properties":{"patient":{"status":"Pat Quill"}}}"#;
    let under = br#"{"properties":{"status":{"patient":"Pat Quill"}}}"#;
    let fresh = audit(&mut Auditor::new(Arc::clone(&RULES)), under);
    let mut auditor = Auditor::new(Arc::clone(&RULES));
    audit(&mut auditor, below);
    assert_eq!(fresh, audit(&mut auditor, under));
}

#[test]
fn hostile_documents_take_no_longer_than_others() {
    // Each of these took minutes once; what is quadratic shows as a test that never ends.
    let bad_lines = format!("{{\n{}}}", "x\n".repeat(200_000));
    let keys: Vec<String> = (0..100_000).map(|key| format!("\"k{key:07}\":1")).collect();
    let labels = "ssn order 219-09-9998 mrn 123456 dob 1/1/1990 ".repeat(40_000);
    let names = vec![r#""name":"Maria Lopez""#; 50_000].join(",");
    let keys = keys.join(",");
    let behind_all = format!(r#"{{{keys},"traits":{{{names}}},"type":"group"}}"#);
    let said = vec![r#""text":"yes""#; 50_000].join(",");
    let turns = format!(r#"{{"messages":[{{{keys}}},{{{said}}}]}}"#);
    let references = format!(r#"{{"body":"{}"}}"#, "&#".repeat(500_000));
    let labelled = format!(r#"{{"body":"{labels}"}}"#);
    for document in [bad_lines, format!("{{{keys}}}"), labelled, behind_all, turns, references] {
        assert!(!audit(&mut Auditor::new(Arc::clone(&RULES)), document.as_bytes()).is_empty());
    }
}

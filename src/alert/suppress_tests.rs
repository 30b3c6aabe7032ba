//! What suppressions hold back, until when, and what is said of wrong ones.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::alert::FingerprintKey;
use crate::audit::{Audited, Auditor};
use crate::config;

const KEY: &str = "0123456789abcdef0123456789abcdef";
/// 2026-06-01, noon.
const NOW: i64 = 1_780_315_200_000;

const EVENT: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.inbound-message.received","id":"EZ1","time":"2026-05-01T00:00:00Z",
    "data":{"accountSid":"AC00000000000000000000000000000001","body":"SSN 219-09-9999","note":"SSN 219-09-9999"}}"#;

fn settings(toml: &str) -> Vec<Suppression> {
    let head = "[[suppression]]\nowner = \"security\"\nreason = \"a test\"\n";
    config::parse(&format!("{head}{toml}")).unwrap().suppression
}

fn compiled(toml: &str) -> Result<Suppressions, Vec<SuppressionError>> {
    let keyed = !toml.contains("# without a key");
    Suppressions::new(&settings(toml), &Rules::embedded().unwrap(), keyed)
}

/// Whether a finding of [`EVENT`] is held back by the suppression.
fn suppresses_at(suppressions: &Suppressions, now_ms: i64) -> bool {
    holds_back(suppressions, now_ms, false)
}

/// The same of a finding that is `linked` with other events.
fn holds_back(suppressions: &Suppressions, now_ms: i64, linked: bool) -> bool {
    let key = FingerprintKey::new(KEY.as_bytes()).unwrap();
    let mut held_back = None;
    Auditor::new(Rules::embedded().unwrap()).audit(EVENT.as_bytes(), &mut |audited| {
        let Audited::Event(event) = audited else { return };
        let record = event.record("", 0, 0);
        assert!(record.matches.len() >= 2);
        let fingerprint = |index| event.fingerprint(index, &key);
        let facts = Facts { requirement: "sms-minimum-phi", record: &record, fingerprint: &fingerprint, linked };
        held_back = Some(suppressions.suppress(&facts, now_ms));
    });
    held_back.expect("an event")
}

fn suppresses(toml: &str) -> bool {
    suppresses_at(&compiled(&format!("{toml}\nexpires = \"2027-01-31\"")).unwrap(), NOW)
}

fn fingerprint() -> String {
    let key = FingerprintKey::new(KEY.as_bytes()).unwrap();
    key.fingerprint(crate::detect::Category::Ssn, "219-09-9999").unwrap().to_string()
}

#[test]
fn all_conditions_have_to_hold() {
    assert!(suppresses("account = \"AC00000000000000000000000000000001\""));
    assert!(suppresses("account = \"AC00000000000000000000000000000001\"\nproduct = \"sms\""));
    assert!(!suppresses("account = \"AC00000000000000000000000000000001\"\nproduct = \"link-shortening\""));
    assert!(!suppresses("account = \"AC00000000000000000000000000000002\""));
}

#[test]
fn what_several_events_show_is_not_held_back_by_the_matches_of_one() {
    let of = |condition: &str| compiled(&format!("{condition}\nexpires = \"2027-01-31\"")).unwrap();
    let account = of("account = \"AC00000000000000000000000000000001\"");
    assert!(holds_back(&account, NOW, true) && holds_back(&account, NOW, false));
    let pointer = of("pointer = \"/data/*\"");
    assert!(!holds_back(&pointer, NOW, true) && holds_back(&pointer, NOW, false));
}

#[test]
fn a_pointer_has_to_cover_every_match() {
    assert!(suppresses("pointer = \"/data/*\""));
    assert!(!suppresses("pointer = \"/data/body\""), "the match in the note is not covered");
    assert!(!suppresses("pointer = \"/dat/*\""));
}

#[test]
fn a_pointer_covers_what_was_decoded_below_it() {
    let below = Pointer::new("/data/payload/*".into());
    assert!(below.covers("/data/payload/Body") && below.covers("/data/payload#/Body"));
    assert!(!below.covers("/data/payload") && !below.covers("/data/payloads/Body"));
    let exactly = Pointer::new("/data/body".into());
    assert!(exactly.covers("/data/body") && !exactly.covers("/data/body#/x"));
}

#[test]
fn a_fingerprint_has_to_be_that_of_every_match() {
    let own = fingerprint();
    assert!(suppresses(&format!("fingerprint = \"{own}\"")));
    assert!(suppresses(&format!("fingerprint = \"{}, {own}\"", "0".repeat(32))));
    assert!(!suppresses(&format!("fingerprint = \"{}\"", "0".repeat(32))));
}

#[test]
fn a_suppression_ends_with_the_beginning_of_its_day() {
    let until = |day: &str| compiled(&format!("product = \"sms\"\nexpires = \"{day}\"")).unwrap();
    assert!(!suppresses_at(&until("2026-06-01"), NOW));
    let tomorrow = until("2026-06-02");
    let midnight = NOW + DAY_MS / 2;
    assert!(suppresses_at(&tomorrow, midnight - 1) && !suppresses_at(&tomorrow, midnight));
}

#[test]
fn expired_ones_those_about_to_expire_and_unused_ones_are_told() {
    let state = |day: &str| compiled(&format!("product = \"sms\"\nexpires = \"{day}\"")).unwrap().status(NOW)[0].state;
    assert_eq!(state("2026-06-01"), SuppressionState::Expired);
    assert_eq!(state("2026-06-02"), SuppressionState::ExpiringSoon);
    assert_eq!(state("2026-06-15"), SuppressionState::ExpiringSoon);
    assert_eq!(state("2026-06-16"), SuppressionState::Active);

    let suppressions = compiled("product = \"sms\"\nexpires = \"2027-01-31\"").unwrap();
    assert_eq!(suppressions.status(NOW)[0].used, 0);
    suppresses_at(&suppressions, NOW);
    suppresses_at(&suppressions, NOW);
    let status = &suppressions.status(NOW)[0];
    assert_eq!((status.used, status.owner.as_str(), status.index), (2, "security", 0));
}

#[test]
fn a_mistake_is_told_with_what_to_do() {
    let told =
        |toml: &str| compiled(toml).expect_err(toml).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for (toml, expected) in [
        ("expires = \"2027-01-31\"", "no condition"),
        ("product = \"smss\"\nexpires = \"2027-01-31\"", "did you mean `sms`?"),
        ("requirement = \"sms-whatsap-not-eligible\"\nexpires = \"2027-01-31\"", "there is no requirement"),
        ("product = \"sms\"\nexpires = \"31.01.2027\"", "is no day; write"),
        ("product = \"sms\"\nexpires = \"2027-02-30\"", "is no day; write"),
        ("pointer = \"data.body\"\nexpires = \"2027-01-31\"", "no JSON pointer"),
        ("fingerprint = \"abc\"\nexpires = \"2027-01-31\"", "32 hexadecimal digits"),
        (
            "# without a key\nfingerprint = \"00000000000000000000000000000000\"\nexpires = \"2027-01-31\"",
            "fingerprint_key_file",
        ),
    ] {
        let said = told(toml);
        assert!(said.contains(expected) && said.starts_with("suppression 1: "), "{toml}: {said}");
    }
}

#[test]
fn every_fault_is_told_not_only_the_first() {
    assert_eq!(compiled("product = \"smss\"\npointer = \"x\"\nexpires = \"soon\"").unwrap_err().len(), 3);
}

//! A page for each sort of requirement.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::cli::io::kept;
use crate::coverage::sample;

/// The page, as things stand on 2026-11-27.
fn page(id: &str, disabled: &[&str]) -> String {
    let (mut io, out) = kept();
    let rules = sample::rules(Some(sample::words()), disabled);
    show(id, &rules, "2026-11-27".parse().unwrap(), &mut io).unwrap();
    out.text()
}

fn says(page: &str, expected: &[&str]) {
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in expected {
        assert!(words.contains(expected), "lacks `{expected}`:\n{page}");
    }
}

#[test]
fn a_rule_says_what_violates_it_what_no_event_shows_and_who_vouches_for_that() {
    let page = page("sms-whatsapp-not-eligible", &[]);
    says(
        &page,
        &[
            "covered by rule and attestation",
            "What is required WhatsApp is not covered.",
            "For events from 2020-03-20 on. Section \"Not Eligible for HIPAA\" of the editions 2024-04-19 and 2024-12-11.",
            "What differs between the editions December names RCS beside it.",
            "a WhatsApp address: high, critical with PHI",
            "What no event shows Whether PHI was put into a picture.",
            "By role: product owner, every 6 months. Evidence to keep: the list of senders. Today, 2026-11-27: not attested.",
            "What to do Use another channel.",
            "disabled = [\"sms-whatsapp-not-eligible\"]",
            "silent: SMS",
            "Architecting for HIPAA on Twilio, 2024-12-11 L2",
        ],
    );
    assert!(!page.contains("In your configuration"));
}

#[test]
fn a_linked_rule_says_which_events_together() {
    says(
        &page("conversations-phi-by-whatsapp", &[]),
        &[
            "covered by linked rule",
            "For events from 2022-11-13 on and before 2030-01-01.",
            "Several events of one conversation show it together, in whatever order they are read: (1) a participant on \
             WhatsApp; (2) PHI",
            "critical, together {",
            "silent: another conversation {",
        ],
    );
}

#[test]
fn what_is_judged_through_others_names_them_and_whether_they_are_left_out() {
    says(&page("sms-general-rules-apply", &[]), &["what `sms-whatsapp-not-eligible` finds: WhatsApp carries no PHI"]);
    says(
        &page("sms-general-rules-apply", &["sms-whatsapp-not-eligible"]),
        &["what `sms-whatsapp-not-eligible` would find, which is left out here"],
    );
}

#[test]
fn what_only_a_person_knows_says_who_vouched_until_when_and_where_the_evidence_is() {
    let attested = page("baa-signed", &[]);
    says(
        &attested,
        &[
            "covered by attestation",
            "What violates it - PHI flows and there is no BAA.",
            "No event shows any of it.",
            "Today, 2026-11-27: attested until 2027-01-01 (Noor Haddad, security officer, 2025-06-01 to 2027-01-01, \
             evidence/<2026>/index.pdf).",
        ],
    );
    assert!(!attested.contains("When it is wrong for you") && !attested.contains("Examples"), "{attested}");
    says(&page("staff-trained", &[]), &["Today, 2026-11-27: expired since 2024-06-01"]);
    says(&page("support-is-trained", &[]), &["of the edition 2024-04-19, that is, before 2024-12-11"]);
}

#[test]
fn a_note_says_what_it_changes() {
    says(&page("terms-of-the-guide", &[]), &["covered by note", "What it changes Changes no rule."]);
}

#[test]
fn what_is_left_out_still_has_its_page_and_says_so() {
    let left_out = page("sms-whatsapp-not-eligible", &["sms-whatsapp-not-eligible"]);
    says(&left_out, &["In your configuration Left out", "a WhatsApp address: high, critical with PHI"]);
    assert!(!left_out.contains("When it is wrong for you"));
    says(&page("ssn.dashed", &["ssn.dashed"]), &["In your configuration Left out"]);
}

#[test]
fn a_category_says_what_it_adds_which_matchers_there_are_and_what_is_not_found() {
    let page = page("ssn", &["ssn.dashed"]);
    says(
        &page,
        &[
            "ssn Social security number category · direct · 45 CFR 164.514(b)(2)(i)(G)",
            "beside health information `phi`",
            "Social security number, with dashes (left out)",
            "What is not found - There is no check digit.",
            "What is not found of any category",
        ],
    );
    assert!(page.contains("ssn.bare") && !page.contains("itin"), "{page}");
}

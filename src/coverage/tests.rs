//! The table over a requirement of each sort.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::coverage::sample::{rules, words};
use crate::policy::{Coverage, Day, Standing};
use crate::report::Counts;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Two findings under the rule on WhatsApp, a fact under another, nothing else.
fn found(id: &str) -> Found {
    match id {
        "sms-whatsapp-not-eligible" => {
            let findings = Counts { critical: 1, high: 1, ..Counts::default() };
            Found { findings, facts: 0, last: Some("2026-03-04T05:06:07Z".to_owned()) }
        }
        "sms-eligible" => Found { facts: 7, ..Found::default() },
        _ => Found::default(),
    }
}

fn with<T>(disabled: &[&str], on: &str, see: impl FnOnce(&CoverageTable<'_>) -> T) -> T {
    let ledger = Ledger::of(&rules(Some(words()), disabled));
    see(&ledger.table(day(on), Some(&found)))
}

fn row<'t>(table: &'t CoverageTable<'_>, id: &str) -> &'t Row<'t> {
    table.rows.iter().find(|row| row.entry.id == id).unwrap()
}

#[test]
fn a_row_says_how_a_requirement_is_covered_and_how_it_stands() {
    let seen = with(&[], "2026-11-27", |table| {
        let seen = |row: &Row<'_>| {
            (
                row.entry.id.clone(),
                row.entry.ways(),
                row.found_words(),
                row.last_finding().to_owned(),
                row.standing.to_string(),
            )
        };
        table.rows.iter().map(seen).collect::<Vec<_>>()
    });
    let expected = [
        ("sms-eligible", "rule", "no findings", "-", "not asked"),
        ("sms-whatsapp-not-eligible", "rule and attestation", "2 findings", "2026-03-04", "not attested"),
        ("sms-general-rules-apply", "through others", "2 findings", "2026-03-04", "not asked"),
        ("conversations-phi-by-whatsapp", "linked rule", "no findings", "-", "not asked"),
        ("baa-signed", "attestation", "not visible", "-", "attested until 2027-01-01"),
        ("staff-trained", "attestation", "not visible", "-", "expired since 2024-06-01"),
        ("support-is-trained", "attestation", "not visible", "-", "not attested"),
        ("terms-of-the-guide", "note", "", "-", "not asked"),
    ];
    let expected = expected.map(|(id, ways, found, last, standing)| {
        (id.to_owned(), ways.to_owned(), found.to_owned(), last.to_owned(), standing.to_owned())
    });
    assert_eq!(seen, expected);
}

#[test]
fn the_summary_counts_every_requirement_once() {
    let summary = |on| with(&[], on, |table| table.summary);
    assert_eq!(
        summary("2026-11-27").to_string(),
        "8 requirements: 3 judged event by event, 1 over several events, 3 to attest (1 attested, 1 expired), 1 note; of \
         those judged, 1 to attest (0 attested, 0 expired) for what no event shows"
    );
    for on in ["2019-01-01", "2024-05-01", "2027-01-01"] {
        let Summary { requirements, by_event, over_several, to_attest, notes, .. } = summary(on);
        assert_eq!(by_event + over_several + to_attest.all + notes, requirements);
    }
    assert_eq!(summary("2027-01-01").to_attest, table::Asked { all: 3, attested: 0, expired: 2 });
}

#[test]
fn what_is_disabled_is_shown_and_not_said_to_have_no_findings() {
    with(&["sms-whatsapp-not-eligible", "baa-signed"], "2026-11-27", |table| {
        let whatsapp = row(table, "sms-whatsapp-not-eligible");
        assert_eq!((whatsapp.found_words().as_str(), whatsapp.is_open()), ("disabled", true));
        let through = row(table, "sms-general-rules-apply");
        assert_eq!((through.found_words().as_str(), through.judged), ("disabled", false), "nothing judges it any more");
        assert_eq!(row(table, "baa-signed").standing, Standing::Attested { until: day("2027-01-01") });
        assert_eq!((table.summary.requirements, table.summary.disabled), (8, 2));
    });
}

#[test]
fn open_is_what_nobody_judges_or_vouches_for_while_it_holds() {
    let open = |on| {
        let ids = |table: &CoverageTable<'_>| {
            table.rows.iter().filter(|row| row.is_open()).map(|row| row.entry.id.clone()).collect::<Vec<_>>()
        };
        with(&[], on, ids)
    };
    assert_eq!(open("2026-11-27"), ["sms-whatsapp-not-eligible", "staff-trained"], "one edition has gone");
    assert_eq!(open("2024-05-01"), ["sms-whatsapp-not-eligible", "baa-signed", "support-is-trained"]);
}

#[test]
fn a_word_that_is_given_later_does_not_count_before() {
    let standing = |on| with(&[], on, |table| row(table, "baa-signed").standing.to_string());
    assert_eq!(standing("2025-05-31"), "not attested before 2025-06-01");
    assert_eq!(standing("2025-06-01"), "attested until 2027-01-01");
}

#[test]
fn without_counts_nothing_is_said_of_findings() {
    let ledger = Ledger::of(&rules(None, &[]));
    let table = ledger.table(day("2026-11-27"), None);
    assert!(table.rows.iter().all(|row| row.found.is_none() && row.last_finding() == "-"));
    assert_eq!(row(&table, "sms-eligible").found_words(), "");
    assert!(!table.attestations_given);
}

#[test]
fn the_table_says_as_of_when_its_rules_are() {
    let as_of = |on| with(&[], on, |table| table.as_of());
    assert_eq!(as_of("2026-11-27"), "rules as of 2024-12-11, the newest edition of the guide at hand");
    assert_eq!(as_of("2024-05-01"), "rules as of 2024-04-19");
    assert!(as_of("2023-01-01").ends_with("the first edition of the guide at hand, in retrospect"));
}

#[test]
fn a_ledger_that_was_kept_gives_the_same_table() {
    let ledger = Ledger::of(&rules(Some(words()), &["sms-eligible"]));
    let kept: Ledger = serde_json::from_slice(&serde_json::to_vec(&ledger).unwrap()).unwrap();
    assert_eq!(kept, ledger);
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_form_has_every_requirement() {
    with(&[], "2026-11-27", |table| {
        for (name, text) in [
            ("csv", written(|out| write_csv(table, out))),
            ("markdown", written(|out| write_markdown(table, out))),
            ("json", written(|out| write_json(table, out))),
            ("html", written(|out| write_html(table, Page { rules_digest: "d", findings_from: None }, out))),
        ] {
            for row in &table.rows {
                assert!(text.contains(&row.entry.id), "{name} lacks {}", row.entry.id);
            }
            assert!(text.contains("attested until 2027-01-01") || name == "json", "{name}:\n{text}");
            assert!(!text.contains("<what>") || !["html", "markdown"].contains(&name), "{name}: markup from a title");
        }
    });
}

#[test]
fn a_row_of_the_csv_is_a_row_whatever_stands_in_it() {
    let mut out = Vec::new();
    with(&[], "2026-11-27", |table| write_csv(table, &mut out)).unwrap();
    let mut csv = ::csv::Reader::from_reader(out.as_slice());
    let rows: Vec<::csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 8);
    let head = csv.headers().unwrap().clone();
    let cell = |row: usize, name: &str| rows[row].get(head.iter().position(|head| head == name).unwrap()).unwrap();
    assert_eq!(cell(1, "covered_by"), "rule attestation");
    assert_eq!((cell(1, "found"), cell(1, "last_finding")), ("2 findings", "2026-03-04"));
    assert_eq!(
        (cell(4, "owner"), cell(4, "attestation")),
        ("Noor Haddad, security officer", "attested until 2027-01-01")
    );
}

#[test]
fn a_rule_goes_before_an_attestation_of_what_it_does_not_see() {
    let rules = rules(None, &[]);
    let requirement = rules.requirement("sms-whatsapp-not-eligible").unwrap();
    assert_eq!(requirement.coverage(), Coverage::Rule);
    assert_eq!(requirement.covered_by().collect::<Vec<_>>(), [Coverage::Rule, Coverage::Attestation]);
}

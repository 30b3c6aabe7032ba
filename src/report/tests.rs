//! Golden reports from hand-made records: `UPDATE=1 cargo test` writes them anew.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use super::*;
use crate::coverage::sample;
use crate::detect::{Category, Confidence, Grade, Strength};
use crate::event::Kind;
use crate::policy::{Decision, DecisionKind, Eligibility, Reason, Region, Severity};
use crate::record::{ErrorDetail, FindingRecord, LinkedEvent, LinkedResource, MatchRecord};

fn finding(requirement: &'static str, severity: Severity, title: &'static str) -> FindingRecord<'static> {
    FindingRecord {
        requirement: requirement.into(),
        severity,
        title: title.into(),
        section: "Not Eligible for HIPAA".into(),
        as_of: "2024-12-11".into(),
        overridden_by: None,
    }
}

fn matched(category: Category, path: &'static str) -> MatchRecord<'static> {
    let (strength, confidence) = (Strength::Pattern, Confidence::High);
    MatchRecord {
        matcher: "m.x".into(),
        category,
        path: path.into(),
        start: 0,
        end: 9,
        strength,
        confidence,
        protected: false,
    }
}

/// Events over two years, of several products, some with findings.
fn records() -> Vec<Record<'static>> {
    let products = ["sms", "voice", "video", "verify", "connections", "engage", "flex", "unknown"];
    (0..400_u64)
        .map(|n| {
            let bad = n % 7 == 0 || n % 31 == 0;
            let phi =
                [Grade::None, Grade::Pii, Grade::Phi, Grade::Health, Grade::LikelyPhi][(n * 13 % 11 % 5) as usize];
            let mut findings = vec![finding("sms-eligible", Severity::Info, "An eligible product was seen")];
            if bad {
                findings.push(match (n % 5, phi.carries_phi()) {
                    (0, true) => finding("sms-whatsapp-not-eligible", Severity::Critical, "WhatsApp carries no PHI"),
                    (0 | 1, _) => finding("sms-whatsapp-not-eligible", Severity::High, "WhatsApp carries no PHI"),
                    (2, _) => finding("verify-us-area-codes-only", Severity::Medium, "Only US numbers may be verified"),
                    (3, _) => {
                        finding("voice-recordings-auth", Severity::High, "Recordings are fetched <without> a password")
                    }
                    _ => finding("event-streams-tags-no-phi", Severity::Low, "Tags hold no PHI"),
                });
            }
            Record {
                source: format!("archive/part-{}.ndjson.gz", n / 150).into(),
                line: n % 150 + 1,
                item: n % 2,
                kind: if n % 3 == 0 { Kind::Segment } else { Kind::Twilio },
                event_id: Some(format!("EZ{n:032}").into()),
                event_type: Some("com.twilio.messaging.message.delivered".into()),
                time: (n % 40 != 3).then(|| {
                    format!("202{}-{:02}-{:02}T12:00:00Z", 3 + n % 3 / 2 + n / 300, n * 7 % 12 + 1, n % 28 + 1).into()
                }),
                account: (n % 9 != 0).then(|| format!("AC{:032}", n % 12).into()),
                product: products[(n * 5 % 17 % 8) as usize].into(),
                feature: None,
                eligibility: Eligibility::Eligible,
                region: if n % 4 == 0 { Region::Canada } else { Region::Us },
                phi,
                matches: if phi == Grade::None {
                    Vec::new()
                } else {
                    vec![matched(Category::Phone, "/data/to"), matched(Category::Condition, "/data/body")]
                },
                findings,
            }
        })
        .collect()
}

/// Findings over several events: twelve of conversations, more than are shown, and one of a user.
fn linked() -> Vec<LinkedRecord<'static>> {
    let finding = |n: usize, kind: &'static str, id: Option<String>, severity| LinkedRecord {
        requirement: if n < 12 { "sms-whatsapp-not-eligible" } else { "users-known" }.into(),
        severity,
        overridden_by: None,
        title: "WhatsApp carries no PHI".into(),
        section: "Not Eligible for HIPAA".into(),
        as_of: "2024-12-11".into(),
        say: "PHI where somebody is <on> WhatsApp".into(),
        resource: LinkedResource { kind: kind.into(), id: id.map(Into::into) },
        account: n.is_multiple_of(2).then(|| format!("AC{n:032}").into()),
        phi: Grade::Phi,
        first: (n != 12).then(|| "2024-12-30T00:00:00Z".into()),
        last: (n != 12).then(|| format!("2025-01-{:02}T00:00:00Z", n + 1).into()),
        events: ["somebody is on WhatsApp", "PHI"]
            .map(|part| LinkedEvent { part: part.into(), event_id: None, time: None })
            .to_vec(),
    };
    let conversations = (0..12).map(|n| finding(n, "conversation", Some(format!("CH{n:032}")), Severity::Critical));
    conversations.chain([finding(12, "user", None, Severity::Low)]).collect()
}

fn error(kind: &'static str, line: u64) -> ErrorRecord<'static> {
    ErrorRecord {
        source: "archive/part-1.ndjson.gz".into(),
        line,
        error: ErrorDetail { kind: kind.into(), offset: 17 },
    }
}

/// A requirement of each sort.
fn ledger() -> Ledger {
    Ledger::of(&sample::rules(Some(sample::words()), &[]))
}

fn basis() -> Basis {
    Basis {
        version: "0.0.0".to_owned(),
        rules_digest: "0123456789abcdef".repeat(4),
        edition: "event-time".to_owned(),
        config: None,
        inputs: vec!["archive".to_owned()],
        ..Basis::default()
    }
}

/// The report over `records`, counted in stretches of `stretch`.
fn report(records: &[Record<'_>], stretch: usize) -> Report {
    let mut report = Report::default();
    for records in records.chunks(stretch) {
        let mut tally = Tally::default();
        records.iter().for_each(|record| tally.count(record));
        report.count(&tally);
        records.iter().filter(|record| record.has_finding()).for_each(|record| report.example(record));
    }
    let part = |index, source: &str, state| Part { index, source: source.to_owned(), state, ..Part::default() };
    if !records.is_empty() {
        linked().iter().for_each(|record| report.linked(record));
        report.unlinked(7, 1);
        report.source(Part { bytes: 123_456, events: 400, ..part(0, "archive/part-0.ndjson.gz", State::Read) });
        report.source(Part { bytes: 23_456, ..part(1, "archive/part-1.ndjson.gz", State::Partly("truncated".into())) });
        report.source(part(2, "archive/.state", State::Skipped("hidden".into())));
        report.source(part(3, "archive/secret", State::Failed("permission".into())));
        [error("syntax", 4), error("syntax", 9), error("truncated", 77)].iter().for_each(|error| report.error(error));
    }
    report.finish();
    report
}

fn html(report: &Report, basis: &Basis) -> String {
    let mut out = Vec::new();
    write_html(&report.document(basis, &ledger()), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn json(report: &Report, basis: &Basis) -> String {
    let mut out = Vec::new();
    write_json(&report.document(basis, &ledger()), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{} differs: look at it with UPDATE=1 and `git diff`", path.display());
}

#[test]
fn the_report_is_the_golden_one() {
    let (report, basis) = (report(&records(), 400), basis());
    golden("report.html", &html(&report, &basis));
    golden("report.json", &json(&report, &basis));
    let mut csv = FindingsCsv::new(Vec::new()).unwrap();
    records().iter().for_each(|record| csv.write(record).unwrap());
    linked().iter().for_each(|record| csv.write_linked(record).unwrap());
    golden("findings.csv", &String::from_utf8(csv.finish().unwrap()).unwrap());
}

#[test]
fn the_stretches_make_no_difference() {
    let (records, basis) = (records(), basis());
    let whole = json(&report(&records, 400), &basis);
    for stretch in [1, 7, 100] {
        assert_eq!(json(&report(&records, stretch), &basis), whole);
    }
}

#[test]
fn a_report_of_nothing_says_so() {
    let page = html(&report(&[], 1), &basis());
    assert!(page.contains("No finding in 0 events") && page.contains("No event was read"), "{page}");
}

#[test]
fn no_report_says_that_all_is_well() {
    for page in [html(&report(&[], 1), &basis()), html(&report(&records(), 9), &basis())] {
        // Two requirements have the word in their ids.
        assert!(!page.to_lowercase().replace("-compliant", "").contains("compliant"));
    }
}

#[test]
fn what_events_say_cannot_break_the_page() {
    let mut records = records();
    for record in &mut records {
        record.account = Some("<script>alert(1)</script>".into());
        record.event_type = Some("\"><img src=x onerror=alert(1)>".into());
        record.product = "</svg><script>".into();
    }
    let mut own = linked().remove(0);
    own.account = Some("<script>".into());
    own.events[0].event_id = Some("\"><img src=x>".into());
    let mut report = report(&records, 400);
    report.linked(&own);
    let page = html(&report, &basis());
    assert!(!page.contains("<script") && !page.contains("<img"), "markup from an event");
}

#[test]
fn the_basis_changes_the_notes() {
    let report = report(&records(), 400);
    let page = |basis: &Basis| html(&report, basis);
    assert!(page(&basis()).contains("No accounts were configured"));
    assert!(!page(&Basis { accounts_configured: true, ..basis() }).contains("No accounts were configured"));
    assert!(page(&Basis { edition: "2024-04-19".to_owned(), ..basis() }).contains("Rules as of 2024-04-19"));
}

#[test]
fn every_decision_about_the_rules_stands_in_the_basis_with_what_it_came_to() {
    let mut records = records();
    let whatsapp = records.iter_mut().flat_map(|record| &mut record.findings);
    for finding in whatsapp.filter(|finding| finding.requirement == "sms-whatsapp-not-eligible").take(3) {
        finding.overridden_by = Some("whatsapp-pilot".into());
    }
    let decision = |kind, id: &str, reason| Decision {
        kind,
        id: id.to_owned(),
        requirements: Vec::new(),
        effect: "severity low".to_owned(),
        file: None,
        reason,
        findings: None,
    };
    let reason = Reason {
        because: "A pilot <without> patients".to_owned(),
        decided_by: "Dana Whitfield, General Counsel".to_owned(),
        on: "2024-02-20".to_owned().try_into().unwrap(),
        reference: "LEGAL-412".to_owned(),
    };
    let decisions = vec![
        decision(DecisionKind::Override, "whatsapp-pilot", Some(reason)),
        decision(DecisionKind::Override, "never-met", None),
        decision(DecisionKind::Severity, "voice-recordings-auth", None),
        decision(DecisionKind::Disabled, "mms-eligible", None),
    ];
    let basis = Basis { decisions, ..basis() };
    let report = report(&records, 7);
    let document: serde_json::Value = serde_json::from_str(&json(&report, &basis)).unwrap();
    let listed = document["basis"]["decisions"].as_array().unwrap();
    let recordings = report.tally().requirements.entries["voice-recordings-auth"].findings.sum();
    assert!(recordings > 0);
    let counts: Vec<_> = listed.iter().map(|one| one["findings"].as_u64()).collect();
    assert_eq!(counts, [Some(3), Some(0), Some(recordings), None]);
    assert_eq!(
        (&listed[0]["decided_by"], &listed[0]["on"]),
        (&"Dana Whitfield, General Counsel".into(), &"2024-02-20".into())
    );
    let page = html(&report, &basis);
    for part in ["whatsapp-pilot", "2024-02-20: A pilot &lt;without&gt; patients", "LEGAL-412", "not counted"] {
        assert!(page.contains(part), "{part}");
    }
}

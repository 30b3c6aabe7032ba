//! Overlays, through the production engine: what the customer decides changes what it says it changes, and silences nothing.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use super::*;
use crate::audit::{Audited, Auditor};
use crate::check::check;
use crate::policy::{Coverage, DecisionKind, Eligibility};
use crate::record::Record;

const REASON: &str = "because = \"b\"\ndecided_by = \"d\"\non = \"2025-02-03\"\nreference = \"r\"\n";

fn with(overlay: &str) -> Arc<Rules> {
    RulesBuilder::default().overlay("our.toml", overlay).build().unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// The one thing that is wrong with an overlay.
fn fault(overlay: &str) -> String {
    let faults = RulesBuilder::default().overlay("our.toml", overlay).build().unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults[0].to_string()
}

fn records(rules: &Arc<Rules>, event: &str) -> Vec<Record<'static>> {
    let mut records = Vec::new();
    Auditor::new(Arc::clone(rules)).audit(event.as_bytes(), &mut |audited| {
        if let Audited::Event(event) = audited {
            records.push(event.record("", 1, 0).into_owned());
        }
    });
    records
}

fn record(rules: &Arc<Rules>, event: &str) -> Record<'static> {
    records(rules, event).pop().unwrap()
}

/// The severity of a requirement's finding, and the override that says so.
fn found(record: &Record<'_>, id: &str) -> Option<(Severity, Option<String>)> {
    let finding = record.findings.iter().find(|finding| finding.requirement == id)?;
    Some((finding.severity, finding.overridden_by.as_deref().map(str::to_owned)))
}

const AREA: &str = "sms-us-area-codes-only";

/// A message from Washington to `to`, with or without PHI.
fn message(to: &str, time: &str, body: &str) -> String {
    format!(
        r#"{{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","source":"/x","id":"EZ1"{time},"data":{{"messageSid":"SM1","from":"+12025550143","to":"{to}","body":"{body}"}}}}"#
    )
}

const DAY: &str = r#","time":"2024-06-01T12:00:00Z""#;
const GUAM: &str = "+16715550132";
const PHI: &str = "Maria Lopez (MRN 00482913): your type 2 diabetes lab result is ready";

#[test]
fn an_override_changes_a_finding_where_it_holds_and_says_so() {
    let rules = with(&format!(
        "[[override]]\nid = \"territories\"\nrequirement = \"{AREA}\"\nseverity = \"info\"\nverdict = \"eligible\"\n{REASON}\
         when = {{ regions = [\"us_territory\"], no_regions = [\"canada\"] }}\n"
    ));
    let shipped = Rules::embedded().unwrap();
    let guam = message(GUAM, DAY, "hello");
    assert_eq!(found(&record(&shipped, &guam), AREA), Some((Severity::Medium, None)));
    assert_eq!(record(&shipped, &guam).eligibility, Eligibility::Conditional);
    let changed = record(&rules, &guam);
    assert_eq!(found(&changed, AREA), Some((Severity::Info, Some("territories".to_owned()))));
    assert_eq!(changed.eligibility, Eligibility::Eligible);
    let canada = message("+14165550143", DAY, "hello");
    assert_eq!(found(&record(&rules, &canada), AREA), Some((Severity::High, None)), "elsewhere nothing changes");
    assert_ne!(rules.digest(), shipped.digest(), "the digest covers overlays");
    let decision = &rules.decisions()[0];
    assert_eq!((decision.kind, decision.id.as_str()), (DecisionKind::Override, "territories"));
}

#[test]
fn an_override_of_everything_silences_nothing() {
    let shipped = Rules::embedded().unwrap();
    let judged = |one: &&Requirement| one.coverage() == Coverage::Rule && one.through.is_empty();
    let ids: Vec<_> = shipped.requirements().iter().filter(judged).map(|one| format!("\"{}\"", one.id)).collect();
    let everything = ids.join(", ");
    let rules = with(&format!(
        "[[override]]\nid = \"everything\"\nrequirement = [{everything}]\nseverity = \"info\"\n{REASON}"
    ));
    let mut compared = 0;
    for requirement in shipped.requirements() {
        let context = requirement.example_context.clone().unwrap_or_default();
        let (before, after) =
            (shipped.with(context.clone(), EditionMode::EventTime), rules.with(context, EditionMode::EventTime));
        for example in &requirement.matches {
            for (one, other) in records(&before, &example.event).iter().zip(records(&after, &example.event)) {
                let ids = |record: &Record<'_>| {
                    let mut ids: Vec<_> = record.findings.iter().map(|one| one.requirement.to_string()).collect();
                    ids.sort_unstable();
                    ids
                };
                assert_eq!(ids(one), ids(&other), "{}", example.event);
                assert_eq!(one.eligibility, other.eligibility, "a verdict that is not given stays");
                let named = |finding: &crate::record::FindingRecord<'_>| {
                    finding.severity == Severity::Info && finding.overridden_by.as_deref() == Some("everything")
                };
                assert!(other.findings.iter().all(named), "{:#?}", other.findings);
                compared += other.findings.len();
            }
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn the_first_override_that_holds_decides_by_the_day_and_the_phi_of_the_event() {
    let head = |id: &str| format!("[[override]]\nid = \"{id}\"\nrequirement = [\"{AREA}\"]\n{REASON}");
    let rules = with(&format!(
        "{}severity_phi = \"critical\"\n{}severity = \"low\"\nfrom = \"2024-06-01\"\nuntil = \"2024-07-01\"\n{}severity = \"info\"\n",
        head("with-phi"),
        head("in-june"),
        head("else"),
    ));
    for (time, body, severity, by) in [
        (DAY, PHI, Severity::Critical, "with-phi"),
        (DAY, "hello", Severity::Low, "in-june"),
        (r#","time":"2024-05-31T23:59:59Z""#, "hello", Severity::Info, "else"),
        (r#","time":"2024-07-01T00:00:00Z""#, "hello", Severity::Info, "else"),
        ("", "hello", Severity::Info, "else"),
    ] {
        let record = record(&rules, &message(GUAM, time, body));
        assert_eq!(found(&record, AREA), Some((severity, Some(by.to_owned()))), "{time} {body}");
    }
}

#[test]
fn a_newer_service_is_eligible_from_its_day_on() {
    let rules = with(&format!(
        "[[eligible]]\nproduct = \"voice-intelligence\"\nfrom = \"2025-09-01\"\nverdict = \"eligible\"\n{REASON}"
    ));
    let event = |time: &str| {
        let data = r#"{"account_sid":"AC00000000000000000000000000000001","transcript_sid":"GT1"}"#;
        format!(
            r#"{{"specversion":"1.0","type":"com.twilio.engagement-intelligence.transcript.finished","source":"/x","id":"EZ1"{time},"data":{data}}}"#
        )
    };
    for (time, verdict) in [
        (r#","time":"2025-08-31T23:59:59Z""#, Eligibility::NotEligible),
        (r#","time":"2025-09-01T00:00:00Z""#, Eligibility::Eligible),
        ("", Eligibility::Eligible),
    ] {
        let record = record(&rules, &event(time));
        assert_eq!(record.eligibility, verdict, "{time}");
        let speaks = found(&record, "event-streams-noneligible-product-types").is_some();
        assert_eq!(speaks, verdict == Eligibility::NotEligible, "{time}");
    }
    let as_of = |mode| RulesBuilder::default().edition(mode);
    let december = as_of("2024-12-11".parse().unwrap());
    let text = "[[eligible]]\nproduct = \"voice-intelligence\"\nfrom = \"2025-09-01\"\nverdict = \"eligible\"\n";
    let december = december.overlay("our.toml", format!("{text}{REASON}")).build().unwrap();
    let later = r#","time":"2025-09-01T00:00:00Z""#;
    assert_eq!(record(&december, &event(later)).eligibility, Eligibility::NotEligible, "that edition did not know it");
}

#[test]
fn a_stricter_verdict_on_a_product_reaches_its_parts_and_a_better_one_does_not() {
    let verdict = |verdict: &str| {
        with(&format!("[[eligible]]\nproduct = \"sms\"\nfrom = \"2024-01-01\"\nverdict = \"{verdict}\"\n{REASON}"))
    };
    let rcs = message("rcs:+14155550132", DAY, "hello");
    assert_eq!(record(&verdict("eligible"), &rcs).eligibility, Eligibility::NotEligible);
    let mms = message("+14155550132", DAY, "hello").replace("SM1", "MM1");
    assert_eq!(record(&verdict("eligible"), &mms).eligibility, Eligibility::Eligible);
    assert_eq!(record(&verdict("not_eligible"), &mms).eligibility, Eligibility::NotEligible);
}

#[test]
fn the_overlay_of_the_documentation_is_in_order_and_shipped_examples_still_hold() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md")).unwrap();
    let (_, overlay) = text.split_once("# our-policy.toml, named under [rules]").unwrap();
    let rules = with(&format!("#{}", overlay.split_once("```").unwrap().0));
    assert_eq!(rules.policy().overrides().len(), 2);
    let checked = check(&rules);
    assert_eq!(checked.misses, []);
    assert!(checked.examples > check(&Rules::embedded().unwrap()).examples, "those of the overlay are run too");
}

#[test]
fn an_example_of_an_override_that_does_not_hold_is_told() {
    let rules = with(&format!(
        "[[override]]\nid = \"territories\"\nrequirement = \"{AREA}\"\nseverity = \"low\"\n{REASON}\
         when = {{ regions = [\"us_territory\"] }}\n\
         [[override.match]]\nevent = '''{}'''\nseverity = \"info\"\n\
         [[override.no_match]]\nevent = '''{}'''\nbecause = \"x\"\n",
        message(GUAM, DAY, "hello"),
        message(GUAM, DAY, "hello"),
    ));
    let misses: Vec<_> = check(&rules).misses.into_iter().map(|miss| (miss.file, miss.id, miss.message)).collect();
    let told = |message: &str| ("our.toml".to_owned(), "territories".to_owned(), message.to_owned());
    assert_eq!(
        misses,
        [told("must change a finding to info; changed: low"), told("must change no finding (x), but made one low")]
    );
}

#[test]
fn what_is_wrong_with_an_overlay_is_told_with_the_nearest_name() {
    let one = |lines: &str| format!("[[override]]\nid = \"x\"\n{REASON}{lines}");
    let least = format!("requirement = \"{AREA}\"\nseverity = \"info\"\n");
    for (overlay, expected) in [
        (
            one("requirement = \"sms-us-area-code-only\"\nseverity = \"info\"\n"),
            "did you mean `sms-us-area-codes-only`?",
        ),
        (one(&least.replace("info", "none")), "our.toml:8:12"),
        (one(&format!("requirement = \"{AREA}\"\n")), "override `x`: needs `severity`"),
        (one(&format!("{least}when = {{ regions = [\"us_teritory\"] }}\n")), "did you mean `us_territory`?"),
        (one(&format!("{least}when = {{ channels = [\"smss\"] }}\n")), "override `x`: when: `smss` is no channel"),
        (
            one(&format!("{least}from = \"2025-01-02\"\nuntil = \"2025-01-02\"\n")),
            "ends on 2025-01-02, before it begins",
        ),
        (one(&least).replace("decided_by = \"d\"", "decided_by = \" \""), "`decided_by` says nothing"),
        (one(&least).replace("reference = \"r\"\n", ""), "missing field `reference`"),
        (one(&least).replace("\"x\"", "\"Our X\""), "small letters and digits"),
        (format!("{}{}", one(&least), one(&least)), "override `x`: stands in our.toml already"),
        (
            one("requirement = \"voice-eligible-capabilities\"\nseverity = \"low\"\nverdict = \"eligible\"\n"),
            "asks for the verdict",
        ),
        (one(&format!("{least}when = {{ eligibility = [\"eligible\"] }}\n")), "changes the verdict"),
        (
            format!(
                "[[eligible]]\nproduct = \"voice-inteligence\"\nfrom = \"2025-01-01\"\nverdict = \"eligible\"\n{REASON}"
            ),
            "did you mean `voice-intelligence`?",
        ),
        (
            format!("[[eligible]]\nproduct = \"unknown\"\nfrom = \"2025-01-01\"\nverdict = \"eligible\"\n{REASON}"),
            "nobody knows",
        ),
        (
            format!(
                "[[eligible]]\nproduct = \"sms\"\nfeature = \"mns\"\nfrom = \"2025-01-01\"\nverdict = \"eligible\"\n{REASON}"
            ),
            "did you mean `mms`?",
        ),
        ("[[overide]]\n".to_owned(), "did you mean `override`?"),
        (own(AREA), "ids are unique"),
        (own("Ours"), "requirement `Ours`: an id is"),
    ] {
        let fault = fault(&overlay);
        assert!(fault.contains(expected) && fault.starts_with("our.toml"), "{fault}\n{overlay}");
    }
}

/// A requirement of one's own.
fn own(id: &str) -> String {
    format!(
        "[[requirement]]\nid = \"{id}\"\nproduct = \"p\"\nkind = \"required\"\ntitle = \"t\"\nsection = \"s\"\nwhy = \"w\"\n\
         remedy = \"r\"\ncases = [{{ say = \"any\", severity = \"low\" }}]\nmatch = [{{ event = '''{}''', severity = \"low\" }}]\n\
         no_match = [{{ event = \"{{}}\", because = \"b\" }}]\n",
        message(GUAM, DAY, "hello")
    )
}

#[test]
fn a_requirement_of_ones_own_is_judged_like_any_other_and_may_be_overridden() {
    let rules = with(&format!(
        "{}[[override]]\nid = \"mine\"\nrequirement = \"ours\"\nseverity = \"medium\"\n{REASON}when = {{ phi = [\"phi\"] }}\n",
        own("ours")
    ));
    assert_eq!(found(&record(&rules, &message(GUAM, DAY, "hello")), "ours"), Some((Severity::Low, None)));
    let phi = record(&rules, &message(GUAM, DAY, PHI));
    assert_eq!(found(&phi, "ours"), Some((Severity::Medium, Some("mine".to_owned()))));
    assert_eq!(check(&rules).misses, []);
    let kinds: Vec<_> = rules.decisions().iter().map(|decision| decision.kind).collect();
    assert_eq!(kinds, [DecisionKind::Requirement, DecisionKind::Override]);
}

#[test]
fn settings_that_change_rules_are_decisions_too() {
    let builder = RulesBuilder::default().disable("mms-eligible").severity(AREA, Severity::Low);
    let rules = builder.build().unwrap();
    let told: Vec<_> = rules.decisions().iter().map(|one| (one.kind, one.id.as_str(), one.file.clone())).collect();
    assert_eq!(told, [(DecisionKind::Severity, AREA, None), (DecisionKind::Disabled, "mms-eligible", None)]);
}

#[test]
fn what_is_disabled_keeps_its_place_among_all_requirements() {
    let shipped = Rules::embedded().unwrap();
    let ids: Vec<&str> = shipped.requirements().iter().map(|one| one.id.as_str()).collect();
    let out = [ids[ids.len() - 1], ids[7], ids[6], ids[0]];
    let fewer = out.iter().fold(RulesBuilder::default(), |rules, id| rules.disable(*id)).build().unwrap();
    assert_eq!(fewer.requirements().len(), ids.len() - out.len());
    let all: Vec<(&str, bool)> = fewer.all_requirements().map(|(one, enabled)| (one.id.as_str(), enabled)).collect();
    assert_eq!(all, ids.iter().map(|id| (*id, !out.contains(id))).collect::<Vec<_>>());
}

#[test]
fn the_digest_of_the_rules_does_not_follow_from_where_files_lie() {
    let text = own("ours");
    let at = |name: &str| RulesBuilder::default().overlay(name, text.as_str()).build().unwrap().digest().to_owned();
    assert_eq!(at("our.toml"), at("/etc/phi-audit/our.toml"));
    assert_ne!(at("our.toml"), at("other.toml"));
}

#[test]
fn a_customers_own_matcher_outweighs_the_shipped_ones_over_the_same_text() {
    let pack = "[[matcher]]\nid = \"ours.badge\"\ncategory = \"device_id\"\ntitle = \"Badge\"\nwhy = \"ours\"\nstrength = \"weak\"\n\
                alone = \"low\"\npattern = '4\\d{15}'\n";
    let rules = RulesBuilder::default().pack("ours.toml", pack).build().unwrap();
    let mut auditor = Auditor::new(rules);
    let mut found = Vec::new();
    auditor.audit(br#"{"data":{"body":"badge 4929136752846212"}}"#, &mut |audited| {
        if let Audited::Event(audited) = audited {
            found.extend(audited.record("", 0, 0).matches.iter().map(|found| found.matcher.to_string()));
        }
    });
    assert_eq!(found, ["ours.badge"], "and no credit_card.number");
}

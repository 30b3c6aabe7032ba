//! Tests of the policy room as a whole, over the shipped rules. Detection is played by a stub that knows the few invented
//! persons and diseases of the examples; the real engine runs the same examples in `rules check`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::detect::{Category, Confidence, Grade, Match, Strength};
use crate::event::{self, Event, Kind};
use crate::policy::{Context, EditionMode, Eligibility, Findings, Policy, Region, Severity};

/// What became of an event.
#[derive(Debug)]
struct Judged {
    product: String,
    feature: Option<String>,
    eligibility: Eligibility,
    region: Region,
    findings: Vec<(String, Severity)>,
    as_of: &'static str,
    undated: bool,
    retroactive: bool,
}

impl Judged {
    fn severity(&self, requirement: &str) -> Option<Severity> {
        self.findings.iter().find(|(id, _)| id == requirement).map(|(_, severity)| *severity)
    }
}

fn shipped() -> Policy {
    Policy::embedded(Context::default(), EditionMode::EventTime).unwrap()
}

fn judge(policy: &Policy, json: &str) -> Judged {
    let mut judged = None;
    event::read(json, |event| {
        let matches = stub_matches(&event);
        let mut findings = Findings::default();
        let verdict = policy.judge(&event, &matches, stub_grade(&matches), &mut findings);
        let id = |finding: &super::Finding| policy.requirements()[usize::from(finding.requirement)].id.clone();
        judged = Some(Judged {
            product: verdict.product.to_owned(),
            feature: verdict.feature.map(str::to_owned),
            eligibility: verdict.eligibility,
            region: verdict.region,
            findings: findings.as_slice().iter().map(|finding| (id(finding), finding.severity)).collect(),
            as_of: verdict.as_of.name(),
            undated: verdict.undated,
            retroactive: verdict.retroactive,
        });
    })
    .unwrap();
    judged.unwrap()
}

const KNOWN: &[(&str, Category)] = &[
    ("Maria Lopez", Category::Name),
    ("@example.com", Category::Email),
    ("diabetes", Category::Condition),
    ("+1", Category::Phone),
    ("+44", Category::Phone),
];

fn stub_matches(event: &Event<'_>) -> Vec<Match> {
    let document = event.document();
    let in_leaf = |node| {
        KNOWN.iter().filter(move |(word, _)| document.text(node).contains(word)).map(move |known| (node, known.1))
    };
    let innermost = |node: &event::NodeId| document.children(*node).next().is_none();
    let found = event.nodes().filter(innermost).flat_map(in_leaf);
    let new = |(node, category)| Match {
        matcher: 0,
        category,
        strength: Strength::Pattern,
        confidence: Confidence::High,
        node,
        start: 0,
        end: 1,
        in_key: false,
    };
    found.map(new).collect()
}

fn stub_grade(matches: &[Match]) -> Grade {
    use crate::detect::Role;
    let has = |role| matches.iter().any(|found| found.category.role() == role);
    match (has(Role::Direct), has(Role::Health)) {
        (true, true) => Grade::Phi,
        (true, false) => Grade::Pii,
        (false, true) => Grade::Health,
        (false, false) => Grade::None,
    }
}

fn twilio(kind: &str, time: &str, data: &str) -> String {
    format!(r#"{{"specversion":"1.0","type":"{kind}","id":"EZ1","source":"/x","time":"{time}","data":{data}}}"#)
}

fn message(from: &str, to: &str) -> String {
    let data = format!(
        r#"{{"messageSid":"SM1","accountSid":"AC00000000000000000000000000000001","from":"{from}","to":"{to}"}}"#
    );
    twilio("com.twilio.messaging.message.sent", "2025-01-02T03:04:05Z", &data)
}

#[test]
fn every_observable_row_of_the_guide_is_a_requirement() {
    let policy = shipped();
    let missing: Vec<&str> = include_str!("../../tests/data/observable_requirements.txt")
        .lines()
        .filter(|id| policy.requirement(id).is_err())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_example_gets_the_severity_it_names_or_none() {
    let policy = shipped();
    let mut wrong = Vec::new();
    for requirement in policy.requirements() {
        let context = requirement.example_context.clone().unwrap_or_default();
        for (index, example) in requirement.matches.iter().enumerate() {
            let mode = example.rules.map_or(EditionMode::EventTime, EditionMode::Fixed);
            let judged = judge(&policy.clone().with(context.clone(), mode), &example.event);
            if judged.severity(&requirement.id) != Some(example.severity) {
                wrong.push(format!(
                    "{} match {}: wanted {:?}, got {judged:?}",
                    requirement.id,
                    index + 1,
                    example.severity
                ));
            }
        }
        for (index, example) in requirement.no_matches.iter().enumerate() {
            let judged = judge(&policy.clone().with(context.clone(), EditionMode::EventTime), &example.event);
            if judged.severity(&requirement.id).is_some() {
                wrong.push(format!("{} no_match {}: {judged:?}", requirement.id, index + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_published_event_type_has_its_product() {
    let policy = shipped();
    for kind in include_str!("../../tests/data/event_types.txt").lines() {
        let judged = judge(&policy, &twilio(kind, "2025-01-02T03:04:05Z", "{}"));
        let short = kind.strip_prefix("com.twilio.").unwrap_or(kind);
        let expected = match short.split('.').next().unwrap() {
            "messaging" if short.starts_with("messaging.compliance.") => "compliance",
            "messaging" => "sms",
            "voice" | "insights" => "voice",
            "engagement-intelligence" | "intelligence" => "voice-intelligence",
            "accountsecurity" => "verify",
            "error-logs" => "debugger",
            "taskrouter" | "apiusage" => "flex",
            "daptbt" => "link-shortening",
            "eventstreams" => "event-streams",
            other => other,
        };
        assert_eq!(judged.product, expected, "{kind}");
    }
}

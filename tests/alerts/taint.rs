//! No planted value gets into a message, from wherever it stood in the record.

use phi_audit::alert::Activity;
use phi_audit::audit::Attributes;

use crate::generate::{Event, Generator};
use crate::leak::Secrets;
use crate::{alert_rules, at, drafts_of, message};

fn bytes(draft: &phi_audit::alert::Draft) -> Vec<u8> {
    let message = message(draft, Activity::Create);
    [format!("{draft:?} {message:?}").into_bytes(), message.data].concat()
}

/// What every alert may say, because the rules say it.
fn ordinary_words() -> Vec<u8> {
    let rules = crate::RULES.requirements().iter();
    let text: String = rules.map(|one| format!("{} {} {} {}\n", one.title, one.section, one.why, one.remedy)).collect();
    text.into_bytes()
}

#[test]
fn no_planted_value_gets_into_a_message() {
    let rules = alert_rules("alerts.minimum = \"info\"");
    let (words, mut alerts) = (ordinary_words(), 0);
    for (position, event) in Generator::with_phi(17, 70).take(600).enumerate() {
        let Event { json, planted, ordinary } = event;
        let secrets = Secrets::of(planted.iter().chain(&ordinary)).without_those_in(&words);
        for draft in drafts_of(&rules, json.as_bytes(), &Attributes::default(), &at(position as u64)) {
            alerts += 1;
            if let Some((category, form)) = secrets.first_in(&bytes(&draft)) {
                panic!("an alert lets out a planted {category} as `{form}`: {draft:?}");
            }
        }
    }
    assert!(alerts > 300, "only {alerts} alerts");
}

#[test]
fn no_planted_value_in_a_key_a_header_or_the_name_of_one_gets_into_a_message() {
    let rules = alert_rules("alerts.minimum = \"info\"");
    let (words, mut alerts) = (ordinary_words(), 0);
    let event = r#"{"type":"track","event":"Refill","messageId":"m1","projectId":"p1","userId":"u1","timestamp":"2026-05-01T00:00:00Z",
        "properties":{"drug":"metformin"}}"#;
    for planted in Generator::with_phi(18, 100).take(200).flat_map(|event| event.planted) {
        // Health words say nothing of anybody; a header may be called after a drug.
        if [
            "drug",
            "condition",
            "procedure",
            "treatment",
            "symptom",
            "lab_result",
            "icd10",
            "cpt_hcpcs",
            "ndc",
            "insurance",
            "appointment_health",
        ]
        .contains(&planted.category)
        {
            continue;
        }
        let secrets = Secrets::of([&planted]).without_those_in(&words);
        let (text, json) = (planted.text.as_bytes(), serde_json::json!({ "patient": planted.text }).to_string());
        let headers: [(&str, &[u8]); 3] = [("patient", text), ("context", json.as_bytes()), (&planted.text, b"x")];
        for attributes in [
            Attributes { system: "kafka", key: Some(text), headers: &[] },
            Attributes { system: "kafka", key: None, headers: &headers },
        ] {
            for value in [event.as_bytes(), b"", b"{\"cut"] {
                for draft in drafts_of(&rules, value, &attributes, &at(1)) {
                    alerts += 1;
                    if let Some((category, form)) = secrets.first_in(&bytes(&draft)) {
                        panic!("an alert lets out a {category} as `{form}`: {draft:?}");
                    }
                }
            }
        }
    }
    assert!(alerts > 100, "only {alerts} alerts");
}

//! What an alert says.

use std::collections::BTreeSet;

use phi_audit::alert::{Activity, MOST_MATCHES};
use phi_audit::audit::Attributes;
use serde_json::Value as Json;

use crate::{NOW, alert_rules, at, drafts, drafts_of, examples, message, ocsf, root, sms};

fn data(message: &phi_audit::sink::Message) -> Json {
    serde_json::from_slice(&message.data).unwrap()
}

#[test]
fn every_alert_of_the_examples_is_a_valid_data_security_finding_in_a_valid_cloud_event() {
    let (schema, mut requirements, mut severities) = (ocsf::schema(), BTreeSet::new(), BTreeSet::new());
    for (name, bytes) in examples() {
        for draft in drafts(&bytes) {
            let update = Activity::Update { count: 7, first_ms: NOW - 9, last_ms: NOW };
            for activity in [Activity::Create, update] {
                let message = message(&draft, activity);
                let finding = data(&message);
                assert_eq!(ocsf::faults(&schema, &finding), Vec::<String>::new(), "{name}: {finding:#}");
                severities.insert(finding["severity_id"].as_u64().unwrap());
                // CloudEvents 1.0: required attributes are there and none is empty; `time` is RFC 3339.
                assert!(!message.id.is_empty() && !message.source.is_empty() && !message.kind.is_empty());
                assert!(message.time.parse::<jiff::Timestamp>().is_ok());
                assert_eq!(message.subject.as_deref(), Some(&*draft.requirement.id));
            }
            requirements.insert(draft.requirement.id);
        }
    }
    assert!(requirements.len() > 20, "the examples touch {} requirements", requirements.len());
    assert!(severities.len() > 3, "{severities:?}");
}

#[test]
fn the_alert_is_the_golden_one() {
    let event = sms("delivered", "EZ00000000000000000000000000000001", "2026-05-01T00:00:00Z");
    let rules = alert_rules("alerts.minimum = \"critical\"");
    let draft = drafts_of(&rules, event.as_bytes(), &Attributes::default(), &at(48_213)).remove(0);
    let message = message(&draft, Activity::Create);
    let mut finding = data(&message);
    // These change with every release of the rules; that they are there is what counts.
    assert_eq!(finding["finding_info"]["analytic"]["version"], crate::RULES.digest());
    finding["finding_info"]["analytic"]["version"] = "<digest of the rules>".into();
    finding["metadata"]["product"]["version"] = "<version>".into();
    let envelope = serde_json::json!({
        "id": message.id, "type": message.kind, "source": &*message.source, "time": message.time,
        "subject": message.subject, "key": message.key, "data": finding,
    });
    let text = format!("{envelope:#}\n");
    let path = root().join("tests/golden/alert.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{} differs: look at it with UPDATE=1 and `git diff`", path.display());
}

#[test]
fn an_update_is_the_same_finding_under_its_own_id_with_the_count() {
    let draft = drafts(sms("sent", "EZ1", "2026-05-01T00:00:00Z").as_bytes()).remove(0);
    let created = data(&message(&draft, Activity::Create));
    let update = message(&draft, Activity::Update { count: 4, first_ms: 10, last_ms: 20 });
    let updated = data(&update);
    assert_eq!(update.id, format!("{}-4", draft.uid));
    assert_eq!(updated["finding_info"]["uid"], created["finding_info"]["uid"]);
    assert_eq!((updated["activity_id"].as_u64(), updated["type_uid"].as_u64()), (Some(2), Some(200_602)));
    assert_eq!(
        (updated["count"].as_u64(), updated["start_time"].as_i64(), updated["end_time"].as_i64()),
        (Some(4), Some(10), Some(20))
    );
}

#[test]
fn only_findings_at_or_above_the_minimum_become_alerts() {
    let event = sms("sent", "EZ1", "2026-05-01T00:00:00Z");
    let count = |minimum: &str| {
        let rules = alert_rules(&format!("alerts.minimum = \"{minimum}\""));
        drafts_of(&rules, event.as_bytes(), &Attributes::default(), &at(1)).len()
    };
    assert!(count("info") > count("critical") && count("critical") > 0);
}

#[test]
fn a_suppressed_finding_is_no_alert_and_its_use_is_counted() {
    let event = sms("sent", "EZ1", "2026-05-01T00:00:00Z");
    let suppression = |expires: &str| {
        alert_rules(&format!(
            "[[suppression]]\naccount = \"AC00000000000000000000000000000001\"\nowner = \"a\"\nreason = \"b\"\nexpires = \"{expires}\"\n"
        ))
    };
    let accepted = suppression("2026-11-25");
    assert!(drafts_of(&accepted, event.as_bytes(), &Attributes::default(), &at(1)).is_empty());
    assert!(accepted.suppressions(NOW)[0].used > 0);
    let expired = suppression("2026-11-24");
    assert!(!drafts_of(&expired, event.as_bytes(), &Attributes::default(), &at(1)).is_empty());
    assert_eq!(expired.suppressions(NOW)[0].used, 0);
}

#[test]
fn a_long_list_of_matches_is_cut_and_counted() {
    let body = "SSN 219-09-9999, ".repeat(80);
    let event = sms("sent", "EZ1", "2026-05-01T00:00:00Z").replace("Maria", &format!("{body} Maria"));
    let draft = drafts(event.as_bytes()).remove(0);
    let finding = data(&message(&draft, Activity::Create));
    assert_eq!(finding["unmapped"]["matches"].as_array().unwrap().len(), MOST_MATCHES);
    let total = finding["unmapped"]["matches_total"].as_u64().unwrap();
    assert!(total > 80);
    let counted = finding["data_security"]["discovery_details"].as_array().unwrap().iter();
    assert_eq!(counted.map(|detail| detail["count"].as_u64().unwrap()).sum::<u64>(), total);
}

#[test]
fn an_account_that_is_not_safe_to_print_does_not_become_the_record_key() {
    let event = r#"{"type":"track","event":"Refill","messageId":"m1","projectId":"maria.lopez@example.org","userId":"u1",
        "timestamp":"2026-05-01T00:00:00Z","properties":{"drug":"metformin"}}"#;
    for draft in drafts(event.as_bytes()) {
        assert_eq!(message(&draft, Activity::Create).key.as_deref(), Some("twilio-events"));
    }
    assert!(!drafts(event.as_bytes()).is_empty());
}

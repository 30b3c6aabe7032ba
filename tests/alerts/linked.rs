//! Alerts of what several events show together.

use std::sync::Arc;

use phi_audit::alert::{Activity, Decided, Draft};
use phi_audit::audit::{Audited, Auditor};
use phi_audit::fingerprint::FingerprintKey;
use phi_audit::linked::{Keying, Ruleset};
use phi_audit::pipeline::Linking;
use phi_audit::telemetry::Metrics;
use serde_json::Value as Json;

use crate::{NOW, RULES, alert_rules, at, message, ocsf};

const CONVERSATION: &str = "CH0123456789abcdef0123456789abcdef";

/// Somebody joins by Messenger, then PHI is written.
fn joined() -> String {
    format!(
        r#"{{"specversion":"1.0","type":"com.twilio.conversations.participant.added","source":"/events/1","id":"EZ00000000000000000000000000000001","time":"2026-05-01T00:00:00Z","data":{{"AccountSid":"AC00000000000000000000000000000001","ConversationSid":"{CONVERSATION}","MessagingBinding":{{"Type":"messenger","Address":"messenger:1122334455"}}}}}}"#
    )
}

fn said(number: u8) -> String {
    format!(
        r#"{{"specversion":"1.0","type":"com.twilio.conversations.message.added","source":"/events/1","id":"EZ0000000000000000000000000000001{number}","time":"2026-05-01T00:00:0{number}Z","data":{{"AccountSid":"AC00000000000000000000000000000001","ConversationSid":"{CONVERSATION}","Author":"nurse-7","MessageBody":"Maria Lopez (MRN 00482913): your type 2 diabetes lab result is ready"}}}}"#
    )
}

/// The drafts of what the events break together, in this order; the first stands at offset 0.
fn together(settings: &str, events: &[String]) -> Vec<Draft> {
    let (rules, ruleset) = (alert_rules(settings), Arc::new(Ruleset::of(&RULES)));
    let keying = Keying::passing(FingerprintKey::of_block([7; 64]));
    let linking = Linking::open(100, None, keying, Arc::clone(&ruleset), Metrics::new().unwrap()).unwrap();
    let (mut drafts, mut auditor) = (Vec::new(), Auditor::new(Arc::clone(&RULES)));
    for (position, event) in (0..).zip(events) {
        auditor.audit(event.as_bytes(), &mut |audited| {
            let Audited::Event(event) = audited else { panic!("unread") };
            for broken in linking.observe(&event, &ruleset) {
                rules.linked(&event, &at(position), NOW, broken, &mut |decided| match decided {
                    Decided::Alert(draft) => drafts.push(*draft),
                    Decided::Suppressed(_) => {}
                });
            }
        });
    }
    drafts
}

#[test]
fn the_event_that_completes_the_picture_is_alerted_with_the_others_beside_it() {
    for events in [[joined(), said(1)], [said(1), joined()]] {
        let drafts = together("", &events);
        assert_eq!(drafts.len(), 1);
        let finding: Json = serde_json::from_slice(&message(&drafts[0], Activity::Create).data).unwrap();
        assert_eq!(ocsf::faults(&ocsf::schema(), &finding), Vec::<String>::new(), "{finding:#}");
        assert_eq!(finding["severity"], "Critical");
        assert_eq!(finding["finding_info"]["types"][0], "phi", "whichever event came last");
        let linked = &finding["unmapped"]["linked"];
        assert_eq!(linked["resource"], serde_json::json!({ "kind": "conversation", "id": CONVERSATION }));
        let ids: Vec<_> = linked["events"].as_array().unwrap().iter().map(|event| &event["event_id"]).collect();
        assert_eq!(ids, ["EZ00000000000000000000000000000001", "EZ00000000000000000000000000000011"]);
        let resources = finding["resources"].as_array().unwrap();
        assert!(resources.iter().any(|resource| resource["uid"] == CONVERSATION));
        let text = finding.to_string().to_lowercase();
        assert!(["lopez", "00482913", "diabetes", "1122334455"].iter().all(|value| !text.contains(value)), "{text}");
    }
}

#[test]
fn the_events_of_one_conversation_share_an_id_in_any_order_and_a_window() {
    let uids = |drafts: &[Draft]| drafts.iter().map(|draft| draft.uid.clone()).collect::<Vec<_>>();
    let forwards = together("", &[joined(), said(1), said(2)]);
    assert_eq!(forwards.len(), 2);
    assert_eq!(uids(&forwards)[0], uids(&forwards)[1]);
    assert_eq!(uids(&together("", &[said(1), joined()]))[0], uids(&forwards)[0]);
    // Where nothing is folded, each has an id of its own.
    let alone = together("alerts.fold = \"0s\"", &[joined(), said(1), said(2)]);
    assert_ne!(uids(&alone)[0], uids(&alone)[1]);
    assert!(alone.iter().all(|draft| draft.fold.is_none()));
}

#[test]
fn what_is_suppressed_or_below_the_minimum_is_not_alerted() {
    let events = [joined(), said(1)];
    let requirement = together("", &events).remove(0).requirement.id;
    let suppressed = format!(
        "[[suppression]]\nrequirement = \"{requirement}\"\nowner = \"o\"\nreason = \"r\"\nexpires = \"2030-01-01\"\n"
    );
    assert!(together(&suppressed, &events).is_empty());
    assert_eq!(together("alerts.minimum = \"critical\"", &events).len(), 1);
}

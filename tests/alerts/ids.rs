//! Ids: the same whenever the same event is read again, and no other event's.

use std::collections::BTreeSet;

use phi_audit::alert::Draft;
use phi_audit::audit::Attributes;

use crate::{alert_rules, at, drafts, drafts_of, sms};

fn uids(drafts: &[Draft]) -> Vec<&str> {
    drafts.iter().map(|draft| draft.uid.as_str()).collect()
}

#[test]
fn the_same_bytes_at_the_same_position_have_the_same_ids() {
    let event = sms("sent", "EZ1", "2026-05-01T00:00:00Z");
    assert_eq!(uids(&drafts(event.as_bytes())), uids(&drafts(event.as_bytes())));
}

#[test]
fn the_events_of_one_message_share_their_ids_wherever_they_stand() {
    let rules = alert_rules("");
    let of = |event: String, position| drafts_of(&rules, event.as_bytes(), &Attributes::default(), &at(position));
    let sent = of(sms("sent", "EZ1", "2026-05-01T00:00:01Z"), 1);
    let delivered = of(sms("delivered", "EZ2", "2026-05-01T00:00:09Z"), 2);
    assert!(!sent.is_empty() && sent.iter().all(|draft| draft.fold.is_some()));
    assert_eq!(uids(&sent), uids(&delivered));
    // The next window, another message and a worse grade are alerts of their own.
    let later = of(sms("read", "EZ3", "2026-05-01T00:10:01Z"), 3);
    let other = of(sms("sent", "EZ4", "2026-05-01T00:00:01Z").replace("SM0000", "SM1111"), 4);
    let harmless = of(
        sms("sent", "EZ5", "2026-05-01T00:00:01Z")
            .replace("Maria Lopez, SSN 219-09-9999: your A1c is 8.2 %, take metformin.", "See you"),
        5,
    );
    assert!(!harmless.is_empty());
    for drafts in [&later, &other, &harmless] {
        assert!(uids(drafts).iter().all(|uid| !uids(&sent).contains(uid)));
    }
}

#[test]
fn what_is_not_folded_has_ids_of_its_own_position() {
    let rules = alert_rules("alerts.fold = \"0s\"");
    let event = sms("sent", "EZ1", "2026-05-01T00:00:01Z");
    let mut all = BTreeSet::new();
    let mut count = 0;
    for position in 0..3 {
        // Two events in one record are told apart, too.
        let twice = format!("[{event},{event}]");
        for draft in drafts_of(&rules, twice.as_bytes(), &Attributes::default(), &at(position)) {
            assert_eq!(draft.fold, None);
            assert!(draft.uid.len() == 32 && draft.uid.bytes().all(|byte| byte.is_ascii_hexdigit()));
            all.insert(draft.uid);
            count += 1;
        }
    }
    assert!(count > 6);
    assert_eq!(all.len(), count);
}

#[test]
fn a_segment_call_is_not_folded() {
    let event = r#"{"type":"track","event":"Refill","messageId":"m1","projectId":"p1","userId":"u1","timestamp":"2026-05-01T00:00:00Z",
        "properties":{"drug":"metformin","messageSid":"SM00000000000000000000000000000001"}}"#;
    let drafts = drafts(event.as_bytes());
    assert!(!drafts.is_empty() && drafts.iter().all(|draft| draft.fold.is_none()));
}

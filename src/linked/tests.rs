//! Evidence in any order, and what is kept of it.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::audit::{Audited, Auditor};
use crate::detect::Grade;
use crate::fingerprint::FingerprintKey;
use crate::policy::embedded;
use crate::rules::{Rules, RulesBuilder};

/// Rules over two sorts: parts that come together, three of them, and parts of which one has to come later.
fn ruleset() -> Ruleset {
    let rule = |requirement: &str, severity: &str, sort: u8, parts: &[(u8, bool)]| {
        let parts: Vec<_> = parts
            .iter()
            .map(|(bit, later)| json!({ "say": format!("part {bit}"), "bit": bit, "later": later }))
            .collect();
        json!({ "requirement": requirement, "title": "A rule", "section": "A section", "say": "…", "severity": severity,
                "sort": sort, "parts": parts })
    };
    let sort = |id: &str, is_sid: bool| json!({ "id": id, "title": id, "is_sid": is_sid });
    serde_json::from_value(json!({
        "edition": null,
        "sorts": [sort("conversation", true), sort("user", false)],
        "rules": [
            rule("a", "high", 0, &[(0, false), (1, false)]),
            rule("b", "critical", 0, &[(0, false), (1, true)]),
            rule("c", "high", 1, &[(2, false), (3, false), (1, false)]),
            rule("a", "high", 0, &[(3, false), (2, true), (0, true)]),
        ],
    }))
    .unwrap()
}

fn keying(byte: u8) -> Keying {
    Keying::lasting(FingerprintKey::of_block([byte; 64]))
}

/// What an event shows: of which resource, which parts, when and whose.
#[derive(Clone, Debug)]
struct Seen {
    key: Key,
    parts: u64,
    witness: Witness,
    account: Option<&'static str>,
}

fn key(sort: u8, number: u32) -> Key {
    serde_json::from_value(match sort {
        0 => json!(format!("0:CH{number:032x}")),
        _ => json!(format!("1:{number:032x}")),
    })
    .unwrap()
}

fn seen() -> impl Strategy<Value = Seen> {
    let time = prop::option::of(0..6_i64);
    (0..2_u8, 0..5_u32, 1..16_u64, time, 0..4_u8, prop::option::of(0..2_usize)).prop_map(
        |(sort, number, parts, time_ms, id, account)| Seen {
            key: key(sort, number),
            parts,
            witness: Witness { time_ms, event_id: format!("EZ{id}").as_str().into() },
            account: account.map(|at| ["AC0", "AC1"][at]),
        },
    )
}

fn table(seen: &[Seen], bound: usize) -> Table {
    let mut table = Table::new(bound);
    for Seen { key, parts, witness, account } in seen {
        let account = account.map(Id::from);
        table.observe(&Observation { key: *key, parts: *parts, witness: witness.clone(), account, grade: Grade::None });
    }
    table
}

/// All that is said of a table's resources, in order.
fn told(table: &Table) -> Vec<String> {
    ruleset().findings(table).iter().map(|finding| serde_json::to_string(&finding.record()).unwrap()).collect()
}

proptest! {
    #[test]
    fn neither_order_nor_repetition_nor_partition_changes_a_finding_or_a_witness(
        (all, shuffled) in prop::collection::vec(seen(), 0..60)
            .prop_flat_map(|all| (Just(all.clone()), Just([all.clone(), all].concat()).prop_shuffle())),
        cuts in prop::collection::vec(0..121_usize, 0..6),
        backwards: bool,
        bound in 1..6_usize,
    ) {
        let whole = table(&all, bound);
        let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(shuffled.len())).collect();
        cuts.extend([0, shuffled.len()]);
        cuts.sort_unstable();
        let mut parts: Vec<_> = cuts.windows(2).map(|cut| table(&shuffled[cut[0]..cut[1]], bound)).collect();
        if backwards {
            parts.reverse();
        }
        let mut joined = Table::new(bound);
        parts.iter().for_each(|part| joined.join(part));
        prop_assert_eq!(told(&joined), told(&whole));
        let evidence = |table: &Table| table.iter().map(|(key, entry)| (*key, entry.evidence.clone())).collect::<Vec<_>>();
        prop_assert_eq!(evidence(&joined), evidence(&whole));
        // Each came twice, wherever it came.
        prop_assert_eq!(joined.dropped(), 2 * whole.dropped());
    }

    #[test]
    fn those_that_are_kept_are_the_smallest_of_their_sort_and_all_is_known_of_them(
        all in prop::collection::vec(seen(), 0..60), bound in 1..5_usize,
    ) {
        let (bounded, whole) = (table(&all, bound), table(&all, 100));
        for sort in [0, 1] {
            let of = |table: &Table| table.iter().filter(|(key, _)| key.sort() == sort)
                .map(|(key, entry)| (*key, entry.clone())).collect::<Vec<_>>();
            let smallest: Vec<_> = of(&whole).into_iter().take(bound).collect();
            prop_assert_eq!(of(&bounded), smallest);
        }
        let clues: u64 = bounded.iter().map(|(_, entry)| entry.clues).sum();
        prop_assert_eq!(clues + bounded.dropped(), all.len() as u64);
    }

    #[test]
    fn what_is_written_down_is_the_same_when_it_is_read(all in prop::collection::vec(seen(), 0..20)) {
        for (key, entry) in table(&all, 100).iter() {
            let text = serde_json::to_string(&(key, entry)).unwrap();
            let read: (Key, Entry) = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&read, &(*key, Entry { news: false, ..entry.clone() }));
        }
    }

    #[test]
    fn no_text_that_is_no_key_makes_a_panic(text: String, sort in 0..10_u8) {
        for text in [text.clone(), format!("{sort}:{text}")] {
            let _ = serde_json::from_value::<Key>(json!(text));
        }
    }
}

#[test]
fn a_part_that_has_to_come_later_is_shown_by_the_last_event_and_the_others_by_the_first() {
    let at = |parts, time_ms, id: &str| {
        let witness = Witness { time_ms, event_id: id.into() };
        Seen { key: key(0, 1), parts, witness, account: None }
    };
    let found =
        |all: &[Seen]| told(&table(all, 10)).iter().filter(|line| line.contains(r#""requirement":"b""#)).count();
    assert_eq!(found(&[at(2, Some(1), "EZ1"), at(1, Some(2), "EZ2")]), 0, "the other way round");
    assert_eq!(found(&[at(1, Some(1), "EZ1"), at(2, Some(1), "EZ2")]), 0, "at the same time");
    assert_eq!(found(&[at(1, None, "EZ1"), at(2, Some(1), "EZ2")]), 0, "later than what has no time");
    let beside = [at(1, None, "EZ0"), at(1, Some(1), "EZ1"), at(2, Some(2), "EZ2")];
    assert_eq!(found(&beside), 1, "an event without a time hides none that has one");
    let all = [at(2, Some(7), "EZ1"), at(1, Some(2), "EZ2"), at(1, Some(9), "EZ3"), at(2, Some(5), "EZ4")];
    assert_eq!(found(&all), 1);
    let table = table(&all, 10);
    let (ruleset, mut records) = (ruleset(), Vec::new());
    records.extend(ruleset.findings(&table).iter().map(|finding| serde_json::to_value(finding.record()).unwrap()));
    assert_eq!(records[0]["requirement"], "b", "the worst first");
    assert_eq!(
        records[0]["events"],
        json!([
            { "part": "part 0", "event_id": "EZ2", "time": "1970-01-01T00:00:00.002Z" },
            { "part": "part 1", "event_id": "EZ1", "time": "1970-01-01T00:00:00.007Z" },
        ])
    );
    assert_eq!(records[0]["last"], "1970-01-01T00:00:00.007Z");
    assert_eq!(records[1]["last"], "1970-01-01T00:00:00.005Z", "the first of each part, where none has to be later");
}

/// The shipped tables with two rules of the tests' own: one over a conversation, one over a user.
pub(crate) fn policies() -> Vec<(String, String)> {
    let tables = embedded::FILES.iter().filter(|(name, _)| !name.contains("/requirements/"));
    let own = include_str!("tests.toml");
    let files = tables.copied().chain([("own.toml", own)]);
    files.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

fn rules() -> Arc<Rules> {
    RulesBuilder::default().policies(policies()).build().unwrap()
}

const CONVERSATION: &str = "CH0123456789abcdef0123456789abcdef";

fn joined(time: &str, id: &str) -> String {
    format!(
        r#"{{"specversion":"1.0","type":"com.twilio.conversations.participant.added","id":"{id}","time":"{time}","data":{{"AccountSid":"AC00000000000000000000000000000001","ConversationSid":"{CONVERSATION}","MessagingBinding":{{"Type":"whatsapp","Address":"whatsapp:+12025550143"}}}}}}"#
    )
}

fn said(time: &str, id: &str) -> String {
    format!(
        r#"{{"specversion":"1.0","type":"com.twilio.conversations.message.added","id":"{id}","time":"{time}","data":{{"AccountSid":"AC00000000000000000000000000000001","ConversationSid":"{CONVERSATION}","MessageBody":"Maria Lopez, SSN 219-09-9999: your HIV test is positive"}}}}"#
    )
}

fn called(user: &str, event: &str) -> String {
    format!(
        r#"{{"type":"track","event":"{event}","messageId":"m-{event}","timestamp":"2025-01-01T00:00:00Z","userId":"{user}"}}"#
    )
}

/// What the events show together, by a table and by what a service remembers.
fn together(events: &[String], keying: &Keying) -> Vec<serde_json::Value> {
    let rules = rules();
    let ruleset = Ruleset::of(&rules);
    let (mut table, mut recent) = (Table::new(ruleset.bound()), Recent::new(10));
    let mut live = Vec::new();
    let mut auditor = Auditor::new(Arc::clone(&rules));
    for event in events {
        auditor.audit(event.as_bytes(), &mut |audited| {
            let Audited::Event(event) = audited else { panic!("unread") };
            observe(&event, keying, &mut |seen| {
                table.observe(&seen);
                recent.observe(&seen);
                let broken = ruleset.broken(&seen.key, recent.get(&seen.key).unwrap());
                live.extend(broken.map(|(_, finding)| serde_json::to_value(finding.record()).unwrap()));
            });
        });
    }
    let found = ruleset.findings(&table);
    let found: Vec<_> = found.iter().map(|finding| serde_json::to_value(finding.record()).unwrap()).collect();
    let ids = |found: &[serde_json::Value]| {
        let mut ids: Vec<_> = found.iter().map(|one| format!("{} {}", one["requirement"], one["resource"])).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    assert_eq!(ids(&live), ids(&found), "a service finds the same");
    found
}

#[test]
fn events_of_one_conversation_break_a_rule_together_in_any_order() {
    let events = [joined("2024-12-10T23:59:59Z", "EZ1"), said("2024-12-11T00:00:00Z", "EZ2"), called("u-1", "Opened")];
    let forwards = together(&events, &keying(1));
    let backwards: Vec<_> = events.iter().rev().cloned().collect();
    assert_eq!(forwards, together(&backwards, &keying(2)));
    assert_eq!(
        forwards,
        [json!({
            "requirement": "own-conversation", "severity": "critical", "title": "A conversation", "section": "Own",
            "as_of": "2024-12-11", "say": "PHI in a conversation that somebody joins by WhatsApp",
            "resource": { "kind": "conversation", "id": CONVERSATION },
            "account": "AC00000000000000000000000000000001", "phi": "phi",
            "first": "2024-12-10T23:59:59Z", "last": "2024-12-11T00:00:00Z",
            "events": [
                { "part": "somebody joins by WhatsApp", "event_id": "EZ1", "time": "2024-12-10T23:59:59Z" },
                { "part": "PHI", "event_id": "EZ2", "time": "2024-12-11T00:00:00Z" },
            ],
        })]
    );
    assert!(together(&events[..1], &keying(1)).is_empty() && together(&events[1..], &keying(1)).is_empty());
}

#[test]
fn what_names_a_user_is_neither_printed_nor_kept() {
    let user = "maria.lopez@example.org";
    let events = [called(user, "Opened"), called(user, "Closed"), called("u-2", "Opened"), called("u-3", "Closed")];
    let found = together(&events, &keying(1));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["resource"], json!({ "kind": "user", "id": null }));
    let rules = rules();
    let mut table = Table::new(10);
    Auditor::new(Arc::clone(&rules)).audit(events[0].as_bytes(), &mut |audited| {
        let Audited::Event(event) = audited else { panic!("unread") };
        observe(&event, &keying(1), &mut |seen| table.observe(&seen));
    });
    let kept = format!("{table:?} {}", serde_json::to_string(&table.iter().collect::<Vec<_>>()).unwrap());
    assert!(kept.contains("m-Opened") && !kept.contains("maria") && !kept.contains("example"), "{kept}");
}

#[test]
fn a_key_of_a_user_follows_from_the_users_id_and_the_secret_alone() {
    let rules = rules();
    let at = |id: &str| rules.policy().resources().iter().position(|resource| resource.id == id).unwrap();
    let of =
        |keying: &Keying, id: &str, value: &str| keying.key(&rules.policy().resources()[at(id)], at(id) as u8, value);
    let user = |keying: &Keying, value: &str| of(keying, "user", value);
    assert_eq!(user(&keying(1), "u-1"), user(&keying(1), "u-1"));
    assert_ne!(user(&keying(1), "u-1"), user(&keying(2), "u-1"));
    assert_ne!(user(&keying(1), "u-1"), user(&keying(1), "u-2"));
    assert!(user(&keying(1), CONVERSATION).is_digest() && user(&keying(1), CONVERSATION).sid().is_none());
    let conversation = of(&keying(1), "conversation", CONVERSATION);
    assert_eq!(conversation, of(&keying(2), "conversation", CONVERSATION));
    assert_eq!(conversation.sid().as_deref(), Some(CONVERSATION));
    assert_ne!(conversation, of(&keying(1), "conversation", &CONVERSATION.replace("0123", "1123")));
    assert_eq!(conversation, of(&keying(1), "conversation", &CONVERSATION.to_ascii_uppercase()), "in upper case");
}

#[test]
fn keys_are_checked_by_what_they_have_in_common_and_a_passing_one_is_like_no_other() {
    assert_eq!(keying(1).check(), keying(1).check());
    assert_ne!(keying(1).check(), keying(2).check());
    assert_eq!(Keying::passing(FingerprintKey::of_block([1; 64])).check(), None);
}

#[test]
fn the_bound_is_shared_by_the_sorts_that_rules_are_about() {
    assert_eq!(ruleset().bound(), 25_000);
    assert_eq!(Ruleset::default().bound(), 50_000);
    assert!(ruleset().needs_key() && !Ruleset::default().needs_key());
}

proptest! {
    #[test]
    fn a_service_knows_the_last_resources_and_forgets_the_quiet_ones(
        heard in prop::collection::vec(0..12_u32, 0..80), capacity in 1..6_usize,
    ) {
        let mut recent = Recent::new(capacity);
        for (at, number) in heard.iter().enumerate() {
            recent.add(key(0, *number), &Evidence::default());
            prop_assert!(recent.len() <= 2 * capacity);
            let mut last: Vec<u32> = Vec::new();
            for number in heard[..=at].iter().rev() {
                if !last.contains(number) {
                    last.push(*number);
                }
            }
            for number in last.iter().take(capacity) {
                prop_assert!(recent.get(&key(0, *number)).is_some(), "{} of {:?}", number, &heard[..=at]);
            }
        }
    }
}

#[test]
fn what_is_forgotten_is_told_once() {
    let mut recent = Recent::new(1);
    for number in 0..3 {
        recent.add(key(0, number), &Evidence::default());
    }
    assert_eq!(recent.take_forgotten(), [key(0, 0)]);
    assert!(recent.take_forgotten().is_empty());
}

#[test]
fn what_is_known_goes_on_to_count_under_rules_in_another_order_and_not_under_others() {
    let (rules, keying) = (rules(), keying(1));
    let ruleset = Ruleset::of(&rules);
    let mut known = Vec::new();
    Auditor::new(Arc::clone(&rules)).audit(joined("2025-01-01T00:00:00Z", "EZ1").as_bytes(), &mut |audited| {
        let Audited::Event(event) = audited else { panic!("unread") };
        observe(&event, &keying, &mut |seen| {
            known.push((seen.key, Evidence::of(seen.parts, &seen.witness, seen.account.as_ref())));
        });
    });
    let [(key, evidence)] = &known[..] else { panic!("one conversation") };
    let mut text = serde_json::to_value(&ruleset).unwrap();
    let sorts = text["sorts"].as_array().unwrap().len();
    text["sorts"].as_array_mut().unwrap().reverse();
    for rule in text["rules"].as_array_mut().unwrap() {
        rule["sort"] = json!(sorts - 1 - rule["sort"].as_u64().unwrap() as usize);
        for part in rule["parts"].as_array_mut().unwrap() {
            part["bit"] = json!(63 - part["bit"].as_u64().unwrap());
        }
    }
    let reversed: Ruleset = serde_json::from_value(text.clone()).unwrap();
    let (there, renumbered) = reversed.translate(&ruleset, *key, evidence).unwrap();
    assert_ne!((there, &renumbered), (*key, evidence));
    assert_eq!(ruleset.translate(&reversed, there, &renumbered).unwrap(), (*key, evidence.clone()));
    for rule in text["rules"].as_array_mut().unwrap() {
        rule["say"] = json!("something else");
    }
    let other: Ruleset = serde_json::from_value(text).unwrap();
    assert_eq!(other.translate(&ruleset, *key, evidence), None);
}

//! The comparison as a whole: a set against itself, both ways round, and copies from which something was taken.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::audit::{Audited, Auditor};
use crate::detect::{Category, Grade};
use crate::policy::{Eligibility, Severity};
use crate::rules::Rules;

type Place = (String, u64, u64, String);

fn findings() -> impl Strategy<Value = BTreeMap<Place, Side>> {
    let place = ("[ab]", 1..4_u64, 0..2_u64, "r-[123]");
    let side = (0..4_usize, 0..2_usize, 0..2_usize, 0..2_usize).prop_map(|(severity, phi, eligibility, as_of)| Side {
        severity: Severity::ALL[severity + 1],
        phi: Grade::ALL[phi],
        eligibility: Eligibility::ALL[eligibility],
        as_of: ["2024-04-19", "2024-12-11"][as_of].to_owned(),
    });
    prop::collection::btree_map(place, side, 0..20)
}

fn compare(before: &BTreeMap<Place, Side>, after: &BTreeMap<Place, Side>, reversed: bool) -> Vec<Compared> {
    let mut join = Join::new().unwrap();
    let mut add = |which, findings: &BTreeMap<Place, Side>| {
        let mut all: Vec<_> = findings.iter().collect();
        if reversed {
            all.reverse();
        }
        for ((source, line, item, requirement), side) in all {
            join.add(which, (source, *line, *item, requirement), side).unwrap();
        }
    };
    add(Which::Before, before);
    add(Which::After, after);
    let mut compared = Vec::new();
    join.compare(&mut |one| {
        compared.push(one);
        Ok::<(), StoreError>(())
    })
    .unwrap();
    compared
}

fn mirrored(compared: Compared) -> Compared {
    let Compared::Differs(change) = compared else { return compared };
    let kind = match change.change {
        ChangeKind::New => ChangeKind::Gone,
        ChangeKind::Gone => ChangeKind::New,
        ChangeKind::Changed => ChangeKind::Changed,
    };
    let (before, after) = (change.after, change.before);
    Compared::Differs(Change { change: kind, before, after, ..change })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn findings_compared_with_themselves_are_the_same(findings in findings()) {
        let compared = compare(&findings, &findings, false);
        prop_assert_eq!(compared, vec![Compared::Same; findings.len()]);
    }

    #[test]
    fn the_other_way_round_is_the_mirror_image(before in findings(), after in findings()) {
        let there = compare(&before, &after, false);
        let back: Vec<_> = compare(&after, &before, false).into_iter().map(mirrored).collect();
        prop_assert_eq!(&there, &back);
        // Every place of either side is told of once.
        let mut places: Vec<_> = before.keys().chain(after.keys()).collect();
        places.sort();
        places.dedup();
        prop_assert_eq!(there.len(), places.len());
    }

    #[test]
    fn the_order_of_the_records_does_not_matter(before in findings(), after in findings()) {
        prop_assert_eq!(compare(&before, &after, false), compare(&before, &after, true));
    }

    #[test]
    fn no_value_is_lost_between_archive_and_copy(ours in prop::collection::vec(0..4_u8, 0..6), theirs in prop::collection::vec(0..4_u8, 0..6)) {
        let event = |values: &[u8]| serde_json::json!({"type": "track", "messageId": "m", "properties": {"v": values}}).to_string();
        let outcome = outcome(&event(&ours), &event(&theirs)).remove("/properties/v/*").unwrap_or_default();
        prop_assert_eq!(outcome.kept + outcome.changed + outcome.removed, ours.len() as u64);
        prop_assert_eq!(outcome.kept + outcome.changed + outcome.added, theirs.len() as u64);
        let again = self::outcome(&event(&theirs), &event(&ours)).remove("/properties/v/*").unwrap_or_default();
        prop_assert_eq!((outcome.kept, outcome.changed, outcome.removed, outcome.added), (again.kept, again.changed, again.added, again.removed));
    }
}

/// What became of the fields of one event.
fn outcome(archive: &str, copy: &str) -> BTreeMap<String, Outcome> {
    let mut auditor = Auditor::new(Rules::embedded().unwrap());
    let digests = Digests::default();
    let mut paths = BTreeMap::new();
    let mut leaves = |json: &str| {
        let mut all = Vec::new();
        auditor.audit(json.as_bytes(), &mut |audited| {
            if let Audited::Event(event) = audited {
                all.push(digests.leaves(&event, By::MessageId, |path, node| {
                    paths.entry(path).or_insert_with(|| event.field_of(node));
                }));
            }
        });
        all.remove(0)
    };
    let (archive, copy) = (leaves(archive), leaves(copy));
    assert_eq!(archive.id, copy.id);
    let mut controls = Controls::default();
    let number = controls.type_number("track");
    controls.compare(number, &archive, &copy, &|path| paths.get(&path).cloned());
    controls.fields().into_iter().map(|field| (field.path, field.outcome)).collect()
}

fn track(properties: &str) -> String {
    format!(r#"{{"type":"track","event":"Refill","messageId":"m-1","userId":"u","properties":{properties}}}"#)
}

#[test]
fn what_a_control_removes_changes_and_keeps_is_told_apart() {
    let archive = track(r#"{"email":"ann@example.com","phone":"+12165550100","drug":"metformin","plan":"gold"}"#);
    let copy = track(r#"{"phone":"f3a9c1d2e4","drug":"metformin","plan":"gold","library":"x"}"#);
    let fields = outcome(&archive, &copy);
    let of = |path: &str| {
        let Outcome { kept, changed, removed, added, exposed, .. } = fields[path];
        [kept, changed, removed, added, exposed]
    };
    assert_eq!(of("/properties/email"), [0, 0, 1, 0, 0]);
    assert_eq!(of("/properties/phone")[..4], [0, 1, 0, 0]);
    assert_eq!(of("/properties/drug"), [1, 0, 0, 0, 1]);
    assert_eq!(of("/properties/plan"), [1, 0, 0, 0, 0]);
    assert_eq!(of("/properties/library"), [0, 0, 0, 1, 0]);
    assert!(fields["/properties/email"].archive.iter().eq([Category::Email]));
    assert!(fields["/properties/email"].copy.is_empty());
}

#[test]
fn a_mask_that_leaves_an_identifier_is_exposed() {
    let fields = outcome(&track(r#"{"note":"ann@example.com"}"#), &track(r#"{"note":"mailto:ann@example.com"}"#));
    assert_eq!((fields["/properties/note"].changed, fields["/properties/note"].exposed), (1, 1));
}

#[test]
fn a_value_that_is_kept_is_exposed_even_where_nothing_names_it_any_more() {
    // Without its neighbours, nine digits are just nine digits.
    let archive = track(r#"{"note":"ssn 219-09-9999"}"#);
    let fields = outcome(&archive, &archive);
    assert_eq!(fields["/properties/note"].exposed, 1);
}

#[test]
fn a_key_of_an_object_that_speaks_of_health_is_a_field() {
    let archive = track(r#"{"diabetes":{"stage":2}}"#);
    let fields = outcome(&archive, &track(r#"{"topic":{"stage":2}}"#));
    let gone = fields["/properties/diabetes"];
    assert_eq!((gone.removed, gone.exposed, gone.archive.is_empty()), (1, 0, false));
    // An object whose key says nothing is none.
    assert!(!fields.contains_key("/properties/topic"), "{fields:?}");
}

#[test]
fn what_is_decoded_out_of_a_string_is_a_field_of_its_own() {
    let archive = track(r#"{"payload":"{\"email\":\"ann@example.com\",\"a\":1}"}"#);
    let copy = track(r#"{"payload":"{\"a\":1}"}"#);
    let fields = outcome(&archive, &copy);
    assert_eq!(fields["/properties/payload#/email"].removed, 1);
    assert_eq!(fields["/properties/payload#/a"].kept, 1);
    assert_eq!(fields["/properties/payload"].changed, 1);
}

fn event(id: u8, value: u64) -> Leaves {
    let leaf = Leaf { path: 7, value, categories: Categories::of_bits(5) };
    Leaves { id: Some([id; 16]), grade: Grade::Phi, leaves: vec![leaf] }
}

#[test]
fn of_events_with_the_same_id_the_first_counts_on_either_side() {
    let mut index = CopyIndex::new().unwrap();
    [event(1, 10), event(2, 20), event(1, 11)].iter().for_each(|event| index.add(event).unwrap());
    let mut copied = index.finish().unwrap();
    assert_eq!((copied.events, copied.duplicates), (2, 1));
    assert_eq!(copied.counterpart([1; 16]).unwrap(), Counterpart::Found(event(1, 10)));
    assert_eq!(copied.counterpart([1; 16]).unwrap(), Counterpart::Again);
    assert_eq!(copied.counterpart([3; 16]).unwrap(), Counterpart::Missing);
    assert_eq!(copied.only_here(), 1);
}

#[test]
fn an_event_that_the_copy_lacks_is_told_once_however_often_the_archive_has_it() {
    let mut copied = CopyIndex::new().unwrap().finish().unwrap();
    let about = Unpaired { event_type: 4, grade: Grade::Pii };
    let mut told = Vec::new();
    for id in [1, 2, 1] {
        copied.missing([id; 16], about, &mut |one| told.push(one)).unwrap();
    }
    copied.finish(&mut |one| told.push(one)).unwrap();
    copied.missing([2; 16], about, &mut |one| told.push(one)).unwrap();
    copied.finish(&mut |one| told.push(one)).unwrap();
    assert_eq!(told, [None, Some(about), Some(about), None]);
}

#[test]
fn digests_say_nothing_of_their_keys() {
    assert_eq!(format!("{:?}", Digests::default()), "Digests([redacted])");
}

//! The promises of the folder, over random histories: every `W` comes back exactly once, every count is told and right, and no
//! more is held than was allowed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::alert::draft::{EventFacts, RequirementFacts};
use crate::detect::Grade;
use crate::event::Kind;
use crate::policy::{Eligibility, Region, Severity};

const WINDOW_MS: i64 = 1_000;

/// Every draft stands in a place of its own.
static PLACES: AtomicU64 = AtomicU64::new(0);

fn draft(key: Option<u128>, time_ms: Option<i64>) -> Draft {
    let event = EventFacts {
        rules: String::new(),
        as_of: "2024-12-11",
        id: None,
        kind_of_event: None,
        kind: Kind::Twilio,
        time: None,
        time_ms,
        account: None,
        resource: None,
        product: "sms".into(),
        feature: None,
        region: Region::Us,
        eligibility: Eligibility::Eligible,
        grade: Grade::Phi,
        matches: Vec::new(),
        total_matches: 0,
        counts: BTreeMap::new(),
        system: "kafka".into(),
        container: "events".into(),
        lane: "0".into(),
        position: PLACES.fetch_add(1, Ordering::Relaxed).to_string(),
        item: 0,
        recorded_ms: None,
    };
    let requirement = RequirementFacts {
        id: "r".into(),
        title: String::new(),
        section: String::new(),
        kind: "required",
        why: String::new(),
        remedy: String::new(),
        overridden_by: None,
    };
    let fold = key.map(FoldKey::number);
    Draft { uid: String::new(), fold, requirement, severity: Severity::High, event: Arc::new(event), linked: None }
}

fn folder(entries: usize) -> Folder<usize> {
    Folder::new(Duration::from_millis(WINDOW_MS as u64), entries)
}

/// The key of a published draft.
fn published(admitted: Admit<usize>) -> FoldKey {
    match admitted {
        Admit::Publish(draft, _) => draft.fold.expect("a fold key"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_is_published_the_next_wait_and_the_last_are_known() {
    let mut folder = folder(8);
    let key = published(folder.admit(draft(Some(1), Some(50)), 1, 0));
    assert!(matches!(folder.admit(draft(Some(1), Some(20)), 2, 10), Admit::Wait));
    assert_eq!((folder.len(), folder.waiting()), (1, 1));
    assert_eq!(folder.delivered(&key), [2]);
    assert!(matches!(folder.admit(draft(Some(1), Some(90)), 3, 20), Admit::Known(3)));
    assert!(folder.due(WINDOW_MS - 1).is_empty(), "the window is still open");
    let due = folder.due(WINDOW_MS);
    assert_eq!(due.iter().map(|due| (due.count, due.first_ms, due.last_ms)).collect::<Vec<_>>(), [(3, 20, 90)]);
    assert!(folder.is_empty());
}

#[test]
fn a_window_with_one_finding_ends_without_a_word() {
    let mut folder = folder(8);
    let key = published(folder.admit(draft(Some(1), None), 1, 0));
    folder.delivered(&key);
    assert!(folder.due(10 * WINDOW_MS).is_empty() && folder.is_empty());
}

#[test]
fn no_update_comes_before_the_first_is_delivered() {
    let mut folder = folder(8);
    let key = published(folder.admit(draft(Some(1), None), 1, 0));
    folder.admit(draft(Some(1), None), 2, 1);
    assert!(folder.due(100 * WINDOW_MS).is_empty());
    assert_eq!(folder.delivered(&key), [2]);
    assert_eq!(folder.due(100 * WINDOW_MS).len(), 1);
}

#[test]
fn after_a_refusal_the_next_one_is_published() {
    let mut folder = folder(8);
    let key = published(folder.admit(draft(Some(1), None), 1, 0));
    folder.admit(draft(Some(1), None), 2, 1);
    assert_eq!(folder.refused(&key), [2]);
    assert_eq!(published(folder.admit(draft(Some(1), None), 3, 2)), key);
}

#[test]
fn the_oldest_delivered_key_gives_way_and_its_update_is_not_lost() {
    let mut folder = folder(2);
    for number in [1, 2] {
        let key = published(folder.admit(draft(Some(number), None), 0, number as i64));
        folder.delivered(&key);
        assert!(matches!(folder.admit(draft(Some(number), None), 1, 5), Admit::Known(1)));
    }
    published(folder.admit(draft(Some(3), None), 2, 6));
    let due = folder.due(7);
    assert_eq!(due.iter().map(|due| due.draft.fold).collect::<Vec<_>>(), [Some(FoldKey::number(1))]);
    assert_eq!(folder.len(), 2);
}

#[test]
fn where_all_are_undelivered_a_new_key_is_published_unfolded() {
    let mut folder = folder(1);
    let key = published(folder.admit(draft(Some(1), None), 0, 0));
    match folder.admit(draft(Some(2), None), 1, 1) {
        Admit::Publish(draft, 1) => assert_eq!(draft.fold, None),
        other => panic!("{other:?}"),
    }
    assert!(matches!(folder.admit(draft(Some(1), None), 2, 2), Admit::Wait));
    assert_eq!(folder.delivered(&key), [2]);
}

#[test]
fn nothing_is_folded_without_a_window_or_a_key() {
    let mut never: Folder<usize> = Folder::new(Duration::ZERO, 8);
    for waiting in 0..3 {
        assert!(matches!(never.admit(draft(Some(1), None), waiting, 0), Admit::Publish(..)));
        assert!(matches!(folder(8).admit(draft(None, None), waiting, 0), Admit::Publish(..)));
    }
    assert!(never.is_empty());
}

/// One thing that may happen, `wait` ms after the last.
#[derive(Clone, Debug)]
enum Act {
    Admit(Option<u128>),
    Deliver(prop::sample::Index),
    Refuse(prop::sample::Index),
    Due,
    Drain,
}

fn act() -> impl Strategy<Value = (i64, Act)> {
    let act = prop_oneof![
        12 => prop::option::weighted(0.9, 0..7_u128).prop_map(Act::Admit),
        4 => any::<prop::sample::Index>().prop_map(Act::Deliver),
        1 => any::<prop::sample::Index>().prop_map(Act::Refuse),
        2 => Just(Act::Due),
        1 => Just(Act::Drain),
    ];
    (0..400_i64, act)
}

/// What should have been said, in the most obvious way.
#[derive(Default)]
struct Ledger {
    returned: BTreeSet<usize>,
    /// Findings since the key was last published.
    counts: BTreeMap<FoldKey, u64>,
    /// Windows that ended, and of which nothing was told yet.
    ended: Vec<(FoldKey, u64)>,
    /// Published, and nobody has told their fate yet.
    outstanding: Vec<FoldKey>,
}

impl Ledger {
    fn back(&mut self, waiting: impl IntoIterator<Item = usize>) {
        for one in waiting {
            assert!(self.returned.insert(one), "{one} came back twice");
        }
    }

    fn admitted(&mut self, key: Option<FoldKey>, admit: Admit<usize>) {
        match admit {
            Admit::Publish(draft, one) => {
                self.back([one]);
                let Some(key) = draft.fold else { return };
                if let Some(count) = self.counts.insert(key, 1) {
                    self.ended.push((key, count));
                }
                self.outstanding.push(key);
            }
            Admit::Wait => *self.counts.get_mut(&key.unwrap()).expect("a key that was published") += 1,
            Admit::Known(one) => {
                self.back([one]);
                *self.counts.get_mut(&key.unwrap()).expect("a key that was published") += 1;
            }
        }
    }

    fn told(&mut self, due: Vec<Due>) {
        for due in due {
            let key = due.draft.fold.unwrap();
            assert!(due.count > 1 && due.first_ms <= due.last_ms);
            match self.ended.iter().position(|ended| *ended == (key, due.count)) {
                Some(at) => _ = self.ended.remove(at),
                None => assert_eq!(self.counts.remove(&key), Some(due.count), "a wrong count"),
            }
        }
    }
}

proptest! {
    #[test]
    fn every_waiting_one_comes_back_once_every_count_is_told_and_memory_is_bounded(
        entries in 1..5_usize,
        acts in prop::collection::vec(act(), 1..200),
    ) {
        let (mut folder, mut ledger, mut now, mut admitted) = (folder(entries), Ledger::default(), 0, 0);
        for (wait, act) in acts {
            now += wait;
            match act {
                Act::Admit(key) => {
                    let result = folder.admit(draft(key, Some(now)), admitted, now);
                    ledger.admitted(key.map(FoldKey::number), result);
                    admitted += 1;
                }
                Act::Deliver(index) if !ledger.outstanding.is_empty() => {
                    let key = ledger.outstanding.remove(index.index(ledger.outstanding.len()));
                    ledger.back(folder.delivered(&key));
                }
                Act::Refuse(index) if !ledger.outstanding.is_empty() => {
                    let key = ledger.outstanding.remove(index.index(ledger.outstanding.len()));
                    ledger.back(folder.refused(&key));
                    ledger.counts.remove(&key);
                }
                Act::Due => {
                    let due = folder.due(now);
                    prop_assert!(due.len() <= 2 * entries);
                    ledger.told(due);
                }
                Act::Drain => ledger.told(folder.drain()),
                Act::Deliver(_) | Act::Refuse(_) => {}
            }
            prop_assert!(folder.len() <= entries);
            prop_assert_eq!(folder.waiting(), admitted - ledger.returned.len());
        }
        for key in std::mem::take(&mut ledger.outstanding) {
            ledger.back(folder.delivered(&key));
        }
        prop_assert_eq!(ledger.returned.len(), admitted, "something still waits");
        ledger.told(folder.drain());
        prop_assert!(folder.is_empty());
        let untold = ledger.counts.values().chain(ledger.ended.iter().map(|(_, count)| count)).filter(|count| **count > 1);
        prop_assert_eq!(untold.count(), 0, "a count was never told");
    }
}

#[test]
fn an_event_that_is_delivered_again_is_not_counted_again() {
    let mut folder = folder(10);
    let first = draft(Some(1), Some(5));
    let key = published(folder.admit(first.clone(), 0, 0));
    folder.delivered(&key);
    assert!(matches!(folder.admit(first, 1, 1), Admit::Known(1)));
    assert!(folder.drain().is_empty(), "nothing to tell: it was one event");
}

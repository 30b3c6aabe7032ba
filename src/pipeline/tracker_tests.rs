//! The four promises of the tracker, over random histories: AT-1 no committed position passes a pending record, AT-2 none goes
//! back within an epoch, AT-3 a stale token changes nothing, AT-4 a dropped token is no acknowledgement.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const LANES: usize = 3;

/// One thing that may happen.
#[derive(Clone, Debug)]
enum Act {
    Open(usize),
    Close(usize),
    /// Deliver a record `gap + 1` behind the last one.
    Deliver(usize, i64),
    Pass(usize, i64),
    /// Finish any of the tokens held, stale ones among them.
    Complete(prop::sample::Index),
    Drop(prop::sample::Index),
}

fn act() -> impl Strategy<Value = Act> {
    let lane = 0..LANES;
    prop_oneof![
        1 => lane.clone().prop_map(Act::Open),
        1 => lane.clone().prop_map(Act::Close),
        8 => (lane.clone(), 0..4_i64).prop_map(|(lane, gap)| Act::Deliver(lane, gap)),
        1 => (lane, 0..4_i64).prop_map(|(lane, gap)| Act::Pass(lane, gap)),
        8 => any::<prop::sample::Index>().prop_map(Act::Complete),
        1 => any::<prop::sample::Index>().prop_map(Act::Drop),
    ]
}

/// What a lane should know, told in the most obvious way.
#[derive(Default)]
struct Model {
    open: bool,
    end: i64,
    /// Resume position → finished.
    records: BTreeMap<i64, bool>,
    epoch: usize,
}

impl Model {
    /// The highest end of a run of finished records from the start.
    fn committable(&self) -> Option<i64> {
        self.records.iter().take_while(|(_, done)| **done).last().map(|(resume, _)| *resume)
    }
}

proptest! {
    #[test]
    fn what_may_be_committed_is_the_end_of_the_finished_run_whatever_happens(acts in prop::collection::vec(act(), 1..200)) {
        let mut tracker: Tracker<usize, i64> = Tracker::default();
        let mut models: [Model; LANES] = Default::default();
        let mut held: Vec<(Token, usize, usize, i64)> = Vec::new();
        for act in acts {
            match act {
                Act::Open(lane) => {
                    tracker.open(lane);
                    let epoch = models[lane].epoch + 1;
                    models[lane] = Model { open: true, epoch, ..Model::default() };
                }
                Act::Close(lane) => {
                    let pending = models[lane].records.values().filter(|done| !**done).count();
                    prop_assert_eq!(tracker.close(&lane), pending as u64);
                    let epoch = models[lane].epoch;
                    models[lane] = Model { epoch, ..Model::default() };
                }
                Act::Deliver(lane, gap) => {
                    let model = &mut models[lane];
                    let resume = model.end + 1 + gap;
                    let token = tracker.track(&lane, resume, Arrival { bytes: 10, ..Arrival::default() });
                    prop_assert_eq!(token.is_some(), model.open);
                    if let Some(token) = token {
                        model.end = resume;
                        model.records.insert(resume, false);
                        held.push((token, lane, model.epoch, resume));
                    }
                }
                Act::Pass(lane, gap) => {
                    let model = &mut models[lane];
                    let resume = model.end + 1 + gap;
                    tracker.pass(&lane, resume);
                    if model.open {
                        model.end = resume;
                        model.records.insert(resume, true);
                    }
                }
                Act::Complete(index) if !held.is_empty() => {
                    let (token, lane, epoch, resume) = held.swap_remove(index.index(held.len()));
                    let model = &mut models[lane];
                    let before = tracker.watermark(&lane).copied();
                    let completion = tracker.complete(token);
                    if model.open && model.epoch == epoch {
                        model.records.insert(resume, true);
                        let moved = tracker.watermark(&lane).copied() != before;
                        prop_assert_eq!(completion == Completion::Advanced, moved);
                    } else {
                        prop_assert_eq!(completion, Completion::Stale, "AT-3");
                        prop_assert_eq!(tracker.watermark(&lane).copied(), before, "AT-3");
                    }
                }
                Act::Drop(index) if !held.is_empty() => drop(held.swap_remove(index.index(held.len()))),
                Act::Complete(_) | Act::Drop(_) => {}
            }
            for (lane, model) in models.iter().enumerate() {
                prop_assert_eq!(tracker.watermark(&lane).copied(), model.committable(), "AT-1, AT-2, AT-4");
            }
            let pending: usize = models.iter().map(|model| model.records.values().filter(|done| !**done).count()).sum();
            prop_assert_eq!(tracker.load(), Load { records: pending as u64, bytes: 10 * pending as u64 });
        }
    }
}

fn opened() -> Tracker<&'static str, i64> {
    let mut tracker = Tracker::default();
    tracker.open("p0");
    tracker
}

#[test]
fn an_acknowledgement_of_an_earlier_assignment_never_commits_even_for_the_same_member() {
    let mut tracker = opened();
    let old = tracker.track(&"p0", 11, Arrival::default()).unwrap();
    tracker.open("p0");
    let new = tracker.track(&"p0", 11, Arrival::default()).unwrap();
    assert_eq!(tracker.complete(old), Completion::Stale);
    assert_eq!(tracker.watermark(&"p0"), None);
    assert_eq!(tracker.complete(new), Completion::Advanced);
    assert_eq!(tracker.watermark(&"p0"), Some(&11));
}

#[test]
fn a_record_that_is_delivered_again_in_the_same_epoch_is_not_tracked_twice() {
    let mut tracker = opened();
    let _first = tracker.track(&"p0", 11, Arrival::default()).unwrap();
    assert!(tracker.track(&"p0", 11, Arrival::default()).is_none());
    assert!(tracker.track(&"p0", 5, Arrival::default()).is_none());
}

#[test]
fn a_tombstone_at_the_tail_is_passed_once_what_stands_before_it_is_done() {
    let mut tracker = opened();
    let token = tracker.track(&"p0", 11, Arrival::default()).unwrap();
    tracker.pass(&"p0", 12);
    tracker.pass(&"p0", 15);
    assert_eq!(tracker.watermark(&"p0"), None);
    assert_eq!(tracker.complete(token), Completion::Advanced);
    assert_eq!(tracker.watermark(&"p0"), Some(&15));
}

#[test]
fn a_million_gaps_take_the_room_of_one() {
    let mut tracker = opened();
    let _pending = tracker.track(&"p0", 1, Arrival::default()).unwrap();
    (2..1_000_000).for_each(|resume| tracker.pass(&"p0", resume));
    assert_eq!(tracker.lanes["p0"].slots.len(), 2);
}

#[test]
fn the_oldest_record_under_way_is_the_first_that_is_not_done() {
    let mut tracker = opened();
    let at = |received_ms| Arrival { received_ms, recorded_ms: Some(received_ms - 5), ..Arrival::default() };
    let first = tracker.track(&"p0", 1, at(100)).unwrap();
    let second = tracker.track(&"p0", 2, at(200)).unwrap();
    let _third = tracker.track(&"p0", 3, at(300)).unwrap();
    assert_eq!(tracker.complete(second), Completion::Waiting);
    assert_eq!(tracker.oldest(&"p0").unwrap().received_ms, 100);
    assert_eq!(tracker.complete(first), Completion::Advanced);
    assert_eq!(tracker.oldest(&"p0").unwrap().received_ms, 300);
    assert_eq!(tracker.recorded_ms(&"p0"), Some(195));
}

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn shard(id: &str, parents: &[&str], closed: bool) -> Shard {
    Shard { id: id.into(), parents: parents.iter().map(|id| ShardId::from(*id)).collect(), closed }
}

fn planner(shards: &[Shard], start: Start) -> ShardPlanner {
    let mut planner = ShardPlanner::default();
    planner.begin(shards, start, 5_000);
    assert_eq!(planner.listed(shards.to_vec()), []);
    planner
}

fn ready(planner: &mut ShardPlanner) -> Vec<String> {
    planner.ready().into_iter().map(|one| format!("{} {:?}", one.shard, one.from)).collect()
}

#[test]
fn children_wait_for_their_parent_and_begin_at_their_oldest_record() {
    let shards = [shard("a", &[], true), shard("b", &["a"], false), shard("c", &["a"], false)];
    let mut planner = planner(&shards, Start::TrimHorizon);
    assert_eq!(ready(&mut planner), ["a TrimHorizon"]);
    assert_eq!(ready(&mut planner), [""; 0], "it is being read");
    assert_eq!(planner.waiting(), 2);
    planner.done(&"a".into(), Checkpoint::Ended);
    assert_eq!(ready(&mut planner), ["b TrimHorizon", "c TrimHorizon"]);
}

#[test]
fn a_merged_shard_waits_for_both_parents() {
    let mut planner =
        planner(&[shard("a", &[], true), shard("b", &[], true), shard("c", &["a", "b"], false)], Start::TrimHorizon);
    ready(&mut planner);
    planner.done(&"a".into(), Checkpoint::Ended);
    assert_eq!(ready(&mut planner), [""; 0]);
    planner.done(&"b".into(), Checkpoint::Ended);
    assert_eq!(ready(&mut planner), ["c TrimHorizon"]);
}

#[test]
fn latest_leaves_closed_shards_out_and_is_remembered_as_a_time() {
    let mut planner = planner(&[shard("a", &[], true), shard("b", &["a"], false)], Start::Latest);
    assert_eq!(ready(&mut planner), ["b Timestamp { ms: 5000 }"]);
    let split = [shard("a", &[], true), shard("b", &["a"], true), shard("c", &["b"], false)];
    assert_eq!(planner.listed(split.to_vec()), []);
    planner.done(&"b".into(), Checkpoint::Ended);
    assert_eq!(ready(&mut planner), ["c TrimHorizon"], "what goes on after what was read skips nothing");
}

#[test]
fn a_time_to_begin_at_holds_for_every_shard_there_was() {
    let mut planner = planner(&[shard("a", &[], true), shard("b", &["a"], false)], Start::Timestamp(7));
    assert_eq!(ready(&mut planner), ["a Timestamp { ms: 7 }"]);
    planner.done(&"a".into(), Checkpoint::Ended);
    assert_eq!(ready(&mut planner), ["b Timestamp { ms: 7 }"]);
}

#[test]
fn a_parent_that_vanished_unfinished_is_told_once_and_holds_nothing_up() {
    let mut planner = planner(&[shard("a", &[], true), shard("b", &["a"], false)], Start::TrimHorizon);
    ready(&mut planner);
    let later = [shard("b", &["a"], false)];
    assert_eq!(planner.listed(later.to_vec()), ["a".into()]);
    assert_eq!(planner.listed(later.to_vec()), []);
    assert_eq!(ready(&mut planner), ["b TrimHorizon"]);
    planner.done(&"a".into(), Checkpoint::TrimHorizon);
    assert!(!planner.checkpoints().contains_key(&"a".into()), "it does not come back");
}

#[test]
fn a_shard_that_was_read_to_its_end_vanishes_without_a_word() {
    let mut planner = planner(&[shard("a", &[], true), shard("b", &["a"], false)], Start::TrimHorizon);
    ready(&mut planner);
    planner.done(&"a".into(), Checkpoint::Ended);
    assert_eq!(planner.listed(vec![shard("b", &["a"], false)]), []);
    assert_eq!(planner.checkpoints().len(), 1);
}

#[test]
fn an_empty_listing_says_nothing() {
    let mut planner = planner(&[shard("a", &[], false)], Start::TrimHorizon);
    assert_eq!(planner.listed(Vec::new()), []);
    assert_eq!(ready(&mut planner), ["a TrimHorizon"]);
}

/// What happens to a stream and to whoever reads it.
#[derive(Clone, Copy, Debug)]
enum Step {
    Split(usize),
    Merge(usize, usize),
    /// The oldest closed shard leaves the listing.
    Expire,
    List,
    /// Everything of a shard being read is done.
    Finish(usize),
    /// The process ends and another goes on from what was saved.
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => any::<usize>().prop_map(Step::Split),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Step::Merge(a, b)),
        1 => Just(Step::Expire),
        5 => Just(Step::List),
        6 => any::<usize>().prop_map(Step::Finish),
        1 => Just(Step::Restart),
    ]
}

/// A stream as Kinesis would have it.
#[derive(Default)]
struct Stream {
    all: Vec<Shard>,
    gone: usize,
}

impl Stream {
    fn open(&self) -> Vec<usize> {
        (0..self.all.len()).filter(|at| !self.all[*at].closed).collect()
    }

    fn add(&mut self, parents: &[usize]) {
        for parent in parents {
            self.all[*parent].closed = true;
        }
        let parents = parents.iter().map(|at| self.all[*at].id.clone()).collect();
        let id = format!("shardId-{:012}", self.all.len());
        self.all.push(Shard { id: id.as_str().into(), parents, closed: false });
    }

    fn listing(&self) -> Vec<Shard> {
        self.all[self.gone..].to_vec()
    }
}

/// Of a planner's history: which shards were begun, which are finished, which were told to be lost.
#[derive(Default)]
struct Seen {
    finished: Vec<ShardId>,
    lost: Vec<ShardId>,
}

proptest! {
    #[test]
    fn every_shard_is_read_after_its_parents_or_told_to_be_lost(
        first in 1..4_usize,
        steps in prop::collection::vec(step(), 1..80),
    ) {
        let mut stream = Stream::default();
        (0..first).for_each(|_| stream.add(&[]));
        let mut planner = ShardPlanner::default();
        planner.begin(&stream.listing(), Start::TrimHorizon, 0);
        let mut listed = stream.listing();
        prop_assert_eq!(planner.listed(listed.clone()), vec![]);
        let mut seen = Seen::default();
        for step in steps {
            match step {
                Step::Split(at) => {
                    let open = stream.open();
                    let parent = open[at % open.len()];
                    stream.add(&[parent]);
                    let id = stream.all[parent].id.clone();
                    let other = Shard { id: format!("shardId-{:012}", stream.all.len()).as_str().into(), parents: vec![id], closed: false };
                    stream.all.push(other);
                }
                Step::Merge(a, b) => {
                    let open = stream.open();
                    let (a, b) = (open[a % open.len()], open[b % open.len()]);
                    if a != b {
                        stream.add(&[a, b]);
                    }
                }
                // Shards expire in the order of their age, and only once they are closed.
                Step::Expire => stream.gone += usize::from(stream.all[stream.gone].closed),
                Step::List => {
                    listed = stream.listing();
                    seen.lost.extend(planner.listed(listed.clone()));
                }
                Step::Finish(at) => {
                    let reading: Vec<_> = planner.reading().iter().cloned().collect();
                    if let Some(shard) = reading.get(at % reading.len().max(1)) {
                        let closed = stream.all.iter().any(|one| one.id == *shard && one.closed);
                        if closed {
                            planner.done(shard, Checkpoint::Ended);
                            seen.finished.push(shard.clone());
                        }
                    }
                }
                Step::Restart => {
                    planner = ShardPlanner::new(planner.checkpoints().clone());
                    seen.lost.extend(planner.listed(listed.clone()));
                }
            }
            for Reading { shard, from } in planner.ready() {
                let one = listed.iter().find(|one| one.id == shard).expect("only listed shards are read");
                prop_assert!(!seen.finished.contains(&shard), "{shard} is read twice");
                prop_assert_eq!(from, Checkpoint::TrimHorizon);
                for parent in &one.parents {
                    let gone = !listed.iter().any(|one| one.id == *parent);
                    prop_assert!(gone || seen.finished.contains(parent), "{shard} is read before {parent}");
                }
            }
        }
        // Left alone, everything comes to its end.
        listed = stream.listing();
        seen.lost.extend(planner.listed(listed.clone()));
        for _ in 0..=stream.all.len() {
            for Reading { shard, .. } in planner.ready() {
                prop_assert!(!seen.finished.contains(&shard));
            }
            for shard in planner.reading().iter().cloned().collect::<Vec<_>>() {
                planner.done(&shard, Checkpoint::Ended);
                seen.finished.push(shard);
            }
        }
        prop_assert_eq!(planner.waiting(), 0);
        let mut told = BTreeMap::new();
        for shard in seen.finished.iter().chain(&seen.lost) {
            *told.entry(shard.clone()).or_insert(0) += 1;
        }
        prop_assert!(told.values().all(|times| *times == 1), "finished or lost, once: {told:?}");
        // One that came and went between two listings was never heard of.
        prop_assert!(listed.iter().all(|one| told.contains_key(&one.id)));
    }
}

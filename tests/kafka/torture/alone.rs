//! The reading thread by itself, one fault at a time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use fastrand::Rng;
use phi_audit::pipeline::clock;
use phi_audit::source::Ended;
use phi_audit::telemetry::Reason;
use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer};
use rdkafka::types::{RDKafkaApiKey as Api, RDKafkaRespErr as Code};
use rdkafka::{Offset, TopicPartitionList};

use super::ledger::Ledger;
use super::member::{Group, Habits, Member};
use crate::testbed::{Mock, Outgoing, wait_until};

const DEADLINE: Duration = Duration::from_secs(30);

fn group(mock: &Mock, partitions: i32, ends: impl Fn(i32, i64) -> bool + Send + Sync + 'static) -> Group<'_> {
    Group {
        mock,
        topic: mock.create_topic("alone", partitions),
        assignment: "cooperative-sticky",
        ledger: Arc::new(Ledger::new(partitions)),
        ends: Arc::new(move |_, partition, offset| ends(partition, offset)),
    }
}

fn produce(group: &Group<'_>, partition: i32, records: usize) {
    group.mock.produce(&group.topic, (0..records).map(|_| Outgoing::of("{}").on(partition)));
}

fn committed(group: &Group<'_>) -> BTreeMap<i32, i64> {
    group.mock.committed(&group.name(), &group.topic)
}

fn commits(member: &Member, result: &str) -> u64 {
    member.metrics.commits_total.with([result]).get()
}

#[test]
fn a_commit_that_fails_is_tried_again_even_if_nothing_more_comes() {
    let mock = Mock::new(1);
    let group = group(&mock, 1, |_, _| true);
    produce(&group, 0, 10);
    // None that librdkafka tries again by itself.
    mock.faults().request_errors(Api::OffsetCommit, &[Code::RD_KAFKA_RESP_ERR_INVALID_COMMIT_OFFSET_SIZE; 3]);
    let member = group.join(&Habits::quick(), &mut Rng::new());
    wait_until("the position is committed after all", DEADLINE, || committed(&group) == BTreeMap::from([(0, 10)]));
    assert!(commits(&member, "failed") >= 3);
    assert!(matches!(member.ended(), Ended::Drained { unfinished: 0, .. }));
}

/// A member that does not poll is expelled; another reads on and commits. Then the first one wakes.
fn a_member_is_expelled_and(wakes: impl FnOnce(&Member)) {
    let mock = Mock::new(1);
    let group = group(&mock, 1, |_, _| true);
    produce(&group, 0, 10);
    let never = Habits { commit_interval: Duration::from_secs(600), ..Habits::quick() };
    let mut silent = group.join(&never, &mut Rng::new());
    wait_until("all is done, and nothing committed", DEADLINE, || group.ledger.frontier(0) == 10);
    assert_eq!(committed(&group), BTreeMap::new());
    silent.freeze(Duration::from_secs(600));
    let other = group.join(&Habits::quick(), &mut Rng::new());
    wait_until("another has the partition", DEADLINE, || other.assigned() == 1);
    produce(&group, 0, 10);
    wait_until("the other commits", DEADLINE, || committed(&group) == BTreeMap::from([(0, 20)]));

    wakes(&silent);
    let metrics = Arc::clone(&silent.metrics);
    assert!(matches!(silent.ended(), Ended::Drained { .. }));
    assert_eq!(metrics.commits_total.with(["ok"]).get(), 0);
    assert_eq!(committed(&group), BTreeMap::from([(0, 20)]));
    other.ended();
}

#[test]
fn a_partition_that_was_lost_is_not_committed() {
    a_member_is_expelled_and(|silent| {
        silent.wake();
        wait_until("it is told", DEADLINE, || silent.metrics.rebalances_total.with(["lost"]).get() == 1);
    });
}

#[test]
fn a_partition_that_was_lost_is_not_committed_at_the_end_either() {
    // It ends before it polls, so nobody has told it.
    a_member_is_expelled_and(Member::leave);
}

#[test]
fn a_partition_whose_record_never_ends_is_shown_as_stalled() {
    let mock = Mock::new(1);
    let group = group(&mock, 2, |partition, offset| (partition, offset) != (0, 3));
    produce(&group, 0, 10);
    let member = group.join(&Habits { stall: Duration::from_secs(4), ..Habits::quick() }, &mut Rng::new());
    wait_until("the partition is shown", DEADLINE, || {
        // The other one always has something to do.
        produce(&group, 1, 10);
        member.health.live(clock::now_ms()).reasons.iter().any(|reason| match reason {
            Reason::PartitionsStalled { count, partitions } => *count == 1 && partitions[0].partition == "0",
            _ => false,
        })
    });
    assert!(!member.health.live(clock::now_ms()).ok);
    let end = mock.end_offsets(&group.topic)[&1];
    wait_until("the other goes on", DEADLINE, || committed(&group) == BTreeMap::from([(0, 3), (1, end)]));
    assert!(matches!(member.ended(), Ended::Drained { unfinished: 1, .. }));
}

#[test]
fn a_partition_that_comes_back_to_a_member_that_had_paused_it_is_read() {
    let mock = Mock::new(1);
    let open = Arc::new(AtomicBool::new(false));
    let gate = Arc::clone(&open);
    let group = Group { assignment: "range", ..group(&mock, 2, move |_, _| gate.load(Ordering::Relaxed)) };
    (0..2).for_each(|partition| produce(&group, partition, 100));
    let first = group.join(&Habits { limit: 10, ..Habits::quick() }, &mut Rng::new());
    wait_until("reading pauses", DEADLINE, || first.metrics.paused.get() == 1);
    let second = group.join(&Habits::quick(), &mut Rng::new());
    wait_until("its partitions are taken away", DEADLINE, || {
        first.metrics.rebalances_total.with(["revoke"]).get() == 1
    });
    open.store(true, Ordering::Relaxed);
    wait_until("both are read to the end", DEADLINE, || committed(&group) == BTreeMap::from([(0, 100), (1, 100)]));
    for member in [first, second] {
        assert!(matches!(member.ended(), Ended::Drained { unfinished: 0, .. }));
    }
}

#[test]
fn a_partition_whose_end_lies_before_the_groups_position_is_read_and_committed_anew() {
    let mock = Mock::new(1);
    let group = group(&mock, 1, |_, _| true);
    produce(&group, 0, 10);
    let earlier: BaseConsumer = mock.client().set("group.id", group.name()).create().expect("a consumer");
    let mut position = TopicPartitionList::new();
    position.add_partition_offset(&group.topic, 0, Offset::Offset(1_000)).expect("a position");
    earlier.commit(&position, CommitMode::Sync).expect("it is committed");
    let member = group.join(&Habits::quick(), &mut Rng::new());
    wait_until("all is done", DEADLINE, || group.ledger.frontier(0) == 10);
    wait_until("the position is where the topic ends", DEADLINE, || committed(&group) == BTreeMap::from([(0, 10)]));
    assert!(matches!(member.ended(), Ended::Drained { unfinished: 0, .. }));
}

//! What a real broker does with a commit that comes too late. This is why the service has a fence of its own: the broker checks who
//! commits, and does not check whose partition it is.

use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer};
use rdkafka::error::{KafkaError, KafkaResult, RDKafkaErrorCode};
use rdkafka::{Offset, TopicPartitionList};

use crate::testbed::{Broker, wait_until};

const DEADLINE: Duration = Duration::from_secs(30);

const COOPERATIVE: &[(&str, &str)] =
    &[("session.timeout.ms", "6000"), ("partition.assignment.strategy", "cooperative-sticky")];
const RANGE: &[(&str, &str)] = &[("session.timeout.ms", "6000"), ("partition.assignment.strategy", "range")];
const CONSUMER: &[(&str, &str)] = &[("group.protocol", "consumer")];

/// A topic of two partitions, and the group of the same name.
struct Group {
    topic: String,
    settings: &'static [(&'static str, &'static str)],
}

impl Group {
    fn new(settings: &'static [(&'static str, &'static str)]) -> Self {
        Self { topic: Broker::shared().create_topic("late", 2, &[]), settings }
    }

    fn member(&self, further: &[(&str, &str)]) -> BaseConsumer {
        let own = [("group.id", self.topic.as_str()), ("enable.auto.commit", "false")];
        let consumer: BaseConsumer = Broker::shared().create(&[&own, self.settings, further].concat());
        consumer.subscribe(&[&self.topic]).unwrap();
        consumer
    }

    fn commit(&self, member: &BaseConsumer, partition: i32, offset: i64) -> KafkaResult<()> {
        let mut position = TopicPartitionList::new();
        position.add_partition_offset(&self.topic, partition, Offset::Offset(offset)).unwrap();
        member.commit(&position, CommitMode::Sync)
    }

    fn committed(&self, partition: i32) -> i64 {
        Broker::shared().committed(&self.topic, &self.topic)[&partition]
    }
}

fn poll(member: &BaseConsumer) {
    let _ = member.poll(Duration::from_millis(20));
}

fn assigned(member: &BaseConsumer) -> Vec<i32> {
    member.assignment().unwrap().elements().iter().map(|element| element.partition()).collect()
}

/// One member gives a partition up to another, which commits 10; then the first commits 2 for what is no longer its own.
fn the_group_is_rewound_by_a_member_that_gave_the_partition_up(settings: &'static [(&'static str, &'static str)]) {
    let group = Group::new(settings);
    let first = group.member(&[]);
    wait_until("the first has both partitions", DEADLINE, || {
        poll(&first);
        assigned(&first).len() == 2
    });
    let second = group.member(&[]);
    wait_until("each has one", DEADLINE, || {
        poll(&first);
        poll(&second);
        assigned(&first).len() == 1 && assigned(&second).len() == 1
    });
    let moved = assigned(&second)[0];
    group.commit(&second, moved, 10).unwrap();

    assert_eq!(group.commit(&first, moved, 2), Ok(()));
    assert_eq!(group.committed(moved), 2);
    let state = KafkaError::StoreOffset(RDKafkaErrorCode::State);
    assert_eq!(first.store_offset(&group.topic, moved, 2), Err(state), "librdkafka knows better, where it is asked");
}

#[test]
fn a_late_commit_rewinds_a_group_under_cooperative_sticky() {
    the_group_is_rewound_by_a_member_that_gave_the_partition_up(COOPERATIVE);
}

#[test]
fn a_late_commit_rewinds_a_group_under_range() {
    the_group_is_rewound_by_a_member_that_gave_the_partition_up(RANGE);
}

#[test]
fn a_late_commit_rewinds_a_group_under_the_consumer_protocol() {
    the_group_is_rewound_by_a_member_that_gave_the_partition_up(CONSUMER);
}

#[test]
fn a_late_commit_by_a_member_that_was_expelled_is_refused() {
    for settings in [COOPERATIVE, CONSUMER] {
        let group = Group::new(settings);
        let silent = group.member(&[("max.poll.interval.ms", "6000")]);
        wait_until("the first has both partitions", DEADLINE, || {
            poll(&silent);
            assigned(&silent).len() == 2
        });
        let other = group.member(&[]);
        wait_until("the first is expelled and the other has both", DEADLINE, || {
            poll(&other);
            assigned(&other).len() == 2
        });
        group.commit(&other, 1, 10).unwrap();
        let refused = KafkaError::ConsumerCommit(RDKafkaErrorCode::UnknownMemberId);
        assert_eq!(group.commit(&silent, 1, 2), Err(refused));
        assert_eq!(group.committed(1), 10);
    }
}

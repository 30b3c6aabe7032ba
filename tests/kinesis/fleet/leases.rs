//! Leases that move: to another worker, when a host is lost, and to the children of a shard.

use std::time::Instant;

use super::stand::{Fleet, Traffic, beside};
use super::{alerts, all_is_told, wait_for_more};
use crate::oracle::CATCH_UP;
use crate::testbed::{Kinesis, wait_until};

#[test]
fn of_two_workers_one_is_lost_in_mid_stream_and_the_other_goes_on_with_its_shards() {
    let stream = Kinesis::local().create_stream("two", 4);
    let fleet = Fleet::on(&stream, 2, beside(&stream));
    let traffic = Traffic::on(&stream);
    // The first one leads: only a leader gives leases out, and another one leads only after two minutes.
    let mut first = fleet.start("worker-1");
    first.wait_for_children(4, CATCH_UP);
    let mut second = fleet.start("worker-2");
    wait_until("the second has taken shards over", CATCH_UP, || !second.children().is_empty());
    wait_for_more(&fleet, 100);
    assert!(second.ended().is_none());
    second.lose();
    let lost = Instant::now();
    first.wait_for_children(4, CATCH_UP);
    eprintln!("its shards were taken over after {:?}", lost.elapsed());
    let before = alerts(&fleet);
    wait_until("it goes on", CATCH_UP, || alerts(&fleet) > before + 100);
    let written = traffic.stop();
    fleet.wait_until_done(&written.positions);
    first.end();
    all_is_told(&fleet, &written);
}

#[test]
fn shards_that_are_split_and_merged_under_load_are_read_to_their_ends_and_then_their_children() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("split", 1);
    let parent = kinesis.shards(&stream).remove(0).id;
    let fleet = Fleet::on(&stream, 1, beside(&stream));
    let traffic = Traffic::on(&stream);
    let mut worker = fleet.start("worker-1");
    wait_for_more(&fleet, 100);
    let [left, right] = kinesis.split(&stream, &parent);
    let ended = |shard: &str| fleet.checkpoint(shard).is_some_and(|(at, _)| at == "SHARD_END");
    wait_until("the lease says that the parent is done", CATCH_UP, || ended(&parent));
    worker.wait_for_children(2, CATCH_UP);
    wait_for_more(&fleet, 100);
    let child = kinesis.merge(&stream, &left.id, &right.id);
    wait_until("the leases say that both are done", CATCH_UP, || ended(&left.id) && ended(&right.id));
    wait_until("their child is read", CATCH_UP, || {
        fleet.checkpoint(&child.id).is_some_and(|(at, _)| at.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let written = traffic.stop();
    fleet.wait_until_done(&written.positions);
    let log = worker.end();
    assert_eq!(log.matches("action=\"shardEnded\"").count(), 3, "{log}");
    let alerts = all_is_told(&fleet, &written);
    assert_eq!(alerts, written.events.len(), "nothing is read twice");
}

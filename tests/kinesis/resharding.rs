//! Streams that are split and merged while they are read: parents before children, every shard to its end, nothing lost.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::direct::beside;
use crate::oracle::{ALERTS, CATCH_UP, alerted, ids_are_stable, lines, records, wait_until_done, wanted};
use crate::testbed::workload::numbered;
use crate::testbed::{Kinesis, Outgoing, Position, wait_until};

#[test]
fn closed_shards_that_nobody_held_are_read_before_their_children() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("closed", 1);
    let events: Vec<_> = numbered(0..90, 1).collect();
    let parent = kinesis.shards(&stream).remove(0).id;
    let mut positions = kinesis.put(&stream, records(&events[..30]));
    let [left, right] = kinesis.split(&stream, &parent);
    positions.extend(kinesis.put(&stream, records(&events[30..60])));
    let child = kinesis.merge(&stream, &left.id, &right.id).id;
    positions.extend(kinesis.put(&stream, records(&events[60..])));
    let config = beside(kinesis.endpoint(), &stream);
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    let log = service.log();
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    assert_eq!(alerted(&lines(&config, ALERTS)), wanted(&events));
    let at = |what: &str, shard: &str| {
        let line = log.lines().position(|line| line.contains(what) && line.contains(shard));
        line.unwrap_or_else(|| panic!("no line about {shard}: {log}"))
    };
    let (end, begin) = ("read to its end", "reading a shard");
    for (parent, child) in [(&parent, &left.id), (&parent, &right.id), (&left.id, &child), (&right.id, &child)] {
        assert!(at(end, parent) < at(begin, child), "{parent} ends before {child} begins: {log}");
    }
}

#[test]
fn a_reshard_is_followed_by_enhanced_fan_out_too() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("fanout", 1);
    let events: Vec<_> = numbered(0..60, 1).collect();
    let mut positions = kinesis.put(&stream, records(&events[..30]));
    let config = beside(kinesis.endpoint(), &stream).set("source.kinesis", "fan_out", "audit");
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    let parent = kinesis.shards(&stream).remove(0).id;
    kinesis.split(&stream, &parent);
    positions.extend(kinesis.put(&stream, records(&events[30..])));
    wait_until_done(&config, &stream, &positions);
    service.stop(CATCH_UP);
    let alerts = lines(&config, ALERTS);
    assert_eq!(alerted(&alerts), wanted(&events));
    assert_eq!(alerts.len(), events.len(), "nothing was sent twice");
}

/// The stream is written to all the time, split and merged by turns, while the service is killed and started again.
#[test]
fn splits_and_merges_under_load_with_kills_in_between_lose_nothing() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    eprintln!("SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let kinesis = Kinesis::own_local();
    let stream = kinesis.create_stream("reshard", 2);
    let events: Vec<_> = numbered(0..3_000, 5).collect();
    let config = beside(kinesis.endpoint(), &stream).set("source.kinesis", "checkpoint_interval", "1s");
    let written = AtomicBool::new(false);
    let positions: Vec<Position> = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut positions = Vec::new();
            for (turn, some) in events.chunks(300).enumerate() {
                for few in some.chunks(50) {
                    positions.extend(kinesis.put(&stream, records(few)));
                }
                let open = kinesis.open_shards(&stream);
                match turn % 3 {
                    0 | 1 => _ = kinesis.split(&stream, &open[turn % open.len()].id),
                    _ => {
                        // Neighbours by their hash keys.
                        let mut open = open;
                        open.sort_by_key(|shard| shard.hash_keys.0);
                        kinesis.merge(&stream, &open[0].id, &open[1].id);
                    }
                }
            }
            written.store(true, Ordering::Release);
            positions
        });
        while !written.load(Ordering::Acquire) {
            let service = config.start();
            let (begun, life) = (Instant::now(), Duration::from_millis(random.u64(300..4_000)));
            wait_until("its time is over", CATCH_UP, || begun.elapsed() >= life || written.load(Ordering::Acquire));
            service.kill();
        }
        writer.join().expect("the writer has written")
    });
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    assert_eq!(service.metric("phi_audit_shards_lost_total", &[]), Some(0.0));
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    let alerts = lines(&config, ALERTS);
    assert_eq!(alerted(&alerts), wanted(&events));
    ids_are_stable(&alerts);
    eprintln!(
        "{} alerts for {} findings, {} shards",
        alerts.len(),
        wanted(&events).len(),
        kinesis.shards(&stream).len()
    );
}

#[test]
fn a_stream_that_is_made_anew_is_another_one_and_read_from_its_beginning() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("anew", 1);
    let events: Vec<_> = numbered(0..20, 1).collect();
    let config = beside(kinesis.endpoint(), &stream);
    let service = config.start();
    let positions = kinesis.put(&stream, records(&events[..10]));
    wait_until_done(&config, &stream, &positions);
    service.stop(CATCH_UP);
    kinesis.delete_stream(&stream);
    kinesis.create_again(&stream, 1);
    let positions = kinesis.put(&stream, events[10..].iter().map(|event| Outgoing::of(event.json.as_bytes())));
    let service = config.start();
    wait_until("it is alerted", CATCH_UP, || alerted(&lines(&config, ALERTS)) == wanted(&events));
    wait_until_done(&config, &stream, &positions);
    assert!(service.log().contains("deleted and made anew"), "{}", service.log());
    service.stop(CATCH_UP);
}

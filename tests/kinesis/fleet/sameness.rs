//! Fleet mode and direct mode say the same of the same record, with the same ids: whoever changes from one to the other sees
//! nothing twice.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::Value;

use super::stand::{Fleet, beside};
use crate::oracle::{ALERTS, CATCH_UP, alerted, ids_are_stable, lines, wait_until_done, wanted};
use crate::testbed::workload::numbered;
use crate::testbed::{Config, Kinesis, Outgoing, Packed, aggregate, wait_until};

/// Alerts or pointers by id, without the time at which they were told.
fn told(config: &Config, folder: &str) -> BTreeMap<String, Value> {
    let lines = lines(config, folder);
    lines.into_iter().map(|line| (line["id"].as_str().expect("a CloudEvent").to_owned(), line)).collect()
}

#[test]
fn alerts_and_pointers_have_the_ids_of_direct_mode_also_within_aggregates() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("same", 2);
    let shards = kinesis.shards(&stream);
    let events: Vec<_> = numbered(0..125, 1).collect();
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).expect("memory");
        encoder.finish().expect("memory")
    };
    let mut put: Vec<Outgoing> = Vec::new();
    for (number, some) in events[..120].chunks(10).enumerate() {
        let shard = &shards[number % 2];
        let hash_key = shard.hash_keys.0.to_string();
        let part = |data| Packed { key: "part", hash_key: Some(&hash_key), data };
        let zipped = gzip(&some[3].json);
        let mut parts: Vec<_> = some[..9].iter().map(|event| part(event.json.as_bytes())).collect();
        parts[3].data = &zipped;
        parts.push(part(b"{"));
        parts.push(part(b""));
        let packed = aggregate(parts);
        let mut spoilt = aggregate([part(some[9].json.as_bytes())]);
        *spoilt.last_mut().expect("a digest") ^= 1;
        put.extend(
            [packed, some[9].json.clone().into_bytes(), b"no JSON".to_vec(), spoilt]
                .map(|data| Outgoing::of(data).on(shard)),
        );
    }
    // Findings in keys too, of a record by itself and of parts.
    let key = "maria.lopez@example.com";
    put.push(Outgoing::of(events[120].json.as_bytes()).on(&shards[1]).key(key));
    let hash_key = shards[0].hash_keys.0.to_string();
    let part = |event: usize| Packed { key, hash_key: Some(&hash_key), data: events[event].json.as_bytes() };
    put.push(Outgoing::of(aggregate([part(121)])).on(&shards[0]));
    put.push(Outgoing::of(aggregate([part(122), part(123), part(124)])).on(&shards[0]));
    let positions = kinesis.put(&stream, put);

    let fleet = Fleet::on(&stream, 1, beside(&stream));
    let worker = fleet.start("worker-1");
    let direct = crate::direct::beside(kinesis.endpoint(), &stream);
    let service = direct.start();
    wait_until_done(&direct, &stream, &positions);
    service.stop(CATCH_UP);
    fleet.wait_until_done(&positions);
    wait_until("the lease stands at the last part", CATCH_UP, || {
        fleet.checkpoint(&shards[0].id).is_some_and(|(_, sub)| sub == 2)
    });
    worker.end();
    for folder in [ALERTS, "quarantine"] {
        let (here, there) = (told(&fleet.config, folder), told(&direct, folder));
        eprintln!("{} {folder}", there.len());
        assert!(!there.is_empty());
        let only = |one: &BTreeMap<String, Value>, other: &BTreeMap<String, Value>| {
            one.iter().filter(|(id, _)| !other.contains_key(*id)).map(|(_, line)| line.clone()).collect::<Vec<_>>()
        };
        let (fleet_only, direct_only) = (only(&here, &there), only(&there, &here));
        assert!(
            fleet_only.is_empty() && direct_only.is_empty(),
            "{folder}: only in a fleet: {fleet_only:#?}, only direct: {direct_only:#?}"
        );
        for (id, line) in &here {
            assert_eq!(line["data"]["resources"], there[id]["data"]["resources"]);
        }
    }
}

#[test]
fn a_lease_within_an_aggregate_is_gone_on_from_there_and_what_the_library_drops_is_known() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("within", 2);
    let shards = kinesis.shards(&stream);
    let events: Vec<_> = numbered(0..8, 1).collect();
    let keys = [0, 1].map(|shard: usize| shards[shard].hash_keys.0.to_string());
    let part = |event: usize, shard: usize| Packed {
        key: "part",
        hash_key: Some(&keys[shard]),
        data: events[event].json.as_bytes(),
    };
    let positions = kinesis.put(
        &stream,
        [
            // One part belongs to another shard, as it may be after a reshard; the library drops the whole of it.
            Outgoing::of(aggregate([part(0, 0), part(1, 1)])).on(&shards[0]),
            Outgoing::of(aggregate([part(2, 0), part(3, 0)])).on(&shards[0]),
            Outgoing::of(aggregate([part(4, 1), part(5, 1), part(6, 1), part(7, 1)])).on(&shards[1]),
        ],
    );
    let fleet = Fleet::on(&stream, 1, beside(&stream));
    let within = positions[2].sequence.as_str();
    fleet.change_lease(&shards[1].id, &[("checkpoint", within.into()), ("checkpointSubSequenceNumber", 1.into())]);
    let worker = fleet.start("worker-1");
    let direct = crate::direct::beside(kinesis.endpoint(), &stream);
    let service = direct.start();
    wait_until_done(&direct, &stream, &positions);
    service.stop(CATCH_UP);
    for shard in &shards {
        wait_until("the leases stand at the last part", CATCH_UP, || {
            let last =
                if shard.id == shards[0].id { (positions[1].sequence.clone(), 1) } else { (within.to_owned(), 3) };
            fleet.checkpoint(&shard.id) == Some(last)
        });
    }
    worker.end();
    let direct = lines(&direct, ALERTS);
    assert_eq!(alerted(&direct), wanted(&events), "direct mode drops nothing");
    let fleet = lines(&fleet.config, ALERTS);
    assert_eq!(
        alerted(&fleet),
        wanted(&[&events[2..4], &events[6..]].concat()),
        "docs/kinesis-fleet.md says what is dropped"
    );
    let all: Vec<_> = direct.into_iter().chain(fleet).collect();
    ids_are_stable(&all);
}

//! The testbed's daemon: a child for each shard, whose checkpoints are in the table, and which a kill does not outlive.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::json;
use tempfile::tempdir;

use crate::testbed::{DaemonConfig, Dynamo, Kinesis, Outgoing, Packed, aggregate, wait_until};

/// How long the daemon may take to have its children.
const START: Duration = Duration::from_secs(90);

#[test]
fn the_daemon_starts_a_child_for_each_shard_keeps_their_checkpoints_and_goes_on_there_after_a_kill() {
    let (kinesis, dynamo) = (Kinesis::local(), Dynamo::shared());
    let stream = kinesis.create_stream("daemon", 2);
    let shard = kinesis.shards(&stream).remove(0);
    let hash_key = shard.hash_keys.0.to_string();
    let part = |data| Packed { key: "part", hash_key: Some(&hash_key), data };
    let packed = aggregate([part("part one".as_bytes()), part("part two".as_bytes())]);
    kinesis.put(&stream, [Outgoing::of(packed).on(&shard)]);
    let positions = kinesis.put(&stream, (0..20).map(|number| format!("record {number}")));
    let folder = tempdir().unwrap();
    let received = folder.path().join("received by children");
    let child = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinesis/child.py");
    let child = ["python3", child.to_str().unwrap(), received.to_str().unwrap()];
    let config = DaemonConfig::new(kinesis, &stream, dynamo, &child).leases(dynamo, &kinesis.shards(&stream));
    let lines = || fs::read_to_string(&received).unwrap_or_default().lines().map(str::to_owned).collect::<Vec<_>>();

    let mut daemon = config.start();
    let children = daemon.wait_for_children(2, START);
    let last = |shard: &str| positions.iter().filter(|p| p.shard == shard).map(|p| &p.sequence).max().unwrap();
    wait_until("both children have checkpointed their last record", START, || {
        kinesis.shards(&stream).iter().all(|shard| {
            let lease = config.lease(dynamo, &shard.id);
            lease.is_some_and(|lease| lease.get("checkpoint") == Some(&json!(last(&shard.id))))
        })
    });
    let mut expected: BTreeSet<_> = (0..20).map(|n| format!("{} record {n}", positions[n].shard)).collect();
    // The KCL takes the testbed's aggregates for the KPL's.
    expected.extend(["one", "two"].map(|part| format!("{} part {part}", shard.id)));
    assert_eq!(lines().into_iter().collect::<BTreeSet<_>>(), expected);

    daemon.kill();
    wait_until("the children have seen the end of their input", START, || {
        children.iter().all(|pid| !Path::new("/proc").join(pid.to_string()).exists())
    });
    kinesis.put(&stream, ["after the kill"]);
    let mut daemon = config.start();
    wait_until("a child has the record that came meanwhile", START, || {
        lines().iter().any(|line| line.ends_with("after the kill"))
    });
    assert_eq!(lines().len(), 23, "what was checkpointed is not read again");
    let status = daemon.stop(START);
    assert_eq!(status.code(), Some(128 + 15), "a JVM says that it was SIGTERM");
}

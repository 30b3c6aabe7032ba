//! The testbed itself: what is put is read back, shards have children, tables hold what is put there, and servers come back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::json;

use crate::testbed::{Dynamo, Kinesis, Outgoing, Packed, Record, Supervisor, aggregate, unique, wait_for, wait_until};

fn texts(records: &[Record]) -> BTreeSet<&str> {
    records.iter().map(Record::text).collect()
}

/// Both models, by all that the tests ask of either.
fn both() -> [&'static Kinesis; 2] {
    [Kinesis::local(), Kinesis::moto()]
}

#[test]
fn records_are_read_back_from_where_they_were_stored() {
    for kinesis in both() {
        let stream = kinesis.create_stream("round", 3);
        let values: Vec<String> = (0..1_200).map(|number| format!("record {number}")).collect();
        let positions = kinesis.put(&stream, values.iter().map(String::as_str));
        let read = kinesis.read_all(&stream);
        let mut stored: Vec<_> =
            positions.iter().zip(&values).map(|(p, v)| (&p.shard, &p.sequence, v.as_str())).collect();
        let mut found: Vec<_> = read.iter().map(|record| (&record.shard, &record.sequence, record.text())).collect();
        stored.sort();
        found.sort();
        assert_eq!(found, stored);
        let shards: BTreeSet<_> = read.iter().map(|record| &record.shard).collect();
        assert_eq!(shards.len(), 3, "they are spread over all shards");
    }
}

#[test]
fn a_record_keeps_its_key_and_its_bytes_and_goes_to_the_shard_it_is_meant_for() {
    for kinesis in both() {
        let stream = kinesis.create_stream("parts", 2);
        let shards = kinesis.open_shards(&stream);
        let bytes = vec![0, 0xff, b'\n', 0x80];
        let positions = kinesis.put(&stream, [Outgoing::of(bytes.clone()).key("patient").on(&shards[1])]);
        assert_eq!(positions[0].shard, shards[1].id);
        let read = kinesis.read_shard(&stream, &shards[1].id);
        assert_eq!((read[0].key.as_str(), &read[0].data), ("patient", &bytes));
        assert!(read[0].arrival.is_some());
        assert!(kinesis.read_shard(&stream, &shards[0].id).is_empty());
    }
}

#[test]
fn a_split_shard_has_two_children_and_merged_ones_have_one() {
    for kinesis in both() {
        let stream = kinesis.create_stream("reshard", 1);
        let parent = kinesis.shards(&stream).remove(0);
        kinesis.put(&stream, ["before"]);
        let [left, right] = kinesis.split(&stream, &parent.id);
        assert_eq!((left.hash_keys.0, right.hash_keys.1), parent.hash_keys);
        assert_eq!(left.hash_keys.1 + 1, right.hash_keys.0);
        kinesis.put(&stream, [Outgoing::of("left").on(&left), Outgoing::of("right").on(&right)]);
        let child = kinesis.merge(&stream, &left.id, &right.id);
        assert_eq!(kinesis.open_shards(&stream), [child]);
        kinesis.put(&stream, ["after"]);
        let read: Vec<_> = kinesis.read_all(&stream).iter().map(|record| record.text().to_owned()).collect();
        assert_eq!(read, ["before", "left", "right", "after"]);
    }
}

#[test]
fn a_deleted_stream_is_gone() {
    for kinesis in both() {
        let stream = kinesis.create_stream("deleted", 1);
        kinesis.delete_stream(&stream);
        assert!(!kinesis.exists(&stream));
    }
}

#[test]
fn an_aggregate_is_magic_a_message_and_its_digest() {
    let packed =
        aggregate([Packed::of("a", b"1"), Packed { key: "b", hash_key: Some("7"), data: b"2" }, Packed::of("a", b"")]);
    // By hand, from the format's description: two keys, one hash key, three records.
    let message = b"\x0a\x01a\x0a\x01b\x12\x017\x1a\x05\x08\x00\x1a\x011\x1a\x07\x08\x01\x10\x00\x1a\x012\x1a\x04\x08\x00\x1a\x00";
    assert_eq!(packed[..4], [0xf3, 0x89, 0x9a, 0xc2]);
    assert_eq!(packed[4..packed.len() - 16], message[..]);
}

#[test]
fn a_killed_kinesis_comes_back_with_its_streams() {
    let kinesis = Kinesis::own_local();
    let stream = kinesis.create_stream("killed", 1);
    kinesis.put(&stream, ["one", "two"]);
    kinesis.server().kill();
    kinesis.server().restart();
    assert_eq!(texts(&kinesis.read_all(&stream)), BTreeSet::from(["one", "two"]));
    kinesis.put(&stream, ["three"]);
    assert_eq!(texts(&kinesis.read_all(&stream)), BTreeSet::from(["one", "two", "three"]));
}

#[test]
fn a_frozen_kinesis_answers_when_it_thaws() {
    let kinesis = Kinesis::own_moto();
    let stream = kinesis.create_stream("frozen", 1);
    kinesis.server().freeze();
    std::thread::scope(|scope| {
        let put = scope.spawn(|| kinesis.put(&stream, ["late"]));
        wait_until("the server has a request that it does not read", Duration::from_secs(10), || {
            unread(kinesis.server().endpoint())
        });
        assert!(!put.is_finished());
        kinesis.server().thaw();
        put.join().expect("no panic");
    });
    assert_eq!(texts(&kinesis.read_all(&stream)), BTreeSet::from(["late"]));
}

/// Whether bytes wait in a connection to this endpoint, by the kernel's own table.
fn unread(endpoint: &str) -> bool {
    let port: u16 = endpoint.rsplit(':').next().unwrap().parse().unwrap();
    let local = format!(":{port:04X}");
    let table = fs::read_to_string("/proc/net/tcp").unwrap();
    table.lines().any(|line| {
        let mut fields = line.split_ascii_whitespace().skip(1);
        let here = fields.next().is_some_and(|address| address.ends_with(&local));
        here && fields.nth(2).and_then(|queues| queues.split_once(':')).is_some_and(|(_, unread)| unread != "00000000")
    })
}

#[test]
fn what_is_put_into_a_table_is_read_back_until_it_is_removed() {
    let dynamo = Dynamo::shared();
    let table = unique("table");
    assert!(dynamo.items(&table).is_empty(), "a table that is not there has no items");
    dynamo.create_table(&table, "id");
    let item = serde_json::from_value(json!({ "id": "one", "count": 3, "name": "x" })).unwrap();
    dynamo.put(&table, &item);
    assert_eq!(dynamo.items(&table), [item]);
    assert!(dynamo.tables().contains(&table));
    dynamo.remove(&table, &[("id", "one")]);
    assert!(dynamo.items(&table).is_empty());
    dynamo.delete_table(&table);
    assert!(!dynamo.tables().contains(&table));
}

#[test]
fn servers_listen_on_the_loopback_interface_alone() {
    for kinesis in both() {
        let listening = listening(kinesis.server().pid());
        assert!(!listening.is_empty());
        for address in listening {
            assert!(address.starts_with("0100007F:"), "{address} is not 127.0.0.1");
        }
    }
}

/// The addresses on which a process listens, as the kernel's tables write them.
fn listening(pid: u32) -> Vec<String> {
    let sockets = fs::read_dir(format!("/proc/{pid}/fd")).unwrap().filter_map(|fd| fs::read_link(fd.ok()?.path()).ok());
    let sockets: Vec<_> = sockets.map(|link| link.to_string_lossy().into_owned()).collect();
    let tables = ["tcp", "tcp6"].map(|table| fs::read_to_string(format!("/proc/net/{table}")).unwrap_or_default());
    let rows =
        tables.iter().flat_map(|table| table.lines()).map(|row| row.split_ascii_whitespace().collect::<Vec<_>>());
    let ours = rows.filter(|row| row.get(3) == Some(&"0A") && sockets.contains(&format!("socket:[{}]", row[9])));
    ours.map(|row| row[1].to_owned()).collect()
}

#[test]
fn a_server_and_what_it_started_end_with_whoever_started_it() {
    let folder = tempfile::tempdir().unwrap().keep();
    let mut command = Command::new("sh");
    command.args(["-c", "sleep 1000 & echo $! >started; wait"]);
    let server = Supervisor::start(&folder, &command);
    let started = wait_for("the server has started another process", Duration::from_secs(10), || {
        fs::read_to_string(folder.join("started")).ok()?.trim().parse::<u32>().ok()
    });
    let processes = [started, server.pid().as_raw_nonzero().get().unsigned_abs()];
    let runs = |pid: &u32| Path::new("/proc").join(pid.to_string()).exists();
    assert!(processes.iter().all(runs));
    // All that is done is to close its standard input, as the kernel does when this process dies.
    drop(server);
    assert!(!folder.exists());
    wait_until("the processes are gone", Duration::from_secs(10), || !processes.iter().any(runs));
}

#[test]
fn a_server_that_ends_by_itself_is_seen_to_end_and_how() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", "echo said; exit 3"]);
    let mut server = Supervisor::start(folder.path(), &command);
    let status = wait_for("the server ends", Duration::from_secs(10), || server.ended());
    assert_eq!(status.code(), Some(3));
    assert_eq!(fs::read_to_string(folder.path().join("server.log")).unwrap(), "said\n");
}

//! One process beside a stream does its work: what it finds is alerted, what it has read is checkpointed, from wherever it begins.

use std::collections::BTreeSet;

use phi_audit::policy::Severity;

use crate::oracle::{
    ALERTS, CATCH_UP, alerted, ids_are_stable, lines, records, wait_until_done, wait_until_done_in, wanted,
};
use crate::testbed::workload::{expected, numbered};
use crate::testbed::{Config, Dynamo, Kinesis, Outgoing, Packed, Service, aggregate, unique, wait_until};

/// Settings for a quick service that reads `stream` of `kinesis` and writes alerts into files.
pub fn beside(kinesis: &str, stream: &str) -> Config {
    let config = Service::config(kinesis).source(stream).file_sink(ALERTS);
    config.set("source.kinesis", "poll", "200ms").set("source.kinesis", "checkpoint_interval", "1s")
}

fn goes_through(kinesis: &Kinesis, config: impl Fn(Config) -> Config) {
    let stream = kinesis.create_stream("plain", 3);
    let events: Vec<_> = numbered(0..1_500, 10).collect();
    let positions = kinesis.put(&stream, records(&events));
    let config = config(beside(kinesis.endpoint(), &stream));
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    assert!(service.ready(), "{:?}", service.get("/ready"));
    assert_eq!(service.metric("phi_audit_shards_reading", &[]), Some(3.0));
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    let alerts = lines(&config, ALERTS);
    assert_eq!(alerted(&alerts), wanted(&events));
    assert_eq!(alerts.len(), wanted(&events).len(), "nothing was read twice");
    ids_are_stable(&alerts);
}

#[test]
fn every_finding_of_a_stream_becomes_an_alert_and_everything_is_checkpointed() {
    goes_through(Kinesis::local(), |config| config);
}

#[test]
fn another_implementation_of_kinesis_is_read_just_the_same() {
    goes_through(Kinesis::moto(), |config| config);
}

#[test]
fn enhanced_fan_out_reads_the_same() {
    goes_through(Kinesis::local(), |config| config.set("source.kinesis", "fan_out", "phi-audit"));
}

#[test]
fn enhanced_fan_out_of_many_shards_serves_the_busy_one_beside_the_quiet_ones() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("many", 12);
    let config = beside(kinesis.endpoint(), &stream).set("source.kinesis", "fan_out", "phi-audit");
    let service = config.start();
    wait_until("all are subscribed to", CATCH_UP, || service.metric("phi_audit_shards_reading", &[]) == Some(12.0));
    let shard = kinesis.shards(&stream).remove(5);
    let events: Vec<_> = numbered(0..300, 3).collect();
    let mut positions = Vec::new();
    for some in events.chunks(100) {
        positions.extend(kinesis.put(&stream, records(some).map(|record| record.on(&shard))));
    }
    wait_until_done(&config, &stream, &positions);
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    assert_eq!(alerted(&lines(&config, ALERTS)), wanted(&events));
}

#[test]
fn a_crash_right_after_a_beginning_at_the_tip_skips_nothing() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("tip", 1);
    let config = beside(kinesis.endpoint(), &stream).set("source.kinesis", "start", "latest").set(
        "source.kinesis",
        "checkpoint_interval",
        "5m",
    );
    let service = config.start();
    wait_until("the tip was asked for", CATCH_UP, || {
        service.metric("phi_audit_kinesis_calls_total", &[("result", "ok")]).is_some_and(|calls| calls > 0.0)
    });
    let events: Vec<_> = numbered(0..20, 1).collect();
    kinesis.put(&stream, records(&events));
    service.kill();
    let service = config.start();
    wait_until("what came before the crash is alerted", CATCH_UP, || {
        alerted(&lines(&config, ALERTS)) == wanted(&events)
    });
    service.stop(CATCH_UP);
}

#[test]
fn what_the_core_finds_in_mixed_traffic_is_what_the_service_alerts() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("mixed", 2);
    let workload = crate::generate::Generator::new(7).ndjson(1_500);
    let events: Vec<&str> = workload.lines().collect();
    let positions = kinesis.put(&stream, events.iter().map(|line| Outgoing::of(line.as_bytes())));
    let config = beside(kinesis.endpoint(), &stream).set("alerts", "fold", "0s");
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    service.stop(CATCH_UP);
    let found: BTreeSet<(String, String)> = lines(&config, ALERTS)
        .iter()
        .map(|alert| {
            let event = alert["data"]["metadata"]["original_event_uid"].as_str().unwrap_or_default().to_owned();
            (event, alert["data"]["finding_info"]["analytic"]["uid"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(found, expected(events, Severity::Low));
}

#[test]
fn a_restart_on_another_host_goes_on_where_the_first_stopped() {
    let (kinesis, dynamo) = (Kinesis::local(), Dynamo::shared());
    let (stream, table) = (kinesis.create_stream("table", 2), unique("checkpoints"));
    let events: Vec<_> = numbered(0..600, 10).collect();
    let here = beside(kinesis.endpoint(), &stream).table(dynamo.endpoint(), &table);
    let first = here.start();
    let mut positions = kinesis.put(&stream, records(&events[..300]));
    wait_until_done_in(dynamo, &table, &positions);
    assert_eq!(first.stop(CATCH_UP).code(), Some(0));
    positions.extend(kinesis.put(&stream, records(&events[300..])));
    // Another folder: nothing but the table is shared.
    let there = beside(kinesis.endpoint(), &stream).table(dynamo.endpoint(), &table);
    let second = there.start();
    wait_until_done_in(dynamo, &table, &positions);
    assert_eq!(second.stop(CATCH_UP).code(), Some(0));
    assert_eq!(alerted(&lines(&here, ALERTS)), wanted(&events[..300]));
    assert_eq!(alerted(&lines(&there, ALERTS)), wanted(&events[300..]), "nothing was read twice");
}

#[test]
fn a_second_process_on_the_same_table_is_refused_and_pointed_to_fleet_mode() {
    let (kinesis, dynamo) = (Kinesis::moto(), Dynamo::shared());
    let (stream, table) = (kinesis.create_stream("second", 1), unique("checkpoints"));
    let config = || {
        let config = beside(kinesis.endpoint(), &stream).table(dynamo.endpoint(), &table);
        config.set("source.kinesis.checkpoints.dynamodb", "silence", "2s")
    };
    let (here, there) = (config(), config());
    let mut first = here.start();
    wait_until("the first reads", CATCH_UP, || first.ready());
    let mut second = there.start();
    assert_eq!(second.wait(CATCH_UP).code(), Some(2));
    let log = second.log();
    assert!(log.contains("another process reads this stream") && log.contains("phi-audit kcl"), "{log}");
    assert!(first.ready() && first.runs(), "the first is not disturbed");
}

#[test]
fn a_process_that_was_taken_for_dead_writes_no_checkpoints_any_more() {
    let (kinesis, dynamo) = (Kinesis::moto(), Dynamo::shared());
    let (stream, table) = (kinesis.create_stream("zombie", 1), unique("checkpoints"));
    let config = || {
        let config = beside(kinesis.endpoint(), &stream).table(dynamo.endpoint(), &table);
        config.set("source.kinesis.checkpoints.dynamodb", "silence", "1s")
    };
    let (here, there) = (config(), config());
    let mut first = here.start();
    wait_until("the first reads", CATCH_UP, || first.ready());
    first.signal(crate::testbed::Signal::STOP);
    let second = there.start();
    wait_until("the second has taken over", CATCH_UP, || second.ready());
    first.signal(crate::testbed::Signal::CONT);
    assert_eq!(first.wait(CATCH_UP).code(), Some(2));
    assert!(first.log().contains("another process has taken over these checkpoints"), "{}", first.log());
    let events: Vec<_> = numbered(0..20, 1).collect();
    let positions = kinesis.put(&stream, records(&events));
    wait_until_done_in(dynamo, &table, &positions);
    assert_eq!(alerted(&lines(&there, ALERTS)), wanted(&events));
}

#[test]
fn a_stream_is_begun_at_its_tip_or_at_a_time_if_that_is_asked_for() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("latest", 1);
    let events: Vec<_> = numbered(0..40, 1).collect();
    kinesis.put(&stream, records(&events[..20]));
    let config = beside(kinesis.endpoint(), &stream).set("source.kinesis", "start", "latest");
    let service = config.start();
    wait_until("the tip was asked for", CATCH_UP, || {
        service.metric("phi_audit_kinesis_calls_total", &[("result", "ok")]).is_some_and(|calls| calls > 0.0)
    });
    let positions = kinesis.put(&stream, records(&events[20..]));
    wait_until_done(&config, &stream, &positions);
    service.stop(CATCH_UP);
    assert_eq!(alerted(&lines(&config, ALERTS)), wanted(&events[20..]));
    let early = beside(kinesis.endpoint(), &stream).set("source.kinesis", "start", "2020-01-01T00:00:00Z");
    let service = early.start();
    wait_until_done(&early, &stream, &positions);
    service.stop(CATCH_UP);
    assert_eq!(alerted(&lines(&early, ALERTS)), wanted(&events));
}

#[test]
fn aggregates_are_taken_apart_and_checkpointed_record_by_record() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("aggregated", 1);
    let events: Vec<_> = numbered(0..90, 3).collect();
    let packed =
        events.chunks(30).map(|some| aggregate(some.iter().map(|event| Packed::of("k", event.json.as_bytes()))));
    let positions = kinesis.put(&stream, packed);
    let config = beside(kinesis.endpoint(), &stream);
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    service.stop(CATCH_UP);
    let alerts = lines(&config, ALERTS);
    assert_eq!(alerted(&alerts), wanted(&events));
    let within = |alert: &&serde_json::Value| {
        alert["data"]["resources"][0]["uid"]
            .as_str()
            .is_some_and(|uid| uid.rsplit_once('@').is_some_and(|(_, at)| at.contains('.')))
    };
    assert_eq!(alerts.iter().filter(within).count(), alerts.len() - 3, "three stand at the head of their aggregate");
    // Numbered through, so a checkpoint within the last one is not behind its end.
    let text = std::fs::read_to_string(config.folder().join(format!("checkpoints/{stream}.json"))).unwrap();
    assert!(text.contains("\"sub\": 29"), "{text}");
}

#[test]
fn the_partition_key_of_a_record_is_audited_and_never_shown() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("key", 1);
    let event = numbered(0..1, 1).next().unwrap().json;
    let positions = kinesis.put(&stream, [Outgoing::of(event).key("patient maria.lopez@example.com, type 2 diabetes")]);
    let config = beside(kinesis.endpoint(), &stream);
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    let shown = [service.get("/metrics").unwrap().1, service.log()];
    service.stop(CATCH_UP);
    let text = serde_json::to_string(&lines(&config, ALERTS)).unwrap();
    assert!(text.contains("^/kinesis/key"), "{text}");
    for text in shown.iter().chain([&text]) {
        assert!(!text.contains("maria") && !text.contains("diabetes"));
    }
}

#[test]
fn what_cannot_be_read_goes_to_quarantine_by_pointer_and_the_rest_goes_on() {
    use std::io::Write;
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("unreadable", 1);
    let events: Vec<_> = numbered(0..20, 1).collect();
    let gzip = |text: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    };
    let mut spoilt = aggregate([Packed::of("k", events[0].json.as_bytes())]);
    *spoilt.last_mut().unwrap() ^= 1;
    let packed = gzip(events[1].json.as_bytes());
    let mut damaged = packed.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    let bad: [&[u8]; 5] = [b"patient Maria Lopez, no JSON", b"\xff\xfe{", &spoilt, &damaged, b"{\"data\":"];
    let mut positions = kinesis.put(&stream, bad.map(<[u8]>::to_vec));
    positions.extend(kinesis.put(&stream, [packed]));
    positions.extend(kinesis.put(&stream, records(&events[2..])));
    let config = beside(kinesis.endpoint(), &stream);
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    assert_eq!(service.metric("phi_audit_records_processed_total", &[("outcome", "quarantined")]), Some(5.0));
    service.stop(CATCH_UP);
    assert_eq!(alerted(&lines(&config, ALERTS)), wanted(&events[1..]), "the compressed one was read");
    let pointers = lines(&config, "quarantine");
    let places: BTreeSet<_> = pointers.iter().map(|pointer| pointer["data"]["sequence"].as_str().unwrap()).collect();
    assert_eq!(places, positions[..5].iter().map(|position| position.sequence.as_str()).collect());
    assert!(
        pointers
            .iter()
            .all(|pointer| pointer["data"]["system"] == "kinesis" && pointer["data"]["stream"] == stream.as_str())
    );
    assert!(!serde_json::to_string(&pointers).unwrap().contains("Maria"));
}

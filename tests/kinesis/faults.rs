//! What can go wrong beside Kinesis, caused for real or injected before a real server: calls refused, iterators expired, endpoints
//! gone, tables that take nothing, processes killed. The oracle is always the same: every finding is alerted, an event has one
//! alert id, and all is checkpointed in the end.

use std::time::{Duration, Instant};

use crate::direct::beside;
use crate::oracle::{
    ALERTS, CATCH_UP, alerted, all_done, ids_are_stable, lines, records, wait_until_done, wait_until_done_in, wanted,
};
use crate::testbed::workload::{Event, numbered};
use crate::testbed::{Config, Dynamo, Fault, Kinesis, Outgoing, Proxy, Service, unique, wait_until};

/// A stream with events in it, and a proxy before its server.
fn behind_a_proxy(stem: &str, shards: i32, events: &[Event]) -> (Proxy, Config, String, Vec<crate::testbed::Position>) {
    let kinesis = Kinesis::moto();
    let stream = kinesis.create_stream(stem, shards);
    let positions = kinesis.put(&stream, records(events));
    let proxy = Proxy::before(kinesis.endpoint(), 11);
    let config = beside(proxy.endpoint(), &stream);
    (proxy, config, stream, positions)
}

fn is_away(service: &Service, reason: &str) -> Option<i64> {
    let answer: serde_json::Value = serde_json::from_str(&service.get("/ready")?.1).ok()?;
    let reasons = answer["reasons"].as_array()?.clone();
    reasons.iter().find(|one| one["reason"] == reason)?["seconds"].as_i64()
}

#[test]
fn whatever_is_refused_expires_or_breaks_off_nothing_is_lost_or_read_twice() {
    let events: Vec<_> = numbered(0..900, 10).collect();
    let (proxy, config, stream, positions) = behind_a_proxy("storm", 3, &events);
    for (chance, fault) in [
        (0.3, Fault::throttled()),
        (0.2, Fault::expired_iterator()),
        (0.1, Fault::internal()),
        (0.05, Fault::Cut),
        (0.05, Fault::LoseAnswer),
        (0.1, Fault::Delay(Duration::from_millis(200))),
    ] {
        proxy.sometimes("GetRecords", chance, fault);
    }
    proxy.sometimes("GetShardIterator", 0.2, Fault::throttled());
    proxy.sometimes("ListShards", 0.3, Fault::throttled());
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    wait_until("calls were refused and iterators had expired", CATCH_UP, || {
        ["throttled", "expired", "failed"].iter().all(|result| {
            service.metric("phi_audit_kinesis_calls_total", &[("result", result)]).is_some_and(|calls| calls > 0.0)
        })
    });
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    let alerts = lines(&config, ALERTS);
    assert_eq!(alerted(&alerts), wanted(&events));
    assert_eq!(alerts.len(), wanted(&events).len(), "an iterator goes on behind what was handed on");
}

#[test]
fn a_shard_that_is_throttled_is_asked_more_and_more_seldom_and_the_others_are_not() {
    let events: Vec<_> = numbered(0..20, 1).collect();
    let (proxy, config, _, _) = behind_a_proxy("throttled", 2, &events);
    let shard = "shardId-000000000001";
    proxy.always(("GetRecords", shard), Fault::throttled());
    let service = config.start();
    // 0.5, 1, 2, 4 s: with four pauses behind it, five calls have been made.
    proxy.wait_for_calls(("GetRecords", shard), 5, CATCH_UP);
    let [slow, quick] = [shard, "shardId-000000000000"].map(|shard| proxy.count(("GetRecords", shard)));
    assert!(quick > 2 * slow, "{quick} calls beside {slow}");
    service.stop(CATCH_UP);
}

#[test]
fn an_endpoint_that_is_down_for_a_minute_is_waited_for() {
    let events: Vec<_> = numbered(0..400, 10).collect();
    let (proxy, config, stream, positions) = behind_a_proxy("down", 2, &events[..200]);
    let mut service = config.start();
    wait_until_done(&config, &stream, &positions);
    proxy.refuse();
    wait_until("it has been away for a minute and /ready says so", CATCH_UP, || {
        is_away(&service, "source_away").is_some_and(|seconds| seconds >= 60)
    });
    assert!(
        service.runs() && service.get("/live").is_some_and(|(status, _)| status == 200),
        "a restart would not help"
    );
    let positions = Kinesis::moto().put(&stream, records(&events[200..]));
    proxy.accept();
    wait_until_done(&config, &stream, &positions);
    wait_until("it is ready again", CATCH_UP, || service.ready());
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    assert_eq!(alerted(&lines(&config, ALERTS)), wanted(&events));
}

#[test]
fn a_server_that_says_nothing_is_given_up_and_asked_again() {
    let kinesis = Kinesis::own_moto();
    let stream = kinesis.create_stream("silent", 1);
    let events: Vec<_> = numbered(0..40, 1).collect();
    let mut positions = kinesis.put(&stream, records(&events[..20]));
    let config =
        beside(kinesis.endpoint(), &stream).set("aws", "attempt_timeout", "1s").set("aws", "operation_timeout", "3s");
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    kinesis.server().freeze();
    service.wait_for_metric("phi_audit_errors_total", &[("kind", "timeout")], CATCH_UP, |errors| errors > 0.0);
    kinesis.server().thaw();
    positions.extend(kinesis.put(&stream, records(&events[20..])));
    wait_until_done(&config, &stream, &positions);
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    assert_eq!(alerted(&lines(&config, ALERTS)), wanted(&events));
}

#[test]
fn a_table_that_takes_nothing_holds_up_no_alert_and_is_told() {
    let (kinesis, dynamo) = (Kinesis::moto(), Dynamo::shared());
    let (stream, table) = (kinesis.create_stream("slow-table", 2), unique("checkpoints"));
    let proxy = Proxy::before(dynamo.endpoint(), 5);
    let config = beside(kinesis.endpoint(), &stream).table(proxy.endpoint(), &table);
    let events: Vec<_> = numbered(0..200, 10).collect();
    let mut positions = kinesis.put(&stream, records(&events[..100]));
    let service = config.start();
    wait_until_done_in(dynamo, &table, &positions);
    proxy.always("TransactWriteItems", Fault::throttled());
    positions.extend(kinesis.put(&stream, records(&events[100..])));
    wait_until("alerts go out all the same", CATCH_UP, || alerted(&lines(&config, ALERTS)) == wanted(&events));
    wait_until("/ready says that nothing is saved", CATCH_UP, || is_away(&service, "checkpoints_not_saved").is_some());
    proxy.heal();
    wait_until_done_in(dynamo, &table, &positions);
    wait_until("it is ready again", CATCH_UP, || service.ready());
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
}

#[test]
fn a_table_that_is_lost_is_made_anew_with_all_that_is_known() {
    let (kinesis, dynamo) = (Kinesis::moto(), Dynamo::shared());
    let (stream, table) = (kinesis.create_stream("lost-table", 2), unique("checkpoints"));
    let config = beside(kinesis.endpoint(), &stream).table(dynamo.endpoint(), &table);
    let events: Vec<_> = numbered(0..40, 1).collect();
    let mut positions = kinesis.put(&stream, records(&events[..20]));
    let service = config.start();
    wait_until_done_in(dynamo, &table, &positions);
    dynamo.delete_table(&table);
    positions.extend(kinesis.put(&stream, records(&events[20..])));
    wait_until_done_in(dynamo, &table, &positions);
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    let alerts = lines(&config, ALERTS);
    assert_eq!((alerted(&alerts), alerts.len()), (wanted(&events), events.len()));
}

#[test]
fn thirty_kills_at_random_moments_lose_nothing_and_repeat_only_what_has_the_same_id() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    eprintln!("SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let kinesis = Kinesis::own_moto();
    let stream = kinesis.create_stream("kills", 3);
    let config = beside(kinesis.endpoint(), &stream).set("source.kinesis", "checkpoint_interval", "1s");
    let events: Vec<_> = numbered(0..3_000, 5).collect();
    let mut positions = Vec::new();
    for some in events.chunks(100) {
        let service = config.spawn();
        positions.extend(kinesis.put(&stream, records(some).chain([Outgoing::of("{")])));
        // From before the first listing to well after the last record.
        let (begun, before) = (Instant::now(), Duration::from_millis(random.u64(0..2_500)));
        wait_until("the moment has come", CATCH_UP, || begun.elapsed() >= before);
        service.kill();
    }
    let service = config.start();
    wait_until_done(&config, &stream, &positions);
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    let alerts = lines(&config, ALERTS);
    assert_eq!(alerted(&alerts), wanted(&events));
    ids_are_stable(&alerts);
    let pointers: std::collections::BTreeSet<_> =
        lines(&config, "quarantine").iter().map(|one| one["id"].to_string()).collect();
    assert_eq!(pointers.len(), 30, "every record that cannot be read has its pointer");
    eprintln!("{} alerts for {} findings", alerts.len(), wanted(&events).len());
}

#[test]
fn sigterm_finishes_what_is_under_way_and_the_next_one_repeats_nothing() {
    let kinesis = Kinesis::moto();
    let stream = kinesis.create_stream("sigterm", 2);
    let config = beside(kinesis.endpoint(), &stream);
    let events: Vec<_> = numbered(0..3_000, 3).collect();
    let positions = kinesis.put(&stream, records(&events));
    let first = config.start();
    first.wait_for_metric("phi_audit_records_processed_total", &[], CATCH_UP, |count| count > 500.0);
    assert_eq!(first.stop(CATCH_UP).code(), Some(0));
    let second = config.start();
    wait_until_done(&config, &stream, &positions);
    assert_eq!(second.stop(CATCH_UP).code(), Some(0));
    let alerts = lines(&config, ALERTS);
    assert_eq!((alerted(&alerts), alerts.len()), (wanted(&events), wanted(&events).len()));
}

#[test]
fn a_stream_that_is_not_there_and_a_role_that_may_not_read_end_the_service_with_a_remedy() {
    let kinesis = Kinesis::moto();
    let mut absent = beside(kinesis.endpoint(), "no-such-stream").start();
    assert_eq!(absent.wait(CATCH_UP).code(), Some(2));
    assert!(absent.log().contains("check `source.kinesis.stream`"), "{}", absent.log());
    let stream = kinesis.create_stream("denied", 1);
    let proxy = Proxy::before(kinesis.endpoint(), 3);
    proxy.always("GetShardIterator", Fault::denied());
    let mut denied = beside(proxy.endpoint(), &stream).start();
    assert_eq!(denied.wait(CATCH_UP).code(), Some(2));
    assert!(denied.log().contains("docs/kinesis.md has the policy"), "{}", denied.log());
}

#[test]
fn without_credentials_the_service_ends_with_a_remedy() {
    let kinesis = Kinesis::moto();
    let config = beside(kinesis.endpoint(), &kinesis.create_stream("nobody", 1));
    let nowhere = config.folder().join("no-such-file").display().to_string();
    let without = [("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", "")];
    let files = ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "HOME"].map(|name| (name, nowhere.as_str()));
    let config = without.into_iter().chain(files).fold(config, |config, (name, value)| config.env(name, value));
    let mut service = config.start();
    assert_eq!(service.wait(CATCH_UP).code(), Some(2));
    let log = service.log();
    assert!(log.contains("no credentials") && log.contains("docs/kinesis.md says where they come from"), "{log}");
}

#[test]
fn a_sink_that_is_down_holds_back_the_checkpoints_and_not_the_memory() {
    let kinesis = Kinesis::moto();
    let stream = kinesis.create_stream("sink-down", 2);
    let events: Vec<_> = numbered(0..2_000, 2).collect();
    let positions = kinesis.put(&stream, records(&events));
    let port = crate::testbed::ports::free();
    let config = Service::config(kinesis.endpoint())
        .source(&stream)
        .set("source.kinesis", "checkpoint_interval", "1s")
        .set("service", "in_flight_records", 200)
        .append(&format!("[[sink]]\nhttp = {{ url = \"http://127.0.0.1:{port}/\" }}"));
    let service = config.start();
    service.wait_for_metric("phi_audit_paused", &[], CATCH_UP, |paused| paused == 1.0);
    assert!(service.metric("phi_audit_in_flight_records", &[]).unwrap() < 2_000.0);
    assert!(!all_done(&config, &stream, &positions));
    assert_eq!(service.stop(CATCH_UP).code(), Some(2), "what is under way is not finished, and it says so");
}

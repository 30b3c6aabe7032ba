//! What can go wrong beside Kafka, caused for real: processes killed, brokers gone, sinks down, members coming and going. The
//! oracle is always the same: every finding is alerted at least once, an event has one alert id, and all is committed in the end.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use crate::oracle::{CATCH_UP, alerted, ids_are_stable, records, wait_until_committed, wanted};
use crate::service::between;
use crate::testbed::workload::numbered;
use crate::testbed::{Broker, Outgoing, Signal, wait_until};

/// Long enough for a member that was killed to be missed.
const SESSION: &str = "2000";

#[test]
fn thirty_kills_at_random_moments_lose_nothing_and_repeat_only_what_has_the_same_id() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    eprintln!("SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "kills", 3);
    let quarantine = broker.create_topic("kills-quarantine", 1, &[]);
    let config = config
        .quarantine_topic(&quarantine)
        .librdkafka("session.timeout.ms", SESSION)
        .librdkafka("heartbeat.interval.ms", "300")
        .set("source.kafka", "instance", "only-one")
        .set("source.kafka", "commit_interval", "50ms");
    let events: Vec<_> = numbered(0..150_000, 50).collect();
    let mut fed = 0;
    for _ in 0..30 {
        let service = config.start();
        let next = fed + 5_000;
        broker.produce(&topic, records(&events[fed..next]).chain([Outgoing::of("{")]));
        fed = next;
        // From before the first partition to well after the last record.
        let before = random.u64(0..700);
        let begun = std::time::Instant::now();
        wait_until("the moment has come", CATCH_UP, || begun.elapsed() >= Duration::from_millis(before));
        service.kill();
    }
    let service = config.start();
    wait_until_committed(broker, "kills", &topic, CATCH_UP);
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    let alerts = broker.read_all(&alerts);
    assert_eq!(alerted(&alerts), wanted(&events[..fed]));
    ids_are_stable(&alerts);
    let pointers: std::collections::BTreeSet<_> =
        broker.read_all(&quarantine).iter().map(|one| one.json()["id"].to_string()).collect();
    assert_eq!(pointers.len(), 30, "every record that cannot be read has its pointer");
    eprintln!("{} alerts for {} findings", alerts.len(), wanted(&events).len());
}

#[test]
fn sigterm_under_load_finishes_what_is_under_way_and_commits_it() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "sigterm", 2);
    let events: Vec<_> = numbered(0..200_000, 100).collect();
    broker.produce(&topic, records(&events));
    let first = config.start();
    first.wait_for_metric("phi_audit_records_processed_total", &[], CATCH_UP, |count| count > 20_000.0);
    let begun = std::time::Instant::now();
    let status = first.stop(CATCH_UP);
    assert_eq!(status.code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(25), "within the grace: {:?}", begun.elapsed());
    let at: i64 = broker.committed("sigterm", &topic).values().sum();
    assert!((20_000..200_000).contains(&at), "stopped in the middle, at {at}");
    let second = config.start();
    wait_until_committed(broker, "sigterm", &topic, CATCH_UP);
    let rest = second.metric("phi_audit_records_processed_total", &[]).unwrap();
    second.stop(CATCH_UP);
    assert_eq!(rest, (200_000 - at) as f64, "the second reads on where the first has ended, nothing twice");
    let alerts = broker.read_all(&alerts);
    assert_eq!(alerted(&alerts), wanted(&events));
    assert_eq!(alerts.len(), wanted(&events).len());
}

#[test]
fn a_broker_that_is_killed_and_comes_back_is_survived_without_a_restart() {
    let mut broker = Broker::own();
    let (config, topic, alerts) = between(&broker, "outage", 2);
    let events: Vec<_> = numbered(0..60_000, 50).collect();
    broker.produce(&topic, records(&events[..30_000]));
    let mut service = config.start();
    service.wait_for_metric("phi_audit_records_processed_total", &[], CATCH_UP, |count| count > 5_000.0);
    broker.kill();
    wait_until("the outage is noticed", CATCH_UP, || {
        service.metric("phi_audit_errors_total", &[("kind", "connection")]).is_some_and(|errors| errors > 0.0)
    });
    assert!(service.runs());
    broker.restart();
    broker.produce(&topic, records(&events[30_000..]));
    wait_until_committed(&broker, "outage", &topic, CATCH_UP);
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    let alerts = broker.read_all(&alerts);
    assert_eq!(alerted(&alerts), wanted(&events));
    ids_are_stable(&alerts);
}

#[test]
fn two_then_three_then_one_instances_share_the_load_and_lose_nothing() {
    for (stem, protocol) in [("members-classic", "classic"), ("members-848", "consumer")] {
        let broker = Broker::shared();
        let (config, topic, alerts) = between(broker, stem, 6);
        let mut config = config.set("source.kafka", "protocol", protocol);
        if protocol == "classic" {
            config = config.librdkafka("session.timeout.ms", "6000").librdkafka("heartbeat.interval.ms", "300");
        }
        let events: Vec<_> = numbered(0..120_000, 50).collect();
        let assigned =
            |service: &crate::testbed::Service| service.metric("phi_audit_partitions_assigned", &[]).unwrap_or(0.0);
        broker.produce(&topic, records(&events[..40_000]));
        let (first, second) = (config.start(), config.start());
        wait_until("two share six partitions", CATCH_UP, || assigned(&first) == 3.0 && assigned(&second) == 3.0);
        broker.produce(&topic, records(&events[40_000..80_000]));
        let third = config.start();
        wait_until("three share six partitions", CATCH_UP, || {
            [&first, &second, &third].iter().all(|one| assigned(one) == 2.0)
        });
        broker.produce(&topic, records(&events[80_000..]));
        // One leaves in order, one does not.
        assert_eq!(second.stop(CATCH_UP).code(), Some(0));
        third.kill();
        wait_until_committed(broker, stem, &topic, CATCH_UP);
        wait_until("one has six partitions", CATCH_UP, || assigned(&first) == 6.0);
        first.stop(CATCH_UP);
        let alerts = broker.read_all(&alerts);
        assert_eq!(alerted(&alerts), wanted(&events), "{protocol}");
        ids_are_stable(&alerts);
        let twice = alerts.len() - wanted(&events).len();
        assert!(twice < 1_000, "{twice} alerts came twice");
    }
}

/// An HTTP collector that takes alerts, or says 503.
struct Collector {
    address: SocketAddr,
    up: Arc<AtomicBool>,
    taken: Arc<AtomicU64>,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        let (up, taken) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (is_up, count) = (Arc::clone(&up), Arc::clone(&taken));
        let post = move |body: axum::body::Bytes| async move {
            let alerts: Vec<serde_json::Value> = serde_json::from_slice(&body).expect("a batch of CloudEvents");
            if !is_up.load(Ordering::SeqCst) {
                return axum::http::StatusCode::SERVICE_UNAVAILABLE;
            }
            count.fetch_add(alerts.len() as u64, Ordering::SeqCst);
            axum::http::StatusCode::OK
        };
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let routes = axum::Router::new().route("/", axum::routing::post(post));
                axum::serve(listener, routes).await.unwrap();
            });
        });
        Self { address, up, taken }
    }
}

#[test]
fn a_sink_that_is_down_pauses_reading_keeps_memory_flat_and_loses_nothing() {
    let broker = Broker::shared();
    let collector = Collector::start();
    let (config, topic, alerts) = between(broker, "siem", 4);
    let sink = format!("[[sink]]\nhttp = {{ url = \"http://{}/\" }}", collector.address);
    // Every event is a finding, so that the sink is what everything waits for.
    let events: Vec<_> = numbered(0..60_000, 1).collect();
    broker.produce(&topic, records(&events));
    let service = config.append(&sink).start();
    service.wait_for_metric("phi_audit_paused", &[], CATCH_UP, |paused| paused == 1.0);
    let full = service.metric("phi_audit_in_flight_records", &[]).unwrap();
    let resident = service.resident_bytes();
    assert!(!service.ready());
    // The position stands, the group keeps the member, and memory stays where it is.
    service.wait_for_metric("phi_audit_paused_seconds_total", &[], CATCH_UP, |seconds| seconds > 10.0);
    assert_eq!(service.metric("phi_audit_partitions_assigned", &[]), Some(4.0));
    assert!(service.metric("phi_audit_in_flight_records", &[]).unwrap() <= full + 1.0);
    let grown = service.resident_bytes().saturating_sub(resident);
    assert!(grown < 32 << 20, "{grown} bytes more");
    assert!(service.resident_bytes() < 256 << 20, "{} bytes", service.resident_bytes());
    collector.up.store(true, Ordering::SeqCst);
    wait_until_committed(broker, "siem", &topic, CATCH_UP);
    wait_until("it is ready again", CATCH_UP, || service.ready());
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    assert!(collector.taken.load(Ordering::SeqCst) >= 60_000);
    assert_eq!(alerted(&broker.read_all(&alerts)), wanted(&events));
}

#[test]
fn a_partition_that_moves_while_its_alerts_are_published_loses_none() {
    let broker = Broker::shared();
    let collector = Collector::start();
    let (config, topic, alerts) = between(broker, "moves", 2);
    let config = config
        .append(&format!("[[sink]]\nhttp = {{ url = \"http://{}/\" }}", collector.address))
        .librdkafka("session.timeout.ms", SESSION)
        .librdkafka("heartbeat.interval.ms", "300")
        .set("service", "grace", "2s");
    let events: Vec<_> = numbered(0..1_000, 1).collect();
    broker.produce(&topic, records(&events));
    let first = config.start();
    first.wait_for_metric("phi_audit_in_flight_records", &[], CATCH_UP, |count| count == 1_000.0);
    // The first member cannot finish what it holds: its partition goes with it unfinished, and comes back later.
    let second = config.start();
    second.wait_for_metric("phi_audit_partitions_assigned", &[], CATCH_UP, |count| count == 1.0);
    collector.up.store(true, Ordering::SeqCst);
    first.wait_for_metric("phi_audit_stale_acks_total", &[], CATCH_UP, |count| count > 0.0);
    second.kill();
    first.wait_for_metric("phi_audit_partitions_assigned", &[], CATCH_UP, |count| count == 2.0);
    wait_until_committed(broker, "moves", &topic, CATCH_UP);
    first.stop(CATCH_UP);
    let alerts = broker.read_all(&alerts);
    assert_eq!(alerted(&alerts), wanted(&events));
    ids_are_stable(&alerts);
}

#[test]
fn a_full_disk_holds_the_file_sink_until_there_is_room_and_loses_nothing() {
    let broker = Broker::shared();
    let topic = broker.create_topic("disk", 1, &[]);
    let config = crate::testbed::Service::config(broker).source(&[&topic], "disk").file_sink("findings");
    let service = config.start();
    // The kernel lets this process write no file beyond 64 KiB, which `prlimit` takes back later.
    let limit = |size: &str| {
        let pid = service.pid().to_string();
        let done = std::process::Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={size}:")]).status();
        assert!(done.expect("prlimit, of the package util-linux").success());
    };
    limit("65536");
    let events: Vec<_> = numbered(0..2_000, 1).collect();
    broker.produce(&topic, records(&events));
    service.wait_for_metric("phi_audit_sink_failing", &[("sink", "file")], CATCH_UP, |failing| failing == 1.0);
    assert!(!service.ready());
    limit("unlimited");
    wait_until_committed(broker, "disk", &topic, CATCH_UP);
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    let mut found = std::collections::BTreeSet::new();
    for file in std::fs::read_dir(config.folder().join("findings")).unwrap() {
        for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            let alert: serde_json::Value = serde_json::from_str(line).expect("every line is whole");
            found.insert(alert["data"]["metadata"]["original_event_uid"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(found, wanted(&events));
}

#[test]
fn in_a_transaction_each_alert_is_seen_once_even_when_the_process_is_killed() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "exactly", 2);
    let quarantine = broker.create_topic("exactly-quarantine", 1, &[]);
    let config = config
        .quarantine_topic(&quarantine)
        .set("service", "delivery", "transactional")
        .set("source.kafka", "instance", "only-one")
        .set("source.kafka", "commit_interval", "100ms")
        .librdkafka("session.timeout.ms", SESSION)
        .librdkafka("heartbeat.interval.ms", "300");
    let events: Vec<_> = numbered(0..40_000, 20).collect();
    for (kill, part) in events.chunks(10_000).enumerate() {
        let mut service = config.start();
        broker.produce(&topic, records(part));
        let enough = if kill % 2 == 0 { 500.0 } else { 5_000.0 };
        service.wait_for_metric("phi_audit_records_processed_total", &[], CATCH_UP, |count| count > enough);
        service.signal(Signal::KILL);
    }
    let service = config.start();
    wait_until("all is committed", CATCH_UP, || broker.committed("exactly", &topic).values().sum::<i64>() == 40_000);
    assert!(
        service.metric("phi_audit_transactions_total", &[("result", "committed")]).is_some_and(|count| count > 0.0)
    );
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    let alerts = broker.read_all(&alerts);
    assert_eq!(alerted(&alerts), wanted(&events));
    assert_eq!(alerts.len(), wanted(&events).len(), "each exactly once");
}

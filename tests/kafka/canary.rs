//! The canary beside a real broker: sent through the topic, found, and counted as nothing else.

use std::collections::{BTreeMap, BTreeSet};

use phi_audit::audit::Attributes;
use phi_audit::canary::{Canary, REQUIREMENT};
use rdkafka::consumer::{BaseConsumer, Consumer as _};
use serde_json::json;

use crate::oracle::{CATCH_UP, alerted, records, wait_until_committed, wanted};
use crate::service::between;
use crate::testbed::workload::numbered;
use crate::testbed::{Broker, Config, Record};

const SEEN: &str = "phi_audit_canaries_seen_total";

fn with_canary(config: Config) -> Config {
    config.set("canary", "every", "10s")
}

fn canaries(records: &[Record]) -> Vec<&Record> {
    let is_one = |record: &&Record| Canary::read(record.text().as_bytes(), &Attributes::default()).is_some();
    records.iter().filter(is_one).collect()
}

#[test]
fn canaries_go_through_every_partition_are_found_and_are_counted_as_nothing_else() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "canary", 2);
    let quarantine = broker.create_topic("canary-quarantine", 1, &[]);
    let service = with_canary(config.quarantine_topic(&quarantine)).start();
    service.wait_for_metric(SEEN, &[("result", "found")], CATCH_UP, |found| found >= 2.0);
    let metrics = service.metrics();
    let get = |name: &str, labels: &[(&str, &str)]| metrics.get(&format!("phi_audit_{name}"), labels);
    assert_eq!(get("canary_interval_seconds", &[]), Some(10.0));
    assert!(get("canaries_sent_total", &[("result", "ok")]) >= Some(2.0));
    assert_eq!(get("canaries_sent_total", &[("result", "failed")]), Some(0.0));
    assert_eq!(get("canaries_seen_total", &[("result", "missed")]), Some(0.0));
    assert_eq!(get("canary_seconds_count", &[]), get("canaries_seen_total", &[]));
    let began =
        get("process_start_time_seconds", &[]).or_else(|| metrics.get("process_start_time_seconds", &[])).unwrap();
    let last = get("canary_last_found_timestamp_seconds", &[]).unwrap();
    assert!((began - 5.0..=began + 600.0).contains(&last), "{last}, and the process began at {began}");
    for counted in
        ["events_total", "findings_total", "matches_total", "alerts_published_total", "quarantined_records_total"]
    {
        assert_eq!(get(counted, &[]).unwrap_or_default(), 0.0, "{counted}");
    }
    for counted in
        ["records_received_total", "bytes_received_total", "records_processed_total", "last_event_timestamp_seconds"]
    {
        assert_eq!(get(counted, &[]).unwrap_or_default(), 0.0, "{counted}");
    }
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));

    let events = broker.read_all(&topic);
    let sent = canaries(&events);
    assert_eq!(sent.len(), events.len());
    let mut on: BTreeMap<i32, usize> = BTreeMap::new();
    sent.iter().for_each(|record| *on.entry(record.partition).or_default() += 1);
    assert_eq!(on.len(), 2, "each partition had its turn");
    let ids: BTreeSet<_> = sent.iter().map(|record| record.json()["id"].to_string()).collect();
    assert_eq!(ids.len(), sent.len());
    assert!(broker.read_all(&alerts).is_empty() && broker.read_all(&quarantine).is_empty());
}

#[test]
fn events_among_canaries_are_alerted_as_ever() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "among", 1);
    let events: Vec<_> = numbered(0..200, 10).collect();
    broker.produce(&topic, records(&events));
    let service = with_canary(config).start();
    service.wait_for_metric(SEEN, &[("result", "found")], CATCH_UP, |found| found >= 1.0);
    wait_until_committed(broker, "among", &topic, CATCH_UP);
    assert_eq!(service.metric("phi_audit_events_total", &[]), Some(200.0));
    service.stop(CATCH_UP);
    let alerts = broker.read_all(&alerts);
    assert_eq!(alerted(&alerts), wanted(&events));
    assert!(!alerts.iter().any(|alert| alert.text().contains("AC00000000000000000000000000000000")));
}

#[test]
fn rules_under_which_its_finding_vanishes_are_told() {
    let broker = Broker::shared();
    let (config, _, alerts) = between(broker, "blind", 1);
    let service = with_canary(config).set("rules", "disabled", json!([REQUIREMENT])).start();
    service.wait_for_metric(SEEN, &[("result", "missed")], CATCH_UP, |missed| missed >= 1.0);
    assert_eq!(service.metric(SEEN, &[("result", "found")]), Some(0.0));
    assert_eq!(service.metric("phi_audit_canary_last_found_timestamp_seconds", &[]), Some(0.0));
    service.stop(CATCH_UP);
    assert!(broker.read_all(&alerts).is_empty());
}

#[test]
fn canaries_go_through_every_topic_that_is_named() {
    let broker = Broker::shared();
    let (config, one, _) = between(broker, "one-of-two", 1);
    let other = broker.create_topic("other-of-two", 2, &[]);
    let config = config.set("source.kafka", "topics", json!([one, other, "^nothing-of-that-name"]));
    let service = with_canary(config).start();
    service.wait_for_metric(SEEN, &[("result", "found")], CATCH_UP, |found| found >= 2.0);
    service.stop(CATCH_UP);
    assert!([one, other].iter().all(|topic| !canaries(&broker.read_all(topic)).is_empty()));
}

#[test]
fn a_topic_that_is_not_there_is_told_and_no_canary_brings_it_about() {
    let broker = Broker::with(&["auto.create.topics.enable=true"]);
    let (config, topic, _) = between(&broker, "there", 1);
    let absent = format!("{topic}-misspelt");
    let service = with_canary(config.set("source.kafka", "topics", json!([topic, absent]))).start();
    let missing = |topic: &str| service.metric("phi_audit_topic_missing", &[("topic", topic)]);
    service.wait_for_metric("phi_audit_topic_missing", &[("topic", &absent)], CATCH_UP, |missing| missing == 1.0);
    service.wait_for_metric("phi_audit_canaries_sent_total", &[("result", "failed")], CATCH_UP, |failed| failed >= 1.0);
    service.wait_for_metric(SEEN, &[("result", "found")], CATCH_UP, |found| found >= 1.0);
    assert_eq!(missing(&topic), Some(0.0));
    let (status, answer) = service.get("/ready").unwrap();
    assert!(status == 503 && answer.contains("topics_missing") && answer.contains(&absent), "{answer}");
    let client: BaseConsumer = broker.create(&[]);
    let all = client.fetch_metadata(None, CATCH_UP).unwrap();
    assert!(all.topics().iter().all(|one| one.name() != absent));
    // Whoever adds it is believed soon.
    broker.make_topic(&absent, 1, &[]);
    service.wait_for_metric("phi_audit_topic_missing", &[("topic", &absent)], CATCH_UP, |missing| missing == 0.0);
    assert!(service.ready());
    service.stop(CATCH_UP);
}

#[test]
fn a_canary_that_cannot_be_sent_is_counted_and_disturbs_nothing() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "unsent", 1);
    let absent = format!("{topic}-absent");
    // An expression covers the topic that there is, and one that there is not.
    let config = config.set("source.kafka", "topics", json!([format!("^{topic}(-absent)?$")]));
    let service = with_canary(config).set("canary", "topic", absent).start();
    let events: Vec<_> = numbered(0..20, 2).collect();
    broker.produce(&topic, records(&events));
    wait_until_committed(broker, "unsent", &topic, CATCH_UP);
    service.wait_for_metric("phi_audit_canaries_sent_total", &[("result", "failed")], CATCH_UP, |failed| failed >= 1.0);
    assert!(service.log().contains("a canary was not sent"), "{}", service.log());
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    assert_eq!(alerted(&broker.read_all(&alerts)), wanted(&events));
}

//! The service does its work: what it finds is alerted, what it has read is committed, however it joins and logs in.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::oracle::{CATCH_UP, alerted, ids_are_stable, records, wait_until_committed, wanted};
use crate::testbed::workload::{expected, numbered};
use crate::testbed::{Broker, Config, Ending, Login, Outgoing, Service, wait_until};
use phi_audit::policy::Severity;

/// A service between two new topics; gives its settings, and the names of the topics.
pub fn between(broker: &Broker, stem: &str, partitions: i32) -> (Config, String, String) {
    let events = broker.create_topic(stem, partitions, &[]);
    let alerts = broker.create_topic(&format!("{stem}-alerts"), 1, &[]);
    let config = Service::config(broker).source(&[&events], stem).kafka_sink(&alerts);
    (config, events, alerts)
}

fn goes_through(config: Config, group: &str, topic: &str, alerts: &str) {
    let broker = Broker::shared();
    let events: Vec<_> = numbered(0..2_000, 10).collect();
    broker.produce(topic, records(&events));
    let service = config.start();
    wait_until_committed(broker, group, topic, CATCH_UP);
    assert!(service.ready(), "{:?}", service.get("/ready"));
    let status = service.stop(CATCH_UP);
    assert_eq!(status.code(), Some(0));
    let alerts = broker.read_all(alerts);
    assert_eq!(alerted(&alerts), wanted(&events));
    assert_eq!(alerts.len(), wanted(&events).len(), "nothing was read twice");
    ids_are_stable(&alerts);
}

#[test]
fn every_finding_becomes_an_alert_and_everything_is_committed() {
    let (config, topic, alerts) = between(Broker::shared(), "plain", 4);
    goes_through(config, "plain", &topic, &alerts);
}

#[test]
fn a_group_with_the_range_assignor_reads_everything() {
    let (config, topic, alerts) = between(Broker::shared(), "range", 4);
    goes_through(config.set("source.kafka", "assignment", "range"), "range", &topic, &alerts);
}

#[test]
fn a_group_of_the_new_protocol_reads_everything() {
    let (config, topic, alerts) = between(Broker::shared(), "kip848", 4);
    goes_through(config.set("source.kafka", "protocol", "consumer"), "kip848", &topic, &alerts);
}

#[test]
fn a_login_by_scram_over_tls_reads_and_writes_everything() {
    let broker = Broker::shared();
    let secure = broker.over_tls(Login::by("SCRAM-SHA-512"));
    let topic = broker.create_topic("scram", 2, &[]);
    let alerts = broker.create_topic("scram-alerts", 1, &[]);
    let config = Service::config(&secure)
        .login(broker.ca(), Login::by("SCRAM-SHA-512"))
        .source(&[&topic], "scram")
        .kafka_sink(&alerts);
    goes_through(config, "scram", &topic, &alerts);
}

#[test]
fn what_the_core_finds_in_mixed_traffic_is_what_the_service_alerts() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "mixed", 3);
    let workload = crate::generate::Generator::new(7).ndjson(3_000);
    let lines: Vec<&str> = workload.lines().collect();
    broker.produce(&topic, lines.iter().map(|line| Outgoing::of(line.as_bytes())));
    let service = config.set("alerts", "fold", "0s").start();
    wait_until_committed(broker, "mixed", &topic, CATCH_UP);
    service.stop(CATCH_UP);
    let found: BTreeSet<(String, String)> = broker
        .read_all(&alerts)
        .iter()
        .map(|alert| {
            let alert = alert.json();
            let event = alert["metadata"]["original_event_uid"].as_str().unwrap_or_default().to_owned();
            (event, alert["finding_info"]["analytic"]["uid"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(found, expected(lines, Severity::Low));
}

#[test]
fn the_status_events_of_one_message_give_one_alert_and_its_count() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "folded", 1);
    let events: Vec<_> = numbered(0..1, 1).collect();
    let same = (0..5).map(|number| events[0].json.replace(&events[0].id, &format!("EZ{number:032x}")));
    broker.produce(&topic, same);
    let service = config.start();
    wait_until_committed(broker, "folded", &topic, CATCH_UP);
    service.stop(CATCH_UP);
    let alerts: Vec<_> = broker.read_all(&alerts).iter().map(|alert| alert.json()).collect();
    assert_eq!(alerts.len(), 2, "{alerts:#?}");
    assert_eq!((&alerts[0]["activity_id"], &alerts[1]["activity_id"]), (&1.into(), &2.into()));
    assert_eq!(alerts[1]["count"], 5);
    assert_eq!(alerts[0]["finding_info"]["uid"], alerts[1]["finding_info"]["uid"]);
}

#[test]
fn the_key_and_the_headers_of_a_record_are_audited_and_never_shown() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "beside", 1);
    let event = numbered(0..1, 1).next().unwrap().json;
    let record =
        Outgoing::of(event).key("patient maria.lopez@example.com").header("note", Some(b"diagnosis: type 2 diabetes"));
    broker.produce(&topic, [record]);
    let service = config.start();
    wait_until_committed(broker, "beside", &topic, CATCH_UP);
    service.stop(CATCH_UP);
    let alerts = broker.read_all(&alerts);
    let text: String = alerts.iter().map(|alert| alert.text().to_owned()).collect();
    assert!(text.contains("^/kafka/key") && text.contains("^/kafka/headers/note"), "{text}");
    assert!(!text.contains("maria") && !text.contains("diabetes"));
}

#[test]
fn tombstones_aborted_records_and_markers_at_the_tail_bring_the_lag_to_zero() {
    let broker = Broker::shared();
    let (config, topic, _) = between(broker, "tail", 1);
    broker.produce(&topic, ["{}", "{}"]);
    broker.produce(&topic, [Outgoing::tombstone("gone")]);
    broker.produce_transactional(&topic, ["{}"], Ending::Commit);
    broker.produce_transactional(&topic, ["{}"], Ending::Abort);
    let service = config.librdkafka("statistics.interval.ms", "500").start();
    wait_until_committed(broker, "tail", &topic, CATCH_UP);
    service.wait_for_metric("phi_audit_partition_lag_messages", &[], CATCH_UP, |lag| lag == 0.0);
}

#[test]
fn records_that_cannot_be_read_go_to_quarantine_by_pointer_and_the_rest_goes_on() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "poison", 2);
    let quarantine = broker.create_topic("poison-quarantine", 1, &[]);
    let events: Vec<_> = numbered(0..1_000, 10).collect();
    broker.produce(&topic, records(&events));
    broker.produce(&topic, (0..10_000).map(|number| format!("{{\"ssn\":\"219-09-{number:04}\",")));
    broker.produce(&topic, [Outgoing::of(vec![b' '; 70_000])]);
    let service = config
        .quarantine_topic(&quarantine)
        .set("quarantine", "max_ratio", 1.0)
        .set("limits", "document", "64KiB")
        .start();
    wait_until_committed(broker, "poison", &topic, CATCH_UP);
    let by_reason = |reason| service.metric("phi_audit_quarantined_records_total", &[("reason", reason)]);
    assert_eq!((by_reason("truncated"), by_reason("too_large")), (Some(10_000.0), Some(1.0)));
    service.stop(CATCH_UP);
    assert_eq!(alerted(&broker.read_all(&alerts)), wanted(&events));
    let pointers = broker.read_all(&quarantine);
    let places: BTreeSet<_> =
        pointers.iter().map(|one| (one.json()["partition"].as_i64(), one.json()["offset"].as_i64())).collect();
    assert_eq!(places.len(), 10_001);
    assert!(pointers.iter().all(|one| !one.text().contains("219-09")));
}

#[test]
fn too_much_in_quarantine_stops_the_service_with_a_code_of_its_own_and_loses_nothing() {
    let broker = Broker::shared();
    let (config, topic, _) = between(broker, "tripped", 1);
    broker.produce(&topic, (0..60_000).map(|_| "{"));
    let config = config.set("quarantine", "max_consecutive", 500);
    let mut service = config.start();
    assert_eq!(service.wait(CATCH_UP).code(), Some(3), "{}", service.log());
    assert!(service.log().contains("quarantine list"), "{}", service.log());
    let at = broker.committed("tripped", &topic)[&0];
    assert!((500..60_000).contains(&at), "stopped at {at}");
}

#[test]
fn a_group_that_has_no_position_and_may_not_choose_one_stops_and_says_so() {
    let broker = Broker::shared();
    let (config, topic, _) = between(broker, "nowhere", 1);
    broker.produce(&topic, ["{}"]);
    let mut service = config.set("source.kafka", "start", "error").spawn();
    assert_eq!(service.wait(CATCH_UP).code(), Some(2));
    assert!(service.log().contains("start = \"earliest\""), "{}", service.log());
}

#[test]
fn a_wrong_password_ends_the_start_with_what_to_check() {
    let broker = Broker::shared();
    let topic = broker.create_topic("login", 1, &[]);
    let login = Login { password: "guessed", ..Login::by("SCRAM-SHA-512") };
    let secure = broker.over_tls(Login::by("SCRAM-SHA-512"));
    let mut service = Service::config(&secure).login(broker.ca(), login).source(&[&topic], "login").spawn();
    assert_eq!(service.wait(CATCH_UP).code(), Some(2));
    let log = service.log();
    assert!(log.contains("kafka.sasl") && !log.contains("guessed"), "{log}");
}

#[test]
fn a_reload_with_a_mistake_keeps_the_old_rules_and_one_without_takes_the_new() {
    use crate::testbed::Signal;
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "reload", 1);
    let mut service = config.start();
    service.wait_for_metric("phi_audit_partitions_assigned", &[], CATCH_UP, |count| count == 1.0);
    let config = config.set("rules", "disabled", serde_json::json!(["sms-us-area-code-only"]));
    config.rewrite(&service);
    service.signal(Signal::HUP);
    service.wait_for_metric("phi_audit_config_reload_successful", &[], CATCH_UP, |value| value == 0.0);
    assert!(service.log().contains("did you mean `sms-us-area-codes-only`"), "{}", service.log());
    let first: Vec<_> = numbered(0..10, 1).collect();
    broker.produce(&topic, records(&first));
    wait_until_committed(broker, "reload", &topic, CATCH_UP);
    assert_eq!(alerted(&broker.read_all(&alerts)), wanted(&first));

    let config = config.set("rules", "disabled", serde_json::json!(["sms-us-area-codes-only"]));
    config.rewrite(&service);
    service.signal(Signal::HUP);
    service.wait_for_metric("phi_audit_config_reload_successful", &[], CATCH_UP, |value| value == 1.0);
    broker.produce(&topic, records(&numbered(10..20, 1).collect::<Vec<_>>()));
    wait_until_committed(broker, "reload", &topic, CATCH_UP);
    assert_eq!(alerted(&broker.read_all(&alerts)), wanted(&first), "the disabled requirement is silent");
}

#[test]
fn a_suppressed_finding_is_counted_and_not_alerted() {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, "suppressed", 1);
    broker.produce(&topic, records(&numbered(0..10, 1).collect::<Vec<_>>()));
    let suppression = "[[suppression]]\nrequirement = \"sms-us-area-codes-only\"\nowner = \"Security\"\nreason = \"Canadian branch\"\n\
                       expires = \"2099-01-01\"";
    let service = config.append(suppression).start();
    wait_until_committed(broker, "suppressed", &topic, CATCH_UP);
    service.wait_for_metric("phi_audit_suppressed_findings_total", &[], CATCH_UP, |count| count == 10.0);
    service.wait_for_metric("phi_audit_suppressions", &[("state", "active")], CATCH_UP, |count| count == 1.0);
    assert!(broker.read_all(&alerts).is_empty());
}

#[test]
fn nothing_of_what_is_audited_stands_in_log_metrics_or_health() {
    let broker = Broker::shared();
    let (config, topic, _) = between(broker, "silent", 1);
    let event =
        numbered(0..1, 1).next().unwrap().json.replace("Thanks, see you then", "Maria Lopez, MRN 4471, diabetes");
    broker.produce(
        &topic,
        [Outgoing::of(event.as_str()).key("+12165550100"), Outgoing::of("{\"name\":\"Maria Lopez\"").key("k")],
    );
    let service = config.set("log", "level", "debug").env("RUST_LOG", "trace").start();
    wait_until_committed(broker, "silent", &topic, CATCH_UP);
    let pages = ["/metrics", "/ready", "/live", "/version"].map(|page| service.get(page).unwrap().1).concat();
    let status = service.get("/version").unwrap().0;
    assert_eq!(status, 200);
    let log = service.log();
    service.stop(Duration::from_secs(30));
    for planted in ["Maria", "Lopez", "4471", "diabetes", "2165550100", "4165550122"] {
        assert!(!log.contains(planted) && !pages.contains(planted), "{planted}");
    }
}

#[test]
fn lag_is_told_in_messages_and_seconds_and_forgotten_with_the_partition() {
    let broker = Broker::shared();
    let (config, topic, _) = between(broker, "lag", 1);
    let hour_ago = phi_audit::pipeline::clock::now_ms() - 3_600_000;
    let events: Vec<_> = numbered(0..100, 0).map(|event| Outgoing::of(event.json).at(hour_ago)).collect();
    broker.produce(&topic, events);
    // An HTTP sink that nobody answers holds the first finding, and with it the partition.
    let blocked = numbered(100..101, 1).map(|event| Outgoing::of(event.json).at(hour_ago));
    broker.produce(&topic, blocked);
    let dead = "[[sink]]\nhttp = { url = \"http://127.0.0.1:9/\" }";
    let service = config.append(dead).librdkafka("statistics.interval.ms", "500").start();
    service.wait_for_metric("phi_audit_partition_lag_messages", &[], CATCH_UP, |lag| lag == 1.0);
    service.wait_for_metric("phi_audit_partition_lag_seconds", &[], CATCH_UP, |lag| (3_600.0..3_700.0).contains(&lag));
    wait_until("readiness fails with the sink", CATCH_UP, || !service.ready());
    assert!(service.get("/ready").unwrap().1.contains("sink_failing"));
    assert_eq!(service.get("/live").unwrap().0, 200, "a sink that is down is no reason to restart");
}

#[test]
fn records_that_were_deleted_before_they_were_read_are_told() {
    let broker = Broker::shared();
    let (config, topic, _) = between(broker, "deleted", 1);
    broker.produce(&topic, ["{}", "{}", "{}"]);
    let first = config.start();
    wait_until_committed(broker, "deleted", &topic, CATCH_UP);
    first.stop(CATCH_UP);
    broker.produce(&topic, ["{}", "{}", "{}", "{}"]);
    broker.delete_records(&topic, 0, 5);
    let second = config.start();
    second.wait_for_metric("phi_audit_records_lost_total", &[], CATCH_UP, |lost| lost == 2.0);
    wait_until_committed(broker, "deleted", &topic, CATCH_UP);
    assert!(second.log().contains("deleted before they were audited"));
}

//! Whether the testbed's settings file is one that the program accepts, and the program takes it up.

use std::net::SocketAddr;
use std::time::Duration;

use phi_audit::config;

use crate::testbed::{Dynamo, Kinesis, Service, unique, workload};

#[test]
fn the_settings_of_the_testbed_are_settings_of_the_program() {
    let admin = SocketAddr::from(([127, 0, 0, 1], 9999));
    let text = Service::config("http://127.0.0.1:1")
        .source("events")
        .table("http://127.0.0.1:2", "checkpoints")
        .kinesis_sink("http://127.0.0.1:3", "alerts")
        .eventbridge_sink("http://127.0.0.1:4", "default")
        .sns_sink("http://127.0.0.1:5", "arn:aws:sns:us-east-1:123456789012:alerts")
        .file_sink("out")
        .set("source.kinesis", "poll", "1s")
        .text(admin);
    let settings: config::Config = toml::from_str(&text).unwrap();
    assert_eq!(settings.sink.len(), 4);
    let source = settings.source.kinesis.unwrap();
    assert_eq!(source.stream.get_ref(), "events");
    assert_eq!(source.checkpoints.dynamodb.unwrap().table.get_ref(), "checkpoints");
}

#[test]
fn the_program_starts_beside_kinesis_and_reads() {
    let (kinesis, dynamo) = (Kinesis::local(), Dynamo::shared());
    let stream = kinesis.create_stream("events", 2);
    let events: Vec<_> = workload::numbered(0..20, 5).collect();
    kinesis.put(&stream, events.iter().map(|event| event.json.as_str()));
    let table = unique("checkpoints");
    let config = Service::config(kinesis.endpoint()).source(&stream).table(dynamo.endpoint(), &table).file_sink("out");
    let service = config.start();
    service.wait_for_metric("phi_audit_events_total", &[], Duration::from_secs(30), |count| count >= 20.0);
    assert_eq!(service.stop(Duration::from_secs(30)).code(), Some(0));
    assert!(!dynamo.items(&table).is_empty());
}

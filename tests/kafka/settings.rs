//! Whether the testbed's settings file is one that the program accepts, and its reader of metrics reads.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;

use phi_audit::config;
use serde_json::json;

use crate::testbed::{Cluster, Login, Metrics, Service};

#[test]
fn the_settings_of_the_testbed_are_settings_of_the_program() {
    let admin = SocketAddr::from(([127, 0, 0, 1], 9999));
    let text = Service::config(&Cluster::plain("127.0.0.1:9092"))
        .login(Path::new("ca.pem"), Login::by("SCRAM-SHA-512"))
        .librdkafka("reconnect.backoff.ms", "100")
        .source(&["events", "^more-.*"], "auditors")
        .kafka_sink("alerts")
        .file_sink("out")
        .quarantine_topic("quarantine")
        .set("service", "grace", "5s")
        .set("source.kafka", "protocol", "consumer")
        .set("limits", "depth", json!(32))
        .text(admin);
    let settings: config::Config = toml::from_str(&text).unwrap();
    assert_eq!(settings.admin.listen, admin);
    assert_eq!(settings.sink.len(), 2);
    assert_eq!(settings.limits.depth, 32);
    let kafka = settings.kafka.unwrap();
    assert_eq!(kafka.brokers, "127.0.0.1:9092");
    assert_eq!(kafka.librdkafka.len(), 1);
    assert!(kafka.sasl.is_some() && kafka.tls.is_some());
    assert_eq!(settings.source.kafka.unwrap().topics.len(), 2);
}

#[test]
fn samples_are_read_with_their_labels_and_added_up() {
    let metrics = Metrics::parse(
        "# HELP a b\n# TYPE a counter\na{x=\"1\",y=\"}\\\"\\\\\\n\"} 2\na{x=\"2\"} 3 1700000000000\nb 4.5\nc_bucket{le=\"+Inf\"} +Inf\n",
    );
    assert_eq!(metrics.get("a", &[]), Some(5.0));
    assert_eq!(metrics.get("a", &[("x", "2")]), Some(3.0));
    assert_eq!(metrics.get("a", &[("x", "3")]), None);
    assert_eq!(metrics.get("b", &[]), Some(4.5));
    assert_eq!(metrics.get("c_bucket", &[("le", "+Inf")]), Some(f64::INFINITY));
    let labels = BTreeMap::from([("x".to_owned(), "1".to_owned()), ("y".to_owned(), "}\"\\\n".to_owned())]);
    assert_eq!(metrics.all()[0].labels, labels);
}

//! The settings of a service that reads from Kafka: what they have beyond those of any service.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::cluster::{Cluster, Login};
use super::process::{Config, Service, toml};

impl Service {
    /// Settings for a service that reads from this cluster, without a login.
    pub fn config(cluster: &Cluster) -> Config {
        Config::new().set("kafka", "brokers", cluster.brokers())
    }
}

impl Config {
    /// Over TLS with a login; `ca` is the authority to trust.
    pub fn login(self, ca: &Path, login: Login<'_>) -> Self {
        let password = self.folder().join("kafka.password");
        fs::write(&password, login.password).expect("the folder can be written");
        self.set("kafka.tls", "ca", ca.to_str())
            .set("kafka.sasl", "mechanism", login.mechanism)
            .set("kafka.sasl", "username", login.user)
            .set("kafka.sasl", "password_file", password.to_str())
    }

    /// Topics to read, and in which group.
    pub fn source(self, topics: &[&str], group: &str) -> Self {
        self.set("source.kafka", "topics", json!(topics)).set("source.kafka", "group", group)
    }

    /// Alerts into a topic.
    pub fn kafka_sink(self, topic: &str) -> Self {
        self.append(&format!("[[sink]]\nkafka = {}", toml(&json!({ "topic": topic }))))
    }

    /// Pointers to what cannot be read into a topic.
    pub fn quarantine_topic(self, topic: &str) -> Self {
        self.set("quarantine", "topic", topic)
    }

    /// A setting of librdkafka.
    pub fn librdkafka(self, key: &str, value: &str) -> Self {
        self.set("kafka.librdkafka", key, value)
    }
}

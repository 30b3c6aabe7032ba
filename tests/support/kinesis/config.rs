//! The settings of a service that reads from Kinesis: what they have beyond those of any service.

use serde_json::json;

use super::login::{ENVIRONMENT, REGION};
use super::process::{Config, Service, toml};

impl Service {
    /// Settings for a service that reaches Kinesis by this endpoint, with credentials for the servers of the tests.
    pub fn config(kinesis: &str) -> Config {
        let config = Config::new().set("aws", "region", REGION).set("source.kinesis", "endpoint", kinesis);
        ENVIRONMENT.iter().fold(config, |config, (name, value)| config.env(name, value))
    }
}

impl Config {
    /// The stream to read.
    pub fn source(self, stream: &str) -> Self {
        self.set("source.kinesis", "stream", stream)
    }

    /// Checkpoints in a table of DynamoDB, which is made where it is not there.
    pub fn table(self, dynamo: &str, table: &str) -> Self {
        self.set("source.kinesis.checkpoints.dynamodb", "table", table)
            .set("source.kinesis.checkpoints.dynamodb", "create", true)
            .set("source.kinesis.checkpoints.dynamodb", "endpoint", dynamo)
    }

    /// Alerts into a stream.
    pub fn kinesis_sink(self, kinesis: &str, stream: &str) -> Self {
        self.append(&format!("[[sink]]\nkinesis = {}", toml(&json!({ "stream": stream, "endpoint": kinesis }))))
    }

    /// Alerts onto a bus of EventBridge.
    pub fn eventbridge_sink(self, endpoint: &str, bus: &str) -> Self {
        self.append(&format!("[[sink]]\neventbridge = {}", toml(&json!({ "bus": bus, "endpoint": endpoint }))))
    }

    /// Alerts to a topic of SNS.
    pub fn sns_sink(self, endpoint: &str, topic: &str) -> Self {
        self.append(&format!("[[sink]]\nsns = {}", toml(&json!({ "topic": topic, "endpoint": endpoint }))))
    }
}

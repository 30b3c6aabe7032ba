//! What every client of the cluster has in common: its log goes into ours, its errors are told seldom, its tokens come from the
//! configured program.

use std::sync::Arc;

use rdkafka::ClientContext;
use rdkafka::client::OAuthToken;
use rdkafka::config::RDKafkaLogLevel;
use rdkafka::consumer::ConsumerContext;
use rdkafka::error::KafkaError;

use super::oauth;
use crate::config::service::KafkaCluster;
use crate::telemetry::SharedThrottle;

/// Shared by all clients of a cluster.
#[derive(Clone, Debug)]
pub struct ClusterContext {
    token_command: Arc<[String]>,
    throttle: SharedThrottle,
}

impl ClusterContext {
    /// A context for clients of `cluster`.
    pub fn new(cluster: &KafkaCluster, throttle: SharedThrottle) -> Self {
        let token_command = cluster.sasl.as_ref().map(|sasl| sasl.token_command.clone()).unwrap_or_default();
        Self { token_command: token_command.into(), throttle }
    }

    fn warn(&self, kind: &'static str, message: &str) {
        if let Some(more) = self.throttle.allow(kind) {
            tracing::warn!(more, "librdkafka: {message}");
        }
    }
}

/// For clients that read without a group: nothing happens to their partitions.
impl ConsumerContext for ClusterContext {}

/// librdkafka's lines name brokers, topics and partitions, never what a record holds.
impl ClientContext for ClusterContext {
    const ENABLE_REFRESH_OAUTH_TOKEN: bool = true;

    fn log(&self, level: RDKafkaLogLevel, facility: &str, message: &str) {
        match level {
            RDKafkaLogLevel::Emerg | RDKafkaLogLevel::Alert | RDKafkaLogLevel::Critical | RDKafkaLogLevel::Error => {
                self.warn("librdkafka_error", message);
            }
            RDKafkaLogLevel::Warning => self.warn("librdkafka_warning", message),
            _ => tracing::debug!(facility, "librdkafka: {message}"),
        }
    }

    fn error(&self, error: KafkaError, reason: &str) {
        let _ = error;
        self.warn("librdkafka_failure", reason);
    }

    fn generate_oauth_token(&self, _config: Option<&str>) -> Result<OAuthToken, Box<dyn std::error::Error>> {
        oauth::token(&self.token_command).map_err(|error| {
            self.warn("token", &error.to_string());
            error.into()
        })
    }
}

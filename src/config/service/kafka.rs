//! `[kafka]` and `[source.kafka]`: how a cluster is reached, and which topics are read from it in which group.
//!
//! What librdkafka makes of them is for [`kafka`](crate::kafka) and the source to say; here nothing is checked beyond types.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use super::{KinesisSource, WebhookSource};
use crate::config::Span;
use crate::config::model::Word;

/// A Kafka cluster: how to reach it and who we are there. Source, sinks and quarantine share it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KafkaCluster {
    /// `host:port`, several separated by commas.
    pub brokers: String,
    /// TLS to the brokers. Given, even empty: connections are encrypted and the brokers' certificates checked.
    #[serde(default)]
    pub tls: Option<KafkaTls>,
    /// Login. Not given: none.
    #[serde(default)]
    pub sasl: Option<KafkaSasl>,
    /// Further settings of librdkafka, by their own names; those that carry correctness are refused.
    #[serde(default)]
    pub librdkafka: BTreeMap<Word, String>,
}

/// TLS to the brokers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KafkaTls {
    /// CA certificates, PEM. Not given: those of the system.
    pub ca: Option<PathBuf>,
    /// Client certificate, PEM.
    pub certificate: Option<PathBuf>,
    /// Its key, PEM.
    pub key: Option<PathBuf>,
}

/// Login at the brokers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KafkaSasl {
    /// How.
    pub mechanism: SaslMechanism,
    /// User name for PLAIN and SCRAM.
    #[serde(default)]
    pub username: Option<String>,
    /// The file that holds the password for PLAIN and SCRAM.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// The environment variable that holds it.
    #[serde(default)]
    pub password_env: Option<String>,
    /// For OAUTHBEARER: a program and its arguments that prints a token as JSON (docs/kafka.md), e.g. one that signs for MSK IAM.
    #[serde(default)]
    pub token_command: Vec<String>,
}

/// How to log in at the brokers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum SaslMechanism {
    /// User name and password as they are: over TLS only.
    #[serde(rename = "PLAIN")]
    Plain,
    /// RFC 5802 with SHA-256.
    #[serde(rename = "SCRAM-SHA-256")]
    ScramSha256,
    /// RFC 5802 with SHA-512.
    #[serde(rename = "SCRAM-SHA-512")]
    ScramSha512,
    /// RFC 7628: a token from `token_command`.
    #[serde(rename = "OAUTHBEARER")]
    OauthBearer,
}

/// Where events come from.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    /// Topics of the cluster under `[kafka]`.
    pub kafka: Option<KafkaSource>,
    /// A Kinesis stream.
    pub kinesis: Option<KinesisSource>,
    /// A port that takes events over HTTP.
    pub webhook: Option<WebhookSource>,
}

/// Topics of a Kafka cluster, read in a consumer group.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KafkaSource {
    /// The topics to audit; one that starts with `^` is a regular expression.
    pub topics: Vec<Word>,
    /// The consumer group.
    #[serde(default = "default_group")]
    pub group: String,
    /// Where a group begins that has committed nothing yet, or whose position is gone.
    #[serde(default)]
    pub start: Start,
    /// `group.instance.id`: static membership, so that a restart moves no partition. `$NAME` is taken from the environment.
    #[serde(default)]
    pub instance: Option<String>,
    /// Who assigns partitions.
    #[serde(default)]
    pub protocol: GroupProtocol,
    /// How partitions are assigned under the classic protocol.
    #[serde(default)]
    pub assignment: Assignment,
    /// How often positions are committed.
    #[serde(default = "default_commit_interval")]
    pub commit_interval: Span,
}

fn default_group() -> String {
    "phi-audit".to_owned()
}

const fn default_commit_interval() -> Span {
    Span::seconds(1)
}

/// Where a group begins that has committed nothing yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// At the oldest record there is: an auditor skips nothing.
    #[default]
    Earliest,
    /// At the end: what is there already is never audited.
    Latest,
    /// Nowhere: the service stops and says so.
    Error,
}

/// Who assigns partitions to the members of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupProtocol {
    /// The members (brokers of any age).
    #[default]
    Classic,
    /// The broker (KIP-848, Kafka 4.0 and newer).
    Consumer,
}

/// How the classic protocol assigns partitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assignment {
    /// Only what moves is taken away.
    #[default]
    CooperativeSticky,
    /// Everything is handed out anew.
    Range,
}

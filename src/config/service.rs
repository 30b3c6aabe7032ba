//! The settings of the long-running service (`phi-audit run`), as written: where events come from, where alerts go, what is
//! done with what cannot be read, and how the process behaves.
//!
//! Secrets never stand in the file: settings name a file or an environment variable that holds them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;

use super::model::Word;
use super::{Size, Span};
use crate::policy::Severity;

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

/// One place alerts go to. Exactly one of `kafka`, `http`, `file` and `stdout` is given.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sink {
    /// Its name in logs and metrics. Not given: its kind.
    #[serde(default)]
    pub name: Option<Word>,
    /// Whether an event is acknowledged only when this sink has its alerts. `false`: as far as it keeps up.
    #[serde(default = "yes")]
    pub required: bool,
    /// A topic of the cluster under `[kafka]`.
    #[serde(default)]
    pub kafka: Option<KafkaSink>,
    /// An HTTP endpoint.
    #[serde(default)]
    pub http: Option<HttpSink>,
    /// Files of NDJSON.
    #[serde(default)]
    pub file: Option<FileSink>,
    /// Standard output, as NDJSON.
    #[serde(default)]
    pub stdout: Option<StdoutSink>,
}

impl Sink {
    /// Its kind, as the settings call it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self { kafka: Some(_), .. } => "kafka",
            Self { http: Some(_), .. } => "http",
            Self { file: Some(_), .. } => "file",
            _ => "stdout",
        }
    }
}

const fn yes() -> bool {
    true
}

/// A topic of the cluster under `[kafka]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KafkaSink {
    /// The topic.
    pub topic: Word,
}

/// An HTTP endpoint that takes CloudEvents.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpSink {
    /// Where to POST to.
    pub url: Word,
    /// Alerts in one request: `application/cloudevents-batch+json`. 1 sends each by itself as `application/cloudevents+json`.
    #[serde(default = "default_batch")]
    pub batch: usize,
    /// How long one request may take.
    #[serde(default = "default_timeout")]
    pub timeout: Span,
    /// The file that holds the token for `Authorization: Bearer …`.
    #[serde(default)]
    pub bearer_token_file: Option<PathBuf>,
    /// The environment variable that holds it.
    #[serde(default)]
    pub bearer_token_env: Option<String>,
    /// Further headers, not for secrets.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Further CA certificates, PEM.
    #[serde(default)]
    pub ca: Option<PathBuf>,
}

const fn default_batch() -> usize {
    100
}

const fn default_timeout() -> Span {
    Span::seconds(10)
}

/// Files of NDJSON in one folder; each is finished at a size and a new one begun.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSink {
    /// The folder, relative to the configuration.
    pub folder: PathBuf,
    /// The size at which a file is finished.
    #[serde(default = "default_roll")]
    pub roll: Size,
    /// How many finished files to keep; the oldest are removed. Not given: all.
    #[serde(default)]
    pub keep: Option<usize>,
}

const fn default_roll() -> Size {
    Size(64 << 20)
}

/// Standard output.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StdoutSink {}

/// Which findings become alerts, and what they look like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Alerts {
    /// The least severity that is alerted.
    pub minimum: Severity,
    /// How long the events of one message, call or other resource give one alert per requirement. `"0s"`: never fold.
    pub fold: Span,
    /// How many resources are remembered for folding.
    pub fold_entries: usize,
    /// The CloudEvents `source`: whose alerts these are.
    pub source: String,
    /// The file that holds the key of the fingerprints (32 bytes or more). Not given: alerts have no fingerprints.
    pub fingerprint_key_file: Option<PathBuf>,
}

impl Default for Alerts {
    fn default() -> Self {
        Self {
            minimum: Severity::Low,
            fold: Span::seconds(600),
            fold_entries: 10_000,
            source: "/phi-audit".to_owned(),
            fingerprint_key_file: None,
        }
    }
}

/// Findings that are known and accepted for a time. All conditions that are given have to hold, and at least one is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// The requirement's id.
    #[serde(default)]
    pub requirement: Option<Word>,
    /// The Account SID or Segment source id.
    #[serde(default)]
    pub account: Option<Word>,
    /// The product's id.
    #[serde(default)]
    pub product: Option<Word>,
    /// JSON pointer of a match; one that ends in `/*` covers all below it. Every match of the finding has to be covered.
    #[serde(default)]
    pub pointer: Option<Word>,
    /// Fingerprint of a match. Every match of the finding has to have one that is listed.
    #[serde(default)]
    pub fingerprint: Option<Word>,
    /// Who answers for it.
    pub owner: Word,
    /// Why it is accepted.
    pub reason: Word,
    /// The first day (UTC) on which it no longer holds: `"2027-01-31"`.
    pub expires: Word,
}

/// What is done with records that cannot be read or whose alerts no sink accepts: a pointer to them is kept, never what they said.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Quarantine {
    /// The folder for pointers, relative to the configuration. Not used where `topic` is given.
    pub folder: PathBuf,
    /// A topic of the cluster under `[kafka]` for them.
    pub topic: Option<Word>,
    /// The service stops when more than this share of the last `window` records went to quarantine.
    pub max_ratio: f64,
    /// How many records the ratio looks back on.
    pub window: u32,
    /// The service stops when so many records in a row went to quarantine.
    pub max_consecutive: u32,
}

impl Default for Quarantine {
    fn default() -> Self {
        Self { folder: "quarantine".into(), topic: None, max_ratio: 0.5, window: 10_000, max_consecutive: 20_000 }
    }
}

/// How the process behaves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Service {
    /// What is promised of each alert.
    pub delivery: Delivery,
    /// Threads that audit. Not given: one per core.
    pub workers: Option<u16>,
    /// Records that may be under way at once; then reading pauses.
    pub in_flight_records: u32,
    /// Bytes that may be under way at once.
    pub in_flight_bytes: Size,
    /// How long a stop waits for what is under way.
    pub grace: Span,
    /// After how long without progress a partition counts as stalled.
    pub stall: Span,
}

impl Default for Service {
    fn default() -> Self {
        Self {
            delivery: Delivery::AtLeastOnce,
            workers: None,
            in_flight_records: 20_000,
            in_flight_bytes: Size(32 << 20),
            grace: Span::seconds(25),
            stall: Span::seconds(120),
        }
    }
}

/// What is promised of each alert.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// None is lost; after a crash some come twice, with the same id.
    #[default]
    AtLeastOnce,
    /// Alerts and positions are committed in one Kafka transaction: Kafka to Kafka only.
    Transactional,
}

/// The port for metrics and health.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Admin {
    /// Where to listen. Port 0 takes any free one, which the log names.
    pub listen: SocketAddr,
}

impl Default for Admin {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 9464)) }
    }
}

/// What the service says of itself, on standard error.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// How a line looks.
    pub format: LogFormat,
    /// From which level on.
    pub level: LogLevel,
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// From which level on lines are logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// Only what needs a person.
    Error,
    /// And what may soon.
    Warn,
    /// And what the service does.
    #[default]
    Info,
    /// And how.
    Debug,
}

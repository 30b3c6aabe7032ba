//! From `[kafka]` to the settings of a librdkafka client.

use std::path::{Path, PathBuf};

use rdkafka::config::{ClientConfig, FromClientConfig};
use rdkafka::consumer::BaseConsumer;
use rdkafka::error::KafkaError;
use rdkafka::producer::BaseProducer;

use super::protected;
use crate::config::secret::Secret;
use crate::config::service::{KafkaCluster, SaslMechanism};
use crate::suggest;

/// What a client is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Reads in a group: the source sets the rest.
    Consumer,
    /// Reads by itself, for a replay.
    Reader,
    /// Writes alerts and quarantine pointers.
    Producer,
}

/// Why a client cannot be set up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct KafkaSettingsError {
    /// What is wrong.
    pub what: String,
    /// The setting it is about.
    pub setting: String,
    /// What to do.
    pub remedy: String,
}

/// Settings for a client of `cluster`. Paths are relative to `folder`; `password` is that of PLAIN and SCRAM. Nothing connects.
pub fn client_config(
    cluster: &KafkaCluster,
    folder: &Path,
    password: Option<&Secret>,
    role: Role,
) -> Result<ClientConfig, KafkaSettingsError> {
    let mut config = ClientConfig::new();
    config
        .set("bootstrap.servers", &cluster.brokers)
        .set("client.id", concat!("phi-audit-", env!("CARGO_PKG_VERSION")))
        // A broker that comes back is used within a second, not ten.
        .set("reconnect.backoff.ms", "100")
        .set("reconnect.backoff.max.ms", "1000")
        // Clouds drop idle connections without a word.
        .set("socket.keepalive.enable", "true");
    security(&mut config, cluster, folder, password);
    match role {
        Role::Producer => producer(&mut config),
        Role::Reader => reader(&mut config),
        Role::Consumer => {}
    }
    for (key, value) in &cluster.librdkafka {
        let name = key.get_ref();
        if let Some(ours) = protected(name) {
            let remedy = ours.instead.map_or_else(|| "remove it".to_owned(), |instead| format!("use `{instead}`"));
            return Err(wrong(name, format!("`{name}` cannot be set: {}", ours.reason), remedy));
        }
        if applies(name, role) {
            config.set(name, value);
        }
    }
    Ok(config)
}

fn security(config: &mut ClientConfig, cluster: &KafkaCluster, folder: &Path, password: Option<&Secret>) {
    let protocol = match (&cluster.tls, &cluster.sasl) {
        (None, None) => "plaintext",
        (Some(_), None) => "ssl",
        (None, Some(_)) => "sasl_plaintext",
        (Some(_), Some(_)) => "sasl_ssl",
    };
    config.set("security.protocol", protocol);
    if let Some(tls) = &cluster.tls {
        config.set("enable.ssl.certificate.verification", "true").set("ssl.endpoint.identification.algorithm", "https");
        let files = [
            ("ssl.ca.location", &tls.ca),
            ("ssl.certificate.location", &tls.certificate),
            ("ssl.key.location", &tls.key),
        ];
        for (key, path) in files {
            if let Some(path) = path {
                config.set(key, below(folder, path).to_string_lossy());
            }
        }
    }
    if let Some(sasl) = &cluster.sasl {
        let mechanism = match sasl.mechanism {
            SaslMechanism::Plain => "PLAIN",
            SaslMechanism::ScramSha256 => "SCRAM-SHA-256",
            SaslMechanism::ScramSha512 => "SCRAM-SHA-512",
            SaslMechanism::OauthBearer => "OAUTHBEARER",
        };
        config.set("sasl.mechanism", mechanism);
        if let Some(username) = &sasl.username {
            config.set("sasl.username", username);
        }
        if let Some(password) = password {
            config.set("sasl.password", password.expose());
        }
    }
}

/// What makes a producer one that loses nothing.
fn producer(config: &mut ClientConfig) {
    config
        .set("enable.idempotence", "true")
        .set("acks", "all")
        .set("compression.type", "zstd")
        // Alerts come in batches of their own; a few milliseconds fill one.
        .set("linger.ms", "5")
        // A try is given up after this; the sink then begins a new one, for as long as it takes.
        .set("delivery.timeout.ms", "30000")
        .set("queue.buffering.max.kbytes", "32768");
}

fn reader(config: &mut ClientConfig) {
    config
        // librdkafka assigns nothing without one. It is never joined, and nothing is committed to it.
        .set("group.id", "phi-audit-reader")
        .set("enable.auto.commit", "false")
        .set("isolation.level", "read_committed")
        .set("check.crcs", "true")
        .set("enable.partition.eof", "true")
        .set("auto.offset.reset", "error")
        .set("queued.max.messages.kbytes", "32768");
}

/// Whether a setting is one of consumers, of producers or of both: librdkafka warns about those that are not for the client.
fn applies(key: &str, role: Role) -> bool {
    const PRODUCER: &[&str] = &[
        "linger.ms",
        "queue.buffering.",
        "batch.",
        "compression.",
        "message.send.max.retries",
        "retries",
        "delivery.timeout.ms",
        "message.timeout.ms",
        "sticky.partitioning.linger.ms",
        "partitioner",
        "enable.gapless.guarantee",
        "transaction.",
    ];
    const CONSUMER: &[&str] = &[
        "fetch.",
        "queued.",
        "session.timeout.ms",
        "heartbeat.interval.ms",
        "max.poll.interval.ms",
        "max.partition.fetch.bytes",
        "coordinator.query.interval.ms",
        "client.rack",
        "consume.",
    ];
    const GROUP: &[&str] = &["session.timeout.ms", "heartbeat.interval.ms", "max.poll.interval.ms"];
    let is_one =
        |keys: &[&str]| keys.iter().any(|one| if one.ends_with('.') { key.starts_with(one) } else { key == *one });
    match role {
        Role::Producer => !is_one(CONSUMER),
        Role::Consumer => !is_one(PRODUCER),
        Role::Reader => !is_one(PRODUCER) && !is_one(GROUP),
    }
}

/// `path`, relative to `folder`.
pub fn below(folder: &Path, path: &Path) -> PathBuf {
    folder.join(path)
}

fn wrong(setting: &str, what: String, remedy: String) -> KafkaSettingsError {
    KafkaSettingsError { what, setting: format!("kafka.librdkafka.\"{setting}\""), remedy }
}

/// What librdkafka says of settings that it does not take, in our words.
pub fn explain(error: &KafkaError) -> KafkaSettingsError {
    match error {
        KafkaError::ClientConfig(_, why, key, _) => {
            let nearest = suggest::nearest(key, KNOWN.iter().copied()).filter(|name| name != key);
            let remedy = nearest.map_or_else(
                || "librdkafka's CONFIGURATION.md lists all settings".to_owned(),
                |name| format!("did you mean `{name}`?"),
            );
            let why = why.split(['\n', '"']).next().unwrap_or_default().trim().trim_end_matches(':');
            wrong(key, format!("librdkafka does not take `{key}`: {why}"), remedy)
        }
        KafkaError::ClientCreation(why) => KafkaSettingsError {
            what: format!("librdkafka cannot be set up: {why}"),
            setting: "kafka".to_owned(),
            remedy: "check `kafka.tls`, `kafka.sasl` and `kafka.librdkafka`".to_owned(),
        },
        other => KafkaSettingsError {
            what: format!("librdkafka cannot be set up: {other}"),
            setting: "kafka".to_owned(),
            remedy: "check the settings under [kafka]".to_owned(),
        },
    }
}

/// Asks librdkafka whether it takes the settings. Creates a client and drops it; nothing connects before it is asked to.
pub fn check(config: &ClientConfig) -> Result<(), KafkaSettingsError> {
    BaseConsumer::from_config(config).map(drop).map_err(|error| explain(&error))
}

/// As [`check`], for a producer. An idempotent producer asks its brokers for a number as soon as it is made: to connect to nothing,
/// leave `bootstrap.servers` out.
pub fn check_producer(config: &ClientConfig) -> Result<(), KafkaSettingsError> {
    BaseProducer::from_config(config).map(drop).map_err(|error: KafkaError| explain(&error))
}

/// Names people are likely to mean.
const KNOWN: &[&str] = &[
    "client.rack",
    "compression.type",
    "compression.level",
    "delivery.timeout.ms",
    "fetch.error.backoff.ms",
    "fetch.max.bytes",
    "fetch.message.max.bytes",
    "fetch.min.bytes",
    "fetch.wait.max.ms",
    "heartbeat.interval.ms",
    "linger.ms",
    "max.partition.fetch.bytes",
    "max.poll.interval.ms",
    "message.max.bytes",
    "metadata.max.age.ms",
    "queued.max.messages.kbytes",
    "queued.min.messages",
    "receive.message.max.bytes",
    "reconnect.backoff.max.ms",
    "reconnect.backoff.ms",
    "request.timeout.ms",
    "retry.backoff.ms",
    "session.timeout.ms",
    "socket.keepalive.enable",
    "socket.timeout.ms",
    "ssl.cipher.suites",
    "ssl.curves.list",
    "statistics.interval.ms",
    "broker.address.family",
    "topic.metadata.refresh.interval.ms",
];

//! The Kafka source of the service: client, subscription, and the thread that reads.

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Receiver;
use rdkafka::config::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer};

use super::sinks::refused;
use crate::cli::{Error, Settings, Told};
use crate::config::Config;
use crate::config::secret::Secret;
use crate::config::service::{KafkaCluster, KafkaSource};
use crate::kafka::{self as cluster, ClusterContext, Role, client_config};
use crate::pipeline::{self, Intake, Load, Stop};
use crate::quarantine::QuarantineGuard;
use crate::source::Ended;
use crate::source::kafka::{AuditContext, Core, Poller, Reader, Transaction, Upkeep, consumer};
use crate::telemetry::{Health, Metrics, SharedThrottle};

/// How long a revocation waits for what is under way at most.
const REVOKE: Duration = Duration::from_secs(10);

/// Settings of both clients, checked before anything connects.
pub(super) struct Clients {
    pub consumer: ClientConfig,
    pub producer: ClientConfig,
    pub context: ClusterContext,
}

/// Makes the settings of the clients.
pub(super) fn clients(
    config: &Config,
    settings: &KafkaCluster,
    source: &KafkaSource,
    folder: &Path,
) -> Result<Clients, Error> {
    let password = password(settings, folder)?;
    let client = |role| client_config(settings, folder, password.as_ref(), role).map_err(|error| refused(&error));
    let (mut reading, mut writing) = (client(Role::Consumer)?, client(Role::Producer)?);
    let instance = source.instance.as_deref().map(instance).transpose()?;
    consumer(&mut reading, source, instance.as_deref());
    if config.service.delivery == crate::config::service::Delivery::Transactional {
        let own = instance.or_else(host_name).unwrap_or_else(|| "0".to_owned());
        writing.set("transactional.id", format!("{}-{own}", source.group)).set("transaction.timeout.ms", "60000");
    }
    cluster::check(&reading).map_err(|error| refused(&error))?;
    let mut apart = writing.clone();
    apart.remove("bootstrap.servers");
    cluster::check_producer(&apart).map_err(|error| refused(&error))?;
    Ok(Clients {
        consumer: reading,
        producer: writing,
        context: ClusterContext::new(settings, SharedThrottle::default()),
    })
}

/// A client that reads by itself, without a group. Nothing connects before it is asked something.
pub(in crate::cli) fn reader(settings: &Settings) -> Result<Reader, Error> {
    let cluster = settings.config.kafka.as_ref().ok_or_else(|| {
        Told::usage("no Kafka cluster is configured").remedy("add [kafka] with `brokers` to the configuration")
    })?;
    let password = password(cluster, settings.folder())?;
    let config = client_config(cluster, settings.folder(), password.as_ref(), Role::Reader);
    let config = config.map_err(|error| refused(&error))?;
    let context = ClusterContext::new(cluster, SharedThrottle::default());
    config.create_with_context(context).map_err(|error| refused(&crate::kafka::explain(&error)).into())
}

/// The password of PLAIN and SCRAM.
pub(in crate::cli) fn password(settings: &KafkaCluster, folder: &Path) -> Result<Option<Secret>, Error> {
    let Some(sasl) = &settings.sasl else { return Ok(None) };
    Secret::read("kafka.sasl.password", sasl.password_file.as_deref(), sasl.password_env.as_deref(), folder)
        .map_err(|error| Told::usage(error.to_string()).into())
}

/// `$NAME` stands for an environment variable: the name of a pod.
fn instance(given: &str) -> Result<String, Error> {
    let Some(name) = given.strip_prefix('$') else { return Ok(given.to_owned()) };
    std::env::var(name).ok().filter(|value| !value.is_empty()).ok_or_else(|| {
        Told::usage(format!("the environment variable {name} is not set"))
            .at("source.kafka.instance")
            .remedy(format!("set {name}, or give a fixed name"))
            .into()
    })
}

fn host_name() -> Option<String> {
    Some(rustix::system::uname().nodename().to_str().ok()?.to_owned())
}

/// What the reading thread needs of the rest.
pub(super) struct Ends {
    pub pipeline: pipeline::Ends,
    pub transaction: Option<Transaction>,
    pub metrics: Arc<Metrics>,
    pub health: Arc<Health>,
    pub drain: Stop,
}

/// Subscribes and starts the reading thread.
pub(super) fn start(
    config: &Config,
    source: &KafkaSource,
    clients: Clients,
    ends: Ends,
) -> Result<Receiver<Ended>, Error> {
    let service = &config.service;
    let limit = Load { records: service.in_flight_records.into(), bytes: service.in_flight_bytes.0 };
    let guard = QuarantineGuard::new(&config.quarantine);
    let intake = Intake::new("kafka", limit, guard, ends.pipeline, Arc::clone(&ends.metrics));
    let core = Core::new(intake, Arc::clone(&ends.metrics));
    let context = AuditContext::new(
        core,
        clients.context,
        REVOKE.min(service.grace.0),
        ends.transaction,
        Arc::clone(&ends.metrics),
    );
    let client: BaseConsumer<AuditContext> =
        clients.consumer.create_with_context(context).map_err(|error| refused(&cluster::explain(&error)))?;
    let topics: Vec<&str> = source.topics.iter().map(|topic| topic.get_ref().as_str()).collect();
    client
        .subscribe(&topics)
        .map_err(|error| Told::usage(format!("the topics cannot be read: {error}")).at("source.kafka.topics"))?;
    let poller = Poller {
        consumer: client,
        drain: ends.drain,
        grace: service.grace.0,
        commit_interval: source.commit_interval.0,
        upkeep: Upkeep::new(ends.metrics, ends.health, service.stall.0, SharedThrottle::default()),
    };
    let (tell, ended) = crossbeam_channel::bounded(1);
    thread::Builder::new()
        .name("kafka".to_owned())
        .spawn(move || {
            // Nobody listens where the service ends at once.
            let _ = tell.send(poller.run());
        })
        .map_err(|error| Told::failed(format!("cannot start a thread: {error}")))?;
    Ok(ended)
}

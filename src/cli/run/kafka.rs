//! The Kafka source of the service: client, subscription, and the thread that reads.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Receiver;
use rdkafka::config::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer};

use super::assemble::Ends;
use crate::cli::service::{Auditing, Cluster, password, refused};
use crate::cli::{Error, Settings, Told};
use crate::config::Config;
use crate::config::service::{Delivery, KafkaCluster, KafkaSource};
use crate::kafka::{self, Role, client_config};
use crate::pipeline::{Intake, Load};
use crate::quarantine::QuarantineGuard;
use crate::source::Ended;
use crate::source::kafka::{AuditContext, Core, Poller, Topics, Transaction, Upkeep, consumer};
use crate::telemetry::SharedThrottle;

/// How long a revocation waits for what is under way at most.
const REVOKE: Duration = Duration::from_secs(10);

/// How the cluster is read from and written to, checked before anything connects.
pub(super) struct Clients {
    consumer: ClientConfig,
    pub cluster: Cluster,
    source: KafkaSource,
}

/// Makes the settings of the clients.
pub(super) fn clients(settings: &Settings, cluster: &KafkaCluster, source: &KafkaSource) -> Result<Clients, Error> {
    let password = password(cluster, settings.folder())?;
    let reading = client_config(cluster, settings.folder(), password.as_ref(), Role::Consumer);
    let mut reading = reading.map_err(|error| settings.refused(&error))?;
    let instance = source.instance.as_deref().map(instance).transpose()?;
    consumer(&mut reading, source, instance.as_deref());
    kafka::check(&reading).map_err(|error| settings.refused(&error))?;
    let id = (settings.config.service.delivery == Delivery::Transactional).then(|| {
        let own = instance.or_else(host_name).unwrap_or_else(|| "0".to_owned());
        format!("{}-{own}", source.group)
    });
    let none = || Told::usage("no Kafka cluster is configured");
    let cluster = Cluster::of(settings, id.as_deref())?.ok_or_else(none)?;
    Ok(Clients { consumer: reading, cluster, source: source.clone() })
}

impl Clients {
    /// Begins the transaction that alerts and positions go into, where that is wanted and a topic takes alerts.
    fn transaction(&self, auditing: &Auditing) -> Result<Option<Transaction>, Error> {
        let Some((producer, gate)) = self.cluster.transaction() else { return Ok(None) };
        let (publisher, metrics) = (Arc::clone(&auditing.publisher), Arc::clone(&auditing.metrics));
        let begun = Transaction::begin(producer, gate, publisher, metrics).map_err(|error| {
            Told::failed(format!("the cluster gives no transaction: {error}"))
                .remedy("check that it is reachable and that this user may WRITE to the transactional id")
        })?;
        Ok(Some(begun))
    }
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

/// Subscribes and starts the reading thread.
pub(super) fn start(
    config: &Config,
    clients: Clients,
    auditing: &Auditing,
    ends: Ends,
) -> Result<Receiver<Ended>, Error> {
    let transaction = clients.transaction(auditing)?;
    let Clients { consumer, cluster, source } = clients;
    let service = &config.service;
    let limit = Load { records: service.in_flight_records.into(), bytes: service.in_flight_bytes.0 };
    let guard = QuarantineGuard::new(&config.quarantine);
    let intake = Intake::new("kafka", limit, guard, ends.pipeline, Arc::clone(&ends.metrics));
    let core = Core::new(intake, Arc::clone(&ends.metrics));
    let context =
        AuditContext::new(core, cluster.context(), REVOKE.min(service.grace.0), transaction, Arc::clone(&ends.metrics));
    let client: BaseConsumer<AuditContext> =
        consumer.create_with_context(context).map_err(|error| refused(&kafka::explain(&error)))?;
    let topics: Vec<&str> = source.topics.iter().map(|topic| topic.get_ref().as_str()).collect();
    client
        .subscribe(&topics)
        .map_err(|error| Told::usage(format!("the topics cannot be read: {error}")).at("source.kafka.topics"))?;
    tracing::info!(group = source.group, "subscribed");
    let poller = Poller {
        consumer: client,
        drain: ends.drain,
        grace: service.grace.0,
        commit_interval: source.commit_interval.0,
        upkeep: Upkeep::new(ends.metrics, ends.health, service.stall.0, SharedThrottle::default()),
        topics: Topics::new(topics),
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

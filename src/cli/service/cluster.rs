//! The Kafka cluster of the configuration, as a place for alerts and pointers, and as one where single records are fetched.

use std::path::Path;
use std::sync::{Arc, RwLock};

use rdkafka::config::ClientConfig;

use crate::canary::{ToTopics, Way};
use crate::cli::{Error, Settings, Told};
use crate::config::secret::Secret;
use crate::config::service::KafkaCluster;
use crate::kafka::{self, ClusterContext, KafkaSettingsError, Role, client_config};
use crate::sink::{self, AlertProducer, KafkaSink, Sink, SinkStatus};
use crate::source::kafka::Reader;
use crate::telemetry::SharedThrottle;

/// How alerts get to topics: one producer for all of them, made when the first is opened.
pub struct Cluster {
    config: ClientConfig,
    context: ClusterContext,
    /// The gate of a transaction.
    gate: Option<Arc<RwLock<()>>>,
    producer: Option<Arc<AlertProducer>>,
}

impl Cluster {
    /// The cluster under `[kafka]`, if there is one. `transactional` is the id of the transactions alerts are sent in.
    pub fn of(settings: &Settings, transactional: Option<&str>) -> Result<Option<Self>, Error> {
        let Some(cluster) = &settings.config.kafka else { return Ok(None) };
        let password = password(cluster, settings.folder())?;
        let config = client_config(cluster, settings.folder(), password.as_ref(), Role::Producer);
        let mut config = config.map_err(|error| settings.refused(&error))?;
        if let Some(id) = transactional {
            config.set("transactional.id", id).set("transaction.timeout.ms", "60000");
        }
        let mut apart = config.clone();
        apart.remove("bootstrap.servers");
        kafka::check_producer(&apart).map_err(|error| settings.refused(&error))?;
        let context = ClusterContext::new(cluster, SharedThrottle::default());
        let gate = transactional.map(|_| Arc::default());
        Ok(Some(Self { config, context, gate, producer: None }))
    }

    /// A topic as a sink.
    pub fn sink(&mut self, topic: &str, status: &Arc<SinkStatus>) -> Result<Box<dyn Sink>, Error> {
        let producer = match &self.producer {
            Some(producer) => Arc::clone(producer),
            None => {
                let failed = |error| refused(&kafka::explain(&error));
                let producer = sink::producer(&self.config, self.context.clone()).map_err(failed)?;
                Arc::clone(self.producer.insert(producer))
            }
        };
        Ok(Box::new(KafkaSink::new(producer, topic, self.gate.clone(), Arc::clone(status))))
    }

    /// Topics as the way of canaries, with a producer of its own.
    pub fn canary(&self, topics: &[&str]) -> Result<Box<dyn Way>, Error> {
        let way = ToTopics::new(&self.config, self.context.clone(), topics);
        Ok(Box::new(way.map_err(|error| refused(&kafka::explain(&error)))?))
    }

    /// What a consumer of the same cluster shares with it.
    pub fn context(&self) -> ClusterContext {
        self.context.clone()
    }

    /// What a transaction is made with: its producer, once a topic was opened, and the gate in front of it.
    pub fn transaction(&self) -> Option<(Arc<AlertProducer>, Arc<RwLock<()>>)> {
        Some((Arc::clone(self.producer.as_ref()?), Arc::clone(self.gate.as_ref()?)))
    }
}

/// A client that reads by itself, without a group. Nothing connects before it is asked something.
pub fn reader(settings: &Settings) -> Result<Reader, Error> {
    let cluster = settings.config.kafka.as_ref().ok_or_else(|| {
        Told::usage("no Kafka cluster is configured").remedy("add [kafka] with `brokers` to the configuration")
    })?;
    let password = password(cluster, settings.folder())?;
    let config = client_config(cluster, settings.folder(), password.as_ref(), Role::Reader);
    let config = config.map_err(|error| settings.refused(&error))?;
    let context = ClusterContext::new(cluster, SharedThrottle::default());
    config.create_with_context(context).map_err(|error| settings.refused(&kafka::explain(&error)).into())
}

/// The password of PLAIN and SCRAM.
pub fn password(settings: &KafkaCluster, folder: &Path) -> Result<Option<Secret>, Error> {
    let Some(sasl) = &settings.sasl else { return Ok(None) };
    Secret::read("kafka.sasl.password", sasl.password_file.as_deref(), sasl.password_env.as_deref(), folder)
        .map_err(|error| Told::usage(error.to_string()).into())
}

/// A setting that librdkafka does not take.
pub fn refused(error: &KafkaSettingsError) -> Told {
    Told::usage(error.what.clone()).at(error.setting.clone()).remedy(error.remedy.clone())
}

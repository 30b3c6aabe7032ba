//! Puts the service together: what audits, a port, and the source, in the order in which a mistake costs least.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;

use super::canary;
#[cfg(feature = "kafka")]
use super::kafka;
#[cfg(feature = "kinesis")]
use super::kinesis;
#[cfg(feature = "webhook")]
use super::webhook;
use crate::canary::Sender;
use crate::cli::service::{Auditing, Left, Topics, topics};
use crate::cli::{Error, Loaded, Settings, Told};
use crate::config::Config;
use crate::pipeline::lifecycle::{self, Asked};
use crate::pipeline::{self, Stop, clock};
use crate::source::Ended;
use crate::telemetry::{Admin, Health, Metrics, Shown};

/// A service that runs.
pub(super) struct Running {
    /// What the system asks for.
    pub asked: Receiver<Asked>,
    /// How reading ended.
    pub ended: Receiver<Ended>,
    /// Set to end reading.
    pub drain: Stop,
    /// How long the end may take.
    pub grace: Duration,
    /// What audits.
    pub auditing: Auditing,
    /// To be raised when settings are read again, for a source that has files of its own.
    pub reloads: Arc<AtomicU64>,
    /// What becomes of what is not finished at the end.
    pub again: &'static str,
    admin: Admin,
}

/// Where records come from: its settings checked, nothing opened.
enum Source {
    #[cfg(feature = "kafka")]
    Kafka(Box<kafka::Clients>),
    #[cfg(feature = "kinesis")]
    Kinesis(Box<kinesis::Clients>),
    #[cfg(feature = "webhook")]
    Webhook(Box<webhook::Port>),
}

/// What a reading thread needs of the rest.
pub(super) struct Ends {
    pub pipeline: pipeline::Ends,
    pub metrics: Arc<Metrics>,
    pub health: Arc<Health>,
    pub drain: Stop,
    #[cfg(feature = "webhook")]
    pub reloads: Arc<AtomicU64>,
}

/// Starts everything that `loaded` describes.
pub(super) fn start(loaded: &Loaded) -> Result<Running, Error> {
    let config = &loaded.settings.config;
    let mut source = Source::of(&loaded.settings)?;
    let canary = canary::way(&loaded.settings)?;
    let asked = lifecycle::signals().map_err(|error| Told::failed(format!("cannot take signals: {error}")))?;
    let threads = config.service.workers.map_or_else(crate::cli::cores, usize::from);
    let (auditing, pipeline) = Auditing::start(loaded, threads, None, &mut *source.topics(&loaded.settings)?)?;

    let metrics = Arc::clone(&auditing.metrics);
    let health = Health::new(config.service.stall.0, auditing.statuses(), clock::now_ms());
    let admin = Admin::open(config.admin.listen, Shown { metrics: Arc::clone(&metrics), health: Arc::clone(&health) })
        .map_err(|error| Told::failed(error.to_string()))?;
    let drain = Stop::default();
    let reloads: Arc<AtomicU64> = Arc::default();
    let ends = Ends {
        pipeline,
        metrics,
        health,
        drain: drain.clone(),
        #[cfg(feature = "webhook")]
        reloads: Arc::clone(&reloads),
    };
    let again = source.again();
    let (metrics, health) = (Arc::clone(&auditing.metrics), Arc::clone(&ends.health));
    let ended = source.start(config, &auditing, ends)?;
    if let (Some(way), Some(settings)) = (canary, &config.canary) {
        let sender = Sender { way, every: settings.every.0, metrics, health, stop: drain.clone() };
        sender.start().map_err(|error| Told::failed(format!("cannot start a thread: {error}")))?;
    }
    tracing::info!(
        version = crate::version::VERSION,
        commit = crate::version::REVISION,
        rules = loaded.rules.digest().get(..12),
        workers = threads,
        admin = %admin.address(),
        "running"
    );
    Ok(Running { asked, ended, drain, grace: config.service.grace.0, auditing, reloads, again, admin })
}

impl Source {
    fn of(settings: &Settings) -> Result<Self, Error> {
        #[cfg(feature = "kafka")]
        if let (Some(cluster), Some(source)) = (&settings.config.kafka, &settings.config.source.kafka) {
            return Ok(Self::Kafka(Box::new(kafka::clients(settings, cluster, source)?)));
        }
        #[cfg(feature = "kinesis")]
        if let Some(source) = &settings.config.source.kinesis {
            return Ok(Self::Kinesis(Box::new(kinesis::clients(settings, source)?)));
        }
        #[cfg(feature = "webhook")]
        if let Some(source) = &settings.config.source.webhook {
            return Ok(Self::Webhook(Box::new(webhook::port(settings, source)?)));
        }
        let _ = settings;
        Err(Told::usage("there is nothing to read: no source is configured")
            .remedy("add [source.kafka], [source.kinesis] or [source.webhook]; docs/kafka.md, docs/kinesis.md and docs/sources.md have examples")
            .into())
    }

    /// What becomes of what is not finished at the end.
    fn again(&self) -> &'static str {
        match self {
            #[cfg(feature = "webhook")]
            Self::Webhook(port) if !port.keeps() => {
                "whoever sent what was under way was not told 200 and has to send it again"
            }
            #[allow(unreachable_patterns, reason = "not where webhooks are the only source")]
            _ => "what was under way will be read again",
        }
    }

    /// How topics are opened as sinks: a source on Kafka shares its cluster with them.
    fn topics(&mut self, settings: &Settings) -> Result<Box<Topics<'_>>, Error> {
        match self {
            #[cfg(feature = "kafka")]
            Self::Kafka(clients) => Ok(Box::new(|topic, status| clients.cluster.sink(topic, status))),
            #[allow(unreachable_patterns, reason = "not where Kafka is the only source")]
            _ => topics(settings),
        }
    }

    /// Starts the reading thread.
    #[cfg_attr(not(feature = "kafka"), allow(unused_variables, reason = "only a transaction of Kafka needs it"))]
    fn start(self, config: &Config, auditing: &Auditing, ends: Ends) -> Result<Receiver<Ended>, Error> {
        match self {
            #[cfg(feature = "kafka")]
            Self::Kafka(clients) => kafka::start(config, *clients, auditing, ends),
            #[cfg(feature = "kinesis")]
            Self::Kinesis(clients) => kinesis::start(config, *clients, ends),
            #[cfg(feature = "webhook")]
            Self::Webhook(port) => webhook::start(config, *port, ends),
        }
    }
}

impl Running {
    /// Sends what is left to the sinks, waits for them to have everything, and closes the port. Gives what they lack.
    pub fn close(self, deadline: Instant) -> Left {
        let left = self.auditing.close(deadline);
        self.admin.close();
        left
    }
}

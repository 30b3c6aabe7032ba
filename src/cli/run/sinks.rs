//! Opens the sinks and the quarantine that are configured, each with its thread.

use std::path::Path;
use std::sync::{Arc, RwLock};
use std::thread::JoinHandle;

use rdkafka::config::ClientConfig;

use crate::cli::{Error, Told};
use crate::config::Config;
use crate::config::service::Sink as SinkSettings;
use crate::kafka::ClusterContext;
use crate::pipeline::Stop;
use crate::sink::{self, AlertProducer, Desk, FileSink, KafkaSink, Sink, SinkStatus};
use crate::telemetry::Metrics;

/// The name of the quarantine among the sinks, in logs and metrics.
const QUARANTINE: &str = "quarantine";

/// All sinks with their threads.
pub(in crate::cli) struct Sinks {
    /// Where alerts go.
    pub desks: Vec<Desk>,
    /// Where pointers go.
    pub quarantine: Desk,
    /// The threads.
    pub threads: Vec<JoinHandle<()>>,
}

/// How to reach the cluster, for sinks that are topics.
pub(in crate::cli) struct Cluster<'c> {
    /// Settings of a producer.
    pub config: &'c ClientConfig,
    /// What all clients share.
    pub context: &'c ClusterContext,
    /// The gate of a transaction.
    pub gate: Option<Arc<RwLock<()>>>,
}

/// Opens everything.
pub(in crate::cli) fn open(
    config: &Config,
    folder: &Path,
    cluster: &Cluster<'_>,
    runtime: &tokio::runtime::Handle,
    metrics: &Metrics,
    stop: &Stop,
) -> Result<(Sinks, Option<Arc<AlertProducer>>), Error> {
    let mut shared = None;
    let mut topic = |topic: &str, status: &Arc<SinkStatus>| -> Result<Box<dyn Sink>, Error> {
        let producer = match &shared {
            Some(producer) => Arc::clone(producer),
            None => {
                let failed = |error| refused(&crate::kafka::explain(&error));
                let producer = sink::producer(cluster.config, cluster.context.clone()).map_err(failed)?;
                Arc::clone(shared.insert(producer))
            }
        };
        Ok(Box::new(KafkaSink::new(producer, topic, cluster.gate.clone(), Arc::clone(status))))
    };
    let (mut desks, mut threads) = (Vec::new(), Vec::new());
    let mut start = |sink, status: Arc<SinkStatus>| -> Result<Desk, Error> {
        status.measure(metrics.publish_seconds.with([&*status.name]));
        let (desk, thread) = sink::drive(sink, status, stop.clone())
            .map_err(|error| Told::failed(format!("cannot start a thread: {error}")))?;
        threads.push(thread);
        Ok(desk)
    };
    for settings in &config.sink {
        let status = SinkStatus::new(sink::name(settings), settings.required);
        let sink = match settings {
            SinkSettings { kafka: Some(kafka), .. } => topic(kafka.topic.get_ref(), &status)?,
            other => sink::open(other, folder, runtime).map_err(|error| Told::usage(error.to_string()))?.ok_or_else(
                || Told::usage("a [[sink]] names no place").remedy("give it one of kafka, http, file, stdout"),
            )?,
        };
        desks.push(start(sink, status)?);
    }
    let status = SinkStatus::new(QUARANTINE, true);
    let quarantine: Box<dyn Sink> = match &config.quarantine.topic {
        Some(name) => topic(name.get_ref(), &status)?,
        None => {
            let place = folder.join(&config.quarantine.folder);
            let opened = FileSink::new(place.clone(), QUARANTINE, 64 << 20, None);
            Box::new(opened.map_err(|error| {
                Told::failed(format!("the quarantine cannot be opened: {error}"))
                    .at(place.display().to_string())
                    .remedy("give this user the right to write there, or set `quarantine.folder` or `quarantine.topic`")
            })?)
        }
    };
    let quarantine = start(quarantine, status)?;
    Ok((Sinks { desks, quarantine, threads }, shared))
}

/// A setting that librdkafka does not take.
pub(in crate::cli) fn refused(error: &crate::kafka::KafkaSettingsError) -> Told {
    Told::usage(error.what.clone()).at(error.setting.clone()).remedy(error.remedy.clone())
}

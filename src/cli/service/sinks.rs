//! Opens the sinks and the quarantine that are configured, each with its thread.

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use super::Topics;
use crate::cli::{Error, Told};
use crate::config::Config;
use crate::config::service::Sink as SinkSettings;
use crate::pipeline::Stop;
use crate::sink::{self, Desk, FileSink, Sink, SinkStatus};
use crate::telemetry::Metrics;

/// The name of the quarantine among the sinks, in logs and metrics.
const QUARANTINE: &str = "quarantine";

/// All sinks with their threads.
pub struct Sinks {
    /// Where alerts go.
    pub desks: Vec<Desk>,
    /// Where pointers go.
    pub quarantine: Desk,
    /// The threads.
    pub threads: Vec<JoinHandle<()>>,
}

/// Opens everything.
pub fn open(
    config: &Config,
    folder: &Path,
    topics: &mut Topics<'_>,
    runtime: &tokio::runtime::Handle,
    metrics: &Arc<Metrics>,
    stop: &Stop,
) -> Result<Sinks, Error> {
    #[cfg(feature = "kinesis")]
    let aws = crate::aws::Session::new(&config.aws, runtime.clone());
    let with = sink::Opening {
        folder,
        runtime,
        #[cfg(feature = "kinesis")]
        aws: &aws,
    };
    let (mut desks, mut threads) = (Vec::new(), Vec::new());
    let mut start = |sink, status: Arc<SinkStatus>| -> Result<Desk, Error> {
        metrics.sink(&status);
        status.measure(metrics);
        let (desk, thread) = sink::drive(sink, status, stop.clone())
            .map_err(|error| Told::failed(format!("cannot start a thread: {error}")))?;
        threads.push(thread);
        Ok(desk)
    };
    for settings in &config.sink {
        let status = SinkStatus::new(sink::name(settings), settings.required);
        let sink = match settings {
            SinkSettings { kafka: Some(kafka), .. } => topics(kafka.topic.get_ref(), &status)?,
            other => sink::open(other, with).map_err(|error| Told::usage(error.to_string()))?.ok_or_else(|| {
                Told::usage("a [[sink]] names no place")
                    .remedy("give it one of kafka, kinesis, eventbridge, sns, http, file, stdout")
            })?,
        };
        desks.push(start(sink, status)?);
    }
    let status = SinkStatus::new(QUARANTINE, true);
    let quarantine: Box<dyn Sink> = match &config.quarantine.topic {
        Some(name) => topics(name.get_ref(), &status)?,
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
    Ok(Sinks { desks, quarantine, threads })
}

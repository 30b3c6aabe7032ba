//! What every verb that audits a stream is made of, wherever its records come from: rules in force, sinks, auditing threads,
//! and what looks after them.
//!
//! Absent: sources, ports, and the end of the process. Those are the verb's.

mod auditing;
#[cfg(feature = "kafka")]
mod cluster;
mod foresight;
mod reload;
mod sinks;

use std::sync::Arc;

pub use auditing::{Auditing, in_force};
#[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
pub use auditing::{Left, READER_GONE, linking, runtime};
#[cfg(feature = "kafka")]
pub use cluster::{Cluster, password, reader, refused};
pub use foresight::warnings;
pub use reload::reload;
#[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
pub use sinks::open as open_sinks;

use super::{Error, Settings};
use crate::sink::{Sink, SinkStatus};

/// Opens a topic of the configured Kafka cluster as a sink.
pub type Topics<'t> = dyn FnMut(&str, &Arc<SinkStatus>) -> Result<Box<dyn Sink>, Error> + 't;

/// The topics of the cluster under `[kafka]`, for a verb that reads from somewhere else. Nothing connects before one is opened.
#[cfg(feature = "kafka")]
pub fn topics(settings: &Settings) -> Result<Box<Topics<'static>>, Error> {
    let Some(mut cluster) = Cluster::of(settings, None)? else { return Ok(Box::new(|topic, _| no_cluster(topic))) };
    Ok(Box::new(move |topic, status| cluster.sink(topic, status)))
}

/// This build knows no Kafka.
#[cfg(not(feature = "kafka"))]
pub fn topics(_: &Settings) -> Result<Box<Topics<'static>>, Error> {
    Ok(Box::new(|topic, _| no_cluster(topic)))
}

/// A topic without a cluster: refused with the configuration, unless this build has no Kafka.
fn no_cluster(topic: &str) -> Result<Box<dyn Sink>, Error> {
    let what = format!("`{topic}` is a topic, and there is no Kafka cluster");
    let remedy = match cfg!(feature = "kafka") {
        true => "add [kafka] with `brokers = \"host:port\"`",
        false => "this build has no Kafka; use one with the feature `kafka`, or another kind of sink",
    };
    Err(super::Told::usage(what).remedy(remedy).into())
}

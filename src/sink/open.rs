//! From a `[[sink]]` of the settings to the sink itself: secrets and certificates are read here, folders made, clients set up.
//!
//! Sinks on Kafka are opened elsewhere: they share a producer.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tokio::runtime::Handle;

use super::{FileSink, HttpError, HttpSink, Sink, StdoutSink};
#[cfg(feature = "kinesis")]
use crate::aws::Session;
#[cfg(feature = "kinesis")]
use crate::config::arn::Arn;
use crate::config::secret::{Secret, SecretError};
use crate::config::service::{self, Sink as Settings};

/// A sink that cannot be opened: which one, which setting, what to do.
#[derive(Debug, thiserror::Error)]
#[error("sink `{sink}`: {why}")]
pub struct OpenError {
    /// Its name.
    pub sink: String,
    /// Why.
    pub why: Why,
}

/// Why a sink cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Why {
    /// A secret cannot be read.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The endpoint cannot be used as it is set.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// The certificates cannot be read.
    #[error(
        "`sink.http.ca`: {path} cannot be read ({error}): it has to be a PEM file that the user of the service may read",
        path = .0.display(), error = .1
    )]
    Ca(PathBuf, io::Error),
    /// The folder cannot be used.
    #[error(
        "`sink.file.folder`: {path} cannot be written to ({error}): it has to be a folder of the user of the service",
        path = .0.display(), error = .1
    )]
    Folder(PathBuf, io::Error),
    /// The program cannot.
    #[error(
        "`sink.{0}`: this program was built without AWS: build it with `--features kinesis`, or take another kind of sink"
    )]
    NotBuilt(&'static str),
    /// AWS has regions, and none is named.
    #[error("`sink.{0}`: no region is known: set `aws.region` or AWS_REGION, or write the ARN, which names one")]
    NoRegion(&'static str),
    /// There is no standard output.
    #[error("`sink.stdout`: standard output cannot be used ({0}): is it closed?")]
    Stdout(io::Error),
}

/// What sinks are opened with.
#[derive(Clone, Copy, Debug)]
pub struct Opening<'o> {
    /// Paths are relative to it: the folder of the settings.
    pub folder: &'o Path,
    /// Drives connections; it has threads of its own.
    pub runtime: &'o Handle,
    /// How AWS is reached.
    #[cfg(feature = "kinesis")]
    pub aws: &'o Session,
}

/// Opens the sink of `settings`. `None` for a sink on Kafka.
pub fn open(settings: &Settings, with: Opening<'_>) -> Result<Option<Box<dyn Sink>>, OpenError> {
    kind(settings, with).map_err(|why| OpenError { sink: name(settings).to_owned(), why })
}

fn kind(settings: &Settings, with: Opening<'_>) -> Result<Option<Box<dyn Sink>>, Why> {
    if let Some(http) = &settings.http {
        return Ok(Some(Box::new(endpoint(http, with.folder, with.runtime)?)));
    }
    if let Some(file) = &settings.file {
        let place = with.folder.join(&file.folder);
        let sink = FileSink::new(place.clone(), "findings", file.roll.0, file.keep);
        return Ok(Some(Box::new(sink.map_err(|error| Why::Folder(place, error))?)));
    }
    if settings.stdout.is_some() {
        return Ok(Some(Box::new(StdoutSink::new().map_err(Why::Stdout)?)));
    }
    cloud(settings, with)
}

#[cfg(feature = "kinesis")]
fn cloud(settings: &Settings, with: Opening<'_>) -> Result<Option<Box<dyn Sink>>, Why> {
    use super::{eventbridge::Bus, kinesis::Stream, sns::Topic};
    let runtime = with.runtime.clone();
    let (thing, sink): (_, Box<dyn Sink>) = match settings {
        Settings { kinesis: Some(kinesis), .. } => {
            (&kinesis.stream, Box::new(Stream::sink(kinesis, with.aws, runtime)))
        }
        Settings { eventbridge: Some(bridge), .. } => (&bridge.bus, Box::new(Bus::sink(bridge, with.aws, runtime))),
        Settings { sns: Some(sns), .. } => (&sns.topic, Box::new(Topic::sink(sns, with.aws, runtime))),
        _ => return Ok(None),
    };
    if Arn::parse(thing.get_ref()).is_none() && with.aws.config().region().is_none() {
        return Err(Why::NoRegion(settings.kind()));
    }
    Ok(Some(sink))
}

#[cfg(not(feature = "kinesis"))]
fn cloud(settings: &Settings, _with: Opening<'_>) -> Result<Option<Box<dyn Sink>>, Why> {
    if settings.is_of_aws() { Err(Why::NotBuilt(settings.kind())) } else { Ok(None) }
}

fn endpoint(http: &service::HttpSink, folder: &Path, runtime: &Handle) -> Result<HttpSink, Why> {
    let (file, variable) = (http.bearer_token_file.as_deref(), http.bearer_token_env.as_deref());
    let token = Secret::read("sink.http.bearer_token", file, variable, folder)?;
    let ca = match &http.ca {
        Some(path) => {
            let path = folder.join(path);
            Some(fs::read(&path).map_err(|error| Why::Ca(path, error))?)
        }
        None => None,
    };
    Ok(HttpSink::new(http, token, ca, runtime.clone())?)
}

/// The name of a sink in logs and metrics: its own, or else its kind.
pub fn name(settings: &Settings) -> &str {
    settings.name.as_ref().map_or_else(|| settings.kind(), |name| name.get_ref())
}

//! Where a replay reads: files, or a topic by the time of its records.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Args;
use super::window::Moment;
use crate::cli::{Error, Loaded, Told};
use crate::source::{self, Piece};

/// Takes the pieces; may end the reading.
pub(super) type Each<'e> = dyn FnMut(&Arc<str>, Piece<'_>) -> ControlFlow<()> + 'e;

type Read = Box<dyn FnOnce(&Arc<AtomicU64>, &mut Each<'_>) -> Result<ControlFlow<()>, Error> + Send>;

/// What kind of place is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Source {
    /// Files and folders.
    #[default]
    Files,
    /// Topics of the cluster under `[kafka]`.
    Kafka,
}

/// What is read.
pub(super) struct Input {
    /// The places, as a report names them.
    pub names: Vec<String>,
    /// Bytes in all of it, where known.
    pub size: Option<u64>,
    read: Read,
}

impl Input {
    /// What the command line asks for. Nothing is opened yet.
    pub fn of(args: &Args, loaded: &Loaded) -> Result<Self, Error> {
        match args.source {
            Source::Files => files(args, loaded),
            Source::Kafka => topics(args, loaded),
        }
    }

    /// Reads all of it; `meter` counts the bytes.
    pub fn read(self, meter: &Arc<AtomicU64>, each: &mut Each<'_>) -> Result<ControlFlow<()>, Error> {
        (self.read)(meter, each)
    }
}

fn files(args: &Args, loaded: &Loaded) -> Result<Input, Error> {
    let only_kafka = [("--topic", args.topic.is_empty()), ("--from", args.from.is_none()), ("--to", args.to.is_none())];
    if let Some((option, _)) = only_kafka.iter().find(|(_, absent)| !absent) {
        let what = format!("{option} is about the records of a topic");
        return Err(Told::usage(what)
            .remedy("add `--source kafka`; for files, --since and --until choose by event time")
            .into());
    }
    if args.paths.is_empty() {
        return Err(Told::usage("nothing to replay")
            .remedy("name files or folders: `phi-audit replay archive/ --report report`, or `--source kafka`")
            .into());
    }
    let (paths, limits) = (args.paths.clone(), loaded.settings.config.limits.of_source());
    let names = paths.iter().map(|path: &PathBuf| path.display().to_string()).collect();
    let size = source::size(&paths);
    let read: Read = Box::new(move |meter, each| Ok(source::documents(&paths, &limits, Some(meter), each)));
    Ok(Input { names, size, read })
}

#[cfg(not(feature = "kafka"))]
fn topics(_args: &Args, _loaded: &Loaded) -> Result<Input, Error> {
    Err(Told::usage("this program was built without Kafka").remedy("build it with the feature `kafka`").into())
}

#[cfg(feature = "kafka")]
fn topics(args: &Args, loaded: &Loaded) -> Result<Input, Error> {
    use crate::source::kafka::{Between, records};

    let config = &loaded.settings.config;
    if let Some(path) = args.paths.first() {
        let what = format!("`{}` is a path, and --source kafka reads topics", path.display());
        return Err(Told::usage(what).remedy("name topics with --topic").into());
    }
    let client = crate::cli::run::reader(&loaded.settings)?;
    let configured =
        || config.source.kafka.iter().flat_map(|source| &source.topics).map(|topic| topic.get_ref().clone());
    let topics: Vec<String> = if args.topic.is_empty() { configured().collect() } else { args.topic.clone() };
    if topics.is_empty() || topics.iter().any(|topic| topic.starts_with('^')) {
        return Err(Told::usage("it is not clear which topics to read").remedy("name each with --topic").into());
    }
    let ms = |moment: &Option<Moment>| moment.as_ref().map(Moment::ms);
    let between = Between { from_ms: ms(&args.from), to_ms: ms(&args.to) };
    if between.from_ms.is_some() && between.to_ms.is_some() && between.from_ms >= between.to_ms {
        return Err(Told::usage("--from is not before --to, so no record lies between them").into());
    }
    let names = topics.iter().map(|topic| format!("kafka:{topic}")).collect();
    let brokers = config.kafka.as_ref().map(|cluster| cluster.brokers.clone()).unwrap_or_default();
    let read: Read = Box::new(move |meter, each| {
        let mut counted = |name: &Arc<str>, piece: Piece<'_>| {
            if let Piece::Document { bytes, .. } = piece {
                meter.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            }
            each(name, piece)
        };
        records(&client, &topics, between, &mut counted).map_err(|error| {
            Told::failed(format!("{} cannot be read: {error}", topics.join(", ")))
                .at(brokers)
                .remedy("check the names of the topics, that the brokers are reachable, and what this user may read")
                .into()
        })
    });
    Ok(Input { names, size: None, read })
}

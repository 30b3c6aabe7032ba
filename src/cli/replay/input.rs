//! Where a replay reads: files and archives, or a topic by the time of its records.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
#[cfg(feature = "kafka")]
use std::sync::atomic::Ordering;

use super::Args;
#[cfg(feature = "kafka")]
use super::window::Moment;
use super::window::Window;
#[cfg(feature = "kafka")]
use crate::cli::Settings;
use crate::cli::places::places;
use crate::cli::{Error, Loaded, Told};
#[cfg(feature = "kafka")]
use crate::source::kafka::{Range, RangeError};
use crate::source::{self, Choose, Filed, Object, Piece, Reading};

/// Takes the pieces; may end the reading.
pub(in crate::cli) type Each<'e> = dyn FnMut(&Arc<Object>, Piece<'_>) -> ControlFlow<()> + 'e;

type Read = Box<dyn FnOnce(&Arc<AtomicU64>, Arc<Choose>, &mut Each<'_>) -> ControlFlow<()> + Send>;

/// What kind of place is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Source {
    /// Files and folders.
    #[default]
    Files,
    /// Topics of the cluster under `[kafka]`.
    Kafka,
}

/// How a topic is named among paths.
const TOPIC: &str = "kafka:";

/// What is read.
pub(in crate::cli) struct Input {
    /// The places, as a report names them.
    pub names: Vec<String>,
    /// Bytes in all of it, where known.
    pub size: Option<u64>,
    /// Which folders are not looked into, if any are not.
    pub left_out: Option<String>,
    read: Read,
}

impl Input {
    /// What the command line asks for. No file is opened yet; a cluster is asked what there is,
    /// and object stores must answer.
    pub fn of(args: &Args, loaded: &Loaded, window: &Window) -> Result<Self, Error> {
        match args.source {
            Source::Files => files(args, loaded, window),
            Source::Kafka => topics(args, loaded),
        }
    }

    /// The places of verbs that have no `--source`: files, folders, `-`, object stores; or topics, each as `kafka:TOPIC`.
    pub fn places(paths: &[PathBuf], loaded: &Loaded) -> Result<Self, Error> {
        let topic = |path: &PathBuf| Some(path.to_str()?.strip_prefix(TOPIC)?.to_owned());
        let topics: Vec<String> = paths.iter().filter_map(topic).collect();
        if topics.is_empty() {
            return Self::of_paths(paths, None, Filed::default(), loaded);
        }
        if topics.len() < paths.len() {
            return Err(Told::usage("topics and files cannot be read as one input")
                .remedy("name either files and folders, or topics as `kafka:TOPIC`")
                .into());
        }
        all_of_topics(&topics, loaded)
    }

    fn of_paths(paths: &[PathBuf], scratch: Option<PathBuf>, filed: Filed, loaded: &Loaded) -> Result<Self, Error> {
        let (places, names): (Vec<_>, _) = places(paths, &loaded.settings, scratch)?.into_iter().unzip();
        let size = source::size(&places, &filed);
        let limits = loaded.settings.config.limits.of_source();
        let read: Read = Box::new(move |meter, choose, each| {
            let reading = Reading { limits, filed, choose, meter: Some(Arc::clone(meter)) };
            source::documents(&places, &reading, each)
        });
        Ok(Self { names, size, left_out: filed.words(), read })
    }

    /// Reads all of it that `choose` wants; `meter` counts the bytes.
    pub fn read(self, meter: &Arc<AtomicU64>, choose: Arc<Choose>, each: &mut Each<'_>) -> ControlFlow<()> {
        (self.read)(meter, choose, each)
    }
}

fn files(args: &Args, loaded: &Loaded, window: &Window) -> Result<Input, Error> {
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
    one_run(args)?;
    let filed = Filed::between(args.layout, window.since(), window.until(), args.late.0);
    let input = Input::of_paths(&args.paths, args.scratch.clone(), filed, loaded)?;
    // What a manifest has already is not read.
    Ok(Input { size: input.size.filter(|_| args.manifest.is_none()), ..input })
}

/// What is read once and is gone has no version by which it could be known again.
fn one_run(args: &Args) -> Result<(), Error> {
    match &args.manifest {
        Some(_) if args.paths.iter().any(|path| path.as_os_str() == source::STDIN) => {
            Err(Told::usage("--manifest is about files, and - is standard input")
                .remedy("name the files themselves, or leave --manifest out")
                .into())
        }
        _ => Ok(()),
    }
}

#[cfg(not(feature = "kafka"))]
fn topics(_args: &Args, _loaded: &Loaded) -> Result<Input, Error> {
    Err(without_kafka())
}

#[cfg(not(feature = "kafka"))]
fn all_of_topics(_topics: &[String], _loaded: &Loaded) -> Result<Input, Error> {
    Err(without_kafka())
}

#[cfg(not(feature = "kafka"))]
fn without_kafka() -> Error {
    Told::usage("this program was built without Kafka").remedy("build it with the feature `kafka`").into()
}

#[cfg(feature = "kafka")]
fn topics(args: &Args, loaded: &Loaded) -> Result<Input, Error> {
    use crate::source::kafka::Between;

    let config = &loaded.settings.config;
    if args.manifest.is_some() {
        return Err(Told::usage("--manifest is about files, and --source kafka reads topics")
            .remedy("leave --manifest out; --from and --to choose what is read of a topic")
            .into());
    }
    if let Some(path) = args.paths.first() {
        let what = format!("`{}` is a path, and --source kafka reads topics", path.display());
        return Err(Told::usage(what).remedy("name topics with --topic").into());
    }
    let configured =
        || config.source.kafka.iter().flat_map(|source| &source.topics).map(|topic| topic.get_ref().clone());
    let topics: Vec<String> = if args.topic.is_empty() { configured().collect() } else { args.topic.clone() };
    if topics.is_empty() {
        return Err(Told::usage("it is not clear which topics to read")
            .remedy("name each with --topic, or set `source.kafka.topics`")
            .into());
    }
    let ms = |moment: &Option<Moment>| moment.as_ref().map(Moment::ms);
    let between = Between { from_ms: ms(&args.from), to_ms: ms(&args.to) };
    if let (Some(from), Some(to)) = (&args.from, &args.to)
        && from.ms() >= to.ms()
    {
        let what = format!("--from {from} is not before --to {to}, so no record lies between them");
        return Err(Told::usage(what).remedy("give the earlier of the two as --from").into());
    }
    let given = [("from", &args.from), ("to", &args.to)];
    let times: String =
        given.iter().filter_map(|(name, moment)| Some(format!(" {name} {}", moment.as_ref()?))).collect();
    let names = topics.iter().map(|topic| format!("{TOPIC}{topic}{times}")).collect();
    read_topics(&topics, between, names, loaded)
}

#[cfg(feature = "kafka")]
fn all_of_topics(topics: &[String], loaded: &Loaded) -> Result<Input, Error> {
    let names = topics.iter().map(|topic| format!("{TOPIC}{topic}")).collect();
    read_topics(topics, crate::source::kafka::Between { from_ms: None, to_ms: None }, names, loaded)
}

#[cfg(feature = "kafka")]
fn read_topics(
    topics: &[String],
    between: crate::source::kafka::Between,
    names: Vec<String>,
    loaded: &Loaded,
) -> Result<Input, Error> {
    let range = range(&loaded.settings, topics, between, loaded.settings.config.limits.of_source().document)?;
    // A partition has no version and is of no shard: all of it is read.
    let read: Read = Box::new(move |meter, _, each| {
        range.read(&mut |name, piece| {
            if let Piece::Document { bytes, .. } = piece {
                meter.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            }
            each(name, piece)
        })
    });
    Ok(Input { names, size: None, left_out: None, read })
}

/// Asks the cluster of the configuration what there is of `topics`; values longer than `longest` bytes are too large.
#[cfg(feature = "kafka")]
pub(in crate::cli) fn range(
    settings: &Settings,
    topics: &[String],
    between: crate::source::kafka::Between,
    longest: usize,
) -> Result<Range, Error> {
    let reader = crate::cli::service::reader(settings)?;
    let brokers = settings.config.kafka.as_ref().map(|cluster| cluster.brokers.clone()).unwrap_or_default();
    Range::plan(reader, topics, between, longest).map_err(|error| {
        let what = error.to_string();
        match error {
            RangeError::Cluster(_) => Told::failed(format!("the cluster cannot be asked what there is: {what}"))
                .at(brokers)
                .remedy("check that the brokers can be reached from here, and what this user may read"),
            RangeError::Unknown { nearest, .. } => Told::failed(what)
                .at(brokers)
                .remedy("check its name, and that this user may see it")
                .maybe_remedy(nearest.map(|name| format!("did you mean `{name}`?"))),
            RangeError::Expression(_) => {
                Told::usage(what).remedy("a topic that begins with `^` is a regular expression")
            }
        }
        .into()
    })
}

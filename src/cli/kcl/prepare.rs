//! From the configuration to a process that can answer its daemon: what cannot be is refused before anything is opened.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::Receiver;

use super::Working;
use super::figures::Figures;
use crate::cli::service::{Auditing, topics};
use crate::cli::{Error, Loaded, Settings, Told};
use crate::config::arn::stream_name;
use crate::config::service::{Delivery, KinesisSource};
use crate::pipeline::lifecycle::{self, Asked};
use crate::pipeline::{Intake, Load};
use crate::quarantine::QuarantineGuard;
use crate::source::kcl::machine::{Machine, Pace};
use crate::source::kcl::{self, Line, Processor};

/// What is under way at most, whatever the settings allow the long-running service: a shard gives 2 MB a second, which is
/// audited in a fraction of one, and what would wait beyond this is better left with the daemon, as there are many of us.
const MOST: Load = Load { records: 5_000, bytes: 4 << 20 };

/// What is known once the configuration is understood, and before the daemon has said anything.
pub(super) struct Prepared {
    /// The stream's name.
    pub stream: Arc<str>,
    /// What the daemon says.
    pub lines: Receiver<Line>,
    /// What the system asks for.
    pub asked: Receiver<Asked>,
    /// The state before the first message.
    pub machine: Machine,
}

impl Prepared {
    /// Checks the configuration and starts to listen.
    pub fn of(settings: &Settings) -> Result<Self, Error> {
        let source = source(settings)?;
        let stream = stream_name(source.stream.get_ref()).into();
        let ms = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        let (interval, grace) = (source.checkpoint_interval.0, settings.config.service.grace.0);
        let machine = Machine::new(Pace { interval_ms: ms(interval), grace_ms: ms(grace) });
        let asked = lifecycle::signals().map_err(|error| Told::failed(format!("cannot take signals: {error}")))?;
        let input = stdin().map_err(|error| Told::failed(format!("standard input cannot be read: {error}")))?;
        let lines = kcl::lines(input).map_err(|error| Told::failed(format!("cannot start a thread: {error}")))?;
        Ok(Self { stream, lines, asked, machine })
    }

    /// Starts what audits the records of `shard`.
    pub fn start(self, loaded: &Loaded, shard: Arc<str>) -> Result<Working, Error> {
        let Self { stream, lines, asked, machine } = self;
        let figures = Figures::new(&loaded.settings, &stream, &shard)?;
        // One thread audits what many shards give.
        let (auditing, ends) = Auditing::start(loaded, 1, Some(&shard), &mut *topics(&loaded.settings)?)?;
        let (config, metrics) = (&loaded.settings.config, Arc::clone(&auditing.metrics));
        let service = &config.service;
        let limit = Load {
            records: MOST.records.min(service.in_flight_records.into()),
            bytes: MOST.bytes.min(service.in_flight_bytes.0),
        };
        let intake =
            Intake::new("kinesis", limit, QuarantineGuard::new(&config.quarantine), ends, Arc::clone(&metrics));
        let processor = Processor::new((stream, shard), machine, intake, service.stall.0, metrics);
        Ok(Working { lines, asked, processor, auditing, figures, grace: service.grace.0 })
    }
}

/// The stream, and nothing beside it that this verb could not keep.
fn source(settings: &Settings) -> Result<&KinesisSource, Error> {
    let config = &settings.config;
    if config.sink.iter().any(|sink| sink.stdout.is_some()) {
        return Err(Told::usage("standard output belongs to the daemon here, and a [[sink]] writes to it")
            .remedy("remove the sink with `stdout`, or give alerts another way: `kafka`, `kinesis`, `http`, `file`")
            .into());
    }
    if config.canary.is_some() {
        return Err(Told::usage("each shard has a process of its own here, and each would send canaries")
            .at("canary")
            .remedy("remove [canary]: it is for `phi-audit run`")
            .into());
    }
    if config.service.delivery == Delivery::Transactional {
        return Err(Told::usage("a transaction holds positions of Kafka, and here they are Kinesis's")
            .at("service.delivery")
            .remedy("remove it: alerts that come twice have the same id")
            .into());
    }
    config.source.kinesis.as_ref().ok_or_else(|| {
        Told::usage("the stream has no name: the daemon tells only the shard")
            .remedy("add [source.kinesis] with `stream`, the same as `streamName` in the daemon's properties")
            .into()
    })
}

/// Standard input without the small buffer of the standard library.
#[cfg(unix)]
fn stdin() -> io::Result<impl io::Read + Send + 'static> {
    let input = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned()?;
    Ok(std::fs::File::from(input))
}

#[cfg(not(unix))]
fn stdin() -> io::Result<impl io::Read + Send + 'static> {
    Ok(io::stdin())
}

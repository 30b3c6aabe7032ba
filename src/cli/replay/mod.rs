//! `phi-audit replay`: archives of any size, audited on all cores, with findings as they come and a report at the end.
//!
//! It promises: the output does not depend on the number of threads; memory does not grow with the input. One thread reads
//! and cuts ([`pack`]), some audit ([`worker`]), this one puts their answers back into the order of the input and writes
//! ([`output`]).

mod gate;
mod input;
mod metrics;
mod output;
mod pack;
mod pipeline;
mod progress;
mod window;
mod worker;

#[cfg(test)]
mod linked_tests;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread;

use super::linking::Linking;
use super::manifest::{Manifest, Reserved, Shard};
use super::scan::Format;
use super::{Error, Exit, FailOn, Io, Loaded, RuleArgs, load};
use crate::source::Layout;
pub(in crate::cli) use input::Input;
use input::Source;
#[cfg(feature = "kafka")]
pub(in crate::cli) use input::range;
use metrics::Figures;
use output::Output;
pub(in crate::cli) use output::{basis_of, unread};
pub(in crate::cli) use pack::{Batch, Packed, Stretch};
use pipeline::Job;
pub(in crate::cli) use pipeline::{Numbering, Work, ordered};
pub(in crate::cli) use progress::Progress;
use window::Late;
pub(in crate::cli) use window::{Moment, Window};
pub(in crate::cli) use worker::Place;

/// Arguments of `replay`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, folders, s3:// gs:// az:// URLs, - for standard input; JSON, gzip, zstd, Parquet
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// files, or kafka: topics by time, moving no position
    #[arg(long, value_enum, value_name = "SOURCE", default_value = "files", hide_possible_values = true)]
    source: Source,

    /// With kafka: a topic, several if repeated [default: source.kafka.topics]
    #[arg(long, value_name = "TOPIC")]
    topic: Vec<String>,

    /// With kafka: only records from this time on, by their timestamp
    #[arg(long, value_name = "TIME")]
    from: Option<Moment>,

    /// With kafka: only records before this time [default: when it starts]
    #[arg(long, value_name = "TIME")]
    to: Option<Moment>,

    /// Write report.html, report.json and findings.csv into this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,

    /// Keep results in this file: the next run reads only what is new
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,

    /// Write figures of the run into this file, for node_exporter: NAME.prom
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,

    /// Only shard I of N, from 0; `report merge` puts them together
    #[arg(long, value_name = "I/N", requires = "manifest", conflicts_with_all = ["report", "fail_on"])]
    shard: Option<Shard>,

    /// Only events from this time on: 2024-04-19, or 2024-04-19T12:00:00Z
    #[arg(long, value_name = "TIME")]
    since: Option<Moment>,

    /// Only events before this time; events without a time are always audited
    #[arg(long, value_name = "TIME")]
    until: Option<Moment>,

    /// Folders: segment, firehose, kafka-connect, lake, plain
    #[arg(long, value_enum, value_name = "LAYOUT", default_value = "auto", hide_possible_values = true)]
    layout: Layout,

    /// How long after --until an event may have been filed
    #[arg(long, value_name = "SPAN", default_value = "7d")]
    late: Late,

    /// Folder for objects above 8 MiB [default: the system's temporary one]
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,

    /// text, ndjson, or none [default: text on a terminal, ndjson otherwise]
    #[arg(long, value_enum, hide_possible_values = true)]
    format: Option<ReplayFormat>,

    /// Exit with 1 from this severity on: info, low, medium, high, critical, or never
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "high", hide_possible_values = true)]
    fail_on: FailOn,

    /// Threads that audit [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,

    #[command(flatten)]
    rules: RuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  phi-audit replay archive/ --manifest archive.manifest --report report
  phi-audit replay s3://bucket/segment-logs --since 2026-11-01 --until 2026-11-08 --report report
  phi-audit replay --source kafka --from 2026-11-01 --to 2026-11-02 --report report

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be read, 64 usage.";

/// How to print an event with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ReplayFormat {
    /// Two or three lines for a person.
    Text,
    /// The published record.
    Ndjson,
    /// Not at all.
    None,
}

/// Audits everything that is given and reports on it.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let mut figures = args.metrics.as_deref().map(|path| Figures::new(path, &args.paths)).transpose()?;
    let reserved = args.manifest.as_ref().map(|path| Manifest::reserve(path, args.shard, &args.paths)).transpose()?;
    let loaded = Arc::new(load(&args.rules)?);
    if let Some(figures) = &mut figures {
        figures.begin()?;
    }
    let outcome = judge(args, reserved, loaded, figures.as_mut(), io);
    if let Some(figures) = &mut figures {
        figures.end(outcome.is_ok(), io)?;
    }
    outcome
}

fn judge(
    args: &Args,
    reserved: Option<Reserved>,
    loaded: Arc<Loaded>,
    mut figures: Option<&mut Figures>,
    io: &mut Io,
) -> Result<Exit, Error> {
    let format = match args.format {
        Some(ReplayFormat::Text) => Some(Format::Text),
        Some(ReplayFormat::Ndjson) => Some(Format::Ndjson),
        Some(ReplayFormat::None) => None,
        None if io.out_is_terminal => Some(Format::Text),
        None => Some(Format::Ndjson),
    };
    let meter = Arc::new(AtomicU64::new(0));
    let window = Window::between(args.since.clone(), args.until.clone())?;
    let input = Input::of(args, &loaded, &window)?;
    let linking = Arc::new(Linking::of(&loaded, args.manifest.is_some())?);
    let mut output = Output::new(args, reserved, &input, (&loaded, &linking), format, io.paint)?;
    let mut progress = Progress::new(input.size, io.err_is_terminal, Arc::clone(&meter));
    let job = Job {
        input,
        choose: output.choose(),
        loaded: Arc::clone(&loaded),
        linking,
        window,
        text: (format == Some(Format::Text)).then_some(io.paint),
        threads: args.threads.map_or_else(cores, usize::from),
        meter,
    };
    let outcome = pipeline::run(job, &mut |done| {
        let shares = done.map(|done| done.shares).unwrap_or_default();
        progress.pause(|| shares.into_iter().try_for_each(|share| output.take(share, io)))?;
        output.save(io)?;
        if let Some(figures) = &mut figures {
            figures.reached(output.summary(), output.read(), progress.read());
            if figures.are_due() {
                progress.pause(|| figures.write(io))?;
            }
        }
        progress.advance(output.summary(), output.read(), io)
    });
    progress.finish();
    if let Some(figures) = &mut figures {
        figures.reached(output.summary(), output.read(), progress.read());
    }
    outcome?;
    let (summary, exit) = output.finish(io, &progress)?;
    if let Some(figures) = figures {
        figures.reported(&summary, args.manifest.is_some());
    }
    Ok(exit)
}

pub(in crate::cli) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

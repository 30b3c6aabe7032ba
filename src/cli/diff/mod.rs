//! `phi-audit diff`: what another rule set would alter over the same archive, and what a control really took out of a stream.
//!
//! Three questions, one verb: two files of records ([`records`]), one archive under two rule sets ([`rules`]), an archive and a
//! filtered copy of it ([`controls`]). What a difference is, is said in [`crate::diff`].

mod controls;
mod controls_output;
mod output;
mod records;
mod rules;

use std::path::PathBuf;

use super::replay::{Moment, Window, cores};
use super::{Error, Exit, FailOn, Io, RuleArgs, Told};
use crate::config::Edition;
use crate::diff::{By, StoreError};

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Two files of records; an archive, with --then-…; or an archive and a copy, with --by
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Audit the archive by this configuration, too
    #[arg(long, value_name = "FILE", help_heading = "One archive, other rules")]
    then_config: Option<PathBuf>,

    /// Audit it with this matcher pack more; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "One archive, other rules")]
    then_matchers: Vec<PathBuf>,

    /// Audit it with this overlay more; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "One archive, other rules")]
    then_overlay: Vec<PathBuf>,

    /// Audit it by this edition of the guide
    #[arg(
        long,
        value_enum,
        value_name = "EDITION",
        hide_possible_values = true,
        help_heading = "One archive, other rules"
    )]
    then_rules: Option<Edition>,

    /// Pair events by message-id or id, and say what became of each field
    #[arg(long, value_enum, value_name = "ID", hide_possible_values = true, help_heading = "An archive and its copy")]
    by: Option<PairBy>,

    /// Only events from this time on
    #[arg(long, value_name = "TIME")]
    since: Option<Moment>,

    /// Only events before this time
    #[arg(long, value_name = "TIME")]
    until: Option<Moment>,

    /// text, ndjson, csv or json [default: text on a terminal, else ndjson]
    #[arg(long, value_enum, hide_possible_values = true)]
    format: Option<Format>,

    /// In text, examples of each change
    #[arg(long, value_name = "N", default_value_t = 3)]
    examples: usize,

    /// In text, fields in each list of an archive and its copy
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,

    /// Exit with 1 from this severity on: low, medium, high, critical, or never
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "low", hide_possible_values = true)]
    fail_on: FailOn,

    /// Threads that audit [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,

    #[command(flatten)]
    rules: RuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  phi-audit diff before.ndjson after.ndjson.gz
  phi-audit diff archive/ --then-matchers chart-numbers.toml
  phi-audit diff --by message-id s3://archive/segment-logs kafka:segment-events

Exit codes: 0 no difference, 1 differences, 2 something could not be read, 64 usage.";

/// By which id events are paired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum PairBy {
    /// Segment's.
    MessageId,
    /// Of CloudEvents, too.
    Id,
}

/// How to print what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Counts and examples for a person.
    Text,
    /// Each difference on a line.
    Ndjson,
    /// The same for spreadsheets.
    Csv,
    /// The counts.
    Json,
}

/// Compares what is given.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let format = args.format.unwrap_or(if io.out_is_terminal { Format::Text } else { Format::Ndjson });
    let then = args.then_config.is_some()
        || !args.then_matchers.is_empty()
        || !args.then_overlay.is_empty()
        || args.then_rules.is_some();
    let window = Window::between(args.since.clone(), args.until.clone())?;
    match (args.by, args.paths.as_slice()) {
        (Some(_), _) if then => {
            Err(mistake("--by compares two copies of the same events, and --then-… two rule sets", "give one of them"))
        }
        (Some(by), [archive, copy]) => controls::run(args, format, by.into(), (archive, copy), &window, io),
        (Some(_), _) => Err(mistake(
            "--by needs an archive and a copy",
            "name the two: `phi-audit diff --by message-id s3://archive/segment-logs kafka:segment-events`",
        )),
        (None, paths) if then => rules::run(args, format, paths, &window, io),
        (None, [before, after]) if args.since.is_none() && args.until.is_none() => {
            records::run(args, format, (before, after), io)
        }
        (None, [_, _]) => {
            Err(mistake("--since and --until choose events, and records were chosen already", "leave them out"))
        }
        (None, _) => Err(mistake(
            "it is not clear what to compare",
            "name two files of records, or add `--then-matchers FILE`, `--then-overlay FILE`, `--then-config FILE` or `--then-rules EDITION`",
        )),
    }
}

fn mistake(what: &str, remedy: &str) -> Error {
    Told::usage(what).remedy(remedy).into()
}

impl Args {
    fn threads(&self) -> usize {
        self.threads.map_or_else(cores, usize::from)
    }
}

impl From<PairBy> for By {
    fn from(by: PairBy) -> Self {
        match by {
            PairBy::MessageId => By::MessageId,
            PairBy::Id => By::Id,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Told::failed(format!("cannot keep what is compared on disk: {error}"))
            .remedy("check the space where temporary files go; TMPDIR names another place")
            .into()
    }
}

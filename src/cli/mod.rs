//! The command line: what the verbs are called and which function runs each. One file a verb.
//!
//! Verbs get their streams handed down ([`Io`]), give back an [`Exit`], and say what went wrong in an [`Error`]; none of them
//! ends the process or prints by itself.

mod args;
mod attested;
mod columns;
mod completions;
mod config;
mod diff;
mod error;
mod inventory;
mod io;
#[cfg(feature = "service")]
mod kcl;
mod linking;
mod load;
mod local;
mod man;
mod manifest;
mod pass;
mod places;
#[cfg(feature = "service")]
mod quarantine;
mod replay;
mod report;
mod rules;
#[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
mod run;
mod scan;
mod score;
#[cfg(feature = "service")]
mod service;
mod summary;
mod text;
mod today;
mod written;

pub use args::{FailOn, RuleArgs, RuleFiles};
pub use attested::AttestationFile;
pub use error::{Error, Exit, Told, cannot_read};
pub use io::{Color, Io, Paint};
pub use load::{Loaded, Settings, build, load, settings};
#[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
use replay::cores;
pub use summary::{Summary, plural};

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::version;

/// Audits Twilio Event Streams and Segment events for PHI where the BAA does not reach.
#[derive(Debug, Parser)]
#[command(name = "phi-audit", version, max_term_width = 100, disable_help_subcommand = true, after_help = EXAMPLES)]
pub struct Cli {
    /// Colour the output
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t, hide_possible_values = true)]
    pub color: Color,

    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

const EXAMPLES: &str = "\
Examples:
  phi-audit scan examples/events            what is wrong with these events?
  zcat sink.ndjson.gz | phi-audit scan -    the same from a pipe, as NDJSON when piped on
  phi-audit replay archive/ --report report the whole archive, with a report for the auditor
  phi-audit rules explain ssn.dashed        what does a rule look for, and why?
  phi-audit help rules explain              what can be said to this command?

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 run-time error, 3 too much in quarantine, 64 usage.";

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Audit events from files, folders or standard input
    Scan(scan::Args),
    /// Audit archives of any size and write a report
    Replay(Box<replay::Args>),
    /// Put the parts of a sharded replay together
    #[command(subcommand)]
    Report(report::Verb),
    /// List where PHI lives: which fields of which events hold what, and who gets them
    Inventory(Box<inventory::Args>),
    /// Say what another rule, or a control in the stream, changes
    Diff(Box<diff::Args>),
    /// Audit a live stream: the long-running service
    #[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
    Run(run::Args),
    /// Audit one shard of a Kinesis stream, under Amazon's KCL MultiLangDaemon
    #[cfg(feature = "service")]
    Kcl(kcl::Args),
    /// Check, list, explain and test matchers and requirements
    #[command(subcommand)]
    Rules(rules::Verb),
    /// Measure detection on a labelled corpus
    Score(score::Args),
    /// Check the configuration, import what is set up
    #[command(subcommand)]
    Config(config::Verb),
    /// Look at what could not be read
    #[cfg(feature = "service")]
    #[command(subcommand)]
    Quarantine(quarantine::Verb),
    /// Print a completion script for a shell
    Completions(completions::Args),
    /// Print the manual page, or write the pages of all verbs
    Man(man::Args),
}

/// Reads the command line. What `--version` says takes as long as loading the rules, so it is made only for who asks.
///
/// # Errors
///
/// Help and version, which are answers, and mistakes: [`exit_of`] tells them apart.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let words = asking_for_help(words.into_iter().collect());
    match Cli::try_parse_from(&words) {
        Err(answer) if answer.kind() == clap::error::ErrorKind::DisplayVersion => {
            let matches = Cli::command().long_version(version::long()).try_get_matches_from(&words)?;
            Cli::from_arg_matches(&matches)
        }
        parsed => parsed,
    }
}

/// `phi-audit help VERB` asks what `phi-audit VERB --help` does. The parser's own verb for it would stand among ours, at every level.
fn asking_for_help(mut words: Vec<OsString>) -> Vec<OsString> {
    if words.get(1).is_some_and(|word| word == "help") {
        words.remove(1);
        words.push("--help".into());
    }
    words
}

/// Runs one verb.
pub fn run(cli: Cli, io: &mut Io) -> Result<Exit, Error> {
    match cli.verb {
        Verb::Scan(args) => scan::run(&args, io),
        Verb::Replay(args) => replay::run(&args, io),
        Verb::Report(verb) => report::run(&verb, io),
        Verb::Inventory(args) => inventory::run(&args, io),
        Verb::Diff(args) => diff::run(&args, io),
        #[cfg(any(feature = "kafka", feature = "kinesis", feature = "webhook"))]
        Verb::Run(args) => run::run(&args, io),
        #[cfg(feature = "service")]
        Verb::Kcl(args) => kcl::run(&args, io),
        Verb::Rules(verb) => rules::run(&verb, io),
        Verb::Score(args) => score::run(&args, io),
        Verb::Config(verb) => config::run(&verb, io),
        #[cfg(feature = "service")]
        Verb::Quarantine(verb) => quarantine::run(&verb, io),
        Verb::Completions(args) => completions::run(&args, io),
        Verb::Man(args) => man::run(&args, io),
    }
}

/// The exit code for what the parser of the command line had to say.
pub fn exit_of(answer: &clap::Error) -> Exit {
    use clap::error::ErrorKind::{DisplayHelp, DisplayVersion};
    match answer.kind() {
        DisplayHelp | DisplayVersion => Exit::Clean,
        _ => Exit::Usage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_is_an_answer_and_a_wrong_word_a_mistake() {
        assert_eq!(exit_of(&Cli::try_parse_from(["phi-audit", "--help"]).unwrap_err()), Exit::Clean);
        assert_eq!(exit_of(&Cli::try_parse_from(["phi-audit", "scna"]).unwrap_err()), Exit::Usage);
        assert_eq!(exit_of(&Cli::try_parse_from(["phi-audit"]).unwrap_err()), Exit::Usage);
    }

    #[test]
    fn help_is_a_word_as_well() {
        let answer = |line: &str| parse(line.split(' ').map(OsString::from)).unwrap_err();
        for (word, option) in [
            ("phi-audit help", "phi-audit --help"),
            ("phi-audit help scan", "phi-audit scan --help"),
            ("phi-audit help rules explain", "phi-audit rules explain --help"),
        ] {
            assert_eq!(answer(word).to_string(), answer(option).to_string());
            assert_eq!(exit_of(&answer(word)), Exit::Clean);
        }
        assert_eq!(exit_of(&answer("phi-audit help scna")), Exit::Usage);
    }

    #[test]
    fn the_version_is_short_for_programs_and_long_for_people() {
        let answer = |word: &str| parse(["phi-audit", word].map(OsString::from)).unwrap_err();
        assert_eq!(answer("-V").to_string(), format!("phi-audit {}\n", version::VERSION));
        assert_eq!(answer("--version").to_string(), format!("phi-audit {}\n", version::long()));
        assert_eq!(exit_of(&answer("--version")), Exit::Clean);
    }
}

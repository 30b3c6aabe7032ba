//! `phi-audit rules …`: what the rules are, why, and whether they do what they say. One file a verb.

mod check;
mod coverage;
mod examples;
mod explain;
mod hits;
mod learn;
mod list;
mod new;
mod page;
mod samples;
mod test;

use std::path::PathBuf;

#[cfg(feature = "service")]
pub(super) use page::Page;

use super::{Error, Exit, Io, RuleFiles};

/// The verbs of `rules`.
#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Run every example of every rule through the production engine
    #[command(
        after_help = "Examples:\n  phi-audit rules check\n  phi-audit rules check --matchers matchers/our-record-numbers.toml\n\
        \nExit codes: 0 all examples hold, 2 some do not, 64 a rule file cannot be loaded."
    )]
    Check {
        /// Check the policy files of this folder instead of the built-in ones: for work on the policies themselves
        #[arg(long, value_name = "FOLDER")]
        policies: Option<PathBuf>,
        #[command(flatten)]
        files: RuleFiles,
    },
    /// List matchers and requirements
    #[command(
        after_help = "Examples:\n  phi-audit rules list\n  phi-audit rules list --json | jq -r '.[] | select(.severity == \"critical\") | .id'"
    )]
    List {
        /// As a JSON array
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        files: RuleFiles,
    },
    /// Explain a matcher, a requirement or a category
    #[command(
        after_help = "Examples:\n  phi-audit rules explain ssn.dashed\n  phi-audit rules explain video-not-eligible\n  phi-audit rules explain mrn"
    )]
    Explain {
        /// An id of `rules list`, or what a record names as `matcher`, `requirement` or `category`
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        files: RuleFiles,
    },
    /// Say how each requirement of the guide is covered: judged, attested, or not visible
    Coverage(coverage::Args),
    /// Try out a matcher pack of your own
    #[command(after_help = "Examples:\n  phi-audit rules test matchers/local/ours.record_number.toml\n  \
        phi-audit rules test ours.toml --samples events.ndjson.gz notes.txt\n\
        \nChecks the pack, runs its examples, and counts how often each matcher fires on the shipped clean events\n\
        and on your samples. Of samples only shapes are shown: chart AAA-999999 is …\n\
        Exit codes: 0 all examples hold, 2 some do not, 64 the pack cannot be loaded.")]
    Test {
        /// The pack
        file: PathBuf,
        /// Your own events, or any text, a line each; may be given several times
        #[arg(long, value_name = "FILE_OR_FOLDER", num_args = 1..)]
        samples: Vec<PathBuf>,
    },
    /// Write a matcher pack to start from
    New(new::Args),
    /// Propose a matcher from examples of an identifier
    Learn(learn::Args),
}

/// Runs a verb of `rules`.
pub fn run(verb: &Verb, io: &mut Io) -> Result<Exit, Error> {
    match verb {
        Verb::Check { policies, files } => check::run(policies.as_deref(), files, io),
        Verb::List { json, files } => list::run(*json, files, io),
        Verb::Explain { id, files } => explain::run(id, files, io),
        Verb::Coverage(args) => coverage::run(args, io),
        Verb::Test { file, samples } => test::run(file, samples, io),
        Verb::New(args) => new::run(args, io),
        Verb::Learn(args) => learn::run(args, io),
    }
}

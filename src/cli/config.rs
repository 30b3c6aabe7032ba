//! `phi-audit config check [FILE]`: is the configuration right, and what does it put in force?

use std::io::Write;
use std::path::PathBuf;

use super::{Error, Exit, Io, RuleFiles, load};
use crate::config::Config;

/// The verbs of `config`.
#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Check a configuration and say what it puts in force
    #[command(after_help = "Example:\n  phi-audit config check                what is in force in this directory?\n\
        \nEvery setting is explained in phi-audit.example.toml.")]
    Check {
        /// The file [default: phi-audit.toml, if there is one]
        file: Option<PathBuf>,
    },
}

/// Runs a verb of `config`.
pub fn run(verb: &Verb, io: &mut Io) -> Result<Exit, Error> {
    let Verb::Check { file } = verb;
    let loaded = load(&RuleFiles { config: file.clone(), ..RuleFiles::default() }.into())?;
    let from =
        loaded.path.as_ref().map_or_else(|| "no file, only defaults".to_owned(), |path| path.display().to_string());
    writeln!(io.out, "configuration  {from}: correct")?;
    in_force(&mut *io.out, &loaded.config)?;
    Ok(Exit::Clean)
}

/// What a configuration puts in force, in a few lines.
fn in_force(out: &mut dyn Write, config: &Config) -> std::io::Result<()> {
    let accounts = config.accounts.in_scope().len();
    let scope = |count: usize, noun: &str, otherwise: &str| match count {
        0 => otherwise.to_owned(),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    };
    writeln!(
        out,
        "accounts       {}",
        scope(accounts, "account", "none listed: every account counts as under the BAA")
    )?;
    let segment = &config.segment;
    writeln!(
        out,
        "segment        {}, {}",
        scope(segment.sources.len(), "source", "no source listed: every one may carry PHI"),
        scope(segment.destinations.len(), "BAA destination", "no destination with a BAA"),
    )?;
    let streams = &config.streams;
    writeln!(
        out,
        "streams        {}, {}",
        scope(streams.attested_hosts.len(), "attested host", "no attested host"),
        scope(streams.third_party_hosts_with_baa.len(), "third-party host", "no third-party host with a BAA"),
    )?;
    let rules = &config.rules;
    writeln!(
        out,
        "rules          edition {}, {}, {}, {}",
        rules.edition,
        scope(rules.matchers.len(), "own matcher pack", "no own matcher packs"),
        scope(rules.disabled.len(), "disabled rule", "none disabled"),
        scope(rules.severity.len(), "other severity", "no severity changed"),
    )?;
    let limits = config.limits;
    writeln!(
        out,
        "limits         documents to {}, nesting to {}, decoding to {}, compressed files to {} times their size",
        limits.document, limits.depth, limits.decoded, limits.expansion
    )
}

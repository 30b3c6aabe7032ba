//! `phi-audit config check [FILE]`: is the configuration right, and what does it put in force? `config import` stands in its own
//! file.

mod import;
#[cfg(feature = "kafka")]
mod kafka;
#[cfg(feature = "service")]
mod service;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use super::attested;
use super::today::today;
use super::{Error, Exit, Io, Loaded, RuleArgs, Settings, build, plural, settings};
use crate::policy::{Attested, Day, Standing};

/// The verbs of `config`.
#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Check a configuration and say what it puts in force
    #[command(after_help = "Example:\n  phi-audit config check                what is in force in this directory?\n\
        \nEvery setting is explained in phi-audit.example.toml.\n\
        \nExit codes: 0 correct, 64 not, 2 something could not be read.")]
    Check {
        /// The file [default: phi-audit.toml, if there is one]
        file: Option<PathBuf>,
        /// Exit with 64 on warnings as well: where the service runs, nothing may be missing
        #[arg(long)]
        strict: bool,
    },
    /// Take over what is set up at Twilio and Segment, from saved answers of their APIs
    Import(import::Args),
}

/// Runs a verb of `config`.
pub fn run(verb: &Verb, io: &mut Io) -> Result<Exit, Error> {
    let (file, strict) = match verb {
        Verb::Check { file, strict } => (file, *strict),
        Verb::Import(args) => return import::run(args, io),
    };
    let mut settings = settings(file.as_deref())?;
    settings.without_secrets = true;
    let loaded = build(&RuleArgs::default(), settings)?;
    let mut warnings = Vec::new();
    warnings.extend(unvouched(&loaded));
    #[cfg(feature = "service")]
    let checked = service::check(&loaded, &mut warnings)?;
    let from = loaded
        .settings
        .path
        .as_ref()
        .map_or_else(|| "no file, only defaults".to_owned(), |path| path.display().to_string());
    let warned = if warnings.is_empty() { String::new() } else { format!(", {}", count(warnings.len(), "warning")) };
    writeln!(io.out, "configuration  {from}: correct{warned}")?;
    in_force(&mut *io.out, &loaded.settings)?;
    local_and_allowed(&mut *io.out, &loaded, today())?;
    attestations(&mut *io.out, &loaded, today())?;
    #[cfg(feature = "service")]
    {
        let from_file = loaded.settings.path.is_some();
        service::in_force(&mut *io.out, &loaded.settings.config, &checked, from_file)?;
    }
    for warning in &warnings {
        writeln!(io.err, "warning: {warning}")?;
    }
    Ok(if strict && !warnings.is_empty() { Exit::Usage } else { Exit::Clean })
}

/// What a configuration puts in force, in a few lines.
fn in_force(out: &mut dyn Write, settings: &Settings) -> io::Result<()> {
    let (config, context) = (&settings.config, settings.context());
    let accounts =
        scope(context.designated_accounts.as_deref(), "account", "not listed, so every account counts as designated");
    writeln!(out, "accounts       {accounts}")?;
    let sources =
        scope(context.designated_sources.as_deref(), "source", "sources not listed, so every one may carry PHI");
    let destinations =
        scope(context.destinations_with_baa.as_deref(), "destination", "destinations not listed, so not judged");
    writeln!(out, "segment        {sources}; {destinations}")?;
    let (limited, planned) = (context.destination_limits.len(), context.tracking_plans.len());
    if limited + planned > 0 {
        let limited = count(limited, "destination");
        writeln!(out, "segment        {limited} with limits; {}", count(planned, "tracking plan"))?;
    }
    let attested = count(context.attested_stream_hosts.len(), "attested host");
    let third_party = count(context.stream_hosts_with_baa.len(), "third-party host");
    writeln!(out, "streams        {attested}; {third_party}")?;
    if let Some(imported) = &settings.imported {
        writeln!(out, "imported       {}", import::counts(imported))?;
    }
    let rules = &config.rules;
    writeln!(
        out,
        "rules          edition {}; {}; {}; {}; {}",
        rules.edition,
        count(rules.matchers.len(), "own matcher pack"),
        count(rules.overlays.len(), "overlay"),
        count(rules.disabled.len(), "disabled rule"),
        count(rules.severity.len(), "severity override"),
    )?;
    let limits = config.limits;
    writeln!(
        out,
        "limits         documents to {}; nesting to {}; decoding to {}; compressed files to {} times their size",
        limits.document, limits.depth, limits.decoded, limits.expansion
    )
}

/// Packs that are loaded by themselves, and allow lists, where there are any.
fn local_and_allowed(out: &mut dyn Write, loaded: &Loaded, today: Day) -> io::Result<()> {
    for path in &loaded.settings.local {
        let pack = path.to_string_lossy();
        let all = loaded.rules.matchers().iter().chain(&loaded.rules.disabled().matchers);
        let matchers = all.filter(|matcher| matcher.pack == pack).count();
        writeln!(out, "local pack     {pack}: {}", count(matchers, "matcher"))?;
    }
    let entries = loaded.rules.allowances().entries();
    if entries.is_empty() {
        return Ok(());
    }
    let expired: Vec<String> = (1..)
        .zip(entries)
        .filter(|(_, entry)| !entry.holds_on(today))
        .map(|(number, entry)| format!("allow-{number}, {}: {}", entry.conditions(), entry.because()))
        .collect();
    let all = match entries.len() {
        1 => "1 entry".to_owned(),
        more => format!("{more} entries"),
    };
    writeln!(out, "allowed        {all}, {} expired", expired.len())?;
    expired.iter().try_for_each(|entry| writeln!(out, "  expired      {entry}"))
}

/// What is odd about the list of those who vouch.
fn unvouched(loaded: &Loaded) -> Vec<String> {
    if let Some(file) = &loaded.attestations {
        return file.warnings(&loaded.rules);
    }
    let name = attested::FILE_NAME;
    let unread = attested::unread(&loaded.settings);
    unread
        .map(|path| format!("{} is not read: name it, `attestations = \"{name}\"` under [rules]", path.display()))
        .into_iter()
        .collect()
}

/// How many requirements somebody vouches for, and for which nobody does any more.
fn attestations(out: &mut dyn Write, loaded: &Loaded, today: Day) -> io::Result<()> {
    let Some(file) = &loaded.attestations else { return writeln!(out, "attestations   none") };
    let mut by_requirement: BTreeMap<&str, Vec<&Attested>> = BTreeMap::new();
    let all = file.all();
    for word in &all {
        by_requirement.entry(&word.requirement).or_default().push(word);
    }
    let standings = by_requirement.iter().map(|(id, words)| (*id, Standing::on(today, words).0));
    let (mut holding, mut expired) = (0, Vec::new());
    for (id, standing) in standings {
        match standing {
            Standing::Attested { .. } => holding += 1,
            Standing::Expired { since } => expired.push(format!("{id} ({since})")),
            Standing::NotAttested { .. } | Standing::NotAsked => {}
        }
    }
    let expired = if expired.is_empty() { String::new() } else { format!("; expired: {}", expired.join(", ")) };
    writeln!(out, "attestations   {} attested today{expired}", plural(holding, "requirement"))
}

fn scope<T>(listed: Option<&[T]>, noun: &str, otherwise: &str) -> String {
    listed.map_or_else(|| otherwise.to_owned(), |list| format!("{} under a BAA", count(list.len(), noun)))
}

fn count(count: usize, noun: &str) -> String {
    match (count, noun) {
        (0, _) => format!("no {noun}"),
        (2.., "severity override") => format!("{count} changed severities"),
        (2.., "third-party host") => format!("{count} third-party hosts with a BAA"),
        _ => plural(count as u64, noun),
    }
}

//! `phi-audit rules check`: does every rule do what its examples say? Success is one line.

use std::io::Write;

use crate::check::{self, Miss};
use crate::cli::{Error, Exit, Io, RuleFiles, load, plural};

/// Runs every example of every matcher and requirement in force.
pub fn run(files: &RuleFiles, io: &mut Io) -> Result<Exit, Error> {
    let rules = load(&files.clone().into())?.rules;
    let checked = check::check(&rules);
    print(&mut *io.out, &checked.misses)?;
    writeln!(
        io.out,
        "{} and {} with {}: {} · rules {}",
        plural(rules.matchers().len() as u64, "matcher"),
        plural(rules.requirements().len() as u64, "requirement"),
        plural(checked.examples as u64, "example"),
        verdict(&checked.misses),
        rules.digest().get(..12).unwrap_or_default(),
    )?;
    Ok(exit(&checked.misses))
}

/// Writes what does not hold. It quotes the rule's own examples, nothing else.
pub(super) fn print(out: &mut dyn Write, misses: &[Miss]) -> std::io::Result<()> {
    misses.iter().try_for_each(|Miss { file, id, example, message }| {
        writeln!(out, "{file} [{id}]: {message}")?;
        if example.is_empty() { Ok(()) } else { writeln!(out, "  in {example}") }
    })
}

pub(super) fn verdict(misses: &[Miss]) -> String {
    match misses.len() {
        0 => "all hold".to_owned(),
        1 => "1 does not hold".to_owned(),
        count => format!("{count} do not hold"),
    }
}

pub(super) fn exit(misses: &[Miss]) -> Exit {
    if misses.is_empty() { Exit::Clean } else { Exit::Failed }
}

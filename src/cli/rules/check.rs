//! `phi-audit rules check`: does every rule do what its examples say? Success is one line.

use std::io::Write;
use std::sync::Arc;

use super::examples::Examiner;
use crate::cli::{Error, Exit, Io, RuleFiles, load, plural};

/// Runs every example of every matcher and requirement in force.
pub fn run(files: &RuleFiles, io: &mut Io) -> Result<Exit, Error> {
    let rules = load(&files.clone().into())?.rules;
    let mut examiner = Examiner::new(Arc::clone(&rules));
    let mut broken = Vec::new();
    rules.matchers().iter().for_each(|matcher| examiner.matcher(matcher, &mut broken));
    rules.requirements().iter().for_each(|requirement| examiner.requirement(requirement, &mut broken));
    for broken in &broken {
        writeln!(io.out, "{broken}")?;
    }
    let of_matchers: usize = rules.matchers().iter().map(|rule| rule.matches.len() + rule.no_match.len()).sum();
    let of_requirements: usize = rules.requirements().iter().map(|rule| rule.matches.len() + rule.no_match.len()).sum();
    writeln!(
        io.out,
        "{} with {}, {} with {}: {} · rules {}",
        plural(rules.matchers().len() as u64, "matcher"),
        plural(of_matchers as u64, "example"),
        plural(rules.requirements().len() as u64, "requirement"),
        plural(of_requirements as u64, "example"),
        if broken.is_empty() { "all hold".to_owned() } else { format!("{} do not hold", broken.len()) },
        rules.digest().get(..12).unwrap_or_default(),
    )?;
    Ok(if broken.is_empty() { Exit::Clean } else { Exit::Failed })
}

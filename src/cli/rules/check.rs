//! `phi-audit rules check`: does every rule do what its examples say? Success is one line.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::{fs, io};

use crate::check::{self, Miss};
use crate::cli::{Error, Exit, Io, RuleFiles, build, cannot_read, plural, settings};

/// Runs every example of every matcher and requirement in force.
pub fn run(policies: Option<&Path>, files: &RuleFiles, io: &mut Io) -> Result<Exit, Error> {
    let mut settings = settings(files.config.as_deref())?;
    if let Some(folder) = policies {
        let mut found = Vec::new();
        policy_files(folder, &mut found).map_err(|error| cannot_read(folder.display(), &error))?;
        found.sort();
        settings.policies = Some(found);
    }
    let rules = build(&files.clone().into(), settings)?.rules;
    let checked = check::check(&rules);
    print(&mut *io.out, &checked.misses)?;
    let overrides = match rules.policy().overrides().len() as u64 {
        0 => String::new(),
        count => format!(" and {}", plural(count, "override")),
    };
    writeln!(
        io.out,
        "{} and {} ({}, {}){overrides} with {}: {} · rules {}",
        plural(rules.matchers().len() as u64, "matcher"),
        plural(rules.requirements().len() as u64, "requirement"),
        plural(rules.policy().rules() as u64, "rule"),
        plural(rules.policy().linked().len() as u64, "linked rule"),
        plural(checked.examples as u64, "example"),
        verdict(&checked.misses),
        rules.digest().get(..12).unwrap_or_default(),
    )?;
    Ok(exit(&checked.misses))
}

/// Every `.toml` below `folder`, as name and text.
fn policy_files(folder: &Path, found: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            policy_files(&path, found)?;
        } else if path.extension() == Some(OsStr::new("toml")) {
            found.push((path.to_string_lossy().into_owned(), fs::read_to_string(&path)?));
        }
    }
    Ok(())
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

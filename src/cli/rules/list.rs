//! `phi-audit rules list`: every rule in force on a line of its own, for people or as JSON.

use std::io::Write;

use serde::Serialize;

use crate::cli::{Error, Exit, Io, RuleFiles, load, text};
use crate::detect::PACKS;
use crate::policy::{CaseText, Coverage, Requirement, Severity};
use crate::rules::Rules;

/// One rule, as listed; also an element of `--json`.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    id: &'a str,
    kind: &'static str,
    /// All the ways in which a requirement is covered; a matcher covers none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    covered_by: Vec<Coverage>,
    /// The category of a matcher, the section of the guide of a requirement, what an allow list covers.
    about: &'a str,
    /// The worst severity of a requirement's findings without PHI and with it; a matcher has none.
    severity: Option<Severity>,
    severity_phi: Option<Severity>,
    title: &'a str,
    /// The file of a matcher of one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pack: Option<&'a str>,
    /// The overrides that may change its findings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overrides: Vec<&'a str>,
}

/// Lists matchers, then requirements, each in the order of their files, then what is allowed.
pub fn run(json: bool, files: &RuleFiles, io: &mut Io) -> Result<Exit, Error> {
    let rules = load(&files.clone().into())?.rules;
    let mut entries = entries(&rules);
    let allowed: Vec<(String, String, String)> = (1..)
        .zip(rules.allowances().entries())
        .map(|(number, entry)| (format!("allow-{number}"), entry.conditions(), entry.because()))
        .collect();
    entries.extend(allowed.iter().map(|(id, conditions, because)| Entry {
        id,
        kind: "allow",
        covered_by: Vec::new(),
        about: conditions,
        severity: None,
        severity_phi: None,
        title: because,
        pack: None,
        overrides: Vec::new(),
    }));
    if json {
        serde_json::to_writer_pretty(&mut io.out, &entries)?;
        writeln!(io.out)?;
    } else {
        table(&entries, io)?;
    }
    Ok(Exit::Clean)
}

fn entries(rules: &Rules) -> Vec<Entry<'_>> {
    let matchers = rules.matchers().iter().map(|matcher| Entry {
        id: &matcher.id,
        kind: "matcher",
        covered_by: Vec::new(),
        about: matcher.category.name(),
        severity: None,
        severity_phi: None,
        title: &matcher.title,
        pack: Some(matcher.pack.as_str()).filter(|pack| PACKS.iter().all(|(shipped, _)| shipped != pack)),
        overrides: Vec::new(),
    });
    let requirements = rules.requirements().iter().map(|requirement| Entry {
        id: &requirement.id,
        kind: "requirement",
        covered_by: requirement.covered_by().collect(),
        about: &requirement.section,
        severity: worst(requirement, |case| case.severity),
        severity_phi: worst(requirement, |case| case.severity_phi.or(case.severity)),
        title: &requirement.title,
        pack: None,
        overrides: rules.overrides_of(&requirement.id).map(|one| one.id.as_str()).collect(),
    });
    matchers.chain(requirements).collect()
}

/// The worst that a requirement's cases, and what several events show together, may come to.
fn worst(requirement: &Requirement, severity: impl Fn(&CaseText) -> Option<Severity>) -> Option<Severity> {
    let together = requirement.linked.iter().map(|linked| linked.severity);
    requirement.cases.iter().filter_map(severity).chain(together).max()
}

fn table(entries: &[Entry<'_>], io: &mut Io) -> std::io::Result<()> {
    let width = entries.iter().map(|entry| entry.id.len()).max().unwrap_or_default();
    let (strong, dim) = (io.paint.strong, io.paint.dim);
    writeln!(io.out, "{strong}{:<width$}  {:<14}  {:<8}  TITLE{strong:#}", "ID", "KIND", "SEVERITY")?;
    for entry in entries {
        let style = entry.severity_phi.map_or(dim, |severity| text::style(io.paint, severity));
        let severity = entry.severity_phi.map_or("-", Severity::name);
        let Entry { id, title, overrides, .. } = entry;
        let kind = entry.covered_by.first().map_or(entry.kind, |way| way.words());
        write!(io.out, "{id:<width$}  {kind:<14}  {style}{severity:<8}{style:#}  {title}")?;
        if let Some(pack) = entry.pack {
            write!(io.out, " {dim}({pack}){dim:#}")?;
        }
        if entry.kind == "allow" {
            write!(io.out, " {dim}({}){dim:#}", entry.about)?;
        }
        if !overrides.is_empty() {
            write!(io.out, " {dim}(see {}){dim:#}", overrides.join(", "))?;
        }
        writeln!(io.out)?;
    }
    Ok(())
}

//! What a `report.json` says of each requirement: how many findings, and when the last one was.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;

use crate::cli::{Error, Exit, Told, cannot_read, plural};
use crate::coverage::Found;
use crate::report::Counts;

/// The findings of a report, by requirement.
#[derive(Debug)]
pub(super) struct Findings {
    path: String,
    tally: Tally,
    by_requirement: BTreeMap<String, Found>,
}

/// The part of a `report.json` that is looked at.
#[derive(Deserialize)]
struct Report {
    tally: Tally,
    findings: Vec<Group>,
    facts: Vec<Fact>,
}

#[derive(Debug, Deserialize)]
struct Tally {
    events: u64,
    first: Option<String>,
    last: Option<String>,
}

#[derive(Deserialize)]
struct Group {
    requirement: String,
    findings: Counts,
    last: Option<String>,
}

#[derive(Deserialize)]
struct Fact {
    requirement: String,
    events: u64,
}

impl Findings {
    pub fn read(path: &Path) -> Result<Self, Error> {
        let file =
            File::open(path).map_err(|error| Told { exit: Exit::Usage, ..cannot_read(path.display(), &error) })?;
        // The message of the parser could quote what stands there.
        let report: Report = serde_json::from_reader(BufReader::new(file)).map_err(|_| {
            Told::usage("this is no report.json of phi-audit")
                .at(path.display().to_string())
                .remedy("`phi-audit replay archive/ --report report` writes report/report.json")
        })?;
        let mut by_requirement: BTreeMap<String, Found> = BTreeMap::new();
        for Group { requirement, findings, last } in report.findings {
            by_requirement.entry(requirement).or_default().add(Found { findings, facts: 0, last });
        }
        for Fact { requirement, events } in report.facts {
            by_requirement.entry(requirement).or_default().facts += events;
        }
        Ok(Self { path: path.display().to_string(), tally: report.tally, by_requirement })
    }

    /// What was found under a requirement.
    pub fn of(&self, requirement: &str) -> Found {
        self.by_requirement.get(requirement).cloned().unwrap_or_default()
    }
}

impl std::fmt::Display for Findings {
    /// Where they come from: the file, and what was audited.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Tally { events, first, last } = &self.tally;
        write!(f, "{}: {}", self.path, plural(*events, "event"))?;
        let day = |time: &Option<String>| time.as_deref().and_then(|time| time.get(..10)).map(str::to_owned);
        match (day(first), day(last)) {
            (Some(first), Some(last)) => write!(f, " from {first} to {last}"),
            _ => Ok(()),
        }
    }
}

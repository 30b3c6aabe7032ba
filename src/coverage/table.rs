//! The table: a row for each requirement as it stands on a day, and what the rows come to.

use serde::Serialize;

use super::entry::Entry;
use crate::policy::{Attested, Coverage, Day, Edition, Standing};
use crate::report::Counts;

/// The table as things stand on a day.
#[derive(Debug, Serialize)]
pub struct CoverageTable<'l> {
    /// The day.
    pub on: Day,
    /// The edition of the guide in force on it; rules are those of this edition.
    pub rules_as_of: Edition,
    /// Whether the configuration names a file of attestations.
    pub attestations_given: bool,
    /// What the rows come to.
    pub summary: Summary,
    /// A row for each requirement, in the order of the rules.
    pub rows: Vec<Row<'l>>,
}

/// A requirement as it stands.
#[derive(Debug, Serialize)]
pub struct Row<'l> {
    /// What it is.
    #[serde(flatten)]
    pub entry: &'l Entry,
    /// Whether it holds on the day.
    pub in_force: bool,
    /// Whether events are judged by it, by a rule of its own or through another that is in force.
    pub judged: bool,
    /// What was found; `None` where events were not counted, or nothing judges it.
    pub found: Option<Found>,
    /// How it stands with those who vouch for it.
    #[serde(rename = "attestation")]
    pub standing: Standing,
    /// Whose word says so: the one that holds, the last that did, or the next that will.
    pub word: Option<&'l Attested>,
}

/// What was found under a requirement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Findings above `info`.
    #[serde(flatten)]
    pub findings: Counts,
    /// Facts for the record.
    pub facts: u64,
    /// The time of the last event with a finding or a fact.
    pub last: Option<String>,
}

/// What the rows come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// All requirements.
    pub requirements: usize,
    /// Judged event by event.
    pub by_event: usize,
    /// Judged over several events only.
    pub over_several: usize,
    /// Nothing judges them, and somebody is to vouch for them.
    pub to_attest: Asked,
    /// Judged, and somebody is to vouch for what the rules do not see.
    pub besides: Asked,
    /// There is nothing to judge or to vouch for.
    pub notes: usize,
    /// Of all, those that the configuration leaves out.
    pub disabled: usize,
}

/// Requirements that ask for somebody's word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// All of them.
    pub all: usize,
    /// Of them, those that somebody vouches for on the day.
    pub attested: usize,
    /// Of them, those that somebody vouched for, and nobody does any more.
    pub expired: usize,
}

/// The words that a table uses, and no others: none of them says that all is well.
pub mod words {
    /// Judged, and nothing was found in what was read.
    pub const NO_FINDINGS: &str = "no findings";
    /// Nothing judges it, because no event shows it.
    pub const NOT_VISIBLE: &str = "not visible";
    /// The configuration leaves it out.
    pub const DISABLED: &str = "disabled";
}

impl<'l> CoverageTable<'l> {
    pub(super) fn new(on: Day, rules_as_of: Edition, attestations_given: bool, rows: Vec<Row<'l>>) -> Self {
        let mut summary = Summary::default();
        rows.iter().for_each(|row| summary.count(row));
        Self { on, rules_as_of, attestations_given, summary, rows }
    }

    /// Leaves rows away; what they come to stays that of all.
    pub fn retain(&mut self, wanted: impl FnMut(&Row<'l>) -> bool) {
        self.rows.retain(wanted);
    }

    /// The rows by product, in the order in which the products come first.
    pub fn by_product(&self) -> Vec<(&'l str, Vec<&Row<'l>>)> {
        let mut products: Vec<(&str, Vec<&Row<'l>>)> = Vec::new();
        for row in &self.rows {
            match products.iter_mut().find(|(product, _)| *product == row.entry.product) {
                Some((_, rows)) => rows.push(row),
                None => products.push((&row.entry.product, vec![row])),
            }
        }
        products
    }

    /// As of when the rules are, and what the reader has to know about that.
    pub fn as_of(&self) -> String {
        let edition = self.rules_as_of.name();
        match Edition::ALL {
            [first, ..] if self.on < first.day() && self.rules_as_of == *first => {
                format!("rules as of {edition}, the first edition of the guide at hand, in retrospect")
            }
            _ if self.rules_as_of == Edition::NEWEST => {
                format!("rules as of {edition}, the newest edition of the guide at hand")
            }
            _ => format!("rules as of {edition}"),
        }
    }
}

impl Row<'_> {
    /// Whether something of it is neither judged nor attested: somebody's word is missing, or the configuration leaves it out. Not
    /// where it does not hold.
    pub fn is_open(&self) -> bool {
        let unattested = matches!(self.standing, Standing::NotAttested { .. } | Standing::Expired { .. });
        let unjudged = !self.judged && self.entry.covered_by.iter().any(|way| way.judges());
        self.in_force && (unattested || unjudged)
    }

    /// What was found, in words: `3 findings`, `no findings`, `not visible`, `disabled`; empty for notes, and where events were not
    /// counted.
    pub fn found_words(&self) -> String {
        match &self.found {
            Some(found) => match found.findings.sum() {
                0 => words::NO_FINDINGS.to_owned(),
                1 => "1 finding".to_owned(),
                many => format!("{} findings", crate::report::grouped(many)),
            },
            None if self.is_note() => String::new(),
            None if self.judged => String::new(),
            None if self.entry.covered_by.iter().any(|way| way.judges()) => words::DISABLED.to_owned(),
            None => words::NOT_VISIBLE.to_owned(),
        }
    }

    /// The day of the last finding; `-` where nothing is known of one.
    pub fn last_finding(&self) -> &str {
        let found = self.found.as_ref().filter(|found| found.findings.sum() > 0);
        found.map_or("-", |found| found.last.as_deref().and_then(|time| time.get(..10)).unwrap_or("undated"))
    }

    fn is_note(&self) -> bool {
        self.entry.covered_by == [Coverage::Note]
    }
}

impl Found {
    /// Adds what was found under another requirement.
    pub fn add(&mut self, more: Self) {
        self.findings.add(more.findings);
        self.facts += more.facts;
        self.last = std::mem::take(&mut self.last).max(more.last);
    }
}

impl Summary {
    fn count(&mut self, row: &Row<'_>) {
        self.requirements += 1;
        self.disabled += usize::from(row.entry.disabled);
        let asked = match row.entry.covered_by.first() {
            Some(Coverage::Rule | Coverage::Through) => {
                self.by_event += 1;
                &mut self.besides
            }
            Some(Coverage::LinkedRule) => {
                self.over_several += 1;
                &mut self.besides
            }
            Some(Coverage::Attestation) => &mut self.to_attest,
            Some(Coverage::Note) | None => {
                self.notes += 1;
                return;
            }
        };
        if row.standing != Standing::NotAsked {
            asked.all += 1;
            asked.attested += usize::from(matches!(row.standing, Standing::Attested { .. }));
            asked.expired += usize::from(matches!(row.standing, Standing::Expired { .. }));
        }
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { requirements, by_event, over_several, to_attest, besides, notes, disabled } = self;
        write!(
            f,
            "{requirements} requirements: {by_event} judged event by event, {over_several} over several events, {to_attest}, \
             {notes} note{}",
            if *notes == 1 { "" } else { "s" }
        )?;
        if besides.all > 0 {
            write!(f, "; of those judged, {besides} for what no event shows")?;
        }
        if *disabled > 0 {
            write!(f, "; {disabled} disabled")?;
        }
        Ok(())
    }
}

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to attest ({} attested, {} expired)", self.all, self.attested, self.expired)
    }
}

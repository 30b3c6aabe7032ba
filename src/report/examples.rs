//! The findings and errors a report shows one by one: some of each sort, so that no frequent one crowds out a rare one.
//! The complete list is `findings.csv`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::capped::{Capped, Sum};
use crate::detect::Grade;
use crate::policy::{Region, Severity};
use crate::record::{ErrorRecord, Record};

/// Examples kept of one requirement at one severity.
const EACH: usize = 10;
/// Requirements with examples.
const REQUIREMENTS: usize = 200;
/// Errors kept of one kind.
const ERRORS_EACH: usize = 20;
/// Places listed per example.
const PLACES: usize = 6;

/// A finding in the list of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// How bad.
    pub severity: Severity,
    /// Where it was read.
    pub source: String,
    /// Its line.
    pub line: u64,
    /// Its place in the line.
    pub item: u64,
    /// The event's own time.
    pub time: Option<String>,
    /// The event's own id.
    pub event_id: Option<String>,
    /// Its type.
    pub event_type: Option<String>,
    /// Its account.
    pub account: Option<String>,
    /// Its product.
    pub product: String,
    /// Its region.
    pub region: Region,
    /// Its PHI grade.
    pub phi: Grade,
    /// What was found where: category and JSON pointer.
    pub places: Vec<(&'static str, String)>,
    /// Further matches in the same event.
    pub more_places: usize,
}

/// Examples by requirement, in the order of the input.
#[derive(Debug, Default)]
pub(super) struct Examples(Capped<BTreeMap<Severity, Kept>, REQUIREMENTS>);

/// The first examples of one sort.
#[derive(Debug, Default)]
struct Kept(Vec<Example>);

/// An error in the list of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorExample {
    /// Where.
    pub source: String,
    /// Its line.
    pub line: u64,
    /// Byte offset in the line.
    pub offset: u64,
}

/// Errors by kind, in the order of the input.
#[derive(Debug, Default)]
pub(super) struct Errors {
    count: u64,
    kinds: Capped<Failures, 100>,
}

/// How many errors of one kind, and the first of them.
#[derive(Debug, Default)]
struct Failures {
    count: u64,
    kept: Vec<ErrorExample>,
}

impl Examples {
    pub fn keep(&mut self, record: &Record<'_>) {
        for finding in record.findings.iter().filter(|finding| finding.severity > Severity::Info) {
            let Kept(kept) = self.0.entry(&finding.requirement).entry(finding.severity).or_default();
            if kept.len() < EACH {
                kept.push(Example::new(record, finding.severity));
            }
        }
    }

    /// The examples of a requirement, worst first.
    pub fn of(&self, requirement: &str) -> impl Iterator<Item = &Example> {
        self.0.entries.get(requirement).into_iter().flat_map(|kept| kept.values().rev().flat_map(|Kept(kept)| kept))
    }
}

impl Example {
    fn new(record: &Record<'_>, severity: Severity) -> Self {
        let owned = |text: &Option<std::borrow::Cow<'_, str>>| text.as_deref().map(str::to_owned);
        let place = |matched: &crate::record::MatchRecord<'_>| (matched.category.name(), matched.path.to_string());
        Self {
            severity,
            source: record.source.to_string(),
            line: record.line,
            item: record.item,
            time: owned(&record.time),
            event_id: owned(&record.event_id),
            event_type: owned(&record.event_type),
            account: owned(&record.account),
            product: record.product.to_string(),
            region: record.region,
            phi: record.phi,
            places: record.matches.iter().take(PLACES).map(place).collect(),
            more_places: record.matches.len().saturating_sub(PLACES),
        }
    }
}

impl Sum for Kept {
    fn add(&mut self, more: &Self) {
        let room = EACH.saturating_sub(self.0.len());
        self.0.extend(more.0.iter().take(room).cloned());
    }
}

impl Sum for Failures {
    fn add(&mut self, more: &Self) {
        self.count += more.count;
        let room = ERRORS_EACH.saturating_sub(self.kept.len());
        self.kept.extend(more.kept.iter().take(room).cloned());
    }
}

impl Errors {
    pub fn keep(&mut self, error: &ErrorRecord<'_>) {
        self.count += 1;
        let Failures { count, kept } = self.kinds.entry(&error.error.kind);
        *count += 1;
        if kept.len() < ERRORS_EACH {
            let (line, offset) = (error.line, error.error.offset);
            kept.push(ErrorExample { source: error.source.to_string(), line, offset });
        }
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    pub fn kinds(&self) -> impl Iterator<Item = (&str, u64, &[ErrorExample])> {
        self.kinds.entries.iter().map(|(kind, all)| (kind.as_str(), all.count, all.kept.as_slice()))
    }
}

//! Counts over audited events, and over what several of them show together. A worker counts stretches of the input, the report adds them up.
//!
//! It promises that the sum does not depend on where the stretches were cut nor on the order in which they are added: not on
//! threads, shards or days.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::capped::{Capped, Sum};
use crate::detect::{Category, Grade};
use crate::policy::{Eligibility, Severity};
use crate::record::{FindingRecord, LinkedRecord, Record};

/// The day from which the older of the two editions of the guide speaks; events before it are judged in retrospect.
pub const FIRST_EDITION: &str = "2024-04-19";

/// Everything a report counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Events audited.
    pub events: u64,
    /// Of them, those with a finding above `info`.
    pub events_with_finding: u64,
    /// Events left out because their time lies outside `--since` and `--until`.
    pub events_outside: u64,
    /// Events that carry no time of their own.
    pub events_undated: u64,
    /// Events older than the first edition of the guide.
    pub events_retroactive: u64,
    /// The earliest and the latest time of an event.
    pub first: Option<String>,
    /// The latest.
    pub last: Option<String>,
    /// Findings above `info`.
    pub findings: Counts,
    /// Of them, those over several events. They count by requirement, account and day, too, and by nothing that is of one event.
    pub linked: Counts,
    /// Events by whose they are.
    pub kinds: BTreeMap<Cow<'static, str>, u64>,
    /// Events by PHI grade.
    pub grades: BTreeMap<Grade, u64>,
    /// Events by verdict.
    pub eligibility: BTreeMap<Eligibility, u64>,
    /// Matches by category.
    pub categories: BTreeMap<Category, u64>,
    /// Product × PHI grade.
    pub matrix: Capped<BTreeMap<Grade, Cell>, 200>,
    /// Findings by requirement, facts included.
    #[serde(skip)] // the report lists them with examples
    pub requirements: Requirements,
    /// Findings whose severity an override says, by its id.
    #[serde(default, skip_serializing_if = "Capped::is_empty")]
    pub overrides: Capped<u64, 1_000>,
    /// Events and findings by product.
    pub products: Capped<Group, 200>,
    /// Events and findings by account.
    pub accounts: Capped<Group, 1_000>,
    /// Events and findings by region.
    pub regions: Capped<Group, 20>,
    /// Findings by the day of the event; those of undated events under `undated`.
    pub days: Capped<Counts, 5_000>,
}

/// What was found under each requirement.
pub type Requirements = Capped<Requirement, 1_000>;

/// Findings above `info`, by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// PHI where the BAA does not reach.
    pub critical: u64,
    /// Look at it today.
    pub high: u64,
    /// This week.
    pub medium: u64,
    /// When convenient.
    pub low: u64,
}

/// Events of one product and grade.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Events.
    pub events: u64,
    /// Of them, those with a finding.
    pub with_finding: u64,
    /// The worst finding above `info`.
    pub worst: Option<Severity>,
}

/// What was found under one requirement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// The rule in a few words.
    pub title: String,
    /// The guide's section.
    pub section: String,
    /// The editions by which it was judged.
    pub as_of: BTreeSet<String>,
    /// Findings above `info`.
    pub findings: Counts,
    /// How many of these are over several events.
    pub linked: u64,
    /// Facts for the record (`info`).
    pub facts: u64,
    /// The earliest event with a finding above `info`.
    pub first: Option<String>,
    /// The latest.
    pub last: Option<String>,
}

/// Events of a product, account or region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Events.
    pub events: u64,
    /// Their findings above `info`.
    pub findings: Counts,
}

// === impl Tally ===

impl Tally {
    /// Counts one event.
    pub fn count(&mut self, record: &Record<'_>) {
        let time = record.time.as_deref();
        let mut found = Counts::default();
        for finding in &record.findings {
            found.count(finding.severity);
            self.requirements.entry(&finding.requirement).count(finding, [time, time]);
            if let Some(id) = &finding.overridden_by {
                *self.overrides.entry(id) += 1;
            }
        }
        self.events += 1;
        self.events_with_finding += u64::from(record.has_finding());
        self.events_undated += u64::from(time.is_none());
        self.events_retroactive += u64::from(time.is_some_and(|time| time < FIRST_EDITION));
        span(&mut self.first, &mut self.last, time);
        self.findings.add(found);
        *self.kinds.entry(record.kind.name().into()).or_default() += 1;
        *self.grades.entry(record.phi).or_default() += 1;
        *self.eligibility.entry(record.eligibility).or_default() += 1;
        for matched in &record.matches {
            *self.categories.entry(matched.category).or_default() += 1;
        }
        self.matrix.entry(&record.product).entry(record.phi).or_default().count(record);
        self.products.entry(&record.product).count(found);
        self.accounts.entry(record.account.as_deref().unwrap_or("(none)")).count(found);
        self.regions.entry(record.region.name()).count(found);
        if found.sum() > 0 {
            self.days.entry(day(time)).add(found);
        }
    }

    /// Counts a finding over several events. The events themselves are counted already.
    pub fn linked(&mut self, record: &LinkedRecord<'_>) {
        let (mut found, last) = (Counts::default(), record.last.as_deref());
        found.count(record.severity);
        self.findings.add(found);
        self.linked.add(found);
        let finding = FindingRecord {
            requirement: record.requirement.as_ref().into(),
            severity: record.severity,
            title: record.title.as_ref().into(),
            section: record.section.as_ref().into(),
            as_of: record.as_of.as_ref().into(),
            overridden_by: record.overridden_by.as_deref().map(Into::into),
        };
        if let Some(id) = &record.overridden_by {
            *self.overrides.entry(id) += 1;
        }
        let requirement = self.requirements.entry(&record.requirement);
        requirement.count(&finding, [record.first.as_deref(), last]);
        requirement.linked += found.sum();
        self.accounts.entry(record.account.as_deref().unwrap_or("(none)")).findings.add(found);
        if found.sum() > 0 {
            self.days.entry(day(last)).add(found);
        }
    }

    /// Counts an event that was left out because of its time.
    pub fn count_outside(&mut self) {
        self.events_outside += 1;
    }

    /// Adds the counts of another stretch of the input.
    pub fn add(&mut self, more: &Tally) {
        self.events += more.events;
        self.events_with_finding += more.events_with_finding;
        self.events_outside += more.events_outside;
        self.events_undated += more.events_undated;
        self.events_retroactive += more.events_retroactive;
        span(&mut self.first, &mut self.last, more.first.as_deref());
        span(&mut self.first, &mut self.last, more.last.as_deref());
        self.findings.add(more.findings);
        self.linked.add(more.linked);
        add_counts(&mut self.kinds, &more.kinds);
        add_counts(&mut self.grades, &more.grades);
        add_counts(&mut self.eligibility, &more.eligibility);
        add_counts(&mut self.categories, &more.categories);
        self.matrix.merge(&more.matrix);
        self.requirements.merge(&more.requirements);
        self.overrides.merge(&more.overrides);
        self.products.merge(&more.products);
        self.accounts.merge(&more.accounts);
        self.regions.merge(&more.regions);
        self.days.merge(&more.days);
    }

    /// The worst finding above `info`.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.worst()
    }
}

fn add_counts<K: Ord + Clone>(counts: &mut BTreeMap<K, u64>, more: &BTreeMap<K, u64>) {
    for (key, count) in more {
        *counts.entry(key.clone()).or_default() += count;
    }
}

/// The day of a time.
fn day(time: Option<&str>) -> &str {
    time.and_then(|time| time.get(..10)).unwrap_or("undated")
}

/// Widens the span from `first` to `last` to `time`. RFC 3339 times in UTC sort as text.
fn span(first: &mut Option<String>, last: &mut Option<String>, time: Option<&str>) {
    let Some(time) = time else { return };
    if first.as_deref().is_none_or(|first| time < first) {
        *first = Some(time.to_owned());
    }
    if last.as_deref().is_none_or(|last| time > last) {
        *last = Some(time.to_owned());
    }
}

// === impl the parts ===

impl Counts {
    /// The severities counted, worst first.
    pub const SEVERITIES: [Severity; 4] = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];

    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Critical => self.critical += 1,
            Severity::High => self.high += 1,
            Severity::Medium => self.medium += 1,
            Severity::Low => self.low += 1,
            Severity::Info => {}
        }
    }

    /// Adds other counts.
    pub fn add(&mut self, more: Counts) {
        self.critical += more.critical;
        self.high += more.high;
        self.medium += more.medium;
        self.low += more.low;
    }

    /// What was added since the counts were `before`.
    pub fn since(&self, before: Counts) -> Counts {
        Counts {
            critical: self.critical - before.critical,
            high: self.high - before.high,
            medium: self.medium - before.medium,
            low: self.low - before.low,
        }
    }

    /// The counts, worst first.
    pub const fn worst_first(&self) -> [u64; 4] {
        [self.critical, self.high, self.medium, self.low]
    }

    /// All findings.
    pub fn sum(&self) -> u64 {
        self.worst_first().iter().sum()
    }

    /// The worst severity counted.
    pub fn worst(&self) -> Option<Severity> {
        Self::SEVERITIES.into_iter().zip(self.worst_first()).find(|(_, count)| *count > 0).map(|(severity, _)| severity)
    }
}

impl Cell {
    fn count(&mut self, record: &Record<'_>) {
        self.events += 1;
        self.with_finding += u64::from(record.has_finding());
        self.worst = self.worst.max(record.worst().filter(|worst| *worst > Severity::Info));
    }
}

impl Sum for Cell {
    fn add(&mut self, more: &Self) {
        self.events += more.events;
        self.with_finding += more.with_finding;
        self.worst = self.worst.max(more.worst);
    }
}

impl Requirement {
    fn count(&mut self, finding: &FindingRecord<'_>, times: [Option<&str>; 2]) {
        if self.title.is_empty() {
            self.title.push_str(&finding.title);
            self.section.push_str(&finding.section);
        }
        if !self.as_of.contains(&*finding.as_of) {
            self.as_of.insert(finding.as_of.to_string());
        }
        self.findings.count(finding.severity);
        if finding.severity == Severity::Info {
            self.facts += 1;
        } else {
            times.into_iter().for_each(|time| span(&mut self.first, &mut self.last, time));
        }
    }
}

impl Sum for Requirement {
    fn add(&mut self, more: &Self) {
        if self.title.is_empty() {
            self.title.clone_from(&more.title);
            self.section.clone_from(&more.section);
        }
        self.as_of.extend(more.as_of.iter().cloned());
        self.findings.add(more.findings);
        self.linked += more.linked;
        self.facts += more.facts;
        span(&mut self.first, &mut self.last, more.first.as_deref());
        span(&mut self.first, &mut self.last, more.last.as_deref());
    }
}

impl Group {
    fn count(&mut self, found: Counts) {
        self.events += 1;
        self.findings.add(found);
    }
}

impl Sum for Group {
    fn add(&mut self, more: &Self) {
        self.events += more.events;
        self.findings.add(more.findings);
    }
}

impl Sum for Counts {
    fn add(&mut self, more: &Self) {
        Counts::add(self, *more);
    }
}

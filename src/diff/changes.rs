//! Changes of findings and matches, counted by requirement and by matcher, with some examples.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::detect::{Category, Grade};
use crate::policy::{Eligibility, Severity, names};
use crate::report::{Capped, Sum};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Only afterwards.
    New,
    /// Only before.
    Gone,
    /// Both, and judged otherwise.
    Changed,
}

names!(ChangeKind { New = "new", Gone = "gone", Changed = "changed" });

/// How a finding is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// How bad it is.
    pub severity: Severity,
    /// The event's PHI grade.
    pub phi: Grade,
    /// Whether PHI may flow there.
    pub eligibility: Eligibility,
    /// The edition of the guide by which it was judged, as a date.
    pub as_of: String,
}

/// A finding that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Always `finding`: tells it from a [`MatchChange`].
    pub about: &'static str,
    /// How it differs.
    pub change: ChangeKind,
    /// The source of the event.
    pub source: String,
    /// Its line.
    pub line: u64,
    /// Its place within the line.
    pub item: u64,
    /// The requirement.
    pub requirement: String,
    /// How it was judged before.
    pub before: Option<Side>,
    /// How it is judged afterwards.
    pub after: Option<Side>,
}

/// A match that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatchChange {
    /// Always `match`.
    pub about: &'static str,
    /// How it differs: new, or gone.
    pub change: ChangeKind,
    /// The source of the event.
    pub source: String,
    /// Its line.
    pub line: u64,
    /// Its place within the line.
    pub item: u64,
    /// The matcher.
    pub matcher: String,
    /// What it finds.
    pub category: Category,
    /// The field in which it stands, with `*` for every index.
    pub path: String,
}

/// All changes, counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Changes {
    /// By requirement.
    pub requirements: Capped<Counts, 1_000>,
    /// By matcher; empty where records were compared, which hold only those of events with findings.
    pub matchers: Capped<MatcherCounts, 1_000>,
    /// Events by their grade before and afterwards, where the two differ.
    pub grades: BTreeMap<String, u64>,
    /// Findings above `info` that are the same on both sides.
    pub same: u64,
    /// Findings that are the same and were judged by another edition of the guide.
    pub restated: u64,
    /// The worst severity that a changed finding has on either side.
    pub worst: Option<Severity>,
}

/// The changes of one requirement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Findings that are new.
    pub new: u64,
    /// That are gone.
    pub gone: u64,
    /// That are judged otherwise.
    pub changed: u64,
    /// The worst severity of any of them, on either side.
    pub worst: Option<Severity>,
    /// Some of them.
    pub examples: Vec<Change>,
}

/// The changes of one matcher.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MatcherCounts {
    /// Matches that are new.
    pub new: u64,
    /// That are gone.
    pub gone: u64,
    /// What it finds.
    pub category: Option<Category>,
    /// In which fields, and how many of them in each.
    pub fields: Capped<u64, 50>,
    /// Some of them.
    pub examples: Vec<Example>,
}

impl Sum for Counts {
    fn add(&mut self, more: &Self) {
        self.new += more.new;
        self.gone += more.gone;
        self.changed += more.changed;
        self.worst = self.worst.max(more.worst);
        let room = EXAMPLES.saturating_sub(self.examples.len());
        self.examples.extend(more.examples.iter().take(room).cloned());
    }
}

impl Sum for MatcherCounts {
    fn add(&mut self, more: &Self) {
        self.new += more.new;
        self.gone += more.gone;
        self.category = self.category.or(more.category);
        self.fields.merge(&more.fields);
        let room = EXAMPLES.saturating_sub(self.examples.len());
        self.examples.extend(more.examples.iter().take(room).cloned());
    }
}

/// Where an event stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// How it differs there.
    pub change: ChangeKind,
    /// The source.
    pub source: String,
    /// The line.
    pub line: u64,
    /// The place within the line.
    pub item: u64,
    /// The field.
    pub path: String,
}

/// Examples kept of each requirement and matcher.
pub const EXAMPLES: usize = 20;

/// What two sides make of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The same.
    Same,
    /// The same, by another edition of the guide.
    Restated,
    /// Something else.
    Differs(Change),
}

impl Compared {
    /// Compares the two sides of a finding at a place and under a requirement; it is none where a side is missing.
    pub fn of(
        (source, line, item, requirement): (&str, u64, u64, &str),
        before: Option<Side>,
        after: Option<Side>,
    ) -> Self {
        let change = match (&before, &after) {
            (None, Some(_)) => ChangeKind::New,
            (Some(_), None) => ChangeKind::Gone,
            (Some(before), Some(after)) if before.judged() != after.judged() => ChangeKind::Changed,
            (Some(before), Some(after)) if before.as_of != after.as_of => return Self::Restated,
            _ => return Self::Same,
        };
        let (source, requirement) = (source.to_owned(), requirement.to_owned());
        Self::Differs(Change { about: "finding", change, source, line, item, requirement, before, after })
    }
}

impl Change {
    /// The worse of its two severities.
    pub fn worst(&self) -> Option<Severity> {
        self.before.iter().chain(&self.after).map(|side| side.severity).max()
    }
}

impl Side {
    fn judged(&self) -> (Severity, Grade, Eligibility) {
        (self.severity, self.phi, self.eligibility)
    }

    /// Whether it is more than a fact for the record.
    pub fn is_finding(severity: Severity) -> bool {
        severity > Severity::Info
    }
}

impl Changes {
    /// Counts a finding that does not differ.
    pub fn alike(&mut self, compared: &Compared) {
        match compared {
            Compared::Same => self.same += 1,
            Compared::Restated => self.restated += 1,
            Compared::Differs(_) => {}
        }
    }

    /// Counts a change.
    pub fn finding(&mut self, change: &Change) {
        let worst = change.worst();
        self.worst = self.worst.max(worst);
        let counts = self.requirements.entry(&change.requirement);
        match change.change {
            ChangeKind::New => counts.new += 1,
            ChangeKind::Gone => counts.gone += 1,
            ChangeKind::Changed => counts.changed += 1,
        }
        counts.worst = counts.worst.max(worst);
        if counts.examples.len() < EXAMPLES {
            counts.examples.push(change.clone());
        }
    }

    /// Counts a match that differs.
    pub fn matched(&mut self, change: &MatchChange) {
        let counts = self.matchers.entry(&change.matcher);
        match change.change {
            ChangeKind::Gone => counts.gone += 1,
            ChangeKind::New | ChangeKind::Changed => counts.new += 1,
        }
        counts.category = Some(change.category);
        *counts.fields.entry(&change.path) += 1;
        if counts.examples.len() < EXAMPLES {
            let MatchChange { change, source, line, item, path, .. } = change.clone();
            counts.examples.push(Example { change, source, line, item, path });
        }
    }

    /// Counts an event by its grades, if they differ.
    pub fn graded(&mut self, before: Grade, after: Grade) {
        if before != after {
            *self.grades.entry(format!("{before} to {after}")).or_default() += 1;
        }
    }

    /// How many findings differ.
    pub fn count(&self) -> u64 {
        self.sums().iter().sum()
    }

    /// New, gone and changed findings.
    pub fn sums(&self) -> [u64; 3] {
        let all = self.requirements.entries.values().chain(&self.requirements.others);
        all.fold([0; 3], |[new, gone, changed], counts| {
            [new + counts.new, gone + counts.gone, changed + counts.changed]
        })
    }

    /// Whether nothing differs: no finding, no match, no grade.
    pub fn is_empty(&self) -> bool {
        self.count() == 0 && self.matchers.entries.is_empty() && self.grades.is_empty()
    }
}

//! What must hold: `floors.toml` beside the corpus, and `matchers.csv`, the counts of every matcher that must not get worse.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

use crate::detect::{Category, Matcher};
use crate::score::tally::{MatcherCounts, Tally, share};

/// The floors of a corpus.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// How large the corpus must be.
    #[serde(default)]
    pub corpus: Size,
    /// Floors for categories together.
    #[serde(default, rename = "group")]
    pub groups: Vec<Group>,
    /// Floors for the verdict `phi` against any other.
    #[serde(default)]
    pub grade: Pair,
    /// Ceilings for the clean set.
    #[serde(default)]
    pub clean: Clean,
    /// What each matcher found when the counts were last taken, by id.
    #[serde(skip)]
    pub matchers: BTreeMap<String, MatcherCounts>,
}

/// How large the corpus must be: a shrinking one proves less.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// Sets that are counted; all where none is named. The others are measured and not held to anything.
    #[serde(default)]
    pub sets: Vec<String>,
    /// Labels in all.
    #[serde(default)]
    pub labels: u64,
    /// Labels in every category.
    #[serde(default)]
    pub labels_per_category: u64,
    /// Events in the clean set.
    #[serde(default)]
    pub clean_events: u64,
}

/// Categories that are held to the same floor.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What they have in common.
    pub title: String,
    /// The categories.
    pub categories: Vec<Category>,
    /// The floors, at medium confidence or better.
    #[serde(flatten)]
    pub floor: Pair,
}

/// A floor for recall and one for precision, as shares of one.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[allow(missing_docs, reason = "the struct says it")]
pub struct Pair {
    #[serde(default)]
    pub recall: f64,
    #[serde(default)]
    pub precision: f64,
}

/// Ceilings for the clean set.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clean {
    /// Verdicts `phi` per 10,000 events.
    #[serde(default)]
    pub phi_per_10000: Option<f64>,
    /// Events with a false alarm per 10,000 events.
    #[serde(default)]
    pub alarmed_per_10000: Option<f64>,
}

/// A floor that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// What was measured.
    pub what: String,
    /// What came out, and what must hold.
    pub message: String,
}

/// A file of floors that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}")]
pub struct FloorError {
    /// The file.
    pub file: String,
    /// What is wrong, with its place.
    pub message: String,
}

/// The heading of `matchers.csv`.
const HEADING: &str = "matcher,right,right_acting,right_high,wrong,wrong_acting";

impl Floors {
    /// Reads `floors.toml`.
    pub fn read(file: &str, text: &str) -> Result<Self, FloorError> {
        toml::from_str(text).map_err(|error| FloorError { file: file.to_owned(), message: error.to_string() })
    }

    /// Reads `matchers.csv`.
    pub fn read_matchers(&mut self, file: &str, text: &str) -> Result<(), FloorError> {
        for (number, line) in (1..).zip(text.lines()).skip(1) {
            let fault = || FloorError { file: file.to_owned(), message: format!("line {number}: needs {HEADING}") };
            let (id, numbers) = line.split_once(',').ok_or_else(fault)?;
            let numbers: Vec<u64> = numbers.split(',').map_while(|number| number.parse().ok()).collect();
            let [right, right_acting, right_high, wrong, wrong_acting] = numbers.try_into().map_err(|_| fault())?;
            let counts = MatcherCounts { right, wrong, right_acting, wrong_acting, right_high };
            self.matchers.insert(id.to_owned(), counts);
        }
        Ok(())
    }

    /// `matchers.csv` for these counts.
    pub fn write_matchers(matchers: &[Matcher], tally: &Tally) -> String {
        let mut lines: Vec<String> = matchers
            .iter()
            .zip(&tally.matchers)
            .map(|(matcher, counts)| {
                let MatcherCounts { right, wrong, right_acting, wrong_acting, right_high } = counts;
                format!("{},{right},{right_acting},{right_high},{wrong},{wrong_acting}\n", matcher.id)
            })
            .collect();
        lines.sort();
        format!("{HEADING}\n{}", lines.concat())
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        let Size { labels, labels_per_category, clean_events, .. } = self.corpus;
        let sizes = labels + labels_per_category + clean_events;
        let ceilings = self.clean.phi_per_10000.is_some() || self.clean.alarmed_per_10000.is_some();
        let grade = self.grade.recall > 0.0 || self.grade.precision > 0.0;
        sizes == 0 && self.groups.is_empty() && !grade && !ceilings && self.matchers.is_empty()
    }

    /// Whether the set is held to the floors.
    pub fn counts(&self, set: &str) -> bool {
        self.corpus.sets.is_empty() || self.corpus.sets.iter().any(|known| known == set)
    }

    /// Every floor that `tally`, of the sets that count, does not hold.
    pub fn breaches(&self, matchers: &[Matcher], tally: &Tally) -> Vec<Breach> {
        let mut breaches = Breaches::default();
        self.size(tally, &mut breaches);
        for group in &self.groups {
            let counts = tally.group(&group.categories);
            breaches.floor(&format!("{}: recall", group.title), counts.acting_recall(), group.floor.recall);
            breaches.floor(&format!("{}: precision", group.title), counts.precision(), group.floor.precision);
        }
        let (right, missed, wrong) = tally.all_sets().phi();
        breaches.floor("grade phi: recall", share(right, right + missed), self.grade.recall);
        breaches.floor("grade phi: precision", share(right, right + wrong), self.grade.precision);
        if let Some(clean) = tally.sets.get("clean") {
            let per = |count: u64| share(count, clean.events).map(|share| share * 10_000.0);
            breaches.ceiling("verdicts phi per 10,000 clean events", per(clean.phi().2), self.clean.phi_per_10000);
            let alarmed = per(clean.alarmed);
            breaches.ceiling("false alarms per 10,000 clean events", alarmed, self.clean.alarmed_per_10000);
        }
        self.matchers(matchers, tally, &mut breaches);
        breaches.0
    }

    fn size(&self, tally: &Tally, breaches: &mut Breaches) {
        let all = tally.all_sets();
        breaches.least("labels in the corpus", all.labels, self.corpus.labels);
        let clean = tally.sets.get("clean").map_or(0, |set| set.events);
        breaches.least("clean events in the corpus", clean, self.corpus.clean_events);
        for category in Category::ALL {
            let labels = tally.categories.get(&Some(*category)).map_or(0, |counts| counts.labels);
            breaches.least(&format!("labels of {category} in the corpus"), labels, self.corpus.labels_per_category);
        }
    }

    fn matchers(&self, matchers: &[Matcher], tally: &Tally, breaches: &mut Breaches) {
        for (id, floor) in &self.matchers {
            let at = matchers.iter().position(|matcher| matcher.id == *id);
            let now = at.and_then(|at| tally.matchers.get(at)).copied().unwrap_or_default();
            breaches.least(&format!("{id}: right finds"), now.right, floor.right);
            breaches.least(&format!("{id}: right finds that are acted on"), now.right_acting, floor.right_acting);
            breaches.least(&format!("{id}: right finds of high confidence"), now.right_high, floor.right_high);
            breaches.most(&format!("{id}: wrong finds"), now.wrong, floor.wrong);
            breaches.most(&format!("{id}: wrong finds that are acted on"), now.wrong_acting, floor.wrong_acting);
        }
    }
}

#[derive(Default)]
struct Breaches(Vec<Breach>);

impl Breaches {
    fn add(&mut self, what: &str, message: String) {
        self.0.push(Breach { what: what.to_owned(), message });
    }

    fn floor(&mut self, what: &str, measured: Option<f64>, floor: f64) {
        match measured {
            Some(measured) if measured >= floor => {}
            Some(measured) => self.add(what, format!("{measured:.4}, must be at least {floor}")),
            None if floor > 0.0 => self.add(what, "nothing to measure it on".to_owned()),
            None => {}
        }
    }

    fn ceiling(&mut self, what: &str, measured: Option<f64>, ceiling: Option<f64>) {
        if let (Some(measured), Some(ceiling)) = (measured, ceiling)
            && measured > ceiling
        {
            self.add(what, format!("{measured:.2}, must be at most {ceiling}"));
        }
    }

    fn least(&mut self, what: &str, measured: u64, least: u64) {
        if measured < least {
            self.add(what, format!("{measured}, must be at least {least}"));
        }
    }

    fn most(&mut self, what: &str, measured: u64, most: u64) {
        if measured > most {
            self.add(what, format!("{measured}, must be at most {most}"));
        }
    }
}

impl std::fmt::Display for Breach {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut line = String::new();
        write!(line, "{}: {}", self.what, self.message)?;
        f.write_str(&line)
    }
}

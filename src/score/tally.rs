//! Counts: what was to be found, what was found, what was wrong; by category, matcher and set.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::detect::{Category, Confidence, Grade, Strength};

/// Finds of one strength: right where a label asks for them, wrong where none does. `acting` are those of them that are at least
/// of medium confidence, `right_high` the right ones of high confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the struct says it")]
pub struct Hits {
    pub right: u64,
    pub wrong: u64,
    pub right_acting: u64,
    pub wrong_acting: u64,
    pub right_high: u64,
}

/// What became of the labels of one category, and of the finds of that category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Labels that had to be found.
    pub labels: u64,
    /// Of them found, at whatever confidence.
    pub found: u64,
    /// Found at medium confidence or better.
    pub acting: u64,
    /// Found by a matcher of the very category.
    pub named: u64,
    /// Finds in the clean set that nothing asks for, at medium confidence or better.
    pub clean_alarms: u64,
    /// Finds by strength: weak, pattern, validated.
    pub hits: [Hits; 3],
}

/// The finds of one matcher.
pub type MatcherCounts = Hits;

/// A set of the corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SetCounts {
    /// Events.
    pub events: u64,
    /// Labels, and those found at medium confidence or better.
    pub labels: u64,
    /// Of them found.
    pub acting: u64,
    /// Events in which something was found, at medium confidence or better, that nothing asks for.
    pub alarmed: u64,
    /// Events by the grade they must get (first index) and the one they got, in the order of [`Grade`].
    pub grades: [[u64; 5]; 5],
}

/// All counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By category; `None` holds the labels that ask for any health category.
    pub categories: BTreeMap<Option<Category>, Counts>,
    /// By matcher, in the order of the rules.
    pub matchers: Vec<MatcherCounts>,
    /// By set.
    pub sets: BTreeMap<String, SetCounts>,
}

impl Hits {
    pub(crate) fn count(&mut self, right: bool, confidence: Confidence) {
        let acting = u64::from(confidence >= ACTING);
        let (all, acted) =
            if right { (&mut self.right, &mut self.right_acting) } else { (&mut self.wrong, &mut self.wrong_acting) };
        *all += 1;
        *acted += acting;
        self.right_high += u64::from(right && confidence == Confidence::High);
    }

    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.right_acting += other.right_acting;
        self.wrong_acting += other.wrong_acting;
        self.right_high += other.right_high;
    }
}

/// The confidence from which on a find is acted upon.
pub(crate) const ACTING: Confidence = Confidence::Medium;

impl Counts {
    /// Share of the labels found, at whatever confidence; `None` without labels.
    pub fn recall(&self) -> Option<f64> {
        share(self.found, self.labels)
    }

    /// Share of the labels found at medium confidence or better.
    pub fn acting_recall(&self) -> Option<f64> {
        share(self.acting, self.labels)
    }

    /// Share of the finds, at medium confidence or better, that are right.
    pub fn precision(&self) -> Option<f64> {
        let all = self.finds();
        share(all.right_acting, all.right_acting + all.wrong_acting)
    }

    /// The harmonic mean of both, at medium confidence or better.
    pub fn f1(&self) -> Option<f64> {
        let (recall, precision) = (self.acting_recall()?, self.precision()?);
        (recall + precision > 0.0).then(|| 2.0 * recall * precision / (recall + precision))
    }

    /// Finds of all strengths.
    pub fn finds(&self) -> Hits {
        let mut all = Hits::default();
        self.hits.iter().for_each(|hits| all.add(hits));
        all
    }

    /// Finds of one strength.
    pub const fn of(&mut self, strength: Strength) -> &mut Hits {
        match strength {
            Strength::Weak => &mut self.hits[0],
            Strength::Pattern => &mut self.hits[1],
            Strength::Validated => &mut self.hits[2],
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.labels += other.labels;
        self.found += other.found;
        self.acting += other.acting;
        self.named += other.named;
        self.clean_alarms += other.clean_alarms;
        self.hits.iter_mut().zip(&other.hits).for_each(|(mine, theirs)| mine.add(theirs));
    }
}

impl SetCounts {
    /// Events that had to be `phi`, or were found to be: (right, missed, wrong).
    pub fn phi(&self) -> (u64, u64, u64) {
        let phi = Grade::Phi as usize;
        let (mut right, mut missed, mut wrong) = (0, 0, 0);
        for (expected, row) in self.grades.iter().enumerate() {
            for (got, count) in row.iter().enumerate() {
                match (expected == phi, got == phi) {
                    (true, true) => right += count,
                    (true, false) => missed += count,
                    (false, true) => wrong += count,
                    (false, false) => {}
                }
            }
        }
        (right, missed, wrong)
    }

    fn add(&mut self, other: &Self) {
        self.events += other.events;
        self.labels += other.labels;
        self.acting += other.acting;
        self.alarmed += other.alarmed;
        for (mine, theirs) in self.grades.iter_mut().flatten().zip(other.grades.iter().flatten()) {
            *mine += theirs;
        }
    }
}

impl Tally {
    /// The counts of several categories together.
    pub fn group(&self, categories: &[Category]) -> Counts {
        let mut all = Counts::default();
        for category in categories {
            if let Some(counts) = self.categories.get(&Some(*category)) {
                all.add(counts);
            }
        }
        all
    }

    /// The counts of several sets together; of all without names.
    pub fn all_sets(&self) -> SetCounts {
        let mut all = SetCounts::default();
        self.sets.values().for_each(|set| all.add(set));
        all
    }

    /// Adds what another thread counted.
    pub fn add(&mut self, other: &Self) {
        for (category, counts) in &other.categories {
            self.categories.entry(*category).or_default().add(counts);
        }
        if self.matchers.len() < other.matchers.len() {
            self.matchers.resize(other.matchers.len(), MatcherCounts::default());
        }
        self.matchers.iter_mut().zip(&other.matchers).for_each(|(mine, theirs)| mine.add(theirs));
        for (set, counts) in &other.sets {
            self.sets.entry(set.clone()).or_default().add(counts);
        }
    }
}

/// `part` of `whole`; `None` of nothing.
pub(crate) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

//! Does the gate notice? Every matcher is taken out, loses its keywords, its excluded words, its validator, its borders, its need
//! for a keyword, one at a time; each time some floor must break, or some example of the packs. What nothing notices is guarded
//! by nothing. A dictionary is the keyword list of its matcher and goes with it. `literals`, `words` and nearly all `needs` are left
//! alone: they say where an expression need not be tried, and a test below holds that they change nothing that is found.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::check::check_matchers;
use crate::detect::pack::{Border, Needs};
use crate::detect::{Confidence, Detector, Matcher, Strength};
use crate::rules::Rules;
use crate::score::case::Case;
use crate::score::floors::Floors;
use crate::score::run::Scorer;
use crate::score::tally::Tally;

/// A change that makes detection worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// The matcher's place in the rules.
    pub matcher: usize,
    /// What is done to it.
    pub change: Change,
}

/// What is done to a matcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is taken out.
    Removed,
    /// It loses its keywords.
    NoKeywords,
    /// It loses its excluded words.
    NoExcluded,
    /// Every value passes.
    NoValidator,
    /// It speaks without a keyword.
    Alone,
    /// Letters may touch the value.
    Glued,
    /// It no longer looks at JSON numbers.
    NoNumbers,
    /// Words of any length may hold the value.
    NoNeeds,
}

const CHANGES: [Change; 8] = [
    Change::Removed,
    Change::NoKeywords,
    Change::NoExcluded,
    Change::NoValidator,
    Change::Alone,
    Change::Glued,
    Change::NoNumbers,
    Change::NoNeeds,
];

/// A mutant that nothing noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survivor {
    /// The matcher's id.
    pub matcher: String,
    /// What was done to it, in words.
    pub change: &'static str,
}

impl Change {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Removed => "taken out",
            Self::NoKeywords => "without its keywords",
            Self::NoExcluded => "without its excluded words",
            Self::NoValidator => "without its validator",
            Self::Alone => "speaking without a keyword",
            Self::Glued => "with letters touching the value",
            Self::NoNumbers => "blind for JSON numbers",
            Self::NoNeeds => "in words of any length",
        }
    }

    /// Whether the change makes a difference to what `matcher` says of itself.
    fn applies(self, matcher: &Matcher) -> bool {
        let keywords = !matcher.keywords.is_empty();
        match self {
            Self::Removed => true,
            // A word list's keywords are those of its class.
            Self::NoKeywords => keywords,
            Self::NoExcluded => !matcher.excluded.is_empty(),
            Self::NoValidator => matcher.validator.is_some(),
            Self::Alone => {
                keywords
                    && matcher.pattern.is_some()
                    && matcher.alone.is_none()
                    && matcher.strength != Strength::Validated
            }
            // Nothing touches a value that must be the whole text.
            Self::Glued => matcher.border == Border::Word && matcher.pattern.as_deref().is_some_and(is_within),
            Self::NoNumbers => matcher.pattern.is_some() && matcher.numbers,
            Self::NoNeeds => matcher.needs_restrict(),
        }
    }

    fn apply(self, matchers: &mut Vec<Matcher>, at: usize) {
        if self == Self::Removed {
            matchers.remove(at);
            return;
        }
        let Some(matcher) = matchers.get_mut(at) else { return };
        match self {
            Self::Removed => {}
            Self::NoKeywords => matcher.keywords.clear(),
            Self::NoExcluded => matcher.excluded.clear(),
            Self::NoValidator => matcher.validator = None,
            Self::Alone => matcher.alone = Some(Confidence::Medium),
            Self::Glued => matcher.border = Border::Glued,
            Self::NoNumbers => matcher.numbers = false,
            Self::NoNeeds => matcher.needs = Needs::default(),
        }
    }
}

/// Whether an expression finds values within a text.
fn is_within(pattern: &str) -> bool {
    let start = pattern.trim_start().trim_start_matches("(?x)").trim_start_matches("(?i)").trim_start_matches("(?ix)");
    !(start.trim_start().starts_with('^') && pattern.trim_end().ends_with('$'))
}

/// All mutants of the matchers that are `wanted`.
pub fn mutants(rules: &Rules, wanted: impl Fn(&Matcher) -> bool) -> Vec<Mutant> {
    let matchers = rules.matchers().iter().enumerate().filter(|(_, matcher)| wanted(matcher));
    matchers
        .flat_map(|(at, matcher)| {
            let applies = move |change: &Change| change.applies(matcher);
            CHANGES.into_iter().filter(applies).map(move |change| Mutant { matcher: at, change })
        })
        .collect()
}

/// The mutants that neither `floors` on `cases` nor the examples of the packs notice, on `threads` threads.
pub fn survivors(rules: &Rules, floors: &Floors, cases: &[Case], mutants: &[Mutant], threads: usize) -> Vec<Survivor> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut survivors = Vec::new();
        while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
            if survives(rules, floors, cases, *mutant) {
                survivors.push(*mutant);
            }
        }
        survivors
    };
    let mut all: Vec<Mutant> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    all.sort_by_key(|mutant| (mutant.matcher, mutant.change as usize));
    let id = |at: usize| rules.matchers().get(at).map_or_else(String::new, |matcher| matcher.id.clone());
    all.iter().map(|mutant| Survivor { matcher: id(mutant.matcher), change: mutant.change.words() }).collect()
}

fn survives(rules: &Rules, floors: &Floors, cases: &[Case], mutant: Mutant) -> bool {
    let mut matchers = rules.matchers().to_vec();
    mutant.change.apply(&mut matchers, mutant.matcher);
    // A mutant that does not compile is noticed: the program would not start.
    let Ok(detector) = Detector::new(matchers) else { return false };
    let detector = Arc::new(detector);
    if !check_matchers(&rules.with_detector(Arc::clone(&detector)), |_| true).misses.is_empty() {
        return false;
    }
    let (mut scorer, mut tally) = (Scorer::with(Arc::clone(&detector)), Tally::default());
    cases.iter().for_each(|case| scorer.score(case, &mut tally, &mut |_| {}));
    floors.breaches(detector.matchers(), &tally).is_empty()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::audit::{Audited, Auditor};
    use crate::score::case;

    /// One case in so many is looked at: without the conditions every expression runs on every text.
    const EACH: usize = 5;

    /// Why no mutant is made of them.
    #[test]
    fn conditions_that_do_not_restrict_only_save_time() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/identifiers");
        let mut cases = Vec::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            case::read("identifiers", "", &text, &mut cases, &mut Vec::new());
        }
        assert!(cases.len() > 6_000);
        let rules = Rules::embedded().unwrap();
        let mut bare = rules.matchers().to_vec();
        for matcher in &mut bare {
            if !matcher.needs_restrict() {
                matcher.needs = Needs::default();
            }
            matcher.literals.clear();
            matcher.words.clear();
        }
        let bare = rules.with_detector(Arc::new(Detector::new(bare).unwrap()));
        // Two matchers of a category may both be right; which of them speaks is all one.
        let found = |rules: &Arc<Rules>, event: &str| {
            let mut found = Vec::new();
            Auditor::new(Arc::clone(rules)).audit(event.as_bytes(), &mut |audited| {
                let Audited::Event(event) = audited else { return };
                found.extend(event.matches().iter().map(|found| (found.category, found.node, found.start, found.end)));
            });
            found
        };
        for case in cases.iter().step_by(EACH) {
            assert_eq!(found(&rules, &case.event), found(&bare, &case.event), "{}", case.event);
        }
    }
}

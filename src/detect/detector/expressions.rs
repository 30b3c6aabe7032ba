//! Running the expressions: which may fire on a text, and what they find in it.

use super::{Detector, MOST_CANDIDATES, Reading};
use crate::detect::bits::Bits;
use crate::detect::candidate::{Candidate, Named, judge, settle};
use crate::detect::columns::Columns;
use crate::detect::compiled::{Groups, Value};
use crate::detect::health;
use crate::detect::validate::Check;

/// Of these so many may be left when rivals have gone; with more nothing else is looked for.
const MOST_SETTLED: usize = 1_500;

impl Detector {
    pub(super) fn run_patterns(
        &self,
        reading: Reading<'_>,
        candidates: &mut Vec<Candidate>,
        groups: &mut Groups,
        beside: &mut dyn FnMut() -> Bits,
    ) {
        let Reading { view, leaf, level, is_number } = reading;
        let mut fit = (self.patterns & self.needs.met(&leaf.facts)).without(self.wants_word.without(leaf.trigger));
        if is_number {
            fit = fit & self.numbers;
        }
        fit = self.literals.met(fit, view.text, leaf.facts.marks);
        if fit.is_empty() {
            return;
        }
        let path = level.keyword & self.by_path;
        let asked = fit & self.by_health;
        let by_health = if !asked.is_empty() && health::speaks_of_health(leaf) { asked } else { Bits::default() };
        let named = path | (leaf.keyword & self.by_text) | by_health;
        let silent = fit.without(self.alone | named);
        let mut around = Named { by_path: path, excluded_by_path: level.excluded, by_health };
        if (level.labelled && !(silent & self.by_path).is_empty()) || (level.turn && !silent.is_empty()) {
            around.by_path |= beside();
        }
        let run = fit & (self.alone | named | around.by_path);
        let columns = Columns::of(view.text, leaf);
        // A text that is one identifier from end to end is not searched for others of its kind.
        let (mut settled, mut full) = (None, false);
        for index in run.iter() {
            if full {
                break;
            }
            let (Some(compiled), Some(matcher)) = (self.compiled.get(index), self.matchers.get(index)) else {
                continue;
            };
            if settled == Some(matcher.category) {
                continue;
            }
            compiled.values(view.text, groups, |value| {
                let mut around = around;
                if columns.is_some_and(|columns| columns.name(view.text, value.range.start, index)) {
                    around.by_path.insert(index);
                }
                if let Some(candidate) = judge(index, matcher, compiled, &value, leaf, around) {
                    if value.range == (0..view.text.len()) {
                        settled = Some(matcher.category);
                    }
                    candidates.push(candidate);
                }
                // Several matchers may want the same numbers: what is left of them leaves room for the others.
                if candidates.len() >= MOST_CANDIDATES {
                    settle(&self.matchers, candidates);
                    full = candidates.len() > MOST_SETTLED;
                }
                !full
            });
        }
    }

    /// The whole value under a key that names it.
    pub(super) fn key_value(&self, reading: Reading<'_>, candidates: &mut Vec<Candidate>) {
        let Reading { view, leaf, level, .. } = reading;
        let around = Named { by_path: level.own, ..Named::default() };
        for index in (level.own & self.key_values).without(level.excluded).iter() {
            let (Some(compiled), Some(matcher)) = (self.compiled.get(index), self.matchers.get(index)) else {
                continue;
            };
            let value = Value { range: 0..view.text.len(), sample: false, glued: false };
            if compiled.check(view.text) == Check::Valid {
                candidates.extend(judge(index, matcher, compiled, &value, leaf, around));
            }
        }
    }
}

//! The tests that rules carry inside them, run through the production engine.
//!
//! A matcher's match example must give that matcher at that path with exactly that text; a no-match example must not give it.
//! Requirements: see `requirement`. The examples of shipped ones are run without what overlays change, because it is the shipped
//! rule that they describe; those of overlays with it.

mod overrides;
mod requirement;

use std::sync::Arc;

use crate::audit::{Audited, AuditedEvent, Auditor};
use crate::detect::pack::{MatchExample, NoMatchExample};
use crate::detect::{Match, Matcher};
use crate::rules::Rules;

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The file of the rule.
    pub file: String,
    /// The rule.
    pub id: String,
    /// The example, as written.
    pub example: String,
    /// What was expected, and what came instead.
    pub message: String,
}

/// How much was checked, and what does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Examples run.
    pub examples: usize,
    /// Examples that do not hold.
    pub misses: Vec<Miss>,
}

/// The least number of examples a matcher needs, of either kind.
pub const LEAST_EXAMPLES: usize = 2;

/// Runs every example of every rule.
pub fn check(rules: &Arc<Rules>) -> Checked {
    let rules = &rules.without_allowances();
    let mut checked = check_matchers(rules, |_| true);
    let shipped = rules.shipped();
    for requirement in rules.requirements() {
        requirement::check(if requirement.own { rules } else { &shipped }, requirement, &mut checked);
    }
    for (by, one) in (0_u16..).zip(rules.policy().overrides()) {
        overrides::check(rules, by, one, &mut checked);
    }
    checked
}

/// Runs every example of the matchers that are `wanted`.
pub fn check_matchers(rules: &Arc<Rules>, wanted: impl Fn(&Matcher) -> bool) -> Checked {
    let mut auditor = Auditor::new(rules.without_allowances());
    let mut checked = Checked::default();
    for (index, matcher) in rules.matchers().iter().enumerate().filter(|(_, matcher)| wanted(matcher)) {
        check_matcher(&mut auditor, index as u16, matcher, &mut checked);
    }
    checked
}

fn check_matcher(auditor: &mut Auditor, index: u16, matcher: &Matcher, checked: &mut Checked) {
    let mut miss = |example: &str, message: String| {
        let (file, id) = (matcher.pack.clone(), matcher.id.clone());
        checked.misses.push(Miss { file, id, example: example.to_owned(), message });
    };
    for (kind, count) in [("match", matcher.matches.len()), ("no_match", matcher.no_match.len())] {
        if count < LEAST_EXAMPLES {
            miss("", format!("has {count} `{kind}` examples; give at least {LEAST_EXAMPLES}"));
        }
    }
    for MatchExample { event, path, text, strength, confidence } in &matcher.matches {
        let mut seen = Vec::new();
        let mut holds = false;
        run(auditor, event, &mut |audited, found| {
            let record = audited.record("", 0, 0);
            let at = audited.matches().iter().position(|known| known == found);
            let place = at.and_then(|at| record.matches.get(at)).map_or("", |found| &found.path);
            let value = value_of(audited, found);
            seen.push(format!("{} at {place} ({}, {})", auditor_id(audited, found), found.strength, found.confidence));
            holds |= found.matcher == index
                && place == path
                && value == *text
                && strength.is_none_or(|strength| strength == found.strength)
                && confidence.is_none_or(|confidence| confidence == found.confidence);
        });
        if !holds {
            miss(event, format!("`{text}` at {path} was not found as expected; found: {}", list(&seen)));
        }
    }
    for NoMatchExample { event, because } in &matcher.no_match {
        let mut places = Vec::new();
        run(auditor, event, &mut |audited, found| {
            if found.matcher == index {
                places.push(format!("{} ({}, {})", value_of(audited, found), found.strength, found.confidence));
            }
        });
        if !places.is_empty() {
            miss(event, format!("must not match ({because}), but matched {}", list(&places)));
        }
    }
    checked.examples += matcher.matches.len() + matcher.no_match.len();
}

fn list(items: &[String]) -> String {
    if items.is_empty() { "nothing".to_owned() } else { items.join("; ") }
}

fn run(auditor: &mut Auditor, event: &str, each: &mut dyn FnMut(&AuditedEvent<'_>, &Match)) {
    auditor.audit(event.as_bytes(), &mut |audited| {
        if let Audited::Event(audited) = audited {
            audited.matches().iter().for_each(|found| each(&audited, found));
        }
    });
}

/// The matched text: examples are the rule's own, so their values may be shown.
fn value_of<'a>(audited: &AuditedEvent<'a>, found: &Match) -> &'a str {
    let document = audited.event().document();
    let text =
        if found.in_key { document.key(found.node).map_or("", |key| &key.text) } else { document.text(found.node) };
    text.get(found.start as usize..found.end as usize).unwrap_or_default()
}

fn auditor_id(audited: &AuditedEvent<'_>, found: &Match) -> String {
    let at = audited.matches().iter().position(|known| known == found);
    let record = audited.record("", 0, 0);
    at.and_then(|at| record.matches.get(at)).map(|found| found.matcher.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn rules_check_every_example_of_every_shipped_rule_holds() {
        let checked = check(&Rules::embedded().unwrap());
        let misses: Vec<String> = checked
            .misses
            .iter()
            .map(|miss| format!("{} [{}]\n    {}\n    {}", miss.file, miss.id, miss.example, miss.message))
            .collect();
        assert!(
            misses.is_empty(),
            "{} of {} examples do not hold:\n{}",
            misses.len(),
            checked.examples,
            misses.join("\n")
        );
    }
}

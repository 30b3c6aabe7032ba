//! Every day of the change log on which an event is judged otherwise is held by a boundary: the same event on both sides of it.
//! That the boundaries hold is tested by `rules check`; here, that none is missing.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use crate::policy::product::Verdicts;
use crate::policy::{Boundary, Context, Day, EditionMode, Policy, Requirement};

fn shipped() -> Policy {
    Policy::embedded(Context::default(), EditionMode::EventTime).unwrap()
}

/// The day of an entry of the change log, by its id.
fn entry_day(id: &str) -> Option<Day> {
    let day = id.strip_prefix("changelog-")?.get(..10)?;
    Some(Day::try_from(day.to_owned()).unwrap())
}

/// Every day that the change logs of both editions name.
fn days() -> BTreeSet<Day> {
    let rows = include_str!("../../policies/ledger.csv").lines();
    let days: BTreeSet<Day> = rows.filter_map(|row| entry_day(row.split(',').next()?)).collect();
    assert_eq!(days.len(), 23, "the change log of December has 23 days");
    days
}

/// What begins or ends on `day`: rules, and verdicts on products and features.
fn changes(policy: &Policy, day: Day) -> Vec<String> {
    let judges = |at: usize| {
        !policy.rules[at].cases.is_empty() || policy.linked.iter().any(|rule| usize::from(rule.requirement) == at)
    };
    let turn = |at: usize, one: &Requirement| {
        let since = policy.rules[at].cases.iter().any(|case| case.since == Some(day));
        one.from == Some(day) || one.until == Some(day) || since
    };
    let rules = policy.requirements.iter().enumerate().filter(|(at, one)| turn(*at, one) && judges(*at));
    let names = &policy.products.names;
    let turns = |verdicts: &Verdicts| verdicts.0.iter().any(|(from, _)| *from == Some(day));
    let products = names.products.iter().zip(&policy.products.products).filter(|(_, product)| {
        let features = product.features.iter().filter_map(|feature| feature.verdicts.as_ref());
        std::iter::once(&product.verdicts).chain(features).any(turns)
    });
    rules.map(|(_, one)| one.id.clone()).chain(products.map(|(name, _)| format!("the verdict on {name}"))).collect()
}

fn boundaries(policy: &Policy, day: Day) -> impl Iterator<Item = (&Requirement, &Boundary)> {
    let all = policy.requirements.iter().flat_map(|one| one.boundaries.iter().map(move |boundary| (one, boundary)));
    all.filter(move |(one, boundary)| boundary.day.or(one.from) == Some(day))
}

/// Whether the two sides say that something changes: another verdict, or a finding on one side alone.
fn tells_a_change(Boundary { before, after, .. }: &Boundary) -> bool {
    let only = |finds: &[String], spares: &[String]| finds.iter().any(|id| spares.contains(id));
    let verdict = before.verdict.is_some() && after.verdict.is_some() && before.verdict != after.verdict;
    verdict || only(&before.finds, &after.spares) || only(&after.finds, &before.spares)
}

#[test]
fn a_day_of_the_change_log_that_changes_a_verdict_or_a_finding_has_a_boundary() {
    let policy = shipped();
    let mut missing = Vec::new();
    for day in days() {
        let changes = changes(&policy, day);
        if !changes.is_empty() && !boundaries(&policy, day).any(|(_, boundary)| tells_a_change(boundary)) {
            missing.push(format!("{day}: {}", changes.join(", ")));
        }
    }
    assert!(missing.is_empty(), "no boundary, when these change:\n{}", missing.join("\n"));
}

#[test]
fn an_entry_of_a_day_on_which_nothing_changes_says_so_in_its_note() {
    let policy = shipped();
    for entry in &policy.requirements {
        let Some(day) = entry_day(&entry.id) else { continue };
        if changes(&policy, day).is_empty() {
            assert!(entry.note.is_some(), "{}", entry.id);
        }
    }
}

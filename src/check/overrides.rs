//! The examples of an override: the events it gives must have a finding that it changes, with the severity it says; the others
//! must have none.

use super::{Checked, Miss, list};
use crate::audit::{Audited, Auditor};
use crate::policy::{EditionMode, Override, Severity};
use crate::rules::Rules;

/// Runs every example of the override at the place `by`.
pub(super) fn check(rules: &Rules, by: u16, one: &Override, checked: &mut Checked) {
    let auditor = |mode| Auditor::new(rules.with(one.example_context.clone().unwrap_or_default(), mode));
    let mut miss = |example: &str, message: String| {
        let (file, id) = (one.file.clone(), one.id.clone());
        checked.misses.push(Miss { file, id, example: example.to_owned(), message });
    };
    let mut by_time = auditor(EditionMode::EventTime);
    for example in &one.matches {
        let found = match example.rules {
            Some(edition) => changed(&mut auditor(EditionMode::Fixed(edition)), &example.event, by),
            None => changed(&mut by_time, &example.event, by),
        };
        if !found.contains(&example.severity) {
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            let message = format!("must change a finding to {}; changed: {}", example.severity, list(&found));
            miss(&example.event, message);
        }
    }
    for example in &one.no_matches {
        if let Some(severity) = changed(&mut by_time, &example.event, by).first() {
            miss(&example.event, format!("must change no finding ({}), but made one {severity}", example.because));
        }
    }
    checked.examples += one.matches.len() + one.no_matches.len();
}

/// The severities that the override at `by` gives to findings of an event.
fn changed(auditor: &mut Auditor, event: &str, by: u16) -> Vec<Severity> {
    let mut severities = Vec::new();
    auditor.audit(event.as_bytes(), &mut |audited| {
        if let Audited::Event(audited) = audited {
            let own = audited.findings().iter().filter(|finding| finding.overridden_by == Some(by));
            severities.extend(own.map(|finding| finding.severity));
        }
    });
    severities
}

//! Findings over several events in a report: the first of each requirement, and how complete they are.

use serde::Serialize;

use crate::record::LinkedRecord;

/// Findings shown of one requirement at one severity.
const EACH: usize = 10;

/// What the report says of findings over several events. The complete list is `findings.csv`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Linked {
    /// Some of them, the worst first.
    pub examples: Vec<LinkedRecord<'static>>,
    /// Clues to resources that found no place, and were not linked.
    pub clues_beyond_bound: u64,
    /// Clues to what may identify a person that a manifest does not keep, because no key is configured.
    pub clues_not_kept: u64,
}

impl Linked {
    /// Keeps a finding as an example; those of one requirement and severity come one after the other.
    pub(super) fn keep(&mut self, record: &LinkedRecord<'_>) {
        let like =
            |kept: &&LinkedRecord<'_>| (&kept.requirement, kept.severity) == (&record.requirement, record.severity);
        if self.examples.iter().rev().take_while(like).count() < EACH {
            self.examples.push(record.clone().into_owned());
        }
    }
}

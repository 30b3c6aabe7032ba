//! What an event shows, in a form that may be kept.

use super::evidence::Witness;
use super::id::Id;
use super::key::{Key, Keying};
use crate::audit::AuditedEvent;
use crate::detect::Grade;

/// What an event shows of one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The resource.
    pub key: Key,
    /// A bit for each part of a linked rule that the event meets.
    pub parts: u64,
    /// The event.
    pub witness: Witness,
    /// Whose it is, as records print it.
    pub account: Option<Id>,
    /// The event's own PHI grade.
    pub grade: Grade,
}

/// Calls `each` with what the event shows of each resource that it is about. Most show nothing, and cost nothing.
pub fn observe(event: &AuditedEvent<'_>, keying: &Keying, each: &mut dyn FnMut(Observation)) {
    let mut told = None;
    for (clue, value) in event.clues() {
        let Some(resource) = event.rules().policy().resources().get(usize::from(clue.by)) else { continue };
        let (witness, account) =
            told.get_or_insert_with(|| (Witness::of(event), event.printable_account().map(Id::from))).clone();
        let (key, parts, grade) = (keying.key(resource, clue.by, value), clue.parts, event.grade());
        each(Observation { key, parts, witness, account, grade });
    }
}

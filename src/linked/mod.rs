//! What the events of one resource show together: clues in, findings of linked rules out.
//!
//! It promises: the outcome is that of the set of events, whatever their order, however often each of them comes, and however they
//! were shared out, because [`Evidence`] only ever grows by the union of its parts and by the earliest and the latest event of each.
//! It holds no value of an event but times, ids and SIDs; whatever else names a resource is kept as a keyed digest alone ([`Key`]).
//!
//! | type | is |
//! |---|---|
//! | [`Ruleset`] | the linked rules in words and numbers, as they are written into manifests |
//! | [`Keying`] | makes keys of values |
//! | [`observe`] | makes observations of the clues of an event |
//! | [`Table`] | evidence by key for a run with an end: bounded, and the same in any order |
//! | [`Recent`] | evidence by key for a service without one: bounded, and forgets what was quiet longest |
//!
//! What it leaves to others: which event meets which part ([`policy`](crate::policy)), files, clocks, and who is told.

mod evidence;
mod id;
mod key;
mod observation;
mod recent;
mod ruleset;
mod table;
#[cfg(test)]
pub(crate) mod tests;

pub use evidence::{Evidence, Witness};
pub use id::Id;
pub use key::{Key, Keying};
pub use observation::{Observation, observe};
pub use recent::Recent;
pub use ruleset::{LinkedFinding, Rule, RulePart, Ruleset, Sort};
pub use table::{Entry, Table};

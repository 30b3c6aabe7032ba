//! What differs: between two sets of findings on the same events, and between two copies of the same events.
//!
//! - [`Change`], [`Changes`]: findings and matches that another rule set adds, takes away or judges otherwise.
//! - [`Join`]: finds the changes between two files of records, whatever their order.
//! - [`Leaves`], [`Controls`], [`CopyIndex`]: what happened to the fields of an event on its way from an archive to a copy.
//!
//! It promises: a set compared with itself has no change; the comparison the other way round is its mirror image; memory does not
//! grow with the input (what has to be kept lies in files without a name); no matched value, and of no value more than a digest
//! under a key that dies with the process.

mod categories;
mod changes;
mod controls;
mod copy_index;
mod join;
mod leaves;
mod store;
#[cfg(test)]
mod tests;

pub use categories::Categories;
pub use changes::{Change, ChangeKind, Changes, Compared, Counts, EXAMPLES, Example, MatchChange, MatcherCounts, Side};
pub use controls::{Controls, FieldOutcome, Outcome, TypeOutcome};
pub use copy_index::{Copied, CopyIndex, Counterpart, Unpaired};
pub use join::{Join, Which};
pub use leaves::{By, Digests, Leaf, Leaves};
pub use store::StoreError;

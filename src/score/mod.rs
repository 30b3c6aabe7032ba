//! How good detection is, measured: a labelled corpus, what the detector finds in it, and the floors that must hold.
//!
//! Labels are planted by those who write the corpus (`tests/corpus/README.md` has the format); the detector only gets the event
//! without them. Pure but for reading the corpus' text: no clock, no files.

mod case;
mod floors;
mod labels;
mod mutation;
mod render;
mod run;
mod tally;

pub use case::{Case, CaseError, read};
pub use floors::{Breach, Clean, FloorError, Floors, Group, Pair, Size};
pub use labels::{Expected, Label};
pub use mutation::{Change, Mutant, Survivor, mutants, survivors};
pub use run::{Miss, MissKind, Scorer};
pub use tally::{Counts, Hits, MatcherCounts, SetCounts, Tally};

//! Why the reading of a stream ended.

use crate::quarantine::Tripped;

/// Why the reading thread of a source ended.
#[derive(Debug)]
pub enum Ended {
    /// It was asked to. So many records were not finished within the time there was; they will be read again.
    Drained {
        /// Records still under way.
        unfinished: u64,
        /// Whether the last positions are committed.
        committed: bool,
    },
    /// Too much went to quarantine.
    Quarantine(Tripped),
    /// The other side will not have us, and waiting does not help.
    Refused {
        /// What it said.
        what: String,
        /// What that means and what to do.
        remedy: &'static str,
    },
}

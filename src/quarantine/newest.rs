//! Which of several pointers to the same record is the newest: a record that is read twice, after a crash or a rewind, has two.
//!
//! The pointers are gone over twice, in any order: [`Newest::note`] all, then [`Newest::take`] those that are to be shown. What
//! is remembered has a bound; duplicates beyond it are shown as they are.

use std::collections::HashMap;

use super::Pointer;
use super::pointer::number;

/// How many records are remembered, about 50 bytes each.
const MOST: usize = 1 << 20;

/// The newest pointers.
#[derive(Debug, Default)]
pub struct Newest {
    by_id: HashMap<u128, Best>,
}

#[derive(Debug)]
struct Best {
    /// When it was sent, Unix time in milliseconds.
    sent_ms: Option<i64>,
    taken: bool,
}

impl Newest {
    /// Looks at a pointer for the first time.
    pub fn note(&mut self, pointer: &Pointer) {
        let Some(id) = number(&pointer.id) else { return };
        let sent_ms = pointer.quarantined_ms();
        if let Some(best) = self.by_id.get_mut(&id) {
            best.sent_ms = best.sent_ms.max(sent_ms);
        } else if self.by_id.len() < MOST {
            self.by_id.insert(id, Best { sent_ms, taken: false });
        }
    }

    /// Whether this pointer is the one to show. Of several of the same time it is the first; what was never noted is shown.
    pub fn take(&mut self, pointer: &Pointer) -> bool {
        let Some(best) = number(&pointer.id).and_then(|id| self.by_id.get_mut(&id)) else { return true };
        let chosen = !best.taken && best.sent_ms <= pointer.quarantined_ms();
        best.taken |= chosen;
        chosen
    }
}

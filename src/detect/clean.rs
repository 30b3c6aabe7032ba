//! Texts that were found clean, remembered: streams say `application/json`, `en-US` and `queued` a thousand times a second.
//!
//! What is found in a text depends on the text and on the keys above it, nothing else; a text seen to be clean under the same
//! keys is clean again. Compared byte by byte, so that a collision of hashes cannot hide anything. Bounded and small enough
//! for the processor's cache; only texts without any match are kept, so none of them is PHI.

use crate::event::words::hash_ascii;

/// Longest text that is remembered, in bytes.
const LONGEST: usize = 120;
const SLOTS: usize = 2_048;

/// Texts that were found clean.
#[derive(Debug, Default)]
pub(crate) struct Clean {
    slots: Vec<Slot>,
}

#[derive(Clone, Debug)]
struct Slot {
    context: u64,
    len: u8,
    text: [u8; LONGEST],
}

impl Clean {
    /// Whether `text` is known to be clean under the keys that `context` stands for.
    #[inline]
    pub fn knows(&self, text: &str, context: u64) -> bool {
        self.slots.get(slot(text, context)).is_some_and(|known| {
            known.context == context
                && known.len as usize == text.len()
                && known.text.get(..text.len()) == Some(text.as_bytes())
        })
    }

    /// Remembers `text` as clean, unless it is too long to be worth it.
    pub fn remember(&mut self, text: &str, context: u64) {
        if self.slots.is_empty() {
            self.slots = vec![Slot { context: 0, len: 0, text: [0; LONGEST] }; SLOTS];
        }
        if let Some(slot) = self.slots.get_mut(slot(text, context))
            && let Some(bytes) = slot.text.get_mut(..text.len())
        {
            bytes.copy_from_slice(text.as_bytes());
            slot.len = text.len() as u8;
            slot.context = context;
        }
    }
}

fn slot(text: &str, context: u64) -> usize {
    (hash_ascii(text.as_bytes()) ^ context) as usize >> 7 & (SLOTS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_clean_only_under_the_keys_it_was_seen_under() {
        let mut clean = Clean::default();
        assert!(!clean.knows("queued", 7));
        clean.remember("queued", 7);
        assert!(clean.knows("queued", 7));
        assert!(!clean.knows("queued", 8));
        assert!(!clean.knows("Queued", 7));
    }

    #[test]
    fn a_long_text_is_not_remembered() {
        let (mut clean, long) = (Clean::default(), "x".repeat(LONGEST + 1));
        clean.remember(&long, 0);
        assert!(!clean.knows(&long, 0));
    }
}

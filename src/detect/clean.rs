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

/// Where a text would be remembered.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    slot: usize,
    context: u64,
}

impl Clean {
    /// Whether `text` is known to be clean under the keys that `context` stands for; else where to remember it.
    #[inline]
    pub fn look_up(&mut self, text: &str, context: u64) -> Result<(), Option<Place>> {
        if text.len() > LONGEST {
            return Err(None);
        }
        if self.slots.is_empty() {
            self.slots = vec![Slot { context: 0, len: 0, text: [0; LONGEST] }; SLOTS];
        }
        let slot = (hash_ascii(text.as_bytes()) ^ context) as usize >> 7 & (SLOTS - 1);
        match self.slots.get(slot) {
            Some(known)
                if known.context == context
                    && known.len as usize == text.len()
                    && known.text.get(..text.len()) == Some(text.as_bytes()) =>
            {
                Ok(())
            }
            _ => Err(Some(Place { slot, context })),
        }
    }

    /// Remembers `text` as clean.
    pub fn remember(&mut self, place: Place, text: &str) {
        if let Some(slot) = self.slots.get_mut(place.slot)
            && let Some(bytes) = slot.text.get_mut(..text.len())
        {
            bytes.copy_from_slice(text.as_bytes());
            slot.len = text.len() as u8;
            slot.context = place.context;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_text_is_clean_only_under_the_keys_it_was_seen_under() {
        let mut clean = Clean::default();
        let place = clean.look_up("queued", 7).unwrap_err().unwrap();
        clean.remember(place, "queued");
        assert!(clean.look_up("queued", 7).is_ok());
        assert!(clean.look_up("queued", 8).is_err());
        assert!(clean.look_up("Queued", 7).is_err());
    }

    #[test]
    fn a_long_text_is_not_remembered() {
        let mut clean = Clean::default();
        assert!(matches!(clean.look_up(&"x".repeat(LONGEST + 1), 0), Err(None)));
    }
}

//! Which results were met in a run: a bit each, so that a listing of any length needs little memory.

/// A set of serial numbers.
#[derive(Debug, Default)]
pub(super) struct Seen {
    words: Vec<u64>,
}

impl Seen {
    /// Puts one in.
    pub fn insert(&mut self, serial: u64) {
        let Ok(word) = usize::try_from(serial / 64) else { return };
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if let Some(bits) = self.words.get_mut(word) {
            *bits |= 1 << (serial % 64);
        }
    }

    /// Whether one is in it.
    pub fn contains(&self, serial: u64) -> bool {
        let word = usize::try_from(serial / 64).ok().and_then(|word| self.words.get(word));
        word.is_some_and(|bits| bits >> (serial % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_in_and_nothing_else() {
        let mut seen = Seen::default();
        let some = [0, 63, 64, 1_000, 100_000];
        some.iter().for_each(|serial| seen.insert(*serial));
        assert!((0..100_100).all(|serial| seen.contains(serial) == some.contains(&serial)));
        assert!(!seen.contains(u64::MAX));
    }
}

//! A map that does not grow without end: once it is full, new keys share one entry.

use std::collections::BTreeMap;

use serde::Serialize;

/// At most `CAP` keys, and one entry for all others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Capped<V, const CAP: usize> {
    /// By key.
    pub entries: BTreeMap<String, V>,
    /// What belongs to keys that found no place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<V>,
}

impl<V, const CAP: usize> Default for Capped<V, CAP> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), others: None }
    }
}

impl<V: Default, const CAP: usize> Capped<V, CAP> {
    /// The entry of `key`, or the one of all others.
    pub fn entry(&mut self, key: &str) -> &mut V {
        // Looked up before it is inserted: a key is seldom new, and then it need not be copied.
        if self.entries.len() < CAP && !self.entries.contains_key(key) {
            self.entries.insert(key.to_owned(), V::default());
        }
        match self.entries.get_mut(key) {
            Some(value) => value,
            None => self.others.get_or_insert_default(),
        }
    }

    /// Adds every entry of `more` by `add`, in the order of the keys.
    pub fn merge(&mut self, more: &Self, mut add: impl FnMut(&mut V, &V)) {
        for (key, value) in &more.entries {
            add(self.entry(key), value);
        }
        if let Some(value) = &more.others {
            add(self.others.get_or_insert_default(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_finds_no_place_is_counted_together() {
        let mut map = Capped::<u32, 2>::default();
        for key in ["a", "b", "a", "c", "d", "b"] {
            *map.entry(key) += 1;
        }
        assert_eq!(map.entries, BTreeMap::from([("a".to_owned(), 2), ("b".to_owned(), 2)]));
        assert_eq!(map.others, Some(2));
    }
}

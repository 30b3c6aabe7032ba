//! A map that does not grow without end: it keeps its smallest keys, and all others share one entry.
//!
//! It promises: what is kept depends on what was put in, never on the order or on what was added up first. A key that has once
//! lost its place finds, whatever else comes, never one again; so nothing of it is missing from the shared entry.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What can be added up.
pub trait Sum: Default {
    /// Adds what a later stretch of the input has.
    fn add(&mut self, more: &Self);
}

/// At most `CAP` keys, the smallest there were, and one entry for all others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "V: Deserialize<'de>"))]
pub struct Capped<V, const CAP: usize> {
    /// By key.
    pub entries: BTreeMap<String, V>,
    /// What belongs to keys that found no place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<V>,
}

impl<V, const CAP: usize> Default for Capped<V, CAP> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), others: None }
    }
}

impl<V, const CAP: usize> Capped<V, CAP> {
    /// Whether nothing was put in.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<V: Sum, const CAP: usize> Capped<V, CAP> {
    /// The entry of `key`, or the one of all others.
    pub fn entry(&mut self, key: &str) -> &mut V {
        // Looked up before it is inserted: a key is seldom new, and then it need not be copied.
        if !self.entries.contains_key(key) && self.room(key) {
            self.entries.insert(key.to_owned(), V::default());
        }
        match self.entries.get_mut(key) {
            Some(value) => value,
            None => self.others.get_or_insert_default(),
        }
    }

    /// Whether there is room for a new key; a larger one gives its place away.
    fn room(&mut self, key: &str) -> bool {
        if self.entries.len() < CAP {
            return true;
        }
        match self.entries.last_entry() {
            Some(last) if key < last.key().as_str() => {
                let value = last.remove();
                self.others.get_or_insert_default().add(&value);
                true
            }
            _ => false,
        }
    }

    /// Adds every entry of `more`.
    pub fn merge(&mut self, more: &Self) {
        for (key, value) in &more.entries {
            self.entry(key).add(value);
        }
        if let Some(value) = &more.others {
            self.others.get_or_insert_default().add(value);
        }
    }
}

impl<K: Ord + Copy, V: Sum> Sum for BTreeMap<K, V> {
    fn add(&mut self, more: &Self) {
        for (key, value) in more {
            self.entry(*key).or_default().add(value);
        }
    }
}

impl Sum for u64 {
    fn add(&mut self, more: &Self) {
        *self += more;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn map(keys: &[String]) -> Capped<u64, 3> {
        let mut map = Capped::default();
        keys.iter().for_each(|key| *map.entry(key) += 1);
        map
    }

    #[test]
    fn what_finds_no_place_is_counted_together() {
        let mut map = Capped::<u64, 2>::default();
        for key in ["d", "a", "b", "a", "c", "d", "b"] {
            *map.entry(key) += 1;
        }
        assert_eq!(map.entries, BTreeMap::from([("a".to_owned(), 2), ("b".to_owned(), 2)]));
        assert_eq!(map.others, Some(3));
    }

    proptest! {
        #[test]
        fn neither_the_order_nor_the_grouping_makes_a_difference(
            (keys, shuffled) in prop::collection::vec("[a-h]", 0..40)
                .prop_flat_map(|keys| (Just(keys.clone()), Just(keys).prop_shuffle())),
            cut in 0..41_usize,
        ) {
            let whole = map(&keys);
            let (one, other) = keys.split_at(cut.min(keys.len()));
            let (mut forth, mut back) = (map(one), map(other));
            forth.merge(&map(other));
            back.merge(&map(one));
            prop_assert_eq!(&forth, &whole);
            prop_assert_eq!(&back, &whole);
            prop_assert_eq!(map(&shuffled), whole);
        }
    }
}

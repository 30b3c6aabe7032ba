//! A set of categories.

use serde::{Serialize, Serializer};

use crate::detect::{Category, Role};

/// A set of categories, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Categories(u64);

const _: () = assert!(Category::ALL.len() <= 64, "a category needs a bit");

impl Categories {
    /// None.
    pub const NONE: Self = Self(0);

    /// The set whose bits are these.
    pub const fn of_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The bits.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Adds one.
    pub fn insert(&mut self, category: Category) {
        self.0 |= 1 << category as u64;
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Those of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in it, in the order of the documentation.
    pub fn iter(self) -> impl Iterator<Item = Category> {
        Category::ALL.iter().copied().filter(move |category| self.0 >> *category as u64 & 1 == 1)
    }

    /// Whether one of them identifies somebody, if only together with something else, or speaks of health.
    pub fn sensitive(self) -> bool {
        self.iter().any(|category| category.role() != Role::Reference)
    }

    /// Their names, joined by a comma.
    pub fn names(self) -> String {
        self.iter().map(Category::name).collect::<Vec<_>>().join(", ")
    }
}

impl Serialize for Categories {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in() {
        let mut set = Categories::NONE;
        assert!(set.is_empty() && !set.sensitive());
        set.insert(Category::Url);
        assert!(!set.sensitive());
        set.insert(Category::Insurance);
        set.insert(Category::Name);
        assert_eq!(set.names(), "name, url, insurance");
        assert!(set.sensitive() && Categories::of_bits(set.bits()) == set);
    }
}

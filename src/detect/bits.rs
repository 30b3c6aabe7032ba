//! A set of matchers, as bits: which may fire here is an intersection of a few of these.

use crate::event::words::extend;

/// The most matchers an engine holds.
pub(crate) const CAPACITY: usize = 256;
const WORDS: usize = CAPACITY / 64;

/// A set of matcher indexes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Bits([u64; WORDS]);

impl Bits {
    pub fn insert(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    pub fn contains(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.iter().fold(0, |all, word| all | word) == 0
    }

    /// The members that are not in `other`.
    #[inline]
    pub fn without(self, other: Bits) -> Bits {
        Bits(std::array::from_fn(|at| self.0[at] & !other.0[at]))
    }

    /// A hash of the members.
    pub fn hash(self) -> u64 {
        self.0.into_iter().fold(0, extend)
    }

    /// The members in order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(at, mut word)| {
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
                word &= word - 1;
                Some(at * 64 + bit)
            })
        })
    }
}

impl std::ops::BitOr for Bits {
    type Output = Bits;

    #[inline]
    fn bitor(self, other: Bits) -> Bits {
        Bits(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }
}

impl std::ops::BitOrAssign for Bits {
    #[inline]
    fn bitor_assign(&mut self, other: Bits) {
        *self = *self | other;
    }
}

impl std::ops::BitAnd for Bits {
    type Output = Bits;

    #[inline]
    fn bitand(self, other: Bits) -> Bits {
        Bits(std::array::from_fn(|at| self.0[at] & other.0[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_what_was_put_in() {
        let mut set = Bits::default();
        for index in [0, 63, 64, 255] {
            set.insert(index);
        }
        set.insert(CAPACITY); // beyond: ignored
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 255]);
        assert!(set.contains(64) && !set.contains(65) && !set.is_empty());
    }
}

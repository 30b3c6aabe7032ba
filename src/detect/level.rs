//! What the keys above a value say, carried down the tape level by level.

use crate::detect::bits::Bits;
use crate::detect::key_context::KeyContext;
use crate::event::NodeId;
use crate::event::words::extend;

/// What the keys above a value say.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Level {
    pub node: NodeId,
    /// Matchers that the value's own key speaks for; in a list, the key of the list.
    pub own: Bits,
    /// Matchers that it speaks against, unless its last words are theirs.
    pub own_excluded: Bits,
    /// Matchers that the next key above speaks against.
    pub above_excluded: Bits,
    /// Matchers that any key speaks for.
    pub keyword: Bits,
    /// Matchers that any key speaks against.
    pub excluded: Bits,
    /// Stands for the keys above the values below, as far as they say anything.
    pub context: u64,
    /// Stands for the own key, if it says anything: what the next key above says counts more than what a far one does.
    nearest: u64,
    /// Stands for the keys above and for the own key, told apart: a name is looked for under its own key only.
    pub place: u64,
    /// Something beside it may name it.
    pub labelled: bool,
    /// It is what somebody said, and the turn before may name it.
    pub turn: bool,
    /// Its key says that a label beside it names it.
    pub answers: bool,
    /// The own key only says in which form something is given, so that the next one speaks: `performer.display`.
    pub passed_on: bool,
}

impl Level {
    /// What the keys above the values of `node` say, `key` being its own.
    pub fn below(self, node: NodeId, key: &KeyContext) -> Level {
        let mut level = Level {
            node,
            own: key.keyword,
            own_excluded: key.against,
            above_excluded: self.own_excluded,
            // A key that passes on leaves the word to those above, which may pass on themselves.
            nearest: if key.passes_on { extend(self.nearest, key.hash) } else { key.hash },
            place: self.place(key),
            passed_on: key.passes_on,
            ..self
        };
        if key.passes_on {
            level.own |= self.own;
        }
        if key.speaks {
            level.keyword |= key.keyword;
            level.excluded |= key.excluded;
            level.context = extend(level.context, key.hash);
        }
        level
    }

    /// The same for a member of a list: the key of the list is its own.
    pub fn within(self, node: NodeId) -> Level {
        Level { node, ..self }
    }

    /// Stands for a value with the key `key` right below.
    #[inline]
    pub fn place(&self, key: &KeyContext) -> u64 {
        extend(!self.context ^ self.nearest, key.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(keyword: &[usize], against: &[usize]) -> KeyContext {
        let set = |members: &[usize]| {
            let mut bits = Bits::default();
            members.iter().for_each(|member| bits.insert(*member));
            bits
        };
        let (keyword, against) = (set(keyword), set(against));
        let hash = extend(keyword.hash(), against.hash());
        KeyContext { keyword, against, excluded: against, speaks: true, hash, ..KeyContext::default() }
    }

    #[test]
    fn members_of_a_list_have_the_key_of_the_list() {
        let list = Level::default().below(1, &key(&[3], &[]));
        let member = list.within(2);
        assert!(member.own.contains(3));
        assert_eq!(member.place, list.place);
    }

    #[test]
    fn a_key_of_form_passes_on_what_the_one_above_says() {
        let display = KeyContext { passes_on: true, hash: 1, ..KeyContext::default() };
        let level = Level::default().below(1, &key(&[3], &[])).below(2, &display);
        assert!(level.own.contains(3) && level.passed_on);
    }

    #[test]
    fn a_far_key_is_told_from_the_next_one_above() {
        let (flow, silent, name) = (key(&[], &[5]), KeyContext::default(), key(&[5], &[]));
        let near = Level::default().below(1, &flow).below(2, &name);
        let far = Level::default().below(1, &flow).below(2, &silent).below(3, &name);
        assert!(near.above_excluded.contains(5) && !far.above_excluded.contains(5));
        assert_ne!(near.place, far.place);
    }
}

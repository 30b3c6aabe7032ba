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
            nearest: key.hash,
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

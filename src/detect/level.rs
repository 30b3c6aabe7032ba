//! What the keys above a value say, carried down the tape level by level.

use crate::detect::bits::Bits;
use crate::detect::key_context::KeyContext;
use crate::event::NodeId;
use crate::event::words::extend;

/// What the keys above a value say.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Level {
    pub node: NodeId,
    /// Matchers that the value's own key speaks for.
    pub own: Bits,
    /// Matchers that the value's own key speaks against.
    pub own_excluded: Bits,
    /// Matchers that the keys above the value's own speak for.
    pub above: Bits,
    /// Matchers that any key speaks for.
    pub keyword: Bits,
    /// Matchers that any key speaks against.
    pub excluded: Bits,
    /// Stands for the keys above the values below, as far as they say anything.
    pub context: u64,
    /// Stands for the keys above and for the own key, told apart: a name is looked for under its own key only.
    pub place: u64,
    /// Something beside it may name it.
    pub labelled: bool,
    /// Its own key says which part of a name it is: `lastName`.
    pub names_part: bool,
    /// The other part of a name may stand beside it: `first` and `last`.
    pub halved: bool,
    /// What stands beside it describes a firm.
    pub of_firm: bool,
    /// It is what somebody said, and the turn before may name it.
    pub turn: bool,
    /// Its key says that a label beside it names it.
    pub answers: bool,
}

impl Level {
    /// What the keys above the values of `node` say, `key` being its own.
    pub fn below(self, node: NodeId, key: &KeyContext) -> Level {
        let mut level = Level {
            node,
            own: key.keyword,
            own_excluded: key.excluded,
            above: self.keyword,
            names_part: key.names_part,
            place: self.place(key),
            ..self
        };
        if key.speaks {
            level.keyword |= key.keyword;
            level.excluded |= key.excluded;
            level.context = extend(level.context, key.hash);
        }
        level
    }

    /// An element of an array is what the array's key says.
    pub fn element(self, node: NodeId) -> Level {
        Level { node, ..self }
    }

    /// Stands for a value with the key `key` right below.
    pub fn place(&self, key: &KeyContext) -> u64 {
        extend(!self.context, key.hash)
    }
}

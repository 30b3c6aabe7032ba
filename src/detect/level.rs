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
    /// Matchers that any key speaks for.
    pub keyword: Bits,
    /// Matchers that any key speaks against.
    pub excluded: Bits,
    /// Stands for the keys above, as far as they say anything.
    pub context: u64,
    /// Something beside it may name it.
    pub labelled: bool,
}

impl Level {
    /// What the keys above the values of `node` say, `key` being its own.
    pub fn below(self, node: NodeId, key: &KeyContext) -> Level {
        let mut level = Level { node, own: key.keyword, ..self };
        if key.speaks {
            level.keyword |= key.keyword;
            level.excluded |= key.excluded;
            level.context = extend(level.context, key.hash);
        }
        level
    }
}

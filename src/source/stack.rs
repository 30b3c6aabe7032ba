//! Which brackets are open: depth, and for the outer levels whether each is an object. Fixed size, however deep the nesting.

/// Levels whose kind is remembered. Deeper ones only count.
const LEVELS: usize = 1024;

/// The open brackets.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    depth: u64,
    /// A set bit is an object.
    objects: [u64; LEVELS / 64],
}

impl Default for Stack {
    fn default() -> Self {
        Self { depth: 0, objects: [0; LEVELS / 64] }
    }
}

impl Stack {
    pub fn depth(&self) -> u64 {
        self.depth
    }

    pub fn is_empty(&self) -> bool {
        self.depth == 0
    }

    pub fn clear(&mut self) {
        self.depth = 0;
    }

    pub fn push(&mut self, object: bool) {
        if let Some(word) = self.objects.get_mut((self.depth / 64) as usize) {
            let bit = 1 << (self.depth % 64);
            *word = if object { *word | bit } else { *word & !bit };
        }
        self.depth += 1;
    }

    pub fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Whether the innermost bracket is an object's; `None` if none is open or it lies too deep to know.
    pub fn top_is_object(&self) -> Option<bool> {
        let level = self.depth.checked_sub(1)?;
        let word = self.objects.get((level / 64) as usize)?;
        Some(word >> (level % 64) & 1 == 1)
    }
}

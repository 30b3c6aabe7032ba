//! The values of an event as digests: where each stands and whether two are the same, without saying what they are.

use std::hash::{BuildHasher, RandomState};

use crate::audit::AuditedEvent;
use crate::detect::Grade;
use crate::event::{Kind, NodeId, NodeKind, Step};

use super::categories::Categories;

/// By which id the events of two copies are paired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Segment's `messageId`, wherever an event has one at its top.
    MessageId,
    /// The event's own id: CloudEvents `id` or Segment's `messageId`.
    Id,
}

/// Keys for digests, drawn anew for each run and kept nowhere.
#[derive(Clone)]
pub struct Digests {
    id: [RandomState; 2],
    path: RandomState,
    value: RandomState,
}

/// A value, or an object or array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaf {
    /// Where it stands, array elements without their index.
    pub path: u64,
    /// What it is; [`CONTAINER`](Self::CONTAINER) for objects and arrays.
    pub value: u64,
    /// What was found in it or in its key.
    pub categories: Categories,
}

/// All values of an event, in the order of their paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaves {
    /// The event's id; none where it has none.
    pub id: Option<[u8; 16]>,
    /// Its PHI grade.
    pub grade: Grade,
    /// The values.
    pub leaves: Vec<Leaf>,
}

impl Leaf {
    /// The value of objects and arrays, which no digest is.
    pub const CONTAINER: u64 = 0;

    /// Whether it is an object or array.
    pub const fn is_container(&self) -> bool {
        self.value == Self::CONTAINER
    }
}

impl Default for Digests {
    fn default() -> Self {
        let new = RandomState::new;
        Self { id: [new(), new()], path: new(), value: new() }
    }
}

impl std::fmt::Debug for Digests {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Digests([redacted])")
    }
}

impl Digests {
    /// The values of `event`; `path` is called for each of them with the digest of where it stands.
    pub fn leaves(&self, event: &AuditedEvent<'_>, by: By, mut path: impl FnMut(u64, NodeId)) -> Leaves {
        let (inner, root) = (event.event(), event.event().root());
        let document = inner.document();
        // Of every value of the event, in the order of the tape, the digest of its path.
        let mut paths: Vec<u64> = Vec::with_capacity((document.end(root) - root) as usize);
        let mut leaves = Vec::with_capacity(paths.capacity());
        for node in root..document.end(root) {
            let above = document.parent(node).and_then(|parent| paths.get(parent.checked_sub(root)? as usize).copied());
            let step = match document.step(node) {
                Step::Key(_) => document.key(node).map_or("", |key| &key.text),
                Step::Index(_) => "*",
                Step::Whole => "",
            };
            // An object's member `*` is not an array's element, nor is a member what was decoded out of a string.
            let kind = std::mem::discriminant(&document.step(node));
            let here = match above.filter(|_| node != root) {
                Some(above) => self.path.hash_one((above, kind, step)),
                // However the event is wrapped.
                None => self.path.hash_one(()),
            };
            paths.push(here);
            let value = match document.kind(node) {
                NodeKind::Object | NodeKind::Array => Leaf::CONTAINER,
                kind => self.value.hash_one((kind as u8, document.text(node))).max(1),
            };
            path(here, node);
            leaves.push(Leaf { path: here, value, categories: Categories::NONE });
        }
        for found in event.matches() {
            let leaf = found.node.checked_sub(root).and_then(|index| leaves.get_mut(index as usize));
            if let Some(leaf) = leaf {
                leaf.categories.insert(found.category);
            }
        }
        leaves.sort_unstable();
        Leaves { id: self.id_of(event, by), grade: event.grade(), leaves }
    }

    fn id_of(&self, event: &AuditedEvent<'_>, by: By) -> Option<[u8; 16]> {
        let event = event.event();
        let id = match by {
            By::Id => event.id(),
            By::MessageId if event.kind() == Kind::Segment => event.id(),
            // A mapping of an action destination need not keep what makes an event Segment's.
            By::MessageId => event.document().member(event.root(), "messageid").map(|id| event.document().text(id)),
        };
        let id = id.filter(|id| !id.is_empty())?;
        let mut digest = [0; 16];
        for (half, state) in digest.chunks_exact_mut(8).zip(&self.id) {
            half.copy_from_slice(&state.hash_one(id).to_be_bytes());
        }
        Some(digest)
    }
}

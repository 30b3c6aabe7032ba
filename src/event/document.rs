//! A JSON document as a flat tape: every value once, in the order of the text, with a link to its parent and to the end of its
//! subtree. No tree, no allocation per value; the buffers are used again for the next document.
//!
//! What hides inside strings (JSON, base64, query strings, XML) stands on the tape too, as children of the string it was
//! decoded from; [`encoded`](super::encoded) finds it. Reading never fails half-way: a bound that is hit is noted and the rest
//! goes on.

use std::fmt::Write as _;

use crate::event::key::{Key, KeyId, KeyTable};
use crate::event::limits::{Bound, Limits};

/// Index of a value on the tape.
pub type NodeId = u32;

/// No node: the parent of the roots.
pub(crate) const NONE: u32 = u32::MAX;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// `{…}`, or an XML element.
    Object,
    /// `[…]`
    Array,
    /// A string, decoded.
    String,
    /// A number, as its digits were written (integers) or in shortest form (fractions).
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`
    Null,
}

/// How a value is reached from its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is the document, or the whole of what was decoded out of its parent string.
    Whole,
    /// Under a key.
    Key(KeyId),
    /// At an index of an array.
    Index(u32),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub parent: u32,
    /// One past the last node of the subtree.
    pub end: u32,
    pub start: u32,
    pub len: u32,
    pub step: Step,
    pub kind: NodeKind,
    pub depth: u8,
    /// Layers of decoding above this value.
    pub layer: u8,
}

/// A bound that was hit while reading, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoundHit {
    /// Which bound.
    pub bound: Bound,
    /// The value at which it was hit.
    pub node: NodeId,
}

/// The tape.
#[derive(Debug, Default)]
pub struct Document {
    pub(crate) text: String,
    pub(crate) nodes: Vec<Node>,
    pub(crate) keys: KeyTable,
    pub(crate) bounds: Vec<BoundHit>,
    pub(crate) limits: Limits,
    pub(crate) decoded: usize,
}

impl Document {
    /// An empty tape that keeps to `limits`.
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Forgets the last document, keeps the buffers (unless that document was so large that keeping them would pin memory).
    pub fn clear(&mut self) {
        const WORTH_KEEPING: usize = 1 << 20;
        self.text.clear();
        self.nodes.clear();
        if self.text.capacity() > WORTH_KEEPING {
            self.text.shrink_to(WORTH_KEEPING);
        }
        if self.nodes.capacity() * size_of::<Node>() > WORTH_KEEPING {
            self.nodes.shrink_to(WORTH_KEEPING / size_of::<Node>());
        }
        self.bounds.clear();
        self.keys.forget();
        self.decoded = 0;
    }

    /// The value's kind.
    pub fn kind(&self, node: NodeId) -> NodeKind {
        self.nodes.get(node as usize).map_or(NodeKind::Null, |node| node.kind)
    }

    /// The text of a string or number, `true`/`false` of a boolean; empty for everything else.
    pub fn text(&self, node: NodeId) -> &str {
        self.nodes.get(node as usize).map_or("", |node| self.span(node))
    }

    pub(crate) fn span(&self, node: &Node) -> &str {
        self.text.get(node.start as usize..(node.start + node.len) as usize).unwrap_or_default()
    }

    /// The key under which a value stands; `None` for array elements and whole documents.
    pub fn key(&self, node: NodeId) -> Option<&Key> {
        match self.nodes.get(node as usize)?.step {
            Step::Key(id) => self.keys.get(id),
            _ => None,
        }
    }

    /// The key's folded name, empty where there is none.
    pub fn field(&self, node: NodeId) -> &str {
        self.key(node).map_or("", |key| &key.field)
    }

    /// How the value is reached from its parent.
    pub fn step(&self, node: NodeId) -> Step {
        self.nodes.get(node as usize).map_or(Step::Whole, |node| node.step)
    }

    /// The value's parent.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.nodes.get(node as usize).map(|node| node.parent).filter(|parent| *parent != NONE)
    }

    /// One past the last value of the subtree of `node`.
    pub fn end(&self, node: NodeId) -> NodeId {
        self.nodes.get(node as usize).map_or(node + 1, |node| node.end)
    }

    /// The values directly below `node`: members, elements, or what was decoded out of a string.
    pub fn children(&self, node: NodeId) -> Children<'_> {
        Children { document: self, next: node + 1, end: self.end(node) }
    }

    /// The members of an object, looking through a string that holds one (`"data":"{…}"`).
    pub fn members(&self, node: NodeId) -> Children<'_> {
        let inner = match self.kind(node) {
            NodeKind::String => self.children(node).find(|child| self.is_whole(*child)).unwrap_or(node),
            _ => node,
        };
        self.children(inner)
    }

    /// The member of `node` whose folded name is `field`.
    pub fn member(&self, node: NodeId, field: &str) -> Option<NodeId> {
        self.members(node).find(|child| self.field(*child) == field)
    }

    fn is_whole(&self, node: NodeId) -> bool {
        self.nodes.get(node as usize).is_some_and(|node| node.step == Step::Whole)
    }

    /// JSON pointer of `node` below `root`. A `#` separates what was decoded out of a string from the string. Keys for which
    /// `redact` holds are not printed.
    pub fn pointer(&self, root: NodeId, node: NodeId, redact: impl Fn(NodeId) -> bool) -> String {
        self.path(root, node, false, redact)
    }

    /// The same for all elements of an array: `*` stands in the place of the index.
    pub fn general_pointer(&self, root: NodeId, node: NodeId, redact: impl Fn(NodeId) -> bool) -> String {
        self.path(root, node, true, redact)
    }

    fn path(&self, root: NodeId, node: NodeId, general: bool, redact: impl Fn(NodeId) -> bool) -> String {
        let mut chain = Vec::new();
        let mut at = node;
        while at != root {
            chain.push(at);
            match self.parent(at) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        let mut pointer = String::new();
        let mut layer = self.nodes.get(root as usize).map_or(0, |root| root.layer);
        for id in chain.into_iter().rev() {
            let Some(node) = self.nodes.get(id as usize) else { continue };
            if node.layer != layer {
                pointer.push('#');
                layer = node.layer;
            }
            match node.step {
                Step::Whole => {}
                Step::Index(_) if general => pointer.push_str("/*"),
                Step::Index(index) => _ = write!(pointer, "/{index}"),
                Step::Key(_) if redact(id) => pointer.push_str("/[redacted]"),
                Step::Key(key) => {
                    pointer.push('/');
                    let text = self.keys.get(key).map_or("", |key| &key.text);
                    for unit in text.chars() {
                        match unit {
                            '~' => pointer.push_str("~0"),
                            '/' => pointer.push_str("~1"),
                            _ => pointer.push(unit),
                        }
                    }
                }
            }
        }
        pointer
    }

    // --- building ---

    /// Adds a value and gives its id, or `None` where a bound forbids it.
    pub(crate) fn push(&mut self, parent: NodeId, step: Step, kind: NodeKind, layer: u8, text: &str) -> Option<NodeId> {
        let id = self.nodes.len() as u32;
        let depth = self.nodes.get(parent as usize).map_or(0, |parent| parent.depth.saturating_add(1));
        if self.nodes.len() >= self.limits.values {
            self.hit(Bound::Values, parent);
            return None;
        }
        if depth > self.limits.depth {
            self.hit(Bound::Depth, parent);
            return None;
        }
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.nodes.push(Node { parent, end: id + 1, start, len: text.len() as u32, step, kind, depth, layer });
        Some(id)
    }

    /// Ends the subtree of `node` at the last value added.
    pub(crate) fn close(&mut self, node: NodeId) {
        let end = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.end = end;
        }
    }

    /// Notes a bound, once per kind and document.
    pub(crate) fn hit(&mut self, bound: Bound, node: NodeId) {
        if !self.bounds.iter().any(|hit| hit.bound == bound) {
            self.bounds.push(BoundHit { bound, node });
        }
    }

    /// Where the tape stands, to come back to with [`rewind`](Self::rewind).
    pub(crate) fn mark(&self) -> (usize, usize) {
        (self.nodes.len(), self.text.len())
    }

    /// Drops everything added since `mark`.
    pub(crate) fn rewind(&mut self, mark: (usize, usize)) {
        self.nodes.truncate(mark.0);
        self.text.truncate(mark.1);
    }
}

/// The values directly below another one.
#[derive(Clone, Debug)]
pub struct Children<'d> {
    document: &'d Document,
    next: NodeId,
    end: NodeId,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.next >= self.end {
            return None;
        }
        let node = self.next;
        self.next = self.document.end(node).max(node + 1);
        Some(node)
    }
}

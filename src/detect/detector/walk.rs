//! Walking the tape of an event: every value under what its keys say, a long text stretch by stretch.

use super::{Detector, MOST_CANDIDATES, Match, Scratch};
use crate::detect::beside::{Members, is_inline, is_row};
use crate::detect::ciphertext::is_ciphertext;
use crate::detect::key_context::KeyContext;
use crate::detect::level::Level;
use crate::detect::tokens;
use crate::event::{Document, NodeId, NodeKind, Step};

/// An answer that says little more than what was asked for, in bytes.
const SHORT_ANSWER: usize = 64;

/// A text longer than this, in bytes, is looked into part by part.
const STRETCH: usize = 64 << 10;
/// What a value and the words around it may take, in bytes.
const MARGIN: usize = 512;

impl Detector {
    pub(super) fn value(&self, document: &Document, node: NodeId, scratch: &mut Scratch, found: &mut Vec<Match>) {
        let Some(value) = document.nodes.get(node as usize) else { return };
        let above = self.above(document, node, scratch);
        let unspoken = KeyContext::default();
        let key = match value.step {
            Step::Key(id) => scratch.keys.get(id, &document.keys, &self.vocabulary),
            _ => &unspoken,
        };
        if key.may_identify || !key.terms.is_empty() {
            let (key, level) = (key.clone(), above.below(node, key));
            self.key(document, node, &key, level, scratch, found);
            return self.value_below(document, node, level, scratch, found);
        }
        // Most values are plain strings and numbers whose keys say nothing, or whose text was seen to be clean before.
        let plain = value.end == node + 1 && matches!(value.kind, NodeKind::String | NodeKind::Number);
        let element = matches!(value.step, Step::Index(_));
        let turn = above.turn && key.is_turn && value.len as usize <= SHORT_ANSWER;
        if plain && !above.labelled && !turn {
            let text = document.span(value);
            let silent = key.keyword.is_empty() && above.keyword.is_empty();
            let place =
                clean_place(if element { above.place } else { above.place(key) }, value.kind == NodeKind::Number);
            if text.is_empty()
                || (silent && (tokens::is_opaque(text) || tokens::is_timestamp(text)))
                || scratch.clean.knows(text, place)
            {
                return;
            }
        }
        let answers = above.labelled && key.is_value;
        let mut level = if element { above.within(node) } else { above.below(node, key) };
        level.turn = turn;
        level.answers = answers;
        self.value_below(document, node, level, scratch, found);
    }

    /// Looks into a value, given what its keys say.
    pub(super) fn value_below(
        &self,
        document: &Document,
        node: NodeId,
        mut level: Level,
        scratch: &mut Scratch,
        found: &mut Vec<Match>,
    ) {
        let Some(value) = document.nodes.get(node as usize) else { return };
        if value.end > node + 1 {
            if value.kind == NodeKind::Object && (value.step != Step::Whole || document.parent(node).is_some()) {
                let members = Members::of(document, node, &mut scratch.keys, &self.vocabulary);
                level.labelled = members.labelled || level.answers;
                level.labelled |= is_inline(document, node);
                level.turn = members.turn;
            } else if value.kind == NodeKind::Array {
                level.labelled = is_row(document, node);
                level.turn = false;
            }
            let depth = value.depth as usize;
            if scratch.levels.len() <= depth {
                scratch.levels.resize(depth + 1, Level::default());
            }
            scratch.levels[depth] = level;
        }
        let text = match value.kind {
            NodeKind::String | NodeKind::Number => document.span(value),
            _ => return,
        };
        if value.end == node + 1 {
            return self.leaf(document, node, text, level, scratch, found);
        }
        // What was decoded out of a string is read in its own right; of an address on the web the part before the query is not.
        if text.starts_with(['{', '[', '<', '"', ' ', '\n']) {
            return;
        }
        let before = found.len();
        self.leaf(document, node, text, level, scratch, found);
        let query = text.find('?').unwrap_or(text.len()) as u32;
        let mut at = 0;
        found.retain(|found| {
            at += 1;
            at <= before || found.start < query
        });
    }

    /// What the keys above `node` say, its own not included.
    pub(super) fn above(&self, document: &Document, node: NodeId, scratch: &mut Scratch) -> Level {
        let Some(value) = document.nodes.get(node as usize) else { return Level::default() };
        let Some(depth) = (value.depth as usize).checked_sub(1) else { return Level::default() };
        match scratch.levels.get(depth) {
            Some(level) if level.node == value.parent => *level,
            // The first value of a stretch: its ancestors have not been passed.
            _ => match document.parent(node) {
                Some(parent) => {
                    let above = self.above(document, parent, scratch);
                    match document.nodes.get(parent as usize).map(|node| node.step) {
                        Some(Step::Key(id)) => {
                            above.below(parent, scratch.keys.get(id, &document.keys, &self.vocabulary))
                        }
                        Some(Step::Index(_)) => above.within(parent),
                        _ => above.below(parent, &KeyContext::default()),
                    }
                }
                None => Level::default(),
            },
        }
    }

    /// Looks into a text; into a long one stretch by stretch, so that its words need no more memory than those of a short one.
    pub(super) fn leaf(
        &self,
        document: &Document,
        node: NodeId,
        text: &str,
        level: Level,
        scratch: &mut Scratch,
        found: &mut Vec<Match>,
    ) {
        if is_ciphertext(text) {
            return; // what looks like a word in it is chance
        }
        let mut at = 0;
        while text.len() - at > STRETCH && found.len() < MOST_CANDIDATES {
            let end = text.floor_char_boundary(at + STRETCH);
            self.stretch_at(document, node, text, at..end, level, scratch, found);
            at = text.floor_char_boundary(end - 2 * MARGIN);
        }
        if at == 0 {
            self.stretch(document, node, text, level, scratch, found);
        } else if found.len() < MOST_CANDIDATES {
            self.stretch_at(document, node, text, at..text.len(), level, scratch, found);
        }
    }

    /// Looks into a part of a long text. Neighbouring parts overlap by two margins; what starts in a margin is the neighbour's.
    #[allow(clippy::too_many_arguments, reason = "a leaf and a range of it")]
    pub(super) fn stretch_at(
        &self,
        document: &Document,
        node: NodeId,
        text: &str,
        range: std::ops::Range<usize>,
        level: Level,
        scratch: &mut Scratch,
        found: &mut Vec<Match>,
    ) {
        let first = found.len();
        let Some(part) = text.get(range.clone()) else { return };
        self.stretch(document, node, part, level, scratch, found);
        let from = if range.start == 0 { 0 } else { MARGIN as u32 };
        let to = if range.end == text.len() { u32::MAX } else { (part.len() - MARGIN) as u32 };
        let mut index = 0;
        found.retain_mut(|found| {
            index += 1;
            let own = index <= first || (from..to).contains(&found.start);
            if index > first {
                found.start += range.start as u32;
                found.end += range.start as u32;
            }
            own
        });
    }
}

/// Under what a text is remembered as clean: not every matcher looks at numbers.
pub(super) const fn clean_place(place: u64, is_number: bool) -> u64 {
    place ^ (is_number as u64) << 63
}

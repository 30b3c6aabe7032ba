//! Labels beside a value: `{"system":"http://hl7.org/fhir/sid/us-npi","value":"1003000126"}`. FHIR codings, form answers and
//! key/value lists say in one field what another one holds.

use crate::detect::bits::Bits;
use crate::detect::key_context::KeyContexts;
use crate::detect::leaf::{Acronyms, Leaf};
use crate::detect::normal::Normal;
use crate::detect::vocabulary::Vocabulary;
use crate::event::{Document, NodeId, NodeKind, Step};

/// What the labels in the object last asked about say.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    parent: Option<NodeId>,
    keyword: Bits,
    leaf: Leaf,
    normal: Normal,
}

/// What carries labels is small: a coding, an answer. An object with more members is a record of its own.
const FEW_MEMBERS: usize = 8;
/// A label is a few words, in bytes; a longer text is prose.
const LONGEST_LABEL: usize = 64;

/// Whether an object is small, with a member that says what another one is.
pub(crate) fn has_label(document: &Document, object: NodeId, keys: &mut KeyContexts, vocabulary: &Vocabulary) -> bool {
    let (mut label, mut value) = (false, false);
    for (count, member) in document.children(object).enumerate() {
        if count >= FEW_MEMBERS {
            return false;
        }
        if let Some(Step::Key(id)) = document.nodes.get(member as usize).map(|node| node.step) {
            let key = keys.get(id, &document.keys, vocabulary);
            label |= key.is_label;
            value |= key.is_value;
        }
    }
    label && value
}

impl Beside {
    /// Forgets the last event.
    pub fn forget(&mut self) {
        self.parent = None;
    }

    /// What the labels among the members of `parent` say of the member `own`.
    pub fn at(&mut self, document: &Document, own: NodeId, keys: &mut KeyContexts, vocabulary: &Vocabulary) -> Bits {
        let parent = document.parent(own).filter(|parent| document.kind(*parent) == NodeKind::Object);
        let Some(parent) = parent else { return Bits::default() };
        let is_label =
            |node: NodeId, keys: &mut KeyContexts| match document.nodes.get(node as usize).map(|node| node.step) {
                Some(Step::Key(id)) => keys.get(id, &document.keys, vocabulary).is_label,
                _ => false,
            };
        // Labels speak for what stands beside them, not for each other.
        if is_label(own, keys) {
            return Bits::default();
        }
        if self.parent != Some(parent) {
            self.parent = Some(parent);
            self.keyword = Bits::default();
            for member in document.children(parent) {
                let text = document.text(member);
                if text.len() <= LONGEST_LABEL && is_label(member, keys) {
                    self.leaf.read(self.normal.view(text).text, vocabulary, Acronyms::AsWritten);
                    self.keyword |= self.leaf.keyword;
                }
            }
        }
        self.keyword
    }
}

//! Labels beside a value: `{"system":"http://hl7.org/fhir/sid/us-npi","value":"1003000126"}`. FHIR codings, form answers and
//! key/value lists say in one field what another one holds.

use crate::detect::bits::Bits;
use crate::detect::key_context::{KeyContexts, Part};
use crate::detect::leaf::{Acronyms, Leaf};
use crate::detect::normal::Normal;
use crate::detect::vocabulary::Vocabulary;
use crate::event::{Document, NodeId, NodeKind, Step};

/// What the labels in the object last asked about say.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    parent: Option<NodeId>,
    keyword: Bits,
    excluded: Bits,
    /// Matchers that the labels speak against, for the member last asked about.
    pub against: Bits,
    leaf: Leaf,
    normal: Normal,
}

/// What carries labels is small: a coding, an answer. An object with more members is a record of its own.
const FEW_MEMBERS: usize = 8;
/// So many are looked at to see what an object describes.
const MOST_MEMBERS: usize = 24;
/// A label is a few words, in bytes; a longer text is prose.
const LONGEST_LABEL: usize = 64;

/// What the members of an object may say of each other.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Members {
    /// It is small, with a member that says what another one is.
    pub labelled: bool,
    /// Two of them are the parts of a name.
    pub halved: bool,
    /// One of them describes a firm.
    pub of_firm: bool,
}

impl Members {
    /// Reads the keys of `object`, as far as they are few.
    pub fn of(document: &Document, object: NodeId, keys: &mut KeyContexts, vocabulary: &Vocabulary) -> Members {
        let (mut label, mut value, mut given, mut family, mut of_firm, mut count) =
            (false, false, false, false, false, 0);
        for member in document.children(object).take(MOST_MEMBERS) {
            count += 1;
            if let Some(Step::Key(id)) = document.nodes.get(member as usize).map(|node| node.step) {
                let key = keys.get(id, &document.keys, vocabulary);
                label |= key.is_label;
                value |= key.is_value;
                given |= key.part == Some(Part::Given);
                family |= key.part == Some(Part::Family);
                of_firm |= key.is_of_firm;
            }
        }
        Members { labelled: label && value && count <= FEW_MEMBERS, halved: given && family, of_firm }
    }
}

impl Beside {
    /// Forgets the last event.
    pub fn forget(&mut self) {
        self.parent = None;
    }

    /// What the labels among the members of `parent` say of the member `own`.
    pub fn at(&mut self, document: &Document, own: NodeId, keys: &mut KeyContexts, vocabulary: &Vocabulary) -> Bits {
        let parent = document.parent(own).filter(|parent| document.kind(*parent) == NodeKind::Object);
        self.against = Bits::default();
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
            self.excluded = Bits::default();
            for member in document.children(parent) {
                let text = document.text(member);
                if text.len() <= LONGEST_LABEL && is_label(member, keys) {
                    self.leaf.read(self.normal.view(text).text, vocabulary, Acronyms::AsWritten);
                    self.keyword |= self.leaf.keyword;
                    self.leaf.words.iter().for_each(|hit| self.excluded |= hit.excluded);
                }
            }
        }
        self.against = self.excluded.without(self.keyword);
        self.keyword
    }
}

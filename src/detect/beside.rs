//! Labels beside a value: `{"system":"http://hl7.org/fhir/sid/us-npi","value":"1003000126"}`. FHIR codings, form answers and
//! key/value lists say in one field what another one holds; a question may stand in the turn before, or be defined elsewhere. An
//! area code in one field says that the seven digits in another are a telephone number.

use crate::detect::bits::Bits;
use crate::detect::key_context::{KeyContext, KeyContexts};
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
/// A question that names what the next turn answers, in bytes.
const LONGEST_QUESTION: usize = 120;
/// So many values of a label that is an object are read.
const MOST_NODES: NodeId = 8;
/// So many pieces of text before an element are read.
const MOST_BEFORE: NodeId = 4;
/// Among so many values of an event the definition of a question is looked for.
const MOST_SEARCHED: NodeId = 2_048;
/// Keys under which the definition of a question has its name.
const REFERENCES: [&str; 7] = ["ref", "id", "key", "name", "questionid", "fieldid", "field"];

/// What the members of an object may say of each other.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Members {
    /// It is small, with a member that says what another one is.
    pub labelled: bool,
    /// One of them is what somebody said, in a list of such.
    pub turn: bool,
}

impl Members {
    /// Reads the keys of `object`, as far as they are few.
    pub fn of(document: &Document, object: NodeId, keys: &mut KeyContexts, vocabulary: &Vocabulary) -> Members {
        let (mut label, mut value, mut count) = (false, false, 0);
        let (mut turn, mut reference, mut care, mut plain) = (false, false, false, false);
        let mut area_code = false;
        for member in document.children(object).take(MOST_MEMBERS) {
            count += 1;
            if let Some(Step::Key(id)) = document.nodes.get(member as usize).map(|node| node.step) {
                let key = keys.get(id, &document.keys, vocabulary);
                label |= key.is_label;
                value |= key.is_value;
                turn |= key.is_turn;
                reference |= key.is_reference;
                care |= key.is_of_care;
                plain |= key.plain.is_some();
                area_code |= key.is_area_code;
            }
        }
        let turn = turn && matches!(document.step(object), Step::Index(1..));
        let labelled = (label && value && count <= FEW_MEMBERS) || reference || (care && plain) || area_code;
        Members { labelled, turn }
    }
}

impl Beside {
    /// Forgets the last event.
    pub fn forget(&mut self) {
        self.parent = None;
    }

    /// What stands beside the value `own` and names it: labels among the members of its object, or of the one around it where
    /// `own` stands in the answer; the first of two elements of an array; the definition of a question, elsewhere in the event.
    pub fn at(&mut self, document: &Document, own: NodeId, keys: &mut KeyContexts, vocabulary: &Vocabulary) -> Bits {
        self.against = Bits::default();
        let Some(parent) = document.parent(own) else { return Bits::default() };
        if document.kind(parent) == NodeKind::Array {
            return self.row(document, parent, own, vocabulary);
        }
        if document.kind(parent) != NodeKind::Object {
            return Bits::default();
        }
        // Labels speak for what stands beside them, not for each other.
        if key_of(document, own, keys, vocabulary).is_some_and(|key| key.is_label) {
            return Bits::default();
        }
        if self.parent != Some(parent) {
            self.parent = Some(parent);
            self.excluded = Bits::default();
            self.keyword = self.labels_of(document, parent, keys, vocabulary);
            if is_inline(document, parent) {
                self.keyword = self.before_element(document, parent, vocabulary);
            }
            let answers = key_of(document, parent, keys, vocabulary).is_some_and(|key| key.is_value);
            if let Some(around) = document.parent(parent).filter(|_| answers) {
                let said = self.labels_of(document, around, keys, vocabulary);
                self.keyword |= said;
            }
        }
        let key = key_of(document, own, keys, vocabulary);
        let (keyed, plain) = key.map_or((false, None), |key| (key.is_reference, key.plain));
        let (mut said, excluded) = (self.keyword, self.excluded);
        if let Some(meaning) = plain.filter(|_| self.of_care(document, parent, keys, vocabulary)) {
            said |= self.read(meaning, vocabulary);
        }
        if let Some(key) = document.key(own).filter(|_| keyed) {
            said |= self.defined(document, &key.text, own, keys, vocabulary);
        }
        self.against = self.excluded.without(said);
        // What the question of one member says is not said of the next.
        self.excluded = excluded;
        said
    }

    /// What the labels among the members of `object` say.
    fn labels_of(
        &mut self,
        document: &Document,
        object: NodeId,
        keys: &mut KeyContexts,
        vocabulary: &Vocabulary,
    ) -> Bits {
        let mut said = Bits::default();
        for member in document.children(object).take(FEW_MEMBERS) {
            let key = key_of(document, member, keys, vocabulary);
            if key.is_some_and(|key| key.is_area_code) && is_area_code(document.text(member)) {
                said |= self.read(AREA_CODE, vocabulary);
            }
            if !key_of(document, member, keys, vocabulary).is_some_and(|key| key.is_label) {
                continue;
            }
            // `"type":{"text":"MRN"}`, `"field":{"ref":"q2"}`: the label may be an object of its own.
            for node in member..document.end(member).min(member + MOST_NODES) {
                let text = document.text(node);
                let read = self.read(text, vocabulary);
                said |= read;
                if node > member && read == Bits::default() && may_refer(text) {
                    said |= self.defined(document, text, node, keys, vocabulary);
                }
            }
        }
        said
    }

    /// Whether an object is about care: it has a doctor, a procedure or the like.
    fn of_care(&self, document: &Document, object: NodeId, keys: &mut KeyContexts, vocabulary: &Vocabulary) -> bool {
        let mut members = document.children(object).take(MOST_MEMBERS);
        members.any(|member| key_of(document, member, keys, vocabulary).is_some_and(|key| key.is_of_care))
    }

    /// What the first of two elements says of the second.
    fn row(&mut self, document: &Document, array: NodeId, own: NodeId, vocabulary: &Vocabulary) -> Bits {
        let mut elements = document.children(array);
        match (elements.next(), elements.next(), elements.next()) {
            (Some(label), Some(value), None) if value == own => self.read(document.text(label), vocabulary),
            _ => Bits::default(),
        }
    }

    /// What stands right before an element of HTML within its line: `Your <b>MRN</b>: <i>18802670</i>`.
    fn before_element(&mut self, document: &Document, element: NodeId, vocabulary: &Vocabulary) -> Bits {
        let Some(line) = document.parent(element) else { return Bits::default() };
        let from = line.saturating_add(1).max(element.saturating_sub(MOST_BEFORE));
        for node in (from..element).rev() {
            let said = self.read(document.text(node), vocabulary);
            if said != Bits::default() {
                return said;
            }
        }
        Bits::default()
    }

    /// What the definition of the question `reference` says: `{"ref":"q2","title":"Member ID"}`.
    fn defined(
        &mut self,
        document: &Document,
        reference: &str,
        own: NodeId,
        keys: &mut KeyContexts,
        vocabulary: &Vocabulary,
    ) -> Bits {
        for node in 0..MOST_SEARCHED.min(document.nodes.len() as NodeId) {
            let same = node != own && document.kind(node) == NodeKind::String && document.text(node) == reference;
            if !same || !REFERENCES.contains(&document.field(node)) {
                continue;
            }
            let Some(definition) = document.parent(node) else { continue };
            let mut said = Bits::default();
            for member in document.children(definition).take(FEW_MEMBERS).filter(|member| *member != node) {
                if key_of(document, member, keys, vocabulary).is_some_and(|key| key.is_label) {
                    said |= self.read(document.text(member), vocabulary);
                }
            }
            if said != Bits::default() {
                return said;
            }
        }
        Bits::default()
    }

    /// What the turn before says of a short answer: the question.
    pub fn question(&mut self, document: &Document, own: NodeId, vocabulary: &Vocabulary) -> Bits {
        let before = || {
            let turn = document.parent(own)?;
            let list = document.parent(turn)?;
            // On the tape the turn before ends right before this one begins.
            let mut at = turn.checked_sub(1)?;
            while document.parent(at)? != list {
                at = document.parent(at)?;
            }
            let field = document.field(own);
            let said = document.members(at).take(MOST_MEMBERS).find(|member| document.field(*member) == field)?;
            Some(document.text(said))
        };
        match before() {
            Some(question) if question.len() <= LONGEST_QUESTION => {
                self.leaf.read(self.normal.view(question).text, vocabulary, Acronyms::AsWritten);
                self.leaf.keyword
            }
            _ => Bits::default(),
        }
    }

    fn read(&mut self, label: &str, vocabulary: &Vocabulary) -> Bits {
        if label.is_empty() || label.len() > LONGEST_LABEL {
            return Bits::default();
        }
        self.leaf.read(self.normal.view(label).text, vocabulary, Acronyms::AsWritten);
        self.leaf.words.iter().for_each(|hit| self.excluded |= hit.excluded);
        self.leaf.keyword
    }
}

/// The words that a matcher of the other seven digits has as its keyword.
const AREA_CODE: &str = "area code";

/// Whether a text may be the area code of a number in North America.
fn is_area_code(text: &str) -> bool {
    matches!(text.as_bytes(), [b'2'..=b'9', second, third] if second.is_ascii_digit() && third.is_ascii_digit())
}

/// What the key of `node` says, if it has one.
fn key_of<'k>(
    document: &Document,
    node: NodeId,
    keys: &'k mut KeyContexts,
    vocabulary: &Vocabulary,
) -> Option<&'k KeyContext> {
    match document.step(node) {
        Step::Key(id) => Some(keys.get(id, &document.keys, vocabulary)),
        _ => None,
    }
}

/// Whether `element` is one of HTML that holds a text, behind something else in its line.
pub(crate) fn is_inline(document: &Document, element: NodeId) -> bool {
    let text = element + 1;
    document.parent(element).is_some_and(|line| line + 1 < element && document.kind(line) == NodeKind::Object)
        && document.parent(text) == Some(element)
        && document.step(text) == Step::Whole
        && document.kind(text) == NodeKind::String
}

/// Whether a text is the name of a question rather than a question: `q2`, `field_17`.
fn may_refer(text: &str) -> bool {
    (2..=40).contains(&text.len())
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Whether `array` holds a label and its value, and nothing else: `["MRN","18802670"]`.
pub(crate) fn is_row(document: &Document, array: NodeId) -> bool {
    let mut elements = document.children(array);
    let plain =
        |node: Option<NodeId>, kinds: &[NodeKind]| node.is_some_and(|node| kinds.contains(&document.kind(node)));
    plain(elements.next(), &[NodeKind::String])
        && plain(elements.next(), &[NodeKind::String, NodeKind::Number])
        && elements.next().is_none()
}

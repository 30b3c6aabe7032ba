//! What a key says about the values below it: which matchers its words speak for or against, which health words it holds.
//!
//! Worked out once per key and kept as long as the key is.

use crate::detect::bits::Bits;
use crate::detect::leaf::{Acronyms, Leaf, TermHit};
use crate::detect::tokens::{self, JOINED, LETTER, Token};
use crate::detect::vocabulary::Vocabulary;
use crate::event::words::{extend, hash_word, split_identifier};
use crate::event::{Key, KeyId, KeyTable};

/// What a key says.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyContext {
    /// Matchers for which it holds a keyword.
    pub keyword: Bits,
    /// Matchers for which it holds an excluded word.
    pub excluded: Bits,
    /// Health words in the key itself.
    pub terms: Box<[TermHit]>,
    /// It has digits, an `@`, or capitalised words: the key may itself be an identifier.
    pub may_identify: bool,
    /// It holds a keyword or an excluded word.
    pub speaks: bool,
    /// Stands for what the key says: keys that say the same have the same.
    pub hash: u64,
    /// Its value names what stands beside it: `label`, `type`, `system`, `question`.
    pub is_label: bool,
    /// Its value is what a label beside it names: `value`, `code`, `answer`.
    pub is_value: bool,
    /// Its value may be the first or the last part of a name: `first`, `family`.
    pub part: Option<Part>,
    /// Its value can be nothing but a part of a name: `lastName`.
    pub names_part: bool,
    /// What stands beside it describes a firm: `industry`.
    pub is_of_firm: bool,
    /// Its value is what somebody said in a conversation: `transcript`.
    pub is_turn: bool,
    /// It is the name of a question: `q7`.
    pub is_reference: bool,
}

/// The contexts of the keys seen so far.
#[derive(Debug, Default)]
pub(crate) struct KeyContexts {
    kept: Vec<Option<Box<KeyContext>>>,
    transient: Vec<Passing>,
    silent: KeyContext,
    leaf: Leaf,
}

impl KeyContexts {
    /// Forgets the keys of the last document.
    pub fn forget(&mut self) {
        self.transient.clear();
    }

    /// What `id` says.
    pub fn get(&mut self, id: KeyId, keys: &KeyTable, vocabulary: &Vocabulary) -> &KeyContext {
        let index = id.0 as usize;
        if keys.is_kept(id) {
            if self.kept.len() <= index {
                self.kept.resize_with(index + 1, || None);
            }
            let leaf = &mut self.leaf;
            return self.kept[index].get_or_insert_with(|| Box::new(read(keys.get(id), vocabulary, leaf)));
        }
        // Transient keys are numbered from the last kept one on.
        let index = index - keys.kept();
        if self.transient.len() <= index {
            self.transient.resize_with(index + 1, Passing::default);
        }
        let slot = &mut self.transient[index];
        if matches!(slot, Passing::Unread) {
            let context = read(keys.get(id), vocabulary, &mut self.leaf);
            *slot = if context.says_nothing() { Passing::Silent } else { Passing::Speaks(Box::new(context)) };
        }
        match slot {
            Passing::Speaks(context) => context,
            _ => &self.silent,
        }
    }
}

/// What is known of a key that lives as long as its document: there may be a great many, and most say nothing.
#[derive(Debug, Default)]
enum Passing {
    #[default]
    Unread,
    Silent,
    Speaks(Box<KeyContext>),
}

fn read(key: Option<&Key>, vocabulary: &Vocabulary, leaf: &mut Leaf) -> KeyContext {
    let Some(key) = key else { return KeyContext::default() };
    let mut context = KeyContext {
        may_identify: key.text.contains('@')
            || key.text.bytes().filter(u8::is_ascii_digit).count() > 3
            || (key.text.contains(' ') && key.text.contains(char::is_uppercase)),
        is_label: LABELS.contains(&&*key.field),
        is_value: VALUES.contains(&&*key.field),
        part: Part::of(&key.field),
        names_part: PARTS.contains(&&*key.field),
        is_of_firm: OF_FIRMS.contains(&&*key.field),
        is_turn: TURNS.contains(&&*key.field),
        is_reference: is_reference(&key.field),
        ..KeyContext::default()
    };
    // Once as an identifier (`patientSsn`), once as it stands (`a1c`, `hba1c_result`).
    leaf.tokens.clear();
    let tokens = &mut leaf.tokens;
    split_identifier(&key.text, |range, hash| {
        let shape = LETTER | JOINED;
        tokens.push(Token { start: range.start as u32, end: range.end as u32, hash, shape });
    });
    leaf.look_up(&key.text, vocabulary, Acronyms::AnyCase);
    context.take(leaf);
    if key.text.bytes().any(|byte| byte.is_ascii_digit()) || leaf.terms.is_empty() {
        leaf.facts = tokens::split(&key.text.to_ascii_lowercase(), &mut leaf.tokens);
        leaf.look_up(&key.text, vocabulary, Acronyms::AnyCase);
        context.take(leaf);
    }
    // `dateofbirth`, all in one
    if let Some(entry) = vocabulary.get(hash_word(&key.field)) {
        context.keyword |= entry.keyword;
        context.excluded |= entry.excluded;
    }
    context.speaks = !context.keyword.is_empty() || !context.excluded.is_empty();
    if context.speaks {
        context.hash = extend(context.keyword.hash(), context.excluded.hash());
    }
    context
}

impl KeyContext {
    fn says_nothing(&self) -> bool {
        let beside = self.is_label || self.is_value || self.part.is_some() || self.is_of_firm;
        let beside = beside || self.is_turn || self.is_reference;
        !self.speaks && self.terms.is_empty() && !self.may_identify && !beside
    }

    fn take(&mut self, leaf: &Leaf) {
        for hit in &leaf.words {
            self.keyword |= hit.keyword;
            self.excluded |= hit.excluded;
        }
        if self.terms.is_empty() {
            self.terms = leaf.terms.clone().into();
        }
    }
}

/// Which part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Given,
    Family,
}

impl Part {
    fn of(field: &str) -> Option<Part> {
        match field {
            "first" | "given" | "fname" | "forename" => Some(Self::Given),
            "last" | "family" | "lname" => Some(Self::Family),
            _ => None,
        }
    }
}

/// Keys that say which part of a name their value is.
const PARTS: [&str; 9] = [
    "firstname",
    "lastname",
    "surname",
    "givenname",
    "familyname",
    "middlename",
    "maidenname",
    "apellido",
    "apellidos",
];

/// Keys that stand among the traits of a firm, not of a person.
const OF_FIRMS: [&str; 5] = ["industry", "employees", "employeecount", "numberofemployees", "annualrevenue"];

/// Keys whose value is what somebody said: in a list of such the one before may be the question.
const TURNS: [&str; 6] = ["transcript", "text", "content", "body", "message", "utterance"];

/// Whether a key is the name of a question and says nothing by itself: `q7`, `question_12`, `field3`.
fn is_reference(field: &str) -> bool {
    let name = field.trim_end_matches(|unit: char| unit.is_ascii_digit());
    name.len() < field.len() && ["q", "question", "field", "answer", "item"].contains(&name)
}

/// Keys whose value says what the value beside it is: FHIR codings, form answers, key/value lists.
const LABELS: [&str; 16] = [
    "label",
    "name",
    "key",
    "type",
    "title",
    "system",
    "codesystem",
    "question",
    "field",
    "fieldname",
    "attribute",
    "property",
    "identifier",
    "idtype",
    "kind",
    "display",
];

/// Keys whose value a label beside them names.
const VALUES: [&str; 14] = [
    "value",
    "val",
    "code",
    "answer",
    "response",
    "text",
    "content",
    "number",
    "data",
    "valuestring",
    "input",
    "id",
    "detail",
    "contents",
];

//! What a key says about the values below it: which matchers its words speak for or against, which health words it holds.
//!
//! Worked out once per key and kept as long as the key is.

use crate::detect::bits::Bits;
use crate::detect::leaf::{Acronyms, Leaf, TermHit};
use crate::detect::pack::Class;
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
    /// The excluded ones, less those whose keyword ends the key: an `account_owner` is an owner.
    pub against: Bits,
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
    /// Its value is what somebody said in a conversation: `transcript`.
    pub is_turn: bool,
    /// It is the name of a question: `q7`.
    pub is_reference: bool,
    /// What stands beside it is about care: `doctor`, `procedure`.
    pub is_of_care: bool,
    /// What its value is in an object about care: its `date` is the day of an appointment.
    pub plain: Option<&'static str>,
    /// It says only in which form something is given: `performer.display`.
    pub passes_on: bool,
    /// Its value is the area code of the telephone number beside it.
    pub is_area_code: bool,
    /// What it tells of a name beside it.
    pub beside: BesideName,
}

/// What a key tells of a name in a field beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BesideName {
    #[default]
    Nothing,
    /// It holds a first name, a last name.
    Given,
    Family,
    /// The record is that of a person.
    Person,
    /// That of a firm or a thing.
    Firm,
    /// That of a firm, unless it is that of a person: customers have plans, too.
    Trade,
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
        is_turn: TURNS.contains(&&*key.field),
        is_reference: is_reference(&key.field),
        is_of_care: OF_CARE.contains(&&*key.field),
        plain: plain(&key.field),
        passes_on: PASSING.contains(&&*key.field),
        is_area_code: AREA_CODES.contains(&&*key.field),
        beside: beside_name(&key.field),
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
    context.take(leaf, vocabulary);
    if key.text.bytes().any(|byte| byte.is_ascii_digit()) || leaf.terms.is_empty() {
        leaf.facts = tokens::split(&key.text.to_ascii_lowercase(), &mut leaf.tokens);
        leaf.look_up(&key.text, vocabulary, Acronyms::AnyCase);
        context.take(leaf, vocabulary);
    }
    // `dateofbirth`, all in one
    if let Some(entry) = vocabulary.get(hash_word(&key.field)) {
        context.keyword |= entry.keyword;
        context.excluded |= entry.excluded;
        context.against |= entry.excluded;
    }
    context.speaks = !context.keyword.is_empty() || !context.excluded.is_empty();
    if context.speaks || context.passes_on {
        let said = extend(context.keyword.hash(), context.excluded.hash());
        context.hash = extend(said, context.against.hash()) ^ u64::from(context.passes_on);
    }
    context
}

impl KeyContext {
    fn says_nothing(&self) -> bool {
        !self.speaks
            && self.terms.is_empty()
            && !self.may_identify
            && !self.is_label
            && !self.is_value
            && !self.is_turn
            && !self.is_reference
            && !self.is_of_care
            && self.plain.is_none()
            && !self.passes_on
            && !self.is_area_code
            && self.beside == BesideName::Nothing
    }

    fn take(&mut self, leaf: &Leaf, vocabulary: &Vocabulary) {
        let mut last = Bits::default();
        for hit in &leaf.words {
            self.keyword |= hit.keyword;
            self.excluded |= hit.excluded;
            if hit.next_token as usize == leaf.tokens.len() {
                last |= hit.keyword;
            }
        }
        // `name` ends the keys of anything.
        self.against = self.excluded.without(last.without(vocabulary.weak()));
        if self.terms.is_empty() {
            // `patient name`, `patient address`: what the field holds, no health word.
            let is_label = |term: &TermHit| {
                term.strong & Class::Treatment.bit() != 0
                    && leaf.words.iter().any(|hit| {
                        hit.end == term.end
                            && hit.start >= term.start
                            && !(hit.keyword & vocabulary.identifying()).is_empty()
                    })
            };
            self.terms = leaf.terms.iter().filter(|term| !is_label(term)).copied().collect();
        }
    }
}

/// Keys whose value is what somebody said: in a list of such the one before may be the question.
const TURNS: [&str; 6] = ["transcript", "text", "content", "body", "message", "utterance"];

/// Whether a key is the name of a question and says nothing by itself: `q7`, `question_12`, `field3`.
fn is_reference(field: &str) -> bool {
    let name = field.trim_end_matches(|unit: char| unit.is_ascii_digit());
    name.len() < field.len() && ["q", "question", "field", "answer", "item"].contains(&name)
}

/// Keys whose object is about care.
const OF_CARE: [&str; 20] = [
    "doctor",
    "physician",
    "procedure",
    "diagnosis",
    "symptom",
    "symptoms",
    "vaccine",
    "specialty",
    "patient",
    "patientname",
    "patientid",
    "treatment",
    "medication",
    "prescriber",
    "dentist",
    "therapist",
    "medico",
    "paciente",
    "vacuna",
    "resourcetype",
];

/// What a key without a meaning of its own means in an object about care.
fn plain(field: &str) -> Option<&'static str> {
    match field {
        "date" | "day" | "when" | "start" | "given" | "scheduled" | "scheduledfor" | "fecha" => {
            Some("appointment date")
        }
        "code" => Some("diagnosis code"),
        _ => None,
    }
}

/// Keys of the first three digits of a telephone number, whose other seven stand beside them.
const AREA_CODES: [&str; 5] = ["areacode", "phoneareacode", "telareacode", "npa", "codigodearea"];

/// Keys that say in which form something is given, not what it is.
const PASSING: [&str; 5] = ["display", "formatted", "fullvalue", "displaytext", "rendered"];

/// What a key tells of a name beside it.
fn beside_name(field: &str) -> BesideName {
    let within = |list: &[&str]| list.contains(&field);
    if within(&["first", "given", "fname", "forename", "firstname", "givenname", "givennames", "middle"]) {
        BesideName::Given
    } else if within(&["last", "family", "lname", "surname", "lastname", "familyname"]) {
        BesideName::Family
    } else if within(&FIRM) {
        BesideName::Firm
    } else if within(&TRADE) {
        BesideName::Trade
    } else if within(&PERSON) {
        BesideName::Person
    } else {
        BesideName::Nothing
    }
}

/// Keys of the records of firms and of things on sale.
const FIRM: [&str; 19] = [
    "industry",
    "employees",
    "employeecount",
    "numberofemployees",
    "companysize",
    "headcount",
    "annualrevenue",
    "vertical",
    "ein",
    "duns",
    "ticker",
    "founded",
    "legalentity",
    "sku",
    "price",
    "asin",
    "upc",
    "codelength",
    "lookupenabled",
];

/// The same, but customers may have them, too.
const TRADE: [&str; 13] = [
    "website",
    "domain",
    "revenue",
    "mrr",
    "arr",
    "seats",
    "plan",
    "brand",
    "category",
    "productid",
    "quantity",
    "variant",
    "storeid",
];

/// Keys of the records of persons.
const PERSON: [&str; 28] = [
    "subscriber",
    "subscriberdob",
    "pcp",
    "diagnosis",
    "dob",
    "dateofbirth",
    "birthdate",
    "birthday",
    "birth",
    "gender",
    "sex",
    "age",
    "ssn",
    "mrn",
    "email",
    "mail",
    "emailaddress",
    "phone",
    "mobile",
    "cell",
    "phonenumber",
    "telecom",
    "relationship",
    "relation",
    "pronouns",
    "avatar",
    "jobtitle",
    "memberid",
];

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

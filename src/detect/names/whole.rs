//! Names that are a whole value: under a key that says so, one that says whose part somebody plays, or one under which anything
//! may stand.

use super::evidence::Word;
use super::record::Record;
use super::{is_capital, is_title};
use crate::detect::Confidence;
use crate::detect::bits::Bits;
use crate::detect::leaf::Leaf;
use crate::detect::tokens::{CAPITALS, SMALL, Token};
use crate::event::words::{hash_word, split_identifier};

/// Longest value that may be a name, in bytes and in words.
const LONGEST: (usize, usize) = (80, 6);

/// So many bear a word of things (`Park`, `Hall`) as a last name, in the steps of the list, that it is taken for one.
const MANY: u8 = 3;

/// What the key says of its value, in order of how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Anything: `name`, `label`.
    Anything,
    /// Somebody, or a firm: `customer`, `driver`.
    Role,
    /// A name: `first_name`, `patient_name`.
    Name,
}

/// A text that has the form of a name: a few words of letters.
#[derive(Clone, Copy)]
pub(super) struct Value<'v> {
    text: &'v str,
    /// Its words, without a title before and a degree behind.
    words: &'v [Token],
    /// Nothing stands behind it, or only an address for mail.
    whole: bool,
    /// Health words, or such of firms and things, stand in it.
    other: bool,
    /// It holds words that name an identifier, as labels do: `VIN`.
    label: bool,
}

impl<'v> Value<'v> {
    /// `text`, if it has the form of a name. `things` are the matchers that firms and things speak against.
    pub fn of(text: &'v str, leaf: &'v Leaf, things: Bits, labels: Bits) -> Option<Self> {
        // What may stand behind a name: `Maria Lopez (daughter)`, `Maria Lopez <mlopez@…>`, `Maria Lopez 555-0123`.
        let behind = |byte: &u8| b"(<;|/:0123456789".contains(byte);
        let window = text.as_bytes().get(..LONGEST.0).unwrap_or(text.as_bytes());
        let cut = window.iter().position(behind).unwrap_or(text.len());
        let count = leaf.tokens.iter().take(LONGEST.1 + 1).take_while(|token| token.end as usize <= cut).count();
        if count == 0 || count > LONGEST.1 || cut > LONGEST.0 {
            return None;
        }
        let (whole, text) = (cut == text.len() || text.as_bytes().get(cut) == Some(&b'<'), text.get(..cut)?.trim_end());
        if !text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == 0x7f || b" -.',\t".contains(&byte)) {
            return None;
        }
        let mut words = leaf.tokens.get(..count)?;
        while let [first, rest @ ..] = words
            && !rest.is_empty()
            && is_title(*first)
        {
            words = rest;
        }
        while let [rest @ .., last] = words
            && !rest.is_empty()
            && is_degree(text, *last)
        {
            words = rest;
        }
        // `TaskCreated` is a name of something else.
        let camel = |token: &Token| {
            token.has(CAPITALS) && token.has(SMALL) && !has_parts(text, *token) && !Word::of(token.hash).listed()
        };
        let among = |list: &[&str], token: &Token| list.iter().any(|word| hash_word(word) == token.hash);
        let is_other = |token: &Token| {
            camel(token) || among(&NOBODY, token) || (words.len() == 1 && among(&PLACEHOLDERS, token))
        };
        if words.iter().any(is_other) {
            return None;
        }
        let thing = |start: u32, end: u32| {
            let token = words.iter().find(|token| token.start == start && token.end == end);
            token.is_none_or(|token| Word::of(token.hash).bearers < MANY)
        };
        let other = leaf.terms.iter().any(|hit| hit.strong != 0)
            || (words.len() > 1
                && leaf.words.iter().any(|hit| !(hit.excluded & things).is_empty() && thing(hit.start, hit.end)))
            || text.contains("'s ")
            || text.ends_with("'s");
        Some(Self { text, words, whole, other, label: !(leaf.keyword & labels).is_empty() })
    }

    /// Whether it is a name under a key of this kind.
    pub fn is_name(&self, kind: Kind) -> Option<(u32, u32, Confidence)> {
        let on_list = self.words.iter().any(|token| {
            let known = Word::of(token.hash);
            known.listed() && (known.strong || !known.ordinary)
        });
        let named = match kind {
            // A word before something else may be any.
            _ if !self.whole && (kind == Kind::Anything || self.words.len() < 2) => false,
            Kind::Name => self.may_be_name(on_list),
            Kind::Role => self.reads_as_name() || (!self.other && self.looks_like_name(on_list)),
            Kind::Anything => !self.other && !self.label && (self.reads_as_name() || self.has_form()),
        };
        let (first, last) = (self.words.first()?, self.words.last()?);
        named.then_some((first.start, last.end, if on_list { Confidence::High } else { Confidence::Medium }))
    }

    /// The people of somebody, `Okafor household`, `Caregivers of Thandeka Okafor`: the words that are the name.
    pub fn of_people(text: &'v str, leaf: &'v Leaf) -> Option<(u32, u32, Confidence)> {
        let is = |token: &Token, list: &[&str]| list.iter().any(|word| hash_word(word) == token.hash);
        let words = match leaf.tokens.as_slice() {
            [words @ .., last] if is(last, &["household", "family", "residence", "hogar"]) => words,
            [first, of, words @ ..]
                if is(of, &["of", "for"])
                    && is(first, &["caregivers", "family", "parents", "parent", "guardians", "guardian", "estate", "household", "children"]) =>
            {
                words
            }
            _ => return None,
        };
        let words = match words {
            [the, words @ ..] if is(the, &["the"]) => words,
            _ => words,
        };
        let value = Self { text, words, whole: true, other: false, label: false };
        let names = (1..=4).contains(&words.len()) && words.iter().all(|word| is_capital(*word)) && leaf.facts.digits == 0;
        value.is_name(Kind::Role).filter(|_| names)
    }

    /// Whether the record around it may make it a name, or none.
    pub fn may_depend(&self) -> bool {
        self.is_name(Kind::Name).is_some() || self.is_name(Kind::Role).is_some()
    }

    /// Not all words are ordinary ones.
    fn may_be_name(&self, on_list: bool) -> bool {
        let ordinary = |token: &&Token| {
            let known = Word::of(token.hash);
            known.ordinary && !(is_capital(**token) && known.listed())
        };
        let ordinary = self.words.iter().filter(ordinary).count();
        match self.words {
            [_] => on_list || (ordinary == 0 && !self.other),
            _ => on_list || (!self.other && ordinary < self.words.len()),
        }
    }

    /// Capitalised words, of which none is an ordinary one unless it is a name too.
    fn looks_like_name(&self, on_list: bool) -> bool {
        let small = self.words.iter().filter(|token| !is_capital(**token) && !is_particle(token)).count();
        // A common word that is a name, too, stands beside one that is sure to be one.
        let (mut fits, mut common, mut supported) = (true, false, false);
        for token in self.words.iter().filter(|token| !is_particle(token)) {
            let known = Word::of(token.hash);
            let unknown = known.common == 0 && (known.listed() || !known.city);
            fits &= unknown || known.given > 0 || known.family > 0;
            common |= known.common > 0;
            supported |= known.given > 0 || (known.family > 0 && known.common == 0);
        }
        fits &= !common || supported;
        match self.words {
            [only] => {
                let known = Word::of(only.hash);
                let whole = only.has(SMALL) && only.end - only.start > 2;
                match (small, known.listed()) {
                    (0, true) => known.common < 3,
                    (0, false) => known.common == 0 && whole && !known.city,
                    _ => known.first && known.common == 0,
                }
            }
            [first, .., last] => (fits && (small == 0 || on_list)) || is_pair(*first, *last, small > 0),
            [] => false,
        }
    }

    /// `Okafor, Thandeka`, `OKAFOR, THANDEKA T`, `T. Okafor`: names by their form, known or not.
    fn has_form(&self) -> bool {
        let plain = |token: &Token| {
            let known = Word::of(token.hash);
            is_capital(*token) && known.common == 0 && (known.listed() || !known.city)
        };
        let initial = |token: &Token| token.end - token.start == 1 && is_capital(*token);
        match (self.text.split_once(", "), self.words) {
            (Some((last, first)), words) => {
                (2..=4).contains(&words.len()) && last.len() > 2 && !first.contains(',') && words.iter().all(plain)
            }
            (None, [first, last]) => {
                initial(first)
                    && self.text.as_bytes().get(first.end as usize) == Some(&b'.')
                    && plain(last)
                    && !initial(last)
                    && last.has(SMALL)
            }
            _ => false,
        }
    }

    /// Whether every word may be one of a name: a first name alone, or first and last names side by side.
    fn reads_as_name(&self) -> bool {
        let capitals = self.words.first().is_some_and(|first| is_capital(*first));
        let name = |token: &Token| {
            let known = Word::of(token.hash);
            if capitals && !is_capital(*token) {
                token.end - token.start < 4
            } else if is_capital(*token) {
                known.listed() || known.common == 0
            } else {
                known.listed() && known.common == 0
            }
        };
        match self.words {
            [only] => {
                let known = Word::of(only.hash);
                is_capital(*only) && known.first && known.strong && !known.ordinary && !known.city
            }
            [first, .., last] => {
                let (mut first, mut last) = (Word::of(first.hash), Word::of(last.hash));
                if self.text.contains(',') {
                    // `Lopez, Maria`, `Lopez, Maria T`
                    (last, first) = (first, self.words.get(1).map_or(last, |second| Word::of(second.hash)));
                }
                let listed = (first.first && !first.ordinary) || (last.last && last.strong && !last.ordinary);
                !self.other && listed && self.words.iter().all(name)
            }
            [] => false,
        }
    }
}

/// A first and a last name of which one is sure, though the other may be a word or on no list: `Blessing Okafor`, `Will May`.
fn is_pair(first: Token, last: Token, small: bool) -> bool {
    let (given, family) = (Word::of(first.hash), Word::of(last.hash));
    let unlisted = |word: &Word| !word.listed() && word.common == 0 && !word.city;
    let sure = given.first && given.strong && given.common == 0 && !given.city;
    (given.first && (family.bearers >= MANY || (unlisted(&family) && given.common < 3)))
        || (unlisted(&given) && family.bearers >= MANY)
        || (!small && sure && family.common < 3)
}

/// `de`, `van der`, initials, `Jr`.
fn is_particle(token: &Token) -> bool {
    const PARTICLES: [&str; 27] = [
        "van", "der", "den", "von", "de", "la", "las", "los", "del", "di", "da", "do", "dos", "du", "el", "al", "bin",
        "ibn", "ter", "ten", "st", "le", "y", "ii", "iii", "jr", "sr",
    ];
    token.end - token.start == 1 || (token.end - token.start < 4 && PARTICLES.iter().any(|word| hash_word(word) == token.hash))
}

/// What a key under which anything may stand says in a record; `None` if no name.
pub(super) const fn in_record(record: Record) -> Option<Kind> {
    match record {
        Record::Parts => Some(Kind::Name),
        Record::Person => Some(Kind::Role),
        Record::Open => Some(Kind::Anything),
        Record::Other | Record::Titled => None,
    }
}

/// `McDonald`, `DeShawn`, `Al-Khatib`: capitals within a name.
fn has_parts(text: &str, token: Token) -> bool {
    let word = text.get(token.start as usize..token.end as usize).unwrap_or_default();
    let rest = ["Mc", "Mac", "O'", "D'", "De", "Di", "La", "Le", "Van", "Fitz", "St", "Ka'", "Al"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix));
    rest.is_some_and(|rest| {
        rest.starts_with(|unit: char| unit.is_ascii_uppercase())
            && rest.bytes().skip(1).all(|byte| !byte.is_ascii_uppercase())
    })
}

/// `MD`, `RN`: behind a name, no part of it.
fn is_degree(text: &str, token: Token) -> bool {
    let word = text.get(token.start as usize..token.end as usize).unwrap_or_default();
    let before = text.get(..token.start as usize).unwrap_or_default().trim_end();
    before.ends_with(',')
        && ["md", "do", "rn", "np", "pa", "phd", "dds", "dmd", "dvm", "pharmd", "lcsw", "esq", "mph", "bsn", "od", "dpm", "lpn"]
            .iter()
            .any(|degree| degree.eq_ignore_ascii_case(word))
}

/// What stands in name fields when no name does, alone or beside other words.
const NOBODY: [&str; 7] = ["unknown", "anonymous", "undefined", "null", "none", "test", "caller"];

/// What does alone.
const PLACEHOLDERS: [&str; 33] = [
    "user",
    "guest",
    "customer",
    "client",
    "patient",
    "member",
    "admin",
    "na",
    "nil",
    "tbd",
    "system",
    "visitor",
    "account",
    "owner",
    "name",
    "firstname",
    "lastname",
    "string",
    "true",
    "false",
    "yes",
    "other",
    "self",
    "various",
    "office",
    "staff",
    "hidden",
    "redacted",
    "removed",
    "private",
    "restricted",
    "unavailable",
    "wireless",
];

/// Whether a key or an id holds a first and a last name side by side, in any case and either order: `maria_lopez`,
/// `Lopez, Maria`.
pub(crate) fn reads_as_person(text: &str) -> bool {
    let mut before: Option<Word> = None;
    let mut person = false;
    split_identifier(text, |_, hash| {
        let now = Word::of(hash);
        let name = |known: &Word| known.strong && !known.ordinary;
        if let Some(before) = before.filter(name)
            && name(&now)
        {
            person |= (before.first && now.last) || (before.last && now.first);
        }
        before = Some(now);
    });
    person
}

//! Values that have the form of a name: a few words of letters, without the title before them and what stands behind.

use super::evidence::Word;
use super::is_title;
use super::whole::Kind;
use crate::detect::Confidence;
use crate::detect::bits::Bits;
use crate::detect::leaf::Leaf;
use crate::detect::tokens::{CAPITAL, CAPITALS, SMALL, Token};

/// Longest value that may be a name, in bytes and in words.
const LONGEST: (usize, usize) = (80, 6);

/// So many bear a word of things (`Park`, `Hall`) as a last name, in the steps of the list, that it is taken for one.
pub(super) const MANY: u8 = 3;

/// A text that has the form of a name: a few words of letters.
#[derive(Clone, Copy)]
pub(super) struct Value<'v> {
    pub text: &'v str,
    /// Its words, without a title before and a degree behind.
    pub words: &'v [Token],
    /// What the lists know of them.
    pub known: [Word; LONGEST.1],
    /// Nothing stands behind it, or only an address for mail.
    pub whole: bool,
    /// Health words, or such of firms and things, stand in it.
    pub other: bool,
    /// It holds words that name an identifier, as labels do: `VIN`.
    pub label: bool,
}

impl<'v> Value<'v> {
    /// `text`, if it has the form of a name. `things` are the matchers that firms and things speak against.
    pub fn of(text: &'v str, leaf: &'v Leaf, things: Bits, labels: Bits) -> Option<Self> {
        // What may stand behind a name: `Maria Lopez (daughter)`, `Maria Lopez <mlopez@…>`, `Maria Lopez 555-0123`.
        let behind = |byte: &u8| b"(<;|/:+0123456789".contains(byte);
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
        if words.iter().any(|token| is_one_of(text, *token, &NOBODY)) {
            return None;
        }
        if let [only] = words
            && is_one_of(text, *only, &PLACEHOLDERS)
        {
            return None;
        }
        let known = look_up(words);
        // `TaskCreated` is a name of something else.
        let camel = |token: &Token| token.has(CAPITALS) && token.has(SMALL) && !has_parts(text, *token);
        if words.iter().zip(known).any(|(token, known)| camel(token) && !known.listed()) {
            return None;
        }
        let thing = |start: u32, end: u32| {
            let at = words.iter().position(|token| token.start == start && token.end == end);
            at.and_then(|at| known.get(at)).is_none_or(|known| known.bearers < MANY)
        };
        let other = leaf.terms.iter().any(|hit| hit.strong != 0)
            || (words.len() > 1
                && leaf.words.iter().any(|hit| !(hit.excluded & things).is_empty() && thing(hit.start, hit.end)))
            || text.contains("'s ")
            || text.ends_with("'s");
        Some(Self { text, words, known, whole, other, label: !(leaf.keyword & labels).is_empty() })
    }

    /// The people of somebody, `Okafor household`, `Caregivers of Thandeka Okafor`: the words that are the name.
    pub fn of_people(text: &'v str, leaf: &'v Leaf) -> Option<(u32, u32, Confidence)> {
        let is = |token: &Token, list: &[&str]| is_one_of(text, *token, list);
        let words = match leaf.tokens.as_slice() {
            [words @ .., last] if is(last, &HOUSEHOLDS) => words,
            [first, of, words @ ..] if is(of, &["of", "for"]) && is(first, &PEOPLE) => words,
            _ => return None,
        };
        let words = match words {
            [the, words @ ..] if is(the, &["the"]) => words,
            _ => words,
        };
        if words.len() > 4 || !words.iter().all(|word| word.has(CAPITAL)) || leaf.facts.digits > 0 {
            return None;
        }
        let value = Self { text, words, known: look_up(words), whole: true, other: false, label: false };
        value.is_name(Kind::Role)
    }
}

/// What the lists know of words, as many as a name has.
fn look_up(words: &[Token]) -> [Word; LONGEST.1] {
    let mut known = [Word::default(); LONGEST.1];
    known.iter_mut().zip(words).for_each(|(known, token)| *known = Word::of(token.hash));
    known
}

/// Whether a word is one of a few.
pub(super) fn is_one_of(text: &str, token: Token, list: &[&str]) -> bool {
    let word = text.get(token.start as usize..token.end as usize).unwrap_or_default();
    list.iter().any(|one| one.eq_ignore_ascii_case(word))
}

/// `Okafor household`, `Caregivers of Thandeka Okafor`.
const HOUSEHOLDS: [&str; 4] = ["household", "family", "residence", "hogar"];
const PEOPLE: [&str; 9] =
    ["caregivers", "family", "parents", "parent", "guardians", "guardian", "estate", "household", "children"];

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
    const DEGREES: [&str; 17] = [
        "md", "do", "rn", "np", "pa", "phd", "dds", "dmd", "dvm", "pharmd", "lcsw", "esq", "mph", "bsn", "od", "dpm",
        "lpn",
    ];
    let before = text.get(..token.start as usize).unwrap_or_default().trim_end();
    before.ends_with(',') && is_one_of(text, token, &DEGREES)
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

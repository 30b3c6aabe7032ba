//! Names that are a whole value: under a key that names a person, or one that may name anything.

use super::evidence::Word;
use super::{is_capital, is_title};
use crate::detect::leaf::Leaf;
use crate::detect::tokens::{CAPITALS, SMALL, Token};
use crate::event::words::{Words, split_identifier};

/// Longest value that may be a name, in bytes and in words.
const LONGEST: (usize, usize) = (80, 5);

/// The whole text, if it reads as a name: a few words of letters, not all of them ordinary ones, unless the key is `certain` that
/// it is one. Also whether a word of it is on the lists.
pub(super) fn whole_name(text: &str, leaf: &Leaf, certain: bool) -> Option<(u32, u32, bool)> {
    let words = leaf.tokens.len();
    if words == 0 || words > LONGEST.1 || text.len() > LONGEST.0 || leaf.facts.digits > 0 {
        return None;
    }
    if !text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == 0x7f || b" -.',()\t".contains(&byte)) {
        return None;
    }
    let (mut on_list, mut ordinary, mut other) = (false, 0, 0);
    for token in &leaf.tokens {
        let known = Word::of(token.hash);
        // `TaskCreated` is a name of something else.
        if token.has(CAPITALS) && token.has(SMALL) && !known.listed() {
            return None;
        }
        if PLACEHOLDERS.hold(token.hash) {
            return None;
        }
        on_list |= known.listed() && (known.strong || !known.ordinary);
        ordinary += usize::from(known.ordinary);
        other += usize::from(!known.ordinary && !known.listed());
    }
    let health = leaf.terms.iter().any(|hit| hit.strong != 0);
    let in_order = || match leaf.tokens.as_slice() {
        // `Bill Cash`
        [first, .., last] => {
            is_capital(*first) && is_capital(*last) && Word::of(first.hash).first && Word::of(last.hash).last
        }
        _ => false,
    };
    let named = on_list
        || (ordinary == 0 && !health && other <= 2)
        || (ordinary < words && words > 1 && !health)
        || (certain && words < 4 && leaf.tokens.iter().all(|token| is_capital(*token)))
        || in_order();
    if !named {
        return None;
    }
    let first = leaf.tokens.iter().find(|token| words == 1 || !is_title(**token))?;
    Some((first.start, leaf.tokens.last()?.end, on_list))
}

/// Whether every word may be one of a name: a first name alone, or first and last names side by side.
pub(super) fn reads_as_name(leaf: &Leaf) -> bool {
    let name = |token: &Token| {
        let known = Word::of(token.hash);
        let capitals = leaf.tokens.first().is_some_and(|first| is_capital(*first));
        if capitals && !is_capital(*token) {
            token.end - token.start < 4
        } else if is_capital(*token) {
            is_title(*token) || known.listed() || known.common == 0
        } else {
            known.listed() && known.common == 0
        }
    };
    match leaf.tokens.as_slice() {
        [only] => {
            let known = Word::of(only.hash);
            is_capital(*only) && known.first && known.strong && !known.ordinary
        }
        [first, .., last] => {
            let (first, last) = (Word::of(first.hash), Word::of(last.hash));
            let listed = (first.first && !first.ordinary) || (last.last && last.strong && !last.ordinary);
            let organised = leaf.tokens.iter().any(|token| ORGANISATIONS.hold(token.hash));
            // `Sigurveig Oyelowo`: no words of the language, no names of the lists.
            let foreign = || {
                leaf.tokens.len() < 4
                    && leaf.terms.is_empty()
                    && leaf.tokens.iter().all(|token| {
                        let known = Word::of(token.hash);
                        is_capital(*token) && token.has(SMALL) && !token.has(CAPITALS) && !known.ordinary && !known.city
                    })
            };
            !organised && ((listed && leaf.tokens.iter().all(name)) || foreign())
        }
        [] => false,
    }
}

/// Words that make the name one of a firm, a house or a thing.
const ORGANISATIONS: Words<20> = Words::new([
    "inc",
    "llc",
    "ltd",
    "corp",
    "co",
    "company",
    "group",
    "labs",
    "clinic",
    "hospital",
    "center",
    "health",
    "school",
    "university",
    "theatre",
    "theater",
    "bank",
    "foundation",
    "app",
    "bot",
]);

/// What stands in name fields when no name does.
const PLACEHOLDERS: Words<14> = Words::new([
    "unknown",
    "anonymous",
    "undefined",
    "null",
    "none",
    "test",
    "user",
    "guest",
    "customer",
    "patient",
    "admin",
    "na",
    "system",
    "caller",
]);

/// Whether a key or an id holds a first and a last name side by side, in any case and either order: `maria_lopez`,
/// `Lopez, Maria`.
pub(crate) fn reads_as_person(text: &str) -> bool {
    if text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return false; // one word, as most keys are
    }
    let mut before: Option<Word> = None;
    let mut person = false;
    split_identifier(text, |range, hash| {
        // Most of what comes here is a SID or a UUID, which falls to such pieces.
        if range.len() == 1 || text.as_bytes().get(range.start).is_some_and(u8::is_ascii_digit) {
            before = None;
            return;
        }
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

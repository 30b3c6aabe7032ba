//! Names of persons: under keys that name one, behind labels and forms of address, as a first and a last name side by side.
//!
//! The lists of names hold thousands of ordinary words (`May`, `Will`, `Rose`, `Young`). A word of the lists is a name only
//! where its place says so; the marks of the lists say how much it takes.

use crate::detect::bits::Bits;
use crate::detect::candidate::Candidate;
use crate::detect::detector::Detector;
use crate::detect::leaf::Leaf;
use crate::detect::lexicon;
use crate::detect::pack::{Class, Context, Finder, Matcher};
use crate::detect::tokens::{CAPITAL, CAPITALS, DIGIT, SMALL, Token};
use crate::detect::{Confidence, Strength};
use crate::event::words::{extend, hash_word, split_identifier};

/// Which matchers report names, and from which evidence.
#[derive(Debug, Default)]
pub(crate) struct Matchers {
    /// The value under a key.
    by_key: Bits,
    /// Words behind a label.
    labelled: Bits,
    /// A first and a last name side by side.
    listed: Option<u16>,
}

impl Matchers {
    pub fn new(matchers: &[Matcher]) -> Self {
        let mut these = Self::default();
        for (index, matcher) in
            matchers.iter().enumerate().filter(|(_, matcher)| matcher.finder == Some(Finder::PersonName))
        {
            match matcher.context {
                Context::Path => these.by_key.insert(index),
                Context::Text => these.labelled.insert(index),
                Context::Any => these.listed = Some(index as u16),
            }
        }
        these
    }
}

/// Longest value that may be a name, in bytes and in words.
const LONGEST: (usize, usize) = (80, 5);

/// Adds the names in a text. `own` and `path` are the matchers that the leaf's own key and all keys above it speak for.
pub(crate) fn find(
    detector: &Detector,
    text: &str,
    leaf: &Leaf,
    own: Bits,
    path: Bits,
    excluded: Bits,
    candidates: &mut Vec<Candidate>,
) {
    let matchers = &detector.names;
    for index in (own & matchers.by_key).without(excluded).iter() {
        // A weak matcher is that of keys like `name`, under which anything may stand.
        let anything = detector.matchers.get(index).is_some_and(|matcher| matcher.strength == Strength::Weak);
        let Some((start, end, known)) = whole_name(text, leaf) else { break };
        if !anything || reads_as_name(leaf) {
            let confidence = if known { Confidence::High } else { Confidence::Medium };
            candidates.push(Candidate { matcher: index as u16, start, end, strength: Strength::Pattern, confidence });
            return;
        }
    }
    if !leaf.tokens.iter().any(|token| token.has(CAPITAL)) {
        return;
    }
    for hit in leaf.words.iter().filter(|hit| !(hit.keyword & matchers.labelled).is_empty()) {
        if let Some((start, end)) = name_behind(text, leaf, hit.next_token as usize, hit.end) {
            let matcher = (hit.keyword & matchers.labelled).iter().next().unwrap_or_default() as u16;
            let overlaps =
                candidates.iter().any(|known| known.matcher == matcher && known.start < end && start < known.end);
            if !overlaps {
                candidates.push(Candidate {
                    matcher,
                    start,
                    end,
                    strength: Strength::Pattern,
                    confidence: Confidence::Medium,
                });
            }
        }
    }
    if let Some(matcher) = matchers.listed.filter(|listed| !excluded.contains(*listed as usize)) {
        let confident = path.contains(matcher as usize);
        pairs(text, leaf, |start, end| {
            let confidence = if confident { Confidence::High } else { Confidence::Medium };
            candidates.push(Candidate { matcher, start, end, strength: Strength::Pattern, confidence });
        });
    }
}

/// How a word stands in the lists.
#[derive(Clone, Copy, Default)]
struct Known {
    first: bool,
    last: bool,
    /// It is a name by itself, not only in the right place.
    strong: bool,
    ordinary: bool,
}

fn known(token: Token) -> Known {
    let Some(entry) = lexicon::names(token.hash) else { return Known::default() };
    let names = Class::FirstName.bit() | Class::Surname.bit();
    Known {
        first: entry.is_any(Class::FirstName.bit()),
        last: entry.is_any(Class::Surname.bit()),
        strong: entry.classes() & names & !entry.ambiguous() != 0,
        ordinary: entry.is_any(Class::Word.bit()),
    }
}

/// The whole text, if it reads as a name: a few words of letters, not all of them ordinary ones. Also whether a word of it is
/// on the lists.
fn whole_name(text: &str, leaf: &Leaf) -> Option<(u32, u32, bool)> {
    let words = leaf.tokens.len();
    if words == 0 || words > LONGEST.1 || text.len() > LONGEST.0 || leaf.facts.digits > 0 {
        return None;
    }
    if !text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == 0x7f || b" -.',()\t".contains(&byte)) {
        return None;
    }
    let (mut on_list, mut ordinary, mut other) = (false, 0, 0);
    for token in &leaf.tokens {
        let known = known(*token);
        // `TaskCreated` is a name of something else.
        if token.has(CAPITALS) && token.has(SMALL) && !known.first && !known.last {
            return None;
        }
        if PLACEHOLDERS.iter().any(|word| hash_word(word) == token.hash) {
            return None;
        }
        on_list |= (known.first || known.last) && (known.strong || !known.ordinary);
        ordinary += usize::from(known.ordinary);
        other += usize::from(!known.ordinary && !known.first && !known.last);
    }
    let health = leaf.terms.iter().any(|hit| hit.strong != 0);
    let named = on_list || (ordinary == 0 && !health && other <= 2) || (ordinary < words && words > 1 && !health);
    if !named {
        return None;
    }
    Some((leaf.tokens.first()?.start, leaf.tokens.last()?.end, on_list))
}

/// Whether every word may be one of a name: a first name alone, or first and last names side by side.
fn reads_as_name(leaf: &Leaf) -> bool {
    let name = |token: &Token| {
        let known = known(*token);
        is_capital(*token) && !is_title(*token) && (known.strong || (known.first || known.last) || !known.ordinary)
    };
    match leaf.tokens.as_slice() {
        [only] => is_capital(*only) && known(*only).first && known(*only).strong && !known(*only).ordinary,
        [first, .., last] => {
            let (first, last) = (known(*first), known(*last));
            let listed = (first.first && !first.ordinary) || (last.last && last.strong && !last.ordinary);
            let organised =
                leaf.tokens.iter().any(|token| ORGANISATIONS.iter().any(|word| hash_word(word) == token.hash));
            listed && !organised && leaf.tokens.iter().all(name)
        }
        [] => false,
    }
}

/// Words that make the name one of a firm, a house or a thing.
const ORGANISATIONS: [&str; 20] = [
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
];

/// What stands in name fields when no name does.
const PLACEHOLDERS: [&str; 14] = [
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
];

/// The name that starts right behind a label: `Patient: Jane Doe`, `Hi Maria,`, `Sra. Lopez-Garcia`.
fn name_behind(text: &str, leaf: &Leaf, first: usize, label_end: u32) -> Option<(u32, u32)> {
    let start = leaf.tokens.get(first)?;
    let gap = text.get(label_end as usize..start.start as usize)?;
    if gap.len() > 3 || !gap.bytes().all(|byte| b" .:,#=\t\n-".contains(&byte)) || !is_capital(*start) {
        return None;
    }
    let head = known(*start);
    // A sentence may go on behind a greeting with any word: what is ordinary must be a strong name as well.
    if is_title(*start) || !(head.strong || ((head.first || head.last) && !head.ordinary)) {
        return None;
    }
    let end = name_end(text, leaf, first);
    Some((start.start, end))
}

fn is_capital(token: Token) -> bool {
    token.has(CAPITAL) && !token.has(DIGIT)
}

/// `Dr`, `Mrs`: part of the label, not of the name.
fn is_title(token: Token) -> bool {
    ["dr", "mr", "mrs", "ms", "miss", "dra", "sr", "sra", "srta", "prof"]
        .iter()
        .any(|title| hash_word(title) == token.hash)
}

/// Where a name that starts at token `at` ends: at most four capitalised words, joined by blanks, hyphens and apostrophes.
fn name_end(text: &str, leaf: &Leaf, at: usize) -> u32 {
    let mut end = leaf.tokens.get(at).map_or(0, |token| token.end);
    let small = leaf.tokens.get(at).is_some_and(|token| token.has(SMALL));
    for next in leaf.tokens.iter().skip(at + 1).take(3) {
        let gap = text.get(end as usize..next.start as usize).unwrap_or("?");
        let initial = next.end - next.start == 1 && is_capital(*next);
        let known = known(*next);
        // `Jane Doe DOB`: a word in capitals does not belong to a name that is not.
        let shouted = next.has(CAPITALS) && !next.has(SMALL) && small;
        let belongs = matches!(gap, " " | "-" | ". " | " - ")
            && is_capital(*next)
            && !shouted
            && (initial || known.last || known.first || (!known.ordinary && gap != " - "))
            && !(known.ordinary && !known.strong && gap != "-");
        if !belongs || (gap == ". " && !is_initial(leaf, end)) {
            break;
        }
        end = next.end;
    }
    end
}

/// Whether a key or an id holds a first and a last name side by side, in any case and either order: `maria_lopez`,
/// `Lopez, Maria`.
pub(crate) fn reads_as_person(text: &str) -> bool {
    let mut before: Option<Known> = None;
    let mut person = false;
    split_identifier(text, |range, hash| {
        let token = Token { start: range.start as u32, end: range.end as u32, hash, shape: 0 };
        let now = known(token);
        let name = |known: &Known| known.strong && !known.ordinary;
        if let Some(before) = before.filter(name)
            && name(&now)
        {
            person |= (before.first && now.last) || (before.last && now.first);
        }
        before = Some(now);
    });
    person
}

/// Whether the word that ends at `end` is a single letter: `Jane Q. Doe`.
fn is_initial(leaf: &Leaf, end: u32) -> bool {
    leaf.tokens.iter().any(|token| token.end == end && token.end - token.start == 1)
}

/// First and last name side by side, both capitalised: the first one strong, the second a last name or no ordinary word.
fn pairs(text: &str, leaf: &Leaf, mut each: impl FnMut(u32, u32)) {
    let mut at = 0;
    while let (Some(first), Some(second)) = (leaf.tokens.get(at), leaf.tokens.get(at + 1)) {
        at += 1;
        if !is_capital(*first) || !is_capital(*second) || first.end - first.start < 2 {
            continue;
        }
        let gap = text.get(first.end as usize..second.start as usize).unwrap_or_default();
        let initial = second.end - second.start == 1 && matches!(gap, " ");
        let second = match leaf.tokens.get(at + 1) {
            Some(third) if initial && is_capital(*third) => third,
            _ if initial => continue,
            _ => second,
        };
        if !matches!(gap, " " | "  ") || first.has(SMALL) != second.has(SMALL) {
            continue;
        }
        let head = known(*first);
        if !head.first || !head.strong || head.ordinary {
            continue;
        }
        let tail = known(*second);
        let place =
            lexicon::names(extend(first.hash, second.hash)).is_some_and(|entry| entry.is_any(Class::City.bit()));
        if !(tail.last && tail.strong) || place {
            continue;
        }
        let index = if initial { at + 1 } else { at };
        let end = name_end(text, leaf, index);
        each(first.start, end);
        while leaf.tokens.get(at).is_some_and(|token| token.start < end) {
            at += 1;
        }
    }
}

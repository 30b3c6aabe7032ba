//! How far a name goes on behind its first word.

use super::context::{Letters, Text, is_camel};
use super::evidence::{UNKNOWN_BESIDE, Word};
use super::span::read;
use super::{is_capital, is_title, letters};
use crate::detect::lexicon;
use crate::detect::tokens::{CAPITAL, CAPITALS, DIGIT, SMALL, Token};
use crate::event::words::Words;

/// What follows the first word of a name.
#[derive(Clone, Copy)]
pub(super) struct Tail {
    /// Index of the last word.
    pub last: usize,
    pub end: u32,
    pub points: i32,
    /// A word that is a last name by the lists, and one that is listed at all.
    pub family: bool,
    pub listed: bool,
}

/// How far the name goes on behind its first word.
pub(super) fn tail(reading: &Text<'_>, at: usize, end: u32, capital: bool, first: bool, framed: bool) -> Tail {
    let mut tail = Tail { last: at, end, points: 0, family: false, listed: false };
    let Some(mut before) = reading.token(at) else { return tail };
    if before.end != end {
        return tail; // `Maria's`
    }
    let small_head = before.has(SMALL);
    let known_head = Word::of(before.hash).given > 2;
    let (mut names, mut next) = (1, at + 1);
    while names < 5
        && next < at + 9
        && let Some(token) = reading.token(next)
    {
        let gap = reading.gap(next);
        let length = token.end - token.start;
        let initial = length == 1 && is_capital(token);
        let after_initial = before.end - before.start == 1 && matches!(gap, ". " | ".");
        let blank = matches!(gap, " " | "  ") || after_initial;
        if (blank || gap == ", ") && tail.points > 0 && is_suffix(token) {
            (tail.last, tail.end) = (next, token.end);
            break;
        }
        if !blank && gap != "-" {
            break;
        }
        if initial && gap != "-" {
            // `Maria L.`; `Maria I think`
            let dotted = reading.text.as_bytes().get(token.end as usize) == Some(&b'.');
            let follows = reading.token(next + 1).is_some_and(|token| is_capital(token) && token.end - token.start > 1)
                && matches!(reading.gap(next + 1), " " | ". ");
            if !dotted && !follows {
                break;
            }
            if !follows {
                (tail.last, tail.end) = (next, token.end);
                tail.points += 1;
                break;
            }
            (before, next) = (token, next + 1);
            continue;
        }
        if is_particle(token) && gap == " " && (capital || tail.points > 0 || first) {
            // It belongs to the name if what follows does.
            (before, next) = (token, next + 1);
            continue;
        }
        if token.has(CAPITAL) != capital || token.has(DIGIT) || (capital && token.has(SMALL) != small_head) {
            break;
        }
        let (word, ends) = read(reading, token);
        // `Robin Church`: a thing behind a name that is none is a last name.
        let thing = reading.thing(next) && !((known_head || (framed && capital)) && word.last && word.bearers > 3);
        if thing || reading.stop(next) || is_title(token) {
            break;
        }
        let worth = match (capital, word.last, word.first, word.common) {
            (true, true, ..) if gap == "-" => word.family.max(1),
            (true, true, ..) => word.family,
            (true, false, true, 0 | 1) => 1,
            (true, false, false, 0) if first && (!is_camel(token) || has_prefix(reading, token)) => UNKNOWN_BESIDE,
            (false, true, _, 0) => word.family,
            (false, true, ..) if first && known_head && word.bearers > 4 => 1,
            (false, false, true, 0) => 1,
            (true, false, false, 0) if !is_camel(token) && reads_well(reading, before, 1) => {
                i32::from(reads_well(reading, token, 2)) + i32::from(reads_well(reading, token, 3))
            }
            (false, false, false, 0) if first => i32::from(reads_well(reading, token, 2)),
            _ => 0,
        };
        // Behind a last name comes another one or nothing.
        if worth <= 0 || (tail.family && !word.last && gap != "-") || (tail.family && word.common > 1 && gap != "-") {
            break;
        }
        if reading.letters == Letters::Shouted && word.common > 1 && tail.points > 0 {
            break;
        }
        let solid = word.last && (first || (word.bearers > 2 && word.common == 0 && !word.city));
        tail.points = (tail.points + worth).min(6);
        tail.family |= solid;
        tail.listed |= word.listed();
        (tail.last, tail.end) = (next, ends);
        if ends != token.end {
            break;
        }
        names += 1;
        (before, next) = (token, next + 1);
    }
    tail
}

/// Whether the letters of a word of no list are those of a name.
pub(super) fn reads_well(reading: &Text<'_>, token: Token, least: i32) -> bool {
    lexicon::health(token.hash).is_none()
        && letters::points(reading.text.get(token.start as usize..token.end as usize).unwrap_or_default()) >= least
}

/// `McDonald`, `DeShawn`, `LaTonya`, `O'Neil`: prefixes of names written with a capital behind them.
pub(super) fn has_prefix(reading: &Text<'_>, token: Token) -> bool {
    let text = reading.text.get(token.start as usize..token.end as usize).unwrap_or_default();
    !text.bytes().all(|byte| byte.is_ascii_uppercase())
        && ["Mc", "Mac", "De", "La", "Le", "Da", "Fitz", "Van", "Di", "O'", "D'", "St"].iter().any(|prefix| {
            text.strip_prefix(prefix).is_some_and(|rest| {
                rest.len() > 2
                    && rest.starts_with(|unit: char| unit.is_ascii_uppercase())
                    && rest.bytes().skip(1).all(|byte| byte.is_ascii_lowercase() || byte == 0x7f)
            })
        })
}

pub(super) fn is_suffix(token: Token) -> bool {
    const SUFFIXES: Words<5> = Words::new(["jr", "sr", "ii", "iii", "iv"]);
    token.end - token.start <= 3 && SUFFIXES.hold(token.hash)
}

/// Words within names that are none by themselves.
fn is_particle(token: Token) -> bool {
    const PARTICLES: Words<18> = Words::new([
        "de", "del", "la", "las", "los", "da", "dos", "di", "du", "van", "von", "der", "den", "bin", "ibn", "al", "el",
        "le",
    ]);
    token.end - token.start <= 4 && !token.has(CAPITALS) && PARTICLES.hold(token.hash)
}

//! From a word on: is a name here, and how far does it go?

use super::around::{around, refuted};
use super::clues::{self, Stretch};
use super::context::{Frame, Letters, Text, is_camel};
use super::evidence::*;
use super::reversed::reversed;
use super::tail::{Tail, has_prefix, tail};
use super::{is_capital, is_title, letters as reads};
use crate::detect::lexicon;
use crate::detect::tokens::{CAPITAL, DIGIT, SMALL, Token};
use crate::event::words::hash_word;

/// A name in a text.
pub(super) struct Name {
    pub start: u32,
    pub end: u32,
    /// The word behind it.
    pub next: usize,
    /// The matcher of the words before it that told it.
    pub frame: Option<u16>,
    /// Far more than enough speaks for it.
    pub sure: bool,
}

/// The name that begins with word `at`, if enough speaks for one.
pub(super) fn name_at(reading: &Text<'_>, at: usize) -> Option<Name> {
    let token = reading.token(at)?;
    if token.end - token.start == 1 {
        return initials(reading, at, token);
    }
    if token.has(DIGIT) || is_title(token) || reading.contracted(token) {
        return None;
    }
    let (word, end) = read(reading, token);
    let capital = token.has(CAPITAL);
    if is_camel(token) && !word.listed() && !has_prefix(reading, token) {
        return None;
    }
    // An ordinary word of no list, as most are that begin a sentence.
    if !word.listed() && word.common > 0 && !reading.gap(at + 1).starts_with([',', '^']) {
        return None;
    }
    let frame = reading.frame(at);
    let mut points = letters(reading, token, at, word) + frame.map_or(0, |frame| framed(&frame));
    if let Some((last, end, found)) = reversed(reading, at, word) {
        points += found;
        return (points >= ENOUGH && !reading.is_code(token.start, end)).then(|| Name {
            start: token.start,
            end,
            next: last + 1,
            frame: frame.map(|frame| frame.matcher),
            sure: true,
        });
    }
    let always = frame.is_some_and(|frame| frame.rank == 0 || (frame.label && frame.rank == 1));
    let introduced = frame.is_some_and(|frame| frame.rank < 2);
    // `… since my period. chidimma`
    let words = reading.leaf.tokens.len();
    let signs = !capital && at > 2 && at + 2 >= words && matches!(reading.gap(at), ". " | "! " | "? " | " - ");
    let tail = tail(reading, at, end, capital, word.first || introduced || signs, introduced && word.first);
    if capital
        && !token.has(SMALL)
        && tail.last == at
        && reading.letters == Letters::Mixed
        && token.end - token.start < 5
    {
        points += ACRONYM;
    }
    // In small letters an unknown word is a name right behind an introduction only, if it reads like one.
    let told = (signs || frame.is_some_and(|frame| frame.rank < 2 && !frame.label) && reading.gap(at) == " ")
        && token.end - token.start > 3
        && lexicon::health(token.hash).is_none();
    points += head(word, capital, always, told, tail);
    if always
        && capital
        && is_title(reading.token(at.saturating_sub(1)).unwrap_or(token))
        && word.last
        && tail.last == at
    {
        points += FAMILY_BEHIND_TITLE;
    }
    points += tail.points + around(reading, at, word, tail, frame);
    let mut clued = 0;
    if points < ENOUGH && points + CLUE + 1 >= ENOUGH {
        let stretch = Stretch {
            at,
            next: tail.last + 1,
            owns: tail.end < reading.token(tail.last).map_or(0, |last| last.end),
            single: tail.last == at,
            listed: word.first && word.common == 0,
        };
        clued = clues::points(reading, stretch);
        points += clued;
    }
    if !word.listed() && (ENOUGH - 3..=ENOUGH + 3).contains(&points) {
        let reads = reads::points(reading.text.get(token.start as usize..end as usize).unwrap_or_default());
        let near = frame.is_some_and(|frame| frame.rank < 2);
        if told && tail.last + 1 >= reading.leaf.tokens.len() {
            points += 1; // `regards piotrek`
        }
        points += match (capital, near, tail.listed || frame.is_some() || clued > 0) {
            (true, true, _) => reads.max(-1),
            (true, _, false) => reads.min(READS_ALONE),
            _ => reads,
        };
    }
    if points >= ENOUGH && refuted(reading, at, word, tail.last, frame) {
        return None;
    }
    // What is enough without the frame is not told by it.
    let frame = frame.filter(|frame| frame.rank < 2 || points - framed(frame) < ENOUGH);
    (points >= ENOUGH && !reading.is_code(token.start, tail.end)).then(|| Name {
        start: token.start,
        end: tail.end,
        next: tail.last + 1,
        frame: frame.map(|frame| frame.matcher),
        sure: points >= 2 * ENOUGH && tail.listed,
    })
}

/// `J. Daniels`: an initial before a last name.
fn initials(reading: &Text<'_>, at: usize, token: Token) -> Option<Name> {
    let next = reading.token(at + 1).filter(|next| is_capital(*next) && next.end - next.start > 2)?;
    if !is_capital(token) || reading.gap(at + 1) != ". " || reading.letters == Letters::Shouted || !next.has(SMALL) {
        return None;
    }
    let (word, end) = read(reading, next);
    let frame = reading.frame(at);
    let mut points = CAPITAL_AT_START + if word.last { word.family } else { UNKNOWN };
    points += frame.map_or(0, |frame| framed(&frame));
    let tail = Tail { last: at + 1, end, points: 1, family: true, listed: true };
    points += around(reading, at, word, tail, frame);
    if word.common > 1 || reading.stop(at + 1) {
        points += AMONG_CAPITALS;
    }
    (points >= ENOUGH && !reading.is_code(token.start, end)).then_some(Name {
        start: token.start,
        end,
        next: at + 2,
        frame: frame.map(|frame| frame.matcher),
        sure: false,
    })
}

/// What the lists know of a word, and where the name in it ends: `Maria's` is Maria.
pub(super) fn read(reading: &Text<'_>, token: Token) -> (Word, u32) {
    let text = reading.text.get(token.start as usize..token.end as usize).unwrap_or_default();
    match text.strip_suffix("'s").or_else(|| text.strip_suffix("'S")) {
        Some(stem) => (Word::of(hash_word(stem)), token.end - 2),
        None => (Word::of(token.hash), token.end),
    }
}

fn framed(frame: &Frame) -> i32 {
    FRAMED.get(frame.rank).copied().unwrap_or_default() + if frame.label && frame.rank == 1 { LABELLED } else { 0 }
}

fn letters(reading: &Text<'_>, token: Token, at: usize, word: Word) -> i32 {
    if !token.has(CAPITAL) {
        let only_name = word.first && word.strong && word.common == 0 && !word.city && reading.stands_free(token);
        return if only_name { SMALL_NAME } else { SMALL_LETTERS };
    }
    match reading.letters {
        Letters::Shouted => CAPITALS_ONLY,
        Letters::Headline => CAPITAL_IN_HEADLINE,
        Letters::Mixed if reading.starts_sentence(at) || !token.has(SMALL) => CAPITAL_AT_START,
        Letters::Mixed => CAPITAL_WITHIN,
    }
}

/// What the first word is worth.
fn head(word: Word, capital: bool, always: bool, told: bool, tail: Tail) -> i32 {
    let alone = tail.points == 0 && !tail.listed;
    let pair = if tail.family && word.first { SIDE_BY_SIDE } else { 0 };
    let family = if word.last {
        let small = if capital || word.common == 0 { 0 } else { FAMILY_AS_SMALL_WORD };
        match (always, word.common) {
            (true, 2..) => word.family + FAMILY_AS_COMMON_WORD - small,
            (true, _) => word.family - small,
            (false, 0) => word.family + FAMILY_ALONE,
            (false, _) => word.family + FAMILY_ALONE + THING,
        }
    } else {
        i32::MIN / 4
    };
    let unknown = match (capital, word.common) {
        (true, 0) if !alone && tail.family => 0,
        (true, 0) => UNKNOWN,
        (false, 0) if told => UNKNOWN_SMALL,
        _ => i32::MIN / 4,
    };
    let given = if word.first { word.given + pair } else { i32::MIN / 4 };
    if word.listed() && unknown < 0 {
        given.max(family).max(if alone { given } else { unknown.min(0) })
    } else {
        given.max(family).max(unknown)
    }
}

//! From a word on: is a name here, and how far does it go?

use super::clues::{self, Stretch};
use super::context::{Frame, Letters, Text, is_camel};
use super::evidence::*;
use super::{is_capital, is_title};
use crate::detect::lexicon;
use crate::detect::pack::Class;
use crate::detect::tokens::{CAPITAL, CAPITALS, DIGIT, SMALL, Token};
use crate::event::words::{Words, extend, hash_word};

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

/// What follows the first word of a name.
#[derive(Clone, Copy)]
struct Tail {
    /// Index of the last word.
    last: usize,
    end: u32,
    points: i32,
    /// A word that is a last name by the lists, and one that is listed at all.
    family: bool,
    listed: bool,
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
    let tail = tail(reading, at, end, capital, word.first || frame.is_some_and(|frame| frame.rank < 2));
    if capital
        && !token.has(SMALL)
        && tail.last == at
        && reading.letters == Letters::Mixed
        && token.end - token.start < 5
    {
        points += ACRONYM;
    }
    // In small letters an unknown word is a name right behind an introduction only.
    let told = frame.is_some_and(|frame| frame.rank == 0 && !frame.label)
        && reading.gap(at) == " "
        && token.end - token.start > 3
        && !is_title(reading.token(at.saturating_sub(1)).unwrap_or(token))
        && lexicon::health(token.hash).is_none();
    points += head(word, capital, always, told, tail);
    points += tail.points + around(reading, at, word, tail, frame);
    if points < ENOUGH && points + CLUE + 1 >= ENOUGH {
        let stretch = Stretch {
            at,
            next: tail.last + 1,
            owns: tail.end < reading.token(tail.last).map_or(0, |last| last.end),
            single: tail.last == at,
            listed: word.first && word.common == 0,
        };
        points += clues::points(reading, stretch);
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
fn read(reading: &Text<'_>, token: Token) -> (Word, u32) {
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

/// What the words around a name say against it, and what its place says for it.
fn around(reading: &Text<'_>, at: usize, word: Word, tail: Tail, frame: Option<Frame>) -> i32 {
    let always = frame.is_some_and(|frame| frame.rank == 0);
    let mut points = 0;
    if reading.stop_phrase(at) {
        points += 2 * THING;
    }
    if reading.leaf.not_human > 0 && !always && !tail.family {
        points += ABOUT_ANIMALS;
    }
    if !always && (reading.thing(at) || reading.stop(at)) {
        points += IS_THING;
    }
    let next = tail.last + 1;
    let gap = reading.gap(next);
    if let Some(behind) = reading.token(next) {
        let shown = is_capital(behind);
        let close = matches!(gap, " " | "-" | "  ");
        let owns = tail.end < reading.token(tail.last).map_or(0, |last| last.end);
        if close && !(owns && always) && reading.thing(next) {
            points += if shown || !word.first || word.common > 0 { THING } else { SMALL_THING };
        } else if close
            && shown
            && !always
            && reading.letters == Letters::Mixed
            && behind.has(SMALL)
            && !reading.stop(next)
        {
            points += AMONG_CAPITALS;
        }
        let numbered =
            at.checked_sub(1).and_then(|before| reading.token(before)).is_some_and(|before| before.has(DIGIT));
        let street = lexicon::names(behind.hash).is_some_and(|entry| entry.is_any(Class::Street.bit()));
        if gap == " " && street && (numbered || (shown && !is_title(behind))) {
            points += THING;
        }
        let state = behind.end - behind.start == 2 && !behind.has(SMALL) && !behind.has(DIGIT);
        if gap == ", " && state && word.city {
            points += PLACE;
        }
        if matches!(gap, " & " | "&")
            && shown
            && !(word.given > 1 && Word::of(behind.hash).given > 1 && behind.has(SMALL))
        {
            points += THING;
        }
        let spoken_to = (gap == ", " || gap == ": ") && reading.speaks_to(next) && tail.last == at;
        if spoken_to && frame.is_none() && reading.starts_sentence(at) {
            points += SPOKEN_TO;
        }
    }
    if let Some(before) = at.checked_sub(1) {
        let before_gap = reading.gap(at);
        if matches!(before_gap, " " | ". ") && !always && reading.before_place(before) {
            points += PLACE;
        }
        if let Some(token) = reading.token(before)
            && before_gap == " "
            && frame.is_none()
            && is_capital(token)
            && token.has(SMALL)
            && reading.letters == Letters::Mixed
            && !is_title(token)
            && !reading.starts_sentence(before)
        {
            points += AMONG_CAPITALS;
        }
        if matches!(before_gap, " & " | "&")
            && reading.token(before).is_some_and(|before| Word::of(before.hash).given < 2)
        {
            points += THING;
        }
        // `573 Maple Dr. Can you …` against `on July 18 by Dr. Ng`
        let way = !always || at.checked_sub(2).and_then(|at| reading.token(at)).is_some_and(is_capital);
        if way && reading.in_street(at) {
            points += THING;
        }
        if word.city && !tail.listed && frame.is_none_or(|frame| frame.rank == 2) && reading.place_follows(before) {
            points += PLACE;
        }
    }
    if let Some(second) = reading.token(at + 1)
        && !always
        && let Some(first) = reading.token(at)
        && lexicon::names(extend(first.hash, second.hash)).is_some_and(|entry| entry.is_any(Class::City.bit()))
    {
        points += PLACE;
    }
    if word.city && !tail.listed && frame.is_none_or(|frame| frame.rank == 2) {
        points -= CITY_ALONE;
    }
    let small = !reading.token(at).is_some_and(|token| token.has(CAPITAL));
    let line = reading.gap(at).contains('\n')
        || reading.gap(at).ends_with("- ")
        || (small && matches!(reading.gap(at), ". " | "! " | ", " | " - " | " -"));
    let ends = next >= reading.leaf.tokens.len() || gap.contains('\n');
    if line && ends && at > 0 && !reading.is_list() {
        points += SIGNED;
    }
    points
}

/// `Lopez, Maria`, `LOPEZ MARIA`: last word, end, points.
fn reversed(reading: &Text<'_>, at: usize, word: Word) -> Option<(usize, u32, i32)> {
    let token = reading.token(at)?;
    let next = reading.token(at + 1)?;
    let gap = reading.gap(at + 1);
    let comma = matches!(gap, ", " | "," | "^");
    if gap == "^"
        && is_capital(token)
        && is_capital(next)
        && next.end - next.start > 2
        && token.end - token.start > 2
        && word.common < 3
    {
        // HL7 writes names so.
        let third = reading.token(at + 2).filter(|_| reading.gap(at + 2) == "^").filter(|third| is_capital(*third));
        return Some((at + 1 + usize::from(third.is_some()), third.map_or(next.end, |third| third.end), 2 * ENOUGH));
    }
    let shouted = gap == " " && !token.has(SMALL) && !next.has(SMALL) && !word.first;
    if !is_capital(token) || !is_capital(next) || !word.last || !(comma || shouted) || next.end - next.start < 2 {
        return None;
    }
    let (given, end) = read(reading, next);
    if !given.first || given.given < 2 || reading.thing(at) || reading.stop(at) || reading.stop(at + 1) {
        return None;
    }
    if word.city && comma && word.given > word.family {
        return None;
    }
    // Of two that are both, the first name comes first, unless a comma says otherwise.
    if (word.given >= word.family && word.first && given.family > 0) || (word.common > 1 && word.family < 2) {
        return None;
    }
    // `Hi Kelly, Maria called`: two people
    if comma && gap != "^" && word.first && word.given > 2 {
        return None;
    }
    let (mut last, mut finish) = (at + 1, end);
    if let Some(initial) = reading.token(at + 2)
        && initial.end - initial.start == 1
        && is_capital(initial)
        && matches!(reading.gap(at + 2), " " | "^")
    {
        (last, finish) = (at + 2, initial.end);
    }
    Some((last, finish, word.family + given.given + REVERSED))
}

/// How far the name goes on behind its first word.
fn tail(reading: &Text<'_>, at: usize, end: u32, capital: bool, first: bool) -> Tail {
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
        let thing = reading.thing(next) && !(known_head && word.last && word.bearers > 3);
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

/// `McDonald`, `DeShawn`, `LaTonya`, `O'Neil`: prefixes of names written with a capital behind them.
fn has_prefix(reading: &Text<'_>, token: Token) -> bool {
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

fn is_suffix(token: Token) -> bool {
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

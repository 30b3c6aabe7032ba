//! Names as files write them: the last name first.

use super::clues;
use super::context::{Letters, Text};
use super::evidence::{ENOUGH, REVERSED, Word};
use super::is_capital;
use super::span::read;
use super::tail::{is_suffix, reads_well};
use crate::detect::tokens::{CAPITAL, SMALL};

/// `Lopez, Maria`, `LOPEZ MARIA`: last word, end, points.
pub(super) fn reversed(reading: &Text<'_>, at: usize, word: Word) -> Option<(usize, u32, i32)> {
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
    if !is_capital(token) || !is_capital(next) || !(comma || shouted) || next.end - next.start < 2 || is_suffix(token) {
        return None;
    }
    if !word.last {
        let given = read(reading, next).0;
        let caps = !token.has(SMALL) && !given.listed() && reading.letters == Letters::Mixed;
        let half = comma
            && !word.listed()
            && word.common == 0
            && given.common == 0
            && (caps || (given.first && given.given > 1));
        return if half && reads_well(reading, token, 1) { half_known(reading, at, 2) } else { None };
    }
    let (given, end) = read(reading, next);
    if comma
        && !given.listed()
        && given.common == 0
        && word.common < 2
        && (!word.city || !token.has(SMALL))
        && !reading.stop(at)
    {
        return half_known(reading, at, word.family);
    }
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
    let initial = reading.token(at + 2).is_some_and(|third| third.end - third.start == 1 && is_capital(third));
    if comma && gap != "^" && word.first && word.given > 2 && !initial {
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

/// `Gomez, Lakeithra M`: one of the two is of no list, but the form is that of files.
fn half_known(reading: &Text<'_>, at: usize, points: i32) -> Option<(usize, u32, i32)> {
    let (head, next) = (reading.token(at)?, reading.token(at + 1)?);
    let begins = at == 0 || reading.starts_sentence(at) || reading.frame(at).is_some() || reading.gap(at).contains(',');
    let alike = head.has(SMALL) == next.has(SMALL);
    let initial = reading
        .token(at + 2)
        .filter(|third| third.end - third.start == 1 && is_capital(*third) && reading.gap(at + 2) == " ");
    // `LINDQVIST, JI-WOO`
    let second = reading.token(at + 2).filter(|third| reading.gap(at + 2) == "-" && is_capital(*third)).or(initial);
    let last = at + 1 + usize::from(second.is_some());
    let gap = reading.gap(last + 1);
    let goes_on = gap.starts_with([',', ' '])
        && reading
            .token(last + 1)
            .is_some_and(|token| token.has(CAPITAL) && token.has(SMALL) && reading.letters == Letters::Mixed);
    let listed = Word::of(next.hash).listed();
    if !alike
        || !(initial.is_some() || begins)
        || (goes_on && initial.is_none())
        || clues::joins(reading.token(last + 1).unwrap_or(head))
    {
        return None;
    }
    let least = if initial.is_some() || points > 1 && Word::of(head.hash).last { 0 } else { 2 };
    if !listed && !reads_well(reading, next, least) {
        return None;
    }
    Some((last, second.map_or(next.end, |second| second.end), points.max(1) + REVERSED + 2))
}

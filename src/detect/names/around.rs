//! What the words around a name say against it, what its place says for it, and what no other evidence outweighs.

use super::clues;
use super::context::{Frame, Letters, Text};
use super::evidence::*;
use super::tail::{Tail, is_suffix};
use super::{is_capital, is_title};
use crate::detect::lexicon;
use crate::detect::pack::Class;
use crate::detect::tokens::{CAPITAL, DIGIT, SMALL, Token};
use crate::event::words::extend;

/// What the words around a name say against it, and what its place says for it.
pub(super) fn around(reading: &Text<'_>, at: usize, word: Word, tail: Tail, frame: Option<Frame>) -> i32 {
    let always = frame.is_some_and(|frame| frame.rank == 0);
    let mut points = 0;
    if reading.stop_phrase(at) {
        points += 2 * THING;
    }
    let owns = tail.end < reading.token(tail.last).map_or(0, |last| last.end);
    let called = || at.checked_sub(1).is_some_and(|before| reading.is_named(before));
    if reading.leaf.not_human > 0 && !tail.family && (!always || called()) {
        points += ABOUT_ANIMALS;
    }
    if !always && (reading.thing(at) || reading.stop(at)) {
        points += IS_THING;
        if tail.last == at && frame.is_none_or(|frame| frame.rank > 1) {
            points -= 1;
        }
        // `a gift card of Levi's`
        if owns && !reading.token(tail.last + 1).is_some_and(clues::is_owned) {
            points += IS_THING;
        }
    }
    if reading.gap(at) == ": " && at.checked_sub(1).is_some_and(|before| reading.names_goods(before)) {
        points += PLACE;
    }
    let next = tail.last + 1;
    let gap = reading.gap(next);
    if let Some(behind) = reading.token(next) {
        let shown = is_capital(behind);
        let close = matches!(gap, " " | "-" | "  ");
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
        // `on Maple Dr, sorry` against `Maple, Dr. Ng`
        let doctor = is_title(behind) && reading.token(next + 1).is_some_and(is_capital);
        if gap == " " && street && (numbered || (shown && !doctor)) {
            points += THING;
        }
        if gap == " " && tail.last == at && frame.is_none() && is_suffix(behind) && !behind.has(SMALL) {
            points += THING; // `Henry IV`
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
        let named = |token: Token| is_capital(token) && token.end - token.start > 2;
        let way = !always || at.checked_sub(2).and_then(|at| reading.token(at)).is_some_and(named);
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

/// What no other evidence outweighs: it is a brand of several words, a drug, an insurer.
pub(super) fn refuted(reading: &Text<'_>, at: usize, word: Word, last: usize, frame: Option<Frame>) -> bool {
    let introduced = frame.is_some_and(|frame| frame.rank == 0) && reading.gap(at) == " ";
    if let Some(begins) = reading.stop_of_several(at)
        && !(introduced && begins)
    {
        return true;
    }
    // `Santa Monica Pier`, `Hilton San Jose`
    let city = |at: usize| {
        let (Some(first), Some(second)) = (reading.token(at), reading.token(at + 1)) else { return false };
        is_capital(first)
            && is_capital(second)
            && reading.gap(at + 1) == " "
            && lexicon::names(extend(first.hash, second.hash)).is_some_and(|entry| entry.is_any(Class::City.bit()))
    };
    if !introduced && (at.checked_sub(1).is_some_and(city) || (last > at + 1 && city(at + 1))) {
        return true;
    }
    // `Medi-Cal`
    let within = |token: Token| reading.leaf.terms.iter().any(|term| term.start < token.start && term.end >= token.end);
    if reading.token(at).is_some_and(within) {
        return true;
    }
    let term = |token: Token| {
        let covered = reading.leaf.terms.iter().any(|term| term.start <= token.start && term.end > token.start);
        covered || lexicon::health(token.hash).is_some_and(|entry| entry.classes() != 0)
    };
    !word.listed() && reading.token(at).is_some_and(term)
}

//! Words beside a name that speak for it: what persons do and have, where they stand in a sentence.
//!
//! Looked at only where the name itself says neither yes nor no.

use super::context::{Letters, Text};
use super::evidence::{CLUE, Word};
use super::is_title;
use crate::detect::leaf::Leaf;
use crate::detect::lexicon;
use crate::detect::tokens::{CAPITAL, DIGIT, SMALL, Token};
use crate::event::words::Words;

/// A stretch of words that may be a name.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    /// Its first word.
    pub at: usize,
    /// The word behind its last.
    pub next: usize,
    /// It is `Maria's`.
    pub owns: bool,
    /// It is of one word.
    pub single: bool,
    /// Its first word is on the lists, or has capitals as it should.
    pub listed: bool,
}

/// What stands beside says for `stretch`.
pub(super) fn points(reading: &Text<'_>, stretch: Stretch) -> i32 {
    let Stretch { at, next, owns, single, listed } = stretch;
    let Some(head) = reading.token(at) else { return 0 };
    let word = Word::of(head.hash);
    let written = if head.has(CAPITAL) {
        head.has(SMALL) || reading.letters != Letters::Mixed
    } else {
        word.first && word.strong && word.common == 0 && reading.stands_free(head)
    };
    let other = lexicon::health(head.hash).is_some_and(|entry| entry.classes() != 0);
    if !written || other || word.common > 1 || reading.stop(at) {
        return 0;
    }
    let human = reading.leaf.not_human == 0;
    let gap = reading.gap(next);
    let behind = reading.token(next);
    let capital = head.has(CAPITAL);
    let mut points = 0;
    if owns && human {
        points += behind.filter(|_| gap == " ").map_or(0, |behind| owned(reading.leaf, behind));
    } else if let Some(behind) = behind {
        let capital_behind = reading.token(next + 1).is_some_and(|token| token.has(CAPITAL));
        let speaks = SAYS.hold(behind.hash)
            || (HOUSEHOLD.hold(behind.hash) && word.last)
            || (SPEAKS.hold(behind.hash) && !capital_behind);
        let told_of = matches!(gap, ", " | " (" | ". " | " ") && TOLD_OF.hold(behind.hash);
        let does = gap == " " && DOES.hold(behind.hash);
        if told_of || (gap == " " && speaks) || (does && listed) {
            points += CLUE;
        } else if does {
            points += CLUE - 2;
        }
    }
    if let Some(before) = at.checked_sub(1).and_then(|at| reading.token(at)).filter(|_| reading.gap(at) == " ") {
        let called = single && capital && (gap.is_empty() || gap.starts_with([',', ':', '!', '?', '.']));
        if (ASKED.hold(before.hash) && capital) || (called && CALLED.hold(before.hash)) {
            points += CLUE - 2;
        }
    }
    // `Clifton, bring a stool sample`
    let first = at == 0 || reading.gap(at).ends_with(['\n', '>']);
    if first
        && human
        && !word.city
        && (single || word.common == 0)
        && capital
        && gap == ", "
        && behind.is_some_and(|behind| !behind.has(CAPITAL) && !behind.has(DIGIT))
    {
        points += CLUE;
    }
    // `We'll text you, Zhenghao.`
    let ends = behind.is_none() || gap.contains('\n');
    let closes = gap.trim_start_matches([')', '"', '\'']).is_empty() || gap.starts_with(['.', '!', '?', '\n', '<']);
    if human
        && !word.city
        && (ends || gap.starts_with(['!', '?']))
        && closes
        && at > 1
        && single
        && matches!(reading.gap(at), ", " | "! " | "? " | ". " | " - ")
    {
        points += if capital || reading.gap(at) != ". " { CLUE } else { CLUE - 2 };
    }
    // `Some wheezing is normal, Ragnhild. Keep …`
    let small = |at: usize| reading.token(at).is_some_and(|token| !token.has(CAPITAL) && !token.has(DIGIT));
    if human
        && !word.city
        && single
        && capital
        && !ends
        && at > 1
        && gap == ". "
        && reading.gap(at) == ", "
        && small(at - 1)
    {
        points += CLUE;
    }
    // `Babajide has a fever`
    if capital && !word.listed() && gap == " " && !reading.leaf.terms.is_empty() {
        points += i32::from(behind.is_some_and(|behind| SUFFERS.hold(behind.hash)));
    }
    points
}

/// What the thing behind `Maria's` says: persons have relatives, bodies and appointments.
fn owned(leaf: &Leaf, thing: Token) -> i32 {
    let health = lexicon::health(thing.hash).is_some_and(|entry| entry.classes() != 0)
        || leaf.terms.binary_search_by_key(&thing.start, |hit| hit.start).is_ok();
    if health || OWNED.hold(thing.hash) { CLUE } else { 0 }
}

/// Whether it is something that only persons have.
pub(super) fn is_owned(thing: Token) -> bool {
    OWNED.hold(thing.hash)
}

/// Whether word `at` joins names: `Graciela, Eliza and Mimi`.
pub(super) fn joins(token: Token) -> bool {
    const WORDS: Words<5> = Words::new(["and", "y", "e", "n", "or"]);
    WORDS.hold(token.hash)
}

/// What persons say and suffer, in the form in which it stands behind their names.
const SAYS: Words<30> = Words::new([
    "said",
    "says",
    "told",
    "asked",
    "asks",
    "texted",
    "emailed",
    "wrote",
    "replied",
    "sang",
    "drives",
    "drove",
    "died",
    "fell",
    "vomited",
    "woke",
    "slept",
    "refused",
    "refuses",
    "denies",
    "denied",
    "complained",
    "lives",
    "nominated",
    "thinks",
    "hates",
    "dijo",
    "dice",
    "vive",
    "viven",
]);

/// What persons of whom health is told do.
const SUFFERS: Words<6> = Words::new(["has", "had", "was", "is", "needs", "takes"]);

/// `the Perry family`
const HOUSEHOLD: Words<4> = Words::new(["family", "household", "residence", "wedding"]);

/// `Did Yasmeena get it?`
const ASKED: Words<18> = Words::new([
    "did", "will", "let", "tell", "ask", "give", "bring", "page", "remind", "ping", "told", "asked", "gave", "brought",
    "sister", "brother", "under", "help",
]);

/// `Good news Sawyer:`
const CALLED: Words<24> = Words::new([
    "news",
    "problem",
    "worries",
    "week",
    "day",
    "weekend",
    "evening",
    "night",
    "afternoon",
    "sure",
    "ok",
    "okay",
    "yes",
    "no",
    "please",
    "sorry",
    "ready",
    "soon",
    "you",
    "home",
    "great",
    "perfect",
    "alright",
    "again",
]);

/// What only persons do, in the form in which it stands behind their names.
const DOES: Words<42> = Words::new([
    "threw",
    "reported",
    "feels",
    "felt",
    "moved",
    "works",
    "worked",
    "knows",
    "loves",
    "joined",
    "joins",
    "turned",
    "turns",
    "tested",
    "passed",
    "missed",
    "forgot",
    "wants",
    "needs",
    "took",
    "takes",
    "gave",
    "got",
    "brought",
    "left",
    "came",
    "went",
    "orders",
    "ordered",
    "pushed",
    "confirmed",
    "signed",
    "cannot",
    "cant",
    "did",
    "didnt",
    "doesnt",
    "hasnt",
    "wasnt",
    "isnt",
    "had",
    "tiene",
]);

/// `Ikraan here`, `Thangavel speaking`.
const SPEAKS: Words<3> = Words::new(["here", "speaking", "again"]);

/// `Zbyszek, birthday 6/10/2016`.
const TOLD_OF: Words<30> = Words::new([
    "birthday", "born", "dob", "age", "aged", "bday", "mrn", "rn", "lcsw", "md", "do", "np", "dds", "phd", "dmd",
    "psyd", "pharmd", "lmft", "lpc", "lmhc", "crnp", "aprn", "fnp", "lpn", "cna", "cgc", "rdn", "dpt", "ssn", "nacido",
]);

/// What only persons have.
const OWNED: Words<66> = Words::new([
    "mom",
    "mother",
    "dad",
    "father",
    "cousin",
    "sister",
    "brother",
    "son",
    "daughter",
    "wife",
    "husband",
    "parents",
    "kids",
    "kid",
    "children",
    "child",
    "baby",
    "birthday",
    "bday",
    "graduation",
    "appointment",
    "appt",
    "visit",
    "surgery",
    "wedding",
    "house",
    "plants",
    "merge",
    "turn",
    "insurance",
    "chart",
    "file",
    "account",
    "school",
    "room",
    "name",
    "number",
    "phone",
    "cell",
    "email",
    "office",
    "doctor",
    "teacher",
    "aunt",
    "uncle",
    "friend",
    "boyfriend",
    "girlfriend",
    "partner",
    "grandma",
    "grandpa",
    "grandmother",
    "grandfather",
    "arm",
    "leg",
    "knee",
    "back",
    "head",
    "labs",
    "results",
    "care",
    "meds",
    "medication",
    "funeral",
    "place",
    "team",
]);

/// Whether word `at` may be a name beside another one: not a word of the language, not a place, written as that one is.
pub(super) fn may_join(reading: &Text<'_>, at: usize, capital: bool) -> bool {
    reading.token(at).is_some_and(|token| {
        let word = Word::of(token.hash);
        token.has(CAPITAL) == capital
            && !token.has(DIGIT)
            && token.end - token.start > 2
            && word.common < 2
            && !is_title(token)
            && !reading.contracted(token)
            && !reading.stop(at)
            && reading.stands_free(token)
            && (word.first || !word.city)
            && (capital || (word.first && word.common == 0))
            && !reading.thing(at)
            && lexicon::health(token.hash).is_none_or(|entry| entry.classes() == 0)
    })
}

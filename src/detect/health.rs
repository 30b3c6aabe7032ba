//! Health information in words: terms of the dictionaries and of the packs, tests with their results, appointments.
//!
//! A term that counts alone is reported wherever it stands. An ambiguous one (`cold`, `discharge`, `MS`) needs company in the
//! same text: a word of care, a term that counts alone, a second ambiguous one, somebody who has it (`I have a rash`), or a
//! key that names it. Where the text speaks of animals or machines, words prove nothing; where it speaks of health in general
//! (`charity run`, `researchers found`), they are reported as `low`. [`frames`] weighs whom a text speaks of.

use std::cell::OnceCell;

use crate::detect::candidate::Candidate;
use crate::detect::detector::Detector;
use crate::detect::frames;
use crate::detect::leaf::{Leaf, TermHit, WordHit};
use crate::detect::level::Level;
use crate::detect::pack::Class;
use crate::detect::{Category, Confidence, Matcher, Strength};

/// Classes that are findings by themselves, in the order in which a term of several is reported.
const FINDINGS: [Class; 6] =
    [Class::Drug, Class::Condition, Class::Symptom, Class::Procedure, Class::Treatment, Class::Insurance];

const fn bits(classes: &[Class]) -> u32 {
    let mut bits = 0;
    let mut at = 0;
    while at < classes.len() {
        bits |= classes[at].bit();
        at += 1;
    }
    bits
}

const FINDING: u32 = bits(&FINDINGS);
const COMPANY: u32 = FINDING | Class::Lab.bit();
/// Two ambiguous terms of these classes make each other out. Brand names and payers are first names and companies too often.
const SECOND: u32 = COMPANY & !bits(&[Class::Drug, Class::Insurance]);
/// What somebody has, suffers or undergoes: `I have shingles`, `her stroke`.
const SUFFERED: u32 = bits(&[Class::Condition, Class::Symptom, Class::Procedure]);
/// What somebody takes or gets: `I am taking iron`.
const TAKEN: u32 = bits(&[Class::Drug, Class::Treatment]);
/// The fewest words of a story.
const STORY: usize = 40;
/// What makes an appointment one with a health provider.
const PROVIDER: u32 = FINDING | bits(&[Class::Lab, Class::Specialty, Class::Facility]);

/// What care consists of.
const SERVICE: u32 =
    bits(&[Class::Procedure, Class::Treatment, Class::Lab, Class::Specialty, Class::Facility, Class::Insurance]);

/// Adds what a text says about health. What the keys above it say, names an ambiguous term (`concern: "hair loss"`) or
/// speaks against all of them (`pet_condition`).
pub(crate) fn find(detector: &Detector, text: &str, leaf: &Leaf, level: Level, candidates: &mut Vec<Candidate>) {
    let strong = leaf.terms.iter().filter(|hit| hit.strong & COMPANY != 0).count();
    // A dog in a long story of somebody's illness is not whom the story is about.
    let not_human = leaf.not_human > 1 || (leaf.not_human > 0 && (strong < 3 || leaf.tokens.len() < STORY));
    own_terms(detector, leaf, not_human, candidates);
    if not_human {
        return;
    }
    let ambiguous = different(leaf);
    let is_name = |candidate: &Candidate| {
        detector.matchers.get(candidate.matcher as usize).is_some_and(|matcher| matcher.category == Category::Name)
    };
    let (named, personal) = (candidates.iter().any(is_name), OnceCell::new());
    let personal = || *personal.get_or_init(|| named || frames::is_personal(leaf));
    let remote = OnceCell::new();
    let remote = || *remote.get_or_init(|| !named && frames::is_remote(leaf));
    for hit in &leaf.terms {
        let sure = hit.strong & FINDING != 0;
        let cared_for = leaf.care || leaf.provider || strong > usize::from(sure);
        let classes = if sure { hit.strong } else { hit.ambiguous };
        let Some(class) = FINDINGS.iter().find(|class| classes & class.bit() != 0) else { continue };
        for &matcher in detector.lexicon.get(*class as usize).into_iter().flatten() {
            let index = matcher as usize;
            if level.excluded.contains(index) {
                continue;
            }
            let confidence = match sure {
                true if cared_for || ambiguous > 1 => Confidence::High,
                true if remote() => Confidence::Low,
                true => Confidence::Medium,
                false if level.keyword.contains(index) => Confidence::Medium,
                false if class.bit() & SUFFERED != 0 && frames::is_suffered(leaf, hit, named) => Confidence::Medium,
                false if class.bit() & TAKEN != 0 && frames::is_taken(leaf, hit, named) => Confidence::Medium,
                false if *class == Class::Insurance && frames::is_covered(leaf, hit, named) => Confidence::Medium,
                false if cared_for && personal() => Confidence::Medium,
                false if cared_for || ambiguous > 1 => Confidence::Low,
                false => continue,
            };
            let denied = confidence == Confidence::High && frames::is_denied(leaf, hit);
            let confidence = if denied { Confidence::Medium } else { confidence };
            candidates.push(candidate(matcher, hit, sure, confidence));
        }
    }
    for class in [Class::Lab, Class::Specialty, Class::Facility] {
        for hit in leaf.terms.iter().filter(|hit| hit.strong & class.bit() != 0 && hit.strong & FINDING == 0) {
            for &matcher in detector.lexicon.get(class as usize).into_iter().flatten() {
                // A house of care called by its name says nothing of anybody: `Lakeside Cancer Center`.
                let told =
                    strong > 0 || leaf.care || level.keyword.contains(matcher as usize) || (personal() && !remote());
                let confidence = if told { Confidence::Medium } else { Confidence::Low };
                candidates.push(candidate(matcher, hit, true, confidence));
            }
        }
    }
    lab_values(detector, text, leaf, candidates);
    appointment(detector, text, leaf, candidates);
}

/// Whether a text speaks of somebody's health: of a practitioner or facility, or with a term that counts alone.
pub(crate) fn speaks_of_health(leaf: &Leaf) -> bool {
    (leaf.provider || leaf.terms.iter().any(|hit| hit.strong & COMPANY != 0))
        && leaf.not_human == 0
        && !frames::is_about_nobody(leaf)
}

/// How many different ambiguous terms make each other out, at most two. Acronyms may be those of anything.
fn different(leaf: &Leaf) -> usize {
    let last_word = |hit: &TermHit| leaf.tokens.get((hit.next_token as usize).wrapping_sub(1)).map(|token| token.hash);
    let mut words = leaf.terms.iter().filter(|hit| hit.ambiguous & SECOND != 0 && !hit.acronym).map(last_word);
    match words.next() {
        None => 0,
        Some(first) => 1 + usize::from(words.any(|word| word != first)),
    }
}

/// Lowers what was found in a text about health in general, in which nothing is said of anybody. Words that need company
/// have none there. Codes and results are somebody's wherever they stand.
pub(crate) fn lower_if_about_nobody(detector: &Detector, leaf: &Leaf, candidates: &mut Vec<Candidate>) {
    let words = |candidate: &Candidate| {
        detector.matchers.get(candidate.matcher as usize).is_some_and(|matcher| WORDS.contains(&matcher.category))
    };
    if !candidates.iter().any(words) || !frames::is_about_nobody(leaf) {
        return;
    }
    candidates.retain(|candidate| candidate.strength != Strength::Weak || !words(candidate));
    for candidate in candidates.iter_mut().filter(|candidate| words(candidate)) {
        candidate.confidence = Confidence::Low;
    }
}

/// Categories of health that are told in words.
const WORDS: [Category; 7] = [
    Category::Drug,
    Category::Condition,
    Category::Symptom,
    Category::Procedure,
    Category::Treatment,
    Category::Insurance,
    Category::AppointmentHealth,
];

/// Whether a text without any term may still speak of health: of an appointment.
pub(crate) fn may_be_appointment(detector: &Detector, leaf: &Leaf) -> bool {
    detector.appointments.is_some_and(|matcher| leaf.keyword.contains(matcher as usize))
}

/// Adds the health words of a key: there they are names of facts (`hiv_positive`), not prose. An ambiguous one needs a word
/// that makes it somebody's (`has_depression`).
pub(crate) fn in_key(detector: &Detector, key: &str, terms: &[TermHit], candidates: &mut Vec<Candidate>) {
    for hit in terms {
        let (sure, ambiguous) = (hit.strong & (FINDING | Class::Lab.bit()), hit.ambiguous & SUFFERED);
        let classes = if sure != 0 { sure } else { ambiguous };
        if classes == 0 || (sure == 0 && !frames::key_speaks_of_somebody(key)) {
            continue;
        }
        let class = FINDINGS.iter().chain(&[Class::Lab]).find(|class| classes & class.bit() != 0);
        for matcher in class.and_then(|class| detector.lexicon.get(*class as usize)).into_iter().flatten() {
            candidates.push(candidate(*matcher, hit, sure != 0, Confidence::Medium));
        }
    }
}

fn candidate(matcher: u16, hit: &TermHit, sure: bool, confidence: Confidence) -> Candidate {
    let strength = if sure { Strength::Pattern } else { Strength::Weak };
    Candidate { matcher, start: hit.start, end: hit.end, strength, confidence }
}

/// Word lists of the packs.
fn own_terms(detector: &Detector, leaf: &Leaf, not_human: bool, candidates: &mut Vec<Candidate>) {
    if leaf.term.is_empty() {
        return;
    }
    let company = leaf.care || leaf.provider || leaf.terms.iter().any(|hit| hit.strong & COMPANY != 0);
    for hit in &leaf.words {
        for index in hit.term.iter() {
            let Some(matcher) = detector.matchers.get(index) else { continue };
            if matcher.ambiguous && (!company || not_human) {
                continue;
            }
            let confidence = match matcher.alone {
                _ if not_human => Confidence::Low,
                Some(confidence) => confidence,
                None if matcher.ambiguous => Confidence::Low,
                None => Confidence::Medium,
            };
            let Matcher { strength, .. } = *matcher;
            candidates.push(Candidate { matcher: index as u16, start: hit.start, end: hit.end, strength, confidence });
        }
    }
}

/// A test with its result: `A1C 7.2 %`, `LDL is 130 mg/dL`, `potassium: 5.1`.
fn lab_values(detector: &Detector, text: &str, leaf: &Leaf, candidates: &mut Vec<Candidate>) {
    let Some(matcher) = detector.lab_values else { return };
    for hit in &leaf.terms {
        let (strong, ambiguous) = (hit.strong & Class::Lab.bit() != 0, hit.ambiguous & Class::Lab.bit() != 0);
        if !strong && !ambiguous {
            continue;
        }
        let Some(result) = result_after(text, hit.end as usize) else { continue };
        let unit = unit_after(text, result.end);
        // A bare number behind a word that means other things too is no result, unless both look like one: `WBC 14.2`.
        let short = hit.next_token as usize - 1;
        let written = || result.fraction && leaf.tokens.get(short).is_some_and(|token| token.is_acronym());
        let enough = unit.is_some() || (strong && (result.fraction || leaf.care)) || written();
        if enough {
            let end = unit.unwrap_or(result.end) as u32;
            let confidence = if unit.is_some() { Confidence::High } else { Confidence::Medium };
            candidates.push(Candidate { matcher, start: hit.start, end, strength: Strength::Pattern, confidence });
        }
    }
}

struct Number {
    end: usize,
    fraction: bool,
}

/// Words and marks that may stand between a test and its result.
const BETWEEN: [&str; 16] = [
    "is", "was", "of", "at", "level", "levels", "result", "results", "came", "back", "now", "reading", "value", "test",
    "es", "de",
];
const FARTHEST: usize = 32;

fn result_after(text: &str, from: usize) -> Option<Number> {
    let rest = text.get(from..)?;
    let rest = rest.get(..rest.len().min(FARTHEST + 12)).unwrap_or(rest);
    let digit = rest.find(|unit: char| unit.is_ascii_digit()).filter(|at| *at <= FARTHEST)?;
    let between = rest.get(..digit)?;
    let word = |word: &str| BETWEEN.iter().any(|known| known.eq_ignore_ascii_case(word));
    if !between.split(|unit: char| " \t:=-(<>~,".contains(unit)).all(|part| part.is_empty() || word(part)) {
        return None;
    }
    let number = rest.get(digit..)?;
    let length = number.find(|unit: char| !unit.is_ascii_digit() && unit != '.' && unit != '/').unwrap_or(number.len());
    let number = number.get(..length)?.trim_end_matches(['.', '/']);
    // 12/05/2024 is a day, 140/90 is a blood pressure
    (number.matches('/').count() < 2 && number.len() <= 8)
        .then(|| Number { end: from + digit + number.len(), fraction: number.contains(['.', '/']) })
}

/// The end of a unit of measurement behind a number. Units are written as they are, so they are compared as they are.
fn unit_after(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    let unit = rest.get(blank..)?;
    UNITS
        .iter()
        .filter(|known| unit.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known)))
        .filter(|known| !unit.as_bytes().get(known.len()).is_some_and(u8::is_ascii_alphanumeric))
        .map(|known| from + blank + known.len())
        .max()
}

/// Units of laboratory results and vital signs.
const UNITS: [&str; 40] = [
    "%",
    "mg/dL",
    "mmol/L",
    "mmol/mol",
    "g/dL",
    "g/L",
    "mg/L",
    "mcg/dL",
    "mcg/L",
    "ug/dL",
    "ng/mL",
    "ng/dL",
    "ng/L",
    "pg/mL",
    "pmol/L",
    "nmol/L",
    "umol/L",
    "U/L",
    "IU/L",
    "IU/mL",
    "mIU/L",
    "mIU/mL",
    "uIU/mL",
    "mEq/L",
    "K/uL",
    "M/uL",
    "cells/uL",
    "cells/mm3",
    "copies/mL",
    "fL",
    "pg",
    "mm/hr",
    "mL/min",
    "mmHg",
    "mm Hg",
    "bpm",
    "kg/m2",
    "mg/g",
    "10^3/uL",
    "x10^9/L",
];

/// An appointment word in a text that names a provider, a facility or a health matter. Where a word of care is all there is,
/// it takes a visit: a lecture with Dr. Smith is scheduled, too.
fn appointment(detector: &Detector, text: &str, leaf: &Leaf, candidates: &mut Vec<Candidate>) {
    let Some(matcher) = detector.appointments else { return };
    let index = matcher as usize;
    let provider = leaf.terms.iter().any(|hit| hit.strong & PROVIDER != 0);
    // `Sunrise Medical Group`, `the nurse`: no proof of anything else, but of what kind of appointment it is.
    let likely = leaf.care || leaf.terms.iter().any(|hit| hit.ambiguous & PLACE != 0);
    if !leaf.keyword.contains(index) {
        return;
    }
    if !(provider || likely) {
        // Whose it is, is said, but not of what kind: `can you move my appt`.
        let mine = |hit: &&WordHit| hit.keyword.contains(index) && frames::is_own_appointment(leaf, hit.start);
        if let Some(hit) = leaf.words.iter().find(mine) {
            let (strength, confidence) = (Strength::Weak, Confidence::Low);
            candidates.push(Candidate { matcher, start: hit.start, end: hit.end, strength, confidence });
        }
        return;
    }
    // Whoever is sick may be seen tomorrow; it takes a place, a field or a deed of care to make that an appointment.
    let service = leaf.terms.iter().any(|hit| hit.strong & SERVICE != 0);
    let fits = |hit: &WordHit| {
        let word = text.get(hit.start as usize..hit.end as usize).unwrap_or_default();
        let visit = VISITS.iter().any(|visit| visit.eq_ignore_ascii_case(word));
        let elsewhere = word.eq_ignore_ascii_case("visit")
            && leaf.tokens.get(hit.next_token as usize).is_some_and(|next| {
                let next = text.get(next.start as usize..next.end as usize).unwrap_or_default();
                GUESTS.iter().any(|guest| guest.eq_ignore_ascii_case(next))
            });
        (service || visit) && !elsewhere
    };
    let hit = leaf.words.iter().filter(|hit| hit.keyword.contains(index)).find(|hit| fits(hit));
    if let Some(hit) = hit {
        let confidence = if provider { Confidence::High } else { Confidence::Medium };
        candidates.push(Candidate { matcher, start: hit.start, end: hit.end, strength: Strength::Pattern, confidence });
    }
}

/// Who or what gives care.
const PLACE: u32 = bits(&[Class::Specialty, Class::Facility]);

/// What is visited otherwise: `visit us online`, `visit my mother`.
const GUESTS: [&str; 12] =
    ["us", "our", "my", "www", "http", "https", "family", "friends", "him", "her", "them", "relatives"];

/// Appointments that need no more than a word of care beside them.
const VISITS: [&str; 6] = ["appointment", "appt", "appointments", "visit", "cita", "citas"];

//! Health information in words: terms of the dictionaries and of the packs, tests with their results, appointments.
//!
//! A term that counts alone is reported wherever it stands. An ambiguous one (`cold`, `discharge`, `MS`) needs company in the
//! same text: a word of care, a term that counts alone, or a second ambiguous one. Where the text speaks of animals or
//! machines, words prove nothing.

use crate::detect::candidate::Candidate;
use crate::detect::detector::Detector;
use crate::detect::leaf::{Leaf, TermHit};
use crate::detect::pack::Class;
use crate::detect::{Confidence, Matcher, Strength};

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
/// What makes an appointment one with a health provider.
const PROVIDER: u32 = FINDING | bits(&[Class::Lab, Class::Specialty, Class::Facility]);

/// Adds what a text says about health.
pub(crate) fn find(detector: &Detector, text: &str, leaf: &Leaf, candidates: &mut Vec<Candidate>) {
    own_terms(detector, leaf, candidates);
    if leaf.not_human {
        return;
    }
    let strong = leaf.terms.iter().filter(|hit| hit.strong & COMPANY != 0).count();
    let ambiguous = leaf.terms.iter().filter(|hit| hit.ambiguous & SECOND != 0).count();
    for hit in &leaf.terms {
        let sure = hit.strong & FINDING != 0;
        let company = leaf.care || leaf.provider || strong > usize::from(sure) || ambiguous > 1;
        let classes = if sure { hit.strong } else { hit.ambiguous };
        let confidence = match (sure, company) {
            (true, true) => Confidence::High,
            (true, false) => Confidence::Medium,
            (false, true) => Confidence::Low,
            (false, false) => continue,
        };
        let class = FINDINGS.iter().find(|class| classes & class.bit() != 0);
        for matcher in class.and_then(|class| detector.lexicon.get(*class as usize)).into_iter().flatten() {
            candidates.push(candidate(*matcher, hit, sure, confidence));
        }
    }
    for class in [Class::Lab, Class::Specialty, Class::Facility] {
        for hit in leaf.terms.iter().filter(|hit| hit.strong & class.bit() != 0 && hit.strong & FINDING == 0) {
            for matcher in detector.lexicon.get(class as usize).into_iter().flatten() {
                let confidence = if strong > 0 || leaf.care { Confidence::Medium } else { Confidence::Low };
                candidates.push(candidate(*matcher, hit, true, confidence));
            }
        }
    }
    lab_values(detector, text, leaf, candidates);
    appointment(detector, leaf, candidates);
}

/// Adds the health words of a key: there they are names of facts (`hiv_positive`), not prose.
pub(crate) fn in_key(detector: &Detector, terms: &[TermHit], candidates: &mut Vec<Candidate>) {
    for hit in terms.iter().filter(|hit| hit.strong & FINDING != 0) {
        let class = FINDINGS.iter().find(|class| hit.strong & class.bit() != 0);
        for matcher in class.and_then(|class| detector.lexicon.get(*class as usize)).into_iter().flatten() {
            candidates.push(candidate(*matcher, hit, true, Confidence::Medium));
        }
    }
}

fn candidate(matcher: u16, hit: &TermHit, sure: bool, confidence: Confidence) -> Candidate {
    let strength = if sure { Strength::Pattern } else { Strength::Weak };
    Candidate { matcher, start: hit.start, end: hit.end, strength, confidence }
}

/// Word lists of the packs.
fn own_terms(detector: &Detector, leaf: &Leaf, candidates: &mut Vec<Candidate>) {
    if leaf.term.is_empty() {
        return;
    }
    let company = leaf.care || leaf.provider || leaf.terms.iter().any(|hit| hit.strong & COMPANY != 0);
    for hit in &leaf.words {
        for index in hit.term.iter() {
            let Some(matcher) = detector.matchers.get(index) else { continue };
            if matcher.ambiguous && (!company || leaf.not_human) {
                continue;
            }
            let confidence = match matcher.alone {
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
        // A bare number behind a word that means other things too is no result.
        let enough = unit.is_some() || (strong && (result.fraction || leaf.care));
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

/// An appointment word in a text that names a provider, a facility or a health matter.
fn appointment(detector: &Detector, leaf: &Leaf, candidates: &mut Vec<Candidate>) {
    let Some(matcher) = detector.appointments else { return };
    let index = matcher as usize;
    let provider = leaf.care || leaf.terms.iter().any(|hit| hit.strong & PROVIDER != 0);
    if !provider || !leaf.keyword.contains(index) {
        return;
    }
    if let Some(hit) = leaf.words.iter().find(|hit| hit.keyword.contains(index)) {
        let confidence =
            if leaf.terms.iter().any(|hit| hit.strong & PROVIDER != 0) { Confidence::High } else { Confidence::Medium };
        candidates.push(Candidate { matcher, start: hit.start, end: hit.end, strength: Strength::Pattern, confidence });
    }
}

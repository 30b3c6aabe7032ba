//! Health information in words: terms of the dictionaries and of the packs, tests with their results, appointments.
//!
//! A term that counts alone is reported wherever it stands. An ambiguous one (`cold`, `discharge`, `MS`) needs company in the
//! same text: a word of care, a term that counts alone, a second ambiguous one, somebody who has it (`I have a rash`), or a
//! key that names it. Where the text speaks of animals or machines, words prove nothing; where it speaks of health in general
//! (`charity run`, `researchers found`), they are reported as `low`. [`frames`] weighs whom a text speaks of.

use std::cell::OnceCell;

use crate::detect::appointments;
use crate::detect::candidate::Candidate;
use crate::detect::detector::Detector;
use crate::detect::frames;
use crate::detect::lab_values;
use crate::detect::leaf::{Leaf, TermHit};
use crate::detect::level::Level;
use crate::detect::pack::Class;
use crate::detect::tokens::{DIGIT, JOINED};
use crate::detect::{Category, Confidence, Matcher, Strength};

/// Classes that are findings by themselves, in the order in which a term of several is reported.
const FINDINGS: [Class; 6] =
    [Class::Drug, Class::Condition, Class::Symptom, Class::Procedure, Class::Treatment, Class::Insurance];

pub(crate) const fn bits(classes: &[Class]) -> u32 {
    let mut bits = 0;
    let mut at = 0;
    while at < classes.len() {
        bits |= classes[at].bit();
        at += 1;
    }
    bits
}

pub(crate) const FINDING: u32 = bits(&FINDINGS);
const COMPANY: u32 = FINDING | Class::Lab.bit();
/// Two ambiguous terms of these classes make each other out. Brand names and payers are first names and companies too often.
const SECOND: u32 = COMPANY & !bits(&[Class::Drug, Class::Insurance]);
/// What somebody has, suffers or undergoes: `I have shingles`, `her stroke`.
const SUFFERED: u32 = bits(&[Class::Condition, Class::Symptom, Class::Procedure]);
/// What somebody takes or gets: `I am taking iron`.
const TAKEN: u32 = bits(&[Class::Drug, Class::Treatment]);
/// The fewest words of a story.
const STORY: usize = 40;

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
    let others = candidates.len();
    // The number of a member or a patient stands in a text about cover or care.
    let is_member = |candidate: &Candidate| {
        let category = detector.matchers.get(candidate.matcher as usize).map(|matcher| matcher.category);
        matches!(category, Some(Category::HealthPlanId | Category::Mbi)) && candidate.confidence > Confidence::Low
    };
    let member = candidates.iter().any(is_member);
    // So does a chart number or a birthday.
    let is_patient = |candidate: &Candidate| {
        let category = detector.matchers.get(candidate.matcher as usize).map(|matcher| matcher.category);
        matches!(category, Some(Category::Mrn | Category::DateOfBirth)) && candidate.confidence > Confidence::Low
    };
    let patient = member || candidates.iter().any(is_patient);
    let shorthand = named && is_shorthand(leaf, text);
    let personal = || *personal.get_or_init(|| named || frames::is_personal(leaf));
    let remote = OnceCell::new();
    let remote = || *remote.get_or_init(|| !named && frames::is_remote(leaf));
    for hit in &leaf.terms {
        let sure = hit.strong & FINDING != 0;
        // `Melanie Burns`, `Oscar D`: what is part of a name, or may be one, is no illness and no insurer.
        let in_name = |name: &Candidate| {
            let longer = name.start < hit.start || hit.end < name.end;
            let named = name.start <= hit.start && hit.end <= name.end && is_name(name);
            named && (longer || !(sure || frames::is_covered(leaf, hit, true)))
        };
        if (named && candidates.iter().take(others).any(in_name)) || is_no_term(leaf, text, hit) {
            continue;
        }
        // A complaint that is a word of care as well, and `surgery`, are no neighbours of their own.
        let alone = hit.ambiguous & (Class::Symptom.bit() | Class::Specialty.bit()) != 0;
        let care = leaf.cares > u32::from(alone && hit.strong & Class::Care.bit() != 0);
        let cared_for = care || leaf.provider || strong > usize::from(sure);
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
                false
                    if *class == Class::Insurance
                        && (frames::is_covered(leaf, hit, named) || frames::is_insured(leaf, hit, named, member)) =>
                {
                    Confidence::Medium
                }
                false if *class == Class::Insurance && frames::is_vague(leaf, hit) => continue,
                false if cared_for && personal() => Confidence::Medium,
                false if strong > 0 && class.bit() & SUFFERED != 0 && !hit.acronym && !remote() => Confidence::Medium,
                false if (patient || shorthand) && personal() && class.bit() & (SUFFERED | TAKEN) != 0 => {
                    Confidence::Medium
                }
                false if named && ambiguous > 1 && !hit.acronym && class.bit() & SUFFERED != 0 => Confidence::Medium,
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
    // `let's check your INR`
    for hit in leaf.terms.iter().filter(|hit| hit.ambiguous & Class::Lab.bit() != 0 && hit.ambiguous & FINDING == 0) {
        if hit.acronym && (leaf.care || strong > 0) && frames::is_tested(leaf, hit) {
            for &matcher in detector.lexicon.get(Class::Lab as usize).into_iter().flatten() {
                candidates.push(candidate(matcher, hit, false, Confidence::Medium));
            }
        }
    }
    lab_values::find(detector, text, leaf, leaf.care || leaf.provider || strong > 0, candidates);
    appointments::find(detector, text, leaf, named, candidates);
}

/// Whether a text is written in the shorthand of notes: two different acronyms of medicine that are no states.
fn is_shorthand(leaf: &Leaf, text: &str) -> bool {
    let word = |hit: &TermHit| text.get(hit.start as usize..hit.end as usize).unwrap_or_default().to_owned();
    let mut acronyms = leaf
        .terms
        .iter()
        .filter(|hit| hit.acronym && hit.ambiguous & COMPANY != 0)
        .map(word)
        .filter(|word| !STATES.contains(&word.as_str()));
    let first = acronyms.next();
    first.is_some_and(|first| acronyms.any(|other| other != first))
}

/// Whether an acronym stands where it is none of health: it names a segment of HL7 (`PID|1|`), or a state before a ZIP code.
fn is_no_term(leaf: &Leaf, text: &str, hit: &TermHit) -> bool {
    let mark = |at: u32| text.as_bytes().get(at as usize).copied();
    if !hit.acronym || mark(hit.end) == Some(b'|') {
        return hit.acronym;
    }
    let word = text.get(hit.start as usize..hit.end as usize).unwrap_or_default();
    if !STATES.contains(&word) {
        return false;
    }
    let zip = leaf
        .tokens
        .get(hit.next_token as usize)
        .is_some_and(|next| next.end - next.start == 5 && next.shape & !JOINED == DIGIT);
    let after_comma = text.get(..hit.start as usize).is_some_and(|before| before.trim_end().ends_with(','));
    zip || (after_comma && hit.end as usize == text.trim_end().len())
}

/// Acronyms of conditions that are states of the Union as well.
const STATES: [&str; 8] = ["MS", "MI", "PA", "MD", "CO", "ME", "AL", "OR"];

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

/// Adds the health words of a key: there they are names of facts (`hiv_positive`), not prose. An ambiguous one needs a word
/// that makes it somebody's (`has_depression`).
pub(crate) fn in_key(detector: &Detector, key: &str, terms: &[TermHit], candidates: &mut Vec<Candidate>) {
    // Whose key `doctor` or `primary_dentist` is, is in their care.
    if let [hit] = terms
        && hit.ambiguous & Class::Specialty.bit() != 0
        && hit.strong & Class::Care.bit() != 0
        && hit.start == 0
        && hit.end as usize == key.len()
    {
        for matcher in detector.lexicon.get(Class::Specialty as usize).into_iter().flatten() {
            candidates.push(candidate(*matcher, hit, false, Confidence::Medium));
        }
    }
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

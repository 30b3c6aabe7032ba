//! Appointments with a health provider: `Your visit with Dr. Bell is on Friday`, `Su cita con el cardiólogo`.
//!
//! An appointment is one of health if its text names a provider, a facility or a health matter. Where it does not, it is somebody's
//! own (`Ana, your appt is on Friday`), and nothing says that it is one with a barber or a bank.

use crate::detect::candidate::Candidate;
use crate::detect::detector::Detector;
use crate::detect::frames::{self, Own};
use crate::detect::health::{FINDING, bits};
use crate::detect::leaf::{Leaf, WordHit};
use crate::detect::pack::Class;
use crate::detect::{Confidence, Strength};

/// What makes an appointment one with a health provider.
const PROVIDER: u32 = FINDING | bits(&[Class::Lab, Class::Specialty, Class::Facility]);

/// What care consists of.
const SERVICE: u32 =
    bits(&[Class::Procedure, Class::Treatment, Class::Lab, Class::Specialty, Class::Facility, Class::Insurance]);

/// Whether a text without any term may still speak of health: of an appointment.
pub(crate) fn may_be(detector: &Detector, leaf: &Leaf) -> bool {
    detector.appointments.is_some_and(|matcher| leaf.keyword.contains(matcher as usize))
}

/// Adds the appointment of a text. Where a word of care is all there is, it takes a visit: a lecture with Dr. Smith is
/// scheduled, too. `named` says that the text names somebody.
pub(crate) fn find(detector: &Detector, text: &str, leaf: &Leaf, named: bool, candidates: &mut Vec<Candidate>) {
    let Some(matcher) = detector.appointments.filter(|matcher| leaf.keyword.contains(*matcher as usize)) else {
        return;
    };
    let index = matcher as usize;
    let provider = leaf.terms.iter().any(|hit| hit.strong & PROVIDER != 0);
    // `Sunrise Medical Group`, `the nurse`: no proof of anything else, but of what kind of appointment it is.
    let likely = leaf.care || leaf.terms.iter().any(|hit| hit.ambiguous & PLACE != 0);
    let hits = leaf.words.iter().filter(|hit| hit.keyword.contains(index));
    if !(provider || likely) {
        // Whose it is, is said, but not of what kind.
        let own = |hit: &WordHit| frames::own_appointment(leaf, hit.start, named);
        let found = hits.map(|hit| (hit, own(hit))).find(|(_, own)| *own != Own::Not);
        if let Some((hit, own)) = found {
            let confidence = if own == Own::Named { Confidence::Medium } else { Confidence::Low };
            let strength = Strength::Weak;
            candidates.push(Candidate { matcher, start: hit.start, end: hit.end, strength, confidence });
        }
        return;
    }
    // Whoever is sick may be seen tomorrow; it takes a place, a field or a deed of care to make that an appointment.
    let service = leaf.terms.iter().any(|hit| hit.strong & SERVICE != 0);
    let word = |hit: &WordHit| text.get(hit.start as usize..hit.end as usize).unwrap_or_default();
    let is = |word: &str, list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let fits = |hit: &&WordHit| {
        let elsewhere = is(word(hit), &["visit"])
            && leaf
                .tokens
                .get(hit.next_token as usize)
                .is_some_and(|next| is(text.get(next.start as usize..next.end as usize).unwrap_or_default(), &GUESTS));
        (service || is(word(hit), &VISITS)) && !elsewhere && !is(word(hit), &["visits"])
    };
    let own = |hit: &&WordHit| is(word(hit), &VISITS);
    let hit = hits.clone().filter(fits).find(own).or_else(|| hits.clone().find(fits));
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
const VISITS: [&str; 10] =
    ["appointment", "appt", "appointments", "appts", "visit", "cita", "citas", "checkup", "check up", "check-up"];

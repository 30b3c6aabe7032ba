//! A test with its result: `A1C 7.2 %`, `LDL is 130 mg/dL`, `potassium: 5.1`, `GLUCOSE||243|mg/dL` of a message in HL7.
//!
//! A test whose name means nothing else needs little; one that means other things as well (`sodium`, `AST`) needs a unit of the
//! laboratory, a result that is written as such, or a neighbour that speaks of health.

use crate::detect::candidate::Candidate;
use crate::detect::detector::Detector;
use crate::detect::leaf::{Leaf, TermHit};
use crate::detect::pack::Class;
use crate::detect::{Confidence, Strength};

/// Adds the results of a text. `company` says that it speaks of health beyond them.
pub(crate) fn find(detector: &Detector, text: &str, leaf: &Leaf, company: bool, candidates: &mut Vec<Candidate>) {
    let Some(matcher) = detector.lab_values.filter(|_| leaf.facts.digits > 0) else { return };
    let is_test = |hit: &&TermHit| (hit.strong | hit.ambiguous) & Class::Lab.bit() != 0;
    // Two tests with a result each are a panel.
    let tests = || leaf.terms.iter().filter(is_test);
    let has_result =
        |hit: &&TermHit| result_after(text, hit.end as usize).is_some_and(|result| !glued_letter(text, result.end));
    let panel = tests().filter(has_result).take(2).count() > 1;
    for hit in tests() {
        let strong = hit.strong & Class::Lab.bit() != 0;
        let Some(result) = result_after(text, hit.end as usize) else { continue };
        let unit = unit_after(text, result.end).filter(|(unit, _)| strong || company || panel || *unit != "%");
        // `Sodium 140mg` stands on food.
        let food = unit.is_none() && glued_letter(text, result.end);
        let acronym = (hit.next_token as usize)
            .checked_sub(1)
            .and_then(|at| leaf.tokens.get(at))
            .is_some_and(|token| token.is_acronym());
        let word = text.get(hit.start as usize..hit.end as usize).unwrap_or_default();
        let written = acronym
            && result.fraction
            && !result.ratio
            && !DOUBTFUL.iter().any(|known| known.eq_ignore_ascii_case(word));
        let enough = unit.is_some()
            || (strong && (result.fraction || company || panel))
            || written
            || ((panel
                || company
                || (result.direct && result.digits > 2 && !acronym && !hit.acronym && is_measured(text, hit)))
                && !food);
        if enough {
            let end = unit.map_or(result.end, |(_, end)| end) as u32;
            let confidence = if unit.is_some() { Confidence::High } else { Confidence::Medium };
            candidates.push(Candidate { matcher, start: hit.start, end, strength: Strength::Pattern, confidence });
        }
    }
}

/// Acronyms whose number with a fraction may be anything: a match, a lens, the score of a school.
const DOUBTFUL: [&str; 12] = ["bp", "vs", "sat", "sats", "hr", "rr", "ef", "vl", "ph", "abi", "vitals", "ast"];

/// What is hardly ever followed by a bare number but as a result.
fn is_measured(text: &str, hit: &TermHit) -> bool {
    let word = text.get(hit.start as usize..hit.end as usize).unwrap_or_default();
    MEASURED.iter().any(|known| known.eq_ignore_ascii_case(word))
}

const MEASURED: [&str; 13] = [
    "cholesterol",
    "sodium",
    "potassium",
    "white count",
    "ammonia",
    "sugar",
    "azucar",
    "glucosa",
    "colesterol",
    "ferritin",
    "triglycerides",
    "creatinine",
    "my sugar",
];

fn glued_letter(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start_matches(' ');
    ["mg", "g", "mcg", "kcal", "ml", "oz", "kpa", "psi", "bar", "v", "w", "hz"].iter().any(|unit| {
        rest.get(..unit.len()).is_some_and(|start| start.eq_ignore_ascii_case(unit))
            && !rest.as_bytes().get(unit.len()).is_some_and(u8::is_ascii_alphanumeric)
    })
}

#[derive(Clone, Copy)]
struct Number {
    end: usize,
    fraction: bool,
    /// Written as a blood pressure is: `140/90`.
    ratio: bool,
    digits: usize,
    /// Nothing but a blank or `is` stands before it.
    direct: bool,
}

/// Words and marks that may stand between a test and its result.
const BETWEEN: [&str; 37] = [
    "is", "was", "of", "at", "level", "levels", "result", "results", "came", "back", "now", "reading", "value", "test",
    "score", "count", "down", "up", "to", "today", "high", "low", "h", "l", "es", "de", "fue", "esta", "a", "en",
    "bajo", "subio", "salio", "sigue", "total", "still", "random",
];
const FARTHEST: usize = 32;

fn result_after(text: &str, from: usize) -> Option<Number> {
    let rest = text.get(from..)?;
    let rest = rest.get(..rest.len().min(FARTHEST + 12)).unwrap_or(rest);
    let digit = rest.find(|unit: char| unit.is_ascii_digit()).filter(|at| *at <= FARTHEST)?;
    let between = rest.get(..digit)?;
    let word = |word: &str| BETWEEN.iter().any(|known| known.eq_ignore_ascii_case(word));
    if !between.split(|unit: char| " \t:=-(<>~,|^".contains(unit)).all(|part| part.is_empty() || word(part)) {
        return None;
    }
    let number = rest.get(digit..)?;
    let length = number.find(|unit: char| !unit.is_ascii_digit() && unit != '.' && unit != '/').unwrap_or(number.len());
    let number = number.get(..length)?.trim_end_matches(['.', '/']);
    let ratio = number.contains('/');
    // 12/05/2024 is a day, 140/90 is a blood pressure
    (number.matches('/').count() < 2 && number.len() <= 8).then(|| Number {
        end: from + digit + number.len(),
        fraction: ratio || number.contains('.'),
        ratio,
        digits: number.len(),
        direct: matches!(between.trim(), "" | "is" | "was" | ":" | "of"),
    })
}

/// The end of a unit of measurement behind a number. Units are written as they are, so they are compared as they are.
fn unit_after(text: &str, from: usize) -> Option<(&'static str, usize)> {
    let rest = text.get(from..)?;
    let blank = rest.len() - rest.trim_start_matches([' ', '|']).len();
    let unit = rest.get(blank..)?;
    UNITS
        .iter()
        .filter(|known| unit.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known)))
        .filter(|known| !unit.as_bytes().get(known.len()).is_some_and(u8::is_ascii_alphanumeric))
        .map(|known| (*known, from + blank + known.len()))
        .max_by_key(|(_, end)| *end)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_stands_behind_its_test_with_little_between() {
        for text in [" 7.2", " was 243", ": 5.1", "||182", " is down to 6.3", " <20", " came back 12"] {
            assert!(result_after(text, 0).is_some(), "{text}");
        }
        for text in [" on 12/05/2024", " and 40 others", ", then call 5", " 2125550123"] {
            assert!(result_after(text, 0).is_none(), "{text}");
        }
    }

    #[test]
    fn units_of_food_and_machines_are_none_of_the_laboratory() {
        assert!(glued_letter("140mg", 3) && glued_letter("120 kPa", 3));
        assert!(!glued_letter("140 mg/dL", 3) || unit_after("140 mg/dL", 3).is_some());
        assert_eq!(unit_after("243|mg/dL", 3), Some(("mg/dL", 9)));
    }
}

//! Addresses of streets: is it a street with a number, or a number before words that end as streets do?

use super::Check;
use crate::detect::lexicon;
use crate::detect::pack::Class;
use crate::event::words::hash_word;

/// A number and the name of a street. In capitals any name will do; in small letters one that is no ordinary word, or one
/// that streets are often called by: `10 things to do on the way` is no address.
pub(super) fn street_address(text: &str) -> Check {
    let (number, rest) = text.split_once(' ').unwrap_or((text, ""));
    if !number.starts_with(|unit: char| unit.is_ascii_digit()) {
        return Check::Invalid;
    }
    let words = rest.split(|unit: char| !unit.is_alphanumeric() && unit != '\'').filter(|word| !word.is_empty());
    let (mut street, mut capital, mut told, mut counted) = (false, false, false, 0);
    for word in words {
        let is = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
        if is(&SUFFIXES) && counted > 0 {
            street = true;
            break;
        }
        if is(&ROADS) {
            return Check::valid_if(true);
        }
        if is(&NEVER) {
            return Check::Invalid;
        }
        counted += 1;
        if is(&DIRECTIONS) {
            told |= word.len() > 1 || number.len() > 2;
            continue;
        }
        let known = |class: Class| lexicon::names(hash_word(word)).is_some_and(|entry| entry.is_any(class.bit()));
        let name = known(Class::Surname) || known(Class::FirstName) || known(Class::City);
        told |= word.starts_with(|unit: char| unit.is_ascii_digit()) || is(&NAMES) || !known(Class::Word);
        told |= name && !known(Class::Word);
        capital |= word.starts_with(char::is_uppercase);
    }
    Check::valid_if(street && (capital || told))
}

/// Words that end a street's name.
const SUFFIXES: [&str; 41] = [
    "street",
    "avenue",
    "road",
    "lane",
    "drive",
    "boulevard",
    "court",
    "circle",
    "place",
    "terrace",
    "parkway",
    "highway",
    "trail",
    "plaza",
    "square",
    "loop",
    "alley",
    "crossing",
    "turnpike",
    "way",
    "st",
    "ave",
    "av",
    "rd",
    "ln",
    "dr",
    "blvd",
    "ct",
    "cir",
    "pl",
    "ter",
    "pkwy",
    "hwy",
    "trl",
    "sq",
    "tpke",
    "run",
    "path",
    "row",
    "bend",
    "ridge",
];

/// Words that begin the name of a road with a number: `County Road 412`.
const ROADS: [&str; 6] = ["highway", "hwy", "route", "rte", "county", "fm"];

const DIRECTIONS: [&str; 12] = ["n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west"];

/// Ordinary words that many streets are called by.
const NAMES: [&str; 40] = [
    "main", "oak", "elm", "maple", "pine", "cedar", "walnut", "park", "lake", "hill", "church", "spring", "river",
    "mill", "market", "broad", "center", "central", "union", "state", "high", "school", "forest", "meadow", "sunset",
    "valley", "cherry", "chestnut", "willow", "rose", "ridge", "bridge", "court", "grove", "garden", "orchard",
    "canal", "front", "college", "king",
];

/// Words that follow a number and make it something else.
const NEVER: [&str; 36] = [
    "am", "pm", "mg", "ml", "mcg", "hour", "hours", "hr", "hrs", "min", "mins", "minute", "minutes", "day", "days",
    "week", "weeks", "month", "months", "year", "years", "mile", "miles", "star", "percent", "people", "things",
    "times", "steps", "items", "dollars", "points", "degrees", "o'clock", "more", "to",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_street_with_a_number_is_an_address_in_any_case() {
        for text in [
            "742 Evergreen Terrace",
            "9882 kossuth place",
            "12 elm st",
            "6099 n 3rd ave apt. 3",
            "46024 Highway 61 South",
        ] {
            assert_eq!(street_address(text), Check::Valid, "{text}");
        }
    }

    #[test]
    fn a_number_before_ordinary_words_is_none() {
        for text in
            ["10 things to do on the way", "24 hour drive", "5 star place", "3 more on the road", "20 mg on the way"]
        {
            assert_eq!(street_address(text), Check::Invalid, "{text}");
        }
    }
}

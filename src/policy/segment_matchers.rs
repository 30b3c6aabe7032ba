//! What Segment's Privacy Portal finds by itself: its default matchers (`policies/segment_matchers.toml`) and the published way
//! in which they compare names.
//!
//! A default matcher fires when the name of a field is similar enough to its own: twice the pairs of letters that the two have in
//! common, by the pairs of both together (Sørensen and Dice). Which of them look at values as well is not published, so what
//! has a category that some matcher is for is never called missed.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::detect::{Category, Match};
use crate::policy::allowed;
use crate::policy::condition::{Facts, bit};
use crate::policy::error::PolicyError;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SegmentMatcherFile {
    /// What the similarity has to exceed.
    similarity: f32,
    /// Where matchers look: members of the call.
    roots: Vec<String>,
    matcher: Vec<RawMatcher>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMatcher {
    name: String,
    #[allow(dead_code, reason = "for the reader of the file")]
    class: Class,
    /// What it is for, in our words.
    categories: Vec<Category>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Class {
    Red,
    Yellow,
}

/// What a rule may ask of the default matchers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DefaultMatchers {
    /// An identifier or health information stands where matchers look, and no default matcher is for it or fires on its name.
    Miss,
    /// It stands where no matcher looks, not even one of the customer's own.
    OutOfReach,
}

/// The default matchers, ready to compare.
#[derive(Clone, Debug, Default)]
pub(crate) struct SegmentMatchers {
    similarity: f32,
    roots: Vec<String>,
    /// The categories that some matcher is for.
    categories: u64,
    /// Which matchers have a pair of letters in their name: one bit each.
    pairs: BTreeMap<Pair, u64>,
    /// How many pairs each name has.
    sizes: Vec<u32>,
}

type Pair = (char, char);

/// As many as have a bit.
const MOST: usize = 64;
/// The longest name of a field that is compared, in bytes; those of the matchers have some twenty.
const LONGEST: usize = 256;

impl SegmentMatcherFile {
    pub fn build(self, file: &str) -> Result<SegmentMatchers, PolicyError> {
        if self.matcher.len() > MOST {
            return Err(PolicyError::new(file, format!("more than {MOST} matchers")));
        }
        let mut built =
            SegmentMatchers { similarity: self.similarity, roots: self.roots, ..SegmentMatchers::default() };
        for (at, matcher) in self.matcher.into_iter().enumerate() {
            let pairs = pairs(&matcher.name.to_lowercase());
            if pairs.is_empty() {
                return Err(PolicyError::new(file, format!("matcher `{}`: the name is too short", matcher.name)));
            }
            built.categories |= matcher.categories.iter().fold(0, |mask, category| mask | bit(*category));
            built.sizes.push(pairs.len() as u32);
            for pair in pairs {
                *built.pairs.entry(pair).or_default() |= 1 << at;
            }
        }
        Ok(built)
    }
}

impl SegmentMatchers {
    /// Whether some identifier or health information of the call is `wanted`.
    pub fn holds(&self, wanted: DefaultMatchers, facts: &Facts<'_, '_>) -> bool {
        facts.exposed().any(|found| self.sees(found, facts) == Some(wanted))
    }

    /// What becomes of one match; `None` where a default matcher may see it.
    fn sees(&self, found: &Match, facts: &Facts<'_, '_>) -> Option<DefaultMatchers> {
        let names = allowed::names(facts.event, found.node);
        let (root, names) = names.split_first()?;
        if !self.roots.iter().any(|known| known == root) {
            return Some(DefaultMatchers::OutOfReach);
        }
        let missed = self.categories & bit(found.category) == 0 && !names.iter().any(|name| self.fires_on(name));
        missed.then_some(DefaultMatchers::Miss)
    }

    /// Whether some default matcher fires on a field of this name, as written or cut into words. Names too long to be compared for
    /// every value below them are like no other.
    fn fires_on(&self, name: &str) -> bool {
        if name.len() > LONGEST {
            return false;
        }
        let as_written = self.similarity(&name.to_lowercase());
        as_written > self.similarity || self.similarity(&words(name)) > self.similarity
    }

    /// How similar `name`, in small letters, is to the most similar matcher: from 0 to 1.
    fn similarity(&self, name: &str) -> f32 {
        let own = pairs(name);
        let mut common = [0_u32; MOST];
        for pair in &own {
            let mut matchers = self.pairs.get(pair).copied().unwrap_or_default();
            while matchers != 0 {
                if let Some(count) = common.get_mut(matchers.trailing_zeros() as usize) {
                    *count += 1;
                }
                matchers &= matchers - 1;
            }
        }
        let dice = |(common, size): (&u32, &u32)| 2.0 * *common as f32 / (own.len() as u32 + size) as f32;
        common.iter().zip(&self.sizes).map(dice).fold(0.0, f32::max)
    }
}

/// The pairs of neighbouring letters in the words of `text`, each once.
fn pairs(text: &str) -> Vec<Pair> {
    let mut pairs: Vec<Pair> =
        text.split_whitespace().flat_map(|word| word.chars().zip(word.chars().skip(1))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// `dateOfBirth` and `date_of_birth` as `date of birth`.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    let mut small = false;
    for unit in name.chars() {
        if small && unit.is_uppercase() {
            words.push(' ');
        }
        small = unit.is_lowercase() || unit.is_numeric();
        if unit.is_alphanumeric() { words.extend(unit.to_lowercase()) } else { words.push(' ') }
    }
    words
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn shipped() -> SegmentMatchers {
        let text = include_str!("../../policies/segment_matchers.toml");
        toml::from_str::<SegmentMatcherFile>(text).unwrap().build("segment_matchers.toml").unwrap()
    }

    #[test]
    fn similarity_is_that_of_pairs_of_letters() {
        let matchers = shipped();
        for (name, expected) in [
            ("email", 1.0),
            ("birthday", 0.80),
            ("dateofbirth", 0.78),
            ("birth_date", 0.82),
            ("address1", 0.92),
            ("ip_address", 0.80),
            ("diagnosis_code", 0.76),
            ("diagnoses", 0.75),
            ("medications", 0.95),
            ("allergies", 0.71),
            ("conditions", 0.93),
            ("date_of_birth", 0.70),
            ("date of birth", 0.88),
            ("patient_name", 0.43),
            ("patient name", 0.50),
            ("phonenumber", 0.57),
            ("phone number", 0.62),
            ("mrn", 0.0),
            ("dob", 0.0),
            ("ssn", 0.25),
            ("icd10", 0.20),
            ("zip", 0.67),
            ("prescription", 0.33),
        ] {
            let similarity = matchers.similarity(name);
            assert!((similarity - expected).abs() < 0.006, "{name}: {similarity}, not {expected}");
        }
    }

    #[test]
    fn a_name_is_compared_as_written_and_cut_into_words() {
        let matchers = shipped();
        for name in ["Email", "dateOfBirth", "date_of_birth", "procedure_code", "Diagnoses"] {
            assert!(matchers.fires_on(name), "{name}");
        }
        for name in ["firstName", "patient_name", "mrn", "member_id", "icd10", "lab_result", "rx_number", "", "é"] {
            assert!(!matchers.fires_on(name), "{name}");
        }
        assert_eq!(words("icd10Code-v2.x"), "icd10 code v2 x");
    }

    /// The definition, word for word.
    fn dice(one: &str, other: &str) -> f32 {
        let set = |text: &str| -> BTreeSet<String> {
            let pairs = |word: &str| {
                let letters: Vec<char> = word.chars().collect();
                letters.windows(2).map(|pair| pair.iter().collect()).collect::<Vec<String>>()
            };
            text.split_whitespace().flat_map(pairs).collect()
        };
        let (one, other) = (set(one), set(other));
        2.0 * one.intersection(&other).count() as f32 / (one.len() + other.len()) as f32
    }

    proptest! {
        #[test]
        fn the_most_similar_of_many_is_found_as_if_each_were_compared(
            names in proptest::collection::vec("[a-e]{2,5}( [a-e]{2,5})?", 1..20),
            asked in "[a-eé ]{0,12}",
        ) {
            let matcher = |name: &String| RawMatcher { name: name.clone(), class: Class::Red, categories: Vec::new() };
            let file = SegmentMatcherFile {
                similarity: 0.7,
                roots: Vec::new(),
                matcher: names.iter().map(matcher).collect(),
            };
            let found = file.build("m.toml").unwrap().similarity(&asked);
            let expected = names.iter().map(|name| dice(name, &asked)).fold(0.0, f32::max);
            prop_assert!((found - expected).abs() < 1e-6, "{found}, not {expected}");
        }
    }

    #[test]
    fn a_name_without_two_letters_is_an_error() {
        let text = "similarity = 0.7\nroots = []\n[[matcher]]\nname = \"x\"\nclass = \"red\"\ncategories = []\n";
        let error = toml::from_str::<SegmentMatcherFile>(text).unwrap().build("m.toml").unwrap_err();
        assert_eq!(error.to_string(), "m.toml: matcher `x`: the name is too short");
    }
}

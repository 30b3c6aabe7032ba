//! Which editions of the guide the shipped rules hold, and when the rules were last compared with them (`policies/editions.toml`).
//!
//! No verdict rests on it: it is for those who ask whether the rules are out of date.

use serde::Deserialize;

use super::{Day, Edition, PolicyError};

const NAME: &str = "policies/editions.toml";
const TEXT: &str = include_str!("../../policies/editions.toml");

/// The editions that the shipped rules hold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editions {
    /// The day on which the rules were last compared with the guide.
    pub verified: Day,
    /// The editions, oldest first.
    pub editions: Vec<Edition>,
}

impl Editions {
    /// What the shipped file says. It is an error only where the file is broken, which a test excludes.
    pub fn shipped() -> Result<Self, PolicyError> {
        toml::from_str(TEXT).map_err(|error| PolicyError::toml(NAME, TEXT, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Context, EditionMode, Policy};

    #[test]
    fn the_file_names_the_editions_that_judge_and_a_day_after_the_newest() {
        let shipped = Editions::shipped().unwrap();
        assert_eq!(shipped.editions, Edition::ALL);
        assert!(shipped.verified > Edition::NEWEST.day());
    }

    #[test]
    fn the_rules_were_compared_with_the_guide_after_the_numbering_plan_was_taken_over() {
        let policy = Policy::embedded(Context::default(), EditionMode::EventTime).unwrap();
        assert!(Editions::shipped().unwrap().verified >= policy.numbering().verified().parse().unwrap());
    }
}

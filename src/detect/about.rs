//! What categories are, why they matter and what is not found of them, in words: `matchers/categories.toml`.
//!
//! Texts for people only. They change nothing about what is found, so they are no part of the rules digest.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::detect::pack::PackError;
use crate::detect::{Category, Role};

const FILE: &str = "categories.toml";
const TEXT: &str = include_str!("../../matchers/categories.toml");

/// The texts of all categories and checks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// What is not found of any category.
    pub limits: Vec<String>,
    category: BTreeMap<Category, About>,
    validator: BTreeMap<String, String>,
}

/// The text of one category.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// In a few words.
    pub title: String,
    /// The letter of the Safe Harbor list, 45 CFR 164.514(b)(2)(i), where it is an identifier.
    pub safe_harbor: Option<String>,
    /// Why it matters.
    pub why: String,
    /// What is not found.
    pub limits: Vec<String>,
}

impl Texts {
    /// The texts that ship with the program.
    pub fn embedded() -> Result<Self, PackError> {
        toml::from_str(TEXT).map_err(|error| PackError {
            pack: FILE.to_owned(),
            matcher: None,
            message: error.message().to_owned(),
        })
    }

    /// The text of `category`.
    pub fn about(&self, category: Category) -> Option<&About> {
        self.category.get(&category)
    }

    /// What the check of that name asks of a value.
    pub fn check(&self, name: &str) -> Option<&str> {
        self.validator.get(name).map(String::as_str)
    }
}

impl About {
    /// The paragraph of the law that makes it an identifier or health information.
    pub fn law(&self) -> String {
        match &self.safe_harbor {
            Some(letter) => format!("45 CFR 164.514(b)(2)(i)({letter})"),
            None => "45 CFR 160.103".to_owned(),
        }
    }
}

impl Role {
    /// What a category of this role adds to the grade of an event.
    pub const fn to_the_grade(self) -> &'static str {
        match self {
            Role::Direct => {
                "It points at one person by itself: alone it makes an event `pii`, and beside health information `phi`."
            }
            Role::Indirect => {
                "It points at a device, a place or a day: alone it makes an event `pii`, and beside health information \
                 `likely_phi`, unless something in the event points at one person."
            }
            Role::Reference => "It is reported and makes no grade: it names no patient.",
            Role::Health => {
                "It speaks of health: alone it makes an event `health`, beside a direct identifier or a known user `phi`, \
                 beside a device, a place, a day or an anonymous id `likely_phi`. A single sign of low confidence does not \
                 count; two do."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::detect::validate;

    #[test]
    fn every_category_and_every_check_has_its_text() {
        let texts = Texts::embedded().unwrap();
        for category in Category::ALL {
            let about = texts.about(*category).unwrap();
            assert_eq!(about.safe_harbor.is_none(), category.role() == Role::Health, "{category}");
            assert!(!about.limits.is_empty(), "{category}");
        }
        let checks: Vec<&str> = texts.validator.keys().map(String::as_str).collect();
        assert_eq!(checks, validate::NAMES);
    }
}

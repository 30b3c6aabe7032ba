//! `[[rules.allow]]`: an allow list as written, and what is wrong with an entry. Whether its matcher exists is checked where the rules
//! are known.

use serde::Deserialize;

use super::model::Word;
use super::problem::Problem;
use crate::allow::{Allowance, AllowedField};
use crate::detect::Category;
use crate::fingerprint::Fingerprint;
use crate::policy::Day;

/// Matches that are known to be none. All conditions that are given have to hold, and at least one is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowed {
    /// The matcher's id.
    #[serde(default)]
    pub matcher: Option<Word>,
    /// What the match is.
    #[serde(default)]
    pub category: Option<Category>,
    /// A JSON pointer, in which `*` stands for any part, or the name of a key.
    #[serde(default)]
    pub field: Option<Word>,
    /// Fingerprint of the value, or several separated by commas.
    #[serde(default)]
    pub fingerprint: Option<Word>,
    /// Why it is none.
    pub reason: Word,
    /// Who answers for it.
    #[serde(default)]
    pub owner: Option<Word>,
    /// The first day (UTC) whose events it no longer covers.
    #[serde(default)]
    pub until: Option<Day>,
}

impl Allowed {
    /// The same in the words of the rules; what was refused when it was checked is left out.
    pub fn entry(&self) -> Allowance {
        let text = |word: &Word| word.get_ref().trim().to_owned();
        Allowance {
            matcher: self.matcher.as_ref().map(text),
            category: self.category,
            field: self.field.as_ref().and_then(|field| AllowedField::parse(field.get_ref())),
            fingerprints: self.fingerprints().filter_map(Result::ok).collect(),
            reason: text(&self.reason),
            owner: self.owner.as_ref().map(text),
            until: self.until,
        }
    }

    fn fingerprints(&self) -> impl Iterator<Item = Result<Fingerprint, String>> {
        self.fingerprint.iter().flat_map(|listed| listed.get_ref().split(',')).map(|one| one.trim().parse())
    }

    /// Everything that is wrong with it. `keyed`: fingerprints have a key.
    pub(super) fn problems(&self, text: &str, keyed: bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut fault = |word: &Word, what: String, remedy: &str| {
            problems.push(Problem::at(text, word.span(), what).remedy(remedy));
        };
        if self.matcher.is_none() && self.category.is_none() && self.field.is_none() && self.fingerprint.is_none() {
            let remedy = "give at least one of `matcher`, `category`, `field` and `fingerprint`";
            fault(
                &self.reason,
                "an entry of [[rules.allow]] has no condition and would allow everything".to_owned(),
                remedy,
            );
        }
        for (name, word) in [("reason", Some(&self.reason)), ("owner", self.owner.as_ref())] {
            if let Some(word) = word.filter(|word| word.get_ref().trim().is_empty()) {
                fault(word, format!("`{name}` is empty"), "say it: whoever reads the list later has to know");
            }
        }
        if let Some(field) = self.field.as_ref().filter(|field| AllowedField::parse(field.get_ref()).is_none()) {
            let remedy = "write a JSON pointer as records show it, e.g. \"/data/orders/*/id\", or the name of one key";
            fault(field, format!("`{}` names no field", field.get_ref()), remedy);
        }
        if let Some(word) = &self.fingerprint {
            if !keyed {
                let remedy =
                    "name the key: `fingerprint_key_file` under [alerts], the one with which the alert was made";
                fault(word, "it asks for a fingerprint, and without a key no value has one".to_owned(), remedy);
            }
            for remedy in self.fingerprints().filter_map(Result::err) {
                fault(word, "it has a fingerprint that is none".to_owned(), &remedy);
            }
        }
        problems
    }
}

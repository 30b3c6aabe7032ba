//! The words of a field's name, and what they make of it: keywords, a category, an id.

use crate::detect::{Category, is_name as known_name};
use crate::event::words::split_identifier;

/// Words that name nothing in particular when they stand alone.
const GENERIC: &[&str] = &[
    "id",
    "ids",
    "no",
    "nr",
    "num",
    "nbr",
    "number",
    "numbers",
    "code",
    "value",
    "key",
    "ref",
    "field",
    "data",
    "text",
    "type",
    "name",
    "our",
    "my",
    "the",
    "user",
    "person",
    "customer",
    "client",
    "event",
    "properties",
    "property",
    "traits",
    "body",
    "message",
    "external",
    "internal",
    "primary",
    "string",
    "column",
    "item",
    "identifier",
    "patient",
    "member",
    "clinic",
    "hospital",
    "of",
];

/// Words that name identifiers; only these are taken over from what stands near examples.
const LABELS: &[&str] = &[
    "accession",
    "account",
    "acct",
    "admission",
    "appointment",
    "badge",
    "barcode",
    "card",
    "case",
    "chart",
    "claim",
    "coverage",
    "device",
    "dossier",
    "encounter",
    "enrollee",
    "enrollment",
    "episode",
    "file",
    "folder",
    "group",
    "insurance",
    "kit",
    "medical",
    "membership",
    "mrn",
    "order",
    "plan",
    "policy",
    "prescription",
    "record",
    "reference",
    "referral",
    "registration",
    "rx",
    "sample",
    "serial",
    "specimen",
    "subscriber",
    "visit",
    "wristband",
];

/// Words that say that a number is something else.
const OTHERS: &[&str] =
    &["invoice", "order number", "tracking number", "ticket", "part number", "sku", "confirmation code", "promo code"];

/// What a field is called.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// In lower case.
    words: Vec<String>,
}

impl Label {
    /// The words of a key, a column or the last part of a JSON pointer; none where it holds no letter.
    pub fn of(field: &str) -> Option<Self> {
        let last = field.trim().rsplit('/').find(|part| part.bytes().any(|byte| byte.is_ascii_alphabetic()))?;
        let mut words = Vec::new();
        split_identifier(last, |range, _| {
            let word = last.get(range).unwrap_or_default();
            if word.is_ascii() && !word.is_empty() && word.len() <= 24 && words.len() < 6 {
                words.push(word.to_ascii_lowercase());
            }
        });
        words.iter().any(|word| word.bytes().any(|byte| byte.is_ascii_alphabetic())).then_some(Self { words })
    }

    /// The words, with blanks.
    pub fn words(&self) -> String {
        self.words.join(" ")
    }

    /// The words as a key in camel case.
    pub fn key(&self) -> String {
        let mut key = String::new();
        for word in &self.words {
            let mut letters = word.chars();
            match letters.next() {
                Some(first) if !key.is_empty() => key.extend(first.to_uppercase().chain(letters)),
                Some(first) => key.extend(std::iter::once(first).chain(letters)),
                None => {}
            }
        }
        key
    }

    /// The words together, those of them that name something alone, and words for identifiers that stand near the examples.
    pub fn keywords(&self, near: &[String]) -> Vec<String> {
        let mut keywords = vec![self.words()];
        let alone = |word: &&String| word.len() >= 3 && !GENERIC.contains(&word.as_str()) && !is_number(word);
        for word in self.words.iter().filter(alone).chain(near) {
            if !keywords.contains(word) && keywords.len() < 8 {
                keywords.push(word.clone());
            }
        }
        keywords
    }

    /// Whether every word is one that names nothing in particular.
    pub fn is_generic(&self) -> bool {
        self.words.len() == 1 && self.words.iter().all(|word| GENERIC.contains(&word.as_str()))
    }

    /// Words that say that it is something else, as far as they are not its own.
    pub fn excluded(&self) -> Vec<String> {
        let own = |other: &&&str| !other.split(' ').any(|part| part != "number" && part != "code" && self.has(part));
        OTHERS.iter().filter(own).map(|other| (*other).to_owned()).collect()
    }

    /// What the words say of its kind.
    pub fn category(&self) -> Category {
        let any = |words: &[&str]| words.iter().any(|word| self.has(word));
        if any(&["policy", "plan", "insurance", "coverage", "subscriber", "enrollee", "member", "membership"]) {
            Category::HealthPlanId
        } else if any(&["account", "acct", "billing"]) {
            Category::AccountNumber
        } else if any(&["device", "serial", "kit"]) {
            Category::DeviceId
        } else if any(&["license", "licence"]) {
            Category::License
        } else {
            Category::Mrn
        }
    }

    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }
}

/// The id `ours.chart_number` for a field.
pub fn topic(field: &str) -> Option<String> {
    let words = Label::of(field)?.words;
    let id = words.join("_");
    Some(if id.starts_with(|first: char| first.is_ascii_lowercase()) {
        format!("ours.{id}")
    } else {
        format!("ours.n{id}")
    })
}

/// Whether a word near an example names identifiers.
pub(super) fn is_label(word: &str) -> bool {
    LABELS.binary_search(&word).is_ok()
}

/// Whether a literal may be somebody's name.
pub(super) fn is_name(text: &str) -> bool {
    text.len() >= 3 && known_name(text)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn labels_are_sorted() {
        assert!(LABELS.is_sorted());
    }

    #[test]
    fn the_words_of_a_field_are_its_keywords_and_those_that_name_nothing_alone_only_together() {
        let keywords = |field: &str| Label::of(field).unwrap().keywords(&[]);
        assert_eq!(keywords("/traits/chartNumber"), ["chart number", "chart"]);
        assert_eq!(keywords("patient_ID"), ["patient id"]);
        assert_eq!(keywords("MRN"), ["mrn"]);
        assert_eq!(Label::of("/traits/chartNumber/0").unwrap().key(), "chartNumber");
        assert_eq!(topic("chartNumber").unwrap(), "ours.chart_number");
        assert!(Label::of("/0/12").is_none());
    }
}

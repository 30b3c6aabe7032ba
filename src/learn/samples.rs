//! What examples are given: values as they are, or texts in which they stand. A bounded number of them is looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::names::is_label;

/// Characters of the shortest and of the longest example.
const SHORTEST: usize = 3;
pub(super) const LONGEST: usize = 48;
/// Kinds of shapes that are told apart in texts.
const MOST_KINDS: usize = 10_000;
/// Words on either side of a value in which a label is looked for.
const NEAR: usize = 3;

/// Bounds on what is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Lines, rows, events.
    pub texts: usize,
    /// Bytes of one of them; what is longer is left out.
    pub text: usize,
    /// Different values.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { texts: 200_000, text: 4_096, values: 50_000 }
    }
}

/// Examples, as far as they can be used.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    values: BTreeSet<String>,
    near: Vec<String>,
    unusable: usize,
    beyond: bool,
}

impl Samples {
    /// Takes what is given, a text each.
    pub fn of<T: AsRef<str>>(texts: &[T], limits: Limits) -> Self {
        let mut samples = Self { beyond: texts.len() > limits.texts, ..Self::default() };
        let mut folded = Vec::new();
        for text in texts.iter().take(limits.texts).map(AsRef::as_ref) {
            if text.len() > limits.text {
                samples.unusable += 1;
            } else if !text.trim().is_empty() {
                folded.push(fold(text.trim()));
            }
        }
        let sentences = folded.iter().filter(|text| is_sentence(text)).count();
        if sentences * 2 > folded.len() {
            samples.find_in(&folded, limits);
        } else {
            for text in folded {
                samples.value(&text, limits);
            }
        }
        samples
    }

    /// The different values, in order.
    pub fn values(&self) -> Vec<&str> {
        self.values.iter().map(String::as_str).collect()
    }

    /// Words for identifiers that stand near the values, the most frequent first.
    pub(super) fn near(&self) -> &[String] {
        &self.near
    }

    /// What a person should know of them.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.unusable > 0 {
            let many = self.unusable;
            notes.push(format!(
                "Left out as no identifier (no digit, too long, too short, not ASCII): {many} of what was given."
            ));
        }
        if self.beyond {
            notes.push("There was more than is looked at; the rest was left out.".to_owned());
        }
        notes
    }

    fn value(&mut self, text: &str, limits: Limits) -> bool {
        let usable = (SHORTEST..=LONGEST).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
            && text.bytes().any(|byte| byte.is_ascii_digit())
            && text.starts_with(|first: char| first.is_ascii_alphanumeric())
            && text.ends_with(|last: char| last.is_ascii_alphanumeric());
        if !usable {
            self.unusable += 1;
        } else if self.values.len() < limits.values {
            self.values.insert(text.to_owned());
        } else {
            self.beyond |= !self.values.contains(text);
        }
        usable
    }

    /// In texts the values are those words with digits whose kind of shape the most texts hold.
    fn find_in(&mut self, texts: &[String], limits: Limits) {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for text in texts {
            let own: BTreeSet<String> =
                text.split_whitespace().map(trimmed).filter(|word| may_be(word)).map(kind).collect();
            for kind in own {
                if kinds.len() < MOST_KINDS || kinds.contains_key(&kind) {
                    *kinds.entry(kind).or_default() += 1;
                }
            }
        }
        let best = kinds.iter().max_by_key(|(kind, count)| (**count, kind.len())).map(|(kind, _)| kind.clone());
        let Some(best) = best else {
            self.unusable += texts.len();
            return;
        };
        let mut near: BTreeMap<String, usize> = BTreeMap::new();
        let mut with = 0;
        for text in texts {
            let words: Vec<&str> = text.split_whitespace().map(trimmed).collect();
            let Some(at) = words.iter().position(|word| may_be(word) && kind(word) == best) else {
                self.unusable += 1;
                continue;
            };
            with += 1;
            for word in words.iter().filter(|word| may_be(word) && kind(word) == best) {
                self.value(word, limits);
            }
            let around = words.get(at.saturating_sub(NEAR)..(at + NEAR).min(words.len())).unwrap_or_default();
            let labels: BTreeSet<String> =
                around.iter().map(|word| word.to_ascii_lowercase()).filter(|word| is_label(word)).collect();
            for word in labels {
                *near.entry(word).or_default() += 1;
            }
        }
        let mut near: Vec<(String, usize)> =
            near.into_iter().filter(|(_, count)| *count >= 3 && count * 5 >= with).collect();
        near.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        self.near = near.into_iter().take(4).map(|(word, _)| word).collect();
    }
}

/// Dashes and blanks as the engine reads them.
fn fold(text: &str) -> String {
    let fold = |unit| match unit {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\t' => ' ',
        unit => unit,
    };
    text.chars().filter(|unit| !matches!(unit, '\u{feff}' | '\u{200b}'..='\u{200d}')).map(fold).collect()
}

/// Whether a text is more than a value: three words, one of them of small letters only.
fn is_sentence(text: &str) -> bool {
    let small = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    text.split_whitespace().nth(2).is_some() && text.split_whitespace().map(trimmed).any(small)
}

/// A word without the marks around it.
fn trimmed(word: &str) -> &str {
    word.trim_matches(|unit: char| !unit.is_ascii_alphanumeric())
}

fn may_be(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && word.is_ascii() && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// The kinds of its runs, without their lengths.
fn kind(word: &str) -> String {
    let mut kind = String::new();
    for unit in word.chars() {
        let unit = match unit {
            '0'..='9' => '9',
            unit if unit.is_ascii_alphabetic() => 'A',
            mark => mark,
        };
        if !kind.ends_with(unit) {
            kind.push(unit);
        }
    }
    kind
}

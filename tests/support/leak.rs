//! The forms in which a value can get out, and the search for all of them at once.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::generate::Value;

/// Shorter forms turn up by chance in digests and coordinates.
const SHORTEST: usize = 5;

/// Values that must not appear, each in several forms.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Form (lower case) to category.
    forms: BTreeMap<String, &'static str>,
}

impl Secrets {
    /// All forms of all these values.
    pub fn of<'v>(values: impl IntoIterator<Item = &'v Value>) -> Self {
        let mut secrets = Self::default();
        values.into_iter().for_each(|value| secrets.add(value.category, &value.text));
        secrets
    }

    /// Adds the forms of one value: as it is, its digits alone, escaped for URLs, JSON and HTML, in base64 and hexadecimal.
    /// A name also leaks by its surname alone.
    pub fn add(&mut self, category: &'static str, value: &str) {
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        let mut forms = vec![value.to_owned(), url_encoded(value), value.replace(' ', "+"), hex(value)];
        forms.extend(base64_cores(value));
        if digits.len() >= 7 {
            forms.push(digits);
        }
        if category == "name" {
            forms.extend(value.split(' ').next_back().map(str::to_owned));
        }
        for form in forms.into_iter().filter(|form| form.len() >= SHORTEST) {
            self.forms.insert(form.to_lowercase(), category);
        }
    }

    /// Without the forms that stand in `bytes`.
    pub fn without_those_in(&self, bytes: &[u8]) -> Self {
        let text = bytes.to_ascii_lowercase();
        let known = |form: &str| memchr(&text, form.as_bytes());
        Self {
            forms: self
                .forms
                .iter()
                .filter(|(form, _)| !known(form))
                .map(|(form, category)| (form.clone(), *category))
                .collect(),
        }
    }

    /// The first of the values in `bytes`: its category and the form.
    pub fn first_in(&self, bytes: &[u8]) -> Option<(&'static str, &str)> {
        let forms: Vec<&String> = self.forms.keys().collect();
        let search =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms).expect("plain strings");
        let found = search.find(&bytes.to_ascii_lowercase())?;
        let form = forms[found.pattern().as_usize()];
        Some((self.forms[form], form))
    }
}

fn memchr(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn url_encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02x}") })
        .collect()
}

fn hex(value: &str) -> String {
    value.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// What all base64 texts with `value` in them share, whichever byte of a triple it begins at.
fn base64_cores(value: &str) -> Vec<String> {
    (0..3)
        .filter_map(|shift| {
            let text = STANDARD.encode(format!("{}{value}", "x".repeat(shift)));
            let (begin, end) = ((shift * 4).div_ceil(3), (shift + value.len()) * 4 / 3);
            text.get(begin..end).filter(|core| core.len() >= 8).map(str::to_owned)
        })
        .collect()
}

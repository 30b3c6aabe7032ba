//! Allow lists: what looks like an identifier and, as somebody has made sure, is none.
//!
//! A match that an entry covers is taken out before anything is judged by it, so that scan, replay and service see the same. All
//! conditions of an entry have to hold. Whether an entry has ended is asked of the event's own time and never of today; an event
//! that says no time is covered by entries without an end only. What is taken out is counted.

use crate::detect::{Category, Match, Matcher};
use crate::event::{Event, NodeId, field_name};
use crate::fingerprint::{Fingerprint, FingerprintKey};
use crate::policy::Day;

/// An entry of an allow list, as the customer gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    /// The matcher's id.
    pub matcher: Option<String>,
    /// What the match is.
    pub category: Option<Category>,
    /// Where it stands.
    pub field: Option<AllowedField>,
    /// The value's fingerprint is one of these; empty: any.
    pub fingerprints: Vec<Fingerprint>,
    /// Why it is none.
    pub reason: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The first day (UTC) whose events it no longer covers.
    pub until: Option<Day>,
}

/// A place in events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllowedField {
    /// The parts of a JSON pointer as records show it; `*` stands for any part, at the end for all that lies below.
    Pointer(Vec<String>),
    /// A key, compared without case and separators: its value and all that lies below.
    Key {
        /// As it was written.
        written: String,
        /// As it is compared.
        folded: String,
    },
}

/// All entries, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Allowances {
    entries: Vec<Allowance>,
    /// The number of each entry's matcher; one that is left out has none.
    matchers: Vec<Option<u16>>,
    key: Option<FingerprintKey>,
}

impl AllowedField {
    /// Reads a JSON pointer (`/data/orders/*/id`, `^/kafka/key`) or the name of a key (`orderId`); `None` where it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.starts_with(['/', '^', '#']) {
            return Some(Self::Pointer(text.split('/').map(str::to_owned).collect()));
        }
        let folded = field_name(text);
        let is_key = !folded.is_empty() && !text.contains(['/', '*', '.']);
        is_key.then(|| Self::Key { written: text.to_owned(), folded })
    }

    fn covers(&self, event: &Event<'_>, node: NodeId) -> bool {
        match self {
            Self::Pointer(parts) => {
                let pointer = event.pointer(node, |_| false);
                covers(parts, &mut pointer.split('/'))
            }
            Self::Key { folded, .. } => {
                let document = event.document();
                let mut at = Some(node);
                while let Some(node) = at {
                    if document.field(node) == folded {
                        return true;
                    }
                    at = document.parent(node);
                }
                false
            }
        }
    }
}

/// Whether the parts of a pattern stand for those of a pointer.
fn covers(pattern: &[String], pointer: &mut dyn Iterator<Item = &str>) -> bool {
    for (at, part) in pattern.iter().enumerate() {
        let Some(given) = pointer.next() else { return false };
        if part == "*" && at + 1 == pattern.len() {
            return true;
        }
        if part != "*" && part != given {
            return false;
        }
    }
    pointer.next().is_none()
}

impl std::fmt::Display for AllowedField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Pointer(parts) => f.write_str(&parts.join("/")),
            Self::Key { written, .. } => write!(f, "key {written}"),
        }
    }
}

impl Allowance {
    /// Whether it holds for events of this day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.until.is_none_or(|until| day < until)
    }

    /// Whether it may concern what this matcher finds.
    pub fn concerns(&self, matcher: &Matcher) -> bool {
        self.matcher.as_ref().is_none_or(|id| *id == matcher.id)
            && self.category.is_none_or(|category| category == matcher.category)
    }

    /// What it covers, in a few words.
    pub fn conditions(&self) -> String {
        let fingerprints = match self.fingerprints.as_slice() {
            [] => None,
            [one] => Some(format!("fingerprint {one}")),
            more => Some(format!("{} fingerprints", more.len())),
        };
        let parts = [
            self.matcher.as_ref().map(|id| format!("matcher {id}")),
            self.category.map(|category| format!("category {category}")),
            self.field.as_ref().map(|field| format!("at {field}")),
            fingerprints,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Reason, owner and end, in a few words.
    pub fn because(&self) -> String {
        let owner = self.owner.as_ref().map(|owner| format!(" ({owner})")).unwrap_or_default();
        let until = self.until.map(|until| format!(", until {until}")).unwrap_or_default();
        format!("{}{owner}{until}", self.reason)
    }

    fn covers(&self, event: &Event<'_>, found: &Match, key: Option<&FingerprintKey>) -> bool {
        self.category.is_none_or(|category| category == found.category)
            && self.until.is_none_or(|until| event.time().is_some_and(|time| Day::of(time) < until))
            && self.field.as_ref().is_none_or(|field| field.covers(event, found.node))
            && (self.fingerprints.is_empty()
                || key
                    .and_then(|key| key.fingerprint(found.category, value(event, found)))
                    .is_some_and(|fingerprint| self.fingerprints.contains(&fingerprint)))
    }
}

/// The matched text, which only its fingerprint leaves.
fn value<'a>(event: &Event<'a>, found: &Match) -> &'a str {
    let document = event.document();
    let text =
        if found.in_key { document.key(found.node).map_or("", |key| &key.text) } else { document.text(found.node) };
    text.get(found.start as usize..found.end as usize).unwrap_or_default()
}

impl Allowances {
    /// Makes entries ready for these matchers, in the order of their numbers.
    pub(crate) fn new(entries: Vec<Allowance>, matchers: &[Matcher], key: Option<FingerprintKey>) -> Self {
        let number = |entry: &Allowance| {
            let id = entry.matcher.as_ref()?;
            matchers.iter().position(|matcher| matcher.id == *id).and_then(|index| u16::try_from(index).ok())
        };
        let matchers = entries.iter().map(number).collect();
        Self { entries, matchers, key }
    }

    /// The entries, in the order of the settings.
    pub fn entries(&self) -> &[Allowance] {
        &self.entries
    }

    /// Takes out of `found` what is allowed; gives how many matches that were.
    pub(crate) fn apply(&self, event: &Event<'_>, found: &mut Vec<Match>) -> u32 {
        if self.entries.is_empty() || found.is_empty() {
            return 0;
        }
        let before = found.len();
        found.retain(|found| {
            let mut entries = self.entries.iter().zip(&self.matchers);
            !entries.any(|(entry, number)| {
                (entry.matcher.is_none() || *number == Some(found.matcher))
                    && entry.covers(event, found, self.key.as_ref())
            })
        });
        (before - found.len()) as u32
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn pointer(pattern: &str, pointer: &str) -> bool {
        match AllowedField::parse(pattern).unwrap() {
            AllowedField::Pointer(parts) => covers(&parts, &mut pointer.split('/')),
            AllowedField::Key { .. } => unreachable!(),
        }
    }

    #[test]
    fn a_star_is_one_part_and_at_the_end_all_below() {
        assert!(pointer("/a/*/id", "/a/0/id") && !pointer("/a/*/id", "/a/0/1/id") && !pointer("/a/*/id", "/a/0/id/x"));
        assert!(
            pointer("/a/*", "/a/b/c") && pointer("/a/*", "/a/b") && !pointer("/a/*", "/a") && !pointer("/a/*", "/ab/c")
        );
        assert!(pointer("/data/payload#/Body", "/data/payload#/Body"));
    }

    #[test]
    fn a_key_is_compared_without_case_and_separators_and_a_path_of_names_is_none() {
        let Some(AllowedField::Key { folded, .. }) = AllowedField::parse("order_Id") else { panic!("a key") };
        assert_eq!(folded, field_name("orderID"));
        assert!([" ", "a.b", "a/b", "*", "__"].iter().all(|text| AllowedField::parse(text).is_none()));
    }
}

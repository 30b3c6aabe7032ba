//! Counting indirect identifiers: how many of several groups (date, ZIP, city, age …) an event holds in one place.

use serde::Deserialize;

use crate::detect::{Category, Confidence};
use crate::policy::condition::Facts;
use crate::policy::field::{FieldTest, RawFieldTest, SievedPath};

/// A count as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCount {
    at_least: usize,
    under: Vec<String>,
    groups: Vec<RawGroup>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    #[serde(default)]
    categories: Vec<Category>,
    #[serde(default)]
    fields: Vec<String>,
}

/// At least so many of the groups, each by a match of its categories under the paths or by one of its fields.
#[derive(Clone, Debug)]
pub(crate) struct Count {
    at_least: usize,
    under: Vec<SievedPath>,
    groups: Vec<Group>,
}

#[derive(Clone, Debug)]
struct Group {
    categories: Vec<Category>,
    /// `None`: only matches count.
    filled: Option<FieldTest>,
}

impl Count {
    pub fn compile(raw: RawCount) -> Result<Self, String> {
        let group = |group: RawGroup| {
            let named = !group.fields.is_empty();
            if !named && group.categories.is_empty() {
                return Err("a group of `count` needs `categories`, `fields`, or both".to_owned());
            }
            let filled = named.then(|| FieldTest::compile(RawFieldTest::filled(group.fields))).transpose()?;
            Ok(Group { categories: group.categories, filled })
        };
        Ok(Self {
            at_least: raw.at_least,
            under: SievedPath::parse_all(&raw.under)?,
            groups: raw.groups.into_iter().map(group).collect::<Result<_, String>>()?,
        })
    }

    pub fn holds(&self, facts: &Facts<'_, '_>) -> bool {
        self.groups.iter().filter(|group| self.has(group, facts)).take(self.at_least).count() >= self.at_least
    }

    fn has(&self, group: &Group, facts: &Facts<'_, '_>) -> bool {
        let found = facts.matches.iter().any(|found| {
            found.confidence > Confidence::Low
                && group.categories.contains(&found.category)
                && self.under.iter().any(|path| path.covers(facts.event, &facts.sieve, found.node))
        });
        let filled = |test: &FieldTest| test.holds(facts.event, &facts.sieve, facts.context, facts.vendors);
        found || group.filled.as_ref().is_some_and(filled)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn compile(group: &str) -> Result<Count, String> {
        Count::compile(toml::from_str(&format!("at_least = 1\nunder = [\"data\"]\ngroups = [{group}]")).unwrap())
    }

    #[test]
    fn a_group_asks_for_categories_or_fields_or_both() {
        for group in [
            r#"{ categories = ["drug"] }"#,
            r#"{ fields = ["data.zip"] }"#,
            r#"{ categories = ["zip"], fields = ["data.zip"] }"#,
        ] {
            assert!(compile(group).is_ok(), "{group}");
        }
        assert!(compile("{}").unwrap_err().contains("`categories`, `fields`, or both"));
    }
}

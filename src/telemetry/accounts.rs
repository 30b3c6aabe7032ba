//! The accounts and Segment sources that metrics may name: those of the configuration, and no others.
//!
//! It promises that no id out of an event becomes a label: an account that nobody listed is `unlisted`, however many of them there
//! are. Looking one up takes no allocation.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use crate::policy::Context;

/// The event names no account.
const NONE: &str = "none";
/// The account is not one of the configuration.
const UNLISTED: &str = "unlisted";
/// The longest name that becomes a label, in characters.
const LONGEST: usize = 100;
/// The places of these two.
const NONE_AT: usize = 0;
const UNLISTED_AT: usize = 1;

/// What each account is called in metrics.
#[derive(Debug)]
pub struct AccountNames {
    places: HashMap<String, usize>,
    labels: Vec<String>,
}

impl AccountNames {
    /// The accounts and sources of `context`, and those that have a name. A name that two of them share, that could be taken for
    /// something else, or that is no line of a hundred characters at most, gives way to the id.
    pub fn new<'n>(context: &Context, names: impl IntoIterator<Item = (&'n str, &'n str)>) -> Self {
        let designated = [&context.designated_accounts, &context.designated_sources].into_iter().flatten().flatten();
        let known = context.accounts.iter().map(|account| &*account.sid);
        let names: BTreeMap<&str, &str> = names.into_iter().map(|(id, name)| (id, name.trim())).collect();
        let mut ids: BTreeSet<&str> = designated.map(|one| &*one.id).chain(known).collect();
        ids.extend(names.keys());
        ids.retain(|id| !id.is_empty());
        let clear = |name: &&str| {
            let taken = name.is_empty() || [NONE, UNLISTED].contains(name) || ids.contains(name);
            let fits = name.chars().take(LONGEST + 1).count() <= LONGEST && !name.contains(char::is_control);
            !taken && fits && names.values().filter(|other| *other == name).count() == 1
        };
        let mut labels = vec![NONE.to_owned(), UNLISTED.to_owned()];
        let mut places = HashMap::with_capacity(ids.len());
        for id in &ids {
            places.insert((*id).to_owned(), labels.len());
            labels.push((*names.get(id).filter(|name| clear(name)).unwrap_or(id)).to_owned());
        }
        Self { places, labels }
    }

    /// How many labels there are.
    pub(super) fn count(&self) -> usize {
        self.labels.len()
    }

    /// The place of the label of an event with this account.
    pub(super) fn place(&self, account: Option<&str>) -> usize {
        account.map_or(NONE_AT, |id| self.places.get(id).copied().unwrap_or(UNLISTED_AT))
    }

    /// The label at a place.
    pub(super) fn label(&self, place: usize) -> Option<&str> {
        self.labels.get(place).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::KnownAccount;

    fn label<'n>(names: &'n AccountNames, account: Option<&str>) -> &'n str {
        names.label(names.place(account)).unwrap()
    }

    fn context() -> Context {
        Context {
            designated_accounts: Some(vec!["AC1".into(), "AC2".into(), "none".into()]),
            designated_sources: Some(vec!["source-1".into()]),
            accounts: vec![KnownAccount { sid: "AC3".to_owned(), parent: None, opened: None }],
            ..Context::default()
        }
    }

    #[test]
    fn an_account_has_its_name_or_else_its_id_and_one_that_nobody_listed_has_neither() {
        let names = AccountNames::new(&context(), [("AC1", "Clinic East"), ("AC4", " Laboratory ")]);
        for (account, expected) in [
            (Some("AC1"), "Clinic East"),
            (Some("AC2"), "AC2"),
            (Some("AC3"), "AC3"),
            (Some("AC4"), "Laboratory"),
            (Some("source-1"), "source-1"),
            (Some("AC00000000000000000000000000000009"), "unlisted"),
            (Some(""), "unlisted"),
            (None, "none"),
        ] {
            assert_eq!(label(&names, account), expected, "{account:?}");
        }
    }

    #[test]
    fn a_name_that_could_be_taken_for_another_gives_way_to_the_id() {
        let same = [("AC1", "Clinic"), ("AC2", "Clinic"), ("AC3", "unlisted"), ("AC5", "AC1"), ("AC6", "")];
        let names = AccountNames::new(&context(), same);
        for id in ["AC1", "AC2", "AC3", "AC5", "AC6"] {
            assert_eq!(label(&names, Some(id)), id);
        }
    }

    #[test]
    fn there_are_as_many_labels_as_accounts_are_listed_and_two_more() {
        assert_eq!(AccountNames::new(&Context::default(), []).count(), 2);
        assert_eq!(AccountNames::new(&context(), [("AC1", "Clinic East")]).count(), 2 + 5);
    }

    #[test]
    fn a_name_that_is_no_short_line_gives_way_to_the_id() {
        let long = "x".repeat(LONGEST + 1);
        let names = AccountNames::new(&context(), [("AC1", &*long), ("AC2", "two\nlines"), ("AC3", "Lakeside")]);
        assert_eq!(label(&names, Some("AC1")), "AC1");
        assert_eq!(label(&names, Some("AC2")), "AC2");
        assert_eq!(label(&names, Some("AC3")), "Lakeside");
    }
}

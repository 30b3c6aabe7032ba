//! Which objects belong to which: subscriptions to their sink, subscribed events to their subscription, filters to their
//! destination, rules and sources to their tracking plan.
//!
//! A listing of a plan's rules or sources does not say whose they are. They belong to the plan whose id stands in the name of
//! their file, and rules else to the only plan there is; an answer about one source names its plan itself.

use std::collections::BTreeMap;

use super::object::{Object, ObjectKind};

/// Objects of one import, and what belongs to each.
#[derive(Debug)]
pub struct Related<'o> {
    all: &'o [Object],
    under: BTreeMap<ObjectKind, BTreeMap<&'o str, Vec<&'o Object>>>,
}

impl<'o> Related<'o> {
    /// Sorts objects by what they belong to.
    pub fn of(all: &'o [Object]) -> Self {
        let mut plans: Vec<&str> =
            all.iter().filter(|one| one.kind == ObjectKind::TrackingPlan).filter_map(|one| one.text("id")).collect();
        plans.sort_unstable();
        plans.dedup();
        let mut filed: BTreeMap<&str, Option<&'o str>> = BTreeMap::new();
        let mut under: BTreeMap<ObjectKind, BTreeMap<&str, Vec<&Object>>> = BTreeMap::new();
        for one in all {
            let mut plan_of_file = || {
                // One id may be the beginning of another.
                let named = || plans.iter().filter(|plan| one.file.contains(**plan)).max_by_key(|plan| plan.len());
                *filed.entry(&one.file).or_insert_with(|| named().copied())
            };
            let above = match one.kind {
                ObjectKind::Subscription => one.text("sinksid"),
                ObjectKind::SubscribedEvent => one.text("subscriptionsid"),
                ObjectKind::Filter => one.text("destinationid"),
                ObjectKind::Rule => plan_of_file().or(match *plans {
                    [only] => Some(only),
                    _ => None,
                }),
                ObjectKind::Source => one.plan.as_deref().or_else(plan_of_file),
                _ => None,
            };
            if let Some(above) = above {
                under.entry(one.kind).or_default().entry(above).or_default().push(one);
            }
        }
        Self { all, under }
    }

    /// All objects, in the order in which they were read.
    pub fn all(&self) -> &'o [Object] {
        self.all
    }

    /// The objects of a kind.
    pub(super) fn of_kind(&self, kind: ObjectKind) -> impl Iterator<Item = &'o Object> {
        self.all.iter().filter(move |one| one.kind == kind)
    }

    /// What of a kind belongs to `above`.
    pub(super) fn under(&self, above: &Object, kind: ObjectKind) -> &[&'o Object] {
        let found = above.id().and_then(|id| self.under.get(&kind)?.get(id));
        found.map_or(&[], Vec::as_slice)
    }

    /// The account of a sink, by its subscription.
    pub(super) fn account_of_sink(&self, sink: &Object) -> Option<&'o str> {
        self.under(sink, ObjectKind::Subscription).iter().find_map(|one| one.text("accountsid"))
    }
}

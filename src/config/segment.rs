//! What only the customer knows of a Segment workspace: sources under the BAA, destinations and what each may receive, tracking
//! plans.

use serde::Deserialize;

use super::model::{Listed, Word, inner};
use crate::policy::{DestinationLimits, TrackingPlan};

/// Segment sources and destinations, and what they may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SegmentScope {
    /// Source ids (`projectId` in an event) that may carry PHI. Not given: every source may.
    pub sources: Option<Vec<Listed>>,
    /// Workspaces whose sources may carry PHI; which sources those are, an import knows.
    pub workspaces: Option<Vec<Listed>>,
    /// Destinations with a BAA, by their name in `integrations`. Not given, and no `destination` either: destinations are not
    /// judged.
    pub destinations: Option<Vec<Word>>,
    /// Destinations of which more is known than their name.
    pub destination: Vec<Destination>,
    /// Tracking plans, one for each source at most.
    pub tracking_plan: Vec<TrackingPlan>,
}

/// A destination, and what it may receive.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// Its name in `integrations`.
    pub name: Word,
    /// Whether the company behind it has signed a BAA.
    pub baa: bool,
    /// The calls that it may receive, as in [`DestinationLimits::events`]. Not given: all.
    pub events: Option<Vec<String>>,
    /// Where it may receive PHI, as in [`DestinationLimits::fields`]. Not given: anywhere.
    pub fields: Option<Vec<String>>,
}

impl SegmentScope {
    /// The names of all destinations with a BAA; `None` where none is listed, with or without one.
    pub fn destinations_with_baa(&self) -> Option<Vec<String>> {
        let listed = self.destinations.as_ref();
        let signed = self.destination.iter().filter(|destination| destination.baa).map(|destination| &destination.name);
        let names = inner(listed.into_iter().flatten().chain(signed));
        (listed.is_some() || !self.destination.is_empty()).then_some(names)
    }

    /// What is known of what destinations may receive.
    pub fn destination_limits(&self) -> Vec<DestinationLimits> {
        let limited = self.destination.iter().filter(|one| one.events.is_some() || one.fields.is_some());
        let limits = |one: &Destination| DestinationLimits {
            name: one.name.get_ref().clone(),
            events: one.events.clone(),
            fields: one.fields.clone(),
        };
        limited.map(limits).collect()
    }
}

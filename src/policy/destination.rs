//! The destinations that a Segment call names in `integrations`.

use crate::event::{Event, NodeKind};
use crate::policy::context::Context;
use crate::policy::field::Folded;

/// Keys that name no destination of a customer: the default for all others, Segment's own API, its storage and its profiles.
const INTERNAL: [&str; 4] = ["All", "Segment.io", "Warehouses", "personas"];

/// Whether the call switches on a destination that has no recorded BAA. Without a list nothing is known, so nothing is said.
pub(crate) fn some_without_baa(event: &Event<'_>, context: &Context) -> bool {
    let Some(with_baa) = &context.destinations_with_baa else { return false };
    let document = event.document();
    let Some(integrations) = document.member(event.root(), "integrations") else { return false };
    let mut destinations = document.members(integrations);
    destinations.any(|node| {
        let on = document.kind(node) == NodeKind::Object || document.text(node) == "true";
        let name = document.key(node).map_or("", |key| &key.text);
        let folded = Folded::of(name);
        let internal = INTERNAL.iter().any(|other| other.eq_ignore_ascii_case(name));
        let covered = with_baa.iter().any(|other| other == name || folded.is_some() && Folded::of(other) == folded);
        on && !name.is_empty() && !internal && !covered
    })
}

//! The destinations that a Segment call names in `integrations`.

use serde::Deserialize;

use crate::event::{Event, NodeId, NodeKind};
use crate::policy::context::Context;
use crate::policy::field::Folded;
use crate::policy::verdict::names;

/// Keys that name no destination of a customer: the default for all others, Segment's own API, its storage and its profiles.
const INTERNAL: [&str; 4] = ["All", "Segment.io", "Warehouses", "personas"];

/// What is known of a BAA with a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Baa {
    /// It is in the list of those that have signed one.
    Signed,
    /// There is a list, and it is not in it.
    Missing,
    /// There is no list.
    Unknown,
}

names!(Baa { Signed = "signed", Missing = "missing", Unknown = "unknown" });

/// A destination that a call switches on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SwitchedOn {
    /// The value under its name.
    pub node: NodeId,
    /// Whether a BAA is recorded.
    pub baa: Baa,
}

/// Whether the call switches on a destination that has no recorded BAA. Without a list nothing is known, so nothing is said.
pub(crate) fn some_without_baa(event: &Event<'_>, context: &Context) -> bool {
    context.destinations_with_baa.is_some() && switched_on(event, context).any(|one| one.baa == Baa::Missing)
}

/// A destination that is on at Segment for the calls of a source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownDestination {
    /// The source's id.
    pub source: String,
    /// The destination's name, as in `integrations`.
    pub name: String,
}

/// Whether the call goes, as one of all others that it does not name, to a destination of its source without a recorded BAA. What
/// filters before the destination do is not known here.
pub(crate) fn some_connected_without_baa(event: &Event<'_>, context: &Context) -> bool {
    if context.destinations.is_empty() || context.destinations_with_baa.is_none() || !all_others(event) {
        return false;
    }
    let document = event.document();
    let integrations = document.member(event.root(), "integrations");
    let off = |name: &str| {
        let mut named = integrations.into_iter().flat_map(|integrations| document.members(integrations));
        named.any(|node| {
            document.text(node) == "false" && document.key(node).is_some_and(|key| key.text.eq_ignore_ascii_case(name))
        })
    };
    let connected = context.destinations.iter().filter(|one| Some(one.source.as_str()) == event.account());
    connected.into_iter().any(|one| baa(&one.name, context) == Baa::Missing && !off(&one.name))
}

/// The destinations that the call switches on by name: `true`, or an object of options.
pub(crate) fn switched_on<'e>(
    event: &'e Event<'_>,
    context: &'e Context,
) -> impl Iterator<Item = SwitchedOn> + use<'e> {
    let document = event.document();
    let integrations = document.member(event.root(), "integrations");
    let named = integrations.into_iter().flat_map(|integrations| document.members(integrations));
    named.filter_map(move |node| {
        let on = document.kind(node) == NodeKind::Object || document.text(node) == "true";
        let name = document.key(node).map_or("", |key| &key.text);
        let internal = INTERNAL.iter().any(|other| other.eq_ignore_ascii_case(name));
        (on && !name.is_empty() && !internal).then(|| SwitchedOn { node, baa: baa(name, context) })
    })
}

/// Whether the event is a call that goes to all destinations that it does not name, too: so it is unless `All` is false.
pub(crate) fn all_others(event: &Event<'_>) -> bool {
    let document = event.document();
    let all =
        document.member(event.root(), "integrations").and_then(|integrations| document.member(integrations, "all"));
    event.is_call() && all.is_none_or(|all| document.text(all) != "false")
}

/// What is known of a BAA with the destination `name`.
pub(super) fn baa(name: &str, context: &Context) -> Baa {
    let Some(with_baa) = &context.destinations_with_baa else { return Baa::Unknown };
    let folded = Folded::of(name);
    let covered = with_baa.iter().any(|other| other == name || folded.is_some() && Folded::of(other) == folded);
    if covered { Baa::Signed } else { Baa::Missing }
}

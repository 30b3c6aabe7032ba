//! The destinations that a Segment call names in `integrations`.

use serde::Deserialize;

use crate::event::{Event, NodeId, NodeKind};
use crate::policy::allowed;
use crate::policy::condition::Facts;
use crate::policy::context::Context;
use crate::policy::field::Folded;
use crate::policy::verdict::names;

/// Keys that name no destination of a customer: the default for all others, Segment's own API, its storage and its profiles.
const INTERNAL: [&str; 4] = ["All", "Segment.io", "Warehouses", "personas"];

/// What stands in brackets behind names of Segment's catalog.
const CATALOG: [&str; 6] = ["Actions", "Legacy", "Classic", "Web Destination", "Cloud Destination", "Beta"];

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
pub(crate) struct SwitchedOn<'c> {
    /// The value under its name.
    pub node: NodeId,
    /// Whether a BAA is recorded.
    pub baa: Baa,
    /// What it may receive, where that is limited.
    pub limits: Option<&'c DestinationLimits>,
}

/// What a destination may receive, of the minimum that it needs. Names are compared as Segment does, letter by letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DestinationLimits {
    /// Its name, as in `integrations`.
    pub name: String,
    /// The calls that it may receive: names of track events, or `identify`, `track`, `page`, `screen`, `group` and `alias` for all
    /// calls of that kind. Not given: all.
    pub events: Option<Vec<String>>,
    /// The fields in which it may receive an identifier or health information: `traits.email`, `properties.clinic` with all
    /// that stands below. Not given: all.
    pub fields: Option<Vec<String>>,
}

/// Whether the call switches on a destination that is not allowed to receive it.
pub(super) fn some_event_not_allowed(event: &Event<'_>, context: &Context) -> bool {
    !context.destination_limits.is_empty()
        && switched_on(event, context).filter_map(|one| one.limits?.events.as_ref()).any(|allowed| {
            let (name, call) = (event.segment_event(), event.event_type().unwrap_or_default());
            !allowed.iter().any(|one| Some(one.as_str()) == name || one.eq_ignore_ascii_case(call))
        })
}

/// Whether the call switches on a destination that is not allowed to receive an identifier or health information in the field
/// in which it stands. Options of another destination do not go to it.
pub(super) fn some_field_not_allowed(facts: &Facts<'_, '_>) -> bool {
    let (event, context) = (facts.event, facts.context);
    let barred = |limits: &DestinationLimits, fields: &[String]| {
        facts.exposed().any(|found| match &*allowed::names(event, found.node) {
            [] => false,
            ["integrations", name, ..] if !same(name, &limits.name) => false,
            names => !allowed::covers(fields, names),
        })
    };
    // Each limit once: a call may name one destination under any number of spellings.
    let is_on = |limits: &DestinationLimits| {
        switched_on(event, context).any(|one| one.limits.is_some_and(|known| std::ptr::eq(known, limits)))
    };
    let breaks = |limits: &DestinationLimits| {
        limits.fields.as_ref().is_some_and(|fields| is_on(limits) && barred(limits, fields))
    };
    context.destination_limits.iter().any(breaks)
}

/// Whether the call switches on a destination function of the customer's own. Segment calls these `Name (Workspace)`; in its
/// catalog some names end with a remark in brackets, too.
pub(super) fn some_function(event: &Event<'_>, context: &Context) -> bool {
    let of_catalog = |remark: &str| CATALOG.iter().any(|known| known.eq_ignore_ascii_case(remark));
    switched_on(event, context).any(|one| {
        let name = event.document().key(one.node).map_or("", |key| &key.text);
        let workspace = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
        workspace.is_some_and(|(_, workspace)| !of_catalog(workspace))
    })
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
) -> impl Iterator<Item = SwitchedOn<'e>> + use<'e> {
    let document = event.document();
    let integrations = document.member(event.root(), "integrations");
    let named = integrations.into_iter().flat_map(|integrations| document.members(integrations));
    named.filter_map(move |node| {
        let on = document.kind(node) == NodeKind::Object || document.text(node) == "true";
        let name = document.key(node).map_or("", |key| &key.text);
        let internal = INTERNAL.iter().any(|other| other.eq_ignore_ascii_case(name));
        let limits = || context.destination_limits.iter().find(|limits| same(&limits.name, name));
        (on && !name.is_empty() && !internal).then(|| SwitchedOn { node, baa: baa(name, context), limits: limits() })
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
    if with_baa.iter().any(|other| same(other, name)) { Baa::Signed } else { Baa::Missing }
}

/// Whether two names are those of one destination, however they are spelt.
fn same(one: &str, other: &str) -> bool {
    one == other || Folded::of(one).is_some_and(|folded| Folded::of(other) == Some(folded))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn asked(context: &str, json: &str, ask: fn(&Event<'_>, &Context) -> bool) -> bool {
        let context = toml::from_str(context).unwrap();
        let mut answer = None;
        crate::event::read(json, |event| answer = Some(ask(&event, &context))).unwrap();
        answer.unwrap()
    }

    fn call(kind: &str, event: &str, integrations: &str) -> String {
        format!(r#"{{"type":"{kind}","messageId":"m","userId":"u","event":"{event}","integrations":{integrations}}}"#)
    }

    #[test]
    fn a_destination_may_receive_what_its_list_names_by_event_or_by_kind() {
        let limits = "destination_limits = [{ name = \"Example Ads\", events = [\"Signed Up\", \"page\"] }]";
        let barred =
            |kind, event, integrations| asked(limits, &call(kind, event, integrations), some_event_not_allowed);
        let on = r#"{"example_ads":true}"#;
        assert!(!barred("track", "Signed Up", on));
        assert!(!barred("page", "Home", on));
        assert!(barred("track", "signed up", on), "Segment compares letter by letter");
        assert!(barred("identify", "", on));
        assert!(barred("identify", "", r#"{"Example Ads":{"id":"x"}}"#), "options switch on, too");
        assert!(!barred("identify", "", r#"{"Example Ads":false}"#));
        assert!(!barred("identify", "", r#"{"Example Mail":true}"#), "no list, no limit");
        assert!(!barred("identify", "", "null"));
    }

    #[test]
    fn an_empty_list_allows_nothing_and_no_list_anything() {
        let on = call("track", "Signed Up", r#"{"Example Ads":true}"#);
        for (limits, barred) in [("events = []", true), ("fields = []", false)] {
            let limits = format!("destination_limits = [{{ name = \"Example Ads\", {limits} }}]");
            assert_eq!(asked(&limits, &on, some_event_not_allowed), barred, "{limits}");
        }
    }

    #[test]
    fn a_function_is_called_by_its_name_and_its_workspace() {
        for (name, function) in [
            ("Intake Sync (Clinic)", true),
            ("Intake (beta) Sync (My Clinic)", true),
            ("Example Mail (Actions)", false),
            ("Example Mail (legacy)", false),
            ("Example (Mail)ing", false),
            ("(Clinic)", false),
            ("Example Mail", false),
        ] {
            let on = call("track", "x", &format!(r#"{{"{name}":true}}"#));
            assert_eq!(asked("", &on, some_function), function, "{name}");
        }
    }
}

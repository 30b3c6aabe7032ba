//! The customer's tracking plan: which calls a Segment source may send, and which properties or traits each may carry.
//!
//! Names are compared letter by letter, as Segment does. A call of which no plan speaks is not judged.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::event::Event;
use crate::policy::allowed;
use crate::policy::condition::Facts;
use crate::policy::context::Context;

/// What a tracking plan allows. In each list `*` stands for any field, and `address.city` for a field within a field; a field is
/// allowed with all that stands below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrackingPlan {
    /// Ids of the sources that it is for. Not given: all of them.
    pub sources: Option<Vec<String>>,
    /// The events of track calls by name, each with the properties it may carry. Not given: track calls are not judged.
    pub track: Option<BTreeMap<String, Vec<String>>>,
    /// The traits of identify calls. Not given: these calls are not judged; so with the other calls.
    pub identify: Option<Vec<String>>,
    /// The traits of group calls.
    pub group: Option<Vec<String>>,
    /// The properties of page calls.
    pub page: Option<Vec<String>>,
    /// The properties of screen calls.
    pub screen: Option<Vec<String>>,
}

/// What the plan says of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Planned<'p> {
    /// It does not know it.
    No,
    /// It may carry these fields.
    With(&'p [String]),
}

/// Whether a plan knows the call; `None` where no plan speaks of it.
pub(super) fn is_planned(event: &Event<'_>, context: &Context) -> Option<bool> {
    planned(event, context).map(|planned| planned != Planned::No)
}

/// Whether an identifier or health information stands in a property or trait that the plan does not allow for the call.
pub(super) fn exposes_unplanned(facts: &Facts<'_, '_>) -> bool {
    let Some(planned) = planned(facts.event, facts.context) else { return false };
    facts.exposed().any(|found| match (&*allowed::names(facts.event, found.node), planned) {
        (["properties" | "traits", ..], Planned::No) => true,
        (["properties" | "traits", names @ ..], Planned::With(list)) => !allowed::covers(list, names),
        _ => false,
    })
}

fn planned<'p>(event: &Event<'_>, context: &'p Context) -> Option<Planned<'p>> {
    let plan = context.tracking_plans.iter().find(|plan| plan.is_for(event.account()))?;
    let call = event.event_type()?;
    if call.eq_ignore_ascii_case("track") {
        let properties = plan.track.as_ref()?.get(event.segment_event().unwrap_or_default());
        return Some(properties.map_or(Planned::No, |list| Planned::With(list)));
    }
    let others = [("identify", &plan.identify), ("group", &plan.group), ("page", &plan.page), ("screen", &plan.screen)];
    let (_, list) = others.into_iter().find(|(name, _)| call.eq_ignore_ascii_case(name))?;
    list.as_deref().map(Planned::With)
}

impl TrackingPlan {
    fn is_for(&self, source: Option<&str>) -> bool {
        self.sources.as_ref().is_none_or(|sources| sources.iter().any(|known| Some(known.as_str()) == source))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn plans(text: &str) -> Context {
        toml::from_str(text).unwrap()
    }

    fn judged(context: &Context, json: &str) -> Option<bool> {
        let mut planned = None;
        crate::event::read(json, |event| planned = is_planned(&event, context)).unwrap();
        planned
    }

    const SIGNED_UP: &str = r#"{"type":"track","messageId":"m","userId":"u","projectId":"srcA","event":"Signed Up"}"#;

    #[test]
    fn an_event_is_planned_under_its_very_name() {
        let context = plans("tracking_plans = [{ track = { \"Signed Up\" = [] } }]");
        assert_eq!(judged(&context, SIGNED_UP), Some(true));
        assert_eq!(judged(&context, &SIGNED_UP.replace("Signed Up", "signed up")), Some(false));
        assert_eq!(judged(&context, &SIGNED_UP.replace(r#","event":"Signed Up""#, "")), Some(false));
    }

    #[test]
    fn a_plan_speaks_of_its_own_sources_and_calls_alone() {
        let context = plans("tracking_plans = [{ sources = [\"srcB\"], track = {} }, { sources = [\"srcC\"] }]");
        assert_eq!(judged(&context, SIGNED_UP), None);
        assert_eq!(judged(&context, &SIGNED_UP.replace("srcA", "srcB")), Some(false));
        assert_eq!(judged(&context, &SIGNED_UP.replace("srcA", "srcC")), None);
        let context = plans("tracking_plans = [{ identify = [\"plan\"] }]");
        assert_eq!(judged(&context, SIGNED_UP), None);
        assert_eq!(judged(&context, r#"{"type":"identify","messageId":"m","userId":"u"}"#), Some(true));
        assert_eq!(judged(&context, r#"{"type":"alias","messageId":"m","userId":"u"}"#), None);
    }
}

//! Facts of Segment's objects: sources, destinations, tracking plans with their rules.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::facts::{Destination, Source, TrackingPlan};
use super::fields::{self, Fields};
use super::object::{Object, ObjectKind};
use super::related::Related;

/// A source.
pub(super) fn source(object: &Object) -> Option<Source> {
    Some(Source {
        id: object.text("id")?.to_owned(),
        name: fields::given_name(&object.fields, "name").or_else(|| fields::given_name(&object.fields, "slug")),
        workspace: object.text("workspaceid").map(str::to_owned),
        enabled: !fields::is(&object.fields, "enabled", false),
    })
}

/// A destination. What `integrations` calls it is the name in its metadata; its own is the customer's.
pub(super) fn destination(object: &Object) -> Option<Destination> {
    let metadata = fields::object(&object.fields, "metadata");
    let name = metadata.as_ref().and_then(|fields| fields::text(fields, "name")).or_else(|| object.text("name"))?;
    Some(Destination {
        id: object.text("id")?.to_owned(),
        name: name.to_owned(),
        source: object.text("sourceid")?.to_owned(),
        enabled: !fields::is(&object.fields, "enabled", false),
    })
}

/// A tracking plan; `None` where its rules are not there. A rule of type `COMMON` is one of all calls.
pub(super) fn tracking_plan(object: &Object, all: &Related<'_>) -> Option<TrackingPlan> {
    let rules = all.under(object, ObjectKind::Rule);
    if rules.is_empty() {
        return None;
    }
    let mut track = BTreeMap::<String, BTreeSet<String>>::new();
    let mut others = BTreeMap::<&str, BTreeSet<String>>::new();
    let (mut properties, mut traits) = (BTreeSet::new(), BTreeSet::new());
    for rule in rules {
        let schema = fields::object(&rule.fields, "jsonschema").unwrap_or_default();
        let named = |part: &str| names(&schema, part);
        match rule.text("type").map(str::to_ascii_uppercase).as_deref() {
            Some("TRACK") => {
                let event = rule.text("key").unwrap_or_default();
                track.entry(event.to_owned()).or_default().extend(named("properties"));
            }
            Some("IDENTIFY") => others.entry("identify").or_default().extend(named("traits")),
            Some("GROUP") => others.entry("group").or_default().extend(named("traits")),
            Some("PAGE") => others.entry("page").or_default().extend(named("properties")),
            Some("SCREEN") => others.entry("screen").or_default().extend(named("properties")),
            Some("COMMON") => {
                properties.extend(named("properties"));
                traits.extend(named("traits"));
            }
            _ => {}
        }
    }
    let both = |own: BTreeSet<String>, common: &BTreeSet<String>| own.union(common).cloned().collect::<Vec<_>>();
    let mut other = |call: &str, common: &BTreeSet<String>| others.remove(call).map(|own| both(own, common));
    let sources: BTreeSet<&str> =
        all.under(object, ObjectKind::Source).iter().filter_map(|one| one.text("id")).collect();
    Some(TrackingPlan {
        id: object.text("id")?.to_owned(),
        name: fields::given_name(&object.fields, "name"),
        sources: sources.into_iter().map(str::to_owned).collect(),
        identify: other("identify", &traits),
        group: other("group", &traits),
        page: other("page", &properties),
        screen: other("screen", &properties),
        track: (!track.is_empty())
            .then(|| track.into_iter().map(|(event, own)| (event, both(own, &properties))).collect()),
    })
}

/// The fields that a schema names under `properties` or `traits`, those within fields with a full stop: `address.city`.
fn names(schema: &Fields, part: &str) -> Vec<String> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut found = Vec::new();
    if let Some(inner) = properties.and_then(|fields| fields.get(part)).and_then(Value::as_object) {
        collect(inner, "", DEEPEST, &mut found);
    }
    found
}

/// Schemas nest no deeper than events do.
const DEEPEST: u8 = 16;
/// Fields of one call.
const MOST: usize = 10_000;

fn collect(schema: &Fields, above: &str, depth: u8, found: &mut Vec<String>) {
    let inner = schema.get("properties").and_then(Value::as_object).filter(|inner| !inner.is_empty() && depth > 0);
    match inner {
        Some(inner) => {
            for (name, value) in inner {
                let name = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
                match value.as_object() {
                    Some(schema) => collect(schema, &name, depth - 1, found),
                    None => found.push(name),
                }
            }
        }
        None if !above.is_empty() && found.len() < MOST => found.push(above.to_owned()),
        None => {}
    }
}

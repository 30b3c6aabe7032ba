//! Objects of the APIs: which kind one is of, by the fields that make it one.

use serde_json::Value;

use super::fields::{Fields, field, text};

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ObjectKind {
    /// A sink of Event Streams.
    Sink,
    /// A subscription of Event Streams.
    Subscription,
    /// A type of events that a subscription takes.
    SubscribedEvent,
    /// A Twilio account or subaccount.
    Account,
    /// A telephone number that an account owns.
    Number,
    /// A source of Segment.
    Source,
    /// A destination of Segment.
    Destination,
    /// A filter before a destination.
    Filter,
    /// A tracking plan.
    TrackingPlan,
    /// A rule of a tracking plan: a call and what it may carry.
    Rule,
}

/// An object as it came, without its secrets.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// Its fields.
    pub(super) fields: Fields,
    /// The file it stands in.
    pub file: String,
    /// Its place in the file, from 1.
    pub place: u64,
    /// Of a source, the tracking plan that came with it.
    pub(super) plan: Option<String>,
}

/// How a kind is listed, told and recognised.
pub(super) struct Shape {
    pub kind: ObjectKind,
    /// The field of a listing that holds many of it, folded.
    pub many: &'static str,
    /// The field of an answer that holds one, folded.
    pub one: &'static str,
    /// In a sentence.
    pub name: &'static str,
    /// Fields that an object of this kind has, folded.
    pub has: &'static [&'static str],
    /// What its `sid` begins with.
    pub sid: &'static str,
}

/// Every shape; of two that an object has, the first counts.
pub(super) const SHAPES: [Shape; 10] = [
    shape(ObjectKind::Sink, "sinks", "sink", "a sink", &["sid", "sinktype"], "DG"),
    shape(ObjectKind::Subscription, "subscriptions", "subscription", "a subscription", &["sid", "sinksid"], "DF"),
    shape(ObjectKind::SubscribedEvent, "types", "", "a subscribed event", &["subscriptionsid", "type"], ""),
    shape(ObjectKind::Number, "incomingphonenumbers", "", "a telephone number", &["sid", "phonenumber"], "PN"),
    shape(ObjectKind::Account, "accounts", "", "an account", &["sid", "status"], "AC"),
    shape(ObjectKind::Filter, "filters", "filter", "a destination filter", &["id", "destinationid", "actions"], ""),
    shape(ObjectKind::Destination, "destinations", "destination", "a destination", &["id", "sourceid", "metadata"], ""),
    shape(ObjectKind::Source, "sources", "source", "a source", &["id", "workspaceid"], ""),
    shape(ObjectKind::Rule, "rules", "", "a rule of a tracking plan", &["type", "jsonschema"], ""),
    shape(ObjectKind::TrackingPlan, "trackingplans", "trackingplan", "a tracking plan", &["id", "type"], ""),
];

const fn shape(
    kind: ObjectKind,
    many: &'static str,
    one: &'static str,
    name: &'static str,
    has: &'static [&'static str],
    sid: &'static str,
) -> Shape {
    Shape { kind, many, one, name, has, sid }
}

impl Shape {
    /// Whether an object has the fields of this kind.
    pub fn fits(&self, fields: &Fields) -> bool {
        self.has.iter().all(|name| field(fields, name).is_some_and(|value| !value.is_null()))
            && (self.sid.is_empty() || text(fields, "sid").is_some_and(|sid| sid.starts_with(self.sid)))
    }
}

/// The shape of an object that came without a listing around it.
pub(super) fn recognise(fields: &Fields) -> Option<&'static Shape> {
    // `id` and `type` alone say too little: only a listing makes a tracking plan of them, or the form of its id.
    let is_plan = |shape: &Shape| {
        shape.kind != ObjectKind::TrackingPlan
            || text(fields, "id").is_some_and(|id| id.starts_with("tp_") || id.starts_with("rs_"))
    };
    SHAPES.iter().find(|shape| shape.fits(fields) && is_plan(shape))
}

impl Object {
    /// The id by which others refer to it.
    pub(super) fn id(&self) -> Option<&str> {
        self.text("sid").or_else(|| self.text("id"))
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        text(&self.fields, name)
    }

    pub(super) fn value(&self) -> Value {
        Value::Object(self.fields.clone())
    }
}

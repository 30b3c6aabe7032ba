//! Objects as events, so that the ordinary rules judge them: a CloudEvent around each, with the object as it came.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::fields;
use super::object::{Object, ObjectKind};
use super::related::Related;

/// An object to be judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The file it stands in.
    pub file: String,
    /// Its place in the file, from 1.
    pub place: u64,
    /// The event.
    pub event: Value,
}

/// The events of objects, in their order; of one that is listed twice, what came last. A number that can do both is judged for messages and for calls; what belongs to
/// another object (subscribed events, filters, rules) is judged with it.
pub fn events(objects: &Related<'_>) -> Vec<Judged> {
    let last: BTreeMap<_, _> = objects.all().iter().map(|one| ((one.kind, one.id()), one)).collect();
    let newest = |one: &&Object| last.get(&(one.kind, one.id())).is_some_and(|last| std::ptr::eq(*last, *one));
    objects.all().iter().filter(newest).flat_map(|object| of(object, objects)).collect()
}

fn of(object: &Object, all: &Related<'_>) -> Vec<Judged> {
    let mut data = object.value();
    let below = |kind| all.under(object, kind).iter().map(|one| one.value()).collect();
    let kinds = match object.kind {
        ObjectKind::Sink => vec!["twilio.sink"],
        ObjectKind::Subscription => {
            add(&mut data, "types", below(ObjectKind::SubscribedEvent));
            vec!["twilio.subscription"]
        }
        ObjectKind::Account => vec!["twilio.account"],
        ObjectKind::Number => number(object),
        ObjectKind::Source => vec!["segment.source"],
        ObjectKind::Destination => {
            add(&mut data, "filters", below(ObjectKind::Filter));
            vec!["segment.destination"]
        }
        ObjectKind::TrackingPlan => {
            add(&mut data, "rules", below(ObjectKind::Rule));
            vec!["segment.tracking-plan"]
        }
        ObjectKind::SubscribedEvent | ObjectKind::Filter | ObjectKind::Rule => return Vec::new(),
    };
    let id = object.id().unwrap_or_default();
    let changed = fields::time(&object.fields, &["dateupdated", "updatedat", "datecreated", "createdat"]);
    let wrapped = |kind: &str| {
        let mut event = json!({
            "specversion": "1.0",
            "id": id,
            "source": source(object, all),
            "type": format!("phi-audit.setup.{kind}"),
            "datacontenttype": "application/json",
            "data": data,
        });
        if let (Some(changed), Some(fields)) = (changed, event.as_object_mut()) {
            fields.insert("time".to_owned(), changed.to_string().into());
        }
        Judged { file: object.file.clone(), place: object.place, event }
    };
    kinds.into_iter().map(wrapped).collect()
}

/// Adds what belongs to the object, where there is any and the object does not say it itself.
fn add(data: &mut Value, name: &str, all: Vec<Value>) {
    if let Some(fields) = data.as_object_mut().filter(|fields| !all.is_empty() && !fields.contains_key(name)) {
        fields.insert(name.to_owned(), Value::Array(all));
    }
}

/// For what a number is judged.
fn number(object: &Object) -> Vec<&'static str> {
    let can = fields::object(&object.fields, "capabilities").unwrap_or_default();
    let has = |names: &[&str]| names.iter().any(|name| fields::is(&can, name, true));
    let uses = [(has(&["sms", "mms"]), "twilio.phone-number.sms"), (has(&["voice"]), "twilio.phone-number.voice")];
    let kinds: Vec<_> = uses.into_iter().filter(|(can, _)| *can).map(|(_, kind)| kind).collect();
    if kinds.is_empty() { vec!["twilio.phone-number"] } else { kinds }
}

/// Where the object stands. A SID of an account in it says whose it is.
fn source(object: &Object, all: &Related<'_>) -> String {
    let id = object.id().unwrap_or_default();
    let account = match object.kind {
        ObjectKind::Account => return format!("/2010-04-01/Accounts/{id}"),
        ObjectKind::Sink => all.account_of_sink(object),
        _ => object.text("accountsid"),
    };
    let kind = match object.kind {
        ObjectKind::Sink => "Sinks",
        ObjectKind::Subscription => "Subscriptions",
        ObjectKind::Number => "IncomingPhoneNumbers",
        ObjectKind::Source => "sources",
        ObjectKind::Destination => "destinations",
        _ => "tracking-plans",
    };
    account.map_or_else(|| format!("/{kind}/{id}"), |account| format!("/Accounts/{account}/{kind}/{id}"))
}

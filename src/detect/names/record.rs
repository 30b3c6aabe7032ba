//! What the record around a name says: `first` beside `last` are those of a person, `name` beside `industry` is that of a firm.

use crate::detect::key_context::{BesideName, KeyContexts};
use crate::detect::vocabulary::Vocabulary;
use crate::event::{Document, NodeId, NodeKind, Step};

/// Whose record it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Record {
    /// Nothing is known.
    #[default]
    Open,
    /// A person's.
    Person,
    /// A person's, with first and last name in fields of their own, and the value is one of these.
    Parts,
    /// That of a firm or a thing.
    Other,
    /// It is the name of a page, a screen, a group.
    Titled,
}

/// Fields that are looked at; a record of more is hardly that of a person.
const MOST_MEMBERS: usize = 48;

impl Record {
    /// The record in which `node` stands, be it in a list there.
    pub fn around(document: &Document, node: NodeId, keys: &mut KeyContexts, vocabulary: &Vocabulary) -> Record {
        let Some((field, object)) = holder(document, node) else { return Record::Open };
        let (mut given, mut family, mut person, mut firm, mut trade) = (false, false, 0, 0, 0);
        for member in document.children(object).take(MOST_MEMBERS) {
            let Step::Key(id) = document.step(member) else { continue };
            match keys.get(id, &document.keys, vocabulary).beside {
                BesideName::Nothing => {}
                BesideName::Given => given = true,
                BesideName::Family => family = true,
                BesideName::Person => person += 1,
                BesideName::Firm => firm += 1,
                BesideName::Trade => trade += 1,
            }
        }
        if given && family {
            let own = match document.step(field) {
                Step::Key(id) => keys.get(id, &document.keys, vocabulary).beside,
                _ => BesideName::Nothing,
            };
            let is_part = matches!(own, BesideName::Given | BesideName::Family);
            return if is_part { Record::Parts } else { Record::Person };
        }
        if is_named_otherwise(document, object, document.field(field)) {
            return Record::Titled;
        }
        if firm > 0 || (trade > 0 && person == 0) {
            return Record::Other;
        }
        let person = person > 0 || is_of_person(document, object);
        if person && document.field(field) != "label" { Record::Person } else { Record::Open }
    }
}

/// The object in which a value stands, be it in a list there, and the member that it is or that holds it.
fn holder(document: &Document, node: NodeId) -> Option<(NodeId, NodeId)> {
    let mut at = node;
    loop {
        let parent = document.parent(at)?;
        match document.kind(parent) {
            NodeKind::Object => return Some((at, parent)),
            NodeKind::Array => at = parent,
            _ => return None,
        }
    }
}

/// Whether the key of an object, or the event it is in, says that it is about a person.
fn is_of_person(document: &Document, object: NodeId) -> bool {
    let identified = || {
        let event = document.parent(object).and_then(|event| document.member(event, "type"));
        event.is_some_and(|kind| document.text(kind) == "identify")
    };
    // The object may have been decoded out of a string.
    let key = match document.parent(object) {
        Some(string) if document.step(object) == Step::Whole => document.field(string),
        _ => document.field(object),
    };
    match key {
        "traits" => identified(),
        field => PERSONS.contains(&field),
    }
}

/// Keys of objects that are about a person.
const PERSONS: [&str; 34] = [
    "taskattributes",
    "customerdata",
    "variables",
    "submission",
    "answers",
    "lead",
    "visitor",
    "caller",
    "profile",
    "userinfo",
    "shippingaddress",
    "billingaddress",
    "shipto",
    "billto",
    "shipping",
    "billing",
    "contact",
    "contacts",
    "patient",
    "recipient",
    "customer",
    "user",
    "person",
    "member",
    "subscriber",
    "guarantor",
    "insured",
    "emergencycontact",
    "nextofkin",
    "caregiver",
    "passenger",
    "attendee",
    "applicant",
    "billingdetails",
];

/// So many members of an event are looked at for its `type`; Segment sends some twenty.
const MEMBERS_OF_EVENT: usize = 64;

/// Whether it is an event of Segment whose `name` is not that of a person: of a page, a screen, a group.
fn is_named_otherwise(document: &Document, object: NodeId, field: &str) -> bool {
    let of_event = |event: NodeId, types: &[&str]| {
        let kind = document.members(event).take(MEMBERS_OF_EVENT).find(|member| document.field(*member) == "type");
        kind.is_some_and(|kind| types.contains(&document.text(kind)))
    };
    let named = matches!(field, "name" | "title");
    match document.field(object) {
        "traits" => named && document.parent(object).is_some_and(|event| of_event(event, &["group"])),
        "properties" => named && document.parent(object).is_some_and(|event| of_event(event, &["page", "screen"])),
        "" => named && of_event(object, &["page", "screen", "group", "track"]),
        _ => false,
    }
}

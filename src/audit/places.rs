//! Where an event's matches stand, what it is called and where it goes, in words that are safe to print: for inventories and
//! comparisons. Array elements of a field are one field.

use std::borrow::Cow;

use super::AuditedEvent;
use super::printable::may_identify;
use crate::detect::Match;
use crate::event::{Kind, NodeId};
use crate::policy::{Baa, Severity, destination};

/// Whom a Segment call goes to by its `integrations`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient<'a> {
    /// The destination's name as the call has it; `All` for those it does not name; `[redacted]` where the name is not safe.
    pub name: &'a str,
    /// Whether it has signed a BAA. Of `All` nothing is known.
    pub baa: Baa,
}

/// The longest name of a destination that is printed, in bytes.
const LONGEST: usize = 64;
const REDACTED: &str = "[redacted]";

impl<'a> AuditedEvent<'a> {
    /// The CloudEvents `type`, or the Segment call; `[redacted]` where it is not safe to print.
    pub fn event_type(&self) -> Option<Cow<'a, str>> {
        let event = self.event;
        match event.kind() {
            Kind::Segment if event.is_call() => event.event_type().map(|call| call.to_ascii_lowercase().into()),
            _ => self.printable(event.event_type(), event.type_node(), b"._-").map(Into::into),
        }
    }

    /// The severity of its worst finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// The field in which something was found: its path as in a record, with `*` for every index.
    pub fn field(&self, found: &Match) -> String {
        self.field_of(found.node)
    }

    /// The path of a value, with `*` for every index; keys that identify somebody are `[redacted]`.
    pub fn field_of(&self, node: NodeId) -> String {
        self.event.general_pointer(node, |node| self.key_identifies(node))
    }

    /// The same, without the keys for which `also` holds, either.
    pub fn field_without(&self, node: NodeId, also: &dyn Fn(NodeId) -> bool) -> String {
        self.event.general_pointer(node, |node| self.key_identifies(node) || also(node))
    }

    /// Whether the key of `node` looks like data: a number, or longer than anybody would name a field. Where fields are listed over
    /// many events, keys like these may be ids.
    pub fn key_is_data(&self, node: NodeId) -> bool {
        const LONGEST: usize = 64;
        const DIGITS: usize = 4;
        let key = self.event.document().key(node).map_or("", |key| &key.text);
        key.len() > LONGEST || key.bytes().filter(u8::is_ascii_digit).count() >= DIGITS
    }

    /// Whom a Segment call goes to, `All` first; nobody for events that are not Segment's.
    pub fn recipients(&self) -> Vec<Recipient<'a>> {
        if self.event.kind() != Kind::Segment {
            return Vec::new();
        }
        let context = self.rules.policy.context();
        let all = destination::all_others(&self.event).then_some(Recipient { name: "All", baa: Baa::Unknown });
        let named = destination::switched_on(&self.event, context);
        all.into_iter().chain(named.map(|one| Recipient { name: self.destination(one.node), baa: one.baa })).collect()
    }

    /// The name of a destination. It is a key that somebody typed.
    fn destination(&self, node: NodeId) -> &'a str {
        let name = self.event.document().key(node).map_or("", |key| &key.text);
        let plain = |unit: char| unit.is_alphanumeric() || " .,_-+&/:()'\u{2019}".contains(unit);
        let matched = self.matches.iter().any(|found| found.in_key && found.node == node);
        let safe = name.len() <= LONGEST && name.chars().all(plain) && !matched && !may_identify(name);
        if safe && !self.repeats_a_value(name) { name } else { REDACTED }
    }
}

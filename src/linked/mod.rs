//! What the events of one resource show together: clues in, findings of linked rules out.
//!
//! It promises: the outcome is that of the set of events, whatever their order and however often each of them comes, because
//! [`Evidence`] only ever grows by the union of its parts and by the earliest and the latest event of each. It holds no value of
//! an event but times and ids.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::audit::AuditedEvent;
use crate::policy::{LinkedRule, Severity};

/// An event that shows a part of a linked rule. Witnesses are ordered by time, undated ones first, then by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Witness {
    /// When it happened, in milliseconds since 1970.
    pub time_ms: Option<i64>,
    /// Its id, as records print it.
    pub event_id: Box<str>,
}

/// What is known of one resource: for every part of a linked rule that some event shows, the first and the last such event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence(BTreeMap<u8, Span>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Span {
    first: Witness,
    last: Witness,
}

/// A linked rule that the events of a resource break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedFinding {
    /// The requirement's place in [`Policy::requirements`](crate::policy::Policy::requirements).
    pub requirement: u16,
    /// How bad it is.
    pub severity: Severity,
    /// An event for each part, in the order of the parts.
    pub witnesses: Vec<Witness>,
}

impl Witness {
    /// The event as a witness.
    pub fn of(event: &AuditedEvent<'_>) -> Self {
        let time_ms = event.event().time().map(jiff::Timestamp::as_millisecond);
        Self { time_ms, event_id: event.printable_id().unwrap_or_default().into() }
    }
}

impl Evidence {
    /// Adds what an event shows: one bit for each part. Gives whether that says anything new.
    pub fn add(&mut self, parts: u64, witness: &Witness) -> bool {
        let mut news = false;
        for bit in (0..64).filter(|bit| parts >> bit & 1 != 0) {
            news |= self.widen(bit, witness, witness);
        }
        news
    }

    /// Adds what is known from elsewhere.
    pub fn join(&mut self, more: &Self) {
        for (bit, span) in &more.0 {
            self.widen(*bit, &span.first, &span.last);
        }
    }

    fn widen(&mut self, bit: u8, first: &Witness, last: &Witness) -> bool {
        let Some(span) = self.0.get_mut(&bit) else {
            self.0.insert(bit, Span { first: first.clone(), last: last.clone() });
            return true;
        };
        let (earlier, later) = (*first < span.first, *last > span.last);
        if earlier {
            span.first.clone_from(first);
        }
        if later {
            span.last.clone_from(last);
        }
        earlier || later
    }

    /// Those of `rules`, all of this resource's sort, that are broken, in their order.
    pub fn findings<'r>(&'r self, rules: impl Iterator<Item = &'r LinkedRule>) -> impl Iterator<Item = LinkedFinding> {
        rules.filter_map(|rule| {
            let (requirement, severity) = (rule.requirement, rule.severity);
            Some(LinkedFinding { requirement, severity, witnesses: self.witnesses(rule)? })
        })
    }

    /// An event for each part: the first one, or of a part that has to come later, the last one.
    fn witnesses(&self, rule: &LinkedRule) -> Option<Vec<Witness>> {
        let mut witnesses: Vec<Witness> = Vec::with_capacity(rule.parts.len());
        let mut before: Option<&Witness> = None;
        for part in &rule.parts {
            let span = self.0.get(&part.bit)?;
            let witness = if part.later { &span.last } else { &span.first };
            if part.later && !before.is_some_and(|before| before.time_ms.is_some() && before.time_ms < witness.time_ms)
            {
                return None;
            }
            before = Some(&span.first);
            witnesses.push(witness.clone());
        }
        Some(witnesses)
    }
}

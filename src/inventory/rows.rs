//! The rows of an inventory: one for each field and category, as many as there is room for, and one for the rest.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::{earlier, worse};
use crate::audit::{AuditedEvent, Recipient};
use crate::detect::{Category, Grade};
use crate::policy::{Baa, Severity};
use crate::report::{Capped, Sum};

/// Rows kept one by one.
const ROWS: usize = 10_000;

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Field {
    /// The product.
    pub product: String,
    /// The CloudEvents `type` or the Segment call; empty where there is none.
    pub event_type: String,
    /// Its path, as in a record, with `*` for every index.
    pub path: String,
    /// What was found in it.
    pub category: Category,
}

/// How often it was found, when, and whom it goes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Matches.
    pub matches: u64,
    /// Events with at least one of them.
    pub events: u64,
    /// Of them, those of grade `phi`.
    pub phi: u64,
    /// Of them, those of grade `likely_phi`.
    pub likely_phi: u64,
    /// The worst finding of any of them.
    pub worst: Option<Severity>,
    /// The time of the earliest.
    pub first: Option<Timestamp>,
    /// The time of the latest.
    pub last: Option<Timestamp>,
    /// Whom they go to.
    pub recipients: Recipients,
}

/// Destinations by name: how many events, and whether a BAA is signed.
pub type Recipients = Capped<(u64, Option<Baa>), 50>;

impl Sum for (u64, Option<Baa>) {
    fn add(&mut self, more: &Self) {
        self.0 += more.0;
        self.1 = worse(self.1, more.1);
    }
}

/// All rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// One for each field and category.
    pub entries: BTreeMap<Field, Row>,
    /// What found no place.
    pub others: Option<Row>,
}

impl Rows {
    /// The row of `field`, or the one of all others.
    pub fn entry(&mut self, field: Field) -> &mut Row {
        if self.entries.len() < ROWS || self.entries.contains_key(&field) {
            self.entries.entry(field).or_default()
        } else {
            self.others.get_or_insert_default()
        }
    }

    /// Adds the rows of a stretch that follows.
    pub fn add(&mut self, more: Self) {
        for (field, row) in more.entries {
            self.entry(field).add(&row);
        }
        if let Some(row) = more.others {
            self.others.get_or_insert_default().add(&row);
        }
    }
}

impl Row {
    /// Counts an event with so many matches.
    pub(super) fn count(&mut self, event: &AuditedEvent<'_>, matches: u64, recipients: &[Recipient<'_>]) {
        self.matches += matches;
        self.events += 1;
        self.phi += u64::from(event.grade() == Grade::Phi);
        self.likely_phi += u64::from(event.grade() == Grade::LikelyPhi);
        self.worst = self.worst.max(event.worst());
        let time = event.event().time();
        (self.first, self.last) = (earlier(self.first, time), self.last.max(time));
        for recipient in recipients {
            let (events, baa) = self.recipients.entry(recipient.name);
            *events += 1;
            *baa = worse(*baa, Some(recipient.baa));
        }
    }

    fn add(&mut self, more: &Self) {
        self.matches += more.matches;
        self.events += more.events;
        self.phi += more.phi;
        self.likely_phi += more.likely_phi;
        self.worst = self.worst.max(more.worst);
        (self.first, self.last) = (earlier(self.first, more.first), self.last.max(more.last));
        self.recipients.merge(&more.recipients);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_finds_no_place_is_counted_together() {
        let mut rows = Rows::default();
        let field = |number: usize| Field {
            product: "sms".to_owned(),
            event_type: String::new(),
            path: format!("/data/{number}"),
            category: Category::Phone,
        };
        for number in 0..ROWS + 5 {
            rows.entry(field(number)).events += 1;
        }
        rows.entry(field(3)).events += 1;
        assert_eq!(rows.entries.len(), ROWS);
        assert_eq!(rows.entries.get(&field(3)).map(|row| row.events), Some(2));
        assert_eq!(rows.others.map(|row| row.events), Some(5));
    }
}

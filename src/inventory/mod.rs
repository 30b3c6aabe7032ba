//! Where PHI lives: in which fields of which events which categories were found, how often, when, and whom those events go to.
//!
//! It promises: the same events in the same order give the same inventory (no clock, no machine in it); memory does not grow with
//! the input; no matched value. It counts and orders; reading is for the command line.

mod csv;
mod document;
mod html;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{self, Write};

pub use document::{CategoryTotal, InventoryDocument, RecipientTotal, RowView};
use jiff::Timestamp;
pub use rows::{Field, Recipients, Row, Rows};
use serde::Serialize;

use crate::audit::{AuditedEvent, Recipient};
use crate::detect::{Category, Grade, Match};
use crate::policy::Baa;
use crate::report::{Basis, Capped, Sum};

/// What was counted. A worker counts a stretch of events; stretches are added in the order of the input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inventory {
    /// Events audited.
    pub events: u64,
    /// Events by PHI grade.
    pub grades: BTreeMap<Grade, u64>,
    /// The time of the earliest event.
    pub first: Option<Timestamp>,
    /// The time of the latest.
    pub last: Option<Timestamp>,
    /// Events without a time.
    pub undated: u64,
    /// What was found where.
    pub rows: Rows,
    /// Matches and events by category.
    pub categories: BTreeMap<Category, Count>,
    /// Whom Segment calls go to.
    pub recipients: Capped<RecipientCount, 500>,
}

/// How often something was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Matches.
    pub matches: u64,
    /// Events with at least one of them.
    pub events: u64,
}

/// What goes to one destination.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RecipientCount {
    /// Events.
    pub events: u64,
    /// Of them, those of grade `phi` or `likely_phi`.
    pub with_phi: u64,
    /// Whether it has signed a BAA.
    pub baa: Option<Baa>,
}

impl Inventory {
    /// Counts an event.
    pub fn count(&mut self, event: &AuditedEvent<'_>) {
        self.events += 1;
        *self.grades.entry(event.grade()).or_default() += 1;
        let time = event.event().time();
        self.seen(time, time);
        self.undated += u64::from(time.is_none());
        let recipients = event.recipients();
        for recipient in &recipients {
            let count = self.recipients.entry(recipient.name);
            count.events += 1;
            count.with_phi += u64::from(event.grade().carries_phi());
            count.baa = worse(count.baa, Some(recipient.baa));
        }
        if !event.matches().is_empty() {
            self.found(event, &recipients);
        }
    }

    fn found(&mut self, event: &AuditedEvent<'_>, recipients: &[Recipient<'_>]) {
        let mut found: Vec<(Category, String)> =
            event.matches().iter().map(|found| (found.category, path(event, found))).collect();
        found.sort_unstable();
        for of_category in found.chunk_by(|(one, _), (other, _)| one == other) {
            if let Some((category, _)) = of_category.first() {
                let count = self.categories.entry(*category).or_default();
                count.matches += of_category.len() as u64;
                count.events += 1;
            }
        }
        let event_type = event.event_type().unwrap_or_default();
        for alike in found.chunk_by(|one, other| one == other) {
            let Some((category, path)) = alike.first() else { continue };
            let field = Field {
                product: event.verdict().product.to_owned(),
                event_type: event_type.clone().into_owned(),
                path: path.clone(),
                category: *category,
            };
            self.rows.entry(field).count(event, alike.len() as u64, recipients);
        }
    }

    /// Adds a stretch of events that follows.
    pub fn add(&mut self, more: Inventory) {
        self.events += more.events;
        for (grade, count) in more.grades {
            *self.grades.entry(grade).or_default() += count;
        }
        self.seen(more.first, more.last);
        self.undated += more.undated;
        self.rows.add(more.rows);
        for (category, count) in more.categories {
            let sum = self.categories.entry(category).or_default();
            sum.matches += count.matches;
            sum.events += count.events;
        }
        self.recipients.merge(&more.recipients);
    }

    fn seen(&mut self, first: Option<Timestamp>, last: Option<Timestamp>) {
        (self.first, self.last) = (earlier(self.first, first), self.last.max(last));
    }

    /// The finished inventory, on the given basis.
    pub fn document<'i>(&'i self, basis: &'i Basis, unread: u64, outside: u64) -> InventoryDocument<'i> {
        InventoryDocument::new(self, basis, unread, outside)
    }
}

impl Sum for RecipientCount {
    fn add(&mut self, more: &Self) {
        self.events += more.events;
        self.with_phi += more.with_phi;
        self.baa = worse(self.baa, more.baa);
    }
}

/// The earlier of two times, if there is any.
fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

/// Names that share an entry are as good as the worst of them.
fn worse(one: Option<Baa>, other: Option<Baa>) -> Option<Baa> {
    let rank = |baa: &Baa| match baa {
        Baa::Signed => 0,
        Baa::Unknown => 1,
        Baa::Missing => 2,
    };
    one.into_iter().chain(other).max_by_key(rank)
}

/// Writes the rows as CSV (RFC 4180).
pub fn write_csv(document: &InventoryDocument<'_>, out: &mut dyn Write) -> io::Result<()> {
    csv::write(document, out)
}

/// Writes all of it as JSON.
pub fn write_json(document: &InventoryDocument<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}

/// Writes `inventory.html`.
pub fn write_html(document: &InventoryDocument<'_>, out: &mut dyn Write) -> io::Result<()> {
    html::write(document, out)
}

/// The field of a match, without keys that are data.
fn path(event: &AuditedEvent<'_>, found: &Match) -> String {
    event.field_without(found.node, &|node| event.key_is_data(node))
}

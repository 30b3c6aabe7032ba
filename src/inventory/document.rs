//! The inventory as data: what the JSON holds, and the CSV and the page show. The worst rows come first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::rows::{Field, Recipients, Row};
use super::{Count, Inventory};
use crate::detect::{Category, Grade, Role};
use crate::policy::{Baa, Severity};
use crate::report::Basis;

/// Version of the shape; fields may be added without a new one.
const FORMAT: u32 = 1;

/// A finished inventory.
#[derive(Debug, Serialize)]
pub struct InventoryDocument<'i> {
    format: u32,
    /// What it rests on.
    pub basis: &'i Basis,
    /// What the reader has to know before the numbers.
    pub notes: Vec<String>,
    /// Events audited.
    pub events: u64,
    /// Events left out because their time lies outside `--since` and `--until`.
    pub events_outside: u64,
    /// Events without a time.
    pub events_undated: u64,
    /// Parts of the input that could not be read.
    pub unread: u64,
    /// Events by PHI grade.
    pub grades: &'i BTreeMap<Grade, u64>,
    /// The time of the earliest event, RFC 3339.
    pub first: Option<String>,
    /// The time of the latest.
    pub last: Option<String>,
    /// What was found where, the worst first.
    pub rows: Vec<RowView<'i>>,
    /// What found no room as a row of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<RowView<'i>>,
    /// By category, the most frequent first.
    pub categories: Vec<CategoryTotal>,
    /// Whom Segment calls go to; those that carry most PHI first.
    pub destinations: Vec<RecipientTotal<'i>>,
}

/// A row.
#[derive(Debug, Serialize)]
pub struct RowView<'i> {
    /// What it is about; none for the row of all others.
    #[serde(flatten)]
    pub field: Option<&'i Field>,
    /// What the category means.
    pub role: Option<Role>,
    /// Matches.
    pub matches: u64,
    /// Events with at least one.
    pub events: u64,
    /// Of them, those of grade `phi`.
    pub phi: u64,
    /// Of them, those of grade `likely_phi`.
    pub likely_phi: u64,
    /// The worst finding above `info` of any of them.
    pub worst: Option<Severity>,
    /// The time of the earliest of them, RFC 3339.
    pub first: Option<String>,
    /// The time of the latest.
    pub last: Option<String>,
    /// Whom they go to.
    pub destinations: Vec<RecipientTotal<'i>>,
}

/// A category.
#[derive(Debug, Serialize)]
pub struct CategoryTotal {
    /// Its name.
    pub category: Category,
    /// What it means.
    pub role: Role,
    /// How often it was found.
    #[serde(flatten)]
    pub count: Count,
    /// In how many rows.
    pub fields: u64,
}

/// A destination.
#[derive(Debug, Serialize)]
pub struct RecipientTotal<'i> {
    /// Its name; `All` stands for those that a call does not name.
    pub name: &'i str,
    /// Events that go there.
    pub events: u64,
    /// Of them, those with PHI; not told by row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_phi: Option<u64>,
    /// Whether it has signed a BAA.
    pub baa: Option<Baa>,
}

impl<'i> InventoryDocument<'i> {
    pub(super) fn new(inventory: &'i Inventory, basis: &'i Basis, unread: u64, outside: u64) -> Self {
        let mut rows: Vec<RowView<'i>> =
            inventory.rows.entries.iter().map(|(field, row)| RowView::new(Some(field), row)).collect();
        // Stable: rows that are equally bad stay in the order of their fields.
        rows.sort_by_key(|row| {
            let urgency = row.role.map_or(0, urgency);
            Reverse((row.worst, urgency > 0, row.phi + row.likely_phi, row.events, urgency))
        });
        let mut categories: Vec<CategoryTotal> = inventory
            .categories
            .iter()
            .map(|(category, count)| CategoryTotal {
                category: *category,
                role: category.role(),
                count: *count,
                fields: inventory.rows.entries.keys().filter(|field| field.category == *category).count() as u64,
            })
            .collect();
        categories.sort_by_key(|total| Reverse((total.count.events, total.count.matches)));
        Self {
            format: FORMAT,
            basis,
            notes: notes(inventory, unread),
            events: inventory.events,
            events_outside: outside,
            events_undated: inventory.undated,
            unread,
            grades: &inventory.grades,
            first: inventory.first.map(|time| time.to_string()),
            last: inventory.last.map(|time| time.to_string()),
            rows,
            others: inventory.rows.others.as_ref().map(|row| RowView::new(None, row)),
            categories,
            destinations: recipients(inventory),
        }
    }

    /// Events of grade `phi` or `likely_phi`.
    pub fn with_phi(&self) -> u64 {
        self.grades.iter().filter(|(grade, _)| grade.carries_phi()).map(|(_, count)| count).sum()
    }
}

impl<'i> RowView<'i> {
    fn new(field: Option<&'i Field>, row: &'i Row) -> Self {
        Self {
            field,
            role: field.map(|field| field.category.role()),
            matches: row.matches,
            events: row.events,
            phi: row.phi,
            likely_phi: row.likely_phi,
            worst: row.worst.filter(|worst| *worst > Severity::Info),
            first: row.first.map(|time| time.to_string()),
            last: row.last.map(|time| time.to_string()),
            destinations: of_row(&row.recipients),
        }
    }
}

/// Which of two equally frequent rows is read first.
fn urgency(role: Role) -> u8 {
    match role {
        Role::Direct => 3,
        Role::Health => 2,
        Role::Indirect => 1,
        Role::Reference => 0,
    }
}

/// `All` first, then those without a BAA.
fn of_row(recipients: &Recipients) -> Vec<RecipientTotal<'_>> {
    let named = recipients.entries.iter().map(|(name, counts)| (name.as_str(), counts));
    let others = recipients.others.iter().map(|counts| ("others", counts));
    let total = |(name, &(events, baa))| RecipientTotal { name, events, with_phi: None, baa };
    let mut all: Vec<_> = named.chain(others).map(total).collect();
    all.sort_by_key(|one| (one.name != "All", one.baa != Some(Baa::Missing)));
    all
}

fn recipients(inventory: &Inventory) -> Vec<RecipientTotal<'_>> {
    let named = inventory.recipients.entries.iter().map(|(name, count)| (name.as_str(), count));
    let others = inventory.recipients.others.iter().map(|count| ("others", count));
    let mut all: Vec<_> = named
        .chain(others)
        .map(|(name, count)| RecipientTotal {
            name,
            events: count.events,
            with_phi: Some(count.with_phi),
            baa: count.baa,
        })
        .collect();
    all.sort_by_key(|one| Reverse((one.with_phi, one.events)));
    all
}

fn notes(inventory: &Inventory, unread: u64) -> Vec<String> {
    let mut notes = Vec::new();
    if unread > 0 {
        notes.push(format!("{unread} parts of the input could not be read; what they hold is not in here."));
    }
    if inventory.rows.others.is_some() {
        let rows = inventory.rows.entries.len();
        notes
            .push(format!("There are more fields than the {rows} that are listed; the others are counted in one row."));
    }
    let capped = |recipients: &Recipients| recipients.others.is_some();
    if inventory.recipients.others.is_some() || inventory.rows.entries.values().any(|row| capped(&row.recipients)) {
        notes.push("There are more destinations than are listed; the rest is counted as `others`.".to_owned());
    }
    if !inventory.recipients.entries.is_empty() {
        notes.push(
            "Destinations are those that the integrations object of a call switches on; “All” stands for every one that is \
             connected and not named. Storage (S3, warehouses) gets every event, whatever that object says."
                .to_owned(),
        );
        if inventory.recipients.entries.values().all(|count| count.baa == Some(Baa::Unknown)) {
            notes.push(
                "The configuration does not list which destinations have signed a BAA (segment.destinations), so none is marked.".to_owned(),
            );
        }
    }
    notes.push(
        "A field that is not listed held nothing that the rules recognise. That does not prove it empty of PHI."
            .to_owned(),
    );
    notes
}

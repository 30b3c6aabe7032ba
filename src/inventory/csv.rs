//! `inventory.csv`: one line per row, the worst first.

use std::io::{self, Write};

use super::document::{InventoryDocument, RecipientTotal, RowView};
use crate::policy::{Baa, Severity};
use crate::report::inert;

const COLUMNS: [&str; 14] = [
    "product",
    "event_type",
    "path",
    "category",
    "role",
    "matches",
    "events",
    "phi",
    "likely_phi",
    "worst",
    "first",
    "last",
    "destinations",
    "destinations_without_baa",
];

/// Writes it.
pub(super) fn write(document: &InventoryDocument<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out); // RFC 4180
    csv.write_record(COLUMNS)?;
    for row in document.rows.iter().chain(&document.others) {
        csv.write_record(cells(row).map(|cell| inert(&cell).into_owned().into_bytes()))?;
    }
    csv.flush()
}

fn cells(row: &RowView<'_>) -> [String; 14] {
    let number = |number: u64| number.to_string();
    let (product, event_type, path, category) = match row.field {
        Some(field) => (field.product.as_str(), field.event_type.as_str(), field.path.as_str(), field.category.name()),
        None => ("others", "", "", ""),
    };
    let without = |one: &&RecipientTotal<'_>| one.baa == Some(Baa::Missing);
    [
        product.to_owned(),
        event_type.to_owned(),
        path.to_owned(),
        category.to_owned(),
        row.role.map_or("", |role| role.name()).to_owned(),
        number(row.matches),
        number(row.events),
        number(row.phi),
        number(row.likely_phi),
        row.worst.map_or("", Severity::name).to_owned(),
        row.first.clone().unwrap_or_default(),
        row.last.clone().unwrap_or_default(),
        names(row.destinations.iter()),
        names(row.destinations.iter().filter(without)),
    ]
}

fn names<'n>(all: impl Iterator<Item = &'n RecipientTotal<'n>>) -> String {
    all.map(|one| one.name).collect::<Vec<_>>().join("; ")
}

//! The table for a spreadsheet: a row per requirement, everything that is known of it in columns.

use std::io::{self, Write};

use super::table::{CoverageTable, Row};
use crate::report::inert;

const COLUMNS: [&str; 25] = [
    "requirement",
    "product",
    "kind",
    "title",
    "section",
    "covered_by",
    "through",
    "since",
    "until",
    "editions",
    "in_force",
    "disabled",
    "tests_find",
    "tests_spare",
    "tests_boundary",
    "found",
    "last_finding",
    "attestation",
    "who",
    "evidence",
    "months",
    "owner",
    "reference",
    "not_visible",
    "note",
];

/// Writes all rows.
pub fn write(table: &CoverageTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out); // RFC 4180
    csv.write_record(COLUMNS)?;
    for row in &table.rows {
        csv.write_record(cells(row).iter().map(|cell| inert(cell).into_owned().into_bytes()))?;
    }
    csv.flush()
}

fn cells(row: &Row<'_>) -> [String; 25] {
    let entry = row.entry;
    let day = |day: Option<crate::policy::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let attest = entry.attest.as_ref();
    [
        entry.id.clone(),
        entry.product.clone(),
        entry.kind.name().to_owned(),
        entry.title.clone(),
        entry.section.clone(),
        entry.covered_by.iter().map(|way| way.name()).collect::<Vec<_>>().join(" "),
        entry.through.join(" "),
        day(entry.since),
        day(entry.until),
        entry.editions.iter().map(|edition| edition.name()).collect::<Vec<_>>().join(" "),
        row.in_force.to_string(),
        entry.disabled.to_string(),
        entry.tests.finds.to_string(),
        entry.tests.spares.to_string(),
        entry.tests.boundaries.to_string(),
        row.found_words(),
        row.last_finding().trim_start_matches('-').to_owned(),
        row.standing.to_string(),
        attest.map(|attest| attest.who.clone()).unwrap_or_default(),
        attest.map(|attest| attest.evidence.clone()).unwrap_or_default(),
        attest.map(|attest| attest.months.to_string()).unwrap_or_default(),
        row.word.map(|word| word.owner.clone()).unwrap_or_default(),
        row.word.map(|word| word.reference.clone()).unwrap_or_default(),
        text(&entry.cannot_see),
        text(&entry.note),
    ]
}

//! Which requirement is covered how, and how each stands: a row for every one of the guide, whether events show it or not.
//!
//! It promises: no requirement is left out, be it disabled; a row says findings, no findings, attested, not attested or not visible,
//! and nothing that could be taken for a verdict on the whole; the same rules, attestations, counts and day give the same rows (no
//! clock in it). What it leaves to others: judging ([`policy`](crate::policy)), counting ([`report`](crate::report)).

mod csv;
mod entry;
mod html;
mod ledger;
mod markdown;
#[cfg(test)]
pub(crate) mod sample;
mod table;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

pub use csv::write as write_csv;
pub use entry::{Entry, Tests};
pub use html::{Page, write as write_html};
pub(crate) use html::{TEMPLATE, view};
pub use ledger::Ledger;
pub use markdown::write as write_markdown;
pub use table::{CoverageTable, Found, Row, Summary, words};

/// Writes the table as JSON, as it stands in `report.json`.
pub fn write_json(table: &CoverageTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, table)?;
    out.write_all(b"\n")
}

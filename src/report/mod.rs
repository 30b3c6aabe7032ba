//! What an auditor takes away from a replay: `report.html`, `report.json` and `findings.csv`, and of a run with a manifest
//! `manifest.csv`.
//!
//! It promises: the same records in the same order give the same bytes (no clock, no machine in it); memory does not grow with
//! the input (counts are capped, with a bucket for the rest; the CSV is streamed); no matched value, because none is in a
//! record; and never the word that everything is in order, only what was found, what was not, and what no stream can show.

mod basis;
mod capped;
mod chart;
mod csv;
mod document;
mod examples;
mod html;
mod linked;
mod objects;
mod periods;
mod sources;
mod tally;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

pub use basis::{Basis, ConfigFile};
pub(crate) use capped::{Capped, Sum};
pub use csv::FindingsCsv;
pub(crate) use csv::inert;
pub use document::ReportDocument;
pub(crate) use html::{STYLE, grouped, size};
pub use linked::Linked;
pub use objects::{ObjectRow, ObjectsCsv};
pub use sources::{Part, Sources, State};
pub use tally::{Counts, Requirements, Tally};

use crate::coverage::Ledger;
use crate::record::{ErrorRecord, LinkedRecord, Record};
use examples::{Errors, Examples};

/// Collects what the report will say.
#[derive(Debug, Default)]
pub struct Report {
    tally: Tally,
    sources: Sources,
    examples: Examples,
    errors: Errors,
    linked: Linked,
}

impl Report {
    /// Adds the counts of a stretch of events.
    pub fn count(&mut self, tally: &Tally) {
        self.tally.add(tally);
    }

    /// Adds what happened to sources; in the order of the input.
    pub fn source(&mut self, part: Part) {
        self.sources.add(part);
    }

    /// Keeps an event with a finding as an example. It is not counted: its [`Tally`] does that.
    pub fn example(&mut self, record: &Record<'_>) {
        self.examples.keep(record);
    }

    /// Counts a finding over several events and keeps it as an example; in the order in which a run tells them.
    pub fn linked(&mut self, record: &LinkedRecord<'_>) {
        self.tally.linked(record);
        if record.is_finding() {
            self.linked.keep(record);
        }
    }

    /// Counts clues that were not linked: to resources beyond the bound, and to those that no manifest keeps.
    pub fn unlinked(&mut self, beyond_bound: u64, not_kept: u64) {
        self.linked.clues_beyond_bound += beyond_bound;
        self.linked.clues_not_kept += not_kept;
    }

    /// Counts an error and keeps it as an example.
    pub fn error(&mut self, error: &ErrorRecord<'_>) {
        self.errors.keep(error);
    }

    /// Ends the last source; the input has ended.
    pub fn finish(&mut self) {
        self.sources.close();
    }

    /// The counts so far.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The sources so far.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// How many errors so far.
    pub fn error_count(&self) -> u64 {
        self.errors.count()
    }

    /// The finished report, on the given basis, with all requirements of the ledger.
    pub fn document<'r>(&'r self, basis: &'r Basis, ledger: &'r Ledger) -> ReportDocument<'r> {
        ReportDocument::new(basis, self, ledger)
    }
}

/// Writes `report.json`.
pub fn write_json(document: &ReportDocument<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}

/// Writes `report.html`.
pub fn write_html(document: &ReportDocument<'_>, out: &mut dyn Write) -> io::Result<()> {
    html::write(document, out)
}

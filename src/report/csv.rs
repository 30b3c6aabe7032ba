//! `findings.csv`: one row per finding above `info`, complete, in the order of the input; behind them those over several events.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::policy::Severity;
use crate::record::{LinkedRecord, Record};

const COLUMNS: [&str; 23] = [
    "severity",
    "requirement",
    "title",
    "section",
    "as_of",
    "source",
    "line",
    "item",
    "time",
    "account",
    "kind",
    "product",
    "feature",
    "eligibility",
    "region",
    "phi",
    "event_id",
    "event_type",
    "categories",
    "paths",
    "resource",
    "resource_id",
    "events",
];

/// Writes the rows as they come.
#[derive(Debug)]
pub struct FindingsCsv<W: Write> {
    out: ::csv::Writer<W>,
}

impl<W: Write> FindingsCsv<W> {
    /// Writes the head row.
    pub fn new(out: W) -> io::Result<Self> {
        let mut out = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out); // RFC 4180
        out.write_record(COLUMNS)?;
        Ok(Self { out })
    }

    /// Writes the findings of one event.
    pub fn write(&mut self, record: &Record<'_>) -> io::Result<()> {
        let (mut categories, mut paths) = (Vec::new(), Vec::new());
        for matched in &record.matches {
            if !categories.contains(&matched.category.name()) {
                categories.push(matched.category.name());
            }
            if !paths.contains(&&*matched.path) {
                paths.push(&*matched.path);
            }
        }
        let (categories, paths) = (categories.join(" "), paths.join(" "));
        let text = |text: &Option<Cow<'_, str>>| text.as_deref().unwrap_or_default().to_owned();
        for finding in record.findings.iter().filter(|finding| finding.severity > Severity::Info) {
            let row = [
                finding.severity.name(),
                &finding.requirement,
                &finding.title,
                &finding.section,
                &finding.as_of,
                &record.source,
                &record.line.to_string(),
                &record.item.to_string(),
                &text(&record.time),
                &text(&record.account),
                record.kind.name(),
                &record.product,
                &text(&record.feature),
                record.eligibility.name(),
                record.region.name(),
                record.phi.name(),
                &text(&record.event_id),
                &text(&record.event_type),
                &categories,
                &paths,
                "",
                "",
                "",
            ];
            self.row(row)?;
        }
        Ok(())
    }

    /// Writes a finding over several events. What is of one event alone stays empty.
    pub fn write_linked(&mut self, record: &LinkedRecord<'_>) -> io::Result<()> {
        if !record.is_finding() {
            return Ok(());
        }
        let ids = record.events.iter().map(|event| event.event_id.as_deref().unwrap_or("-"));
        let events = ids.collect::<Vec<_>>().join(" ");
        let text = |text: &Option<Cow<'_, str>>| text.as_deref().unwrap_or_default().to_owned();
        let (time, account, id) = (text(&record.last), text(&record.account), text(&record.resource.id));
        let mut row = [""; COLUMNS.len()];
        let cells: [(&str, &str); 10] = [
            ("severity", record.severity.name()),
            ("requirement", &record.requirement),
            ("title", &record.title),
            ("section", &record.section),
            ("as_of", &record.as_of),
            ("time", &time),
            ("account", &account),
            ("resource", &record.resource.kind),
            ("resource_id", &id),
            ("events", &events),
        ];
        for (column, cell) in COLUMNS.iter().zip(&mut row) {
            *cell = cells.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| *cell);
        }
        self.row(row)
    }

    fn row(&mut self, row: [&str; COLUMNS.len()]) -> io::Result<()> {
        Ok(self.out.write_record(row.map(|cell| inert(cell).into_owned().into_bytes()))?)
    }

    /// Flushes and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| error.into_error())
    }
}

/// A cell that no spreadsheet takes for a formula: events hold text that strangers wrote.
pub(crate) fn inert(cell: &str) -> Cow<'_, str> {
    match cell.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => format!("'{cell}").into(),
        _ => cell.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(1)", "\t=1"] {
            assert!(inert(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(inert("sms"), "sms");
    }
}

//! `manifest.csv`: one row per object, in the order of the input: which version of it was read, and what that came to.

use std::io::{self, Write};

use super::csv::inert;

/// An object.
#[derive(Clone, Copy, Debug)]
pub struct ObjectRow<'r> {
    /// Its name.
    pub object: &'r str,
    /// Its version as its store tells it: an ETag, the time of a file; `None` where it has none.
    pub version: Option<&'r str>,
    /// Bytes, as stored, where known.
    pub size: Option<u64>,
    /// Events audited.
    pub events: u64,
    /// Findings above `info`.
    pub findings: u64,
    /// SHA-256 over its result, in hex.
    pub digest: &'r str,
}

/// Writes the rows as they come.
#[derive(Debug)]
pub struct ObjectsCsv<W: Write> {
    out: ::csv::Writer<W>,
}

impl<W: Write> ObjectsCsv<W> {
    /// Writes the head row.
    pub fn new(out: W) -> io::Result<Self> {
        let mut out = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out); // RFC 4180
        out.write_record(["object", "version", "size", "events", "findings", "digest"])?;
        Ok(Self { out })
    }

    /// Writes an object.
    pub fn write(&mut self, row: &ObjectRow<'_>) -> io::Result<()> {
        let size = row.size.map(|size| size.to_string()).unwrap_or_default();
        let (events, findings) = (row.events.to_string(), row.findings.to_string());
        let version = row.version.unwrap_or_default();
        let cells = [row.object, version, &size, &events, &findings, row.digest];
        Ok(self.out.write_record(cells.map(|cell| inert(cell).into_owned()))?)
    }

    /// Flushes and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| error.into_error())
    }
}

//! `phi-audit scan`: every event of the given files as one line of NDJSON, in input order, or as text for a person; at the end what
//! several of them show together.
//!
//! One thread. What is printed for an event depends on that event and the rules alone; of earlier ones only clues are kept.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;

use super::linking::{Linking, beyond};
use super::places::places;
use super::{Error, Exit, FailOn, Io, Loaded, Paint, RuleArgs, Summary, Told, load, text};
use crate::audit::{Attributes, Audited, AuditedEvent, Auditor};
use crate::config::Config;
use crate::linked::{self, Table};
use crate::record::{ErrorDetail, ErrorRecord, LinkedRecord, Record};
use crate::rules::Rules;
use crate::source::{self, Piece, Reading, Trouble};

/// Arguments of `scan`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, folders, s3:// gs:// az:// URLs, - for standard input [default: -]; JSON, gzip, zstd, Parquet
    #[arg(value_name = "FILE")]
    paths: Vec<PathBuf>,

    /// text or ndjson [default: text on a terminal, ndjson otherwise]
    #[arg(long, value_enum, hide_possible_values = true)]
    format: Option<Format>,

    /// In text, list clean events too
    #[arg(long)]
    all: bool,

    /// Exit with 1 from this severity on: info, low, medium, high, critical, or never
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "high", hide_possible_values = true)]
    fail_on: FailOn,

    #[command(flatten)]
    rules: RuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  phi-audit scan examples/events
  phi-audit scan --fail-on medium --config clinic.toml sink.ndjson.gz
  phi-audit scan --format ndjson - < events.json | jq 'select(.phi == \"phi\")'

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be read, 64 usage.";

/// How to print an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Two or three lines for a person.
    Text,
    /// The published record.
    Ndjson,
}

/// Audits everything that is given.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let loaded = load(&args.rules)?;
    let format = args.format.unwrap_or(if io.out_is_terminal { Format::Text } else { Format::Ndjson });
    let paths = match args.paths.as_slice() {
        [] if io.in_is_terminal => {
            return Err(Told::usage("nothing to scan")
                .remedy("name files or folders, or pipe events in: `phi-audit scan examples/events`")
                .into());
        }
        [] => &[PathBuf::from(source::STDIN)],
        paths => paths,
    };
    let places: Vec<_> = places(paths, &loaded.settings, None)?.into_iter().map(|(place, _)| place).collect();
    let linking = Linking::of(&loaded, false)?;
    let mut printer = Printer::new(io, &loaded, &linking, format, args.all);
    let mut auditor = Auditor::with_limits(Arc::clone(&loaded.rules), loaded.settings.config.limits.of_document());
    let mut place = Place::default();
    let mut outcome = Ok(());
    let reading = Reading::everything(loaded.settings.config.limits.of_source());
    let _ = source::documents(&places, &reading, &mut |object, piece| match printer.piece(
        &object.name,
        piece,
        &mut place,
        &mut auditor,
    ) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            outcome = Err(error);
            ControlFlow::Break(())
        }
    });
    outcome?;
    let table = std::mem::replace(&mut printer.table, linking.table());
    for finding in linking.ruleset.findings(&table) {
        printer.linked(&finding.record())?;
    }
    let (summary, beyond) = (printer.summary, beyond(table.dropped()));
    io.out.flush()?;
    beyond.map(|words| writeln!(io.err, "{words}")).transpose()?;
    if format == Format::Text || io.err_is_terminal {
        let assumed = loaded.rules.policy().context().designated_accounts.is_none();
        let note = if assumed { " · no accounts listed, so every one counts as designated" } else { "" };
        writeln!(io.err, "{}{note}", summary.line(loaded.rules.digest()))?;
    }
    Ok(summary.exit(args.fail_on))
}

/// The line being read and how many items it has had: one line may hold many documents, and one document many items.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub line: u64,
    pub items: u64,
}

/// Prints what was audited and counts it.
pub(super) struct Printer<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    paint: Paint,
    format: Format,
    all: bool,
    rules: &'a Rules,
    config: &'a Config,
    /// One line of NDJSON, reused.
    buffer: Vec<u8>,
    pub summary: Summary,
    /// What events show of rules over several.
    table: Table,
    linking: &'a Linking,
}

impl<'a> Printer<'a> {
    /// A printer of what is judged by `loaded`.
    pub fn new(io: &'a mut Io, loaded: &'a Loaded, linking: &'a Linking, format: Format, all: bool) -> Self {
        Self {
            out: &mut *io.out,
            err: &mut *io.err,
            paint: io.paint,
            format,
            all,
            rules: &loaded.rules,
            config: &loaded.settings.config,
            buffer: Vec::new(),
            summary: Summary::default(),
            table: linking.table(),
            linking,
        }
    }

    fn piece(&mut self, source: &str, piece: Piece<'_>, place: &mut Place, auditor: &mut Auditor) -> io::Result<()> {
        match piece {
            Piece::Opened => {
                *place = Place::default();
                Ok(())
            }
            Piece::Document { line, offset, bytes, around } => {
                if place.line != line {
                    *place = Place { line, items: 0 };
                }
                self.document(source, place, offset, (bytes, &around), auditor)
            }
            Piece::Failed(trouble) => {
                if trouble.rest_unread {
                    self.source_failed(source, trouble)?;
                }
                self.failure(source, trouble.line, trouble.kind, trouble.offset)
            }
            // What lies in a folder without being a file of events is no part of the answer.
            Piece::Skipped(_) | Piece::Closed { .. } => Ok(()),
        }
    }

    /// Audits a document and prints what comes of it.
    pub fn document(
        &mut self,
        source: &str,
        place: &mut Place,
        offset: u64,
        (bytes, around): (&[u8], &Attributes<'_>),
        auditor: &mut Auditor,
    ) -> io::Result<()> {
        let (line, first_item) = (place.line, place.items);
        let mut written = Ok(());
        auditor.audit_record(bytes, around, &mut |audited| {
            if written.is_ok() {
                written = match audited {
                    Audited::Event(event) => {
                        let record = event.record(source, line, first_item);
                        place.items = record.item + 1;
                        self.event(&event, &record)
                    }
                    Audited::Canary(_) => {
                        place.items += 1;
                        self.summary.canaries += 1;
                        Ok(())
                    }
                    Audited::Failed(failure) => self.failure(source, line, failure.kind, offset + failure.offset),
                };
            }
        });
        written
    }

    /// A whole source, or the rest of one: a person has to know even when only records are printed.
    fn source_failed(&mut self, source: &str, trouble: Trouble) -> io::Result<()> {
        let place = if trouble.line == 0 { source.to_owned() } else { format!("{source}, line {}", trouble.line) };
        let told = Told::failed(format!("cannot read on: {}", trouble.kind.replace('_', " ")))
            .at(place)
            .maybe_remedy(source::remedy(trouble.kind).map(str::to_owned));
        writeln!(self.err, "{told}")
    }

    fn event(&mut self, event: &AuditedEvent<'_>, record: &Record<'_>) -> io::Result<()> {
        self.summary.count(record);
        self.summary.allowed += u64::from(event.allowed());
        linked::observe(event, &self.linking.keying, &mut |seen| self.table.observe(&seen));
        match self.format {
            Format::Ndjson => self.json(record),
            Format::Text if self.all || record.has_finding() => {
                let around = RuleWords { rules: self.rules, config: self.config };
                let words = EventWords { event, around };
                text::event(self.out, self.paint, record, &words)
            }
            Format::Text => Ok(()),
        }
    }

    fn linked(&mut self, record: &LinkedRecord<'_>) -> io::Result<()> {
        self.summary.linked(record);
        match self.format {
            Format::Ndjson => self.json(record),
            Format::Text if record.is_finding() => {
                let words = RuleWords { rules: self.rules, config: self.config };
                text::linked(self.out, self.paint, record, &words)
            }
            Format::Text => Ok(()),
        }
    }

    fn failure(&mut self, source: &str, line: u64, kind: &str, offset: u64) -> io::Result<()> {
        self.summary.unread += 1;
        match self.format {
            Format::Ndjson => {
                let error = ErrorDetail { kind: kind.into(), offset };
                self.json(&ErrorRecord { source: source.into(), line, error })
            }
            Format::Text => text::failure(self.out, self.paint, source, line, kind, offset),
        }
    }

    fn json(&mut self, record: &impl serde::Serialize) -> io::Result<()> {
        self.buffer.clear();
        serde_json::to_writer(&mut self.buffer, record)?;
        self.buffer.push(b'\n');
        self.out.write_all(&self.buffer)
    }
}

/// The words around a record: masks from the event, the others from the rules and the configuration.
pub(super) struct EventWords<'a> {
    pub event: &'a AuditedEvent<'a>,
    pub around: RuleWords<'a>,
}

/// The words around what is of no single event: remedies from the rules, names from the configuration.
#[derive(Clone, Copy)]
pub(super) struct RuleWords<'a> {
    pub rules: &'a Rules,
    pub config: &'a Config,
}

impl text::Words for EventWords<'_> {
    fn mask(&self, index: usize) -> String {
        self.event.mask(index)
    }

    fn remedy(&self, requirement: &str) -> Option<&str> {
        self.around.remedy(requirement)
    }

    fn name(&self, account: &str) -> Option<&str> {
        self.around.name(account)
    }
}

impl text::Words for RuleWords<'_> {
    fn mask(&self, _: usize) -> String {
        String::new()
    }

    fn remedy(&self, requirement: &str) -> Option<&str> {
        self.rules.requirement(requirement).map(|requirement| requirement.remedy.as_str())
    }

    fn name(&self, account: &str) -> Option<&str> {
        self.config.accounts.name(account)
    }
}

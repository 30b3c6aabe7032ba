//! How the outcome of controls is written.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Format;
use crate::cli::columns::{self, Align, Cell};
use crate::cli::{Error, Io, Paint, plural};
use crate::diff::{Controls, FieldOutcome, Outcome, TypeOutcome};
use crate::report::{grouped, inert};

/// What was counted besides the fields.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Totals {
    /// Events that only the copy has.
    pub only_in_copy: u64,
    /// Events of the archive whose id had come before.
    pub archive_duplicates: u64,
    /// Events of the copy whose id had come before.
    pub copy_duplicates: u64,
    /// Events of the archive without an id.
    pub archive_without_id: u64,
    /// Events of the copy without an id.
    pub copy_without_id: u64,
    /// Events of the archive outside `--since` and `--until`.
    pub outside: u64,
    /// Parts of either that could not be read.
    pub unread: u64,
}

#[derive(Serialize)]
struct Document<'c> {
    events: TypeOutcome,
    #[serde(flatten)]
    totals: &'c Totals,
    types: BTreeMap<&'c str, TypeOutcome>,
    fields: Vec<FieldOutcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    others: Option<&'c Outcome>,
}

const COLUMNS: [&str; 9] =
    ["event_type", "path", "kept", "changed", "removed", "added", "exposed", "found_in_archive", "found_in_copy"];

/// Writes it; in text, the worst `top` fields.
pub(super) fn write(
    format: Format,
    top: usize,
    controls: &Controls,
    totals: &Totals,
    io: &mut Io,
) -> Result<(), Error> {
    let mut fields = controls.fields();
    let document = |fields| Document {
        events: controls.sum(),
        totals,
        types: controls.types(),
        fields,
        others: controls.others(),
    };
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *io.out, &document(fields))?;
            io.out.write_all(b"\n")?;
        }
        Format::Text => {
            fields.extend(others(controls));
            text(&fields, top, io)?;
        }
        Format::Ndjson | Format::Csv => {
            fields.extend(others(controls));
            if format == Format::Csv { csv(&fields, io)? } else { ndjson(&fields, io)? }
        }
    }
    io.out.flush()?;
    last_lines(controls, totals, io)
}

/// What found no room, as a field.
fn others(controls: &Controls) -> Option<FieldOutcome> {
    let (event_type, path) = ("others".to_owned(), String::new());
    controls.others().map(|outcome| FieldOutcome { event_type, path, outcome: *outcome })
}

fn ndjson(fields: &[FieldOutcome], io: &mut Io) -> Result<(), Error> {
    for field in fields {
        serde_json::to_writer(&mut *io.out, field)?;
        io.out.write_all(b"\n")?;
    }
    Ok(())
}

fn csv(fields: &[FieldOutcome], io: &mut Io) -> Result<(), Error> {
    let mut csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(&mut *io.out); // RFC 4180
    let mut row = |cells: [String; 9]| {
        csv.write_record(cells.map(|cell| inert(&cell).into_owned())).map_err(std::io::Error::from)
    };
    row(COLUMNS.map(str::to_owned))?;
    for FieldOutcome { event_type, path, outcome } in fields {
        let Outcome { kept, changed, removed, added, exposed, archive, copy } = outcome;
        let [kept, changed, removed, added, exposed] = [kept, changed, removed, added, exposed].map(u64::to_string);
        row([event_type.clone(), path.clone(), kept, changed, removed, added, exposed, archive.names(), copy.names()])?;
    }
    Ok(csv.flush()?)
}

fn text(fields: &[FieldOutcome], top: usize, io: &mut Io) -> Result<(), Error> {
    let Io { out, paint, .. } = io;
    let (paint, out) = (*paint, &mut **out);
    let mut nothing = true;
    for (title, belongs) in LISTS {
        let list: Vec<&FieldOutcome> = fields.iter().filter(|field| belongs(&field.outcome)).collect();
        if list.is_empty() {
            continue;
        }
        let (strong, dim, gap) = (paint.strong, paint.dim, if nothing { "" } else { "\n" });
        nothing = false;
        writeln!(out, "{gap}{strong}{title}{strong:#}")?;
        let rows: Vec<_> = list.iter().take(top).map(|field| cells(field, paint)).collect();
        columns::write(out, paint, HEAD, &rows)?;
        let hidden = list.len().saturating_sub(top);
        if hidden > 0 {
            writeln!(
                out,
                "{dim}and {}; `--top N` or `--format csv` show them{dim:#}",
                plural(hidden as u64, "more field")
            )?;
        }
    }
    if nothing {
        writeln!(out, "no field was touched, and nothing was found in any")?;
    }
    Ok(())
}

type Belongs = fn(&Outcome) -> bool;

/// The lists in which a field may stand; what was neither touched nor holds anything stands in none.
const LISTS: [(&str, Belongs); 3] = [
    ("identifiers and health information that the copy still has", |outcome| outcome.exposed > 0),
    ("what was taken out or changed", |outcome| outcome.exposed == 0 && outcome.removed + outcome.changed > 0),
    ("what only the copy has", |outcome| outcome.exposed + outcome.removed + outcome.changed == 0 && outcome.added > 0),
];

const HEAD: [(&str, Align); 9] = [
    ("EXPOSED", Align::Right),
    ("KEPT", Align::Right),
    ("CHANGED", Align::Right),
    ("REMOVED", Align::Right),
    ("ADDED", Align::Right),
    ("EVENT TYPE", Align::Left),
    ("PATH", Align::Left),
    ("FOUND IN ARCHIVE", Align::Left),
    ("STILL IN COPY", Align::Left),
];

fn cells(field: &FieldOutcome, paint: Paint) -> [Cell; 9] {
    let number = |count: u64| Cell::new(if count == 0 { "·".to_owned() } else { grouped(count) });
    let Outcome { kept, changed, removed, added, exposed, archive, copy } = field.outcome;
    let exposed = Cell { style: if exposed > 0 { paint.red } else { paint.green }, ..number(exposed) };
    let path = if field.path.is_empty() { "the whole event" } else { &field.path };
    [
        exposed,
        number(kept),
        number(changed),
        number(removed),
        number(added),
        Cell::styled(&field.event_type, paint.dim),
        Cell::new(path),
        Cell::new(archive.names()),
        Cell::styled(copy.names(), paint.yellow),
    ]
}

fn last_lines(controls: &Controls, totals: &Totals, io: &mut Io) -> Result<(), Error> {
    let TypeOutcome { both, phi_in_archive, phi_in_copy, dropped, dropped_with_phi } = controls.sum();
    let [with, still, dropped_with] = [phi_in_archive, phi_in_copy, dropped_with_phi].map(grouped);
    writeln!(
        io.err,
        "{} in both, {with} of them with PHI in the archive and {still} in the copy; {} dropped, {dropped_with} with PHI; {} only in the copy",
        plural(both, "event"),
        grouped(dropped),
        grouped(totals.only_in_copy),
    )?;
    let beside = [
        (totals.archive_duplicates, "again in the archive"),
        (totals.copy_duplicates, "again in the copy"),
        (totals.archive_without_id, "without an id in the archive"),
        (totals.copy_without_id, "without an id in the copy"),
        (totals.outside, "outside the period"),
        (totals.unread, "parts could not be read"),
    ];
    let beside: Vec<String> = beside
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(*count)))
        .collect();
    if !beside.is_empty() {
        writeln!(io.err, "not compared: {}", beside.join(", "))?;
    }
    Ok(writeln!(
        io.err,
        "note: an archive on S3 is the superset: neither `integrations` nor destination filters reach it"
    )?)
}

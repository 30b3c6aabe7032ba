//! Two files of records: what one run of `replay` or `scan` found and another did not.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::output::Output;
use super::{Args, Format};
use crate::cli::{Error, Exit, Io, Told};
use crate::detect::Grade;
use crate::diff::{Join, Side, StoreError, Which};
use crate::policy::{Eligibility, Severity};
use crate::source::{self, Piece};

/// What of a record matters here; also of the record of an error, and of one over several events, which has no place.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(borrow)]
    source: Option<Cow<'l, str>>,
    line: Option<u64>,
    item: Option<u64>,
    phi: Option<Grade>,
    eligibility: Option<Eligibility>,
    #[serde(borrow, default)]
    findings: Vec<Found<'l>>,
    error: Option<IgnoredAny>,
    resource: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Found<'l> {
    #[serde(borrow)]
    requirement: Cow<'l, str>,
    severity: Severity,
    #[serde(borrow)]
    as_of: Cow<'l, str>,
}

/// What a file holds.
#[derive(Debug, Default)]
struct Held {
    events: u64,
    findings: u64,
    errors: u64,
    /// Findings over several events.
    linked: u64,
}

pub(super) fn run(args: &Args, format: Format, paths: (&Path, &Path), io: &mut Io) -> Result<Exit, Error> {
    let mut join = Join::new()?;
    let before = read(paths.0, Which::Before, &mut join)?;
    let after = read(paths.1, Which::After, &mut join)?;
    let mut output = Output::new(format, args.examples);
    join.compare(&mut |compared| output.finding(compared, io))?;
    let changes = output.changes();
    let in_common = changes.same + changes.restated + changes.sums()[2];
    if in_common == 0 && before.findings > 0 && after.findings > 0 {
        let told = Told::failed("the two files have no finding in common").remedy(
            "were they made from the same archive, named in the same way? A place is `source`, `line` and `item`",
        );
        writeln!(io.err, "{}", told.to_string().replacen("error:", "warning:", 1))?;
    }
    if before.errors != after.errors {
        let (one, other) = (before.errors, after.errors);
        writeln!(
            io.err,
            "warning: {one} parts of the input were unread before, {other} after; what they hold is not compared"
        )?;
    }
    if before.linked + after.linked > 0 {
        let (one, other) = (before.linked, after.linked);
        writeln!(io.err, "warning: findings over several events, {one} before and {other} after, are not compared")?;
    }
    output.finish(io, &format!("{} events with records before, {} after", before.events, after.events))?;
    Ok(args.fail_on.exit(output.changes().worst))
}

fn read(path: &Path, which: Which, join: &mut Join) -> Result<Held, Error> {
    let mut held = Held::default();
    let mut outcome: Result<(), Error> = Ok(());
    let places = [source::Place::Path(path.to_owned())];
    let reading = source::Reading::everything(source::Limits::default());
    let _ = source::documents(&places, &reading, &mut |object, piece| {
        let taken = match piece {
            Piece::Document { line, bytes, .. } => take(bytes, which, &mut held, join)
                .map_err(|error| error.map_or_else(|| no_record(&object.name, line), Error::from)),
            Piece::Failed(trouble) => {
                let what = format!("cannot read the records: {}", trouble.kind.replace('_', " "));
                let place = if trouble.line == 0 { object.name.to_string() } else { place(&object.name, trouble.line) };
                let remedy = source::remedy(trouble.kind).map(str::to_owned);
                Err(Told::failed(what).at(place).maybe_remedy(remedy).into())
            }
            _ => Ok(()),
        };
        outcome = taken;
        if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    outcome.map(|()| held)
}

/// Takes a line; an error without a cause says that it is no record.
fn take(bytes: &[u8], which: Which, held: &mut Held, join: &mut Join) -> Result<(), Option<StoreError>> {
    let line: Line<'_> = serde_json::from_slice(bytes).map_err(|_| None)?;
    if line.resource.is_some() {
        held.linked += 1;
        return Ok(());
    }
    let (Some(source), Some(at)) = (&line.source, line.line) else { return Err(None) };
    if line.error.is_some() {
        held.errors += 1;
        return Ok(());
    }
    let (Some(item), Some(phi), Some(eligibility)) = (line.item, line.phi, line.eligibility) else { return Err(None) };
    held.events += 1;
    for found in line.findings.iter().filter(|found| Side::is_finding(found.severity)) {
        held.findings += 1;
        let side = Side { severity: found.severity, phi, eligibility, as_of: found.as_of.clone().into_owned() };
        join.add(which, (source, at, item, &found.requirement), &side)?;
    }
    Ok(())
}

fn no_record(source: &str, line: u64) -> Error {
    Told::failed("this is no record of an audited event")
        .at(place(source, line))
        .remedy("give what `phi-audit replay` or `scan` wrote with `--format ndjson`; to compare rules over an archive, add `--then-…`")
        .into()
}

fn place(source: &str, line: u64) -> String {
    format!("{source}, line {line}")
}

//! `phi-audit quarantine list`: a line for each record, as a table for people or as JSON for programs, and what it comes to by
//! reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use super::{Format, Quarantine, second, size};
use crate::cli::{Error, Exit, Io, Paint, plural};
use crate::quarantine::{Entry, Pointer};

/// How many reasons are counted by name; there are fewer than that, unless somebody else wrote into the folder.
const REASONS: usize = 64;

/// A line of `--format json`: the pointer, and how it was resolved.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    pointer: &'a Pointer,
    resolved: Option<Resolution<'a>>,
    /// Since when it is known that the record is no longer there.
    #[serde(skip_serializing_if = "Option::is_none")]
    gone: Option<String>,
}

#[derive(Serialize)]
struct Resolution<'a> {
    how: &'a str,
    at: String,
}

/// Lists entries, those that are resolved only if asked for.
pub fn run(all: bool, format: Option<Format>, quarantine: &Quarantine, io: &mut Io) -> Result<Exit, Error> {
    let format = format.unwrap_or(if io.out_is_terminal { Format::Text } else { Format::Json });
    let (out, paint) = (&mut *io.out, io.paint);
    let mut counts = Counts::default();
    let mut headed = false;
    let unread = quarantine.each(&mut |entry| {
        counts.add(&entry);
        if !entry.is_open() && !all {
            return Ok(());
        }
        match format {
            Format::Json => json(out, &entry),
            Format::Text => {
                if !std::mem::replace(&mut headed, true) {
                    let strong = paint.strong;
                    writeln!(
                        out,
                        "{strong}{:<12}  {:<20}  {:>9}  {:<32}  REASONS{strong:#}",
                        "ID", "WHEN", "SIZE", "PLACE"
                    )?;
                }
                row(out, paint, &entry)
            }
        }
    })?;
    io.out.flush()?;
    if format == Format::Text || io.err_is_terminal {
        writeln!(io.err, "{}", counts.line(&quarantine.name(), all))?;
    }
    unread.into_result()?;
    Ok(Exit::Clean)
}

fn json(out: &mut dyn Write, entry: &Entry) -> io::Result<()> {
    let (gone, resolved) = entry.resolved.as_ref().map_or((None, None), |mark| match mark.is_gone() {
        true => (Some(mark.at.to_string()), None),
        false => (None, Some(Resolution { how: &mark.how, at: mark.at.to_string() })),
    });
    serde_json::to_writer(&mut *out, &Row { pointer: &entry.pointer, resolved, gone })?;
    writeln!(out)
}

fn row(out: &mut dyn Write, paint: Paint, entry: &Entry) -> io::Result<()> {
    let Entry { pointer, resolved } = entry;
    let (yellow, dim) = (paint.yellow, paint.dim);
    let reasons = pointer.reasons.join(", ");
    write!(
        out,
        "{}  {:<20}  {:>9}  {:<32}  {yellow}{reasons}{yellow:#}",
        pointer.id.get(..12).unwrap_or_default(),
        second(pointer.quarantined_ms()),
        size(pointer.size),
        pointer.place.to_string(),
    )?;
    if let Some(mark) = resolved {
        write!(out, "  {dim}{}{dim:#}", mark.how)?;
    }
    writeln!(out)
}

/// What quarantine comes to.
#[derive(Default)]
struct Counts {
    open: u64,
    resolved: u64,
    by_reason: BTreeMap<String, u64>,
}

impl Counts {
    fn add(&mut self, entry: &Entry) {
        if !entry.is_open() {
            self.resolved += 1;
            return;
        }
        self.open += 1;
        for reason in &entry.pointer.reasons {
            if let Some(count) = self.by_reason.get_mut(reason) {
                *count += 1;
            } else if self.by_reason.len() < REASONS {
                self.by_reason.insert(reason.clone(), 1);
            }
        }
    }

    /// One line: how many, the most frequent reasons first.
    fn line(&self, place: &str, all: bool) -> String {
        let mut line = match self.open {
            0 => format!("nothing is in quarantine ({place})"),
            open => format!("{} in quarantine ({place})", plural(open, "record")),
        };
        let mut reasons: Vec<_> = self.by_reason.iter().collect();
        reasons.sort_by(|a, b| b.1.cmp(a.1));
        for (at, (reason, count)) in reasons.into_iter().enumerate() {
            // Writing to a string does not fail.
            let _ = write!(line, "{}{count} {reason}", if at == 0 { ": " } else { ", " });
        }
        if self.resolved > 0 {
            let hint = if all { "" } else { ", which --all lists" };
            let _ = write!(line, "; {} resolved{hint}", self.resolved);
        }
        line
    }
}

//! `phi-audit inventory`: in which fields PHI lives, over archives of any size.
//!
//! It promises: the output does not depend on the number of threads; memory does not grow with the input. What is counted is said
//! in [`crate::inventory`].

mod output;
mod table;

use std::path::PathBuf;
use std::sync::Arc;

use super::pass::{Reader, Tail, pass};
use super::replay::{Batch, Input, Moment, Window, Work, basis_of, cores};
use super::{Error, Exit, Io, RuleArgs, Told, load, plural};
use crate::inventory::Inventory;
use crate::report::grouped;
use output::Files;

/// Arguments of `inventory`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, folders, s3://…, gs://… or az://…, - for standard input, or topics as kafka:TOPIC
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write inventory.html, inventory.csv and inventory.json into this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,

    /// Only events from this time on: 2024-04-19, or 2024-04-19T12:00:00Z
    #[arg(long, value_name = "TIME")]
    since: Option<Moment>,

    /// Only events before this time; events without a time are always counted
    #[arg(long, value_name = "TIME")]
    until: Option<Moment>,

    /// table, csv, json, or none for the report alone [default: table on a terminal, csv otherwise]
    #[arg(long, value_enum, hide_possible_values = true)]
    format: Option<Format>,

    /// Rows of the table, the worst first; csv, json and the report hold all
    #[arg(long, value_name = "N", default_value_t = 50)]
    top: usize,

    /// Threads that audit [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,

    #[command(flatten)]
    rules: RuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  phi-audit inventory examples/events --report inventory
  phi-audit inventory archive/ --since 2024-01-01 --format csv > inventory.csv
  phi-audit inventory archive/ --format json | jq '.rows[] | select(.category == \"ssn\")'

Exit codes: 0 all was read, 2 something could not be read, 64 usage.";

/// How to print the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Columns for a person.
    Table,
    /// A line per row.
    Csv,
    /// All that is known.
    Json,
    /// Not at all.
    None,
}

/// Counts an input batch by batch.
struct Counter(Reader);

impl Work for Counter {
    type Answer = (Tail, Inventory);

    fn work(&mut self, batch: &Batch) -> Self::Answer {
        let mut inventory = Inventory::default();
        let tail = self.0.read(batch, &mut |seen| inventory.count(seen.event));
        (tail, inventory)
    }
}

/// Makes the inventory of everything that is given.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let loaded = Arc::new(load(&args.rules)?);
    if args.paths.is_empty() {
        return Err(Told::usage("nothing to make an inventory of")
            .remedy("name files or folders: `phi-audit inventory archive/ --report inventory`")
            .into());
    }
    let window = Window::between(args.since.clone(), args.until.clone())?;
    let input = Input::places(&args.paths, &loaded)?;
    let basis = basis_of(&args.rules, &window, &input, &loaded)?;
    let files = args.report.as_deref().map(Files::open).transpose()?;
    let limits = loaded.settings.config.limits.of_document();
    let mut inventory = Inventory::default();
    let threads = args.threads.map_or_else(cores, usize::from);
    let worker = || Counter(Reader::new(&loaded.rules, limits, window.clone()));
    let seen = pass(input, threads, io, &worker, &mut |part, _, _| {
        inventory.add(part);
        Ok(())
    })?;
    let document = inventory.document(&basis, seen.summary.unread, seen.outside);
    let format = args.format.unwrap_or(if io.out_is_terminal { Format::Table } else { Format::Csv });
    match format {
        Format::Table => table::write(&mut *io.out, io.paint, &document, args.top)?,
        Format::Csv => crate::inventory::write_csv(&document, &mut *io.out)?,
        Format::Json => crate::inventory::write_json(&document, &mut *io.out)?,
        Format::None => {}
    }
    io.out.flush()?;
    let unread = match seen.summary.unread {
        0 => String::new(),
        parts => format!("; {} could not be read", plural(parts, "part")),
    };
    let others = if document.others.is_some() { ", and one for all others" } else { "" };
    let rows = plural(document.rows.len() as u64, "row");
    let (events, with_phi) = (grouped(document.events), grouped(document.with_phi()));
    let rules = basis.rules_digest.get(..12).unwrap_or_default();
    writeln!(
        io.err,
        "{rows}{others}, from {events} events, {with_phi} of them with PHI{unread} · rules {rules} · {}",
        seen.rate
    )?;
    if let Some(files) = files {
        writeln!(io.err, "report: {}", files.write(&document)?.display())?;
    }
    Ok(if seen.summary.unread > 0 { Exit::Failed } else { Exit::Clean })
}

//! `phi-audit rules coverage`: every requirement of the guide on a row of its own: how it is covered, and how it stands.

mod findings;
#[cfg(test)]
mod tests;
mod text;

use std::path::PathBuf;

use super::super::today::today;
use crate::cli::{Error, Exit, Io, RuleFiles, Told, load};
use crate::coverage::{self, CoverageTable, Found, Ledger, Page};
use crate::policy::Day;
use crate::rules::Rules;
use crate::suggest;
use findings::Findings;

/// Arguments of `rules coverage`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// text, markdown, csv, html, or json
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    format: Format,

    /// As things stand on this day (UTC) [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,

    /// The report.json of a replay, to say what was found and when last
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Only products with this in their name
    #[arg(long, value_name = "TEXT")]
    product: Option<String>,

    /// Only what is neither judged nor attested, in whole or in the part that no event shows
    #[arg(long)]
    open: bool,

    #[command(flatten)]
    files: RuleFiles,
}

const EXAMPLES: &str = "\
Examples:
  phi-audit rules coverage --product verify
  phi-audit rules coverage --open --on 2027-01-01     who has to attest what by then?
  phi-audit rules coverage --report report/report.json --format html > coverage.html

Exit codes: 0 the table is written, 64 a file cannot be read or is wrong.";

/// How to write the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a person at a terminal.
    Text,
    /// Tables for a page on a code host.
    Markdown,
    /// A line per requirement.
    Csv,
    /// One file in the style of the report.
    Html,
    /// All that is known.
    Json,
}

/// Writes the table.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    show(args, &load(&args.files.clone().into())?.rules, today(), io)
}

/// Writes the table of these rules, as things stand on the given day, or else today.
fn show(args: &Args, rules: &Rules, today: Day, io: &mut Io) -> Result<Exit, Error> {
    let findings = args.report.as_deref().map(Findings::read).transpose()?;
    let ledger = Ledger::of(rules);
    let found = |id: &str| findings.as_ref().map_or_else(Found::default, |findings| findings.of(id));
    let mut table = ledger.table(args.on.unwrap_or(today), findings.is_some().then_some(&found));
    narrow(&mut table, args)?;
    match args.format {
        Format::Text => text::write(&mut *io.out, io.paint, &table, findings.as_ref())?,
        Format::Markdown => coverage::write_markdown(&table, &mut *io.out)?,
        Format::Csv => coverage::write_csv(&table, &mut *io.out)?,
        Format::Json => coverage::write_json(&table, &mut *io.out)?,
        Format::Html => {
            let findings_from = findings.as_ref().map(ToString::to_string);
            let about = Page { rules_digest: rules.digest(), findings_from: findings_from.as_deref() };
            coverage::write_html(&table, about, &mut *io.out)?;
        }
    }
    Ok(Exit::Clean)
}

/// Leaves the rows that were not asked for away.
fn narrow(table: &mut CoverageTable<'_>, args: &Args) -> Result<(), Error> {
    if let Some(product) = &args.product {
        let has = |name: &str| name.to_lowercase().contains(&product.to_lowercase());
        let products: Vec<&str> = table.by_product().into_iter().map(|(product, _)| product).collect();
        if !products.iter().any(|name| has(name)) {
            return Err(Told::usage(format!("no product has `{product}` in its name"))
                .at("--product")
                .remedy(format!("there are: {}", products.join(", ")))
                .maybe_remedy(suggest::nearest(product, products).map(|name| format!("did you mean `{name}`?")))
                .into());
        }
        table.retain(|row| has(&row.entry.product));
    }
    if args.open {
        table.retain(|row| row.is_open());
    }
    Ok(())
}

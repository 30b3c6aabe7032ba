//! The table for a person at a terminal: by product, a few lines a requirement, none wider than a hundred columns.

use std::io::{self, Write};

use anstyle::Style;

use super::super::page::fold;
use super::findings::Findings;
use crate::cli::{Paint, text};
use crate::coverage::{CoverageTable, Row};
use crate::policy::Standing;

const WIDTH: usize = 100;
/// The longest id has 60 letters.
const ID: usize = 60;

/// Writes the table, and what all requirements come to.
pub(super) fn write(
    out: &mut dyn Write,
    paint: Paint,
    table: &CoverageTable<'_>,
    findings: Option<&Findings>,
) -> io::Result<()> {
    let (strong, dim) = (paint.strong, paint.dim);
    writeln!(out, "{dim}As of {}; {}{dim:#}", table.on, table.as_of())?;
    match findings {
        Some(findings) => writeln!(out, "{dim}findings of {}{dim:#}", text::plain(&findings.to_string()))?,
        None => writeln!(out, "{dim}no report was given (--report), so nothing is said of findings{dim:#}")?,
    }
    if !table.attestations_given {
        writeln!(
            out,
            "{dim}the configuration names no file of attestations, so rules that ask for one say nothing{dim:#}"
        )?;
    }
    if table.rows.is_empty() {
        writeln!(out, "\nno requirement is left to show")?;
    } else {
        writeln!(out, "\n  {dim}{:<ID$}  {:<11}  ATTESTATION{dim:#}", "REQUIREMENT", "FINDINGS")?;
    }
    for (product, rows) in table.by_product() {
        writeln!(out, "\n{strong}{product}{strong:#}")?;
        rows.iter().try_for_each(|row| requirement(out, paint, row))?;
    }
    writeln!(out)?;
    fold(&table.summary.to_string(), WIDTH).iter().try_for_each(|line| writeln!(out, "{line}"))
}

fn requirement(out: &mut dyn Write, paint: Paint, row: &Row<'_>) -> io::Result<()> {
    let (dim, entry) = (paint.dim, row.entry);
    let (found, colour) = found(paint, row);
    let standing = match row.standing {
        Standing::NotAsked => dim,
        Standing::Attested { .. } => paint.green,
        Standing::NotAttested { .. } => paint.yellow,
        Standing::Expired { .. } => paint.red,
    };
    writeln!(out, "  {:<ID$}  {colour}{found:<11}{colour:#}  {standing}{}{standing:#}", entry.id, row.standing)?;
    let mut about = vec![entry.ways()];
    about.extend(Some(entry.days()).filter(|days| !days.is_empty()));
    about.push(entry.editions.iter().map(|edition| edition.name()).collect::<Vec<_>>().join(" and "));
    let tests = entry.tests.to_string();
    about.extend(Some(format!("tests {tests}")).filter(|_| !tests.is_empty()));
    if !row.in_force {
        about.push("not in force on the day".to_owned());
    }
    if row.found.as_ref().is_some_and(|found| found.findings.sum() > 0) {
        about.push(row.found_words());
    }
    indented(out, Style::new(), &entry.title)?;
    indented(out, dim, &about.join(" · "))?;
    match &entry.cannot_see {
        Some(unseen) => indented(out, dim, &format!("not visible: {unseen}")),
        None => Ok(()),
    }
}

/// The day of the last finding, or why there is none.
fn found(paint: Paint, row: &Row<'_>) -> (String, Style) {
    let worst = row.found.as_ref().and_then(|found| found.findings.worst());
    match (worst, row.found_words()) {
        (Some(worst), _) => (row.last_finding().to_owned(), text::style(paint, worst)),
        (None, words) if words.is_empty() => ("-".to_owned(), paint.dim),
        (None, words) => (words, paint.dim),
    }
}

fn indented(out: &mut dyn Write, style: Style, text: &str) -> io::Result<()> {
    fold(text, WIDTH - 4).iter().try_for_each(|line| writeln!(out, "    {style}{line}{style:#}"))
}

//! The table for a page on a code host or a ticket: a table per product.

use std::io::{self, Write};

use super::table::{CoverageTable, Row};

/// Writes the page.
pub fn write(table: &CoverageTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Coverage of \"Architecting for HIPAA on Twilio\" on {}\n", table.on)?;
    writeln!(out, "{}.\n\n{}.", capitalised(&table.as_of()), table.summary)?;
    for (product, rows) in table.by_product() {
        writeln!(out, "\n## {}\n", cell(product))?;
        writeln!(
            out,
            "| requirement | covered by | in force | editions | tests | last finding | attestation | not visible |"
        )?;
        writeln!(out, "|---|---|---|---|---|---|---|---|")?;
        rows.iter().try_for_each(|row| writeln!(out, "{}", line(row)))?;
    }
    Ok(())
}

fn line(row: &Row<'_>) -> String {
    let entry = row.entry;
    let editions: Vec<&str> = entry.editions.iter().map(|edition| edition.name()).collect();
    let found = match (&row.found, row.found_words()) {
        (Some(_), words) if row.last_finding() == "-" => words,
        (Some(_), words) => format!("{}, {words}", row.last_finding()),
        (None, words) if words.is_empty() => "-".to_owned(),
        (None, words) => words,
    };
    let cells = [
        format!("`{}`<br>{}", entry.id, cell(&entry.title)),
        entry.ways(),
        entry.days(),
        editions.join(", "),
        entry.tests.to_string(),
        found,
        row.standing.to_string(),
        cell(entry.cannot_see.as_deref().or(entry.note.as_deref()).unwrap_or_default()),
    ];
    format!("| {} |", cells.join(" | "))
}

/// Text that stays in its cell.
pub(crate) fn cell(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

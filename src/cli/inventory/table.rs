//! The rows of an inventory as columns for a person.

use std::io::{self, Write};

use crate::cli::columns::{self, Align, Cell};
use crate::cli::{Paint, text};
use crate::inventory::{InventoryDocument, RowView};
use crate::policy::Baa;
use crate::report::grouped;

/// Writes the worst `top` rows.
pub(super) fn write(out: &mut dyn Write, paint: Paint, document: &InventoryDocument<'_>, top: usize) -> io::Result<()> {
    let head = [
        ("WORST", Align::Left),
        ("EVENTS", Align::Right),
        ("PHI", Align::Right),
        ("CATEGORY", Align::Left),
        ("EVENT TYPE", Align::Left),
        ("PATH", Align::Left),
        ("FIRST", Align::Left),
        ("LAST", Align::Left),
        ("DESTINATIONS", Align::Left),
    ];
    let rows: Vec<_> = document.rows.iter().take(top).chain(&document.others).map(|row| cells(row, paint)).collect();
    if rows.is_empty() {
        return writeln!(out, "nothing was found");
    }
    columns::write(out, paint, head, &rows)?;
    let hidden = document.rows.len().saturating_sub(top);
    if hidden > 0 {
        let dim = paint.dim;
        writeln!(
            out,
            "{dim}and {} more; `--top N`, `--format csv` or `--report DIR` show them{dim:#}",
            grouped(hidden as u64)
        )?;
    }
    Ok(())
}

fn cells(row: &RowView<'_>, paint: Paint) -> [Cell; 9] {
    let worst = match row.worst {
        Some(worst) => Cell::styled(worst.name(), text::style(paint, worst)),
        None => Cell::styled("none", paint.dim),
    };
    let day = |time: &Option<String>| Cell::new(time.as_deref().and_then(|time| time.get(..10)).unwrap_or("-"));
    let destinations: Vec<String> = row
        .destinations
        .iter()
        .map(|one| match one.baa {
            Some(Baa::Missing) => format!("{} (no BAA)", one.name),
            Some(Baa::Signed) => format!("{} (BAA)", one.name),
            _ => one.name.to_owned(),
        })
        .collect();
    let (event_type, path, category) = match row.field {
        Some(field) => {
            let event_type = if field.event_type.is_empty() { &field.product } else { &field.event_type };
            (event_type.as_str(), field.path.as_str(), field.category.name())
        }
        None => ("all others", "", ""),
    };
    [
        worst,
        Cell::new(grouped(row.events)),
        Cell::styled(grouped(row.phi + row.likely_phi), paint.strong),
        Cell::new(category),
        Cell::styled(event_type, paint.dim),
        Cell::new(path),
        day(&row.first),
        day(&row.last),
        Cell::new(destinations.join(", ")),
    ]
}

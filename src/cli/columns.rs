//! Columns of text for a person: as wide as their widest cell, numbers to the right.

use std::io::{self, Write};

use anstyle::Style;

use super::Paint;
use super::text::plain;

/// A cell.
pub(super) struct Cell {
    pub text: String,
    pub style: Style,
}

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

impl Cell {
    /// Text as it is.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), style: Style::new() }
    }

    /// Text in a colour.
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }
}

/// Writes the head and all rows, two blanks between the columns, none at the end of a line.
pub(super) fn write<const N: usize>(
    out: &mut dyn Write,
    paint: Paint,
    head: [(&str, Align); N],
    rows: &[[Cell; N]],
) -> io::Result<()> {
    let names = head.map(|(name, _)| Cell::styled(name, paint.dim));
    lines(out, head.map(|(_, align)| align), std::iter::once(&names).chain(rows))
}

/// Writes rows without a head.
pub(super) fn write_rows<const N: usize>(out: &mut dyn Write, align: [Align; N], rows: &[[Cell; N]]) -> io::Result<()> {
    lines(out, align, rows.iter())
}

fn lines<'c, const N: usize>(
    out: &mut dyn Write,
    align: [Align; N],
    rows: impl Iterator<Item = &'c [Cell; N]> + Clone,
) -> io::Result<()> {
    let mut widths = [0; N];
    for row in rows.clone() {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(plain(&cell.text).chars().count());
        }
    }
    for row in rows {
        let mut pending = 0;
        for ((cell, width), align) in row.iter().zip(widths).zip(align) {
            let text = plain(&cell.text);
            let room = width - text.chars().count().min(width);
            let (before, after) = if align == Align::Right { (room, 0) } else { (0, room) };
            if text.is_empty() {
                pending += width + 2;
                continue;
            }
            let style = cell.style;
            write!(out, "{:1$}{style}{text}{style:#}", "", pending + before)?;
            pending = after + 2;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_lines_end_with_their_text() {
        let mut out = Vec::new();
        let row = |name: &str, number: &str, last: &str| [name, number, last].map(Cell::new);
        let rows = [row("a", "5", "x"), row("bbbb", "12", "")];
        let head = [("NAME", Align::Left), ("N", Align::Right), ("", Align::Left)];
        write(&mut out, Paint::new(false), head, &rows).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "NAME   N\na      5  x\nbbbb  12\n");
    }
}

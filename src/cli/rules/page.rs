//! The layout of a rule page: a headline, a line of facts, sections with a heading each, paragraphs folded to the width of
//! a comfortable line.

use std::io::{self, Write};

use crate::cli::Paint;

/// Where lines are folded.
const WIDTH: usize = 100;

/// Writes a page piece by piece.
pub struct Page<'a> {
    out: &'a mut dyn Write,
    paint: Paint,
}

impl<'a> Page<'a> {
    /// Begins with the headline and the facts below it.
    pub fn begin(out: &'a mut dyn Write, paint: Paint, id: &str, title: &str, facts: &[String]) -> io::Result<Self> {
        let (strong, dim) = (paint.strong, paint.dim);
        writeln!(out, "{strong}{id}{strong:#}  {title}")?;
        writeln!(out, "{dim}{}{dim:#}", facts.join(" · "))?;
        Ok(Self { out, paint })
    }

    /// A section of one paragraph; none when there is nothing to say.
    pub fn section(&mut self, heading: &str, text: &str) -> io::Result<()> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.heading(heading)?;
        self.paragraph("  ", "  ", text)
    }

    /// A section of points; none when there are none.
    pub fn points<'t>(&mut self, heading: &str, points: impl IntoIterator<Item = &'t str>) -> io::Result<()> {
        let mut points = points.into_iter().peekable();
        if points.peek().is_none() {
            return Ok(());
        }
        self.heading(heading)?;
        points.try_for_each(|point| self.paragraph("  - ", "    ", point))
    }

    /// A section of lines that are not folded: code, addresses.
    pub fn lines(&mut self, heading: &str, lines: impl IntoIterator<Item = String>) -> io::Result<()> {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_none() {
            return Ok(());
        }
        self.heading(heading)?;
        lines.try_for_each(|line| writeln!(self.out, "  {line}"))
    }

    fn heading(&mut self, heading: &str) -> io::Result<()> {
        let strong = self.paint.strong;
        writeln!(self.out, "\n{strong}{heading}{strong:#}")
    }

    fn paragraph(&mut self, first: &str, next: &str, text: &str) -> io::Result<()> {
        for (at, line) in fold(text, WIDTH - next.len()).iter().enumerate() {
            writeln!(self.out, "{}{line}", if at == 0 { first } else { next })?;
        }
        Ok(())
    }
}

/// Folds text at blanks so that no line is longer than `width` characters, unless one word is.
pub(super) fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_folded_at_blanks() {
        assert_eq!(fold("one two  three\nfour", 9), ["one two", "three", "four"]);
        assert_eq!(fold("https://example.org/long", 5), ["https://example.org/long"]);
    }

    #[test]
    fn a_section_without_content_has_no_heading() {
        let mut out = Vec::new();
        let mut page = Page::begin(&mut out, Paint::default(), "ssn.dashed", "A number", &["matcher".into()]).unwrap();
        page.section("Why", "").unwrap();
        page.points("False positives", ["order numbers"]).unwrap();
        page.lines("References", []).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "ssn.dashed  A number\nmatcher\n\nFalse positives\n  - order numbers\n");
    }
}

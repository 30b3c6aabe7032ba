//! What is wrong with a configuration: what, on which line, what to do.

use std::ops::Range;

use crate::suggest;

/// Tables that are often written at the top, without the one they belong to.
const BELOW: [(&str, &str); 6] = [
    ("allow", "[[rules.allow]]"),
    ("severity", "[rules.severity]"),
    ("webhook", "[source.webhook]"),
    ("kinesis", "[source.kinesis]"),
    ("destination", "[[segment.destination]]"),
    ("tracking_plan", "[[segment.tracking_plan]]"),
];

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 where it is about the whole file.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: Option<String>,
}

impl Problem {
    /// A problem with what stands at `span` of `text`.
    pub fn at(text: &str, span: Range<usize>, what: impl Into<String>) -> Self {
        Self { line: line_of(text, span.start), what: what.into(), remedy: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn remedy(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }

    /// Says on which line it is, if that is known.
    #[must_use]
    pub fn placed(self, text: &str, span: Option<Range<usize>>) -> Self {
        Self { line: span.map_or(self.line, |span| line_of(text, span.start)), ..self }
    }

    /// What the TOML parser has to say, with the nearest name for an unknown one.
    pub fn of_toml(text: &str, error: &toml::de::Error) -> Self {
        let message = error.message();
        let line = error.span().map_or(0, |span| line_of(text, span.start));
        let (what, remedy) = match suggest::of_serde(message) {
            Some((what, remedy)) => (what, full_name(text, line).map(|table| format!("write `{table}`")).or(remedy)),
            // TOML has dates of its own, which the parser calls maps.
            None if message.starts_with("invalid type: map, expected a string") => (
                "text is expected here".to_owned(),
                Some("put it in quotes, a date as well: \"2027-01-31\"".to_owned()),
            ),
            None => (message.replace('\n', ", "), None),
        };
        Self { line, what, remedy }
    }
}

/// What the table that the line begins is called in full, where it is one of [`BELOW`].
fn full_name(text: &str, line: usize) -> Option<&'static str> {
    let header = text.lines().nth(line.checked_sub(1)?)?.trim_start().strip_prefix('[')?.trim_start_matches('[');
    let name = header.split([']', '.']).next()?.trim();
    BELOW.iter().find(|(short, _)| *short == name).map(|(_, table)| *table)
}

/// The line, from 1, of a byte.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}

//! A line of the corpus → a case: the event's bytes, its labels, the grade it must get.

use serde::Deserialize;
use serde_json::Value;

use crate::detect::Grade;
use crate::score::labels::Label;
use crate::score::render::{Rendered, render};

/// One labelled event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The set it is counted in: the folder it lies in.
    pub set: String,
    /// The file, as it was named.
    pub file: String,
    /// Its line, from 1.
    pub line: u64,
    /// The kind of text, in a few words.
    pub about: String,
    /// The grade it must get.
    pub grade: Grade,
    /// The event as JSON, without marks.
    pub event: String,
    /// What stands where.
    pub labels: Vec<Label>,
}

/// A line that is no case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct CaseError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(default)]
    about: String,
    grade: Grade,
    event: Value,
}

/// Reads the cases of one file; what is no case is told, and the rest is read.
pub fn read(set: &str, file: &str, text: &str, cases: &mut Vec<Case>, errors: &mut Vec<CaseError>) {
    for (line, one) in (1..).zip(text.lines()) {
        if one.trim().is_empty() {
            continue;
        }
        match parse(one) {
            Ok((about, grade, Rendered { json: event, labels })) => {
                let (set, file) = (set.to_owned(), file.to_owned());
                cases.push(Case { set, file, line, about, grade, event, labels });
            }
            Err(message) => errors.push(CaseError { file: file.to_owned(), line, message }),
        }
    }
}

fn parse(line: &str) -> Result<(String, Grade, Rendered), String> {
    // serde's message may quote a value of the line: only its place and kind are told.
    let line: Line = serde_json::from_str(line).map_err(|error| {
        let what =
            if error.is_data() { "is no case: it needs `grade`, `event`, and `about` at most" } else { "is no JSON" };
        format!("{what} (column {})", error.column())
    })?;
    Ok((line.about, line.grade, render(&line.event)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_is_read_line_by_line_and_faults_name_their_line() {
        let text = "{\"grade\":\"pii\",\"event\":{\"pt\":\"⟦name:Ann⟧\"}}\n\n{\"grade\":\"no\",\"event\":1}\n{\n";
        let (mut cases, mut errors) = (Vec::new(), Vec::new());
        read("messages", "a.ndjson", text, &mut cases, &mut errors);
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].event, r#"{"pt":"Ann"}"#);
        let lines: Vec<u64> = errors.iter().map(|error| error.line).collect();
        assert_eq!(lines, [3, 4]);
    }

    #[test]
    fn a_fault_quotes_nothing_of_the_event() {
        let mut errors = Vec::new();
        read("x", "x", r#"{"grade":"Maria","event":"Lopez"}"#, &mut Vec::new(), &mut errors);
        assert!(!errors[0].to_string().contains("Maria"), "{}", errors[0]);
    }
}

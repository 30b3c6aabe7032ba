//! What became of each source: read, skipped, failed; how much of it; what broke in it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::tally::Counts;
use crate::source::Skip;

/// Rows kept for sources that were read without trouble, and as many for those with trouble.
const ROWS: usize = 500;

/// What happened to one source in one stretch of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its place in the input, from 0; parts of one source share it.
    #[serde(skip)]
    pub index: u64,
    /// Its name as given.
    pub source: String,
    /// Whether it was read.
    pub state: State,
    /// Bytes of text, after decompression.
    pub bytes: u64,
    /// Events audited.
    pub events: u64,
    /// Findings above `info`.
    pub findings: Counts,
    /// Errors by kind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub errors: BTreeMap<String, u64>,
}

/// Whether a source was read. Later states outweigh earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "why")]
pub enum State {
    /// To its end.
    #[default]
    Read,
    /// On purpose not: why.
    Skipped(Cow<'static, str>),
    /// Not to its end: the kind of the error.
    Partly(Cow<'static, str>),
    /// Not at all: the kind of the error.
    Failed(Cow<'static, str>),
}

/// All sources, the first of each sort one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sources {
    /// Read to the end.
    pub read: u64,
    /// Read in part.
    pub partly: u64,
    /// Not read: could not be.
    pub failed: u64,
    /// Not read: on purpose.
    pub skipped: u64,
    /// Of these, folders in which nothing that is asked for was filed.
    #[serde(skip_serializing_if = "is_none")]
    pub left_out: u64,
    /// Bytes of text read.
    pub bytes: u64,
    /// Errors by kind.
    pub errors: BTreeMap<String, u64>,
    /// One by one, as far as they are kept.
    pub rows: Vec<Part>,
    /// Sources not listed in `rows`.
    pub unlisted: u64,
    #[serde(skip)]
    current: Option<Part>,
}

impl Sources {
    /// Adds a part; parts of one source must come one after the other.
    pub fn add(&mut self, part: Part) {
        self.bytes += part.bytes;
        for (kind, count) in &part.errors {
            *self.errors.entry(kind.clone()).or_default() += count;
        }
        match &mut self.current {
            Some(current) if current.index == part.index => current.add(part),
            _ => {
                self.close();
                self.current = Some(part);
            }
        }
    }

    /// Ends the current source.
    pub fn close(&mut self) {
        let Some(part) = self.current.take() else { return };
        self.left_out += u64::from(part.is_left_out());
        match part.state {
            State::Read => self.read += 1,
            State::Partly(_) => self.partly += 1,
            State::Failed(_) => self.failed += 1,
            State::Skipped(_) => self.skipped += 1,
        }
        let quiet = part.is_quiet();
        if self.rows.iter().filter(|row| row.is_quiet() == quiet).count() < ROWS {
            self.rows.push(part);
        } else {
            self.unlisted += 1;
        }
    }

    /// Whether some source was not read to its end.
    pub fn incomplete(&self) -> bool {
        self.partly + self.failed > 0
    }
}

impl Part {
    /// A folder that was not looked into, because nothing that is asked for was filed there.
    pub fn is_left_out(&self) -> bool {
        matches!(&self.state, State::Skipped(why) if why == Skip::Filed.name())
    }

    /// Read to the end without an error, or left out on purpose: interesting only as long as there are few of them.
    fn is_quiet(&self) -> bool {
        matches!(self.state, State::Read | State::Skipped(_)) && self.errors.is_empty()
    }

    /// Adds what happened to the same source in another stretch.
    pub fn add(&mut self, more: Part) {
        self.state = std::mem::take(&mut self.state).max(more.state);
        self.bytes += more.bytes;
        self.events += more.events;
        self.findings.add(more.findings);
        for (kind, count) in more.errors {
            *self.errors.entry(kind).or_default() += count;
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's way to ask")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_one_source_are_one_row() {
        let mut sources = Sources::default();
        let part = |index, events| Part { index, events, source: "a".to_owned(), bytes: 10, ..Part::default() };
        for (index, events) in [(0, 1), (0, 2), (1, 4)] {
            sources.add(part(index, events));
        }
        sources.close();
        assert_eq!(sources.rows.iter().map(|row| row.events).collect::<Vec<_>>(), [3, 4]);
        assert_eq!((sources.read, sources.bytes), (2, 30));
    }

    #[test]
    fn a_million_sources_do_not_hide_the_one_that_failed() {
        let mut sources = Sources::default();
        for index in 0..2_000 {
            let state = match index {
                1_999 => State::Failed("permission".into()),
                1_000.. => State::Skipped(Skip::Filed.name().into()),
                _ => State::Read,
            };
            sources.add(Part { index, state, ..Part::default() });
        }
        sources.close();
        assert_eq!(sources.rows.last().map(|row| &row.state), Some(&State::Failed("permission".into())));
        assert_eq!((sources.rows.len(), sources.unlisted), (ROWS + 1, 1_499));
        assert_eq!((sources.skipped, sources.left_out), (999, 999));
    }
}

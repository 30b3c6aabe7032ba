//! The one function that every source, replay, bench and test calls: bytes in, audited events out.
//!
//! Pure: no clock, no I/O, no panic on any input. The answer depends on the bytes, the rules and the event's own time.

use std::sync::Arc;

use crate::record::Record;

/// Everything a verdict rests on, compiled: matchers, dictionaries, products, numbering plan, requirements, the customer's
/// own context. Shared by all threads.
#[derive(Debug)]
pub struct Rules {}

impl Rules {
    /// The shipped rules, without any customer context.
    pub fn embedded() -> Arc<Self> {
        Arc::new(Self {})
    }

    /// SHA-256 over all rule files and dictionaries in force, as 64 lower-case hex digits.
    pub fn digest(&self) -> &str {
        ""
    }
}

/// Audits documents one after the other; keeps its buffers, so that a clean event costs no allocation. One per thread.
#[derive(Debug)]
pub struct Auditor {
    #[allow(dead_code)]
    rules: Arc<Rules>,
}

/// What became of one item of a document.
#[derive(Debug)]
pub enum Audited<'a> {
    /// An event was read and judged.
    Event(AuditedEvent<'a>),
    /// Something could not be read, or a bound was hit: counted, shown, never silent.
    Failed(Failure),
}

/// Something that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The item within the document, from 0.
    pub item: u64,
    /// `truncated`, `syntax`, `limit_depth`, …
    pub kind: &'static str,
    /// Byte offset within the document.
    pub offset: u64,
}

/// One event with its verdict; borrows from the auditor's buffers.
#[derive(Debug)]
pub struct AuditedEvent<'a> {
    record: Record<'a>,
}

impl Auditor {
    /// An auditor with empty buffers.
    pub fn new(rules: Arc<Rules>) -> Self {
        Self { rules }
    }

    /// Audits one document: a JSON value of any of the known wrappings, or several concatenated. Calls `each` once for every
    /// event found, in order, and once for everything that could not be read.
    pub fn audit(&mut self, bytes: &[u8], each: &mut dyn FnMut(Audited<'_>)) {
        let _ = (bytes, each);
    }
}

impl AuditedEvent<'_> {
    /// The published record; `source`, `line` and the item number of the document's first event are the caller's.
    pub fn record<'s>(&'s self, source: &'s str, line: u64, first_item: u64) -> Record<'s> {
        let mut record = self.record.clone();
        record.source = source.into();
        record.line = line;
        record.item += first_item;
        record
    }

    /// The shape of the `index`th match for a person's eye: letters and digits blotted out, at most 24 characters.
    pub fn mask(&self, index: usize) -> String {
        let _ = index;
        String::new()
    }
}

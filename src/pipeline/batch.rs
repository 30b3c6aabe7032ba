//! Records on their way from the reading thread to the auditing ones: copied once, into one buffer per batch.
//!
//! What is printed of them for debugging says how much there is and never what.

use std::fmt;
use std::ops::Range;

use super::{Place, Token};

/// Records of one or several lanes.
#[derive(Default)]
pub struct Batch {
    bytes: Vec<u8>,
    records: Vec<Delivered>,
    headers: Vec<(Range<usize>, Range<usize>)>,
}

/// One record, as the source delivered it.
#[derive(Debug)]
pub struct Delivered {
    token: Token,
    record: Record,
}

/// What is known of a record.
#[derive(Debug)]
pub struct Record {
    /// Where it stands.
    pub place: Place,
    /// Its own timestamp, Unix time in milliseconds.
    pub recorded_ms: Option<i64>,
    value: Option<Range<usize>>,
    key: Option<Range<usize>>,
    headers: Range<usize>,
    /// Whether it has a header whose name is no UTF-8, which is not among these.
    pub damaged: bool,
}

/// What a source hands over, borrowed from its client.
#[derive(Clone, Copy, Default)]
pub struct Payload<'a> {
    /// The value; `None` is a tombstone.
    pub value: Option<&'a [u8]>,
    /// The record key.
    pub key: Option<&'a [u8]>,
}

impl Batch {
    /// A batch with room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), ..Self::default() }
    }

    /// Copies a record in. `headers` are names and values, in order; a header without a value is left out.
    pub fn push<'h>(
        &mut self,
        token: Token,
        place: Place,
        recorded_ms: Option<i64>,
        payload: Payload<'_>,
        headers: impl Iterator<Item = (&'h str, &'h [u8])>,
    ) {
        let value = payload.value.map(|value| self.copy(value));
        let key = payload.key.map(|key| self.copy(key));
        let first = self.headers.len();
        for (name, value) in headers {
            let header = (self.copy(name.as_bytes()), self.copy(value));
            self.headers.push(header);
        }
        let headers = first..self.headers.len();
        let record = Record { place, recorded_ms, value, key, headers, damaged: false };
        self.records.push(Delivered { token, record });
    }

    /// The last record has a header that could not be read.
    pub fn damaged(&mut self) {
        if let Some(last) = self.records.last_mut() {
            last.record.damaged = true;
        }
    }

    fn copy(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        start..self.bytes.len()
    }

    /// Records in it.
    pub const fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether nothing is in it.
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Bytes in it, and what it notes of headers.
    pub const fn size(&self) -> usize {
        self.bytes.len() + self.headers.len() * size_of::<(Range<usize>, Range<usize>)>()
    }

    /// Takes the batch apart: the records, and what they point into.
    pub fn open(self) -> (Vec<Delivered>, Contents) {
        (self.records, Contents { bytes: self.bytes, headers: self.headers })
    }
}

impl Delivered {
    /// The right to finish the record, and the record.
    pub fn split(self) -> (Token, Record) {
        (self.token, self.record)
    }
}

/// The bytes of a batch.
pub struct Contents {
    bytes: Vec<u8>,
    headers: Vec<(Range<usize>, Range<usize>)>,
}

impl Contents {
    /// The value of a record; `None` for a tombstone.
    pub fn value(&self, record: &Record) -> Option<&[u8]> {
        self.bytes.get(record.value.clone()?)
    }

    /// Its key.
    pub fn key(&self, record: &Record) -> Option<&[u8]> {
        self.bytes.get(record.key.clone()?)
    }

    /// Bytes of its value.
    pub fn size(&self, record: &Record) -> usize {
        record.value.as_ref().map_or(0, Range::len)
    }

    /// Its headers, names and values, put into `into`.
    pub fn headers<'c>(&'c self, record: &Record, into: &mut Vec<(&'c str, &'c [u8])>) {
        into.clear();
        for (name, value) in self.headers.get(record.headers.clone()).unwrap_or_default() {
            let name = self.bytes.get(name.clone()).and_then(|name| std::str::from_utf8(name).ok());
            if let (Some(name), Some(value)) = (name, self.bytes.get(value.clone())) {
                into.push((name, value));
            }
        }
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("records", &self.records.len())
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contents").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = |bytes: Option<&[u8]>| bytes.map(<[u8]>::len);
        f.debug_struct("Payload").field("value", &size(self.value)).field("key", &size(self.key)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Arrival, Tracker};

    #[test]
    fn what_is_printed_for_debugging_shows_nothing_of_a_record() {
        let mut tracker = Tracker::default();
        tracker.open(0);
        let token = tracker.track(&0, 1, Arrival::default()).unwrap();
        let payload = Payload { value: Some(b"Jane"), key: Some(b"Jane") };
        let mut batch = Batch::default();
        let place = Place::Kafka { topic: "topic".into(), partition: 0, offset: 1 };
        batch.push(token, place, None, payload, [("name", &b"Jane"[..])].into_iter());
        let printed = format!("{payload:?} {batch:?}");
        let (records, contents) = batch.open();
        let printed = format!("{printed} {records:?} {contents:?}");
        assert!(!printed.contains("Jane") && !printed.contains("74, 97"), "{printed}");
    }
}

//! Packs documents into batches: large enough that handing one over costs nothing, small enough that many fit into memory.
//! A batch may hold many small objects; what is said of each is kept apart ([`Stretch`]), so that the answer for an object does not
//! depend on its neighbours.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crossbeam_channel::Sender;

use super::gate::Gate;
use crate::source::{Object, Piece, Skip, Trouble};

/// Bytes of documents in a batch, unless a single one is longer.
pub(super) const BATCH: usize = 256 << 10;
/// From this length on a document goes to the thread for large ones.
const LARGE: usize = 1 << 20;
/// Pieces in a batch: a file of nothing but errors is cut, too.
const PIECES: usize = 4096;
/// Objects in a batch: the counts of each take a few thousand bytes, however small it is.
const OBJECTS: usize = 256;

/// A stretch of the input.
#[derive(Debug, Default)]
pub(in crate::cli) struct Batch {
    /// Its place in the input, from 0.
    pub sequence: u64,
    /// What it holds of the gate's budget.
    pub held: usize,
    /// The documents, one behind the other.
    pub text: Vec<u8>,
    /// What is in it, source by source.
    pub sources: Vec<Stretch>,
}

/// A stretch of one source.
#[derive(Debug)]
pub(in crate::cli) struct Stretch {
    /// The place of the source in the input, from 0.
    pub index: u64,
    pub object: Arc<Object>,
    pub pieces: Vec<Packed>,
    /// Nothing more comes of the source.
    pub ends: bool,
}

/// A piece that owns what it needs.
#[derive(Debug)]
pub(in crate::cli) enum Packed {
    Document { line: u64, offset: u64, text: Range<usize>, around: Around },
    Failed(Trouble),
    Skipped(Skip),
    Closed { bytes: u64 },
}

/// Where in a batch the key and the headers of a record stand, or of a file what its folders say.
#[derive(Debug, Default)]
pub(in crate::cli) struct Around {
    /// The system they came from.
    pub system: &'static str,
    key: Option<Range<usize>>,
    headers: Vec<(Range<usize>, Range<usize>)>,
}

impl Around {
    /// Names and values of the headers in `text`.
    pub fn headers<'t>(&self, text: &'t [u8]) -> Vec<(&'t str, &'t [u8])> {
        let header = |(name, value): &(Range<usize>, Range<usize>)| {
            Some((str::from_utf8(text.get(name.clone())?).ok()?, text.get(value.clone())?))
        };
        self.headers.iter().filter_map(header).collect()
    }

    /// The key in `text`.
    pub fn key<'t>(&self, text: &'t [u8]) -> Option<&'t [u8]> {
        text.get(self.key.clone()?)
    }
}

/// Fills batches and sends them off.
pub(super) struct Packer {
    gate: Arc<Gate>,
    out: Sender<Batch>,
    /// For batches that hold a single large document.
    large: Sender<Batch>,
    batch: Batch,
    pieces: usize,
    /// The source being read, by its place in the input.
    source: Option<u64>,
    /// Sources so far.
    sources: u64,
}

impl Packer {
    pub fn new(gate: Arc<Gate>, out: Sender<Batch>, large: Sender<Batch>) -> Self {
        Self { gate, out, large, batch: Batch::default(), pieces: 0, source: None, sources: 0 }
    }

    /// Takes a piece; breaks off when nobody wants more.
    pub fn take(&mut self, object: &Arc<Object>, piece: Piece<'_>) -> ControlFlow<()> {
        let packed = match piece {
            Piece::Opened => {
                self.source = Some(self.next_source());
                return ControlFlow::Continue(());
            }
            Piece::Document { line, offset, bytes, around } => {
                let names = around.headers.iter().map(|(name, value)| name.len() + value.len());
                self.room(bytes.len() + around.key.map_or(0, <[u8]>::len) + names.sum::<usize>())?;
                let text = self.copy(bytes);
                let key = around.key.map(|key| self.copy(key));
                let headers =
                    around.headers.iter().map(|(name, value)| (self.copy(name.as_bytes()), self.copy(value))).collect();
                Packed::Document { line, offset, text, around: Around { system: around.system, key, headers } }
            }
            Piece::Failed(trouble) => Packed::Failed(trouble),
            Piece::Skipped(why) => Packed::Skipped(why),
            Piece::Closed { bytes } => Packed::Closed { bytes },
        };
        self.room(0)?;
        let index = match self.source {
            Some(index) => index,
            None => self.next_source(),
        };
        if matches!(packed, Packed::Closed { .. }) {
            self.source = None;
        }
        // What was never opened is told in a single piece.
        let ends = self.source.is_none();
        match self.batch.sources.last_mut() {
            Some(stretch) if stretch.index == index => {
                stretch.pieces.push(packed);
                stretch.ends = ends;
            }
            _ => self.batch.sources.push(Stretch { index, object: Arc::clone(object), pieces: vec![packed], ends }),
        }
        self.pieces += 1;
        ControlFlow::Continue(())
    }

    /// Sends off what is left.
    pub fn finish(mut self) -> ControlFlow<()> {
        self.send()
    }

    fn copy(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.batch.text.len();
        self.batch.text.extend_from_slice(bytes);
        start..self.batch.text.len()
    }

    fn next_source(&mut self) -> u64 {
        self.sources += 1;
        self.sources - 1
    }

    /// Makes room for a document of so many bytes and a piece.
    fn room(&mut self, bytes: usize) -> ControlFlow<()> {
        let full = self.batch.text.len() + bytes > BATCH && !self.batch.text.is_empty();
        let many = self.pieces >= PIECES || self.batch.sources.len() >= OBJECTS;
        if (full && bytes > 0) || many {
            self.send()?;
        }
        if self.batch.held == 0 {
            let held = bytes.max(BATCH);
            if !self.gate.enter(held) {
                return ControlFlow::Break(());
            }
            self.batch.held = held;
            self.batch.text.reserve_exact(held);
        }
        ControlFlow::Continue(())
    }

    fn send(&mut self) -> ControlFlow<()> {
        let next = Batch { sequence: self.batch.sequence + 1, ..Batch::default() };
        let full = std::mem::replace(&mut self.batch, next);
        self.pieces = 0;
        let out = if full.held > LARGE { &self.large } else { &self.out };
        match out.send(full) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

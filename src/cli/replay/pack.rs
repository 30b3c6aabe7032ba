//! Packs documents into batches: large enough that handing one over costs nothing, small enough that many fit into memory.
//! Where a batch ends depends on the input alone, so that everything counted by the batch is the same on every run.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crossbeam_channel::Sender;

use super::gate::Gate;
use crate::source::{Piece, Skip, Trouble};

/// Bytes of documents in a batch, unless a single one is longer.
pub(super) const BATCH: usize = 256 << 10;
/// From this length on a document goes to the thread for large ones.
const LARGE: usize = 1 << 20;
/// Pieces in a batch: a file of nothing but errors is cut, too.
const PIECES: usize = 4096;

/// A stretch of the input.
#[derive(Debug, Default)]
pub(super) struct Batch {
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
pub(super) struct Stretch {
    /// The place of the source in the input, from 0.
    pub index: u64,
    pub name: Arc<str>,
    pub pieces: Vec<Packed>,
}

/// A piece that owns what it needs.
#[derive(Debug)]
pub(super) enum Packed {
    Document { line: u64, offset: u64, text: Range<usize> },
    Failed(Trouble),
    Skipped(Skip),
    Closed { bytes: u64 },
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
    pub fn take(&mut self, name: &Arc<str>, piece: Piece<'_>) -> ControlFlow<()> {
        let packed = match piece {
            Piece::Opened => {
                self.source = Some(self.next_source());
                return ControlFlow::Continue(());
            }
            Piece::Document { line, offset, bytes } => {
                self.room(bytes.len())?;
                let start = self.batch.text.len();
                self.batch.text.extend_from_slice(bytes);
                Packed::Document { line, offset, text: start..self.batch.text.len() }
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
        match self.batch.sources.last_mut() {
            Some(stretch) if stretch.index == index => stretch.pieces.push(packed),
            _ => self.batch.sources.push(Stretch { index, name: Arc::clone(name), pieces: vec![packed] }),
        }
        self.pieces += 1;
        ControlFlow::Continue(())
    }

    /// Sends off what is left.
    pub fn finish(mut self) -> ControlFlow<()> {
        self.send()
    }

    fn next_source(&mut self) -> u64 {
        self.sources += 1;
        self.sources - 1
    }

    /// Makes room for a document of so many bytes and a piece.
    fn room(&mut self, bytes: usize) -> ControlFlow<()> {
        let full = self.batch.text.len() + bytes > BATCH && !self.batch.text.is_empty();
        if (full && bytes > 0) || self.pieces >= PIECES {
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

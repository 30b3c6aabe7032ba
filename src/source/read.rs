//! One source from its first byte to its last: open, decompress, cut.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::decompress::Text;
use super::framing::{Frame, Framer};
use super::trouble::{Trouble, kind_of};
use super::{Limits, Piece};
use crate::audit::Attributes;

type Each<'e> = dyn FnMut(Piece<'_>) -> ControlFlow<()> + 'e;
type Meter<'m> = Option<&'m Arc<AtomicU64>>;

/// Bytes read at a time.
const CHUNK: usize = 128 << 10;
/// Bytes that tell the format of a file.
const HEAD: u64 = 4;

/// Reads a file.
pub(super) fn file(path: &Path, limits: &Limits, meter: Meter<'_>, each: &mut Each<'_>) -> ControlFlow<()> {
    match File::open(path) {
        Ok(file) => stream(file, limits, meter, each),
        Err(error) => each(Piece::Failed(Trouble::fatal(0, kind_of(&error)))),
    }
}

/// Reads standard input.
pub(super) fn stdin(limits: &Limits, meter: Meter<'_>, each: &mut Each<'_>) -> ControlFlow<()> {
    stream(io::stdin().lock(), limits, meter, each)
}

/// Reads `input` to its end.
pub(super) fn stream<R: Read>(mut input: R, limits: &Limits, meter: Meter<'_>, each: &mut Each<'_>) -> ControlFlow<()> {
    let mut head = Vec::new();
    let text = match input.by_ref().take(HEAD).read_to_end(&mut head) {
        Ok(_) => Text::new(head, input, limits, meter),
        Err(error) => Err(kind_of(&error)),
    };
    let mut text = match text {
        Ok(text) => text,
        Err(kind) => return each(Piece::Failed(Trouble::fatal(0, kind))),
    };
    each(Piece::Opened)?;
    let mut framer = Framer::new(limits.document);
    let mut sink = |frame: Frame<'_>| match frame {
        Frame::Document { line, offset, bytes } => {
            each(Piece::Document { line, offset, bytes, around: Attributes::default() })
        }
        Frame::Bad { line, offset, kind } => each(Piece::Failed(Trouble::of_frame(line, offset, kind))),
    };
    let mut chunk = vec![0; CHUNK];
    let trouble = loop {
        match text.read(&mut chunk) {
            Ok(0) => break None,
            Ok(read) => framer.push(chunk.get(..read).unwrap_or_default(), &mut sink)?,
            Err(kind) => break Some(Trouble::fatal(framer.line(), kind)),
        }
    };
    match trouble {
        // What was cut off with the source is not told a second time.
        Some(trouble) => each(Piece::Failed(trouble))?,
        None => framer.finish(&mut sink)?,
    }
    each(Piece::Closed { bytes: text.given() })
}

//! One source from its first byte to its last: open, decompress, cut; or, of a table, its rows.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;

use super::decompress::Text;
use super::framing::{Frame, Framer};
#[cfg(feature = "archives")]
use super::parquet::{self, Table};
use super::trouble::{Trouble, kind_of};
use super::{Piece, Reading};
use crate::audit::Attributes;

pub(super) type Each<'e> = dyn FnMut(Piece<'_>) -> ControlFlow<()> + 'e;
/// What the folders say of all that lies in a file.
pub(super) type Conditions<'c> = &'c [(String, String)];

/// Bytes read at a time.
const CHUNK: usize = 128 << 10;
/// Bytes that tell the format of a file.
const HEAD: u64 = 4;
/// Where what the folders say stands in pointers: `^/path/headers/NAME`.
const SYSTEM: &str = "path";

/// Reads a file.
pub(super) fn file(path: &Path, reading: &Reading, conditions: Conditions<'_>, each: &mut Each<'_>) -> ControlFlow<()> {
    let (file, head) = match File::open(path).and_then(headed) {
        Ok(opened) => opened,
        Err(error) => return each(Piece::Failed(Trouble::fatal(0, kind_of(&error)))),
    };
    #[cfg(feature = "archives")]
    if head == parquet::MAGIC && file.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return parquet::rows(Table::File(file.into()), reading, conditions, each);
    }
    stream(head, file, reading, conditions, each)
}

/// Reads an object that was fetched.
#[cfg(feature = "archives")]
pub(super) fn fetched(
    body: tempfile::SpooledTempFile,
    reading: &Reading,
    conditions: Conditions<'_>,
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    match headed(body) {
        Ok((body, head)) if head == parquet::MAGIC => {
            parquet::rows(Table::of(body.into_inner()), reading, conditions, each)
        }
        Ok((body, head)) => stream(head, body, reading, conditions, each),
        Err(_) => each(Piece::Failed(Trouble::fatal(0, "scratch"))),
    }
}

/// Reads standard input.
pub(super) fn stdin(reading: &Reading, each: &mut Each<'_>) -> ControlFlow<()> {
    match headed(io::stdin().lock()) {
        Ok((input, head)) => stream(head, input, reading, &[], each),
        Err(error) => each(Piece::Failed(Trouble::fatal(0, kind_of(&error)))),
    }
}

/// The first bytes of `input`, taken from it.
pub(super) fn headed<R: Read>(mut input: R) -> io::Result<(R, Vec<u8>)> {
    let mut head = Vec::new();
    input.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok((input, head))
}

/// Reads what begins with `head` and goes on with `input`, to its end.
pub(super) fn stream<R: Read>(
    head: Vec<u8>,
    input: R,
    reading: &Reading,
    conditions: Conditions<'_>,
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let mut text = match Text::new(head, input, &reading.limits, reading.meter.as_ref()) {
        Ok(text) => text,
        Err(kind) => return each(Piece::Failed(Trouble::fatal(0, kind))),
    };
    each(Piece::Opened)?;
    let headers: Vec<(&str, &[u8])> =
        conditions.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    let around = Attributes { system: SYSTEM, key: None, headers: &headers };
    let mut framer = Framer::new(reading.limits.document);
    let mut sink = |frame: Frame<'_>| match frame {
        Frame::Document { line, offset, bytes } => each(Piece::Document { line, offset, bytes, around }),
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

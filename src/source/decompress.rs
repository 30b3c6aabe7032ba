//! Compressed files as plain ones: told by their first bytes, not by their names, and guarded against bombs.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::Limits;
use super::trouble::kind_of;

/// The largest zstd window: 32 MiB. Larger ones need `--ultra` or `--long` to write and more memory than we may take to read.
const WINDOW_LOG: u32 = 25;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Gzip,
    Zstd,
    /// UTF-16 or UTF-32.
    Wide,
    /// An archive or table format that is no text.
    Foreign,
}

impl Format {
    /// By the first bytes of the file.
    pub fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Format::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Format::Zstd,
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'{' | b'[', 0, ..] | [0, b'{' | b'[', ..] => Format::Wide,
            // bzip2, xz, zip, lz4, Parquet, Avro
            [b'B', b'Z', b'h', ..] | [0xfd, b'7', b'z', b'X', ..] | [b'P', b'K', 3, 4, ..] => Format::Foreign,
            [0x04, 0x22, 0x4d, 0x18, ..] | [b'P', b'A', b'R', b'1', ..] | [b'O', b'b', b'j', 1, ..] => Format::Foreign,
            _ => Format::Plain,
        }
    }
}

/// What a compressed record says: `None` where it is not compressed (gzip, zstd), an error where it cannot be unpacked or
/// would be longer than `longest` bytes. Firehose, CloudWatch and thrifty producers compress single records.
#[cfg(feature = "service")]
pub fn record(bytes: &[u8], longest: usize) -> Result<Option<Vec<u8>>, &'static str> {
    if !matches!(Format::of(bytes), Format::Gzip | Format::Zstd) {
        return Ok(None);
    }
    let limits = Limits { ratio_from: u64::MAX, ..Limits::default() };
    let mut text = Text::new(bytes.to_vec(), io::empty(), &limits, None)?;
    let (mut unpacked, mut piece) = (Vec::new(), [0; 16 << 10]);
    loop {
        match text.read(&mut piece)? {
            0 => return Ok(Some(unpacked)),
            read if unpacked.len() + read > longest => return Err("too_large"),
            read => unpacked.extend_from_slice(piece.get(..read).unwrap_or_default()),
        }
    }
}

/// The text of a file.
pub(super) struct Text<'r> {
    decoder: Box<dyn Read + 'r>,
    compressed: bool,
    taken: Arc<AtomicU64>,
    given: u64,
    limits: Limits,
}

impl<'r> Text<'r> {
    /// `input` from its first byte on; `head` are those that were looked at already.
    pub fn new<R: Read + 'r>(
        head: Vec<u8>,
        input: R,
        limits: &Limits,
        meter: Option<&Arc<AtomicU64>>,
    ) -> Result<Self, &'static str> {
        let format = Format::of(&head);
        let taken = Arc::new(AtomicU64::new(0));
        let counted = Counted { input: io::Cursor::new(head).chain(input), own: taken.clone(), all: meter.cloned() };
        let decoder: Box<dyn Read + 'r> = match format {
            Format::Plain => Box::new(counted),
            Format::Gzip => Box::new(MultiGzDecoder::new(BufReader::with_capacity(64 << 10, counted))),
            Format::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::new(counted).map_err(|error| kind_of(&error))?;
                decoder.window_log_max(WINDOW_LOG).map_err(|error| kind_of(&error))?;
                Box::new(decoder)
            }
            Format::Wide => return Err("encoding"),
            Format::Foreign => return Err("unsupported"),
        };
        let compressed = matches!(format, Format::Gzip | Format::Zstd);
        Ok(Self { decoder, compressed, taken, given: 0, limits: *limits })
    }

    /// Reads on; 0 at the end. An error is its kind.
    pub fn read(&mut self, into: &mut [u8]) -> Result<usize, &'static str> {
        let read = loop {
            match self.decoder.read(into) {
                Ok(read) => break read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.kind(&error)),
            }
        };
        self.given += read as u64;
        if self.compressed {
            let taken = self.taken.load(Ordering::Relaxed).max(1);
            let swollen = self.given > self.limits.ratio_from && self.given / taken > self.limits.ratio;
            if swollen || self.given > self.limits.decompressed {
                return Err("decompression_limit");
            }
        }
        Ok(read)
    }

    /// Bytes of text read so far.
    pub fn given(&self) -> u64 {
        self.given
    }

    fn kind(&self, error: &io::Error) -> &'static str {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => "truncated",
            // The decoders have no errors of their own kind: zstd says `Other`, gzip `InvalidInput` or `InvalidData`.
            io::ErrorKind::Other | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData if self.compressed => {
                if error.to_string().contains("too much memory") {
                    "decompression_limit"
                } else {
                    "corrupt"
                }
            }
            _ => kind_of(error),
        }
    }
}

/// Counts the bytes of one file and of all files.
struct Counted<R> {
    input: R,
    own: Arc<AtomicU64>,
    all: Option<Arc<AtomicU64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        for counter in std::iter::once(&self.own).chain(&self.all) {
            counter.fetch_add(read as u64, Ordering::Relaxed);
        }
        Ok(read)
    }
}

//! A user's own samples, event by event: files of JSON are read as `scan` reads them, any other text line by line, each as the event
//! `{"text": …}`. Folders are read in the order of their names.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use walkdir::WalkDir;

use crate::audit::Attributes;
use crate::cli::{Error, cannot_read};
use crate::source::{self, Piece, Place, Reading, STDIN};

/// Bytes of the longest line of text; of a longer one the rest is left out.
const LONGEST: u64 = 64 << 10;
/// Bytes of text that are read of one file.
const MOST: u64 = 16 << 30;

/// Where a sample stands, and its text.
pub(super) struct Sample<'s> {
    pub source: &'s str,
    pub line: u64,
    pub bytes: &'s [u8],
    pub around: Attributes<'s>,
}

/// Hands every sample to `each`; gives how many parts could not be read.
pub(super) fn read(paths: &[PathBuf], each: &mut dyn FnMut(&Sample<'_>)) -> Result<u64, Error> {
    let mut unread = 0;
    for path in paths {
        if path.as_os_str() == STDIN {
            unread += documents(path, each);
            continue;
        }
        std::fs::metadata(path).map_err(|error| cannot_read(path.display(), &error))?;
        let visible =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(visible) {
            let entry = entry.map_err(|error| cannot_read(path.display(), &error.into()))?;
            if entry.file_type().is_dir() || (entry.file_type().is_symlink() && entry.depth() > 0) {
                continue;
            }
            unread += file(entry.path(), each)?;
        }
    }
    Ok(unread)
}

fn file(path: &Path, each: &mut dyn FnMut(&Sample<'_>)) -> Result<u64, Error> {
    let mut text = opened(path).map_err(|error| cannot_read(path.display(), &error))?;
    // What cannot be unpacked is told as `scan` would.
    let head = text.fill_buf().unwrap_or(b"{");
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    if matches!(first, Some(b'{' | b'[' | 0xef)) || head.contains(&0) || head.starts_with(&ZSTD) {
        return Ok(documents(path, each));
    }
    let (name, mut line, mut bytes) = (path.display().to_string(), 0, Vec::new());
    loop {
        bytes.clear();
        match (&mut text).take(LONGEST).read_until(b'\n', &mut bytes) {
            Ok(0) => return Ok(0),
            Err(_) => return Ok(1),
            Ok(_) => {}
        }
        line += 1;
        if bytes.last() != Some(&b'\n') && bytes.len() as u64 == LONGEST && !skip_line(&mut text) {
            return Ok(1);
        }
        let words = String::from_utf8_lossy(&bytes);
        if let Ok(event) = serde_json::to_string(&serde_json::json!({ "text": words.trim() }))
            && !words.trim().is_empty()
        {
            each(&Sample { source: &name, line, bytes: event.as_bytes(), around: Attributes::default() });
        }
    }
}

/// The first bytes of what zstd wrote.
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The text of a file, unpacked where it is gzip.
pub(super) fn opened(path: &Path) -> std::io::Result<Box<dyn BufRead>> {
    let mut file = BufReader::with_capacity(64 << 10, File::open(path)?);
    if file.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(BufReader::with_capacity(64 << 10, MultiGzDecoder::new(file).take(MOST))));
    }
    Ok(Box::new(file))
}

/// Passes over the rest of a line.
fn skip_line(text: &mut dyn BufRead) -> bool {
    loop {
        let (done, used) = match text.fill_buf() {
            Ok([]) => return true,
            Ok(bytes) => match bytes.iter().position(|byte| *byte == b'\n') {
                Some(at) => (true, at + 1),
                None => (false, bytes.len()),
            },
            Err(_) => return false,
        };
        text.consume(used);
        if done {
            return true;
        }
    }
}

fn documents(path: &Path, each: &mut dyn FnMut(&Sample<'_>)) -> u64 {
    let mut unread = 0;
    let reading = Reading::everything(source::Limits::default());
    let _ = source::documents(&[Place::Path(path.to_owned())], &reading, &mut |object, piece| {
        match piece {
            Piece::Document { line, bytes, around, .. } => {
                each(&Sample { source: &object.name, line, bytes, around });
            }
            Piece::Failed(_) => unread += 1,
            Piece::Opened | Piece::Skipped(_) | Piece::Closed { .. } => {}
        }
        ControlFlow::Continue(())
    });
    unread
}

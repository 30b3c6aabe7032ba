//! The lines of a folder's files, one after the other, in memory that does not grow with them.
//!
//! A file that is still being written, or whose writer was killed, may end within a line: that is told apart from a whole one.
//! A line that is too long to be ours is skipped and told.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

/// The longest line that is read, in bytes: several times what a pointer takes.
const LONGEST: u64 = 16 << 10;

/// A line of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line with its end.
    Whole(Vec<u8>),
    /// The last line of a file, which has no end (yet).
    Torn(Vec<u8>),
    /// More than [`LONGEST`]; skipped.
    TooLong,
}

/// Where a line stands: the number of the file, from 0, and of the line in it, from 1.
pub(super) type At = (u32, u64);

/// Lines of one file after the other. After an error the next file is read.
#[derive(Debug)]
pub(super) struct Lines {
    files: std::vec::IntoIter<PathBuf>,
    open: Option<BufReader<File>>,
    file: u32,
    line: u64,
}

impl Lines {
    /// The lines of these files, in this order. Nothing is opened yet.
    pub fn of(files: Vec<PathBuf>) -> Self {
        Self { files: files.into_iter(), open: None, file: 0, line: 0 }
    }

    fn close(&mut self) {
        self.open = None;
        self.file += 1;
        self.line = 0;
    }
}

impl Iterator for Lines {
    type Item = (At, io::Result<Line>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let read = match &mut self.open {
                Some(reader) => line(reader),
                None => match File::open(self.files.next()?) {
                    Ok(file) => {
                        self.open = Some(BufReader::new(file));
                        continue;
                    }
                    Err(error) => Err(error),
                },
            };
            self.line += 1;
            let at = (self.file, self.line);
            match read {
                Ok(Some(line)) => return Some((at, Ok(line))),
                Ok(None) => self.close(),
                Err(error) => {
                    self.close();
                    return Some((at, Err(error)));
                }
            }
        }
    }
}

/// The next line without its end; none at the end of the file.
fn line(reader: &mut BufReader<File>) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let read = reader.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? as u64;
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        return Ok(Some(Line::Whole(bytes)));
    }
    match read {
        0 => Ok(None),
        LONGEST => {
            reader.skip_until(b'\n')?;
            Ok(Some(Line::TooLong))
        }
        _ => Ok(Some(Line::Torn(bytes))),
    }
}

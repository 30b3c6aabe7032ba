//! What was sent, in a file: one event a line, so that `phi-audit replay` can say what has to be found in it.
//!
//! Records that are unreadable on purpose are counted and left out: cut short, they would swallow the line behind them.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use crate::load::Kind;
use crate::outlet::Failure;

/// A file of events.
pub struct Copy {
    file: BufWriter<File>,
    unreadable: u64,
}

impl Copy {
    /// Empties the file, or makes it.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn create(path: &Path) -> Result<Self, Failure> {
        let file = File::create(path).map_err(|error| failure(&error))?;
        Ok(Self { file: BufWriter::new(file), unreadable: 0 })
    }

    /// Writes the readable ones.
    ///
    /// # Errors
    ///
    /// The disk takes no more.
    pub fn write(&mut self, records: &[(Kind, Vec<u8>)]) -> Result<(), Failure> {
        for (kind, record) in records {
            if *kind == Kind::Unreadable {
                self.unreadable += 1;
                continue;
            }
            self.file.write_all(record).and_then(|()| self.file.write_all(b"\n")).map_err(|error| failure(&error))?;
        }
        Ok(())
    }

    /// Ends the file and says how many unreadable records were left out.
    ///
    /// # Errors
    ///
    /// The disk takes no more.
    pub fn finish(mut self) -> Result<u64, Failure> {
        self.file.flush().map_err(|error| failure(&error))?;
        Ok(self.unreadable)
    }
}

fn failure(error: &io::Error) -> Failure {
    Failure::new(format!("--copy: {error}"), "name a file that can be written, on a disk with space")
}

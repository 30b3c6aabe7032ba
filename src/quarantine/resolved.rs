//! Which entries of a quarantine folder are dealt with: `resolved.ndjson` beside the pointers, one line each, only added to.
//!
//! A mark is on disk before [`Marks::add`] returns. A line that cannot be read marks nothing: its entry shows up again, which
//! is the safe side. A mark concerns what came before it: a record that is quarantined again is open again.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lines::{Line, Lines};
use super::pointer::{Pointer, number};
use crate::sink::Message;

/// The name of the file.
pub(super) const FILE_NAME: &str = "resolved.ndjson";

/// How many marks are kept in mind; entries beyond show up as open.
const MOST: usize = 1 << 20;

/// How an entry was dealt with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// In a word or two, such as `retried`.
    pub how: Arc<str>,
    /// When.
    pub at: Timestamp,
}

/// How an entry is marked whose record is no longer where it stood: nobody can deal with it any more, and it stays in the list.
pub const GONE: &str = "gone";

impl Resolved {
    /// Whether the record is gone rather than dealt with.
    pub fn is_gone(&self) -> bool {
        &*self.how == GONE
    }
}

/// A line of the file, or a record of a quarantine topic: an entry is dealt with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The id of the pointer.
    pub id: String,
    /// How, in a word or two.
    pub how: String,
    /// When, RFC 3339.
    pub at: String,
}

impl Mark {
    /// The message that carries it into a quarantine topic.
    pub fn message(&self, source: &Arc<str>) -> Message {
        Message {
            // The same entry may be dealt with more than once.
            id: format!("{}-{}", self.id, self.at),
            kind: RESOLVED_KIND,
            source: Arc::clone(source),
            time: self.at.clone(),
            subject: Some(self.how.clone()),
            key: Some(self.id.clone()),
            // Strings only, which always are JSON.
            data: serde_json::to_vec(self).unwrap_or_default(),
        }
    }
}

/// CloudEvents `type` of a mark.
const RESOLVED_KIND: &str = "io.phi-audit.quarantine.resolved.v1";

/// The marks of a folder.
#[derive(Debug, Default)]
pub struct Marks {
    by_id: HashMap<u128, Resolved>,
    /// Each way of resolving once: there are few.
    ways: Vec<Arc<str>>,
}

impl Marks {
    /// Reads the marks of `folder`; none if there is no file.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut marks = Self::default();
        for (_, line) in Lines::of(vec![folder.join(FILE_NAME)]) {
            match line {
                Ok(Line::Whole(bytes) | Line::Torn(bytes)) => {
                    if let Ok(mark) = serde_json::from_slice::<Mark>(&bytes) {
                        marks.note(&mark);
                    }
                }
                Ok(Line::TooLong) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(marks)
    }

    /// The mark that concerns a pointer: not older than itself.
    pub fn of(&self, pointer: &Pointer) -> Option<&Resolved> {
        let mark = self.by_id.get(&number(&pointer.id)?)?;
        pointer.quarantined_ms().is_none_or(|sent| mark.at.as_millisecond() >= sent).then_some(mark)
    }

    /// Marks entries in the file and here.
    pub fn add(&mut self, folder: &Path, ids: &[&str], how: &str, now: Timestamp) -> io::Result<()> {
        let marks: Vec<Mark> =
            ids.iter().map(|id| Mark { id: (*id).to_owned(), how: how.to_owned(), at: now.to_string() }).collect();
        let mut text = Vec::new();
        for mark in &marks {
            serde_json::to_writer(&mut text, mark)?;
            text.push(b'\n');
        }
        append(&folder.join(FILE_NAME), text)?;
        // The name of a new file has to survive a crash, too.
        File::open(folder)?.sync_all()?;
        for mark in &marks {
            self.note(mark);
        }
        Ok(())
    }

    /// Keeps a mark in mind. One that phi-audit cannot have written is passed over.
    pub fn note(&mut self, mark: &Mark) {
        let (Some(id), Ok(at)) = (number(&mark.id), mark.at.parse()) else { return };
        let printable = mark.how.len() <= 64 && mark.how.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        let known = self.by_id.contains_key(&id);
        if !printable || (!known && self.by_id.len() >= MOST) {
            return;
        }
        if self.by_id.get(&id).is_none_or(|earlier| earlier.at <= at) {
            let how = self.way(&mark.how);
            self.by_id.insert(id, Resolved { how, at });
        }
    }

    fn way(&mut self, how: &str) -> Arc<str> {
        if let Some(way) = self.ways.iter().find(|way| ***way == *how) {
            return Arc::clone(way);
        }
        let way = Arc::<str>::from(how);
        if self.ways.len() < 64 {
            self.ways.push(Arc::clone(&way));
        }
        way
    }
}

/// Adds lines to a file that only its owner may read, and waits until they are on disk. A line that a crash has torn before is
/// ended first, so that it spoils none of ours.
fn append(path: &PathBuf, mut text: Vec<u8>) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    if file.metadata()?.len() > 0 {
        let mut last = [0];
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            text.insert(0, b'\n');
        }
    }
    file.write_all(&text)?;
    file.sync_all()
}

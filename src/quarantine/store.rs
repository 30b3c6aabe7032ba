//! A folder of pointers, read back: the files `quarantine-*.ndjson` that the service wrote, and beside them what is resolved.
//!
//! Entries come in the order in which they were written, in memory that does not grow with the folder: one pass finds the
//! newest pointer of each record, a second one hands them over. Whatever is no pointer of ours is told as an error, by file and
//! line and never by content, and the rest is read. What is still being written is left for the next time.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Deserialize;

use super::lines::{At, Line, Lines};
use super::newest::Newest;
use super::pointer::{MESSAGE_KIND, Pointer, number};
use super::resolved::{self, Marks, Resolved};

/// A quarantine folder.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    marks: Marks,
}

/// A record in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands and why it is here.
    pub pointer: Pointer,
    /// How it was dealt with, if it was, or that it is gone.
    pub resolved: Option<Resolved>,
}

impl Entry {
    /// Whether nobody has dealt with it; one that is gone counts as open.
    pub fn is_open(&self) -> bool {
        self.resolved.as_ref().is_none_or(Resolved::is_gone)
    }
}

/// Why quarantine, or a part of it, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system would not read or write a file or folder.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A line is no pointer that this program has written. It is skipped.
    #[error("{}, line {line}: this is no pointer", path.display())]
    NotAPointer {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
    },
    /// What is to be resolved is not the whole id of a pointer.
    #[error("this is not the whole id of a pointer: 32 hexadecimal digits")]
    NotAnId,
}

/// What the file sink writes: a structured CloudEvent.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    data: Pointer,
}

impl Store {
    /// The quarantine in `folder`. One that is not there yet is empty.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let folder = folder.into();
        match Marks::read(&folder) {
            Ok(marks) => Ok(Self { folder, marks }),
            Err(error) => Err(StoreError::Io { path: folder.join(resolved::FILE_NAME), error }),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The records in quarantine, each once, in the order of their newest pointers; those that are resolved only if asked for.
    pub fn entries(&self, include_resolved: bool) -> Result<Entries<'_>, StoreError> {
        let files = self.files().map_err(|error| StoreError::Io { path: self.folder.clone(), error })?;
        let newest = newest(&files);
        Ok(Entries { lines: Lines::of(files.clone()), files, newest, marks: &self.marks, include_resolved })
    }

    /// Marks entries as dealt with; on disk when this returns. `how` is a word or two of printable ASCII, such as `retried`.
    pub fn resolve(&mut self, ids: &[&str], how: &str, now: Timestamp) -> Result<(), StoreError> {
        if ids.iter().any(|id| number(id).is_none()) {
            return Err(StoreError::NotAnId);
        }
        self.marks
            .add(&self.folder, ids, how, now)
            .map_err(|error| StoreError::Io { path: self.folder.join(resolved::FILE_NAME), error })
    }

    /// The files of pointers, by name, which is by time.
    fn files(&self) -> io::Result<Vec<PathBuf>> {
        let listed = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            listed => listed?,
        };
        let mut files = Vec::new();
        for entry in listed {
            let entry = entry?;
            let name = entry.file_name();
            let ours = name.to_str().is_some_and(|name| name.starts_with("quarantine-") && name.ends_with(".ndjson"));
            if ours {
                files.push(entry.path());
            }
        }
        files.sort_unstable();
        Ok(files)
    }
}

fn newest(files: &[PathBuf]) -> Newest {
    let mut newest = Newest::default();
    for (_, line) in Lines::of(files.to_vec()) {
        if let Ok(Some(Ok(pointer))) = line.map(read) {
            newest.note(&pointer);
        }
    }
    newest
}

/// No pointer of ours.
struct Foreign;

/// The pointer in a line; none where there is none to expect.
fn read(line: Line) -> Option<Result<Pointer, Foreign>> {
    let (bytes, torn) = match line {
        Line::Whole(bytes) => (bytes, false),
        Line::Torn(bytes) => (bytes, true),
        Line::TooLong => return Some(Err(Foreign)),
    };
    if bytes.trim_ascii().is_empty() {
        return None;
    }
    match serde_json::from_slice::<Envelope<'_>>(&bytes) {
        Ok(Envelope { kind, data }) if kind == MESSAGE_KIND && data.is_sound() => Some(Ok(data)),
        Err(error) if torn && error.is_eof() => None,
        _ => Some(Err(Foreign)),
    }
}

/// The records in quarantine.
#[derive(Debug)]
pub struct Entries<'a> {
    files: Vec<PathBuf>,
    lines: Lines,
    newest: Newest,
    marks: &'a Marks,
    include_resolved: bool,
}

impl Entries<'_> {
    fn path(&self, at: At) -> PathBuf {
        self.files.get(at.0 as usize).cloned().unwrap_or_default()
    }

    /// The entry of a pointer, unless there is a newer pointer or it is left out.
    fn entry(&mut self, pointer: Pointer) -> Option<Entry> {
        if !self.newest.take(&pointer) {
            return None;
        }
        let resolved = self.marks.of(&pointer).cloned();
        let entry = Entry { pointer, resolved };
        (self.include_resolved || entry.is_open()).then_some(entry)
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Entry, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (at, line) = self.lines.next()?;
            match line.map(read) {
                Err(error) => return Some(Err(StoreError::Io { path: self.path(at), error })),
                Ok(Some(Err(Foreign))) => {
                    return Some(Err(StoreError::NotAPointer { path: self.path(at), line: at.1 }));
                }
                Ok(Some(Ok(pointer))) => {
                    if let Some(entry) = self.entry(pointer) {
                        return Some(Ok(entry));
                    }
                }
                Ok(None) => {}
            }
        }
    }
}

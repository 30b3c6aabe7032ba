//! The results in a manifest, in the order of the input, read one by one.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use redb::{Database, Range, ReadOnlyTable, ReadableDatabase};
use serde_json::from_slice;
use sha2::{Digest as _, Sha256};

use super::error::ManifestError;
use super::packed::Unpacker;
use super::{ABSENT, ENTRIES, Line, OBJECTS, OUTCOMES, Outcome, Row, hex};
use crate::cli::Error;
use crate::record::{ErrorRecord, Record};

/// Takes the findings and errors of an object, and what it shows of each resource.
type Each<'e> = dyn FnMut(Line<Record<'static>, ErrorRecord<'static>>) -> Result<(), Error> + 'e;

/// Where the reading of a manifest stands.
pub(in crate::cli) struct Cursor {
    path: PathBuf,
    rows: Range<'static, &'static [u8], &'static [u8]>,
    outcomes: ReadOnlyTable<u64, &'static [u8]>,
    entries: ReadOnlyTable<(u64, u32), &'static [u8]>,
    absent: ReadOnlyTable<&'static [u8], ()>,
    unpacker: RefCell<Unpacker>,
    /// Keeps the file open, where nobody else does.
    _db: Option<Database>,
}

impl Cursor {
    /// All results of the manifest `db`, which lies at `path` and stays open.
    pub(super) fn new(db: &Database, path: &Path) -> Result<Self, Error> {
        Self::open(db, path).map_err(|error| error.told(path))
    }

    /// The same of a manifest that nobody else has open.
    pub(super) fn owning(db: Database, path: &Path) -> Result<Self, Error> {
        let mut cursor = Self::new(&db, path)?;
        cursor._db = Some(db);
        Ok(cursor)
    }

    fn open(db: &Database, path: &Path) -> Result<Self, ManifestError> {
        let transaction = db.begin_read()?;
        Ok(Self {
            path: path.to_owned(),
            rows: transaction.open_table(OBJECTS)?.range::<&[u8]>(..)?,
            outcomes: transaction.open_table(OUTCOMES)?,
            entries: transaction.open_table(ENTRIES)?,
            absent: transaction.open_table(ABSENT)?,
            unpacker: RefCell::new(Unpacker::new()?),
            _db: None,
        })
    }

    /// The next object and its key.
    pub fn next(&mut self) -> Result<Option<(Vec<u8>, Row)>, Error> {
        self.step().map_err(|error| error.told(&self.path))
    }

    /// What an object came to: `each` is given its findings and errors in the order of the input, and then what it shows
    /// of each resource.
    pub fn result(&self, row: &Row, each: &mut Each<'_>) -> Result<Outcome, Error> {
        let mut digest = Sha256::new();
        let mut number = 0;
        while let Some(lines) = self.unpacked(|| Ok(self.entries.get((row.serial, number))?))? {
            digest.update(&lines);
            for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                each(from_slice(line).map_err(|error| self.told(&error.into()))?)?;
            }
            number += 1;
        }
        let outcome = self.unpacked(|| Ok(self.outcomes.get(row.serial)?))?.unwrap_or_default();
        digest.update(&outcome);
        if hex(&digest.finalize()) != row.digest {
            return Err(self.told(&ManifestError::damaged("the result of an object is not the one that was written")));
        }
        from_slice(&outcome).map_err(|error| self.told(&error.into()))
    }

    fn step(&mut self) -> Result<Option<(Vec<u8>, Row)>, ManifestError> {
        for row in self.rows.by_ref() {
            let (key, row) = row?;
            if self.absent.get(key.value())?.is_none() {
                return Ok(Some((key.value().to_owned(), from_slice(row.value())?)));
            }
        }
        Ok(None)
    }

    fn unpacked<'t>(
        &self,
        get: impl FnOnce() -> Result<Option<redb::AccessGuard<'t, &'static [u8]>>, ManifestError>,
    ) -> Result<Option<Vec<u8>>, Error> {
        let unpack = |guard: redb::AccessGuard<'_, &[u8]>| self.unpacker.borrow_mut().unpack(guard.value());
        get().and_then(|packed| packed.map(unpack).transpose()).map_err(|error| self.told(&error))
    }

    fn told(&self, error: &ManifestError) -> Error {
        error.told(&self.path)
    }
}

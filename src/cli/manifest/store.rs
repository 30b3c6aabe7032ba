//! The file itself: opened, checked, made; and which objects of a listing are to be read.
//!
//! It promises that one process at a time has it, and that every page of it is verified before anything in it is believed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::backends::FileBackend;
use redb::{Builder, Database, ReadableDatabase, TableError};
use tempfile::NamedTempFile;

use super::error::ManifestError;
use super::head::{Head, digest};
use super::seen::Seen;
use super::{HEAD, OBJECTS, Row, Shard, key};
use crate::report::Basis;
use crate::source::Object;

/// Bytes of the file kept in memory while it is written.
const CACHE: usize = 32 << 20;

/// A manifest in use.
pub(super) struct Store {
    pub db: Database,
    pub path: PathBuf,
    pub shard: Option<Shard>,
    /// Digest of what this run judges by.
    pub basis: String,
    /// Objects that were not read again.
    pub unchanged: AtomicU64,
    seen: Mutex<Seen>,
    /// What went wrong where nobody could be told.
    trouble: Mutex<Option<ManifestError>>,
}

/// Opens the manifest at `path` with `cache` bytes of memory.
pub(super) fn open(path: &Path, cache: usize) -> Result<Database, ManifestError> {
    if !fs::metadata(path)?.is_file() {
        return Err(ManifestError::Foreign);
    }
    // Without the check, a damaged file would be believed until it makes nonsense.
    Ok(Builder::new().set_cache_size(cache).set_check_integrity_on_open(true).open(path)?)
}

/// Makes a manifest at `path` where there is none. It gets its name when it is one: a crash meanwhile leaves none that is half made.
fn make(path: &Path) -> Result<(), ManifestError> {
    if fs::metadata(path).is_ok_and(|there| there.len() > 0 || !there.is_file()) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = NamedTempFile::new_in(folder)?; // 0600
    Builder::new().create_with_backend(FileBackend::new(file.reopen()?)?)?;
    // An empty file, as `mktemp` makes, is none.
    if fs::metadata(path).is_ok_and(|there| there.len() == 0) {
        fs::remove_file(path)?;
    }
    match file.persist_noclobber(path) {
        // Another run was faster; whose it is shows when it is opened.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.error.into()),
        Ok(_) => Ok(()),
    }
}

/// The head of a manifest; `None` where it was made and nothing else.
pub(super) fn head(db: &Database) -> Result<Option<Head>, ManifestError> {
    let transaction = db.begin_read()?;
    match transaction.open_table(HEAD) {
        Ok(table) => Head::read(&table),
        Err(TableError::TableDoesNotExist(_)) if transaction.list_tables()?.next().is_none() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

impl Store {
    /// The manifest at `path`, made where there is none, for a run that rests on `basis`; and what it said of itself.
    pub fn open(path: &Path, basis: &Basis, shard: Option<Shard>) -> Result<(Self, Head), ManifestError> {
        make(path)?;
        let db = open(path, CACHE)?;
        let head = match head(&db)? {
            Some(head) if head.shard != shard => return Err(ManifestError::shard(head.shard, shard)),
            Some(head) => Head { basis: basis.clone(), finished: false, ..head },
            None => Head::new(basis, shard),
        };
        let store = Self {
            db,
            path: path.to_owned(),
            shard,
            basis: digest(basis),
            unchanged: AtomicU64::new(0),
            seen: Mutex::default(),
            trouble: Mutex::default(),
        };
        Ok((store, head))
    }

    /// Whether an object is to be read: it is of the shard, and its result is not there yet, or rests on something else.
    pub fn wants(&self, object: &Object) -> bool {
        if self.shard.is_some_and(|shard| !shard.holds(&object.name)) {
            return false;
        }
        let row = match self.row(object) {
            Ok(row) => row,
            Err(error) => {
                self.trouble().get_or_insert(error);
                None
            }
        };
        let Some(row) = row else { return true };
        self.seen().insert(row.serial);
        let settled = !row.again && row.version.is_some() && row.version == object.version && row.basis == self.basis;
        self.unchanged.fetch_add(u64::from(settled), Ordering::Relaxed);
        !settled
    }

    fn row(&self, object: &Object) -> Result<Option<Row>, ManifestError> {
        // A transaction each: one that is held keeps the room of everything that is replaced meanwhile.
        let table = self.db.begin_read()?.open_table(OBJECTS)?;
        let row = table.get(key(&object.rank).as_slice())?;
        Ok(row.map(|row| serde_json::from_slice(row.value())).transpose()?)
    }

    /// What was met in this run.
    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What went wrong while objects were chosen.
    pub fn trouble(&self) -> MutexGuard<'_, Option<ManifestError>> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a file at `path` would lie below one of `inputs`, and be read as an event file itself.
pub(super) fn below<'i>(path: &Path, inputs: &'i [PathBuf]) -> Option<&'i Path> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).ok()?;
    let whole = path.file_name().map(|name| folder.join(name));
    let holds = |input: &&PathBuf| {
        fs::canonicalize(input).is_ok_and(|input| folder.starts_with(&input) || whole.as_ref() == Some(&input))
    };
    inputs.iter().find(holds).map(PathBuf::as_path)
}

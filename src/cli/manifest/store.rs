//! The file itself: opened, checked, made; and which objects of a listing are to be read.
//!
//! It promises that one process at a time has it, and that every page of it is verified before anything in it is believed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::backends::FileBackend;
use redb::{Builder, Database, ReadableDatabase, TableError};
use tempfile::NamedTempFile;

use super::error::ManifestError;
use super::head::{Grounds, Head};
use super::seen::Seen;
use super::{HEAD, OBJECTS, Row, Shard, key};
use crate::coverage::Ledger;
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
    /// The inputs, as reports name them.
    inputs: Vec<String>,
    /// Objects that were not read again.
    pub unchanged: AtomicU64,
    seen: Mutex<Seen>,
    heard: Mutex<BTreeSet<u32>>,
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

/// The requirements that the results of a manifest were got by.
pub(super) fn ledger(db: &Database) -> Result<Ledger, ManifestError> {
    super::head::read_ledger(&db.begin_read()?.open_table(HEAD)?)
}

/// The manifest at `path`, if there is one. From now on it is that of a run which has not come to its end.
pub(super) fn reserve(path: &Path, shard: Option<Shard>) -> Result<Option<Database>, ManifestError> {
    if !fs::metadata(path).is_ok_and(|there| there.len() > 0 || !there.is_file()) {
        return Ok(None);
    }
    let db = open(path, CACHE)?;
    let Some(head) = of_shard(head(&db)?, shard)?.filter(|head| head.finished) else { return Ok(Some(db)) };
    let transaction = db.begin_write()?;
    Head { finished: false, ..head }.write(&transaction)?;
    transaction.commit()?;
    Ok(Some(db))
}

fn of_shard(head: Option<Head>, shard: Option<Shard>) -> Result<Option<Head>, ManifestError> {
    match head {
        Some(head) if head.shard != shard => Err(ManifestError::shard(head.shard, shard)),
        head => Ok(head),
    }
}

impl Store {
    /// The manifest at `path`, made where there is none, for a run on these `grounds`; and what it says of itself.
    pub fn open(
        path: &Path,
        reserved: Option<Database>,
        shard: Option<Shard>,
        grounds: &Grounds<'_>,
    ) -> Result<(Self, Head), ManifestError> {
        let db = match reserved {
            Some(db) => db,
            None => {
                make(path)?;
                open(path, CACHE)?
            }
        };
        let head = Head::begin(grounds, shard, of_shard(head(&db)?, shard)?);
        let store = Self {
            db,
            path: path.to_owned(),
            shard,
            basis: head.digest.clone(),
            inputs: grounds.basis.inputs.clone(),
            unchanged: AtomicU64::new(0),
            seen: Mutex::default(),
            heard: Mutex::default(),
            trouble: Mutex::default(),
        };
        Ok((store, head))
    }

    /// Whether an object is to be read: it is of the shard, and its result is not there yet, or rests on something else.
    pub fn wants(&self, object: &Object) -> bool {
        // All shards hear of all objects.
        self.heard().insert(object.rank.input);
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
        // A rank alone does not tell what stood there: the first input may be another file today.
        let settled = !row.again
            && row.version.is_some()
            && (&*row.name, &row.version, &row.basis) == (&*object.name, &object.version, &self.basis);
        if settled {
            // Otherwise it is met when it was read: should that not come about, its old result is no part of the new report.
            self.seen().insert(row.serial);
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        }
        !settled
    }

    fn row(&self, object: &Object) -> Result<Option<Row>, ManifestError> {
        // A transaction each: one that is held keeps the room of everything that is replaced meanwhile.
        let table = self.db.begin_read()?.open_table(OBJECTS)?;
        let row = table.get(key(&object.rank).as_slice())?;
        Ok(row.map(|row| serde_json::from_slice(row.value())).transpose()?)
    }

    /// The input under `key`, by its name, if `row` is of it, and nothing at all was heard of it in this run.
    pub fn silent(&self, key: &[u8], row: &Row) -> Option<&str> {
        let input = u32::from_be_bytes(*key.first_chunk()?);
        let name = self.inputs.get(usize::try_from(input).ok()?)?;
        let silent =
            !row.unlisted && !self.heard().contains(&input) && row.name.starts_with(name.trim_end_matches('/'));
        silent.then_some(name)
    }

    /// The inputs of which anything was heard in this run.
    pub fn heard(&self) -> MutexGuard<'_, BTreeSet<u32>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
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

/// The input in which `path` lies, or would lie: what is written there would be read as events, by this run or the next.
pub(in crate::cli) fn below<'i>(path: &Path, inputs: &'i [PathBuf]) -> Option<&'i Path> {
    let whole = there(path)?;
    let holds = |input: &&PathBuf| fs::canonicalize(input).is_ok_and(|input| whole.starts_with(input));
    inputs.iter().find(holds).map(PathBuf::as_path)
}

/// Where `path` lies, though its end may not be there yet.
fn there(path: &Path) -> Option<PathBuf> {
    for folder in path.ancestors() {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if let Ok(found) = fs::canonicalize(here) {
            return Some(found.join(path.strip_prefix(folder).ok()?));
        }
    }
    None
}

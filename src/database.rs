//! The service's own files: a table that survives `kill -9` and a power cut, for one process at a time, for its owner's eyes only.
//!
//! What it leaves to others: what is in the tables.

use std::fs::{DirBuilder, File};
use std::io;
use std::path::Path;

use redb::Database;
use redb::backends::FileBackend;

/// A file of the service cannot be used. It never says what is in it.
#[derive(Debug)]
pub struct DatabaseError {
    /// What failed.
    pub what: String,
    /// Whether another process has it open.
    pub in_use: bool,
    /// Whether the disk is full.
    pub full: bool,
}

impl std::fmt::Display for DatabaseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for DatabaseError {}

impl DatabaseError {
    /// An entry in it is none of ours.
    pub fn damaged() -> Self {
        let what = "an entry is damaged, or was written by another version".to_owned();
        Self { what, in_use: false, full: false }
    }
}

impl<E: Into<redb::Error>> From<E> for DatabaseError {
    fn from(error: E) -> Self {
        // What redb says of corruption may quote what it found.
        match error.into() {
            redb::Error::DatabaseAlreadyOpen => {
                Self { what: "another process has it open".to_owned(), in_use: true, full: false }
            }
            redb::Error::Io(error) => Self {
                what: error.kind().to_string(),
                in_use: false,
                full: matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded),
            },
            redb::Error::Corrupted(_) => Self { what: "the file is damaged".to_owned(), in_use: false, full: false },
            _ => Self { what: "the file cannot be used".to_owned(), in_use: false, full: false },
        }
    }
}

/// Opens the file `name` in `folder`, or makes both; at most `cache` bytes of it are kept in memory.
pub fn open(folder: &Path, name: &str, cache: usize) -> Result<Database, DatabaseError> {
    let file = file(folder, name).map_err(redb::Error::Io)?;
    Ok(Database::builder().set_cache_size(cache).create_with_backend(FileBackend::new(file)?)?)
}

/// The file, which only its owner may read.
fn file(folder: &Path, name: &str) -> io::Result<File> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        builder.mode(0o700);
        options.mode(0o600);
    }
    builder.create(folder)?;
    let file = options.open(folder.join(name))?;
    #[cfg(unix)]
    {
        use std::fs::Permissions;
        use std::os::unix::fs::PermissionsExt;
        // Both may have been there before.
        std::fs::set_permissions(folder, Permissions::from_mode(0o700))?;
        file.set_permissions(Permissions::from_mode(0o600))?;
        // Or else a power cut could take the names, and with them what was committed.
        let folder = folder.canonicalize()?;
        File::open(&folder)?.sync_all()?;
        if let Some(parent) = folder.parent() {
            File::open(parent)?.sync_all()?;
        }
    }
    Ok(file)
}

//! A database in a file without a name: gone with the process, however it ends.

use redb::backends::FileBackend;
use redb::{Builder, Database};

/// Memory for its pages.
const CACHE: usize = 64 << 20;

/// The file could not be made, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// By the system.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// By the database.
    #[error("{0}")]
    Database(#[from] Box<redb::Error>),
}

/// An empty database.
pub(super) fn open() -> Result<Database, StoreError> {
    let file = FileBackend::new(tempfile::tempfile()?)?;
    Ok(Builder::new().set_cache_size(CACHE).create_with_backend(file)?)
}

macro_rules! boxed {
    ($($error:ident),+) => {
        $(impl From<redb::$error> for StoreError {
            fn from(error: redb::$error) -> Self {
                Self::Database(Box::new(error.into()))
            }
        })+
    };
}

boxed!(DatabaseError, TransactionError, TableError, StorageError, CommitError);

//! What can be wrong with a manifest, in a person's words.

use std::io;
use std::path::Path;

use super::{FORMAT, Shard};
use crate::cli::{Error, Told};

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum ManifestError {
    #[error("another run is using this manifest")]
    InUse,
    #[error("this is no manifest of phi-audit")]
    Foreign,
    #[error("the manifest is damaged: {0}")]
    Damaged(String),
    #[error("the manifest has format {0}, and this program knows format {FORMAT}")]
    Format(u32),
    #[error("the manifest is of {found}, and this run is of {wanted}")]
    Shard { found: String, wanted: String },
    #[error("the manifest cannot be used: {0}")]
    Io(io::Error),
}

impl ManifestError {
    /// That a manifest of one shard is used for another.
    pub fn shard(found: Option<Shard>, wanted: Option<Shard>) -> Self {
        let words = |shard: Option<Shard>| shard.map_or_else(|| "a whole run".to_owned(), |it| format!("shard {it}"));
        Self::Shard { found: words(found), wanted: words(wanted) }
    }

    pub fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    /// The error of the manifest at `path`, with what to do.
    pub fn told(&self, path: &Path) -> Error {
        let remedy = match self {
            Self::InUse => "wait until it has ended, or name another file: `--manifest FILE`",
            Self::Foreign => "name another file; a manifest is made by `phi-audit replay --manifest FILE`",
            Self::Damaged(_) => {
                "put it back from a copy, or delete it: the next run makes it anew and reads every object again"
            }
            Self::Format(_) => "use the program that wrote it, or name another file and read every object again",
            Self::Shard { .. } => "each shard has a manifest of its own: name another file, or run the shard it is of",
            Self::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => "check the path; its folder has to exist",
                io::ErrorKind::PermissionDenied => "give this user the right to read and write it",
                io::ErrorKind::StorageFull => "make room where it lies; the next run goes on where this one stopped",
                _ => "check the disk it lies on; the next run goes on where this one stopped",
            },
        };
        let told = match self {
            Self::Shard { .. } => Told::usage(self.to_string()),
            _ => Told::failed(self.to_string()),
        };
        told.at(path.display().to_string()).remedy(remedy).into()
    }
}

impl From<io::Error> for ManifestError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // What redb says of a file that does not begin as its files do.
            io::ErrorKind::InvalidData => Self::Foreign,
            io::ErrorKind::UnexpectedEof => Self::damaged("it ends too early"),
            _ => Self::Io(error),
        }
    }
}

impl From<serde_json::Error> for ManifestError {
    fn from(_: serde_json::Error) -> Self {
        // Its message would quote what could not be understood.
        Self::damaged("an entry of it cannot be understood")
    }
}

impl From<redb::Error> for ManifestError {
    fn from(error: redb::Error) -> Self {
        use redb::Error as Redb;
        match error {
            Redb::Io(error) => error.into(),
            Redb::DatabaseAlreadyOpen | Redb::LockProtocolMismatch => Self::InUse,
            Redb::TableDoesNotExist(_) | Redb::TableTypeMismatch { .. } | Redb::UpgradeRequired(_) => Self::Foreign,
            error => Self::Damaged(error.to_string()),
        }
    }
}

macro_rules! from_redb {
    ($($error:ident),+) => {
        $(impl From<redb::$error> for ManifestError {
            fn from(error: redb::$error) -> Self {
                redb::Error::from(error).into()
            }
        })+
    };
}
from_redb!(CommitError, DatabaseError, SetDurabilityError, StorageError, TableError, TransactionError);

//! The file in which linked rules remember: evidence by resource, and the rules by whose places it was written.
//!
//! A resource that is not known by its SID stands in it as a keyed digest, and only if the key is one that lasts; with another key
//! than before these are forgotten. Written by one process at a time.

use std::path::{Path, PathBuf};

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition, WriteTransaction};

use crate::database::{self, DatabaseError};
use crate::linked::{Evidence, Key, Keying, Recent, Ruleset};

/// The name of the file.
const FILE: &str = "linked.redb";
/// What redb keeps in memory of it.
const CACHE: usize = 4 << 20;
/// By what the rest is to be read: `version`, `ruleset`, `key`.
const META: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("meta");
/// Resource → evidence, both as JSON.
const EVIDENCE: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("evidence");
const VERSION: &[u8] = b"1";

/// The open file.
#[derive(Debug)]
pub(super) struct LinkedFile {
    folder: PathBuf,
    /// `None`: it failed, and is opened again when it is needed.
    database: Option<Database>,
    /// What tells our key from others; none: no digest is written.
    key: Option<String>,
}

impl LinkedFile {
    /// Opens the file in `folder`, or makes it, and tells `recent` all that it holds, as `ruleset` counts.
    pub fn open(folder: &Path, keying: &Keying, ruleset: &Ruleset, recent: &mut Recent) -> Result<Self, DatabaseError> {
        let database = database::open(folder, FILE, CACHE)?;
        let key = keying.check().map(|check| check.to_string());
        begin(&database)?;
        read(&database, key.as_deref(), ruleset, recent)?;
        let mut file = Self { folder: folder.to_owned(), database: Some(database), key };
        file.rewrite(ruleset, recent.iter())?;
        Ok(file)
    }

    /// Does `work` with the file. Once something failed, redb refuses everything until the file is opened again: so it is closed
    /// then, and opened for the next work.
    fn with(&mut self, work: impl FnOnce(&Database) -> Result<(), DatabaseError>) -> Result<(), DatabaseError> {
        let database = match self.database.take() {
            Some(database) => database,
            None => database::open(&self.folder, FILE, CACHE)?,
        };
        work(&database)?;
        self.database = Some(database);
        Ok(())
    }

    /// Writes what is known of some resources and takes out what is forgotten, for good when this returns.
    pub fn save<'e>(
        &mut self,
        known: impl Iterator<Item = (&'e Key, &'e Evidence)>,
        forgotten: &[Key],
    ) -> Result<(), DatabaseError> {
        let digests = self.key.is_some();
        self.with(|database| {
            let write = database.begin_write()?;
            {
                let mut table = write.open_table(EVIDENCE)?;
                for key in forgotten {
                    table.remove(&*key.to_string())?;
                }
            }
            // After what is forgotten: some of that may have been heard of again since.
            put(&write, digests, known)?;
            write.commit()?;
            Ok(())
        })
    }

    /// Writes everything anew, as `ruleset` counts.
    pub fn rewrite<'e>(
        &mut self,
        ruleset: &Ruleset,
        known: impl Iterator<Item = (&'e Key, &'e Evidence)>,
    ) -> Result<(), DatabaseError> {
        let own_key = self.key.clone();
        self.with(|database| {
            let write = database.begin_write()?;
            write.delete_table(EVIDENCE)?;
            put(&write, own_key.is_some(), known)?;
            {
                let mut meta = write.open_table(META)?;
                // It is made of strings and numbers, which always are JSON.
                meta.insert("ruleset", &*serde_json::to_vec(ruleset).unwrap_or_default())?;
                meta.insert("version", VERSION)?;
                match &own_key {
                    Some(key) => drop(meta.insert("key", key.as_bytes())?),
                    None => drop(meta.remove("key")?),
                }
            }
            write.commit()?;
            Ok(())
        })
    }
}

/// Makes the tables of a new file.
fn begin(database: &Database) -> Result<(), DatabaseError> {
    let write = database.begin_write()?;
    write.open_table(EVIDENCE)?;
    write.open_table(META)?;
    write.commit()?;
    Ok(())
}

/// Tells `recent` all that the file holds. `own_key` is what tells our key from others.
fn read(
    database: &Database,
    own_key: Option<&str>,
    ruleset: &Ruleset,
    recent: &mut Recent,
) -> Result<(), DatabaseError> {
    let read = database.begin_read()?;
    let meta = read.open_table(META)?;
    let Some(version) = meta.get("version")? else { return Ok(()) };
    let written_by = meta.get("ruleset")?.and_then(|text| serde_json::from_slice::<Ruleset>(text.value()).ok());
    let (VERSION, Some(written_by)) = (version.value(), written_by) else { return Err(DatabaseError::damaged()) };
    let same_key = meta.get("key")?.map(|key| key.value().to_vec()) == own_key.map(|key| key.as_bytes().to_vec());
    for row in read.open_table(EVIDENCE)?.iter()? {
        let (key, evidence) = row?;
        let (key, evidence) = decode(key.value(), evidence.value()).ok_or_else(DatabaseError::damaged)?;
        if key.is_digest() && !same_key {
            continue;
        }
        // What rules that are no longer there had asked for is forgotten.
        if let Some((key, evidence)) = ruleset.translate(&written_by, key, &evidence) {
            recent.add(key, &evidence);
        }
    }
    Ok(())
}

/// Writes what is known of resources; those that are digests only with `digests`.
fn put<'e>(
    write: &WriteTransaction,
    digests: bool,
    known: impl Iterator<Item = (&'e Key, &'e Evidence)>,
) -> Result<(), DatabaseError> {
    let mut table = write.open_table(EVIDENCE)?;
    for (key, evidence) in known.filter(|(key, _)| digests || !key.is_digest()) {
        table.insert(&*key.to_string(), &*serde_json::to_vec(evidence).unwrap_or_default())?;
    }
    Ok(())
}

fn decode(key: &str, evidence: &[u8]) -> Option<(Key, Evidence)> {
    let key = serde_json::from_value(serde_json::Value::String(key.to_owned())).ok()?;
    Some((key, serde_json::from_slice(evidence).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::FingerprintKey;

    #[test]
    fn a_file_that_failed_is_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let (keying, ruleset) = (Keying::lasting(FingerprintKey::of_block([1; 64])), Ruleset::default());
        let mut file = LinkedFile::open(folder.path(), &keying, &ruleset, &mut Recent::new(1)).unwrap();
        assert!(file.with(|_| Err(DatabaseError::damaged())).is_err());
        assert!(file.database.is_none());
        file.rewrite(&ruleset, std::iter::empty()).unwrap();
        assert!(file.database.is_some());
    }
}

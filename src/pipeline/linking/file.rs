//! The file in which linked rules remember: evidence by resource, and the rules by whose places it was written.
//!
//! A resource that is not known by its SID stands in it as a keyed digest, and only if the key is one that lasts; with another key
//! than before these are forgotten. Written by one process at a time.

use std::path::Path;

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
    database: Database,
    /// What tells our key from others; none: no digest is written.
    key: Option<String>,
}

impl LinkedFile {
    /// Opens the file in `folder`, or makes it, and tells `recent` all that it holds, as `ruleset` counts.
    pub fn open(folder: &Path, keying: &Keying, ruleset: &Ruleset, recent: &mut Recent) -> Result<Self, DatabaseError> {
        let database = database::open(folder, FILE, CACHE)?;
        let key = keying.check().map(|check| check.to_string());
        let mut file = Self { database, key };
        file.begin()?;
        file.read(ruleset, recent)?;
        file.rewrite(ruleset, recent.iter())?;
        Ok(file)
    }

    /// Makes the tables of a new file.
    fn begin(&self) -> Result<(), DatabaseError> {
        let write = self.database.begin_write()?;
        write.open_table(EVIDENCE)?;
        write.open_table(META)?;
        write.commit()?;
        Ok(())
    }

    fn read(&self, ruleset: &Ruleset, recent: &mut Recent) -> Result<(), DatabaseError> {
        let read = self.database.begin_read()?;
        let meta = read.open_table(META)?;
        let Some(version) = meta.get("version")? else { return Ok(()) };
        let written_by = meta.get("ruleset")?.and_then(|text| serde_json::from_slice::<Ruleset>(text.value()).ok());
        let (VERSION, Some(written_by)) = (version.value(), written_by) else { return Err(DatabaseError::damaged()) };
        let same_key =
            meta.get("key")?.map(|key| key.value().to_vec()) == self.key.as_ref().map(|key| key.clone().into());
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

    /// Writes what is known of some resources and takes out what is forgotten, for good when this returns.
    pub fn save<'e>(
        &mut self,
        known: impl Iterator<Item = (&'e Key, &'e Evidence)>,
        forgotten: &[Key],
    ) -> Result<(), DatabaseError> {
        let write = self.database.begin_write()?;
        self.put(&write, known)?;
        {
            let mut table = write.open_table(EVIDENCE)?;
            for key in forgotten {
                table.remove(&*key.to_string())?;
            }
        }
        write.commit()?;
        Ok(())
    }

    /// Writes everything anew, as `ruleset` counts.
    pub fn rewrite<'e>(
        &mut self,
        ruleset: &Ruleset,
        known: impl Iterator<Item = (&'e Key, &'e Evidence)>,
    ) -> Result<(), DatabaseError> {
        let write = self.database.begin_write()?;
        write.delete_table(EVIDENCE)?;
        self.put(&write, known)?;
        {
            let mut meta = write.open_table(META)?;
            // It is made of strings and numbers, which always are JSON.
            meta.insert("ruleset", &*serde_json::to_vec(ruleset).unwrap_or_default())?;
            meta.insert("version", VERSION)?;
            match &self.key {
                Some(key) => drop(meta.insert("key", key.as_bytes())?),
                None => drop(meta.remove("key")?),
            }
        }
        write.commit()?;
        Ok(())
    }

    fn put<'e>(
        &self,
        write: &WriteTransaction,
        known: impl Iterator<Item = (&'e Key, &'e Evidence)>,
    ) -> Result<(), DatabaseError> {
        let mut table = write.open_table(EVIDENCE)?;
        for (key, evidence) in known.filter(|(key, _)| !key.is_digest() || self.key.is_some()) {
            table.insert(&*key.to_string(), &*serde_json::to_vec(evidence).unwrap_or_default())?;
        }
        Ok(())
    }
}

fn decode(key: &str, evidence: &[u8]) -> Option<(Key, Evidence)> {
    let key = serde_json::from_value(serde_json::Value::String(key.to_owned())).ok()?;
    Some((key, serde_json::from_slice(evidence).ok()?))
}

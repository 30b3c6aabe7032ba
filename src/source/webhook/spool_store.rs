//! The file of the spool: bodies that were answered with 200 and are not finished, in the order in which they came.
//!
//! A transaction that was committed survives `kill -9` and a power cut; one that was not has never been. What stands in the
//! file is PHI, as it came: only its owner may read it, and the disk has to be encrypted. What it leaves to others: who waits for
//! a commit, and when something is done.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

use super::handed::{Handed, Reply};
use crate::database::{self, DatabaseError};
use crate::pipeline::Place;

/// Number → entry. Numbers only grow.
const TABLE: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("bodies");
/// The name of the file.
const FILE: &str = "webhook.redb";
/// The version of an entry: its first byte.
const VERSION: u8 = 1;
/// Hexadecimal digits of an id.
const ID: usize = 32;
/// What redb keeps in memory of the file.
const CACHE: usize = 16 << 20;

/// The file.
pub(super) struct Store {
    database: Database,
    /// The number of the next entry.
    pub next: u64,
    /// Entries, and bytes of them.
    pub records: u64,
    pub bytes: u64,
}

impl Store {
    /// Opens the file in `folder`, or makes both. A file with an entry that cannot be read is none: what was answered with 200 must
    /// not be passed over.
    pub fn open(folder: &Path) -> Result<Self, DatabaseError> {
        let mut database = database::open(folder, FILE, CACHE)?;
        let (mut last, mut records, mut bytes) = (None, 0, 0);
        let write = database.begin_write()?;
        for entry in write.open_table(TABLE)?.iter()? {
            let (number, entry) = entry?;
            head(entry.value()).ok_or_else(DatabaseError::damaged)?;
            last = Some(number.value());
            records += 1;
            bytes += entry.value().len() as u64;
        }
        write.commit()?;
        if records == 0 {
            // The file keeps the size it once had; now it costs nothing to have it small.
            let _ = database.compact();
        }
        Ok(Self { database, next: last.map_or(0, |last| last + 1), records, bytes })
    }

    /// Puts bodies in and takes out what is done, for good when this returns.
    pub fn commit(&mut self, group: &[Handed], done: &[u64]) -> Result<(), DatabaseError> {
        let (mut next, mut records, mut bytes) = (self.next, self.records, self.bytes);
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(TABLE)?;
            for number in done {
                if let Some(entry) = table.remove(number)? {
                    records = records.saturating_sub(1);
                    bytes = bytes.saturating_sub(entry.value().len() as u64);
                }
            }
            for one in group {
                let entry = encode(one);
                bytes += entry.len() as u64;
                records += 1;
                table.insert(next, &*entry)?;
                next += 1;
            }
        }
        write.commit()?;
        (self.next, self.records, self.bytes) = (next, records, bytes);
        Ok(())
    }

    /// The entries from number `from` on, as long as they hold fewer than `most` bytes together, at least one; with the number
    /// to go on at.
    pub fn read(&self, from: u64, most: usize) -> Result<(Vec<Handed>, u64), DatabaseError> {
        let (mut found, mut bytes, mut next) = (Vec::new(), 0, from);
        let table = self.database.begin_read()?.open_table(TABLE)?;
        for entry in table.range(from..)? {
            let (number, entry) = entry?;
            let (number, entry) = (number.value(), entry.value());
            bytes += entry.len();
            if bytes > most && !found.is_empty() {
                break;
            }
            found.push(decode(number, entry).ok_or_else(DatabaseError::damaged)?);
            next = number + 1;
        }
        Ok((found, next))
    }
}

/// Bytes that one body takes.
pub(super) fn size(one: &Handed) -> u64 {
    (one.body.len() + one.place.container().len() + ID + 10) as u64
}

/// Where the file is.
pub(super) fn path(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

fn encode(one: &Handed) -> Vec<u8> {
    let (name, id) = (one.place.container().as_bytes(), one.place.position().to_string());
    let mut entry = Vec::with_capacity(one.body.len() + name.len() + ID + 10);
    entry.push(VERSION);
    entry.extend(one.received_ms.to_le_bytes());
    // Names have at most 64 bytes.
    entry.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
    entry.extend(name.iter().take(u8::MAX.into()));
    entry.extend(id.bytes());
    entry.extend_from_slice(&one.body);
    entry
}

fn decode(number: u64, entry: &[u8]) -> Option<Handed> {
    let (place, received_ms, body) = head(entry)?;
    Some(Handed { place, body: body.to_vec(), received_ms, reply: Reply::Spool(number), held: None })
}

/// What stands before the body, and the body.
fn head(entry: &[u8]) -> Option<(Place, i64, &[u8])> {
    let ([VERSION], rest) = entry.split_first_chunk()? else { return None };
    let (received_ms, rest) = rest.split_first_chunk()?;
    let ([length], rest) = rest.split_first_chunk()?;
    let (name, rest) = rest.split_at_checked((*length).into())?;
    let (id, body) = rest.split_at_checked(ID)?;
    let place =
        Place::Webhook { route: Arc::from(str::from_utf8(name).ok()?), body: Arc::from(str::from_utf8(id).ok()?) };
    let received_ms = i64::from_le_bytes(*received_ms);
    place.is_sound().then_some((place, received_ms, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Handed {
        let place = Place::Webhook { route: "twilio".into(), body: "0123456789abcdef".repeat(2).into() };
        Handed { place, body: text.as_bytes().to_vec(), received_ms: 7, reply: Reply::Spool(0), held: None }
    }

    fn texts(store: &Store, from: u64, most: usize) -> (Vec<String>, u64) {
        let (found, next) = store.read(from, most).unwrap();
        (found.iter().map(|one| String::from_utf8(one.body.clone()).unwrap()).collect(), next)
    }

    #[test]
    fn what_is_committed_is_there_after_it_is_opened_again_and_what_is_done_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        store.commit(&[body("a"), body("b"), body("c")], &[]).unwrap();
        store.commit(&[body("d")], &[0, 2, 99]).unwrap();
        let (records, bytes) = (store.records, store.bytes);
        drop(store);
        let mut store = Store::open(folder.path()).unwrap();
        assert_eq!((store.records, store.bytes, store.next), (records, bytes, 4));
        assert_eq!((records, bytes), (2, 2 * size(&body("b"))));
        assert_eq!(texts(&store, 0, 1 << 20), (vec!["b".to_owned(), "d".to_owned()], 4));
        assert_eq!(texts(&store, 0, 1), (vec!["b".to_owned()], 2), "one at least");
        assert_eq!(texts(&store, 4, 1), (vec![], 4));
        let (found, _) = store.read(3, 1).unwrap();
        assert_eq!((&found[0].place, found[0].received_ms), (&body("d").place, 7));
        store.commit(&[], &[1, 3]).unwrap();
        assert_eq!((store.records, store.bytes), (0, 0));
    }

    #[test]
    fn a_file_with_an_entry_that_is_none_is_not_opened_and_nothing_of_it_passed_over() {
        for entry in [&b"\x01short"[..], b"\x02another version, which has other fields than this one has"] {
            let folder = tempfile::tempdir().unwrap();
            let mut store = Store::open(folder.path()).unwrap();
            store.commit(&[body("a")], &[]).unwrap();
            let write = store.database.begin_write().unwrap();
            write.open_table(TABLE).unwrap().insert(1, entry).unwrap();
            write.commit().unwrap();
            assert!(store.read(0, 1 << 20).is_err());
            drop(store);
            assert!(Store::open(folder.path()).is_err_and(|error| error.what.contains("another version")));
        }
    }

    #[test]
    fn one_process_at_a_time_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let _store = Store::open(folder.path()).unwrap();
        assert!(Store::open(folder.path()).is_err_and(|error| error.in_use));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let spool = folder.path().join("a/spool");
        drop(Store::open(&spool).unwrap());
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&spool), mode(&path(&spool))), (0o700, 0o600));
        let set = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        set(&spool, 0o755);
        set(&path(&spool), 0o644);
        drop(Store::open(&spool).unwrap());
        assert_eq!((mode(&spool), mode(&path(&spool))), (0o700, 0o600), "nor where both were there before");
    }
}

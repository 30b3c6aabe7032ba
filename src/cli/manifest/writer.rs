//! Takes the results of a run, object by object, and writes them down.
//!
//! Entries are written as they come, so that an object of any size needs little memory; the row that makes them count comes last.
//! What is written reaches the disk about every second: more often would cost time, less often a crash would cost more.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use redb::{Database, ReadableDatabase, WriteTransaction};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::cursor::Cursor;
use super::error::ManifestError;
use super::head::{Grounds, Head, write_ledger};
use super::packed::Packer;
use super::store::{Store, below, reserve};
use super::{ABSENT, ENTRIES, Line, OBJECTS, OUTCOMES, Outcome, Row, Shard, Unlinked, hex, key};
use crate::cli::{Error, Summary, Told, plural};
use crate::linked::{Entry, Key, Observation, Table};
use crate::record::{ErrorRecord, Record};
use crate::report::{Part, State, Tally};
use crate::source::{Choose, Object, is_content, is_lasting};

/// Bytes of entries that are written at once.
const CHUNK: usize = 64 << 10;
/// How often what was written is to reach the disk.
const EVERY: Duration = Duration::from_secs(1);
/// Or after so many bytes.
const MANY: usize = 8 << 20;
/// Rows looked at in one go at the end.
const STEP: usize = 1_000;

/// The manifest of a run.
pub(in crate::cli) struct Manifest {
    store: Arc<Store>,
    head: Head,
    packer: Packer,
    transaction: Option<WriteTransaction>,
    current: Option<Current>,
    /// Bytes written since the last commit.
    uncommitted: usize,
    committed: Instant,
    read: u64,
    again: u64,
    /// Something that was to be listed could not be: what is not seen may be there all the same.
    unlisted: bool,
}

/// The result that is being written.
struct Current {
    serial: u64,
    number: u32,
    lines: Vec<u8>,
    digest: Sha256,
    counted: Option<Counted>,
    /// What its events show of rules over several.
    table: Table,
}

/// What is known of a part of an object besides its findings and errors.
pub(in crate::cli) struct Counted {
    pub summary: Summary,
    pub tally: Tally,
    pub part: Part,
    /// Clues to what no other run could link.
    pub not_kept: u64,
}

/// A manifest before the run knows what it rests on. It is no longer one that came to its end.
pub(in crate::cli) struct Reserved {
    path: PathBuf,
    shard: Option<Shard>,
    db: Option<Database>,
}

/// What a run has done to its manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Done {
    /// Objects read in this run, those included that could not be read.
    pub read: u64,
    /// Objects whose result was there already.
    pub unchanged: u64,
    /// Objects that are no longer there; their results were removed.
    pub gone: u64,
    /// Objects that were not listed while something else could not be; their results are kept for another run.
    pub absent: u64,
    /// Objects that could not be read to their end and places that could not be listed, for a reason that may pass.
    pub again: u64,
    /// Inputs in which nothing is to be found any more, though there are results of it: these are kept, too.
    pub silent: BTreeSet<String>,
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} read, {} unchanged", plural(self.read, "object"), self.unchanged)?;
        if self.gone > 0 {
            write!(f, ", {} gone", self.gone)?;
        }
        if self.absent > 0 {
            write!(f, ", {} not listed this time", self.absent)?;
        }
        Ok(())
    }
}

impl Counted {
    /// Adds what is known of the next part.
    fn add(&mut self, more: Self) {
        self.summary.add(&more.summary);
        self.tally.add(&more.tally);
        self.part.add(more.part);
        self.not_kept += more.not_kept;
    }
}

impl Reserved {
    /// Makes it where there is none, for a run on these `grounds`.
    pub fn open(self, grounds: &Grounds<'_>) -> Result<Manifest, Error> {
        let path = self.path.clone();
        Manifest::begin(self, grounds).map_err(|error| error.told(&path))
    }
}

impl Manifest {
    /// The manifest at `path` for a run over `inputs`. Comes before anything that may fail: what an earlier run left is from now on
    /// not taken for the results of this one.
    pub fn reserve(path: &Path, shard: Option<Shard>, inputs: &[PathBuf]) -> Result<Reserved, Error> {
        if let Some(input) = below(path, inputs) {
            return Err(Told::usage(format!("the manifest would lie in `{}`, which is read", input.display()))
                .at(path.display().to_string())
                .remedy("name a file outside of what is read: `--manifest FILE`")
                .into());
        }
        let db = reserve(path, shard).map_err(|error| error.told(path))?;
        Ok(Reserved { path: path.to_owned(), shard, db })
    }

    fn begin(Reserved { path, shard, db }: Reserved, grounds: &Grounds<'_>) -> Result<Self, ManifestError> {
        let (store, head) = Store::open(&path, db, shard, grounds)?;
        let mut manifest = Self {
            store: Arc::new(store),
            head,
            packer: Packer::new()?,
            transaction: None,
            current: None,
            uncommitted: 0,
            committed: Instant::now(),
            read: 0,
            again: 0,
            unlisted: false,
        };
        let mut packer = Packer::new()?;
        let transaction = manifest.transaction()?;
        write_ledger(transaction, &mut packer, grounds.ledger)?;
        transaction.open_table(OBJECTS)?;
        transaction.open_table(OUTCOMES)?;
        transaction.open_table(ENTRIES)?;
        transaction.open_table(ABSENT)?;
        // What a crash has left of a result that was being written.
        if let Some(serial) = manifest.head.writing.take() {
            manifest.forget(serial)?;
        }
        manifest.commit()?;
        Ok(manifest)
    }

    /// Which objects are to be read.
    pub fn choose(&self) -> Arc<Choose> {
        let store = Arc::clone(&self.store);
        Arc::new(move |object| store.wants(object))
    }

    /// Takes a finding or an error of the object at hand.
    pub fn entry(&mut self, entry: &Line<&Record<'_>, &ErrorRecord<'_>, (&Key, &Entry)>) -> Result<(), Error> {
        self.line(entry).map_err(|error| self.told(&error))
    }

    /// Takes counts of the object at hand, and what its events show that another run can link; where it `ends`, its result is complete.
    pub fn counts(&mut self, object: &Object, counted: Counted, seen: &[Observation], ends: bool) -> Result<(), Error> {
        let current = self.current();
        seen.iter().for_each(|seen| current.table.observe(seen));
        match &mut current.counted {
            Some(whole) => whole.add(counted),
            none => *none = Some(counted),
        }
        if ends { self.complete(object).map_err(|error| self.told(&error)) } else { Ok(()) }
    }

    /// Whether what was written should reach the disk now.
    pub fn is_due(&self) -> bool {
        self.transaction.is_some() && (self.uncommitted >= MANY || self.committed.elapsed() >= EVERY)
    }

    /// Brings to disk what was written.
    pub fn save(&mut self) -> Result<(), Error> {
        self.commit().map_err(|error| self.told(&error))
    }

    /// Ends the run: everything was listed, and what had to be was read. Removes what is no longer there.
    pub fn finish(&mut self) -> Result<Done, Error> {
        self.sweep().map_err(|error| self.told(&error))
    }

    /// From which result on nobody has been told what they show of rules over several events.
    pub const fn untold(&self) -> u64 {
        self.head.untold
    }

    /// Somebody has been told all of it.
    pub fn told_all(&mut self) -> Result<(), Error> {
        self.head.untold = self.head.next;
        self.save()
    }

    /// All results, in the order of the input.
    pub fn cursor(&self) -> Result<Cursor, Error> {
        Cursor::new(&self.store.db, &self.store.path)
    }

    fn told(&self, error: &ManifestError) -> Error {
        error.told(&self.store.path)
    }

    fn transaction(&mut self) -> Result<&mut WriteTransaction, ManifestError> {
        let open = match self.transaction.take() {
            Some(open) => open,
            None => {
                let mut transaction = self.store.db.begin_write()?;
                // After a crash the file can be used at once, however large it is.
                transaction.set_quick_repair(true);
                transaction
            }
        };
        Ok(self.transaction.insert(open))
    }

    fn current(&mut self) -> &mut Current {
        let (next, table) = (&mut self.head.next, Table::new(self.head.ruleset.bound()));
        self.current.get_or_insert_with(|| {
            *next += 1;
            let (lines, digest) = (Vec::new(), Sha256::new());
            Current { serial: *next - 1, number: 0, lines, digest, counted: None, table }
        })
    }

    fn line(&mut self, line: &impl Serialize) -> Result<(), ManifestError> {
        let current = self.current();
        let start = current.lines.len();
        serde_json::to_writer(&mut current.lines, line)?;
        current.lines.push(b'\n');
        current.digest.update(current.lines.get(start..).unwrap_or_default());
        if current.lines.len() >= CHUNK { self.chunk() } else { Ok(()) }
    }

    /// Writes the lines that have come together.
    fn chunk(&mut self) -> Result<(), ManifestError> {
        let current = self.current();
        let (serial, number, mut lines) = (current.serial, current.number, std::mem::take(&mut current.lines));
        if lines.is_empty() {
            return Ok(());
        }
        let packed = self.packer.pack(&lines)?;
        self.transaction()?.open_table(ENTRIES)?.insert((serial, number), packed.as_slice())?;
        self.uncommitted += packed.len();
        lines.clear();
        let current = self.current();
        (current.lines, current.number) = (lines, number + 1);
        Ok(())
    }

    /// Writes the row of the object at hand, which makes its result count, in place of the one before.
    fn complete(&mut self, object: &Object) -> Result<(), ManifestError> {
        let current = self.current();
        let table = std::mem::replace(&mut current.table, Table::new(0));
        let Some(Counted { summary, tally, part, not_kept }) = current.counted.take() else { return Ok(()) };
        let unlinked = Unlinked { beyond_bound: table.dropped(), not_kept };
        let linked = !table.is_empty() || not_kept > 0;
        for entry in table.iter() {
            self.line(&Line::<(), (), _>::Linked(entry))?;
        }
        drop(table);
        self.chunk()?;
        let Some(Current { serial, mut digest, .. }) = self.current.take() else { return Ok(()) };
        let trouble = match &part.state {
            State::Failed(kind) | State::Partly(kind) => Some(kind),
            State::Read | State::Skipped(_) => None,
        };
        let again = trouble.is_some_and(|kind| !is_content(kind));
        let may_pass = trouble.is_some_and(|kind| !is_lasting(kind));
        let unlisted = matches!(part.state, State::Failed(_)) && object.version.is_none();
        let read = !unlisted && !matches!(part.state, State::Skipped(_));
        let findings = tally.findings.sum();
        let outcome = serde_json::to_vec(&Outcome::new(tally, part, unlinked))?;
        digest.update(&outcome);
        let row = Row {
            name: object.name.to_string(),
            version: object.version.clone(),
            basis: self.store.basis.clone(),
            serial,
            again: again || object.version.is_none(),
            unlisted,
            summary,
            findings,
            linked,
            digest: hex(&digest.finalize()),
        };
        let (row, outcome) = (serde_json::to_vec(&row)?, self.packer.pack(&outcome)?);
        self.uncommitted += row.len() + outcome.len();
        let transaction = self.transaction()?;
        transaction.open_table(OUTCOMES)?.insert(serial, outcome.as_slice())?;
        let before = {
            let mut objects = transaction.open_table(OBJECTS)?;
            let before = objects.insert(key(&object.rank).as_slice(), row.as_slice())?;
            before.map(|row| serde_json::from_slice::<Row>(row.value())).transpose()?
        };
        if let Some(before) = before {
            self.forget(before.serial)?;
        }
        self.store.seen().insert(serial);
        self.store.heard().insert(object.rank.input);
        self.unlisted |= unlisted;
        self.read += u64::from(read);
        self.again += u64::from(may_pass);
        Ok(())
    }

    /// Removes a result.
    fn forget(&mut self, serial: u64) -> Result<(), ManifestError> {
        let transaction = self.transaction()?;
        transaction.open_table(OUTCOMES)?.remove(serial)?;
        transaction.open_table(ENTRIES)?.retain_in((serial, 0)..=(serial, u32::MAX), |_, _| false)?;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), ManifestError> {
        if let Some(error) = self.store.trouble().take() {
            return Err(error);
        }
        self.head.writing = self.current.as_ref().map(|current| current.serial);
        let head = self.head.clone();
        head.write(self.transaction()?)?;
        if let Some(transaction) = self.transaction.take() {
            transaction.commit()?;
        }
        (self.uncommitted, self.committed) = (0, Instant::now());
        Ok(())
    }

    /// Looks for results that were not met, and ends the run.
    fn sweep(&mut self) -> Result<Done, ManifestError> {
        self.commit()?;
        let unchanged = self.store.unchanged.load(Ordering::Relaxed);
        let mut done = Done { read: self.read, again: self.again, unchanged, ..Done::default() };
        // As it is now, while it is changed behind it.
        let objects = self.store.db.begin_read()?.open_table(OBJECTS)?;
        let mut rows = objects.range::<&[u8]>(..)?;
        loop {
            let mut some = Vec::new();
            for row in rows.by_ref().take(STEP) {
                let (key, row) = row?;
                some.push((key.value().to_owned(), serde_json::from_slice::<Row>(row.value())?));
            }
            if some.is_empty() {
                break;
            }
            for (key, row) in some {
                let seen = self.store.seen().contains(row.serial);
                let silent = if seen { None } else { self.store.silent(&key, &row).map(str::to_owned) };
                let unlisted = self.unlisted || silent.is_some();
                done.silent.extend(silent);
                let object = u64::from(!row.unlisted);
                let transaction = self.transaction()?;
                let mut absent = transaction.open_table(ABSENT)?;
                if !seen && unlisted {
                    absent.insert(key.as_slice(), ())?;
                    done.absent += object;
                } else {
                    absent.remove(key.as_slice())?;
                }
                drop(absent);
                if !seen && !unlisted {
                    transaction.open_table(OBJECTS)?.remove(key.as_slice())?;
                    self.forget(row.serial)?;
                    done.gone += object;
                }
            }
        }
        self.head.heard = self.store.heard().clone();
        self.head.finished = done.silent.is_empty();
        self.commit()?;
        Ok(done)
    }
}

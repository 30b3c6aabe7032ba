//! The copy, by the ids of its events: on disk, so that memory does not grow with it. Ids and places are in an ordered store, the
//! digests of the values in a file beside it. Memory holds a bit for each event: whether its counterpart was seen.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use redb::{Database, ReadOnlyTable, ReadableDatabase, ReadableTable, TableDefinition};

use super::categories::Categories;
use super::leaves::{Leaf, Leaves};
use super::store::{self, StoreError};
use crate::detect::Grade;

/// Where its values begin, how many there are, which event of the copy it is, its grade.
type Entry = (u64, u32, u64, u8);

const EVENTS: TableDefinition<'_, [u8; 16], Entry> = TableDefinition::new("events");
const UNPAIRED: TableDefinition<'_, [u8; 16], ()> = TableDefinition::new("unpaired");

/// Ids written at once.
const BATCH: usize = 100_000;
/// Bytes of a value's digest.
const WIDTH: usize = 24;

/// An index that is being filled with the events of the copy.
#[derive(Debug)]
pub struct CopyIndex {
    database: Database,
    values: BufWriter<File>,
    written: u64,
    pending: BTreeMap<[u8; 16], Entry>,
    events: u64,
    duplicates: u64,
}

/// An index that is full, to be asked for the counterparts of the events of the archive.
#[derive(Debug)]
pub struct Copied {
    database: Database,
    table: ReadOnlyTable<[u8; 16], Entry>,
    values: File,
    buffer: Vec<u8>,
    /// By event of the copy, a bit: its counterpart was seen.
    paired: Vec<u64>,
    pending: BTreeMap<[u8; 16], Unpaired>,
    /// Events of the copy, each id once.
    pub events: u64,
    /// Events of the copy whose id was there before.
    pub duplicates: u64,
}

/// An event of the archive that the copy does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unpaired {
    /// The number of its event type, the caller's.
    pub event_type: u32,
    /// Its grade.
    pub grade: Grade,
}

/// What the copy knows of an id.
#[derive(Debug, PartialEq, Eq)]
pub enum Counterpart {
    /// It has the event, and this is the first time it was asked for.
    Found(Leaves),
    /// It was asked for before: the archive has the event twice.
    Again,
    /// It does not have it.
    Missing,
}

impl CopyIndex {
    /// An empty one.
    pub fn new() -> Result<Self, StoreError> {
        let database = store::open()?;
        let values = BufWriter::with_capacity(1 << 20, tempfile::tempfile()?);
        Ok(Self { database, values, written: 0, pending: BTreeMap::new(), events: 0, duplicates: 0 })
    }

    /// Adds an event of the copy; of several with the same id the first counts.
    pub fn add(&mut self, event: &Leaves) -> Result<(), StoreError> {
        let Some(id) = event.id else { return Ok(()) };
        if self.pending.contains_key(&id) {
            self.duplicates += 1;
            return Ok(());
        }
        for leaf in &event.leaves {
            for part in [leaf.path, leaf.value, leaf.categories.bits()] {
                self.values.write_all(&part.to_le_bytes())?;
            }
        }
        let count = u32::try_from(event.leaves.len()).unwrap_or(u32::MAX);
        self.pending.insert(id, (self.written, count, 0, event.grade as u8));
        self.written += u64::from(count) * WIDTH as u64;
        if self.pending.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    /// Ends the copy.
    pub fn finish(mut self) -> Result<Copied, StoreError> {
        self.flush()?;
        let values = self.values.into_inner().map_err(io::IntoInnerError::into_error)?;
        let table = self.database.begin_read()?.open_table(EVENTS)?;
        Ok(Copied {
            database: self.database,
            table,
            values,
            buffer: Vec::new(),
            paired: vec![0; usize::try_from(self.events.div_ceil(64)).unwrap_or_default()],
            pending: BTreeMap::new(),
            events: self.events,
            duplicates: self.duplicates,
        })
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(EVENTS)?;
            for (id, (start, count, _, grade)) in std::mem::take(&mut self.pending) {
                if table.get(id)?.is_some() {
                    self.duplicates += 1;
                    continue;
                }
                table.insert(id, (start, count, self.events, grade))?;
                self.events += 1;
            }
        }
        Ok(write.commit()?)
    }
}

impl Copied {
    /// What the copy knows of the event `id` of the archive.
    pub fn counterpart(&mut self, id: [u8; 16]) -> Result<Counterpart, StoreError> {
        let Some(entry) = self.table.get(id)? else { return Ok(Counterpart::Missing) };
        let (start, count, event, grade) = entry.value();
        drop(entry);
        let (word, bit) = (self.paired.get_mut((event / 64) as usize), 1 << (event % 64));
        if let Some(word) = word {
            if *word & bit != 0 {
                return Ok(Counterpart::Again);
            }
            *word |= bit;
        }
        self.buffer.resize(count as usize * WIDTH, 0);
        self.values.seek(SeekFrom::Start(start))?;
        self.values.read_exact(&mut self.buffer)?;
        let leaves = self.buffer.chunks_exact(WIDTH).map(leaf).collect();
        let grade = Grade::ALL.get(usize::from(grade)).copied().unwrap_or_default();
        Ok(Counterpart::Found(Leaves { id: Some(id), grade, leaves }))
    }

    /// Notes an event of the archive that the copy does not have; `each` is called once for every one whose id is new, sooner or
    /// later.
    pub fn missing(
        &mut self,
        id: [u8; 16],
        about: Unpaired,
        each: &mut dyn FnMut(Option<Unpaired>),
    ) -> Result<(), StoreError> {
        if self.pending.contains_key(&id) {
            each(None);
            return Ok(());
        }
        self.pending.insert(id, about);
        if self.pending.len() >= BATCH { self.finish(each) } else { Ok(()) }
    }

    /// Tells of all that were noted and not yet told of; `None` stands for one that was there before.
    pub fn finish(&mut self, each: &mut dyn FnMut(Option<Unpaired>)) -> Result<(), StoreError> {
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(UNPAIRED)?;
            for (id, about) in std::mem::take(&mut self.pending) {
                let before = table.insert(id, ())?.is_some();
                each((!before).then_some(about));
            }
        }
        Ok(write.commit()?)
    }

    /// Events of the copy that the archive does not have.
    pub fn only_here(&self) -> u64 {
        self.events - self.paired.iter().map(|word| u64::from(word.count_ones())).sum::<u64>()
    }
}

fn leaf(bytes: &[u8]) -> Leaf {
    let part = |index: usize| {
        let bytes = bytes.get(index * 8..index * 8 + 8).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u64::from_le_bytes)
    };
    Leaf { path: part(0), value: part(1), categories: Categories::of_bits(part(2)) }
}

//! Joins two files of records by event and requirement. Both are written into an ordered store first, so their order does not
//! matter, and what comes out is ordered by source, line, item and requirement.

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

use super::changes::{Compared, Side};
use super::store::{self, StoreError};
use crate::detect::Grade;
use crate::policy::{Eligibility, Severity};

/// Source, line, item, requirement.
type Key<'k> = (&'k str, u64, u64, &'k str);

/// How the finding is judged before and afterwards, in words; empty where it is none.
const FINDINGS: TableDefinition<'_, Key<'_>, (&str, &str)> = TableDefinition::new("findings");

/// Findings written at once.
const BATCH: usize = 50_000;

/// Which of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The first.
    Before,
    /// The second.
    After,
}

/// The findings of both sides.
#[derive(Debug)]
pub struct Join {
    database: Database,
    pending: Vec<Pending>,
}

#[derive(Debug)]
struct Pending {
    which: Which,
    source: Box<str>,
    line: u64,
    item: u64,
    requirement: Box<str>,
    side: String,
}

impl Join {
    /// An empty one.
    pub fn new() -> Result<Self, StoreError> {
        Ok(Self { database: store::open()?, pending: Vec::new() })
    }

    /// Adds a finding; one that is added again to the same side replaces the one before.
    pub fn add(
        &mut self,
        which: Which,
        (source, line, item, requirement): (&str, u64, u64, &str),
        side: &Side,
    ) -> Result<(), StoreError> {
        let (source, requirement, side) = (source.into(), requirement.into(), words(side));
        self.pending.push(Pending { which, source, line, item, requirement, side });
        if self.pending.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    /// Calls `each` with what became of every finding, in order.
    pub fn compare<E: From<StoreError>>(mut self, each: &mut dyn FnMut(Compared) -> Result<(), E>) -> Result<(), E> {
        self.flush()?;
        let storage = |error: redb::StorageError| StoreError::from(error);
        let read = self.database.begin_read().map_err(StoreError::from)?;
        let table = read.open_table(FINDINGS).map_err(StoreError::from)?;
        for entry in table.iter().map_err(storage)? {
            let (key, sides) = entry.map_err(storage)?;
            let (before, after) = sides.value();
            each(Compared::of(key.value(), side(before), side(after)))?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let write = self.database.begin_write()?;
        {
            let mut table = write.open_table(FINDINGS)?;
            for Pending { which, source, line, item, requirement, side } in self.pending.drain(..) {
                let key = (&*source, line, item, &*requirement);
                let other = table.get(key)?.map(|sides| {
                    let (before, after) = sides.value();
                    if which == Which::Before { after.to_owned() } else { before.to_owned() }
                });
                let other = other.unwrap_or_default();
                let sides = match which {
                    Which::Before => (side.as_str(), other.as_str()),
                    Which::After => (other.as_str(), side.as_str()),
                };
                table.insert(key, sides)?;
            }
        }
        Ok(write.commit()?)
    }
}

fn words(side: &Side) -> String {
    format!("{} {} {} {}", side.severity, side.phi, side.eligibility, side.as_of)
}

fn side(words: &str) -> Option<Side> {
    let mut words = words.split(' ');
    let severity = words.next()?;
    let (phi, eligibility) = (words.next()?, words.next()?);
    Some(Side {
        severity: Severity::ALL.iter().copied().find(|one| one.name() == severity)?,
        phi: Grade::ALL.iter().copied().find(|one| one.name() == phi)?,
        eligibility: Eligibility::ALL.iter().copied().find(|one| one.name() == eligibility)?,
        as_of: words.next().unwrap_or_default().to_owned(),
    })
}

//! Folding: many events of one message or call give one alert, and later one update that says how many there were.
//!
//! The first finding of a fold key opens a window and is published. Those that follow are counted; what waits for them (`W`, the
//! record's obligation) waits until the first is delivered, and is given back at once from then on. When the window ends, a key
//! with more than one finding is due for an update. Promises: each `W` comes back exactly once, or is dropped with
//! [`Folder::clear`]; no more than `entries` keys are held, and as many updates that nobody has asked for yet. How many `W` wait
//! is bounded by what the caller lets under way.
//!
//! Pure: the caller has the clock. What it leaves to others: publishing, and what a `W` is.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use crate::alert::{Draft, FoldKey};

/// The keys that have a window open.
#[derive(Debug)]
pub struct Folder<W> {
    window_ms: i64,
    entries: usize,
    open: HashMap<FoldKey, Entry<W>>,
    /// The delivered ones by when they were opened: those whose window ends next, and the first to make room.
    ripe: BTreeSet<(i64, FoldKey)>,
    /// Evicted with something to tell.
    evicted: Vec<Due>,
    waiting: usize,
}

#[derive(Debug)]
struct Entry<W> {
    draft: Arc<Draft>,
    opened_ms: i64,
    count: u64,
    /// Where the events counted so far stood, the first [`SEEN`] of them: one that is delivered again is not counted again.
    seen: Vec<u64>,
    first_ms: i64,
    last_ms: i64,
    /// `None`: the first is delivered.
    waiting: Option<Vec<W>>,
}

/// Places remembered of one key; the events of one message or call are fewer.
const SEEN: usize = 32;

/// A digest of where an event stood, within this process.
fn place(draft: &Draft) -> u64 {
    let mut hasher = DefaultHasher::new();
    let event = &draft.event;
    (&event.system, &event.container, &event.lane, &event.position, event.item).hash(&mut hasher);
    hasher.finish()
}

impl<W> Entry<W> {
    /// Whether the event of `draft` was not counted yet.
    fn is_new(&mut self, draft: &Draft) -> bool {
        let place = place(draft);
        if self.seen.contains(&place) {
            return false;
        }
        if self.seen.len() < SEEN {
            self.seen.push(place);
        }
        true
    }
}

/// What is to be done with a finding.
#[derive(Debug)]
pub enum Admit<W> {
    /// Publish it, and tell [`Folder::delivered`] or [`Folder::refused`] where it has a fold key. The caller keeps `W`.
    Publish(Arc<Draft>, W),
    /// It is counted; `W` is kept until the first of its key is delivered.
    Wait,
    /// It is counted, and the first of its key is delivered: nothing is left to wait for.
    Known(W),
}

/// A window that ended with more than one finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// The first of them.
    pub draft: Arc<Draft>,
    /// How many there were, the first included.
    pub count: u64,
    /// The time of the earliest event, Unix time in milliseconds.
    pub first_ms: i64,
    /// The time of the latest.
    pub last_ms: i64,
}

impl<W> Folder<W> {
    /// A folder that holds a window open for `window` and at most `entries` windows at once.
    pub fn new(window: Duration, entries: usize) -> Self {
        Self {
            window_ms: i64::try_from(window.as_millis()).unwrap_or(i64::MAX),
            entries,
            open: HashMap::new(),
            ripe: BTreeSet::new(),
            evicted: Vec::new(),
            waiting: 0,
        }
    }

    /// Takes a finding in at `now_ms`.
    pub fn admit(&mut self, mut draft: Draft, waiting: W, now_ms: i64) -> Admit<W> {
        let Some(key) = draft.fold else { return Admit::Publish(Arc::new(draft), waiting) };
        let at_ms = draft.event.time_ms.or(draft.event.recorded_ms).unwrap_or(now_ms);
        if let Some(entry) = self.open.get_mut(&key) {
            if entry.is_new(&draft) {
                entry.count += 1;
            }
            entry.first_ms = entry.first_ms.min(at_ms);
            entry.last_ms = entry.last_ms.max(at_ms);
            return match &mut entry.waiting {
                Some(others) => {
                    others.push(waiting);
                    self.waiting += 1;
                    Admit::Wait
                }
                None => Admit::Known(waiting),
            };
        }
        if self.window_ms == 0 || !self.make_room() {
            // Without its key, so that its delivery is not taken for that of another.
            draft.fold = None;
            return Admit::Publish(Arc::new(draft), waiting);
        }
        let draft = Arc::new(draft);
        let entry = Entry {
            draft: Arc::clone(&draft),
            opened_ms: now_ms,
            count: 1,
            seen: vec![place(&draft)],
            first_ms: at_ms,
            last_ms: at_ms,
            waiting: Some(Vec::new()),
        };
        self.open.insert(key, entry);
        Admit::Publish(draft, waiting)
    }

    /// Whether there is room for one more; where there is none, the oldest delivered key gives way.
    fn make_room(&mut self) -> bool {
        if self.open.len() < self.entries {
            return true;
        }
        if self.evicted.len() >= self.entries {
            return false;
        }
        let Some((_, key)) = self.ripe.pop_first() else { return false };
        let due = self.close(&key);
        self.evicted.extend(due);
        true
    }

    fn close(&mut self, key: &FoldKey) -> Option<Due> {
        let Entry { draft, count, first_ms, last_ms, .. } = self.open.remove(key)?;
        (count > 1).then_some(Due { draft, count, first_ms, last_ms })
    }

    /// The first finding of `key` is delivered: gives back what waited for it.
    pub fn delivered(&mut self, key: &FoldKey) -> Vec<W> {
        let Some(entry) = self.open.get_mut(key) else { return Vec::new() };
        let Some(waiting) = entry.waiting.take() else { return Vec::new() };
        self.ripe.insert((entry.opened_ms, *key));
        self.waiting -= waiting.len();
        waiting
    }

    /// The first finding of `key` will never be delivered: gives back what waited for it and forgets the key, so that the next
    /// finding is published.
    pub fn refused(&mut self, key: &FoldKey) -> Vec<W> {
        let refused = self.open.get_mut(key).and_then(|entry| entry.waiting.take());
        let Some(waiting) = refused else { return Vec::new() };
        self.open.remove(key);
        self.waiting -= waiting.len();
        waiting
    }

    /// Closes the windows that ended by `now_ms` and gives the updates they are due, and those of keys that gave way. A key
    /// whose first finding is not delivered yet stays open.
    pub fn due(&mut self, now_ms: i64) -> Vec<Due> {
        let mut due = std::mem::take(&mut self.evicted);
        while let Some((opened_ms, key)) = self.ripe.first().copied() {
            if now_ms.saturating_sub(opened_ms) < self.window_ms {
                break;
            }
            self.ripe.pop_first();
            due.extend(self.close(&key));
        }
        due
    }

    /// Closes every window whose first finding is delivered: for the end of the process.
    pub fn drain(&mut self) -> Vec<Due> {
        self.due(i64::MAX)
    }

    /// Forgets everything, and drops what waits: for a transaction that was aborted, whose records are read again. The fate of
    /// what was published before must not be told any more; it would be taken for that of a later one.
    pub fn clear(&mut self) {
        self.open.clear();
        self.ripe.clear();
        self.evicted.clear();
        self.waiting = 0;
    }

    /// Keys with an open window.
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// How many `W` wait.
    pub const fn waiting(&self) -> usize {
        self.waiting
    }
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;

//! What several events show together, while the service runs: one memory for all auditing threads, on disk if a folder is given.
//!
//! It promises that what an event adds is on disk before its record is settled ([`Linking::save`] comes first), so that a restart
//! forgets nothing that was acknowledged; and that an event which is read again says the same again, so that no alert is lost
//! between the file and the sinks. A disk that fails holds nothing up: what could not be written is kept in memory, the file is
//! opened again after a rest and written as a whole. Only a process that ends before that has forgotten it.
//!
//! What it cannot do: events of one resource that different processes read are not put together here, only in a replay.

mod file;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use file::LinkedFile;

use crate::audit::AuditedEvent;
use crate::database::DatabaseError;
use crate::linked::{Key, Keying, Recent, Ruleset, observe};
use crate::record::LinkedRecord;
use crate::telemetry::labels::{ErrorKind, Stage};
use crate::telemetry::{Metrics, SharedThrottle};

/// How long a disk that failed rests.
const REST: Duration = Duration::from_secs(1);

/// The memory of linked rules.
#[derive(Debug)]
pub struct Linking {
    state: Mutex<State>,
    keying: Keying,
    metrics: Arc<Metrics>,
    log: SharedThrottle,
}

#[derive(Debug)]
struct State {
    /// The rules in force: the places of sorts and parts in all that is remembered are theirs.
    ruleset: Arc<Ruleset>,
    recent: Recent,
    file: Option<LinkedFile>,
    /// Heard of, and not in the file.
    unsaved: BTreeSet<Key>,
    /// The file counts by the rules before, or failed: the next time all is written.
    outdated: bool,
    /// When the file may be tried again, where it failed.
    again: Option<Instant>,
}

/// A linked rule that an event has a part in breaking.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// The finding.
    pub record: LinkedRecord<'static>,
    /// What tells the resource from others.
    pub key: Key,
    /// Whether other processes, and this one after a restart, know the resource by the same key.
    pub lasting: bool,
}

impl Linking {
    /// An empty memory of the last `resources` resources, or the one that is kept in `folder`.
    pub fn open(
        resources: usize,
        folder: Option<&Path>,
        keying: Keying,
        ruleset: Arc<Ruleset>,
        metrics: Arc<Metrics>,
    ) -> Result<Arc<Self>, DatabaseError> {
        let mut recent = Recent::new(resources);
        let file = folder.map(|folder| LinkedFile::open(folder, &keying, &ruleset, &mut recent)).transpose()?;
        let state = Mutex::new(State { ruleset, recent, file, unsaved: BTreeSet::new(), outdated: false, again: None });
        Ok(Arc::new(Self { state, keying, metrics, log: SharedThrottle::default() }))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what an event shows; most show nothing, and cost nothing. `ruleset` is that of the rules by which it was judged. Gives
    /// the rules that its resources break and that it has a part in: an event that comes again gives them again.
    pub fn observe(&self, event: &AuditedEvent<'_>, ruleset: &Arc<Ruleset>) -> Vec<Broken> {
        let mut broken = Vec::new();
        observe(event, &self.keying, &mut |seen| {
            let mut state = self.lock();
            let State { ruleset: in_force, recent, unsaved, .. } = &mut *state;
            // While rules are read again, a thread may still judge by the ones before.
            let seen = match Arc::ptr_eq(ruleset, in_force) {
                true => seen,
                false => match in_force.translate_observation(ruleset, seen) {
                    Some(translated) => translated,
                    None => return,
                },
            };
            if recent.observe(&seen) {
                unsaved.insert(seen.key);
            }
            let Some(known) = recent.get(&seen.key) else { return };
            let lasting = !seen.key.is_digest() || self.keying.is_lasting();
            let own = in_force.broken(&seen.key, known).filter(|(_, finding)| finding.rule.mask() & seen.parts != 0);
            broken.extend(own.map(|(_, finding)| Broken {
                record: finding.record().into_owned(),
                key: seen.key,
                lasting,
            }));
        });
        broken
    }

    /// Writes what was heard since the last time, for good when this returns; costs nothing where nothing was.
    pub fn save(&self) {
        let mut state = self.lock();
        let State { ruleset, recent, file, unsaved, outdated, again } = &mut *state;
        let forgotten = recent.take_forgotten();
        if unsaved.is_empty() && forgotten.is_empty() && !*outdated {
            return;
        }
        self.metrics.linked_resources.set(i64::try_from(recent.len()).unwrap_or(i64::MAX));
        self.metrics.linked_forgotten_total.inc_by(forgotten.len() as u64);
        // Whatever goes wrong, all is written the next time: nothing is passed over, and nothing piles up while a disk is full.
        let all = std::mem::replace(outdated, true);
        let unsaved = std::mem::take(unsaved);
        let saved = match file {
            None => Ok(()),
            Some(_) if again.is_some_and(|again| Instant::now() < again) => return,
            Some(file) if all => file.rewrite(ruleset, recent.iter()),
            Some(file) => file.save(unsaved.iter().filter_map(|key| Some((key, recent.get(key)?))), &forgotten),
        };
        (*outdated, *again) = match saved {
            Ok(()) => (false, None),
            Err(error) => {
                self.failed(&error);
                (true, Some(Instant::now() + REST))
            }
        };
    }

    /// Puts the rules of a reload in force.
    pub fn reload(&self, ruleset: &Arc<Ruleset>) {
        let mut state = self.lock();
        let State { ruleset: in_force, recent, outdated, .. } = &mut *state;
        if **in_force != **ruleset {
            recent.translate(|key, evidence| ruleset.translate(in_force, key, evidence));
            *outdated = true;
        }
        // Threads compare by pointer.
        *in_force = Arc::clone(ruleset);
    }

    fn failed(&self, error: &DatabaseError) {
        let kind = if error.full { ErrorKind::DiskFull } else { ErrorKind::Io };
        self.metrics.error(Stage::Processing, kind);
        if let Some(withheld) = self.log.allow("linked") {
            tracing::error!(withheld, "what linked rules remember cannot be written, and is tried again: {error}");
        }
    }
}

#[cfg(test)]
mod tests;

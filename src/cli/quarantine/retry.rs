//! `phi-audit quarantine retry`: records are fetched where they stand and audited again, by the settings and rules of now.
//!
//! What can be read in full is resolved once its alerts have arrived; they have the ids they would have had. What cannot stays,
//! and so does what is no longer there. Nothing of a record is printed.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use crossbeam_channel::{Receiver, Sender};

use super::fetch::Records;
use super::{From, Place, Quarantine};
use crate::alert::Folder;
use crate::cli::service::{in_force, linking, open_sinks, runtime, topics};
use crate::cli::{Error, Exit, Io, RuleArgs, RuleFiles, Told, build, plural};
use crate::pipeline::{Arrival, Batch, Outcome, Publisher, Settled, Stop, Tracker, Worker, clock};
use crate::quarantine::{Entry, GONE, Mark, Pointer};
use crate::sink::{self, Message, Parcel, Receipt, Sink, SinkStatus};
use crate::telemetry::Metrics;

/// How long one record may take, its alerts included.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many records are retried in one run, about 300 bytes each; the next run takes the next.
const MOST: usize = 100_000;

/// What became of an entry.
enum Retried {
    Resolved,
    /// It cannot be read still, for these reasons.
    Unreadable(Vec<String>),
    Gone,
    /// It was never kept.
    NotKept,
    /// Its alerts did not arrive in time.
    Waiting,
}

/// Audits the entries asked for again.
pub fn run(ids: &[String], all: bool, from: &From, io: &mut Io) -> Result<Exit, Error> {
    let mut quarantine = Quarantine::of(from)?;
    let entries = asked(&quarantine, ids, all)?;
    if entries.is_empty() {
        writeln!(io.err, "nothing to retry: no record in quarantine is open")?;
        return Ok(Exit::Clean);
    }
    if entries.len() == MOST {
        writeln!(io.err, "there may be more: this run retries the first {MOST} records, run it again for the next")?;
    }
    let audit = Again::start(&quarantine, from)?;
    let (mut resolved, mut gone) = (Vec::new(), Vec::new());
    let mut ended = Ok(());
    for (serial, Entry { pointer, resolved: known }) in entries.iter().enumerate() {
        let id = pointer.id.as_str();
        let word = match audit.again(pointer, serial) {
            Ok(Retried::Resolved) => {
                resolved.push(id);
                "resolved".to_owned()
            }
            Ok(Retried::Unreadable(reasons)) => format!("still unreadable: {}", reasons.join(", ")),
            Ok(Retried::Gone) => {
                if known.is_none() {
                    gone.push(id);
                }
                "gone: it is no longer where it stood".to_owned()
            }
            Ok(Retried::NotKept) => {
                "not kept: the body of a webhook is not stored; have its sender send it again".to_owned()
            }
            Ok(Retried::Waiting) => {
                // What arrives from now on may belong to this record, so no further one can be judged.
                ended =
                    Err(Told::failed("the alerts of a record did not arrive in time; it and those behind it are left")
                        .at(pointer.place.to_string())
                        .remedy("look at the sinks, then run the command again: alerts sent twice have the same id")
                        .into());
                break;
            }
            Err(error) => {
                ended = Err(error);
                break;
            }
        };
        writeln!(io.out, "{}  {}  {word}", id.get(..12).unwrap_or(id), pointer.place)?;
    }
    // Whatever has ended it: what is resolved stays resolved.
    audit.mark(&mut quarantine, &resolved, HOW)?;
    audit.mark(&mut quarantine, &gone, GONE)?;
    io.out.flush()?;
    let left = entries.len() - resolved.len();
    writeln!(io.err, "{}: {} resolved, {left} left", plural(entries.len() as u64, "record"), resolved.len())?;
    ended?;
    Ok(if left == 0 { Exit::Clean } else { Exit::Failed })
}

/// The open entries that `ids` name, or all.
fn asked(quarantine: &Quarantine, ids: &[String], all: bool) -> Result<Vec<Entry>, Error> {
    let mut found: Vec<Entry> = Vec::new();
    let unread = quarantine.each(&mut |entry| {
        if found.len() < MOST
            && entry.is_open()
            && (all || ids.iter().any(|id| entry.pointer.id.starts_with(id.as_str())))
        {
            found.push(entry);
        }
        Ok(())
    })?;
    if all {
        unread.into_result()?;
    }
    for id in ids {
        match found.iter().filter(|entry| entry.pointer.id.starts_with(id.as_str())).count() {
            1 => {}
            0 => {
                return Err(Told::usage(format!("no open id in quarantine begins with `{id}`"))
                    .at(quarantine.name())
                    .remedy("`phi-audit quarantine list` shows those that are open")
                    .into());
            }
            _ => {
                return Err(Told::usage(format!("several open ids begin with `{id}`"))
                    .remedy("give more digits")
                    .into());
            }
        }
    }
    Ok(found)
}

/// The parts of the service that a retry needs.
struct Again {
    records: Records,
    batches: Sender<Batch>,
    settled: Receiver<Vec<Settled>>,
    pointers: Receiver<Arc<Message>>,
    /// Into the quarantine topic, where there is one.
    marks: Option<sink::Desk>,
    source: Arc<str>,
    _runtime: tokio::runtime::Runtime,
}

impl Again {
    fn start(quarantine: &Quarantine, from: &From) -> Result<Self, Error> {
        let files = RuleFiles { config: from.config.clone(), ..RuleFiles::default() };
        let loaded = build(&RuleArgs::from(files), super::settings(from.config.as_deref())?)?;
        let config = &loaded.settings.config;
        let (metrics, stop, runtime) =
            (Metrics::new().map_err(|error| Told::failed(error.to_string()))?, Stop::default(), runtime()?);
        let mut topics = topics(&loaded.settings)?;
        let sinks = open_sinks(config, loaded.settings.folder(), &mut *topics, runtime.handle(), &metrics, &stop)?;
        let marks = matches!(quarantine.place, Place::Topic(_)).then_some(sinks.quarantine);
        // What cannot be read is told, not quarantined a second time.
        let (caught, pointers) = crossbeam_channel::unbounded();
        let (desk, _) = sink::drive(Box::new(Caught(caught)), SinkStatus::new("quarantine", true), stop.clone())
            .map_err(|error| Told::failed(format!("cannot start a thread: {error}")))?;
        let source: Arc<str> = config.alerts.source.as_str().into();
        let folder = Folder::new(Duration::ZERO, 1);
        let publisher = Publisher::new(Arc::clone(&source), sinks.desks, desk, folder, Arc::clone(&metrics));
        let (batches, to_worker) = crossbeam_channel::unbounded();
        let (settlements, settled) = crossbeam_channel::unbounded();
        let in_force = in_force(&loaded)?;
        // What the service remembers is its own; a record that was not read then has told it nothing.
        let linking = linking(&loaded, None, &in_force, &metrics)?;
        let worker = Worker {
            batches: to_worker,
            settlements,
            publisher: Arc::clone(&publisher),
            in_force: Arc::new(ArcSwap::from_pointee(in_force)),
            linking,
            limits: config.limits.of_document(),
            longest: config.limits.of_source().document,
            metrics,
        };
        thread::spawn(move || worker.run());
        // Alerts that a sink refuses become pointers there.
        thread::spawn(move || publisher.upkeep(&stop));
        let records = Records::new(loaded.settings, runtime.handle().clone());
        Ok(Self { records, batches, settled, pointers, marks, source, _runtime: runtime })
    }

    /// Audits one record again.
    fn again(&self, pointer: &Pointer, serial: usize) -> Result<Retried, Error> {
        if matches!(pointer.place, crate::pipeline::Place::Webhook { .. }) {
            return Ok(Retried::NotKept);
        }
        let mut tracker = Tracker::default();
        tracker.open(serial);
        let Some(token) = tracker.track(&serial, 1, Arrival::default()) else { return Ok(Retried::Waiting) };
        let Some(batch) = self.records.fetch(pointer, token)? else { return Ok(Retried::Gone) };
        let _ = self.batches.send(batch);
        let outcome = match self.settled.recv_timeout(PATIENCE) {
            Ok(settled) => settled.first().map(|one| one.outcome),
            Err(_) => None,
        };
        Ok(match outcome {
            None => Retried::Waiting,
            Some(Outcome::Clean | Outcome::Published | Outcome::Canary) => Retried::Resolved,
            Some(Outcome::Quarantined) => {
                let newest = self.pointers.try_iter().last();
                let newest = newest.and_then(|message| serde_json::from_slice::<Pointer>(&message.data).ok());
                Retried::Unreadable(newest.map(|pointer| pointer.reasons).unwrap_or_default())
            }
        })
    }

    /// Marks entries as dealt with in this way, in the folder or in the topic.
    fn mark(&self, quarantine: &mut Quarantine, ids: &[&str], how: &str) -> Result<(), Error> {
        if ids.is_empty() {
            return Ok(());
        }
        let now = clock::now();
        if let Place::Folder(store) = &mut quarantine.place {
            return store.resolve(ids, how, now).map_err(|error| super::told(error).into());
        }
        let Some(desk) = &self.marks else { return Ok(()) };
        let by = Instant::now() + PATIENCE;
        let (tell, told) = crossbeam_channel::bounded(ids.len());
        for id in ids {
            let tell = tell.clone();
            let mark = Mark { id: (*id).to_owned(), how: how.to_owned(), at: now.to_string() };
            for receipt in Receipt::split(1, move |fate| _ = tell.send(fate)) {
                desk.send(Parcel { message: Arc::new(mark.message(&self.source)), receipt }, Some(by));
            }
        }
        for _ in ids {
            if told.recv_deadline(by).ok() != Some(sink::Fate::Delivered) {
                return Err(Told::failed("the quarantine topic did not take the marks; the records stay open")
                    .remedy("run the command again: alerts sent twice have the same id")
                    .into());
            }
        }
        Ok(())
    }
}

/// How entries were resolved, in a word.
const HOW: &str = "retried";

/// In place of a quarantine: keeps the pointers for the reasons in them.
struct Caught(Sender<Arc<Message>>);

impl Sink for Caught {
    fn deliver(&mut self, parcels: Vec<Parcel>, _status: &SinkStatus, _stop: &Stop) {
        for Parcel { message, receipt } in parcels {
            let _ = self.0.send(message);
            receipt.confirmed();
        }
    }
}

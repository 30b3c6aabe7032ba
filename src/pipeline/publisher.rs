//! From a draft to every sink and back: folds, renders, fans out, and settles the record when all required sinks have it.
//!
//! Called by the auditing threads. A sink whose queue is full holds them back, and through the tracker's bound the reading; so
//! memory stays flat while a sink is down. What an alert says is for [`alert`](crate::alert), how it travels for
//! [`sink`](crate::sink).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};

use super::{Obligation, Outcome, Place, Stop, clock};
use crate::alert::{Activity, Admit, Draft, Due, FoldKey, Folder};
use crate::quarantine::Pointer;
use crate::sink::{Desk, Fate, Message, Parcel, Receipt, Sent};
use crate::telemetry::Metrics;

/// How often the counts of folded alerts are looked after.
const TICK: Duration = Duration::from_secs(1);

/// An event's part in an alert: what it owes, and where it stands should no sink take the alert.
#[derive(Debug)]
pub struct Waiting {
    /// What is paid when the alert has arrived.
    pub owed: Obligation,
    /// Where the event's record stands.
    pub place: Place,
    /// The record's own timestamp, Unix time in milliseconds.
    pub recorded_ms: Option<i64>,
}

/// An event whose alert no sink takes, and the digest of the rules it was judged by.
type Refused = (Waiting, Arc<str>);

/// The way of alerts and pointers to the sinks.
#[derive(Debug)]
pub struct Publisher {
    source: Arc<str>,
    sinks: Vec<Desk>,
    quarantine: Desk,
    folder: Mutex<Folder<Waiting>>,
    /// Events whose alert no sink takes, on their way to quarantine. Bounded by what may be under way.
    refused: (Sender<Refused>, Receiver<Refused>),
    metrics: Arc<Metrics>,
}

impl Publisher {
    /// A publisher in front of `sinks` and `quarantine`; `source` is the CloudEvents source of what it sends.
    pub fn new(
        source: Arc<str>,
        sinks: Vec<Desk>,
        quarantine: Desk,
        folder: Folder<Waiting>,
        metrics: Arc<Metrics>,
    ) -> Arc<Self> {
        let refused = crossbeam_channel::unbounded();
        Arc::new(Self { source, sinks, quarantine, folder: Mutex::new(folder), refused, metrics })
    }

    fn folder(&self) -> MutexGuard<'_, Folder<Waiting>> {
        self.folder.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Publishes a draft, or counts it to the alert it belongs to.
    pub fn publish(self: &Arc<Self>, draft: Draft, waiting: Waiting) {
        let now_ms = clock::now_ms();
        let requirement = draft.requirement.id.clone();
        // Held only to look up: sending may wait for a sink.
        let admitted = self.folder().admit(draft, waiting, now_ms);
        match admitted {
            Admit::Publish(draft, waiting) => self.create(&draft, waiting, now_ms),
            Admit::Wait => self.metrics.folded_findings_total.with([&*requirement]).inc(),
            Admit::Known(waiting) => {
                self.metrics.folded_findings_total.with([&*requirement]).inc();
                waiting.owed.paid(Outcome::Published);
            }
        }
    }

    fn create(self: &Arc<Self>, draft: &Arc<Draft>, waiting: Waiting, now_ms: i64) {
        let message = draft.message(Activity::Create, &self.source, now_ms);
        let (this, fold) = (Arc::clone(self), draft.fold);
        let digest: Arc<str> = draft.event.rules.as_str().into();
        self.send(message, None, move |fate| this.ended(fate, waiting, fold.as_ref(), &digest));
    }

    /// Sends a message to every sink, waiting for room until `by` at most; `then` learns what became of it at those that are
    /// required.
    fn send(&self, message: Message, by: Option<Instant>, then: impl FnOnce(Fate) + Send + 'static) {
        let message = Arc::new(message);
        let required = self.sinks.iter().filter(|desk| desk.status.required).count();
        let mut receipts = Receipt::split(required, then);
        for desk in &self.sinks {
            let receipt = match desk.status.required {
                true => receipts.pop(),
                false => Some(Receipt::unattended()),
            };
            let Some(receipt) = receipt else { continue };
            if desk.send(Parcel { message: Arc::clone(&message), receipt }, by) == Sent::Dropped {
                self.metrics.alerts_dropped_total.with([&*desk.status.name]).inc();
            }
        }
    }

    /// An alert has arrived, or never will. Runs on a thread of the sink, which must not wait for another sink.
    fn ended(&self, fate: Fate, waiting: Waiting, fold: Option<&FoldKey>, digest: &Arc<str>) {
        let others = fold.map(|key| match fate {
            Fate::Delivered => self.folder().delivered(key),
            Fate::Refused(_) => self.folder().refused(key),
        });
        if fate == Fate::Delivered {
            self.arrived(waiting.recorded_ms);
        }
        for one in std::iter::once(waiting).chain(others.into_iter().flatten()) {
            match fate {
                Fate::Delivered => one.owed.paid(Outcome::Published),
                // Both ends of the channel are ours.
                Fate::Refused(_) => _ = self.refused.0.send((one, Arc::clone(digest))),
            }
        }
    }

    fn arrived(&self, recorded_ms: Option<i64>) {
        if let Some(delay_ms) = recorded_ms.map(|at| (clock::now_ms() - at).max(0)) {
            self.metrics.event_to_alert_seconds.observe(Duration::from_millis(delay_ms.unsigned_abs()).as_secs_f64());
        }
    }

    /// Sends a pointer to a record to quarantine.
    pub fn quarantine(
        &self,
        place: &Place,
        recorded_ms: Option<i64>,
        size: usize,
        reasons: &[&'static str],
        digest: &str,
        owed: Obligation,
    ) {
        for reason in reasons {
            self.metrics.quarantined_records_total.with([*reason]).inc();
        }
        let pointer = Pointer::new(place, recorded_ms, size, reasons, digest);
        let receipt = Receipt::split(1, move |fate| match fate {
            Fate::Delivered => owed.paid(Outcome::Quarantined),
            // A pointer is small and well-formed; a place that refuses even that stalls the record, which the watchdog shows.
            Fate::Refused(reason) => tracing::error!(reason, "quarantine refuses a pointer; its record stays pending"),
        });
        let message = Arc::new(pointer.message(&self.source, clock::now_ms()));
        for receipt in receipt {
            self.quarantine.send(Parcel { message: Arc::clone(&message), receipt }, None);
        }
    }

    /// Sends the counts of all folded alerts, for the end of the process, and waits `patience` for them to arrive at most.
    pub fn send_counts(&self, patience: Duration) -> bool {
        let begun = Instant::now();
        let due = self.folder().drain();
        let (tell, told) = crossbeam_channel::bounded(due.len());
        for one in &due {
            let tell = tell.clone();
            // Nobody listens any more where it took too long.
            self.send(self.update(one), Some(begun + patience), move |_| _ = tell.send(()));
        }
        due.iter().all(|_| told.recv_timeout(patience.saturating_sub(begun.elapsed())).is_ok())
    }

    /// What needs doing beside the auditing: pointers to events whose alert was refused, and once a second the counts of folded
    /// alerts. Waits where a sink is full, so it has a thread of its own, which ends with `stop`.
    pub fn upkeep(&self, stop: &Stop) {
        let mut ticked = Instant::now();
        while !stop.is_set() {
            if let Ok((Waiting { owed, place, recorded_ms }, digest)) = self.refused.1.recv_timeout(TICK / 4) {
                self.quarantine(&place, recorded_ms, 0, &["alert_refused"], &digest, owed);
            }
            if ticked.elapsed() >= TICK {
                ticked = Instant::now();
                self.tick(clock::now_ms());
            }
        }
    }

    fn update(&self, due: &Due) -> Message {
        let activity = Activity::Update { count: due.count, first_ms: due.first_ms, last_ms: due.last_ms };
        due.draft.message(activity, &self.source, clock::now_ms())
    }

    /// Sends the counts of folded alerts whose window has ended.
    fn tick(&self, now_ms: i64) {
        let due = self.folder().due(now_ms);
        for one in &due {
            self.send(self.update(one), None, |_| {});
        }
        self.metrics.fold_entries.set(i64::try_from(self.folder().len()).unwrap_or(i64::MAX));
    }

    /// A transaction was taken back: nothing that was folded counts as published.
    pub fn forget(&self) {
        self.folder().clear();
    }

    /// The desks of the sinks that take alerts.
    pub fn sinks(&self) -> &[Desk] {
        &self.sinks
    }

    /// The desks of the sinks and of quarantine, for metrics and readiness.
    pub fn desks(&self) -> impl Iterator<Item = &Desk> {
        self.sinks.iter().chain(std::iter::once(&self.quarantine))
    }
}

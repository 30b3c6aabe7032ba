//! From a draft to every sink and back: folds, renders, fans out, and settles the record when all required sinks have it.
//!
//! Called by the auditing threads. A sink whose queue is full holds them back, and through the tracker's bound the reading; so
//! memory stays flat while a sink is down. What an alert says is for [`alert`](crate::alert), how it travels for
//! [`sink`](crate::sink).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::batch::Place;
use super::{Obligation, Outcome, clock};
use crate::alert::{Activity, Admit, Draft, FoldKey, Folder};
use crate::quarantine::Pointer;
use crate::sink::{Desk, Fate, Message, Parcel, Receipt, Sent};
use crate::telemetry::Metrics;

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

/// The way of alerts and pointers to the sinks.
#[derive(Debug)]
pub struct Publisher {
    source: Arc<str>,
    sinks: Vec<Desk>,
    quarantine: Desk,
    folder: Mutex<Folder<Waiting>>,
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
        Arc::new(Self { source, sinks, quarantine, folder: Mutex::new(folder), metrics })
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
        self.send(message, move |fate| this.ended(fate, waiting, fold.as_ref(), &digest));
    }

    /// Sends a message to every sink; `then` learns what became of it at those that are required.
    fn send(&self, message: Message, then: impl FnOnce(Fate) + Send + 'static) {
        let message = Arc::new(message);
        let required = self.sinks.iter().filter(|desk| desk.status.required).count();
        let mut receipts = Receipt::split(required, then);
        for desk in &self.sinks {
            let receipt = match desk.status.required {
                true => receipts.pop(),
                false => Some(Receipt::unattended()),
            };
            let Some(receipt) = receipt else { continue };
            if desk.send(Parcel { message: Arc::clone(&message), receipt }) == Sent::Dropped {
                self.metrics.alerts_dropped_total.with([&*desk.status.name]).inc();
            }
        }
    }

    /// An alert has arrived, or never will.
    fn ended(&self, fate: Fate, waiting: Waiting, fold: Option<&FoldKey>, digest: &str) {
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
                Fate::Refused(_) => {
                    self.quarantine(&one.place, one.recorded_ms, 0, &["alert_refused"], digest, one.owed);
                }
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
            self.quarantine.send(Parcel { message: Arc::clone(&message), receipt });
        }
    }

    /// Sends the counts of folded alerts whose window has ended; with `all`, of every one.
    pub fn tick(&self, now_ms: i64, all: bool) {
        let due = match all {
            true => self.folder().drain(),
            false => self.folder().due(now_ms),
        };
        for one in due {
            let activity = Activity::Update { count: one.count, first_ms: one.first_ms, last_ms: one.last_ms };
            self.send(one.draft.message(activity, &self.source, now_ms), |_| {});
        }
        self.metrics.fold_entries.set(i64::try_from(self.folder().len()).unwrap_or(i64::MAX));
    }

    /// A transaction was taken back: nothing that was folded counts as published.
    pub fn forget(&self) {
        self.folder().clear();
    }

    /// The desks of the sinks, for metrics and readiness.
    pub fn desks(&self) -> impl Iterator<Item = &Desk> {
        self.sinks.iter().chain(std::iter::once(&self.quarantine))
    }
}

//! What a record still owes before it may be acknowledged, and the way back to the tracker.
//!
//! A record may owe several things: an alert for each finding, a pointer in quarantine. It is settled when all are paid. An
//! obligation that is dropped unpaid (a thread that died, a sink that was torn down) leaves the record pending for ever: it is
//! read again after a restart, never lost.

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::Sender;

use super::{Outcome, Token};

/// A record that is finished.
#[derive(Debug)]
pub struct Settled {
    /// Its token.
    pub token: Token,
    /// What became of it.
    pub outcome: Outcome,
}

/// The way back to the thread that owns the tracker. Bounded by what the tracker lets under way.
pub type Settlements = Sender<Vec<Settled>>;

/// What one record owes.
#[derive(Debug)]
pub struct Debt {
    open: AtomicUsize,
    worst: AtomicU8,
    token: Mutex<Option<Token>>,
    settlements: Settlements,
}

/// One thing that has to happen before the record is acknowledged.
#[derive(Debug)]
#[must_use = "a record whose obligation is dropped is never committed"]
pub struct Obligation(Arc<Debt>);

impl Debt {
    /// The first obligation of a record; [`Obligation::and`] adds more.
    pub fn of(token: Token, settlements: Settlements) -> Obligation {
        Obligation(Arc::new(Self {
            open: AtomicUsize::new(1),
            worst: AtomicU8::new(0),
            token: Mutex::new(Some(token)),
            settlements,
        }))
    }
}

impl Obligation {
    /// Another obligation of the same record.
    pub fn and(&self) -> Self {
        self.0.open.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(&self.0))
    }

    /// It has happened. The last one settles the record with the worst of the outcomes.
    pub fn paid(self, outcome: Outcome) {
        let debt = &self.0;
        debt.worst.fetch_max(outcome as u8, Ordering::Relaxed);
        if debt.open.fetch_sub(1, Ordering::AcqRel) != 1 {
            return;
        }
        let outcome = match debt.worst.load(Ordering::Relaxed) {
            0 => Outcome::Clean,
            1 => Outcome::Published,
            _ => Outcome::Quarantined,
        };
        let token = debt.token.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(token) = token {
            // The source has gone: it will read the record again.
            let _ = debt.settlements.send(vec![Settled { token, outcome }]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Arrival, Tracker};

    fn record() -> (Obligation, crossbeam_channel::Receiver<Vec<Settled>>) {
        let mut tracker = Tracker::default();
        tracker.open("lane");
        let token = tracker.track(&"lane", 1, Arrival::default()).expect("a token");
        let (settlements, settled) = crossbeam_channel::unbounded();
        (Debt::of(token, settlements), settled)
    }

    #[test]
    fn a_record_is_settled_when_its_last_obligation_is_paid() {
        let (alert, settled) = record();
        let pointer = alert.and();
        alert.paid(Outcome::Published);
        assert!(settled.try_recv().is_err());
        pointer.paid(Outcome::Quarantined);
        assert_eq!(settled.try_recv().expect("settled")[0].outcome, Outcome::Quarantined);
    }

    #[test]
    fn an_obligation_that_is_dropped_leaves_the_record_pending() {
        let (alert, settled) = record();
        drop(alert.and());
        alert.paid(Outcome::Published);
        assert!(settled.try_recv().is_err());
    }
}

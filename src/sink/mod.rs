//! Where alerts and quarantine pointers go: Kafka topics, Kinesis streams, EventBridge, SNS, HTTP endpoints, files, standard output.
//!
//! Each sink has a thread of its own and a short queue in front of it. It promises that every parcel is confirmed only when the
//! other side has it for good (delivery report, 2xx, AWS's word on the entry, fsync), and that it never gives up on one that might still succeed: it
//! tries again, slower and slower, until the process stops. A full queue holds the auditing threads back, and so, in the end,
//! the reading: memory stays flat.
//!
//! What it leaves to others: what a message says ([`alert`](crate::alert)), and what its delivery means for the record.

mod answer;
mod backoff;
#[cfg(feature = "kinesis")]
mod cloud;
mod driver;
#[cfg(feature = "kinesis")]
mod eventbridge;
mod file;
mod folder;
mod http;
#[cfg(feature = "kafka")]
mod kafka;
#[cfg(feature = "kinesis")]
mod kinesis;
mod open;
#[cfg(feature = "kinesis")]
mod sns;
mod stdout;
pub mod structured;

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

pub use backoff::Backoff;
pub use driver::{Desk, Sent, SinkStatus, drive};
pub use file::FileSink;
pub use http::{HttpError, HttpSink};
#[cfg(feature = "kafka")]
pub use kafka::{AlertProducer, DeliveryReports, Flight, KafkaSink, producer};
pub use open::{OpenError, Opening, name, open};
pub use stdout::StdoutSink;

use crate::pipeline::Stop;

/// What is sent: a CloudEvent 1.0 whose data is JSON. Each sink writes it in its own mode (binary on Kafka, structured elsewhere).
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    /// CloudEvents `id`.
    pub id: String,
    /// CloudEvents `type`.
    pub kind: &'static str,
    /// CloudEvents `source`.
    pub source: Arc<str>,
    /// CloudEvents `time`, RFC 3339.
    pub time: String,
    /// CloudEvents `subject`.
    pub subject: Option<String>,
    /// What messages about the same thing have in common: the record key on Kafka.
    pub key: Option<String>,
    /// The data: one JSON object.
    pub data: Vec<u8>,
}

/// A message on its way, and whom to tell.
#[derive(Debug)]
pub struct Parcel {
    /// What is sent; sinks share it.
    pub message: Arc<Message>,
    /// Whom to tell.
    pub receipt: Receipt,
}

/// One place parcels go to. Its [`driver`](drive) calls it on a thread of its own.
pub trait Sink: Send {
    /// Brings parcels to their place. Each receipt is confirmed once the other side has the message for good (at once, or later
    /// from a callback), or refused where it never will. What might still succeed is tried again, with growing pauses, until
    /// `stop` says that the process ends; then the receipts that are left are dropped.
    fn deliver(&mut self, parcels: Vec<Parcel>, status: &SinkStatus, stop: &Stop);

    /// Called while nothing comes in, several times a second: for callbacks and files to be finished.
    fn idle(&mut self, _status: &SinkStatus) {}

    /// Whether `deliver` returns only when its parcels have ended, so that its time is that of the delivery. A sink that
    /// confirms later tells its status itself how long that took.
    fn is_synchronous(&self) -> bool {
        false
    }

    /// Waits until nothing is under way, or `stop` says that the process ends.
    fn flush(&mut self, _status: &SinkStatus, _stop: &Stop) {}
}

/// How a message ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Every required sink has it.
    Delivered,
    /// A required sink will never take it: too large, not valid there.
    Refused(&'static str),
}

/// One sink's part in the delivery of a message. Dropping it leaves the message undelivered, which is the safe side.
#[derive(Debug)]
#[must_use = "a message whose receipt is dropped counts as undelivered for ever"]
pub struct Receipt(Arc<Delivery>, #[allow(dead_code, reason = "it counts until it is dropped")] Option<Open>);

type Then = Box<dyn FnOnce(Fate) + Send>;

/// Counts a message as long as it has not ended, wherever on its way it is: in a queue, being tried, with a client.
#[derive(Debug)]
struct Open(Arc<AtomicU64>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The delivery of one message to all required sinks.
struct Delivery {
    open: AtomicUsize,
    refused: Mutex<Option<&'static str>>,
    then: Mutex<Option<Then>>,
}

impl Receipt {
    /// As many receipts as sinks have to confirm; `then` runs once, on the thread of the last of them.
    pub fn split(sinks: usize, then: impl FnOnce(Fate) + Send + 'static) -> Vec<Self> {
        if sinks == 0 {
            then(Fate::Delivered);
            return Vec::new();
        }
        let delivery = Arc::new(Delivery {
            open: AtomicUsize::new(sinks),
            refused: Mutex::new(None),
            then: Mutex::new(Some(Box::new(then))),
        });
        (0..sinks).map(|_| Self(Arc::clone(&delivery), None)).collect()
    }

    /// A receipt that nobody waits for.
    pub fn unattended() -> Self {
        let delivery = Delivery { open: AtomicUsize::new(1), refused: Mutex::new(None), then: Mutex::new(None) };
        Self(Arc::new(delivery), None)
    }

    /// Until it ends, it counts in `open`.
    fn counting(self, open: &Arc<AtomicU64>) -> Self {
        open.fetch_add(1, Ordering::Relaxed);
        Self(self.0, Some(Open(Arc::clone(open))))
    }

    /// The other side has it for good.
    pub fn confirmed(self) {
        self.end(None);
    }

    /// The other side will never take it.
    pub fn refused(self, reason: &'static str) {
        self.end(Some(reason));
    }

    fn end(self, reason: Option<&'static str>) {
        let delivery = &self.0;
        if let Some(reason) = reason {
            delivery.refused.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(reason);
        }
        if delivery.open.fetch_sub(1, Ordering::AcqRel) != 1 {
            return;
        }
        let fate =
            delivery.refused.lock().unwrap_or_else(PoisonError::into_inner).map_or(Fate::Delivered, Fate::Refused);
        let then = delivery.then.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(then) = then {
            then(fate);
        }
    }
}

impl std::fmt::Debug for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delivery").field("open", &self.open).finish_non_exhaustive()
    }
}

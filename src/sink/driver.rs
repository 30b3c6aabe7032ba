//! The thread in front of a sink: a short queue, batches out of whatever has gathered, and what is known of the sink's health.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, SendTimeoutError, Sender, TrySendError};

use super::{Parcel, Sink};
use crate::pipeline::{Stop, clock};
use crate::telemetry::Metrics;
use crate::telemetry::labels::{ErrorKind, Stage};

/// Parcels that wait in front of a sink at most; beyond it the auditing threads wait.
const QUEUE: usize = 2_048;
/// Parcels handed over at once at most.
const BATCH: usize = 500;
/// How often an idle sink is called.
const IDLE: Duration = Duration::from_millis(100);

/// What is known of a sink's health; shared with readiness and metrics.
#[derive(Debug)]
pub struct SinkStatus {
    /// Its name in logs and metrics.
    pub name: Arc<str>,
    /// Whether events wait for it.
    pub required: bool,
    /// Since when every try has failed, Unix time in milliseconds; 0 while they work.
    failing_ms: AtomicI64,
    /// Why the last one did: a place in [`ErrorKind::ALL`].
    error: AtomicUsize,
    /// Messages that were handed in and have not ended.
    open: Arc<AtomicU64>,
    closed: AtomicBool,
    confirmed: AtomicU64,
    failures: AtomicU64,
    metrics: OnceLock<Arc<Metrics>>,
}

impl SinkStatus {
    /// A sink that has not failed yet.
    pub fn new(name: &str, required: bool) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            required,
            failing_ms: AtomicI64::new(0),
            error: AtomicUsize::new(0),
            open: Arc::default(),
            closed: AtomicBool::new(false),
            confirmed: AtomicU64::new(0),
            failures: AtomicU64::new(0),
            metrics: OnceLock::new(),
        })
    }

    /// A try worked: so many messages are confirmed.
    pub fn worked(&self, messages: u64) {
        self.confirmed.fetch_add(messages, Ordering::Relaxed);
        self.failing_ms.store(0, Ordering::Relaxed);
    }

    /// A try failed; it will be repeated.
    pub fn failed(&self, kind: ErrorKind) {
        self.failures.fetch_add(1, Ordering::Relaxed);
        self.fails(kind);
        self.count(kind);
    }

    /// Notes since when nothing works; the first moment counts, and the last error.
    fn fails(&self, kind: ErrorKind) {
        let place = ErrorKind::ALL.iter().position(|one| *one == kind).unwrap_or_default();
        self.error.store(place, Ordering::Relaxed);
        let _ = self.failing_ms.compare_exchange(0, clock::now_ms(), Ordering::Relaxed, Ordering::Relaxed);
    }

    /// The other side will never take a message. The sink itself works.
    pub fn refused(&self) {
        self.count(ErrorKind::Refused);
    }

    fn count(&self, kind: ErrorKind) {
        if let Some(metrics) = self.metrics.get() {
            metrics.error(Stage::Publishing, kind);
        }
    }

    /// Whether the last try failed.
    pub fn is_failing(&self) -> bool {
        self.failing_ms.load(Ordering::Relaxed) != 0
    }

    /// Since when it fails, Unix time in milliseconds, and with which kind of error it did so last.
    pub fn failure(&self) -> Option<(i64, ErrorKind)> {
        let since_ms = Some(self.failing_ms.load(Ordering::Relaxed)).filter(|since_ms| *since_ms != 0)?;
        let kind = ErrorKind::ALL.get(self.error.load(Ordering::Relaxed)).copied();
        Some((since_ms, kind.unwrap_or(ErrorKind::Other)))
    }

    /// Messages that were handed in and have not ended: those in the queue, and those that are being tried.
    pub fn open(&self) -> u64 {
        self.open.load(Ordering::Relaxed)
    }

    /// The other side has gone and does not come back: nothing is delivered any more, and the service is to end.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.fails(ErrorKind::Io);
    }

    /// Whether the other side has gone for good.
    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// From now on, deliveries and failures are counted here. Only the first call counts.
    pub fn measure(&self, metrics: &Arc<Metrics>) {
        // A second place would split the figures.
        let _ = self.metrics.set(Arc::clone(metrics));
    }

    /// A delivery took so long, from handing a batch over to its confirmation.
    pub fn took(&self, time: Duration) {
        if let Some(metrics) = self.metrics.get() {
            metrics.publish_seconds.with([&*self.name]).observe(time.as_secs_f64());
        }
    }

    /// Messages confirmed so far.
    pub fn confirmed(&self) -> u64 {
        self.confirmed.load(Ordering::Relaxed)
    }

    /// Tries that failed so far.
    pub fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }
}

/// Where parcels for one sink are handed in.
#[derive(Clone, Debug)]
pub struct Desk {
    queue: Sender<Parcel>,
    /// What is known of the sink.
    pub status: Arc<SinkStatus>,
}

/// What became of a parcel at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is on its way.
    Queued,
    /// There was no room: the sink is not required, or it took too long. The message is dropped, which is to be counted.
    Dropped,
    /// The sink's thread has ended.
    Closed,
}

impl Desk {
    /// Hands in a parcel. Waits where the queue of a required sink is full, until `by` at most.
    pub fn send(&self, parcel: Parcel, by: Option<Instant>) -> Sent {
        let parcel = Parcel { receipt: parcel.receipt.counting(&self.status.open), ..parcel };
        if self.status.required {
            return match by {
                None => self.queue.send(parcel).map_or(Sent::Closed, |()| Sent::Queued),
                Some(by) => match self.queue.send_deadline(parcel, by) {
                    Ok(()) => Sent::Queued,
                    Err(SendTimeoutError::Timeout(_)) => Sent::Dropped,
                    Err(SendTimeoutError::Disconnected(_)) => Sent::Closed,
                },
            };
        }
        match self.queue.try_send(parcel) {
            Ok(()) => Sent::Queued,
            Err(TrySendError::Full(_)) => Sent::Dropped,
            Err(TrySendError::Disconnected(_)) => Sent::Closed,
        }
    }
}

/// Starts the thread of `sink`. It ends when every clone of the desk is gone and all is delivered, or when `stop` says so.
pub fn drive(mut sink: Box<dyn Sink>, status: Arc<SinkStatus>, stop: Stop) -> std::io::Result<(Desk, JoinHandle<()>)> {
    let (queue, parcels) = crossbeam_channel::bounded(QUEUE);
    let desk = Desk { queue, status: Arc::clone(&status) };
    let name = format!("sink-{}", status.name);
    let thread = thread::Builder::new().name(name).spawn(move || run(&mut *sink, &parcels, &status, &stop))?;
    Ok((desk, thread))
}

fn run(sink: &mut dyn Sink, parcels: &Receiver<Parcel>, status: &SinkStatus, stop: &Stop) {
    let mut idled = Instant::now();
    while !stop.is_set() {
        match parcels.recv_timeout(IDLE) {
            Ok(first) => {
                let batch = std::iter::once(first).chain(parcels.try_iter()).take(BATCH).collect();
                let begun = Instant::now();
                sink.deliver(batch, status, stop);
                if sink.is_synchronous() && !stop.is_set() && !status.is_closed() {
                    status.took(begun.elapsed());
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if idled.elapsed() >= IDLE {
            sink.idle(status);
            idled = Instant::now();
        }
    }
    sink.flush(status, stop);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::{Message, Receipt};

    /// Confirms a batch when it is told to.
    struct Slow(Receiver<()>);

    impl Sink for Slow {
        fn deliver(&mut self, parcels: Vec<Parcel>, _status: &SinkStatus, _stop: &Stop) {
            let _ = self.0.recv();
            parcels.into_iter().for_each(|parcel| parcel.receipt.confirmed());
        }
    }

    fn parcel() -> Parcel {
        let message = Message {
            id: String::new(),
            kind: "",
            source: "".into(),
            time: String::new(),
            subject: None,
            key: None,
            data: Vec::new(),
        };
        Parcel { message: Arc::new(message), receipt: Receipt::unattended() }
    }

    #[test]
    fn a_message_is_open_from_the_desk_to_its_end() {
        let (go, told) = crossbeam_channel::unbounded();
        let status = SinkStatus::new("siem", false);
        let (desk, thread) = drive(Box::new(Slow(told)), Arc::clone(&status), Stop::default()).unwrap();
        for _ in 0..3 {
            assert_eq!(desk.send(parcel(), None), Sent::Queued);
        }
        // Whether the sink has begun with them or not.
        assert_eq!(status.open(), 3);
        drop((go, desk));
        thread.join().unwrap();
        assert_eq!(status.open(), 0);
        let (desk, thread) = drive(Box::new(Slow(crossbeam_channel::never())), status, Stop::default()).unwrap();
        let sent =
            (0..QUEUE + BATCH + 1).map(|_| desk.send(parcel(), None)).filter(|sent| *sent == Sent::Queued).count();
        assert_eq!(desk.status.open(), sent as u64, "what was dropped is not open");
        assert!(!thread.is_finished());
    }

    #[test]
    fn a_sink_fails_since_the_first_try_that_did_for_the_reason_of_the_last() {
        let status = SinkStatus::new("siem", true);
        assert_eq!(status.failure(), None);
        status.failed(ErrorKind::Connection);
        let (since_ms, _) = status.failure().unwrap();
        status.failed(ErrorKind::Timeout);
        assert_eq!(status.failure(), Some((since_ms, ErrorKind::Timeout)));
        status.worked(0);
        assert_eq!(status.failure(), None);
    }
}

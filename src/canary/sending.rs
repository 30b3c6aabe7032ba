//! Sends a canary each turn, on a thread of its own.
//!
//! It promises to disturb nothing: what cannot be sent is counted and told seldom, and the next turn has a new one. Between two
//! canaries there is never more than the interval and what sending took, so that an alert can be late by that and no more.

use std::thread;
use std::time::{Duration, Instant};
use std::{io, sync::Arc};

use super::Canary;
use crate::pipeline::{Stop, clock};
use crate::telemetry::{Health, Metrics, SharedThrottle};

/// How often it is asked whether the source is ready.
const LOOK: Duration = Duration::from_millis(200);
/// Processes that start together send within this time, not all at once.
const SPREAD: Duration = Duration::from_secs(2);

/// How a canary gets into the source.
pub trait Way: Send {
    /// Sends it, and waits until the other side has it. Ends within half a minute.
    fn send(&mut self, canary: &Canary) -> Result<(), NotSent>;
}

/// Why a canary was not sent, without anything of what the other side wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotSent(pub String);

/// Sends canaries until the service ends.
pub struct Sender {
    /// How.
    pub way: Box<dyn Way>,
    /// How often.
    pub every: Duration,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// The first is sent when the source is ready.
    pub health: Arc<Health>,
    /// Set when the service ends.
    pub stop: Stop,
}

impl Sender {
    /// Starts the thread. It ends by itself; nobody has to wait for it, since nothing is lost with it.
    pub fn start(self) -> io::Result<()> {
        self.metrics.canary_interval_seconds.set(self.every.as_secs_f64());
        thread::Builder::new().name("canary".to_owned()).spawn(move || self.run()).map(drop)
    }

    fn run(mut self) {
        let begun = Instant::now();
        // A source that never gets ready is sent one all the same: that it does not come back is the news.
        while begun.elapsed() < self.every && !self.health.ready(clock::now_ms()).ok {
            if self.stop.wait(LOOK) {
                return;
            }
        }
        if self.stop.wait(SPREAD.mul_f64(fastrand::f64())) {
            return;
        }
        let log = SharedThrottle::default();
        loop {
            let turn = Instant::now();
            let sent = self.way.send(&Canary::new(fastrand::u128(..), clock::now()));
            if let Err(error) = &sent {
                if self.stop.is_set() {
                    return;
                }
                if let Some(withheld) = log.allow("canary") {
                    tracing::warn!(%error, withheld, "a canary was not sent; the next turn tries again (docs/canary.md)");
                }
            }
            self.metrics.canaries_sent_total.with([if sent.is_ok() { "ok" } else { "failed" }]).inc();
            // Never later than the interval says, or the alert would take it for lost.
            let pause = self.every.mul_f64(0.9 + fastrand::f64() / 10.0);
            if self.stop.wait(pause.saturating_sub(turn.elapsed())) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crossbeam_channel::{Sender as Told, unbounded};

    use super::*;

    struct Channel(Told<Canary>, bool);

    impl Way for Channel {
        fn send(&mut self, canary: &Canary) -> Result<(), NotSent> {
            let _ = self.0.send(*canary);
            if self.1 { Ok(()) } else { Err(NotSent("no".to_owned())) }
        }
    }

    fn sender(works: bool) -> (Sender, crossbeam_channel::Receiver<Canary>) {
        let (tell, told) = unbounded();
        let health = Health::new(Duration::from_secs(120), Vec::new(), clock::now_ms());
        let (metrics, every) = (Metrics::new().unwrap(), Duration::from_millis(30));
        (Sender { way: Box::new(Channel(tell, works)), every, metrics, health, stop: Stop::default() }, told)
    }

    #[test]
    fn each_turn_has_a_canary_of_its_own_and_none_comes_after_the_stop() {
        let (sender, told) = sender(true);
        let (metrics, stop) = (Arc::clone(&sender.metrics), sender.stop.clone());
        let thread = thread::spawn(move || sender.run());
        let (one, other) = (told.recv().unwrap(), told.recv().unwrap());
        assert!(one.id() != other.id() && one.time_ms() <= other.time_ms());
        stop.set();
        thread.join().unwrap();
        let rest = told.iter().count();
        assert_eq!(metrics.canaries_sent_total.with(["ok"]).get(), 2 + rest as u64);
    }

    #[test]
    fn what_cannot_be_sent_is_counted_and_the_next_turn_tries_again() {
        let (sender, told) = sender(false);
        let (metrics, stop) = (Arc::clone(&sender.metrics), sender.stop.clone());
        let thread = thread::spawn(move || sender.run());
        for _ in 0..3 {
            told.recv().unwrap();
        }
        stop.set();
        thread.join().unwrap();
        assert!(metrics.canaries_sent_total.with(["failed"]).get() >= 2);
        assert_eq!(metrics.canaries_sent_total.with(["ok"]).get(), 0);
    }
}

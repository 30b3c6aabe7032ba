//! At most one line of a kind every so often, and a count of those in between.
//!
//! Pure but for [`SharedThrottle`], which brings a lock and the clock. The kinds it remembers are bounded; beyond the bound they
//! share one, so that a flood of kinds is as quiet as a flood of one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::pipeline::clock;

/// Kinds that are told apart.
const KINDS: usize = 64;
/// The kind of all beyond.
const REST: &str = "other";
/// The pause of the service's logs.
const PAUSE_MS: i64 = 10_000;

/// Decides whether a line of some kind may be written.
#[derive(Clone, Debug)]
pub struct Throttle {
    pause_ms: i64,
    kinds: HashMap<&'static str, Kind>,
}

#[derive(Clone, Copy, Debug)]
struct Kind {
    written_ms: i64,
    withheld: u64,
}

impl Throttle {
    /// At most one line of a kind every `pause_ms`.
    pub fn new(pause_ms: i64) -> Self {
        Self { pause_ms, kinds: HashMap::new() }
    }

    /// Whether a line of `kind` may be written now; if so, how many were withheld since the last one.
    pub fn allow(&mut self, kind: &'static str, now_ms: i64) -> Option<u64> {
        let known = self.kinds.contains_key(kind) || self.kinds.len() < KINDS;
        let kind = if known { kind } else { REST };
        let Some(last) = self.kinds.get_mut(kind) else {
            self.kinds.insert(kind, Kind { written_ms: now_ms, withheld: 0 });
            return Some(0);
        };
        // A clock that was set back must not silence anything for longer.
        if (0..self.pause_ms).contains(&now_ms.saturating_sub(last.written_ms)) {
            last.withheld += 1;
            return None;
        }
        last.written_ms = now_ms;
        Some(std::mem::take(&mut last.withheld))
    }

    /// The kinds of which lines were withheld and nothing has come for a whole pause, with their number: for a last word.
    pub fn settle(&mut self, now_ms: i64) -> Vec<(&'static str, u64)> {
        let mut withheld = Vec::new();
        let pause = self.pause_ms;
        for (kind, last) in &mut self.kinds {
            if last.withheld > 0 && !(0..pause).contains(&now_ms.saturating_sub(last.written_ms)) {
                withheld.push((*kind, std::mem::take(&mut last.withheld)));
                last.written_ms = now_ms;
            }
        }
        withheld.sort_unstable();
        withheld
    }
}

/// The same, for several threads, every 10 s by the service's clock. Clones share it.
#[derive(Clone, Debug)]
pub struct SharedThrottle(Arc<Mutex<Throttle>>);

impl Default for SharedThrottle {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Throttle::new(PAUSE_MS))))
    }
}

impl SharedThrottle {
    /// Whether a line of `kind` may be written now; if so, how many were withheld since the last one.
    pub fn allow(&self, kind: &'static str) -> Option<u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).allow(kind, clock::now_ms())
    }

    /// Writes a last word on every kind that has gone quiet. To be called now and then.
    pub fn settle(&self) {
        let withheld = self.0.lock().unwrap_or_else(PoisonError::into_inner).settle(clock::now_ms());
        for (kind, more) in withheld {
            tracing::warn!(kind, more, "… {more} more in the last {} s", PAUSE_MS / 1_000);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_written_once_a_pause_and_then_says_how_many_were_withheld() {
        let mut throttle = Throttle::new(10_000);
        assert_eq!(throttle.allow("broker", 0), Some(0));
        assert!((1..=37).all(|n| throttle.allow("broker", n).is_none()));
        assert_eq!(throttle.allow("sink", 40), Some(0), "another kind is not held back");
        assert_eq!(throttle.allow("broker", 10_000), Some(37));
        assert_eq!(throttle.allow("broker", 20_000), Some(0));
    }

    #[test]
    fn lines_withheld_before_a_silence_are_told_once() {
        let mut throttle = Throttle::new(10_000);
        let written = (0..5).filter(|n| throttle.allow("broker", *n).is_some());
        assert_eq!(written.count(), 1);
        assert_eq!(throttle.settle(9_999), []);
        assert_eq!(throttle.settle(10_000), [("broker", 4)]);
        assert_eq!(throttle.settle(30_000), []);
    }

    #[test]
    fn a_clock_that_was_set_back_silences_nothing() {
        let mut throttle = Throttle::new(10_000);
        assert_eq!(throttle.allow("broker", 1_000_000), Some(0));
        assert_eq!(throttle.allow("broker", 5), Some(0));
    }

    #[test]
    fn a_flood_of_kinds_is_as_quiet_as_a_flood_of_one() {
        let mut throttle = Throttle::new(10_000);
        let kinds: Vec<&'static str> = (0..1_000).map(|n| &*Box::leak(format!("kind-{n}").into_boxed_str())).collect();
        let written = kinds.iter().filter(|kind| throttle.allow(kind, 0).is_some()).count();
        assert_eq!(written, KINDS + 1);
        assert_eq!(throttle.kinds.len(), KINDS + 1);
    }
}

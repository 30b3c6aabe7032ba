//! When a shard is asked again: within its shared budget, slower at its tip, and slower still where Kinesis says that it is too
//! much.
//!
//! A shard gives 5 GetRecords and 2 MB a second to all its consumers together. This takes its share and leaves the rest to the
//! others; a call that Kinesis refuses doubles the pause, one that it takes shortens it again. Pure: no clock, no chance; the
//! caller adds jitter.

use std::time::Duration;

/// GetRecords a second that a shard answers, over all consumers.
const CALLS: f64 = 5.0;
/// Bytes a second that it gives, over all consumers.
const BYTES: f64 = 2_000_000.0;
/// The longest pause after refusals and failures.
const LONGEST: Duration = Duration::from_secs(10);

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Records came, so many bytes of them; `tip` says that nothing is left.
    Given {
        /// Bytes.
        bytes: u64,
        /// Whether the tip of the shard is reached.
        tip: bool,
    },
    /// Too much is asked of the shard.
    Throttled,
    /// The call failed otherwise.
    Failed,
}

/// The pace of one shard.
#[derive(Clone, Debug)]
pub struct Pace {
    /// The pause between two calls as the share allows it.
    usual: Duration,
    /// Seconds that a byte takes.
    byte: f64,
    /// The pause at the tip.
    idle: Duration,
    /// The pause between two calls as Kinesis lets us.
    step: Duration,
    /// Failures in a row.
    failures: u32,
}

impl Pace {
    /// A pace that takes `share` (0.2 to 1) of what a shard gives, and asks every `idle` at its tip.
    pub fn new(share: f64, idle: Duration) -> Self {
        let share = share.clamp(0.2, 1.0);
        let usual = Duration::from_secs_f64(1.0 / (CALLS * share));
        Self { usual, byte: 1.0 / (BYTES * share), idle, step: usual, failures: 0 }
    }

    /// The pause before the next call, counted from the end of this one.
    pub fn after(&mut self, call: Call) -> Duration {
        match call {
            Call::Given { bytes, tip } => {
                self.failures = 0;
                self.step = self.usual.max(self.step.mul_f64(0.9));
                #[allow(clippy::cast_precision_loss, reason = "a call gives 10 MB at most")]
                let paid = Duration::from_secs_f64(bytes as f64 * self.byte);
                let pause = self.step.max(paid);
                if tip { pause.max(self.idle) } else { pause }
            }
            Call::Throttled => {
                self.step = (self.step * 2).min(LONGEST);
                self.step
            }
            Call::Failed => {
                self.failures = (self.failures + 1).min(16);
                self.step.max(Duration::from_millis(100) * 2_u32.pow(self.failures)).min(LONGEST)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const IDLE: Duration = Duration::from_secs(1);

    fn call() -> impl Strategy<Value = Call> {
        prop_oneof![
            5 => (0..10_000_000_u64, any::<bool>()).prop_map(|(bytes, tip)| Call::Given { bytes, tip }),
            2 => Just(Call::Throttled),
            1 => Just(Call::Failed),
        ]
    }

    proptest! {
        #[test]
        fn whatever_happens_the_share_is_kept_and_no_pause_is_without_end(
            share in 0.2..=1.0_f64,
            calls in prop::collection::vec(call(), 1..60),
        ) {
            let mut pace = Pace::new(share, IDLE);
            let (mut bytes, mut time) = (0, Duration::ZERO);
            for call in &calls {
                let pause = pace.after(*call);
                prop_assert!(pause <= LONGEST.max(Duration::from_secs_f64(10_000_000.0 / BYTES / share)));
                time += pause;
                if let Call::Given { bytes: given, .. } = call {
                    bytes += given;
                }
            }
            #[allow(clippy::cast_precision_loss, reason = "a few hundred megabytes")]
            let (bytes, count) = (bytes as f64, calls.len() as f64);
            let seconds = time.as_secs_f64() + 1e-6;
            prop_assert!(bytes / seconds <= BYTES * share + 1.0 && count / seconds <= CALLS * share + 0.01);
        }
    }

    #[test]
    fn refusals_double_the_pause_and_calls_that_are_taken_bring_it_back() {
        let mut pace = Pace::new(1.0, IDLE);
        let refused: Vec<_> = (0..8).map(|_| pace.after(Call::Throttled).as_millis()).collect();
        assert_eq!(refused, [400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000]);
        let taken: Vec<_> = (0..60).map(|_| pace.after(Call::Given { bytes: 0, tip: false })).collect();
        assert!(taken.is_sorted_by(|a, b| a >= b));
        assert_eq!(taken.last(), Some(&Duration::from_millis(200)));
    }

    #[test]
    fn at_the_tip_it_waits_longer_than_behind() {
        let mut pace = Pace::new(0.8, IDLE);
        assert_eq!(pace.after(Call::Given { bytes: 10, tip: true }), IDLE);
        assert_eq!(pace.after(Call::Given { bytes: 10, tip: false }), Duration::from_millis(250));
    }
}

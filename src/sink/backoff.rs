//! Pauses between tries that grow: exponential with full jitter, so that many processes do not come back in step.

use std::time::Duration;

/// The first pause at most, in ms.
const FIRST_MS: u64 = 100;
/// Any pause at most, in ms.
const LONGEST_MS: u64 = 30_000;

/// The pauses of one row of tries.
#[derive(Debug)]
pub struct Backoff {
    ceiling_ms: u64,
    random: fastrand::Rng,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { ceiling_ms: FIRST_MS, random: fastrand::Rng::new() }
    }
}

impl Backoff {
    /// The next pause: anything from nothing to a ceiling that doubles from 100 ms to 30 s.
    pub fn pause(&mut self) -> Duration {
        let pause = self.random.u64(0..=self.ceiling_ms);
        self.ceiling_ms = (self.ceiling_ms * 2).min(LONGEST_MS);
        Duration::from_millis(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_spread_below_a_ceiling_that_doubles_and_then_stays() {
        let mut longest = [Duration::ZERO; 12];
        for seed in 0..200 {
            let mut backoff = Backoff { random: fastrand::Rng::with_seed(seed), ..Backoff::default() };
            for most in &mut longest {
                *most = backoff.pause().max(*most);
            }
        }
        let mut ceiling = Duration::from_millis(FIRST_MS);
        for most in longest {
            assert!(most <= ceiling && most > ceiling * 9 / 10, "{most:?} of {ceiling:?}");
            ceiling = (ceiling * 2).min(Duration::from_millis(LONGEST_MS));
        }
    }
}

//! When quarantine becomes the rule: a bad deployment upstream, a wrong topic, a format nobody decodes.
//!
//! Pure: outcomes go in, and at some point the news that a limit is crossed comes out. A ratio counts only over a full window,
//! so a handful of bad records at the start stops nothing. Time per record is constant; memory is a bit per record of the
//! window. Stopping is for the source: what is under way is finished, and nothing is lost.

use std::fmt;

use crate::config::service::Quarantine;
use crate::pipeline::Outcome;

/// The longest window, in records: 2 MiB of bits. Longer ones are cut to it.
const LONGEST: u32 = 1 << 24;

/// Watches over how much goes to quarantine.
#[derive(Debug)]
pub struct QuarantineGuard {
    max_ratio: f64,
    max_consecutive: u32,
    window: u32,
    /// A bit for each of the last `window` records: whether it went to quarantine.
    bits: Box<[u64]>,
    /// Where the next record is noted: the oldest one once the window is full.
    next: u32,
    full: bool,
    /// Bits that are set.
    quarantined: u32,
    /// Quarantined records since the last that was not.
    run: u32,
}

/// The limit that was crossed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tripped {
    /// Too large a share of the last records.
    Ratio {
        /// How many of them went to quarantine.
        quarantined: u32,
        /// How many were looked at.
        window: u32,
        /// The share that is allowed.
        max_ratio: f64,
    },
    /// Too many in a row.
    Consecutive {
        /// How many.
        records: u32,
    },
}

impl QuarantineGuard {
    /// A guard that has seen nothing yet. A window or a run of 0 counts as 1.
    pub fn new(settings: &Quarantine) -> Self {
        let window = settings.window.clamp(1, LONGEST);
        Self {
            max_ratio: settings.max_ratio,
            max_consecutive: settings.max_consecutive.max(1),
            window,
            bits: vec![0; window.div_ceil(64) as usize].into(),
            next: 0,
            full: false,
            quarantined: 0,
            run: 0,
        }
    }

    /// Notes how a record ended. Gives the limit that is crossed, for as long as it is.
    pub fn record(&mut self, outcome: Outcome) -> Option<Tripped> {
        let bad = outcome == Outcome::Quarantined;
        self.run = if bad { self.run.saturating_add(1) } else { 0 };
        if let Some(word) = self.bits.get_mut((self.next / 64) as usize) {
            let bit = 1 << (self.next % 64);
            self.quarantined -= u32::from(*word & bit != 0);
            self.quarantined += u32::from(bad);
            *word = if bad { *word | bit } else { *word & !bit };
        }
        self.next += 1;
        if self.next == self.window {
            self.next = 0;
            self.full = true;
        }
        self.tripped()
    }

    fn tripped(&self) -> Option<Tripped> {
        let Self { run, quarantined, window, max_ratio, .. } = *self;
        if run >= self.max_consecutive {
            return Some(Tripped::Consecutive { records: run });
        }
        let crossed = self.full && f64::from(quarantined) > max_ratio * f64::from(window);
        crossed.then_some(Tripped::Ratio { quarantined, window, max_ratio })
    }
}

impl fmt::Display for Tripped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio { quarantined, window, max_ratio } => write!(
                f,
                "{quarantined} of the last {window} records went to quarantine; quarantine.max_ratio allows {max_ratio}"
            )?,
            Self::Consecutive { records } => {
                write!(
                    f,
                    "{records} records in a row went to quarantine, as many as quarantine.max_consecutive allows"
                )?;
            }
        }
        f.write_str(
            ": look at the reasons with `phi-audit quarantine list`, mend the cause or raise the limit, and start again; \
             reading goes on where it stopped",
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use proptest::prelude::*;

    use super::*;

    fn settings(max_ratio: f64, window: u32, max_consecutive: u32) -> Quarantine {
        Quarantine { max_ratio, window, max_consecutive, ..Quarantine::default() }
    }

    fn feed(guard: &mut QuarantineGuard, outcomes: &str) -> Vec<bool> {
        let outcome = |c| if c == 'q' { Outcome::Quarantined } else { Outcome::Clean };
        outcomes.chars().map(|c| guard.record(outcome(c)).is_some()).collect()
    }

    #[test]
    fn a_handful_of_bad_records_at_the_start_stops_nothing() {
        let mut guard = QuarantineGuard::new(&Quarantine::default());
        assert!(feed(&mut guard, &"q".repeat(9_999)).iter().all(|tripped| !tripped));
        assert!(guard.record(Outcome::Quarantined).is_some(), "the window is full");
    }

    #[test]
    fn the_share_that_is_allowed_is_allowed_and_one_more_is_not() {
        let mut guard = QuarantineGuard::new(&settings(0.5, 4, 100));
        assert_eq!(feed(&mut guard, "qqccqqcqc"), [false, false, false, false, false, false, false, true, false]);
    }

    #[test]
    fn a_run_trips_before_the_window_is_full_and_any_other_outcome_ends_it() {
        let mut guard = QuarantineGuard::new(&settings(1.0, 1_000, 3));
        assert_eq!(feed(&mut guard, "qqcqqq"), [false, false, false, false, false, true]);
        assert!(guard.record(Outcome::Published).is_none());
    }

    #[test]
    fn a_window_of_any_length_takes_little_memory() {
        for window in [0, 1, 63, 64, 65, u32::MAX] {
            let mut guard = QuarantineGuard::new(&settings(0.5, window, u32::MAX));
            assert!(guard.bits.len() * 8 <= 2 << 20);
            guard.record(Outcome::Quarantined);
        }
    }

    #[test]
    fn the_news_says_how_many_and_what_to_do() {
        let ratio = Tripped::Ratio { quarantined: 5_001, window: 10_000, max_ratio: 0.5 }.to_string();
        assert!(
            ratio.starts_with("5001 of the last 10000 records went to quarantine; quarantine.max_ratio allows 0.5: ")
        );
        let run = Tripped::Consecutive { records: 20_000 }.to_string();
        assert!(run.starts_with("20000 records in a row") && run.contains("`phi-audit quarantine list`"), "{run}");
    }

    proptest! {
        #[test]
        fn the_guard_says_what_counting_the_last_records_says(
            window in 1_u32..150,
            max_consecutive in 1_u32..40,
            percent in 0_u32..=100,
            outcomes in prop::collection::vec(any::<bool>(), 0..600),
        ) {
            let max_ratio = f64::from(percent) / 100.0;
            let mut guard = QuarantineGuard::new(&settings(max_ratio, window, max_consecutive));
            let mut last = VecDeque::new();
            for (at, bad) in outcomes.iter().enumerate() {
                last.push_back(*bad);
                if last.len() > window as usize {
                    last.pop_front();
                }
                let run = outcomes[..=at].iter().rev().take_while(|bad| **bad).count();
                let quarantined = last.iter().filter(|bad| **bad).count();
                let expected = if run >= max_consecutive as usize {
                    Some(Tripped::Consecutive { records: run as u32 })
                } else if last.len() == window as usize && quarantined as f64 > max_ratio * f64::from(window) {
                    Some(Tripped::Ratio { quarantined: quarantined as u32, window, max_ratio })
                } else {
                    None
                };
                let outcome = if *bad { Outcome::Quarantined } else { Outcome::Published };
                prop_assert_eq!(guard.record(outcome), expected);
            }
        }
    }
}

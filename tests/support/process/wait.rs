//! Waiting for a condition, with a deadline and a sentence for when it does not come.

use std::time::{Duration, Instant};

/// How often a condition is looked at.
const STEP: Duration = Duration::from_millis(20);

/// Returns as soon as `condition` holds. Fails the test when it does not within `deadline`, saying that `what` did not happen.
#[track_caller]
pub fn wait_until(what: &str, deadline: Duration, mut condition: impl FnMut() -> bool) {
    wait_for(what, deadline, || condition().then_some(()));
}

/// Returns what `attempt` gives as soon as it gives something; otherwise as `wait_until`.
#[track_caller]
pub fn wait_for<T>(what: &str, deadline: Duration, mut attempt: impl FnMut() -> Option<T>) -> T {
    let begin = Instant::now();
    loop {
        if let Some(value) = attempt() {
            return value;
        }
        assert!(begin.elapsed() < deadline, "within {deadline:?} it did not come to pass: {what}");
        std::thread::sleep(STEP);
    }
}

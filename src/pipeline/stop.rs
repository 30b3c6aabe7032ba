//! The end of the process, as threads see it: a flag that can be waited for.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Set once, when nothing may be waited for any longer. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Sets it, and wakes all who wait.
    pub fn set(&self) {
        let (flag, waiting) = &*self.0;
        *flag.lock().unwrap_or_else(PoisonError::into_inner) = true;
        waiting.notify_all();
    }

    /// Whether it is set.
    pub fn is_set(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is set, `pause` at most. Gives whether it is.
    pub fn wait(&self, pause: Duration) -> bool {
        let (flag, waiting) = &*self.0;
        let begun = Instant::now();
        let mut set = flag.lock().unwrap_or_else(PoisonError::into_inner);
        while !*set {
            let Some(left) = pause.checked_sub(begun.elapsed()) else { return false };
            set = waiting.wait_timeout(set, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_is_woken_when_it_is_set() {
        let stop = Stop::default();
        assert!(!stop.wait(Duration::ZERO));
        let waiter = std::thread::spawn({
            let stop = stop.clone();
            move || stop.wait(Duration::from_secs(60))
        });
        stop.set();
        assert!(waiter.join().expect("the waiter ends"));
        assert!(stop.is_set());
    }
}

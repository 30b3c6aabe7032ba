//! How much of the input may be under way at once: a budget in bytes, from the cutting to the writing.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The budget. What is larger than all of it passes alone.
#[derive(Debug)]
pub(super) struct Gate {
    budget: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    taken: usize,
    closed: bool,
}

impl Gate {
    pub fn new(budget: usize) -> Self {
        Self { budget, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until `bytes` more may be under way; false if nobody wants them any more.
    pub fn enter(&self, bytes: usize) -> bool {
        let mut state = self.state();
        while !state.closed && state.taken > 0 && state.taken.saturating_add(bytes) > self.budget {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.taken = state.taken.saturating_add(bytes);
        !state.closed
    }

    /// `bytes` have been dealt with.
    pub fn leave(&self, bytes: usize) {
        let mut state = self.state();
        state.taken = state.taken.saturating_sub(bytes);
        drop(state);
        self.changed.notify_all();
    }

    /// Nothing more is wanted: nobody waits any longer.
    pub fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_larger_than_the_budget_passes_alone() {
        let gate = Gate::new(10);
        assert!(gate.enter(100));
        gate.leave(100);
        assert!(gate.enter(6) && gate.enter(4));
    }

    #[test]
    fn a_closed_gate_lets_nobody_wait() {
        let gate = Gate::new(10);
        assert!(gate.enter(10));
        gate.close();
        assert!(!gate.enter(1));
    }
}

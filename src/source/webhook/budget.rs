//! How many bytes of bodies are held at once between the socket and the auditing threads: many slow callers with large bodies
//! must not take the memory of the machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes that may be held.
#[derive(Clone, Debug)]
pub(super) struct Budget(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    used: AtomicUsize,
    most: usize,
}

/// A share of the budget, given back when dropped.
#[derive(Debug)]
pub(super) struct Held {
    budget: Budget,
    bytes: usize,
}

impl Budget {
    /// `most` bytes.
    pub fn new(most: usize) -> Self {
        Self(Arc::new(Shared { used: AtomicUsize::new(0), most }))
    }

    /// A share without bytes.
    pub fn share(&self) -> Held {
        Held { budget: self.clone(), bytes: 0 }
    }
}

impl Held {
    /// Takes further bytes. Gives whether there were so many left. A single body always finds room.
    pub fn take(&mut self, bytes: usize) -> bool {
        let Shared { used, most } = &*self.budget.0;
        let before = used.fetch_add(bytes, Ordering::Relaxed);
        if before + bytes > *most && before > self.bytes {
            used.fetch_sub(bytes, Ordering::Relaxed);
            return false;
        }
        self.bytes += bytes;
        true
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.budget.0.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_has_a_bound_and_comes_back() {
        let budget = Budget::new(100);
        let (mut one, mut other) = (budget.share(), budget.share());
        assert!(one.take(60) && other.take(40));
        assert!(!other.take(1) && !one.take(1));
        drop(one);
        assert!(other.take(60) && !budget.share().take(1));
    }

    #[test]
    fn a_body_that_is_alone_finds_room() {
        let budget = Budget::new(100);
        let mut one = budget.share();
        assert!(one.take(150) && one.take(150) && !budget.share().take(1));
    }
}

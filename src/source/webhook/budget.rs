//! How many bytes of bodies are held at once between the socket and the auditing threads: many slow callers with large bodies
//! must not take the memory of the machine, nor one of them the room of all others. Bytes are counted as they come, because
//! whose they really are is known only with the last of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::callers::Caller;

/// One caller has this part of the budget at most.
const PART: usize = 4;

/// Bytes that may be held.
#[derive(Clone, Debug)]
pub(super) struct Budget(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    used: AtomicUsize,
    most: usize,
    /// What each caller holds.
    callers: Box<[AtomicUsize]>,
}

/// A share of the budget, given back when dropped.
#[derive(Debug)]
pub(super) struct Held {
    budget: Budget,
    caller: Caller,
    bytes: usize,
}

impl Budget {
    /// `most` bytes.
    pub fn new(most: usize) -> Self {
        let callers = (0..Caller::COUNT).map(|_| AtomicUsize::new(0)).collect();
        Self(Arc::new(Shared { used: AtomicUsize::new(0), most, callers }))
    }

    /// A share without bytes.
    pub fn share(&self, caller: Caller) -> Held {
        Held { budget: self.clone(), caller, bytes: 0 }
    }
}

impl Held {
    /// Takes further bytes. Gives whether there were so many left, for this caller and for all. A single body always finds room.
    pub fn take(&mut self, bytes: usize) -> bool {
        let Shared { used, most, callers } = &*self.budget.0;
        let Some(of_caller) = callers.get(self.caller.index()) else { return false };
        if !add(of_caller, bytes, *most / PART, self.bytes) {
            return false;
        }
        if !add(used, bytes, *most, self.bytes) {
            of_caller.fetch_sub(bytes, Ordering::Relaxed);
            return false;
        }
        self.bytes += bytes;
        true
    }
}

/// Adds to what is used unless it is more than `most` then, and not all by one that has `own` of it.
fn add(used: &AtomicUsize, bytes: usize, most: usize, own: usize) -> bool {
    let before = used.fetch_add(bytes, Ordering::Relaxed);
    if before + bytes > most && before > own {
        used.fetch_sub(bytes, Ordering::Relaxed);
        return false;
    }
    true
}

impl Drop for Held {
    fn drop(&mut self) {
        let Shared { used, callers, .. } = &*self.budget.0;
        used.fetch_sub(self.bytes, Ordering::Relaxed);
        if let Some(of_caller) = callers.get(self.caller.index()) {
            of_caller.fetch_sub(self.bytes, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(budget: &Budget) -> [Held; 5] {
        [0, 1, 2, 3, 4].map(|caller| budget.share(Caller::numbered(caller)))
    }

    #[test]
    fn what_is_held_has_a_bound_and_comes_back() {
        let budget = Budget::new(100);
        let [mut a, mut b, mut c, mut d, mut e] = shares(&budget);
        assert!([&mut a, &mut b, &mut c, &mut d].iter_mut().all(|share| share.take(25)));
        assert!(!e.take(1));
        drop(a);
        assert!(e.take(25) && !b.take(1));
    }

    #[test]
    fn one_caller_has_a_quarter_however_many_bodies_it_sends() {
        let budget = Budget::new(100);
        let mut bodies = [(); 10].map(|()| budget.share(Caller::numbered(7)));
        assert_eq!(bodies.iter_mut().filter_map(|body| body.take(5).then_some(())).count(), 5);
        let mut other = budget.share(Caller::numbered(8));
        assert!(other.take(25));
        drop(bodies);
        assert!(budget.share(Caller::numbered(7)).take(25), "all came back");
    }

    #[test]
    fn a_body_that_is_alone_finds_room() {
        let budget = Budget::new(100);
        let mut one = budget.share(Caller::numbered(1));
        assert!(one.take(150) && one.take(150) && !budget.share(Caller::numbered(2)).take(1));
    }
}

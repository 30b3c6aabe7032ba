//! Which lanes stand still although there is work: a stalled partition must not pass for a quiet one.
//!
//! It promises that a lane is reported once there was work and its watermark did not move for the stall time, and never while
//! it moves or has nothing to do. Time while reading pauses counts only if nothing completes on any lane: a lane that waits for
//! its turn is not stalled. Pure: the clock is given. A leap of it proves nothing: one observation adds half of the stall time
//! at most.

use std::collections::HashMap;
use std::hash::Hash;

/// What a lane has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Nothing is under way, and the head is not beyond the watermark.
    None,
    /// Records are under way, or the head is beyond the watermark.
    Waiting,
    /// The same, while reading pauses because too much is under way.
    Paused,
}

/// A lane that stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stalled<L> {
    /// The lane.
    pub lane: L,
    /// When it was first seen to stand still, Unix time in milliseconds.
    pub since_ms: i64,
}

/// Watches the lanes `L` of a source; `P` is a position.
#[derive(Debug)]
pub struct Watchdog<L, P> {
    stall_ms: i64,
    /// Records finished on any lane so far.
    completed: u64,
    lanes: HashMap<L, Lane<P>>,
}

#[derive(Debug)]
struct Lane<P> {
    watermark: Option<P>,
    /// Of all lanes, when this one was last observed.
    completed: u64,
    observed_ms: i64,
    /// Since when it stands still, and how long of that counts.
    still: Option<(i64, i64)>,
}

impl<L: Clone + Eq + Hash + Ord, P: Clone + PartialEq> Watchdog<L, P> {
    /// A watchdog that reports what stands still for `stall_ms`.
    pub fn new(stall_ms: i64) -> Self {
        Self { stall_ms: stall_ms.max(1), completed: 0, lanes: HashMap::new() }
    }

    /// Records were finished, on whichever lane.
    pub fn completed(&mut self, records: u64) {
        self.completed = self.completed.wrapping_add(records);
    }

    /// How a lane stands. Gives it back if it is stalled.
    pub fn observe(&mut self, lane: &L, work: Work, watermark: Option<&P>, now_ms: i64) -> Option<Stalled<L>> {
        let completed = self.completed;
        let Some(state) = self.lanes.get_mut(lane) else {
            let still = (work != Work::None).then_some((now_ms, 0));
            let state = Lane { watermark: watermark.cloned(), completed, observed_ms: now_ms, still };
            self.lanes.insert(lane.clone(), state);
            return None;
        };
        let moved = state.watermark.as_ref() != watermark;
        // Whoever waits for his turn while others come through is not stuck.
        let counts = work == Work::Waiting || state.completed == completed;
        let passed = now_ms.saturating_sub(state.observed_ms).clamp(0, (self.stall_ms / 2).max(1));
        state.still = match state.still {
            _ if work == Work::None => None,
            Some((since, still)) if !moved => Some((since, if counts { still + passed } else { still })),
            _ => Some((now_ms, 0)),
        };
        if moved {
            state.watermark = watermark.cloned();
        }
        (state.completed, state.observed_ms) = (completed, now_ms);
        self.stall(lane)
    }

    /// Forgets the lanes that are no longer ours.
    pub fn keep(&mut self, is_ours: impl Fn(&L) -> bool) {
        self.lanes.retain(|lane, _| is_ours(lane));
    }

    /// All lanes that are stalled, as last observed, in order.
    pub fn stalled(&self) -> Vec<Stalled<L>> {
        let mut stalled: Vec<_> = self.lanes.keys().filter_map(|lane| self.stall(lane)).collect();
        stalled.sort_unstable_by(|a, b| a.lane.cmp(&b.lane));
        stalled
    }

    fn stall(&self, lane: &L) -> Option<Stalled<L>> {
        let (since_ms, still) = self.lanes.get(lane)?.still?;
        (still >= self.stall_ms).then(|| Stalled { lane: lane.clone(), since_ms })
    }
}

#[cfg(test)]
#[path = "watchdog_tests.rs"]
mod tests;

//! How far each shard is done, and how that gets saved: every so often, and at the end.

use std::time::Instant;

use super::begin::refused;
use super::checkpoint::{Answer, Saved, StoreError};
use super::reader::{LAST_SAVE, Reader, State, TURN};
use super::shard::{Checkpoint, ShardId};
use crate::source::Ended;
use crate::telemetry::labels::{ErrorKind, Stage};

/// How often a shard that is read to its tip says so in its checkpoint, in milliseconds.
const CURRENT_MS: i64 = 15 * 60_000;

impl Reader {
    /// Notes how far a shard is done.
    pub(super) fn note(&self, shard: &ShardId, state: &mut State) {
        let Some(lane) = state.lanes.get_mut(shard) else { return };
        let idle = self.intake.tracker.lane_load(shard).records == 0 && lane.waiting.is_empty();
        // As of when the tip was last heard of; since then anything may have come.
        if let Some(tip_ms) = lane.tip_ms.filter(|_| idle)
            && lane.current_ms.is_none_or(|current| tip_ms - current >= CURRENT_MS)
        {
            lane.current_ms = Some(tip_ms);
        }
        let watermark = self.intake.tracker.watermark(shard).cloned();
        if let Some(position) = watermark.or_else(|| lane.begun_after.clone()) {
            state.planner.done(shard, Checkpoint::After { position, current_ms: lane.current_ms });
        }
    }

    /// Has it saved how far every shard is done, if that has changed and the last time is over.
    pub(super) fn save(&mut self, state: &mut State) {
        let shards: Vec<ShardId> = state.lanes.keys().cloned().collect();
        for shard in &shards {
            self.note(shard, state);
        }
        state.save_at = Instant::now() + self.checkpoint_interval;
        if state.saving.is_some() || state.saved.as_ref() == Some(state.planner.checkpoints()) {
            return;
        }
        let shards = state.planner.checkpoints().clone();
        let saved = Saved { created_ms: state.described.created_ms, shards: shards.clone() };
        state.saving = Some((self.saver.save(saved), shards));
    }

    /// What became of saving.
    pub(super) fn answered(&mut self, answer: Answer, state: &mut State) -> Option<Ended> {
        match answer {
            Answer::Opened(_) => {}
            Answer::Beaten => self.upkeep.saved(true),
            Answer::Saved(serial) => {
                self.metrics.commit_ended(true);
                self.upkeep.saved(true);
                if let Some((_, shards)) = state.saving.take_if(|(of, _)| *of == serial) {
                    state.saved = Some(shards);
                }
            }
            Answer::Failed(StoreError::Failed { what, remedy }) => {
                // What the place holds is not sure any more: all is saved again.
                (state.saving, state.saved) = (None, None);
                self.metrics.commit_ended(false);
                self.upkeep.saved(false);
                self.upkeep.unsaved(&what, remedy);
            }
            Answer::Failed(error) => {
                self.metrics.error(Stage::Committing, ErrorKind::Fenced);
                return Some(refused(&error));
            }
        }
        None
    }

    /// Waits for what is under way and saves the last checkpoints. Gives how many records were not finished, and whether the
    /// checkpoints are saved.
    pub(super) fn finish(mut self, mut state: State) -> (u64, bool) {
        self.upkeep.draining();
        let begun = Instant::now();
        for lane in state.lanes.values_mut() {
            lane.stop();
        }
        let lanes: Vec<ShardId> = state.lanes.keys().cloned().collect();
        // The last checkpoints take their time out of the same grace.
        self.intake.drain(&lanes, self.grace.saturating_sub(LAST_SAVE).max(self.grace / 2));
        self.end_shards(&mut state);
        let committed = self.last_save(&mut state, begun + self.grace);
        let unfinished = self.intake.tracker.load().records;
        self.intake.close();
        self.saver.close(LAST_SAVE);
        self.runtime.shutdown_background();
        (unfinished, committed)
    }

    fn last_save(&mut self, state: &mut State, by: Instant) -> bool {
        loop {
            // One that is on its way is older than what is known now.
            while state.saving.is_some() {
                let Ok(answer) = self.saver.answers().recv_deadline(by) else { return false };
                if self.answered(answer, state).is_some() {
                    return false;
                }
            }
            self.save(state);
            if state.saving.is_none() {
                return true;
            }
            // A folder that takes nothing says so at once.
            std::thread::sleep(TURN);
            if Instant::now() >= by {
                return false;
            }
        }
    }
}

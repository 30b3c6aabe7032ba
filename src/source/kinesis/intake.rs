//! From a delivery to tracked records on their way to the auditing threads.
//!
//! It promises that no more is taken in than may be under way, however much a delivery, or an aggregate in it, holds: what is left
//! of it waits, and with it its shard.

use std::sync::Arc;

use super::delivery::{Delivery, ShardRecord, unpack};
use super::reader::{Reader, State};
use super::shard::ShardId;
use crate::pipeline::{Arrival, OVERHEAD, Payload, Place, clock};

/// How many times the records that may be under way all shards together may be ahead of records that do not end.
const SPAN: usize = 5;
/// The least of that for one shard.
const LEAST: usize = 1_000;

impl Reader {
    /// Takes in a delivery, as far as there is room.
    pub(super) fn take_records(&mut self, delivery: Delivery, state: &mut State) {
        let most = self.longest(state);
        let Some(lane) = state.lanes.get_mut(&delivery.shard) else { return };
        let now_ms = clock::now_ms();
        lane.heard_ms = now_ms;
        if !lane.waiting.is_empty() || self.intake.tracker.span(&delivery.shard) >= most {
            lane.waiting.push_back(delivery);
            return;
        }
        let behind_ms = delivery.behind_ms;
        match self.track(delivery, now_ms) {
            Some(rest) => lane.waiting.push_front(rest),
            None => lane.heard(behind_ms, now_ms),
        }
    }

    /// Takes up what waits.
    pub(super) fn go_on(&mut self, state: &mut State) {
        let most = self.longest(state);
        let now_ms = clock::now_ms();
        for (shard, lane) in &mut state.lanes {
            while !self.intake.is_full() && self.intake.tracker.span(shard) < most {
                let Some(delivery) = lane.waiting.pop_front() else { break };
                let behind_ms = delivery.behind_ms;
                match self.track(delivery, now_ms) {
                    Some(rest) => lane.waiting.push_front(rest),
                    None => lane.heard(behind_ms, now_ms),
                }
            }
        }
    }

    /// How many records one shard may be ahead of one that does not end. Each is remembered.
    fn longest(&self, state: &State) -> usize {
        let all = usize::try_from(self.intake.limit.records).unwrap_or(usize::MAX).saturating_mul(SPAN);
        (all / state.lanes.len().max(1)).max(LEAST)
    }

    /// Tracks the records of a delivery. Gives what is left of it when there is no more room.
    fn track(&mut self, mut delivery: Delivery, now_ms: i64) -> Option<Delivery> {
        while let Some(record) = delivery.records.pop_front() {
            // What has no sequence number was told by who read it.
            unpack(record, delivery.after.as_ref(), |part| self.track_one(&delivery.shard, &part, now_ms));
            if self.intake.is_full() && !delivery.records.is_empty() {
                self.intake.dispatch();
                return Some(delivery);
            }
        }
        self.intake.dispatch();
        None
    }

    fn track_one(&mut self, shard: &ShardId, record: &ShardRecord<'_>, now_ms: i64) {
        let size = record.data.len() + record.key.len();
        self.intake.received(size);
        let bytes = u32::try_from(size + OVERHEAD).unwrap_or(u32::MAX);
        let arrival = Arrival { bytes, received_ms: now_ms, recorded_ms: record.recorded_ms };
        let tracker = &mut self.intake.tracker;
        let token = tracker.track(shard, record.position.clone(), arrival).or_else(|| {
            // A shard gives its records in order. Should it not, this one is audited all the same, and checkpoints begin anew.
            tracing::error!(shard = shard.as_str(), "a record came behind a later one; all from there on is audited");
            tracker.open(shard.clone());
            tracker.track(shard, record.position.clone(), arrival)
        });
        let Some(token) = token else { return };
        let place = Place::Kinesis {
            stream: Arc::clone(&self.stream.name),
            shard: Arc::clone(&shard.0),
            sequence: Arc::clone(record.position.sequence.text()),
            sub_sequence: record.position.sub,
        };
        let payload = Payload { value: Some(record.data), key: Some(record.key.as_bytes()) };
        if self.intake.fill(token, place, record.recorded_ms, payload, std::iter::empty(), false) {
            self.intake.dispatch();
        }
    }
}

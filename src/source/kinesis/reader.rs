//! The reading thread of a Kinesis stream: takes what the shards' tasks deliver, tracks it, hands it to the auditing threads,
//! takes in what is finished, and has it saved how far each shard is done.
//!
//! It alone knows what may be saved: no lock stands between an acknowledgement and a checkpoint. It promises that a checkpoint
//! never passes a record that is not clean, published or quarantined, that nothing is read before its beginning is saved
//! (`begin`), and that a shard counts as ended only when it is closed and its last record is done.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Sender, select};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use super::checkpoint::Saver;
use super::cursor::Cursor;
use super::delivery::News;
use super::lane::Lane;
use super::planner::{Reading, ShardPlanner, Start};
use super::retrieval::{Retrieval, Task};
use super::shard::{Checkpoint, Shard, ShardId};
use super::stream::{Described, Stream};
use super::upkeep::Upkeep;
use crate::aws::Failure;
use crate::pipeline::{Intake, Stop, clock};
use crate::source::Ended;
use crate::source::sequence::Position;
use crate::telemetry::Metrics;
use crate::telemetry::labels::{ErrorKind, Stage};

/// How long a turn waits for something to happen.
pub(super) const TURN: Duration = Duration::from_millis(50);
/// How often shards are listed. The end of a shard, or an error, has them listed at once.
const LIST: Duration = Duration::from_secs(30);
/// How long a listing that failed rests.
pub(super) const LIST_AGAIN: Duration = Duration::from_secs(2);
/// How long a listing may take before it counts as lost.
const LIST_LOST: Duration = Duration::from_secs(180);
/// The least time that the last checkpoints get at the end.
pub(super) const LAST_SAVE: Duration = Duration::from_secs(2);

/// The reading thread.
pub struct Reader {
    /// The stream.
    pub stream: Stream,
    /// Where it is begun.
    pub start: Start,
    /// How shards are read.
    pub retrieval: Retrieval,
    /// From here to the auditing threads and back.
    pub intake: Intake<ShardId, Position>,
    /// Where checkpoints are kept.
    pub saver: Saver,
    /// Drives the tasks that read.
    pub runtime: Runtime,
    /// Set when the service is to end.
    pub drain: Stop,
    /// How long the end waits for what is under way.
    pub grace: Duration,
    /// How often checkpoints are saved.
    pub checkpoint_interval: Duration,
    /// What is done once a second.
    pub upkeep: Upkeep,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

/// What the loop remembers from turn to turn.
pub(super) struct State {
    pub planner: ShardPlanner,
    pub lanes: HashMap<ShardId, Lane>,
    pub described: Described,
    /// When shards are listed next.
    pub list_at: Instant,
    /// Since when they are being listed.
    pub listing: Option<Instant>,
    /// When checkpoints are saved next.
    pub save_at: Instant,
    /// What was handed over last, under its number, until it is answered.
    pub saving: Option<(u64, BTreeMap<ShardId, Checkpoint>)>,
    /// What is saved, as far as is known.
    pub saved: Option<BTreeMap<ShardId, Checkpoint>>,
    /// Since when there is no room.
    pub full_since: Option<Instant>,
    /// KiB that may wait for this thread.
    pub room: Arc<Semaphore>,
    /// Tasks that were started so far.
    pub tasks: u64,
}

impl Reader {
    /// Reads until told to stop.
    pub fn run(mut self) -> Ended {
        let (tell, news) = crossbeam_channel::unbounded();
        let mut state = match self.begin(&tell, &news) {
            Ok(state) => state,
            Err(ended) => {
                self.intake.close();
                self.saver.close(LAST_SAVE);
                self.runtime.shutdown_background();
                return ended;
            }
        };
        let settled = self.intake.settled().clone();
        let answers = self.saver.answers().clone();
        let never = crossbeam_channel::never();
        let ended = loop {
            if self.drain.is_set() {
                break None;
            }
            let news = if self.intake.is_full() { &never } else { &news };
            let ended = select! {
                recv(news) -> one => one.ok().and_then(|one| self.take(one, &mut state, &tell)),
                recv(settled) -> some => { some.into_iter().for_each(|some| self.intake.finish(some)); None }
                recv(answers) -> answer => match answer {
                    Ok(answer) => self.answered(answer, &mut state),
                    Err(_) => Some(super::begin::saver_died()),
                },
                default(TURN) => None,
            };
            if let Some(ended) = ended.or_else(|| self.turn(&mut state, &tell)) {
                break Some(ended);
            }
        };
        let (unfinished, committed) = self.finish(state);
        ended.unwrap_or(Ended::Drained { unfinished, committed })
    }

    /// What is done besides, each turn.
    fn turn(&mut self, state: &mut State, tell: &Sender<News>) -> Option<Ended> {
        if let Some(tripped) = self.intake.tripped {
            return Some(Ended::Quarantine(tripped));
        }
        self.go_on(state);
        self.end_shards(state);
        // One that got lost must not be waited for: children would never be read.
        if state.list_at <= Instant::now() && state.listing.is_none_or(|since| since.elapsed() >= LIST_LOST) {
            state.list_at = Instant::now() + LIST;
            state.listing = Some(Instant::now());
            self.list(tell);
        }
        if state.save_at <= Instant::now() {
            self.save(state);
        }
        state.full_since = match (self.intake.is_full(), state.full_since) {
            (false, _) => None,
            (true, since) => Some(since.unwrap_or_else(Instant::now)),
        };
        self.upkeep.due(&self.intake, &state.planner, &state.lanes, state.full_since);
        None
    }

    /// Lists the stream's shards aside; the answer comes as news.
    pub(super) fn list(&self, tell: &Sender<News>) {
        let (stream, tell) = (self.stream.clone(), tell.clone());
        self.runtime.spawn(async move {
            let answer = match stream.describe().await {
                Ok(described) => stream.shards().await.map(|shards| (described, shards)),
                Err(failure) => Err(failure),
            };
            let _ = tell.send(News::Listed(answer));
        });
    }

    /// Something new.
    fn take(&mut self, news: News, state: &mut State, tell: &Sender<News>) -> Option<Ended> {
        match news {
            News::Records(delivery) => {
                self.upkeep.answered();
                self.take_records(delivery, state);
            }
            News::Ended { shard, sure } => {
                if let Some(lane) = state.lanes.get_mut(&shard) {
                    lane.says_ended = true;
                    // An end that is not really one would leave the rest of the shard unread, for ever.
                    lane.ended = sure || state.planner.is_closed(&shard);
                    if !lane.ended {
                        state.list_at = Instant::now();
                    }
                }
            }
            News::Gap(shard) => self.gap(&shard),
            News::Trouble { failure, .. } => return self.trouble(&failure, state),
            News::Over { shard, serial } => {
                if state.lanes.get(&shard).is_some_and(|lane| lane.serial == serial && !lane.says_ended) {
                    self.metrics.error(Stage::Receiving, ErrorKind::Internal);
                    tracing::error!(shard = shard.as_str(), "the reading of a shard broke off; it is begun again");
                    self.begin_again(&shard, state);
                    state.list_at = Instant::now() + LIST_AGAIN;
                }
            }
            News::Listed(answer) => return self.listed(answer, state, tell),
        }
        None
    }

    fn trouble(&mut self, failure: &Failure, state: &mut State) -> Option<Ended> {
        let refused = matches!(failure.kind, ErrorKind::Authentication | ErrorKind::Authorization);
        if refused && !self.upkeep.has_read() {
            return Some(self.no_way(failure));
        }
        self.upkeep.trouble(failure, "reading a shard meets an error and goes on");
        if failure.kind == ErrorKind::Unknown {
            // It may have left the stream.
            state.list_at = state.list_at.min(Instant::now() + LIST_AGAIN);
        }
        None
    }

    fn listed(
        &mut self,
        answer: Result<(Described, Vec<Shard>), Failure>,
        state: &mut State,
        tell: &Sender<News>,
    ) -> Option<Ended> {
        state.listing = None;
        match answer {
            Ok((described, _)) if !described.is_of(state.described.created_ms) => {
                return Some(Ended::Refused {
                    what: format!("the stream {} was deleted and made anew", self.stream.name),
                    remedy: "start again: the new stream is then read from its beginning",
                });
            }
            Ok((described, shards)) => {
                state.described = described;
                let lost = state.planner.listed(shards);
                self.lost(&lost);
                for shard in lost {
                    self.close(&shard, state);
                }
                self.believe_ends(state);
                self.start_ready(state, tell, false);
            }
            Err(failure) => {
                self.upkeep.trouble(&failure, "the stream cannot be listed; it is tried again");
                state.list_at = Instant::now() + LIST_AGAIN;
            }
        }
        None
    }

    /// What Kinesis said of ends is true of shards that are closed; the others are read on.
    fn believe_ends(&mut self, state: &mut State) {
        let mut open = Vec::new();
        for (shard, lane) in &mut state.lanes {
            let closed = state.planner.is_closed(shard);
            lane.closed.store(closed, Ordering::Relaxed);
            lane.ended |= lane.says_ended && closed;
            if lane.says_ended && !closed {
                open.push(shard.clone());
            }
        }
        for shard in open {
            tracing::error!(shard = shard.as_str(), "Kinesis told the end of a shard that is open; it is read on");
            self.begin_again(&shard, state);
        }
    }

    pub(super) fn lost(&self, shards: &[ShardId]) {
        for shard in shards {
            self.metrics.shards_lost_total.inc();
            tracing::error!(
                stream = &*self.stream.name,
                shard = shard.as_str(),
                "a shard has left the stream before it was read to its end: what was left of it is not audited"
            );
        }
    }

    fn gap(&self, shard: &ShardId) {
        self.metrics.shards_lost_total.inc();
        tracing::error!(
            stream = &*self.stream.name,
            shard = shard.as_str(),
            "reading goes on behind a gap: the last record that was done has gone, and records behind it may have, too"
        );
    }

    /// Begins to read the shards whose turn has come. With `latest`, those that are begun at a time are begun at their tip.
    pub(super) fn start_ready(&mut self, state: &mut State, tell: &Sender<News>, latest: bool) {
        let now_ms = clock::now_ms();
        for Reading { shard, from, closed } in state.planner.ready() {
            tracing::info!(shard = shard.as_str(), ?from, "reading a shard");
            self.intake.tracker.open(shard.clone());
            let closed = Arc::new(AtomicBool::new(closed));
            state.tasks += 1;
            let task = Task {
                stream: self.stream.clone(),
                shard: shard.clone(),
                serial: state.tasks,
                cursor: Cursor::new(&from, latest, state.described.retention_ms),
                closed: Arc::clone(&closed),
                room: Arc::clone(&state.room),
                news: tell.clone(),
                metrics: Arc::clone(&self.metrics),
            };
            let running = self.retrieval.spawn(&self.runtime, task);
            state.lanes.insert(shard, Lane::new(running, state.tasks, closed, &from, now_ms));
        }
        self.upkeep.begun();
    }

    /// A shard is to be read again from where it is done.
    fn begin_again(&mut self, shard: &ShardId, state: &mut State) {
        self.note(shard, state);
        self.close(shard, state);
        state.planner.let_go(shard);
    }

    /// Shards that were read to their end, and all of whose records are done, are done.
    pub(super) fn end_shards(&mut self, state: &mut State) {
        let over = |(shard, lane): (&ShardId, &Lane)| {
            let over = lane.ended && lane.waiting.is_empty() && self.intake.tracker.lane_load(shard).records == 0;
            over.then(|| shard.clone())
        };
        let ended: Vec<ShardId> = state.lanes.iter().filter_map(over).collect();
        for shard in ended {
            tracing::info!(shard = shard.as_str(), "a shard is read to its end");
            self.close(&shard, state);
            state.planner.done(&shard, Checkpoint::Ended);
            state.save_at = Instant::now();
            // Its children may be waiting.
            state.list_at = Instant::now();
        }
    }

    /// A shard is no longer read.
    fn close(&mut self, shard: &ShardId, state: &mut State) {
        state.lanes.remove(shard);
        self.intake.tracker.close(shard);
        self.metrics.forget_shard(&self.stream.name, shard.as_str());
    }
}

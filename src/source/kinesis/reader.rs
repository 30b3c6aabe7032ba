//! The reading thread of a Kinesis stream: takes what the shards' tasks deliver, tracks it, hands it to the auditing threads,
//! takes in what is finished, and has it saved how far each shard is done.
//!
//! It alone knows what may be saved: no lock stands between an acknowledgement and a checkpoint. It promises that a checkpoint
//! never passes a record that is not clean, published or quarantined, that nothing is read before its beginning is saved, and
//! that a shard counts as ended only when its last record is done.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, select};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use super::checkpoint::{Answer, ONE_AT_A_TIME, Saved, Saver, StoreError};
use super::delivery::{Delivery, News};
use super::lane::Lane;
use super::planner::{Reading, ShardPlanner, Start};
use super::retrieval::{Retrieval, Task};
use super::shard::{Checkpoint, Shard, ShardId};
use super::stream::{Described, Stream};
use super::upkeep::Upkeep;
use crate::aws::Failure;
use crate::pipeline::{Arrival, Intake, OVERHEAD, Payload, Place, Stop, clock};
use crate::source::Ended;
use crate::source::sequence::Position;
use crate::telemetry::Metrics;
use crate::telemetry::labels::{ErrorKind, Stage};

/// How long a turn waits for something to happen.
const TURN: Duration = Duration::from_millis(50);
/// How often shards are listed. The end of a shard, or an error, has them listed at once.
const LIST: Duration = Duration::from_secs(30);
/// How long a listing that failed rests.
const LIST_AGAIN: Duration = Duration::from_secs(2);
/// KiB that may wait for this thread.
const ROOM_KIB: usize = 16 << 10;
/// How many times the records that may be under way one shard may be ahead of a record that does not end.
const SPAN: usize = 5;
/// The least time that the last checkpoints get at the end.
const LAST_SAVE: Duration = Duration::from_secs(2);
/// How often a shard that is read to its tip says so in its checkpoint.
const CURRENT_MS: i64 = 15 * 60_000;

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
struct State {
    planner: ShardPlanner,
    lanes: HashMap<ShardId, Lane>,
    described: Described,
    /// When shards are listed next; none while they are being listed.
    list_at: Option<Instant>,
    /// When checkpoints are saved next.
    save_at: Instant,
    /// What was handed over last, under its number, until it is answered.
    saving: Option<(u64, BTreeMap<ShardId, Checkpoint>)>,
    /// What is saved, as far as is known.
    saved: Option<BTreeMap<ShardId, Checkpoint>>,
    /// Since when there is no room.
    full_since: Option<Instant>,
    room: Arc<Semaphore>,
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
                    Err(_) => Some(Ended::Refused {
                        what: "the thread that saves checkpoints has ended".to_owned(),
                        remedy: "please report this as a bug, with the log",
                    }),
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
        if state.list_at.is_some_and(|at| at <= Instant::now()) {
            state.list_at = None;
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
    fn list(&self, tell: &Sender<News>) {
        let (stream, tell) = (self.stream.clone(), tell.clone());
        self.runtime.spawn(async move {
            let answer = match stream.describe().await {
                Ok(described) => stream.shards().await.map(|shards| (described, shards)),
                Err(failure) => Err(failure),
            };
            let _ = tell.send(News::Listed(answer));
        });
    }

    /// Opens the checkpoints, lists the stream, and decides where it is begun.
    fn begin(&mut self, tell: &Sender<News>, news: &Receiver<News>) -> Result<State, Ended> {
        let saved = match self.wait_for_answer()? {
            Answer::Opened(saved) => saved,
            Answer::Saved(_) => None,
            Answer::Failed(error) => return Err(refused(&error)),
        };
        let (described, shards) = self.first_listing(tell, news)?;
        self.retrieval.prepare(&self.runtime, &self.stream, &described).map_err(|failure| self.no_way(&failure))?;
        let (mut planner, fresh) = self.plan(saved, &described, &shards);
        let mut state = State {
            lanes: HashMap::new(),
            described,
            list_at: Some(Instant::now() + LIST),
            save_at: Instant::now(),
            saving: None,
            saved: None,
            full_since: None,
            room: Arc::new(Semaphore::new(ROOM_KIB)),
            planner: ShardPlanner::default(),
        };
        self.lost(&planner.listed(shards));
        state.planner = planner;
        // Nothing is read before it is safe where it was begun: a crash must not begin elsewhere.
        while fresh && state.saved.is_none() {
            if state.saving.is_none() {
                self.save(&mut state);
            }
            let answer = self.wait_for_answer()?;
            if let Some(ended) = self.answered(answer, &mut state) {
                return Err(ended);
            }
            if state.saved.is_none() && self.drain.wait(LIST_AGAIN / 4) {
                return Err(Ended::Drained { unfinished: 0, committed: true });
            }
        }
        self.start_ready(&mut state, tell);
        Ok(state)
    }

    /// A planner, and whether the stream is begun only now.
    fn plan(&self, saved: Option<Saved>, described: &Described, shards: &[Shard]) -> (ShardPlanner, bool) {
        let start = match saved {
            Some(saved) if described.is_of(saved.created_ms) => return (ShardPlanner::new(saved.shards), false),
            Some(_) => {
                tracing::error!(
                    stream = &*self.stream.name,
                    "the stream was deleted and made anew since the checkpoints were saved; all of it is read"
                );
                Start::TrimHorizon
            }
            None => {
                tracing::info!(stream = &*self.stream.name, start = ?self.start, "there are no checkpoints yet");
                self.start
            }
        };
        let mut planner = ShardPlanner::default();
        planner.begin(shards, start, clock::now_ms());
        (planner, true)
    }

    fn wait_for_answer(&mut self) -> Result<Answer, Ended> {
        loop {
            match self.saver.answers().recv_timeout(TURN) {
                Ok(answer) => return Ok(answer),
                Err(crossbeam_channel::RecvTimeoutError::Timeout) => self.still_starting()?,
                Err(crossbeam_channel::RecvTimeoutError::Disconnected) => {
                    return Err(Ended::Refused {
                        what: "the thread that saves checkpoints has ended".to_owned(),
                        remedy: "please report this as a bug, with the log",
                    });
                }
            }
        }
    }

    fn first_listing(&mut self, tell: &Sender<News>, news: &Receiver<News>) -> Result<(Described, Vec<Shard>), Ended> {
        loop {
            self.list(tell);
            let answer = loop {
                match news.recv_timeout(TURN) {
                    Ok(News::Listed(answer)) => break answer,
                    Ok(_) | Err(_) => self.still_starting()?,
                }
            };
            match answer {
                Ok((described, shards)) if !shards.is_empty() => return Ok((described, shards)),
                Ok(_) => tracing::warn!(stream = &*self.stream.name, "the stream has no shards yet"),
                Err(failure) if failure.needs_a_person() => return Err(self.no_way(&failure)),
                Err(failure) => self.upkeep.trouble(&failure, "the stream cannot be listed; it is tried again"),
            }
            if self.drain.wait(LIST_AGAIN) {
                return Err(Ended::Drained { unfinished: 0, committed: true });
            }
        }
    }

    fn still_starting(&self) -> Result<(), Ended> {
        self.upkeep.tick();
        match self.drain.is_set() {
            true => Err(Ended::Drained { unfinished: 0, committed: true }),
            false => Ok(()),
        }
    }

    fn no_way(&self, failure: &Failure) -> Ended {
        let remedy = match failure.kind {
            ErrorKind::Unknown => {
                "there is no such stream: check `source.kinesis.stream`, `aws.region` and `aws.endpoint`"
            }
            ErrorKind::Authentication => "the credentials are not taken: docs/kinesis.md says where they come from",
            ErrorKind::Authorization => "this role may not read the stream: docs/kinesis.md has the policy it needs",
            _ => "check `source.kinesis` and `aws`",
        };
        Ended::Refused { what: format!("Kinesis ends the service: {failure} (stream {})", self.stream.name), remedy }
    }

    /// Something new.
    fn take(&mut self, news: News, state: &mut State, tell: &Sender<News>) -> Option<Ended> {
        match news {
            News::Records(delivery) => {
                self.upkeep.answered();
                self.hold_or_track(delivery, state);
            }
            News::Ended(shard) => {
                if let Some(lane) = state.lanes.get_mut(&shard) {
                    lane.ended = true;
                }
            }
            News::Gap(shard) => {
                self.metrics.shards_lost_total.inc();
                tracing::error!(
                    stream = &*self.stream.name,
                    shard = shard.as_str(),
                    "reading goes on behind a gap: the last record that was done has gone, and records behind it may have, too"
                );
            }
            News::Trouble { shard, failure } => {
                if failure.needs_a_person() && !self.upkeep.has_read() {
                    return Some(self.no_way(&failure));
                }
                if failure.is("ExpiredIteratorException") {
                    tracing::debug!(shard = shard.as_str(), "an iterator had expired; it is made anew");
                    return None;
                }
                self.upkeep.trouble(&failure, "reading a shard meets an error and goes on");
                if failure.kind == ErrorKind::Unknown {
                    // It may have left the stream.
                    state.list_at = state.list_at.map(|at| at.min(Instant::now() + LIST_AGAIN));
                }
            }
            News::Listed(answer) => return self.listed(answer, state, tell),
        }
        None
    }

    fn listed(
        &mut self,
        answer: Result<(Described, Vec<Shard>), Failure>,
        state: &mut State,
        tell: &Sender<News>,
    ) -> Option<Ended> {
        match answer {
            Ok((described, _)) if !described.is_of(state.described.created_ms) => {
                return Some(Ended::Refused {
                    what: format!("the stream {} was deleted and made anew", self.stream.name),
                    remedy: "start again: the new stream is then read from its beginning",
                });
            }
            Ok((described, shards)) => {
                state.described = described;
                state.list_at = Some(Instant::now() + LIST);
                let lost = state.planner.listed(shards);
                self.lost(&lost);
                for shard in lost {
                    self.close(&shard, state);
                }
                self.start_ready(state, tell);
            }
            Err(failure) => {
                self.upkeep.trouble(&failure, "the stream cannot be listed; it is tried again");
                state.list_at = Some(Instant::now() + LIST_AGAIN);
            }
        }
        None
    }

    fn lost(&self, shards: &[ShardId]) {
        for shard in shards {
            self.metrics.shards_lost_total.inc();
            tracing::error!(
                stream = &*self.stream.name,
                shard = shard.as_str(),
                "a shard has left the stream before it was read to its end: what was left of it is not audited"
            );
        }
    }

    /// Begins to read the shards whose turn has come.
    fn start_ready(&mut self, state: &mut State, tell: &Sender<News>) {
        let now_ms = clock::now_ms();
        for Reading { shard, from } in state.planner.ready() {
            tracing::info!(shard = shard.as_str(), ?from, "reading a shard");
            self.intake.tracker.open(shard.clone());
            let task = Task {
                stream: self.stream.clone(),
                shard: shard.clone(),
                cursor: super::cursor::Cursor::new(&from, now_ms, state.described.retention_ms),
                room: Arc::clone(&state.room),
                news: tell.clone(),
                metrics: Arc::clone(&self.metrics),
            };
            let running = self.retrieval.spawn(&self.runtime, task);
            state.lanes.insert(shard, Lane::new(running, &from));
        }
        self.upkeep.begun();
    }

    /// Tracks a delivery, or keeps it for later where a record before it does not end.
    fn hold_or_track(&mut self, delivery: Delivery, state: &mut State) {
        let Some(lane) = state.lanes.get_mut(&delivery.shard) else { return };
        let longest = usize::try_from(self.intake.limit.records).unwrap_or(usize::MAX).saturating_mul(SPAN);
        if !lane.waiting.is_empty() || self.intake.tracker.span(&delivery.shard) >= longest {
            lane.waiting.push_back(delivery);
            return;
        }
        lane.heard(delivery.behind_ms);
        self.track(delivery);
    }

    fn track(&mut self, delivery: Delivery) {
        let now_ms = clock::now_ms();
        let Delivery { shard, records, held, .. } = delivery;
        for record in records {
            let size = record.data.len() + record.key.len();
            self.intake.received(size);
            let bytes = u32::try_from(size + OVERHEAD).unwrap_or(u32::MAX);
            let arrival = Arrival { bytes, received_ms: now_ms, recorded_ms: record.recorded_ms };
            // One that was delivered before is not worked on twice.
            let Some(token) = self.intake.tracker.track(&shard, record.position.clone(), arrival) else { continue };
            let place = Place::Kinesis {
                stream: Arc::clone(&self.stream.name),
                shard: Arc::clone(&shard.0),
                sequence: Arc::clone(record.position.sequence.text()),
                sub_sequence: record.position.sub,
            };
            let payload = Payload { value: Some(&record.data), key: Some(record.key.as_bytes()) };
            if self.intake.fill(token, place, record.recorded_ms, payload, std::iter::empty(), false) {
                self.intake.dispatch();
            }
        }
        self.intake.dispatch();
        drop(held);
    }

    /// Takes up deliveries that were kept for later.
    fn go_on(&mut self, state: &mut State) {
        let longest = usize::try_from(self.intake.limit.records).unwrap_or(usize::MAX).saturating_mul(SPAN);
        for (shard, lane) in &mut state.lanes {
            while !lane.waiting.is_empty() && !self.intake.is_full() && self.intake.tracker.span(shard) < longest {
                if let Some(delivery) = lane.waiting.pop_front() {
                    lane.heard(delivery.behind_ms);
                    self.track(delivery);
                }
            }
        }
    }

    /// Shards that were read to their end, and all of whose records are done, are done.
    fn end_shards(&mut self, state: &mut State) {
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
            state.list_at = state.list_at.map(|_| Instant::now());
        }
    }

    /// A shard is no longer read.
    fn close(&mut self, shard: &ShardId, state: &mut State) {
        state.lanes.remove(shard);
        self.intake.tracker.close(shard);
        self.metrics.forget_shard(&self.stream.name, shard.as_str());
    }

    /// Has it saved how far every shard is done, if that has changed and the last time is over.
    fn save(&mut self, state: &mut State) {
        let now_ms = clock::now_ms();
        for (shard, lane) in &mut state.lanes {
            let idle = self.intake.tracker.lane_load(shard).records == 0 && lane.waiting.is_empty();
            if idle && lane.behind_ms == Some(0) && lane.current_ms.is_none_or(|current| now_ms - current >= CURRENT_MS)
            {
                lane.current_ms = Some(now_ms);
            }
            let watermark = self.intake.tracker.watermark(shard).cloned();
            if let Some(position) = watermark.or_else(|| lane.begun_after.clone()) {
                state.planner.done(shard, Checkpoint::After { position, current_ms: lane.current_ms });
            }
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
    fn answered(&mut self, answer: Answer, state: &mut State) -> Option<Ended> {
        match answer {
            Answer::Opened(_) => {}
            Answer::Saved(serial) => {
                self.metrics.commit_ended(true);
                self.upkeep.saved(true);
                if let Some((_, shards)) = state.saving.take_if(|(of, _)| *of == serial) {
                    state.saved = Some(shards);
                }
            }
            Answer::Failed(StoreError::Failed { what, remedy }) => {
                state.saving = None;
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
    fn finish(mut self, mut state: State) -> (u64, bool) {
        self.upkeep.draining();
        let begun = Instant::now();
        for lane in state.lanes.values_mut() {
            lane.stop();
        }
        let lanes: Vec<ShardId> = state.lanes.keys().cloned().collect();
        // The last checkpoints take their time out of the same grace.
        self.intake.drain(&lanes, self.grace.saturating_sub(LAST_SAVE).max(self.grace / 2));
        self.end_shards(&mut state);
        let by = begun + self.grace;
        let committed = self.last_save(&mut state, by);
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

fn refused(error: &StoreError) -> Ended {
    let remedy = match error {
        StoreError::Held { .. } | StoreError::Fenced => ONE_AT_A_TIME,
        StoreError::Failed { remedy, .. } => remedy.unwrap_or("look at the error, then start again"),
    };
    Ended::Refused { what: error.to_string(), remedy }
}

//! The reading thread: polls, hands batches to the auditing threads, takes in what is finished, commits, and holds back when
//! too much is under way.
//!
//! It never stops polling for longer than [`PATIENCE`]: short of room it waits a little, because librdkafka throws away what it
//! has fetched of a partition that is paused; short of room for longer it pauses the partitions and polls on, so that the group
//! does not take it for dead.

use std::time::{Duration, Instant};

use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};

use super::context::AuditContext;
use super::core::{Core, list_of};
use super::topics::Topics;
use super::upkeep::Upkeep;
use crate::pipeline::{Stop, clock};
use crate::source::Ended;

/// How long reading waits for room before it pauses.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many times the records that may be under way one partition may be ahead of a record that does not end.
const SPAN: usize = 5;
/// How often it is asked whether records were deleted before they were read.
const LOOK: Duration = Duration::from_millis(200);
/// How long that question rests when there was no answer.
const LATER: Duration = Duration::from_secs(10);
/// How long the group may take to let a member go.
const LEAVE: Duration = Duration::from_secs(2);
/// Polls in one turn at most.
const MOST_POLLS: usize = 4_096;
/// How long one poll waits.
const POLL: Duration = Duration::from_millis(50);

/// The reading thread of a Kafka source.
pub struct Poller {
    /// The consumer, subscribed.
    pub consumer: BaseConsumer<AuditContext>,
    /// Set when the service is to end.
    pub drain: Stop,
    /// How long the end waits for what is under way.
    pub grace: Duration,
    /// How often positions are committed.
    pub commit_interval: Duration,
    /// What is done once a second.
    pub upkeep: Upkeep,
    /// What is meant to be read.
    pub topics: Topics,
}

/// What the loop remembers from turn to turn.
struct Loop {
    committed: Instant,
    looked: Instant,
    short_since: Option<Instant>,
    paused_since: Option<Instant>,
}

impl Poller {
    /// Reads until told to stop.
    pub fn run(mut self) -> Ended {
        let now = Instant::now();
        let mut turn = Loop { committed: now, looked: now, short_since: None, paused_since: None };
        let ended = loop {
            if self.drain.is_set() {
                break None;
            }
            if let Some(ended) = self.turn(&mut turn) {
                break Some(ended);
            }
        };
        let (unfinished, committed) = self.finish();
        ended.unwrap_or(Ended::Drained { unfinished, committed })
    }

    fn turn(&mut self, turn: &mut Loop) -> Option<Ended> {
        let context = std::sync::Arc::clone(self.consumer.context());
        {
            let mut core = context.core();
            core.intake.settle(Duration::ZERO);
            if let Some(tripped) = core.intake.tripped {
                return Some(Ended::Quarantine(tripped));
            }
            if core.fenced {
                let remedy =
                    "another instance has our transactional id, or the cluster is away for too long; start again";
                return Some(refused(RDKafkaErrorCode::Fenced, remedy));
            }
            if turn.committed.elapsed() >= self.commit_interval {
                self.pass(&mut core);
                context.commit(&self.consumer, &mut core, CommitMode::Async, None);
                turn.committed = Instant::now();
            }
            if core.spoilt
                && !core.fenced
                && let Err(error) = super::transaction::read_again(&self.consumer, &mut core)
            {
                tracing::error!(%error, "reading could not go back to what was committed");
                return Some(refused(code_of(&error), "restart the service"));
            }
            if turn.looked.elapsed() >= LOOK
                && let Some((lane, from)) = core.take_gap()
            {
                if !self.upkeep.look_for_lost(&self.consumer, &lane, from) {
                    core.ask_again(lane, from);
                    turn.looked = Instant::now() + LATER;
                } else {
                    turn.looked = Instant::now();
                }
            }
            self.hold_back(&mut core, turn);
            self.upkeep.due(&mut core, turn.paused_since);
        }
        if let Some((topic, is_there)) = self.topics.ask(&self.consumer) {
            self.upkeep.topic(topic, is_there);
            self.upkeep.missing(self.topics.missing());
        }
        if turn.paused_since.is_none() && turn.short_since.is_some() {
            // Room is short, but not for long yet: what is finished makes some.
            context.core().intake.settle(POLL);
            return None;
        }
        self.fill(&context)
    }

    /// Passes what lies between the last record and librdkafka's position. No record is in hand here: all that was delivered is
    /// tracked. Never to be asked from a callback: while the consumer is being closed it would not get an answer, ever.
    fn pass(&self, core: &mut Core) {
        if let Ok(positions) = self.consumer.position() {
            core.passed(&positions);
        }
    }

    /// Polls until a batch is full or nothing more is there.
    fn fill(&self, context: &AuditContext) -> Option<Ended> {
        let mut wait = POLL;
        let mut now_ms = clock::now_ms();
        let mut ended = None;
        // Records without anything in them fill no batch.
        for _ in 0..MOST_POLLS {
            match self.consumer.poll(wait) {
                Some(Ok(message)) => {
                    if wait != Duration::ZERO {
                        now_ms = clock::now_ms();
                    }
                    wait = Duration::ZERO;
                    if context.core().take(&message, now_ms) {
                        break;
                    }
                }
                Some(Err(error)) => {
                    ended = self.upkeep.error(&error, context.core().ever_assigned);
                    break;
                }
                None => break,
            }
        }
        context.core().intake.dispatch();
        ended
    }

    /// Pauses when there has been no room for a while, and resumes when there is again.
    fn hold_back(&self, core: &mut Core, turn: &mut Loop) {
        if core.intake.is_full() {
            let since = *turn.short_since.get_or_insert_with(Instant::now);
            if turn.paused_since.is_none() && since.elapsed() >= PATIENCE {
                turn.paused_since = Some(Instant::now());
                tracing::warn!(
                    records = core.intake.tracker.load().records,
                    bytes = core.intake.tracker.load().bytes,
                    "reading pauses: as much is under way as may be"
                );
            }
        } else if turn.short_since.is_some() && (turn.paused_since.is_none() || core.intake.has_room()) {
            turn.short_since = None;
            if let Some(since) = turn.paused_since.take() {
                tracing::info!(seconds = since.elapsed().as_secs(), "reading goes on");
            }
        }
        self.pause_and_resume(core, turn.paused_since.is_some());
    }

    /// Brings the partitions to the state they should be in: all paused, or only those of which one record does not end while
    /// more and more wait behind it. Covers partitions that were assigned while reading is paused, and those that were taken
    /// away while they were: the same member may get them back, and librdkafka has them paused still.
    fn pause_and_resume(&self, core: &mut Core, all: bool) {
        let longest = usize::try_from(core.intake.limit.records).unwrap_or(usize::MAX).saturating_mul(SPAN);
        let (lanes, tracker) = (&mut core.lanes, &core.intake.tracker);
        for pause in [true, false] {
            let wanted = |one: &super::lanes::Assigned| all || tracker.span(&one.lane) >= longest;
            let change: Vec<_> =
                lanes.iter_mut().filter(|one| one.paused != Some(pause) && wanted(one) == pause).collect();
            if change.is_empty() {
                continue;
            }
            let list = list_of(change.iter().map(|one| &one.lane));
            let done = if pause { self.consumer.pause(&list) } else { self.consumer.resume(&list) };
            match done {
                Ok(()) => change.into_iter().for_each(|one| one.paused = Some(pause)),
                Err(error) => tracing::warn!(%error, pause, "partitions could not be paused or resumed; tried again"),
            }
        }
    }

    /// Waits for what is under way, commits, and leaves the group. Gives how many records were not finished, and whether the
    /// cluster has taken the last positions.
    fn finish(self) -> (u64, bool) {
        let context = std::sync::Arc::clone(self.consumer.context());
        let ended = {
            let mut core = context.core();
            self.upkeep.draining();
            let lanes: Vec<_> = core.lanes.iter().map(|one| one.lane.clone()).collect();
            core.intake.drain(&lanes, self.grace);
            self.pass(&mut core);
            let committed = match &context.transaction {
                Some(transaction) => transaction.finish(&self.consumer, &mut core),
                None => {
                    // An earlier commit may have failed unheard: all are made once more.
                    core.recommit();
                    context.commit(&self.consumer, &mut core, CommitMode::Sync, None)
                }
            };
            let unfinished = core.intake.tracker.load().records;
            // The consumer takes its leave when it is dropped, which revokes: nothing is left to wait for then.
            core.revoked(&lanes);
            core.intake.close();
            (unfinished, committed)
        };
        leave(self.consumer);
        ended
    }
}

/// Leaves the group. Where a rebalance comes in between, `rdkafka` may ask a group that has gone already and get no answer, ever;
/// so this is done aside and waited for only so long. All is committed by now, and the process ends next.
fn leave(consumer: BaseConsumer<AuditContext>) {
    let (tell, told) = crossbeam_channel::bounded(1);
    let leaving = std::thread::Builder::new().name("leave".to_owned()).spawn(move || {
        drop(consumer);
        let _ = tell.send(());
    });
    if leaving.is_err() || told.recv_timeout(LEAVE).is_err() {
        tracing::warn!("the group does not answer; it will miss this member when its session runs out");
    }
}

/// The cluster will not have us, and waiting does not help.
pub(super) fn refused(code: RDKafkaErrorCode, remedy: &'static str) -> Ended {
    Ended::Refused { what: format!("Kafka ends the service: {code}"), remedy }
}

/// librdkafka's name for an error.
pub(super) fn code_of(error: &KafkaError) -> RDKafkaErrorCode {
    error.rdkafka_error_code().unwrap_or(RDKafkaErrorCode::Unknown)
}

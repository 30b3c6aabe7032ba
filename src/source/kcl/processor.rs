//! The record processor of one shard: takes the daemon's messages, hands records to the auditing thread, and has the
//! [`machine`](super::machine) say what is answered.
//!
//! It promises that every record the daemon delivers while the shard is ours is audited, and that what another worker reads
//! now is neither waited for nor acknowledged here. What it leaves to others: the streams, and the end of the process.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;

use super::machine::{Input, Machine, OutOfTurn, Standing};
use super::protocol::{Action, Delivered, Message, NoMessage, Refusal, Reply};
use super::upkeep::Upkeep;
use crate::pipeline::{Arrival, Intake, OVERHEAD, Payload, Place, Settled, Token, clock};
use crate::quarantine::Tripped;
use crate::source::Position;
use crate::telemetry::{Metrics, SharedThrottle};

/// What is tracked by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// The shard, in its order.
    Shard,
    /// Records that came again, or out of order. They are audited; no checkpoint follows from them.
    Again,
}

/// Why this process cannot go on with its daemon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A line is no message.
    #[error(transparent)]
    NoMessage(#[from] NoMessage),
    /// A message comes when it cannot.
    #[error(transparent)]
    OutOfTurn(#[from] OutOfTurn),
    /// A process is for one shard.
    #[error("the MultiLangDaemon named a shard a second time")]
    SecondShard,
    /// Nobody could say where its records stand.
    #[error("the first message of the MultiLangDaemon does not name the shard")]
    NoShard,
}

/// Takes in the daemon's first message, which names the shard. Gives that, and what is answered: at once, because it needs
/// nothing that takes time to make ready.
pub fn greet(line: &[u8], machine: &mut Machine) -> Result<(Arc<str>, Option<Reply>), Fault> {
    let Message::Initialize { shard } = Message::parse(line)? else { return Err(Fault::NoShard) };
    let nothing = Standing { now_ms: 0, acknowledged: None, under_way: 0, room: true };
    Ok((shard.into(), machine.step(Input::Asked(Action::Initialize), &nothing)?))
}

/// The record processor of one shard.
pub struct Processor {
    /// From here to the auditing thread and back.
    intake: Intake<Lane, Position>,
    machine: Machine,
    stream: Arc<str>,
    shard: Arc<str>,
    /// A value as it was before base64, from record to record.
    buffer: Vec<u8>,
    began: Instant,
    upkeep: Upkeep,
    metrics: Arc<Metrics>,
    log: SharedThrottle,
}

impl Processor {
    /// A processor for the shard that the daemon has named. `stall` is how long it may stand still.
    pub fn new(
        (stream, shard): (Arc<str>, Arc<str>),
        machine: Machine,
        mut intake: Intake<Lane, Position>,
        stall: Duration,
        metrics: Arc<Metrics>,
    ) -> Self {
        intake.tracker.open(Lane::Shard);
        intake.tracker.open(Lane::Again);
        metrics.shards_reading.set(1);
        let upkeep = Upkeep::new(Arc::clone(&metrics), stall);
        let (buffer, began, log) = (Vec::new(), Instant::now(), SharedThrottle::default());
        Self { intake, machine, stream, shard, buffer, began, upkeep, metrics, log }
    }

    /// Whether the shard is ours, as far as we were told.
    pub const fn is_leased(&self) -> bool {
        self.machine.is_leased()
    }

    /// Whether an action waits for its status.
    pub const fn is_holding(&self) -> bool {
        self.machine.is_holding()
    }

    /// Set when too much went to quarantine.
    pub const fn tripped(&self) -> Option<Tripped> {
        self.intake.tripped
    }

    /// The way back from the auditing thread; what comes is for [`finished`](Self::finished).
    pub const fn settled(&self) -> &Receiver<Vec<Settled>> {
        self.intake.settled()
    }

    /// Takes in a line of the daemon. Gives what is answered now, if anything.
    pub fn hear(&mut self, line: &[u8]) -> Result<Option<Reply>, Fault> {
        let input = match Message::parse(line)? {
            Message::Initialize { .. } => return Err(Fault::SecondShard),
            Message::Records { records, behind_ms } => {
                self.take(&records, behind_ms)?;
                Input::Asked(Action::ProcessRecords)
            }
            Message::LeaseLost => Input::Asked(Action::LeaseLost),
            Message::ShardEnded => Input::Asked(Action::ShardEnded),
            Message::ShutdownRequested => Input::Asked(Action::ShutdownRequested),
            Message::Checkpoint(answer) => {
                self.answered(answer);
                Input::Answered(answer)
            }
        };
        if let Input::Asked(action) = input
            && action != Action::ProcessRecords
        {
            tracing::info!(shard = &*self.shard, action = action.name(), "the daemon asks");
        }
        let ours = self.machine.is_leased();
        let reply = self.step(input)?;
        if ours && !self.machine.is_leased() {
            self.close();
        }
        Ok(reply)
    }

    /// Records are finished. Gives what is answered now, if anything.
    pub fn finished(&mut self, first: Vec<Settled>) -> Result<Option<Reply>, Fault> {
        self.intake.finish(first);
        self.progress()
    }

    /// Time has passed. Gives what is answered now, if anything.
    pub fn progress(&mut self) -> Result<Option<Reply>, Fault> {
        self.step(Input::Progress)
    }

    /// Brings metrics and watchdog up to date. To be called once a second or so.
    pub fn upkeep(&mut self) {
        self.upkeep.due(&self.intake, &self.stream, &self.shard, self.machine.is_holding());
    }

    /// Nothing more will come. Waits for what is under way, `patience` at most; gives how many records are not finished.
    pub fn end(mut self, patience: Duration) -> u64 {
        self.intake.drain(&[Lane::Shard, Lane::Again], patience);
        self.intake.close();
        self.intake.tracker.load().records
    }

    fn step(&mut self, input: Input) -> Result<Option<Reply>, Fault> {
        let standing = Standing {
            now_ms: i64::try_from(self.began.elapsed().as_millis()).unwrap_or(i64::MAX),
            acknowledged: self.intake.tracker.watermark(&Lane::Shard).cloned(),
            under_way: self.intake.tracker.load().records,
            room: !self.intake.is_full(),
        };
        Ok(self.machine.step(input, &standing)?)
    }

    /// The shard is no longer ours. What is under way here is audited to its end and means nothing any more.
    fn close(&mut self) {
        for lane in [Lane::Shard, Lane::Again] {
            self.intake.tracker.close(&lane);
        }
        self.metrics.shards_reading.set(0);
        self.metrics.forget_shard(&self.stream, &self.shard);
        tracing::info!(shard = &*self.shard, "the shard is no longer ours");
    }

    fn take(&mut self, records: &[Delivered<'_>], behind_ms: Option<u64>) -> Result<(), Fault> {
        if !self.machine.is_leased() {
            // The shard's new owner reads them.
            return Ok(());
        }
        self.upkeep.behind(behind_ms);
        let now_ms = clock::now_ms();
        for record in records {
            if self.take_one(record, now_ms)? {
                self.intake.dispatch();
            }
        }
        self.intake.dispatch();
        Ok(())
    }

    /// Takes in one record. Gives whether the batch is full.
    fn take_one(&mut self, record: &Delivered<'_>, now_ms: i64) -> Result<bool, Fault> {
        let (key, recorded_ms) = (record.key(), record.arrived_ms);
        let value = record.value(&mut self.buffer)?;
        let position = &record.position;
        let size = value.map_or(0, <[u8]>::len) + key.map_or(0, <[u8]>::len);
        self.intake.received(size);
        let held = u32::try_from(size + OVERHEAD + position.sequence.text().len()).unwrap_or(u32::MAX);
        let arrival = Arrival { bytes: held, received_ms: now_ms, recorded_ms };
        let token = match self.intake.tracker.track(&Lane::Shard, position.clone(), arrival) {
            Some(token) => token,
            None => match again(&mut self.intake, &self.log, position, arrival) {
                Some(token) => token,
                None => return Ok(false),
            },
        };
        let place = Place::Kinesis {
            stream: Arc::clone(&self.stream),
            shard: Arc::clone(&self.shard),
            sequence: Arc::clone(position.sequence.text()),
            sub_sequence: position.sub,
        };
        Ok(self.intake.fill(token, place, recorded_ms, Payload { value, key }, std::iter::empty(), false))
    }

    /// The daemon has saved a checkpoint, or not.
    fn answered(&self, answer: Result<(), Refusal>) {
        self.metrics.commit_ended(answer.is_ok());
        let Err(refusal) = answer else { return };
        let shard = &*self.shard;
        match refusal {
            // Said where the lease is given up.
            Refusal::LeaseGone => {}
            Refusal::IllegalArgument => {
                tracing::error!(shard, "the daemon will not take a checkpoint; please report it with this line");
            }
            Refusal::Throttling | Refusal::Dependency | Refusal::InvalidState | Refusal::Other => {
                if let Some(withheld) = self.log.allow("kcl_checkpoint") {
                    tracing::warn!(shard, ?refusal, withheld, "a checkpoint could not be saved; it is tried again");
                }
            }
        }
    }
}

/// Tracks a record that is not behind the last one. The library delivers in order, and what it delivers twice is under way or
/// done; but should it ever be otherwise, the record is audited all the same, beside the shard's order.
fn again(
    intake: &mut Intake<Lane, Position>,
    log: &SharedThrottle,
    position: &Position,
    arrival: Arrival,
) -> Option<Token> {
    if let Some(withheld) = log.allow("kcl_again") {
        tracing::warn!(%position, withheld, "a record came again, or out of order; it is audited");
    }
    let tracker = &mut intake.tracker;
    tracker.track(&Lane::Again, position.clone(), arrival).or_else(|| {
        tracker.open(Lane::Again);
        tracker.track(&Lane::Again, position.clone(), arrival)
    })
}

//! What is answered to the daemon, and when: the state machine of one shard.
//!
//! It promises that a checkpoint never passes what is acknowledged and never goes back; that one is sent only while the daemon
//! waits for a status, because at no other time it listens, and one at a time; that a shard is reported as ended only when all
//! of it is done; and that every action is answered exactly once. An action is held open, and with it the next records, for as
//! long as too much is under way.
//!
//! Pure: no clock, no stream, no record. What it leaves to others: how the audit stands, and ending the process.

use super::protocol::{Action, Refusal, Reply};
use crate::source::Position;

/// The first pause after a checkpoint that could not be saved, in milliseconds; it doubles with each further one.
const FIRST_PAUSE_MS: i64 = 250;
/// The longest.
const LONGEST_PAUSE_MS: i64 = 30_000;

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The daemon asks for something.
    Asked(Action),
    /// The daemon tells what became of the checkpoint it was given.
    Answered(Result<(), Refusal>),
    /// Records were finished, or time has passed.
    Progress,
}

/// How things stand outside, at the moment of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Milliseconds on a clock that never goes back.
    pub now_ms: i64,
    /// The last position up to which all is done.
    pub acknowledged: Option<Position>,
    /// Records under way.
    pub under_way: u64,
    /// Whether further records may come.
    pub room: bool,
}

/// How often, how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Between two checkpoints, in milliseconds.
    pub interval_ms: i64,
    /// What a shutdown may wait for what is under way, in milliseconds.
    pub grace_ms: i64,
}

/// The daemon has said something that it cannot say now. Nothing sensible can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutOfTurn {
    /// It asks for something while it waits for a status.
    #[error("the MultiLangDaemon sent `{}` while `{}` was not answered", .0.name(), .1.name())]
    Asked(Action, Action),
    /// It answers a checkpoint that was not sent.
    #[error("the MultiLangDaemon answered a checkpoint that was not sent")]
    Answered,
}

/// What is going on between the daemon and this process.
#[derive(Debug)]
pub struct Machine {
    pace: Pace,
    phase: Phase,
    /// Whether the shard is ours, as far as we were told.
    leased: bool,
    /// Whether the daemon has saved that the whole shard is done.
    ended: bool,
    /// The last position that the daemon has saved.
    saved: Option<Position>,
    /// A position that it will never take.
    refused: Option<Position>,
    /// Before this no checkpoint is sent merely because time has passed.
    paced_ms: i64,
    /// Before this none is sent at all.
    retry_ms: i64,
    /// Checkpoints in a row that could not be saved.
    failures: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    /// It is the daemon's turn.
    Idle,
    /// An action waits for its status.
    Open(Open),
    /// The same, and a checkpoint for its answer: of a position, or of the end.
    Saving(Open, Option<Position>),
}

/// An action that was not answered yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    action: Action,
    since_ms: i64,
    /// Whether no checkpoint is to be tried any more before its status.
    resigned: bool,
}

impl Machine {
    /// The state before the first message, at 0 on the clock.
    pub const fn new(pace: Pace) -> Self {
        Self {
            pace,
            phase: Phase::Idle,
            leased: true,
            ended: false,
            saved: None,
            refused: None,
            paced_ms: pace.interval_ms,
            retry_ms: i64::MIN,
            failures: 0,
        }
    }

    /// Whether the shard is ours, as far as we were told. Once it is not it never is again: this process is for one lease.
    pub const fn is_leased(&self) -> bool {
        self.leased
    }

    /// Whether an action waits for its status although nothing is to be said to it yet.
    pub const fn is_holding(&self) -> bool {
        matches!(self.phase, Phase::Open(_))
    }

    /// Takes in what has happened. Gives what is to be said now, if anything.
    pub fn step(&mut self, input: Input, standing: &Standing) -> Result<Option<Reply>, OutOfTurn> {
        match (input, self.phase.clone()) {
            (Input::Asked(action), Phase::Idle) => {
                self.leased &= action != Action::LeaseLost;
                self.phase = Phase::Open(Open { action, since_ms: standing.now_ms, resigned: false });
            }
            (Input::Asked(action), Phase::Open(open) | Phase::Saving(open, _)) => {
                return Err(OutOfTurn::Asked(action, open.action));
            }
            (Input::Answered(answer), Phase::Saving(open, position)) => {
                self.phase = Phase::Open(self.answered(open, position, answer, standing.now_ms));
            }
            (Input::Answered(_), _) => return Err(OutOfTurn::Answered),
            (Input::Progress, _) => {}
        }
        Ok(self.next(standing))
    }

    /// The daemon has saved a checkpoint or not. Gives how the action goes on.
    fn answered(&mut self, open: Open, position: Option<Position>, answer: Result<(), Refusal>, now_ms: i64) -> Open {
        self.paced_ms = now_ms.saturating_add(self.pace.interval_ms);
        let mut resigned = open.resigned;
        match answer {
            Ok(()) => {
                self.failures = 0;
                self.ended |= position.is_none();
                self.saved = position.or_else(|| self.saved.take());
            }
            Err(Refusal::Throttling | Refusal::Dependency | Refusal::Other) => {
                let doubled = FIRST_PAUSE_MS.saturating_mul(1 << self.failures.min(16));
                self.failures += 1;
                self.retry_ms = now_ms.saturating_add(doubled.min(LONGEST_PAUSE_MS));
            }
            Err(Refusal::LeaseGone) => self.leased = false,
            Err(Refusal::InvalidState) => resigned = true,
            Err(Refusal::IllegalArgument) => {
                resigned |= position.is_none();
                self.refused = position.or_else(|| self.refused.take());
            }
        }
        Open { resigned, ..open }
    }

    /// What is to be said to the open action now.
    fn next(&mut self, standing: &Standing) -> Option<Reply> {
        let Phase::Open(open) = self.phase else { return None };
        let idle = standing.under_way == 0;
        match open.action {
            Action::Initialize | Action::LeaseLost => self.status(open),
            _ if !self.leased => self.status(open),
            Action::ProcessRecords => {
                self.timed(open, standing).or_else(|| if standing.room { self.status(open) } else { None })
            }
            Action::ShardEnded if self.ended || open.resigned => self.status(open),
            Action::ShardEnded if idle => self.save(open, None, standing),
            Action::ShardEnded => self.timed(open, standing),
            Action::ShutdownRequested => {
                let late = standing.now_ms >= open.since_ms.saturating_add(self.pace.grace_ms);
                let left = self.unsaved(standing).filter(|_| !open.resigned);
                match left {
                    // Behind the grace there is one more try and no waiting.
                    Some(_) if late && standing.now_ms < self.retry_ms => self.status(open),
                    Some(left) if late => self.save(Open { resigned: true, ..open }, Some(left), standing),
                    Some(left) if idle => self.save(open, Some(left), standing),
                    Some(_) => self.timed(open, standing),
                    None if idle || late => self.status(open),
                    None => None,
                }
            }
        }
    }

    /// A checkpoint because it is time for one.
    fn timed(&mut self, open: Open, standing: &Standing) -> Option<Reply> {
        if open.resigned || standing.now_ms < self.paced_ms {
            return None;
        }
        let position = self.unsaved(standing)?;
        self.save(open, Some(position), standing)
    }

    /// What is acknowledged and could be saved, and is not.
    fn unsaved(&self, standing: &Standing) -> Option<Position> {
        let beyond =
            |position: &Position, other: &Option<Position>| other.as_ref().is_none_or(|other| position > other);
        let position = standing.acknowledged.as_ref()?;
        (beyond(position, &self.saved) && beyond(position, &self.refused)).then(|| position.clone())
    }

    /// Sends a checkpoint, unless the last one failed a moment ago.
    fn save(&mut self, open: Open, position: Option<Position>, standing: &Standing) -> Option<Reply> {
        if standing.now_ms < self.retry_ms {
            return None;
        }
        self.phase = Phase::Saving(open, position.clone());
        Some(position.map_or(Reply::CheckpointEnd, Reply::Checkpoint))
    }

    fn status(&mut self, open: Open) -> Option<Reply> {
        self.phase = Phase::Idle;
        Some(Reply::Status(open.action))
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;

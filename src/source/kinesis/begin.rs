//! The beginning of a reading: the checkpoints are opened, the stream is listed, and it is decided, and saved, where it is begun.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use tokio::sync::Semaphore;

use super::checkpoint::{Answer, ONE_AT_A_TIME, Saved, StoreError};
use super::delivery::News;
use super::planner::{ShardPlanner, Start};
use super::reader::{LIST_AGAIN, Reader, State, TURN};
use super::shard::Shard;
use super::stream::Described;
use crate::aws::Failure;
use crate::pipeline::clock;
use crate::source::Ended;
use crate::telemetry::labels::ErrorKind;

/// KiB that may wait for the reading thread.
const ROOM_KIB: usize = 16 << 10;
/// How long reading goes without a listing at first.
const LIST: Duration = Duration::from_secs(30);

impl Reader {
    /// Does all that comes before the first turn.
    pub(super) fn begin(&mut self, tell: &Sender<News>, news: &Receiver<News>) -> Result<State, Ended> {
        let saved = self.open()?;
        let (described, shards) = self.first_listing(tell, news)?;
        let (mut planner, fresh) = self.plan(saved, &described, &shards);
        self.lost(&planner.listed(shards));
        let mut state = State {
            planner,
            lanes: HashMap::new(),
            described,
            list_at: Instant::now() + LIST,
            listing: None,
            save_at: Instant::now(),
            saving: None,
            saved: None,
            full_since: None,
            room: Arc::new(Semaphore::new(ROOM_KIB)),
            tasks: 0,
        };
        if fresh {
            self.save_beginning(&mut state)?;
        }
        self.start_ready(&mut state, tell, fresh && self.start == Start::Latest);
        Ok(state)
    }

    /// What is saved. A place that does not answer now is asked again.
    fn open(&mut self) -> Result<Option<Saved>, Ended> {
        loop {
            match self.wait_for_answer()? {
                Answer::Opened(saved) => return Ok(saved),
                Answer::Saved(_) | Answer::Beaten => {}
                Answer::Failed(StoreError::Failed { what, remedy: None }) => self.upkeep.unsaved(&what, None),
                Answer::Failed(error) => return Err(refused(&error)),
            }
        }
    }

    /// Nothing is read before it is safe where it was begun: after a crash it must not begin elsewhere.
    fn save_beginning(&mut self, state: &mut State) -> Result<(), Ended> {
        while state.saved.is_none() {
            if state.saving.is_none() {
                self.save(state);
            }
            let answer = self.wait_for_answer()?;
            if let Some(ended) = self.answered(answer, state) {
                return Err(ended);
            }
            if state.saved.is_none() && self.drain.wait(LIST_AGAIN / 4) {
                return Err(drained());
            }
        }
        Ok(())
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

    fn wait_for_answer(&self) -> Result<Answer, Ended> {
        loop {
            match self.saver.answers().recv_timeout(TURN) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Timeout) => self.still_starting()?,
                Err(RecvTimeoutError::Disconnected) => return Err(saver_died()),
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
                return Err(drained());
            }
        }
    }

    fn still_starting(&self) -> Result<(), Ended> {
        self.upkeep.tick();
        if self.drain.is_set() { Err(drained()) } else { Ok(()) }
    }

    pub(super) fn no_way(&self, failure: &Failure) -> Ended {
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
}

/// The end of a process that had not begun.
const fn drained() -> Ended {
    Ended::Drained { unfinished: 0, committed: true }
}

pub(super) fn saver_died() -> Ended {
    Ended::Refused {
        what: "the thread that saves checkpoints has ended".to_owned(),
        remedy: "please report this as a bug, with the log",
    }
}

/// The place for checkpoints will not have us.
pub(super) fn refused(error: &StoreError) -> Ended {
    let remedy = match error {
        StoreError::Held { .. } | StoreError::Fenced => ONE_AT_A_TIME,
        StoreError::Failed { remedy, .. } => remedy.unwrap_or("look at the error, then start again"),
    };
    Ended::Refused { what: error.to_string(), remedy }
}

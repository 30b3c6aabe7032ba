//! The thread that tracks what came: hands bodies to the auditing threads, takes in what is finished, and answers.
//!
//! It alone knows what is finished, and a request is answered by nobody else. Each request is a lane of its own, so that none
//! waits for another. It promises that a caller hears 200 only when its body is clean, published or quarantined, that what comes
//! when as much is under way as may be is turned away at once, and that what is in the spool stays there until it is finished.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use crossbeam_channel::{never, select};

use super::handed::{Handed, Reply};
use super::server::Server;
use super::spool::Spool;
use super::upkeep::Upkeep;
use crate::pipeline::{Arrival, Intake, OVERHEAD, Payload, Place, Stop};
use crate::source::Ended;
use crate::source::Refusal;

/// So many requests with the same body wait for one answer at most. Those that have given up are not counted.
const ASKING: usize = 1_024;
/// How long a turn waits for something to happen.
const TURN: Duration = Duration::from_millis(100);
/// What closing the port and the spool may take of the grace.
const CLOSING: Duration = Duration::from_secs(2);

/// The thread.
#[derive(Debug)]
pub struct Reader {
    /// The port.
    pub server: Server,
    /// What is answered before it is audited; none where it is audited first.
    pub spool: Option<Spool>,
    /// From here to the auditing threads and back.
    pub intake: Intake<u64, ()>,
    /// Set when the service is to end.
    pub drain: Stop,
    /// How long the end waits for what is under way.
    pub grace: Duration,
    /// What is done once a second.
    pub upkeep: Upkeep,
}

/// A request that is under way.
#[derive(Debug)]
struct Waiting {
    /// Who wants to know: several where it was sent again meanwhile.
    replies: Vec<Reply>,
    received_ms: i64,
    /// Where it stands, if it may be sent again.
    place: Option<Place>,
}

/// What the loop remembers from turn to turn.
#[derive(Debug, Default)]
struct State {
    /// Requests so far.
    number: u64,
    waiting: BTreeMap<u64, Waiting>,
    /// Those that may be sent again, by where they stand.
    places: HashMap<Place, u64>,
}

impl Reader {
    /// Answers until told to stop.
    pub fn run(mut self) -> Ended {
        let mut state = State::default();
        let settled = self.intake.settled().clone();
        let no_caller = never();
        let no_spool = never();
        let callers = self.server.handed.clone();
        let spooled = self.spool.as_ref().map(|spool| spool.stored().clone());
        self.upkeep.begun();
        let ended = loop {
            if self.drain.is_set() {
                break None;
            }
            // With a spool, its thread takes what callers bring, and what is in it can wait there.
            let from_callers = if spooled.is_some() { &no_caller } else { &callers };
            let from_spool = spooled.as_ref().filter(|_| !self.intake.is_full()).unwrap_or(&no_spool);
            select! {
                recv(from_callers) -> one => {
                    let more = one.into_iter().chain(callers.try_iter());
                    more.for_each(|one| self.take(one, &mut state));
                    self.intake.dispatch();
                }
                recv(from_spool) -> some => {
                    some.into_iter().flatten().for_each(|one| self.track(one, &mut state));
                    self.intake.dispatch();
                }
                recv(settled) -> some => if let Ok(some) = some { self.intake.finish(some) },
                default(TURN) => {}
            }
            self.answer(&mut state);
            if let Some(ended) = self.turn(&state) {
                break Some(ended);
            }
        };
        let unfinished = self.finish(state);
        ended.unwrap_or(Ended::Drained { unfinished, committed: true })
    }

    /// What is done besides, each turn.
    fn turn(&mut self, state: &State) -> Option<Ended> {
        self.server
            .shared
            .full
            .store(self.spool.is_none() && self.intake.is_full(), std::sync::atomic::Ordering::Relaxed);
        let oldest = state.waiting.first_key_value().map(|(number, waiting)| (*number, waiting.received_ms));
        self.upkeep.due(&self.intake, oldest, self.spool.as_ref().is_none_or(Spool::works));
        if let Some(tripped) = self.intake.tripped {
            return Some(Ended::Quarantine(tripped));
        }
        let failed = if self.server.has_failed() { Some("the port of the webhooks") } else { None };
        let failed = failed.or_else(|| self.spool.as_ref()?.has_ended().then_some("the thread of the spool"));
        failed.map(|what| Ended::Refused {
            what: format!("{what} has ended by itself"),
            remedy: "please report this as a bug, with the log; start the service again",
        })
    }

    /// Takes a body in, unless there is no room. One that is under way already, because its sender could not wait for a sink, is
    /// not audited once more.
    fn take(&mut self, one: Handed, state: &mut State) {
        let same = state.places.get(&one.place).and_then(|number| state.waiting.get_mut(number));
        if let Some(waiting) = same {
            if waiting.replies.len() >= ASKING {
                waiting.replies.retain(Reply::is_wanted);
            }
            if waiting.replies.len() < ASKING {
                waiting.replies.push(one.reply);
            } else {
                one.reply.tell(Err(Refusal::Busy));
            }
        } else if self.intake.is_full() {
            one.reply.tell(Err(Refusal::Busy));
        } else {
            self.track(one, state);
        }
    }

    fn track(&mut self, one: Handed, state: &mut State) {
        let Handed { place, body, received_ms, reply, held } = one;
        state.number += 1;
        let number = state.number;
        self.intake.received(body.len());
        let bytes = u32::try_from(body.len() + OVERHEAD).unwrap_or(u32::MAX);
        let arrival = Arrival { bytes, received_ms, recorded_ms: Some(received_ms) };
        self.intake.tracker.open(number);
        let Some(token) = self.intake.tracker.track(&number, (), arrival) else { return };
        // What is in the spool was answered, and each entry is taken out for itself.
        let again = matches!(reply, Reply::Caller(_)).then(|| place.clone());
        state.places.extend(again.clone().map(|place| (place, number)));
        state.waiting.insert(number, Waiting { replies: vec![reply], received_ms, place: again });
        let payload = Payload { value: Some(&body), key: None };
        if self.intake.fill(token, place, Some(received_ms), payload, std::iter::empty(), false) {
            self.intake.dispatch();
        }
        // From here on the tracker counts it.
        drop(held);
    }

    /// Answers what is finished.
    fn answer(&mut self, state: &mut State) {
        for number in self.intake.take_ended() {
            let Some(Waiting { replies, place, .. }) = state.waiting.remove(&number) else { continue };
            if let Some(place) = place {
                state.places.remove(&place);
            }
            for reply in replies {
                match (reply, &self.spool) {
                    (Reply::Spool(stored), Some(spool)) => spool.done(stored),
                    (reply, _) => reply.tell(Ok(())),
                }
            }
        }
    }

    /// Finishes what is under way. Gives how much of it was not finished in time.
    fn finish(mut self, mut state: State) -> u64 {
        let by = Instant::now() + self.grace.saturating_sub(CLOSING).max(self.grace / 2);
        self.upkeep.draining();
        self.server.shared.draining.store(true, std::sync::atomic::Ordering::Relaxed);
        self.server.part();
        self.intake.dispatch();
        while self.intake.tracker.load().records > 0 && self.intake.tripped.is_none() {
            if self.spool.is_none() {
                self.server.handed.try_iter().for_each(|one| one.reply.tell(Err(Refusal::Draining)));
            }
            let Some(left) = by.checked_duration_since(Instant::now()) else { break };
            self.intake.settle(left.min(TURN));
            self.answer(&mut state);
        }
        let unfinished = self.intake.tracker.load().records;
        self.intake.close();
        // Callers that still wait are told to come again.
        for (_, waiting) in state.waiting {
            waiting.replies.into_iter().for_each(|reply| reply.tell(Err(Refusal::Draining)));
        }
        if self.spool.is_none() {
            self.server.handed.try_iter().for_each(|one| one.reply.tell(Err(Refusal::Draining)));
        }
        self.server.close();
        if let Some(spool) = self.spool {
            spool.close();
        }
        unfinished
    }
}

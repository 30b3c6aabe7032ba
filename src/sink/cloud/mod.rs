//! What the sinks of AWS have in common: alerts become calls of a bounded size, and each alert ends by what AWS says of it alone.
//!
//! It promises that an alert is confirmed only when AWS has taken that very entry; that what may still be taken is sent again
//! until the process stops, with pauses that grow; and that an alert is refused only when others are taken, so that a mistake in
//! the settings refuses nothing. Logs show AWS's names of errors and nothing of what was sent. How an entry looks is for each
//! sink to say; what an error means, for [`Failure`].

mod call;

use std::collections::VecDeque;
use std::fmt;
use std::pin::pin;
use std::time::Duration;

use tokio::runtime::Handle;

use call::split;
pub(super) use call::{Call, Letter, Limits, Outcome, key};

use super::{Backoff, Parcel, Sink, SinkStatus, structured};
use crate::aws::Failure;
use crate::pipeline::Stop;
use crate::telemetry::SharedThrottle;
use crate::telemetry::labels::ErrorKind;

/// How often a call looks whether the process stops.
const LOOK: Duration = Duration::from_millis(50);

/// A service of AWS as a sink.
pub(super) struct CloudSink<C> {
    call: C,
    runtime: Handle,
    log: SharedThrottle,
    /// Whether an alert was taken since the process began: then it is not the settings that are wrong.
    proven: bool,
}

impl<C: Call> CloudSink<C> {
    /// `runtime` has threads of its own: the sink's thread waits on it.
    pub fn new(call: C, runtime: Handle) -> Self {
        Self { call, runtime, log: SharedThrottle::default(), proven: false }
    }

    fn letter(&self, parcel: Parcel) -> Letter {
        let mut body = Vec::new();
        structured::write(&parcel.message, &mut body);
        // JSON always is UTF-8.
        let body = String::from_utf8(body).unwrap_or_default();
        let size = self.call.size(&parcel.message, &body);
        Letter { parcel, body, size }
    }

    /// One try, or `None` where the process stops meanwhile.
    fn ask(&self, letters: &[Letter], stop: &Stop) -> Option<Result<Vec<Outcome>, Failure>> {
        if stop.is_set() {
            return None;
        }
        self.runtime.block_on(async {
            let mut answer = pin!(self.call.put(letters));
            loop {
                tokio::select! {
                    answer = &mut answer => return Some(answer),
                    () = tokio::time::sleep(LOOK) => if stop.is_set() { return None },
                }
            }
        })
    }

    /// Ends the letters that have an end. Gives those to be sent again, and why the first of them is.
    fn settle(&mut self, letters: Vec<Letter>, outcomes: Vec<Outcome>, status: &SinkStatus) -> Vec<(Letter, Failure)> {
        let taken = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Taken)).count();
        self.proven |= taken > 0;
        let mut again = Vec::new();
        let outcomes = outcomes.into_iter().chain(std::iter::repeat_with(Outcome::unknown));
        for (letter, outcome) in letters.into_iter().zip(outcomes) {
            match outcome {
                Outcome::Taken => letter.parcel.receipt.confirmed(),
                Outcome::Rejected(failure) if self.is_wrong(&letter) => self.refuse(letter, &failure.name, status),
                Outcome::Failed(failure) | Outcome::Rejected(failure) => again.push((letter, failure)),
            }
        }
        if let Some((_, failure)) = again.first() {
            status.failed(failure.kind);
        }
        if taken > 0 || again.is_empty() {
            status.worked(taken as u64);
        }
        again
    }

    /// Whether it is this letter that is wrong, and not the settings.
    fn is_wrong(&self, letter: &Letter) -> bool {
        self.proven || letter.size > C::LIMITS.usual
    }

    fn refuse(&self, letter: Letter, error: &str, status: &SinkStatus) {
        let reason = if letter.size > C::LIMITS.usual { "too_large" } else { "rejected" };
        if let Some(withheld) = self.log.allow(reason) {
            let (sink, place) = (&*status.name, self.call.place());
            tracing::warn!(sink, place, error, reason, withheld, "AWS refuses an alert for good");
        }
        status.refused();
        letter.parcel.receipt.refused(reason);
    }

    fn say(&self, failure: &Failure, status: &SinkStatus) {
        let Some(withheld) = self.log.allow(failure.kind.name()) else { return };
        let (sink, place, permission) = (&*status.name, self.call.place(), C::PERMISSION);
        let remedy = match failure.kind {
            ErrorKind::Authentication => "check the credentials of this process and [aws] in its settings",
            ErrorKind::Authorization => "allow this process the permission, and the use of its key if there is one",
            ErrorKind::Unknown => "check the name and the region in the settings: it is not there",
            ErrorKind::Invalid | ErrorKind::Refused => "check the sink in the settings",
            _ => {
                tracing::warn!(sink, place, error = %failure, withheld, "AWS does not take alerts now; trying again");
                return;
            }
        };
        tracing::error!(sink, place, error = %failure, permission, remedy, withheld, "AWS takes no alert; trying again");
    }
}

impl<C: Call> Sink for CloudSink<C> {
    fn deliver(&mut self, parcels: Vec<Parcel>, status: &SinkStatus, stop: &Stop) {
        let letters = parcels.into_iter().map(|parcel| self.letter(parcel)).collect::<Vec<_>>();
        let (large, letters): (Vec<_>, Vec<_>) = letters.into_iter().partition(|it| it.size > C::LIMITS.largest);
        large.into_iter().for_each(|letter| self.refuse(letter, "larger than any account takes", status));

        let mut calls = split(letters, C::LIMITS);
        let mut backoff = Backoff::default();
        while let Some(mut letters) = calls.pop_front() {
            let failure = match self.ask(&letters, stop) {
                None => return,
                Some(Ok(outcomes)) => {
                    let before = letters.len();
                    let (again, failures): (Vec<_>, Vec<_>) =
                        self.settle(letters, outcomes, status).into_iter().unzip();
                    if again.len() < before {
                        backoff = Backoff::default();
                    }
                    let Some(failure) = worst(failures) else { continue };
                    turn(&mut calls, again, &failure);
                    failure
                }
                Some(Err(failure)) if failure.is_about_content() && letters.len() > 1 => {
                    let half = letters.split_off(letters.len() / 2);
                    calls.push_front(half);
                    calls.push_front(letters);
                    continue;
                }
                Some(Err(failure)) if failure.is_about_content() && letters.iter().all(|it| self.is_wrong(it)) => {
                    // AWS works: it is the message that is wrong there.
                    status.worked(0);
                    letters.into_iter().for_each(|letter| self.refuse(letter, &failure.name, status));
                    continue;
                }
                Some(Err(failure)) => {
                    status.failed(failure.kind);
                    turn(&mut calls, letters, &failure);
                    failure
                }
            };
            self.say(&failure, status);
            if stop.wait(backoff.pause()) {
                return;
            }
        }
    }

    fn idle(&mut self, _status: &SinkStatus) {
        self.log.settle();
    }

    fn is_synchronous(&self) -> bool {
        true
    }
}

impl<C: Call> fmt::Debug for CloudSink<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CloudSink").field("place", &self.call.place()).finish_non_exhaustive()
    }
}

/// Letters to be sent again are next, unless it may be themselves who are wrong: then the others come first, and show whether.
fn turn(calls: &mut VecDeque<Vec<Letter>>, letters: Vec<Letter>, failure: &Failure) {
    if failure.is_about_content() {
        calls.push_back(letters);
    } else {
        calls.push_front(letters);
    }
}

/// The failure to be told: one that somebody has to do something about, if there is one.
fn worst(mut failures: Vec<Failure>) -> Option<Failure> {
    let at = failures.iter().position(Failure::needs_a_person).unwrap_or(0);
    (at < failures.len()).then(|| failures.swap_remove(at))
}

#[cfg(test)]
mod tests;

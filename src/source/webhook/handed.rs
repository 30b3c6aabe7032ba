//! What goes from the port to the thread that tracks, by way of the spool or not, and what comes back.

use std::fmt;

use tokio::sync::oneshot;

use super::budget::Held;
use crate::pipeline::Place;
use crate::source::Refusal;

/// A body that is to be audited.
pub(super) struct Handed {
    pub place: Place,
    pub body: Vec<u8>,
    /// When it was received, Unix time in milliseconds.
    pub received_ms: i64,
    pub reply: Reply,
    /// Its share of what may be held.
    pub held: Option<Held>,
}

/// Who wants to know when it is done.
#[derive(Debug)]
pub(super) enum Reply {
    /// The handler of the request, which may have left.
    Caller(oneshot::Sender<Result<(), Refusal>>),
    /// The spool, where it has this number.
    Spool(u64),
}

impl Reply {
    /// Whether anybody still waits for it.
    pub fn is_wanted(&self) -> bool {
        !matches!(self, Self::Caller(caller) if caller.is_closed())
    }

    /// Tells the caller, if it is one.
    pub fn tell(self, answer: Result<(), Refusal>) {
        if let Self::Caller(caller) = self {
            let _ = caller.send(answer);
        }
    }
}

impl fmt::Debug for Handed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handed").field("place", &self.place).field("bytes", &self.body.len()).finish_non_exhaustive()
    }
}

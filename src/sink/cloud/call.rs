//! What a service of AWS that takes several entries in a call has to say of itself, and alerts as such entries.

use std::collections::VecDeque;

use crate::aws::Failure;
use crate::sink::{Message, Parcel};
use crate::telemetry::labels::ErrorKind;

/// How much a call may hold. Bytes are counted as the service counts them.
#[derive(Clone, Copy, Debug)]
pub(in crate::sink) struct Limits {
    /// Entries of a call.
    pub entries: usize,
    /// Bytes of a call with several entries.
    pub bytes: usize,
    /// Bytes of an entry that is taken wherever nothing was changed; a larger one only where somebody allowed it.
    pub usual: usize,
    /// Bytes of an entry that is taken anywhere.
    pub largest: usize,
}

/// What became of one entry of a call.
#[derive(Debug)]
pub(in crate::sink) enum Outcome {
    /// AWS has it.
    Taken,
    /// It may take it later, or when somebody has mended something.
    Failed(Failure),
    /// It does not take this.
    Rejected(Failure),
}

impl Outcome {
    /// By the code of an entry; `ours` where AWS says that the fault is on our side.
    pub fn of(code: &str, ours: bool) -> Self {
        let failure = Failure::named(Some(code));
        if failure.is_about_content() || (ours && failure.kind == ErrorKind::Other) {
            Self::Rejected(failure)
        } else {
            Self::Failed(failure)
        }
    }

    /// An answer without a word on this entry.
    pub fn unknown() -> Self {
        Self::Failed(Failure::new(ErrorKind::Unavailable, "no word on some of the entries"))
    }
}

/// An alert on its way.
#[derive(Debug)]
pub(in crate::sink) struct Letter {
    pub parcel: Parcel,
    /// The alert as one JSON object.
    pub body: String,
    /// Its bytes, as the service counts them.
    pub size: usize,
}

impl Letter {
    pub fn message(&self) -> &Message {
        &self.parcel.message
    }
}

/// What messages about the same thing have in common, or else the id of this one.
pub(in crate::sink) fn key(message: &Message) -> &str {
    message.key.as_deref().filter(|key| !key.is_empty()).unwrap_or(&message.id)
}

/// A service of AWS that takes several entries in a call.
pub(in crate::sink) trait Call: Send {
    const LIMITS: Limits;
    /// What has to be allowed.
    const PERMISSION: &'static str;

    /// The stream, bus or topic.
    fn place(&self) -> &str;

    /// How many bytes an entry counts.
    fn size(&self, message: &Message, body: &str) -> usize;

    /// One try. The outcomes are in the order of the letters; those that are missing are unknown.
    fn put(&self, letters: &[Letter]) -> impl Future<Output = Result<Vec<Outcome>, Failure>>;
}

/// Letters as calls, in order, none larger than it may be.
pub(super) fn split(letters: Vec<Letter>, limits: Limits) -> VecDeque<Vec<Letter>> {
    let mut calls = VecDeque::<Vec<Letter>>::new();
    let mut bytes = 0;
    for letter in letters {
        bytes += letter.size;
        match calls.back_mut() {
            Some(call) if call.len() < limits.entries && bytes <= limits.bytes => call.push(letter),
            _ => {
                bytes = letter.size;
                calls.push_back(vec![letter]);
            }
        }
    }
    calls
}

//! What trouble there is, and whom it meets.

use std::collections::VecDeque;
use std::time::Duration;

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server never sees it; this is the answer.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: String,
    },
    /// It is passed on after a while.
    Delay(Duration),
    /// The server never sees it; the connection breaks.
    Cut,
    /// The server does what it says; the connection breaks before the answer.
    LoseAnswer,
    /// The server does what it says; the connection breaks after so many bytes of the answer's body.
    Break {
        /// How many.
        after: usize,
    },
    /// PutRecords, PutEvents: the server sees all entries but the first and every so many after it, which are refused in the answer.
    RefuseEntries {
        /// One of how many.
        every: usize,
        /// The `ErrorCode` of those.
        code: String,
    },
}

impl Fault {
    /// An error in the way of AWS.
    pub fn error(status: u16, kind: &str) -> Self {
        let body = serde_json::json!({ "__type": kind, "message": "the proxy was told to say so" }).to_string();
        Self::Answer { status, body }
    }

    /// S3 is asked too often.
    pub fn slow_down() -> Self {
        let body = "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>the proxy was told to say so</Message></Error>";
        Self::Answer { status: 503, body: body.to_owned() }
    }

    /// The shard's or the table's throughput is used up.
    pub fn throttled() -> Self {
        Self::error(400, "ProvisionedThroughputExceededException")
    }

    /// The iterator is older than five minutes.
    pub fn expired_iterator() -> Self {
        Self::error(400, "ExpiredIteratorException")
    }

    /// AWS has an error of its own.
    pub fn internal() -> Self {
        Self::error(500, "InternalFailure")
    }

    /// The credentials do not allow it.
    pub fn denied() -> Self {
        Self::error(400, "AccessDeniedException")
    }
}

/// Whom trouble is meant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    operation: String,
    shard: Option<String>,
}

impl From<&str> for Target {
    fn from(operation: &str) -> Self {
        Self { operation: operation.to_owned(), shard: None }
    }
}

impl From<(&str, &str)> for Target {
    fn from((operation, shard): (&str, &str)) -> Self {
        Self { operation: operation.to_owned(), shard: Some(shard.to_owned()) }
    }
}

impl Target {
    pub(super) fn is(&self, operation: &str, shard: Option<&str>) -> bool {
        (self.operation == "*" || self.operation == operation)
            && (self.shard.is_none() || self.shard.as_deref() == shard)
    }
}

/// The trouble that is to come.
#[derive(Debug)]
pub(super) struct Plan {
    scripts: Vec<(Target, VecDeque<Fault>)>,
    chances: Vec<(Target, f64, Fault)>,
    random: fastrand::Rng,
}

impl Plan {
    pub(super) fn new(seed: u64) -> Self {
        Self { scripts: Vec::new(), chances: Vec::new(), random: fastrand::Rng::with_seed(seed) }
    }

    pub(super) fn next(&mut self, target: Target, faults: impl IntoIterator<Item = Fault>) {
        match self.scripts.iter_mut().find(|(known, _)| *known == target) {
            Some((_, script)) => script.extend(faults),
            None => self.scripts.push((target, faults.into_iter().collect())),
        }
    }

    pub(super) fn sometimes(&mut self, target: Target, chance: f64, fault: Fault) {
        self.chances.push((target, chance, fault));
    }

    pub(super) fn heal(&mut self) {
        self.scripts.clear();
        self.chances.clear();
    }

    /// The trouble for one call.
    pub(super) fn meets(&mut self, operation: &str, shard: Option<&str>) -> Option<Fault> {
        let scripts = self.scripts.iter_mut().filter(|(target, _)| target.is(operation, shard));
        let scripted = { scripts }.find_map(|(_, script)| script.pop_front());
        scripted.or_else(|| {
            let mut chances = self.chances.iter().filter(|(target, ..)| target.is(operation, shard));
            let random = &mut self.random;
            chances.find(|(_, chance, _)| random.f64() < *chance).map(|(.., fault)| fault.clone())
        })
    }
}

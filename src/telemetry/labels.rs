//! The labels of the metrics and the values they may have.
//!
//! Every value belongs to a closed set, or is a name out of the configuration, the rules or the assignment. A value outside a
//! closed set is counted as `other`, so that no mistake elsewhere turns an input into a time series.

pub(super) use super::label::FLAGGED;
use super::label::labels;
pub use super::label::{Label, OTHER, Values};
use crate::detect::{Category, Grade};
use crate::pipeline::Outcome;
use crate::policy::{Day, Eligibility, Region, Severity, Standing, names};
use crate::quarantine::Reason;
use crate::source::Refusal;

/// The part of the pipeline that met an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Reading from the source.
    Receiving,
    /// Auditing, folding, rendering.
    Processing,
    /// Handing alerts and quarantine pointers over.
    Publishing,
    /// Committing positions.
    Committing,
    /// Loading settings and rules anew.
    Reloading,
}

/// What kind of error it was. Errors that will be tried again count once per try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The other side does not know us.
    Authentication,
    /// The other side knows us and says no.
    Authorization,
    /// No connection, or it broke.
    Connection,
    /// No answer in time.
    Timeout,
    /// The other side is there and cannot: HTTP 429 and 5xx, a broker without leader.
    Unavailable,
    /// The other side takes fewer requests than were made.
    Throttled,
    /// The other side will not take it: HTTP 4xx, a message too large.
    Refused,
    /// A topic or partition does not exist.
    Unknown,
    /// The group removed us because we did not poll in time.
    PollExceeded,
    /// Another member or a newer generation has taken our place.
    Fenced,
    /// The position to resume from is gone.
    OffsetLost,
    /// Reading or writing a file failed.
    Io,
    /// A file could not be written because the disk is full.
    DiskFull,
    /// Settings, rules or suppressions are not valid.
    Invalid,
    /// A thread met a fault of the program.
    Internal,
    /// None of these.
    Other,
}

/// What a rebalance did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rebalance {
    /// Partitions came.
    Assign,
    /// Partitions went, and could be committed before.
    Revoke,
    /// Partitions were taken without being asked for; what was not committed is read again elsewhere.
    Lost,
}

/// How a suppression stands; the last that holds counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuppressionState {
    /// In force, and something has matched it.
    Active,
    /// In force, but nothing has matched it since the start.
    Unused,
    /// In force, and about to expire.
    Expiring,
    /// No longer in force.
    Expired,
}

/// How a requirement that asks for somebody's word stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttestationState {
    /// Somebody vouches for it.
    Attested,
    /// Somebody does, and nobody will in 30 days.
    Expiring,
    /// Somebody did, and nobody does any more.
    Expired,
    /// Nobody has so far.
    Missing,
}

names!(Stage {
    Receiving = "receiving",
    Processing = "processing",
    Publishing = "publishing",
    Committing = "committing",
    Reloading = "reloading",
});
names!(ErrorKind {
    Authentication = "authentication",
    Authorization = "authorization",
    Connection = "connection",
    Timeout = "timeout",
    Unavailable = "unavailable",
    Throttled = "throttled",
    Refused = "refused",
    Unknown = "unknown",
    PollExceeded = "poll_exceeded",
    Fenced = "fenced",
    OffsetLost = "offset_lost",
    Io = "io",
    DiskFull = "disk_full",
    Invalid = "invalid",
    Internal = "internal",
    Other = "other",
});
names!(Rebalance { Assign = "assign", Revoke = "revoke", Lost = "lost" });
names!(AttestationState {
    Attested = "attested",
    Expiring = "expiring",
    Expired = "expired",
    Missing = "missing",
});
names!(SuppressionState { Active = "active", Unused = "unused", Expiring = "expiring", Expired = "expired" });

impl AttestationState {
    /// What a standing on `today` is called; `None` where nobody's word is asked for.
    pub fn of(standing: Standing, today: Day) -> Option<Self> {
        const SOON: i64 = 30 * 86_400;
        match standing {
            Standing::NotAsked => None,
            Standing::NotAttested { .. } => Some(Self::Missing),
            Standing::Attested { until } if until.seconds() - today.seconds() <= SOON => Some(Self::Expiring),
            Standing::Attested { .. } => Some(Self::Attested),
            Standing::Expired { .. } => Some(Self::Expired),
        }
    }
}

/// The name of an outcome in metrics.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Clean => "clean",
        Outcome::Published => "published",
        Outcome::Quarantined => "quarantined",
        Outcome::Canary => "canary",
    }
}

macro_rules! every {
    ($type:ident) => {
        Values::Listed(|| $type::ALL.iter().map(|value| value.name()).collect())
    };
}

labels! {
    SOURCE = "source": Values::Named("the kind of source: `kafka`, `kinesis`, `webhook`");
    SINK = "sink": Values::Named("the name of a `[[sink]]`; `quarantine`");
    TOPIC = "topic": Values::Named("a topic with assigned partitions");
    NAMED_TOPIC = "topic": Values::Named("a topic of `source.kafka.topics`");
    PARTITION = "partition": Values::Named("an assigned partition; its series go with it");
    STREAM = "stream": Values::Named("the stream of `source.kinesis`");
    SHARD = "shard": Values::Named("a shard that is read; its series go with it");
    ROUTE = "route": Values::Named("the name of a `[[source.webhook.route]]`; `none` for requests of no route");
    STATUS = "status": Values::Listed(|| vec!["200", "400", "403", "404", "405", "408", "413", "415", "429", "503"]);
    REFUSAL = "reason": every!(Refusal);
    CANARY_SENT = "result": Values::Listed(|| vec!["ok", "failed"]);
    CANARY_SEEN = "result": Values::Listed(|| vec!["found", "missed"]);
    CALL_RESULT = "result": Values::Listed(|| vec!["ok", "throttled", "expired", "failed"]);
    PRODUCT = "product": Values::Named("an id of `policies/products.toml`; `unknown`");
    REGION = "region": every!(Region);
    ACCOUNT = "account": Values::Named("the name, or else the id, of an account or source that the configuration lists; `unlisted` for any other; `none` where the event names none");
    REQUIREMENT = "requirement": Values::Named("an id that `phi-audit rules list` prints");
    DIGEST = "digest": Values::Named("the first 12 digits of the rules digest; one series at a time");
    VERSION = "version": Values::Named("the version of the program");
    CATEGORY = "category": every!(Category);
    ELIGIBILITY = "eligibility": every!(Eligibility);
    GRADE = "grade": every!(Grade);
    SEVERITY = "severity": every!(Severity);
    STAGE = "stage": every!(Stage);
    ERROR_KIND = "kind": every!(ErrorKind);
    REBALANCE_KIND = "kind": every!(Rebalance);
    RULE_KIND = "kind": Values::Listed(|| vec!["linked", "matcher", "requirement"]);
    STATE = "state": every!(SuppressionState);
    ATTESTATION = "state": every!(AttestationState);
    REASON = "reason": Values::Listed(|| Reason::ALL.iter().map(|reason| reason.name).chain([OTHER]).collect());
    OUTCOME = "outcome": Values::Listed(|| [Outcome::Clean, Outcome::Published, Outcome::Quarantined].map(outcome).to_vec());
    COMMIT_RESULT = "result": Values::Listed(|| vec!["ok", "failed"]);
    TRANSACTION_RESULT = "result": Values::Listed(|| vec!["committed", "aborted"]);
}

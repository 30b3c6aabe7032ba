//! What the page says, before it is a page: plain data, from the figures, the findings and the health of one moment.
//!
//! It promises to be pure, and to hold nothing but figures, names out of the configuration, the rules and the assignment, and
//! sentences of our own. What it leaves to others: how it looks.

use serde::Serialize;

use crate::telemetry::Answer;
use crate::telemetry::labels::ErrorKind;

mod reading;

/// The health of one moment.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Whether the process should be left running.
    pub live: Answer,
    /// Whether it does its work.
    pub ready: Answer,
    /// The sinks and the quarantine.
    pub sinks: Vec<SinkStanding>,
    /// When the process started, Unix time in milliseconds.
    pub started_ms: i64,
}

/// How a sink stands.
#[derive(Clone, Debug)]
pub struct SinkStanding {
    /// Its name.
    pub name: String,
    /// Whether events wait for it.
    pub required: bool,
    /// Since when it fails, Unix time in milliseconds, and with which kind of error it did so last.
    pub failure: Option<(i64, ErrorKind)>,
    /// Messages it has confirmed.
    pub confirmed: u64,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct View {
    /// `OK`, `NOT READY`, `NOT LIVE`: what the title begins with.
    pub word: &'static str,
    /// The same as a sentence.
    pub says: &'static str,
    /// What is asked at `/live` and `/ready`.
    pub checks: [Check; 2],
    /// Now, Unix time in seconds.
    pub now: f64,
    /// Since the start.
    pub up: f64,
    /// The version of the program.
    pub version: String,
    /// The source.
    pub reads: Reads,
    /// How far it is.
    pub progress: Progress,
    /// Findings above info, the worst first.
    pub findings: Findings,
    /// Where alerts and pointers go.
    pub sinks: Vec<Sink>,
    /// Why records are in quarantine.
    pub quarantine: Vec<Quarantined>,
    /// Records in quarantine.
    pub quarantined: u64,
    /// What went wrong.
    pub errors: Vec<Counted>,
    /// The canary, where one is configured.
    pub canary: Option<Canary>,
    /// The rules in force.
    pub rules: Rules,
}

/// An answer of the health.
#[derive(Debug, Serialize)]
pub struct Check {
    name: &'static str,
    ok: bool,
    /// Why not, in sentences.
    reasons: Vec<String>,
}

/// A moment and how long ago it was, both in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Moment {
    at: f64,
    age: f64,
}

/// What is read.
#[derive(Debug, Default, Serialize)]
pub struct Reads {
    /// The kinds of source, in words.
    pub sources: Vec<String>,
    /// Topics or streams, the one most behind first.
    pub groups: Vec<Group>,
    /// Topics or streams that are not listed.
    pub more: usize,
    /// Routes of webhooks.
    pub routes: Vec<Route>,
    /// Partitions or shards of this process.
    pub parts: u64,
    /// Shards that wait for those they came from.
    pub waiting: u64,
    /// Records in the spool that are not finished, and their bytes.
    pub spooled: Option<(u64, u64)>,
}

/// A topic with its partitions, or a stream with its shards.
#[derive(Debug, PartialEq, Serialize)]
pub struct Group {
    /// `topic` or `stream`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// How many partitions or shards of it are read here.
    pub parts: usize,
    /// Records behind, in all; Kinesis does not say.
    pub records: Option<u64>,
    /// Behind in seconds, the worst of them.
    pub seconds: f64,
    /// Which one that is, where any is behind.
    pub worst: Option<String>,
}

/// A route of webhooks.
#[derive(Debug, PartialEq, Serialize)]
pub struct Route {
    name: String,
    /// Requests answered with 200.
    taken: u64,
    /// Refused for good: unsigned, wrong, of a kind that is not taken.
    refused: u64,
    /// Not taken for now; the sender is told to come again.
    again: u64,
}

/// How far it is.
#[derive(Debug, Serialize)]
pub struct Progress {
    last_event: Option<Moment>,
    /// Behind, the worst of all; none where the source does not say.
    pub behind: Option<f64>,
    oldest: Option<f64>,
    paused: bool,
    paused_seconds: f64,
    under_way: (u64, u64),
    under_way_bytes: (u64, u64),
    received: u64,
    bytes: u64,
    events: u64,
    /// Records received and events judged, as rates since the start.
    rates: (String, String),
    /// How records were finished: clean, published, quarantined.
    finished: [u64; 3],
    lost: u64,
    committed: Option<Moment>,
    commits_failed: u64,
    stalled: u64,
    rebalances: u64,
}

/// What was found.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
    /// The first of them.
    pub open: Vec<Finding>,
    /// The rest.
    pub folded: Vec<Finding>,
    /// All findings above info.
    pub total: u64,
    /// By severity, the worst first; those there are.
    pub severities: Vec<Counted>,
    /// The last of them all.
    pub last: Option<Moment>,
    /// Facts for the record: findings of the severity info, and how many requirements they are of.
    pub facts: (u64, usize),
    /// What suppressions accepted.
    pub suppressed: u64,
}

/// What was found of one requirement.
#[derive(Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The id that alerts cite.
    pub id: String,
    /// In a few words.
    pub title: Option<String>,
    /// The worst severity.
    pub severity: &'static str,
    /// By severity, the worst first; those there are.
    pub severities: Vec<Counted>,
    /// All of them.
    pub total: u64,
    /// The last one.
    pub last: Option<Moment>,
    #[serde(skip)]
    rank: usize,
}

/// A name and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// What.
    pub name: String,
    /// How often.
    pub count: u64,
}

/// A sink.
#[derive(Debug, PartialEq, Serialize)]
pub struct Sink {
    name: String,
    required: bool,
    failing: bool,
    queue: u64,
    published: u64,
    dropped: u64,
    /// It takes pointers, not alerts.
    pointers: bool,
}

/// A reason for quarantine.
#[derive(Debug, PartialEq, Serialize)]
pub struct Quarantined {
    reason: String,
    count: u64,
    means: Option<&'static str>,
}

/// The canary.
#[derive(Debug, PartialEq, Serialize)]
pub struct Canary {
    every: f64,
    sent: u64,
    not_sent: u64,
    found: u64,
    missed: u64,
    last: Option<Moment>,
    /// The last one was read, and its finding did not come.
    blind: bool,
    /// Its finding should have come back by now.
    late: bool,
    /// Seconds since the last one, or since the process began.
    waited: f64,
}

/// The rules in force.
#[derive(Debug, Serialize)]
pub struct Rules {
    digest: String,
    loaded: Option<Moment>,
    reload_failed: bool,
    edition: Option<f64>,
    verified: Option<f64>,
    /// By kind: matchers, requirements, linked.
    counts: Vec<Counted>,
    /// By state; `None`: this build does not say.
    suppressions: Option<Vec<Counted>>,
    attestations: Option<Vec<Counted>>,
}

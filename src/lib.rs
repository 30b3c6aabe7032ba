//! phi-audit: which event of Twilio Event Streams or Segment carries PHI where the BAA does not reach?
//!
//! The crate is a pure core and thin shells around it. The core takes bytes and gives verdicts; it opens no file, reads no clock
//! and starts no thread:
//!
//! ```text
//! bytes ──► event ──► detect ──► policy ──► record
//!           decode    find       judge      where, never what
//! ```
//!
//! - [`audit`]: the one function that everything calls. [`audit::Auditor::audit`] takes one document and hands out each event
//!   with its verdict, and everything that could not be read.
//! - [`rules`]: what a verdict rests on, compiled once: [`rules::Rules::embedded`] for the shipped rules,
//!   [`rules::RulesBuilder`] to add one's own.
//! - [`event`]: what Twilio and Segment really send, in all its wrappings, on a flat tape.
//! - [`detect`]: identifiers and health information, and the PHI grade they add up to.
//! - [`policy`]: products, numbering plan and dated requirements of the guide; the verdict follows the event's own time.
//! - [`record`]: the published shape of an audited event.
//! - [`linked`]: what several events of one resource show together; [`fingerprint`]: keyed digests of what names a person.
//! - [`learn`]: from examples of an identifier to a matcher.
//! - [`check`]: the examples that rules carry inside them, run through the same engine.
//! - [`allow`]: matches that somebody knows to be none.
//! - [`canary`]: the event with which the service proves that it sees; no report counts it.
//! - [`suggest`]: the name that was probably meant.
//!
//! With the feature `cli` (on by default) come the shells: `source` reads files and cuts them into documents, `config` reads
//! `phi-audit.toml`, `cli` holds the verbs, `report` is what an auditor takes away, `coverage` how each requirement is
//! covered, `score` how good detection is on a labelled corpus, `version` which build this is.
//!
//! With the features `service`, `kafka` and `kinesis` (on by default) comes the long-running service, `phi-audit run`, and
//! `phi-audit kcl` for one shard under the Kinesis Client Library:
//!
//! ```text
//! Kafka ──► source::kafka ──► pipeline ──► audit ──► alert ──► sink ──► topics, endpoints, files
//!   ▲       one thread        threads        └─ unreadable ─► quarantine ──┘
//!   └── commit ◄── pipeline::Tracker ◄──────── settled ◄───────────────────┘
//! ```
//!
//! - `source::kafka`: reads topics in a consumer group, and commits. Only its thread does.
//! - `source::kinesis`: reads every shard of a stream, parents before children, and saves checkpoints. Only its thread decides.
//! - `source::kcl`: what the KCL's daemon says and what it is answered.
//! - `pipeline`: from a record to its acknowledgement. A position is committed only when every record up to it is clean,
//!   published or quarantined.
//! - `alert`: finding → alert: ids that stay the same, folding, suppressions, fingerprints. Pure.
//! - `sink`: where alerts go, each confirmed when the other side has it for good.
//! - `quarantine`: what could not be read, by its place and never by its content.
//! - `kafka`, `aws`: how the cluster, and AWS, are reached.
//! - `telemetry`: metrics, health, log, admin port; and the figures of a replay.
//!
//! ```
//! use phi_audit::audit::{Audited, Auditor};
//! use phi_audit::detect::Grade;
//! use phi_audit::rules::Rules;
//!
//! let mut auditor = Auditor::new(Rules::embedded().expect("the shipped rules are sound"));
//! let event = br#"{"type":"track","userId":"u-17","event":"Refill","properties":{"drug":"metformin"}}"#;
//! auditor.audit(event, &mut |audited| match audited {
//!     Audited::Event(event) => assert_eq!(event.grade(), Grade::Phi),
//!     Audited::Canary(_) => {}
//!     Audited::Failed(failure) => eprintln!("{} at byte {}", failure.kind, failure.offset),
//! });
//! ```
//!
//! ARCHITECTURE.md has the map with the promises of each room and the tests that guard them.

#[cfg(feature = "service")]
pub mod alert;
pub mod allow;
pub mod audit;
#[cfg(feature = "aws")]
pub mod aws;
pub mod canary;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod config;
#[cfg(feature = "cli")]
pub mod coverage;
#[cfg(feature = "service")]
pub mod database;
pub mod detect;
#[cfg(feature = "cli")]
pub mod diff;
pub mod event;
pub mod fingerprint;
#[cfg(feature = "cli")]
pub mod inventory;
#[cfg(feature = "kafka")]
pub mod kafka;
pub mod learn;
pub mod linked;
#[cfg(feature = "service")]
pub mod pipeline;
pub mod policy;
#[cfg(feature = "service")]
pub mod quarantine;
pub mod record;
#[cfg(feature = "cli")]
pub mod report;
pub mod rules;
#[cfg(feature = "cli")]
pub mod score;
#[cfg(feature = "cli")]
pub mod setup;
#[cfg(feature = "service")]
pub mod sink;
#[cfg(feature = "cli")]
pub mod source;
pub mod suggest;
#[cfg(feature = "cli")]
pub mod telemetry;
#[cfg(feature = "cli")]
pub mod version;

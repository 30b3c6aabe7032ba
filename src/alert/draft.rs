//! A draft: everything an alert says, owned, so that it outlives the event. It has no field for a value.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::alert::{Fingerprint, FoldKey};
use crate::detect::{Category, Confidence, Grade, Strength};
use crate::event::Kind;
use crate::policy::{Eligibility, Region, Severity};
use crate::record::LinkedRecord;

/// Matches that an alert lists; the others are counted.
pub const MOST_MATCHES: usize = 50;

/// A finding on its way to become an alert.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The finding's id: 32 hexadecimal digits, the same whenever the same event is read again.
    pub uid: String,
    /// What it is folded by; `None`: it stands for itself.
    pub fold: Option<FoldKey>,
    /// Which requirement is touched.
    pub requirement: RequirementFacts,
    /// How bad that is.
    pub severity: Severity,
    /// The event; all findings of one event share it. Where several show it together, the last that came.
    pub event: Arc<EventFacts>,
    /// What several events show together; `None`: the event alone shows it.
    pub linked: Option<Arc<LinkedRecord<'static>>>,
}

/// The requirement of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementFacts {
    /// Its id.
    pub id: String,
    /// The rule in a few words.
    pub title: String,
    /// The title of the guide's section.
    pub section: String,
    /// What it is: a duty, advice, a product named as not eligible …
    pub kind: &'static str,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub remedy: String,
    /// The override of the customer's that says how bad it is.
    pub overridden_by: Option<String>,
}

/// What is known of the event of a finding. Ids and pointers are those of its record: what could be a value is redacted.
#[derive(Clone, Debug, PartialEq)]
pub struct EventFacts {
    /// The digest of the rules in force.
    pub rules: String,
    /// The edition of the guide by which it was judged, as a date.
    pub as_of: &'static str,
    /// The event's id.
    pub id: Option<String>,
    /// CloudEvents `type`, or the Segment call.
    pub kind_of_event: Option<String>,
    /// Whose event it is.
    pub kind: Kind,
    /// The event's own time, RFC 3339.
    pub time: Option<String>,
    /// The same, Unix time in milliseconds.
    pub time_ms: Option<i64>,
    /// The Twilio Account SID or the Segment source id.
    pub account: Option<String>,
    /// The SID of the Twilio resource it is about.
    pub resource: Option<String>,
    /// The product's id.
    pub product: String,
    /// The part of it.
    pub feature: Option<String>,
    /// Where its telephone numbers lie.
    pub region: Region,
    /// Whether PHI may flow there.
    pub eligibility: Eligibility,
    /// The PHI grade.
    pub grade: Grade,
    /// The first matches, at most [`MOST_MATCHES`].
    pub matches: Vec<DraftMatch>,
    /// How many there are in all.
    pub total_matches: usize,
    /// All matches by category.
    pub counts: BTreeMap<Category, u32>,
    /// The source: `kafka`, `kinesis`.
    pub system: String,
    /// Topic or stream.
    pub container: String,
    /// Partition or shard.
    pub lane: String,
    /// Offset or sequence number.
    pub position: String,
    /// Its place within the record, from 0.
    pub item: u64,
    /// When the system took the record in, Unix time in milliseconds.
    pub recorded_ms: Option<i64>,
}

/// Where something was found, what kind of thing, and how sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftMatch {
    /// The matcher's id.
    pub matcher: String,
    /// What kind of thing.
    pub category: Category,
    /// JSON pointer.
    pub pointer: String,
    /// First byte in the decoded leaf.
    pub start: u32,
    /// The byte behind its last.
    pub end: u32,
    /// How the matcher knows.
    pub strength: Strength,
    /// How sure it is.
    pub confidence: Confidence,
    /// What its value has in common with its like, where there is a key.
    pub fingerprint: Option<Fingerprint>,
}

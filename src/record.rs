//! The published shape of one audited event, and of what several show together, a line of NDJSON each: the contract of `scan`,
//! `replay` and the reports.
//!
//! It holds where something was found and what it means, never the value that was found. Its JSON Schema is
//! `docs/record.schema.json`; a test keeps the two equal.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::detect::{Category, Confidence, Grade, Strength};
use crate::event::Kind;
use crate::policy::{Eligibility, Region, Severity};

/// One audited event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record<'a> {
    /// The file, folder entry or `-` the event was read from.
    pub source: Cow<'a, str>,
    /// The line on which its document starts, from 1.
    pub line: u64,
    /// Its place within the line, from 0.
    pub item: u64,
    /// Whose event it is.
    pub kind: Kind,
    /// The event's own id (CloudEvents `id`, Segment `messageId`); `[redacted]` where the id itself holds a match.
    pub event_id: Option<Cow<'a, str>>,
    /// The CloudEvents `type`, or the Segment call (`track`, `identify`, …).
    pub event_type: Option<Cow<'a, str>>,
    /// The event's own time, RFC 3339 in UTC.
    pub time: Option<Cow<'a, str>>,
    /// The Twilio Account SID or the Segment source id.
    pub account: Option<Cow<'a, str>>,
    /// The product, one of the ids of `policies/products.toml`, or `unknown`.
    pub product: Cow<'a, str>,
    /// The part of the product, where one is recognised.
    pub feature: Option<Cow<'a, str>>,
    /// Whether PHI may flow there.
    pub eligibility: Eligibility,
    /// Where the telephone numbers of the event lie; the farthest one counts.
    pub region: Region,
    /// The PHI grade.
    pub phi: Grade,
    /// What was found, where; never the value.
    pub matches: Vec<MatchRecord<'a>>,
    /// Which requirements the event touches.
    pub findings: Vec<FindingRecord<'a>>,
}

/// Something found in an event: which matcher, where, how sure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchRecord<'a> {
    /// The id of the matcher, e.g. `ssn.dashed`.
    pub matcher: Cow<'a, str>,
    /// What kind of thing was found.
    pub category: Category,
    /// JSON pointer (RFC 6901) of the leaf. What was decoded out of a string follows behind `#`:
    /// `/data/payload#/webhook/request/parameters/Body`. A key that holds an identifier is printed as `[redacted]`.
    pub path: Cow<'a, str>,
    /// First byte of the match in the decoded leaf (UTF-8).
    pub start: u32,
    /// The byte behind its last.
    pub end: u32,
    /// How the matcher knows.
    pub strength: Strength,
    /// How sure it is.
    pub confidence: Confidence,
    /// It is a word of what the law protects more than other health information: treatment of substance use (42 CFR Part 2),
    /// psychotherapy, HIV, reproduction, genes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub protected: bool,
}

/// A requirement of the guide that the event touches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingRecord<'a> {
    /// The requirement's id.
    pub requirement: Cow<'a, str>,
    /// How bad it is. `info` only states a fact (an eligible product was seen).
    pub severity: Severity,
    /// The rule in a few words.
    pub title: Cow<'a, str>,
    /// The title of the guide's section.
    pub section: Cow<'a, str>,
    /// The edition of the guide by which it was judged, as a date.
    pub as_of: Cow<'a, str>,
    /// The override of the customer's that says how bad it is; left out where none does.
    #[serde(rename = "override", default, skip_serializing_if = "Option::is_none")]
    pub overridden_by: Option<Cow<'a, str>>,
}

/// A requirement that several events of one resource break together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkedRecord<'a> {
    /// The requirement's id.
    pub requirement: Cow<'a, str>,
    /// How bad it is.
    pub severity: Severity,
    /// The id of the customer's override that gave it this severity.
    #[serde(rename = "override", default, skip_serializing_if = "Option::is_none")]
    pub overridden_by: Option<Cow<'a, str>>,
    /// The rule in a few words.
    pub title: Cow<'a, str>,
    /// The title of the guide's section.
    pub section: Cow<'a, str>,
    /// The edition of the guide by which it was judged, as a date: that of the day of its last event, unless one was chosen.
    pub as_of: Cow<'a, str>,
    /// What came together.
    pub say: Cow<'a, str>,
    /// What the events have in common.
    pub resource: LinkedResource<'a>,
    /// Whose it is; where its events name several accounts, the first by name.
    pub account: Option<Cow<'a, str>>,
    /// The worst PHI grade of its events.
    pub phi: Grade,
    /// The time of the earliest of its events that has one, RFC 3339 in UTC.
    pub first: Option<Cow<'a, str>>,
    /// The time of the latest.
    pub last: Option<Cow<'a, str>>,
    /// An event for each part of the rule.
    pub events: Vec<LinkedEvent<'a>>,
}

/// What several events have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedResource<'a> {
    /// What it is: one of the ids of `policies/resources.toml`.
    pub kind: Cow<'a, str>,
    /// Its SID; none where what names it may identify a person.
    pub id: Option<Cow<'a, str>>,
}

/// An event that shows a part of a linked rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedEvent<'a> {
    /// What it shows.
    pub part: Cow<'a, str>,
    /// Its id, as in [`Record`].
    pub event_id: Option<Cow<'a, str>>,
    /// Its time, RFC 3339 in UTC.
    pub time: Option<Cow<'a, str>>,
}

/// A line, or a part of one, that could not be read; the run goes on behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorRecord<'a> {
    /// The file, folder entry or `-`.
    pub source: Cow<'a, str>,
    /// The line, from 1; 0 where the whole source could not be opened.
    pub line: u64,
    /// What went wrong.
    pub error: ErrorDetail<'a>,
}

/// What went wrong with a line, and where; never what it said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorDetail<'a> {
    /// `truncated`, `syntax`, `too_large`, `limit_depth`, …: see docs/records.md.
    pub kind: Cow<'a, str>,
    /// Byte offset within the line.
    pub offset: u64,
}

fn own<'o>(text: Cow<'_, str>) -> Cow<'o, str> {
    Cow::Owned(text.into_owned())
}

impl LinkedRecord<'_> {
    /// Whether a person should look at it: it is above `info`.
    pub fn is_finding(&self) -> bool {
        self.severity > Severity::Info
    }

    /// The same record, borrowing from nothing.
    pub fn into_owned(self) -> LinkedRecord<'static> {
        let event = |event: LinkedEvent<'_>| LinkedEvent {
            part: own(event.part),
            event_id: event.event_id.map(own),
            time: event.time.map(own),
        };
        LinkedRecord {
            requirement: own(self.requirement),
            severity: self.severity,
            overridden_by: self.overridden_by.map(own),
            title: own(self.title),
            section: own(self.section),
            as_of: own(self.as_of),
            say: own(self.say),
            resource: LinkedResource { kind: own(self.resource.kind), id: self.resource.id.map(own) },
            account: self.account.map(own),
            phi: self.phi,
            first: self.first.map(own),
            last: self.last.map(own),
            events: self.events.into_iter().map(event).collect(),
        }
    }
}

impl Record<'_> {
    /// The worst severity among the findings; `None` without any.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// The same record, borrowing from nothing.
    pub fn into_owned(self) -> Record<'static> {
        Record {
            source: own(self.source),
            line: self.line,
            item: self.item,
            kind: self.kind,
            event_id: self.event_id.map(own),
            event_type: self.event_type.map(own),
            time: self.time.map(own),
            account: self.account.map(own),
            product: own(self.product),
            feature: self.feature.map(own),
            eligibility: self.eligibility,
            region: self.region,
            phi: self.phi,
            matches: self
                .matches
                .into_iter()
                .map(|m| MatchRecord {
                    matcher: own(m.matcher),
                    category: m.category,
                    path: own(m.path),
                    start: m.start,
                    end: m.end,
                    strength: m.strength,
                    confidence: m.confidence,
                    protected: m.protected,
                })
                .collect(),
            findings: self
                .findings
                .into_iter()
                .map(|f| FindingRecord {
                    requirement: own(f.requirement),
                    severity: f.severity,
                    title: own(f.title),
                    section: own(f.section),
                    as_of: own(f.as_of),
                    overridden_by: f.overridden_by.map(own),
                })
                .collect(),
        }
    }

    /// Whether a person should look at it: some finding above `info`.
    pub fn has_finding(&self) -> bool {
        self.worst() > Some(Severity::Info)
    }
}

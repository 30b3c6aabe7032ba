//! The one function that every source, replay, bench and test calls: bytes in, audited events out.
//!
//! Pure: no clock, no I/O, no panic on any input. The answer depends on the bytes, the rules and the event's own time.

mod places;
pub(crate) mod printable;

use std::cell::LazyCell;
use std::sync::Arc;

use crate::canary::{Canary, REQUIREMENT};
use crate::detect::{self, Grade, Match, Role, Scratch};
pub use crate::event::Attributes;
use crate::event::{self, Bound, Document, Event, Found, Head, Limits, NodeId};
use crate::fingerprint::{Fingerprint, FingerprintKey};
use crate::policy::{Clue, Finding, Findings, Severity, Verdict};
use crate::record::{FindingRecord, MatchRecord, Record};
use crate::rules::Rules;
pub use places::Recipient;
use printable::may_identify;

/// Audits documents one after the other; keeps its buffers, so that a clean event costs no allocation. One per thread.
#[derive(Debug)]
pub struct Auditor {
    rules: Arc<Rules>,
    document: Document,
    found: Vec<Found>,
    head: Head,
    scratch: Scratch,
    matches: Vec<Match>,
    findings: Findings,
}

/// What became of one item of a document.
#[derive(Debug)]
pub enum Audited<'a> {
    /// An event was read and judged.
    Event(AuditedEvent<'a>),
    /// The service's own canary was read and judged. It is no event: nothing counts it as one.
    Canary(Sighting),
    /// Something could not be read, or a bound was hit: counted, shown, never silent.
    Failed(Failure),
}

/// A canary that came by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// When it was sent, Unix time in milliseconds.
    pub sent_ms: i64,
    /// Whether its audit gave the finding that it has to give.
    pub found: bool,
}

/// Something that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The item within the document, from 0.
    pub item: u64,
    /// `truncated`, `syntax`, `invalid_utf8`, `limit_depth`, … (docs/records.md lists them all).
    pub kind: &'static str,
    /// Byte offset within the document; 0 where a bound was hit.
    pub offset: u64,
}

/// One event with its verdict; borrows from the auditor's buffers.
#[derive(Clone, Copy, Debug)]
pub struct AuditedEvent<'a> {
    rules: &'a Rules,
    event: Event<'a>,
    item: u64,
    grade: Grade,
    matches: &'a [Match],
    verdict: Verdict<'a>,
    findings: &'a [Finding],
    clues: &'a [Clue],
    allowed: u32,
}

impl Auditor {
    /// An auditor with empty buffers.
    pub fn new(rules: Arc<Rules>) -> Self {
        Self::with_limits(rules, Limits::default())
    }

    /// An auditor that reads documents within `limits`.
    pub fn with_limits(rules: Arc<Rules>, limits: Limits) -> Self {
        Self {
            rules,
            document: Document::new(limits),
            found: Vec::new(),
            head: Head::default(),
            scratch: Scratch::default(),
            matches: Vec::new(),
            findings: Findings::default(),
        }
    }

    /// Audits one document: a JSON value of any of the known wrappings, or several concatenated. Calls `each` once for every
    /// event found, in order, and once for everything that could not be read.
    pub fn audit(&mut self, bytes: &[u8], each: &mut dyn FnMut(Audited<'_>)) {
        self.audit_record(bytes, &Attributes::default(), each);
    }

    /// Audits the value of a record together with its key and headers. They are audited with the last event of the value, as
    /// `^/kafka/key` and `^/kafka/headers/NAME`, or `^/kinesis/key`; where the value holds no event or cannot be read, they are an event of unknown
    /// kind themselves. A CloudEvent in binary mode is judged as if it had come in one object.
    ///
    /// A record that is a canary and nothing else is judged by the same rules and handed out as [`Audited::Canary`].
    pub fn audit_record(&mut self, bytes: &[u8], attributes: &Attributes<'_>, each: &mut dyn FnMut(Audited<'_>)) {
        let Some(canary) = Canary::read(bytes, attributes) else { return self.audit_events(bytes, attributes, each) };
        let mut found = false;
        self.audit_events(bytes, attributes, &mut |audited| {
            if let Audited::Event(event) = audited {
                found |= event.holds(REQUIREMENT, Severity::Critical);
            }
        });
        each(Audited::Canary(Sighting { sent_ms: canary.time_ms(), found }));
    }

    fn audit_events(&mut self, bytes: &[u8], attributes: &Attributes<'_>, each: &mut dyn FnMut(Audited<'_>)) {
        let (text, invalid) = event::utf8(bytes);
        let mut item = 0;
        if let Some(offset) = invalid {
            each(Audited::Failed(Failure { item, kind: "invalid_utf8", offset: offset as u64 }));
        }
        // A byte-order mark is not part of the text, but of its offsets.
        let skipped = if invalid.is_none() { bytes.len() - text.len() } else { 0 };
        let mut beside = (!attributes.is_empty()).then_some(attributes);
        if beside.is_some() {
            self.begin();
            if let Some(root) = event::binary_event(&mut self.document, attributes, &text) {
                self.document_read(Some(root), &mut item, each);
                return;
            }
        }
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.trim_ascii().is_empty()) {
            self.begin();
            match event::first_value(&mut self.document, rest) {
                Ok((root, next)) => {
                    let next = next.filter(|next| *next > 0);
                    let last = beside.filter(|beside| next.is_none() && beside.fit(&self.document));
                    if let Some(attributes) = last {
                        event::append(&mut self.document, attributes);
                    }
                    if self.document_read(root, &mut item, each) && last.is_some() {
                        beside = None;
                    }
                    match next {
                        Some(next) => at += next,
                        None => break,
                    }
                }
                Err(error) => {
                    let offset = (at + error.offset + skipped) as u64;
                    each(Audited::Failed(Failure { item, kind: error.kind, offset }));
                    item += 1;
                    // Go on behind the line that holds the fault.
                    match rest.get(error.offset..).and_then(|rest| rest.find('\n')) {
                        Some(line) => at += error.offset + line + 1,
                        None => break,
                    }
                }
            }
        }
        if let Some(attributes) = beside {
            self.begin();
            let nothing = event::nothing(&mut self.document);
            event::append(&mut self.document, attributes);
            self.document_read(nothing, &mut item, each);
        }
    }

    /// Makes room for a document.
    fn begin(&mut self) {
        self.document.clear();
        self.rules.detector.forget_document(&mut self.scratch);
    }

    /// Judges what stands on the tape; gives whether there was any event.
    fn document_read(&mut self, root: Option<NodeId>, item: &mut u64, each: &mut dyn FnMut(Audited<'_>)) -> bool {
        let Self { rules, document, found, head, scratch, matches, findings } = self;
        let first = *item;
        if let Some(root) = root {
            event::events(document, root, found);
            for one in &*found {
                if one.unreadable {
                    each(Audited::Failed(Failure { item: *item, kind: "payload", offset: 0 }));
                }
                head.read(document, one);
                let event = Event::new(document, head);
                matches.clear();
                if rules.detector.detect(&event, scratch, document.limits.matches, matches) {
                    each(Audited::Failed(Failure { item: *item, kind: Bound::Matches.name(), offset: 0 }));
                }
                let allowed = rules.allowances.apply(&event, matches);
                let grade = detect::grade(&event, matches);
                let verdict = rules.policy.judge(&event, matches, grade, findings);
                let (findings, clues) = (findings.as_slice(), findings.clues());
                let audited =
                    AuditedEvent { rules, event, item: *item, grade, matches, verdict, findings, clues, allowed };
                each(Audited::Event(audited));
                *item += 1;
            }
        }
        for hit in &document.bounds {
            let within = found.iter().position(|event| event.root <= hit.node && hit.node < document.end(event.root));
            let item = first + within.unwrap_or_default() as u64;
            each(Audited::Failed(Failure { item, kind: hit.bound.name(), offset: 0 }));
        }
        *item > first
    }
}

impl<'a> AuditedEvent<'a> {
    /// The event itself.
    pub const fn event(&self) -> Event<'a> {
        self.event
    }

    /// What was found in it.
    pub const fn matches(&self) -> &'a [Match] {
        self.matches
    }

    /// How many matches an allow list took out.
    pub const fn allowed(&self) -> u32 {
        self.allowed
    }

    /// What it is, and whether PHI may flow there.
    pub const fn verdict(&self) -> Verdict<'a> {
        self.verdict
    }

    /// The requirements it touches, worst first.
    pub const fn findings(&self) -> &'a [Finding] {
        self.findings
    }

    /// Whether it touches this requirement so badly.
    fn holds(&self, requirement: &str, severity: Severity) -> bool {
        let is =
            |finding: &Finding| self.rules.requirements().get(usize::from(finding.requirement)).map(|one| &*one.id);
        self.findings.iter().any(|finding| finding.severity == severity && is(finding) == Some(requirement))
    }

    /// What it shows of rules over several events, with the value that names the resource. Where that is not a SID it may
    /// identify a person: it is never to be printed, nor kept but as a keyed digest.
    pub fn clues(&self) -> impl Iterator<Item = (Clue, &'a str)> {
        let document = self.event.document();
        self.clues.iter().map(move |clue| (*clue, document.text(clue.node)))
    }

    /// The rules by which it was judged.
    pub const fn rules(&self) -> &'a Rules {
        self.rules
    }

    /// Its place within the document, from 0.
    pub const fn item(&self) -> u64 {
        self.item
    }

    /// The SID of the Twilio resource it is about (a message, a call, a task …), where it names one that is safe to print.
    pub fn resource(&self) -> Option<&'a str> {
        let (sid, node) = self.event.resource()?;
        self.printable(Some(sid), Some(node), b"").filter(|text| *text == sid)
    }

    /// The event's own id; `[redacted]` where it is not safe to print.
    pub fn printable_id(&self) -> Option<&'a str> {
        self.printable(self.event.id(), self.event.id_node(), b"._:-")
    }

    /// The Account SID or Segment source id; `[redacted]` where it is not safe to print.
    pub fn printable_account(&self) -> Option<&'a str> {
        self.printable(self.event.account(), self.event.account_node(), b"")
    }

    /// The PHI grade.
    pub const fn grade(&self) -> Grade {
        self.grade
    }

    /// The published record; `source`, `line` and the item number of the document's first event are the caller's.
    pub fn record<'s>(&'s self, source: &'s str, line: u64, first_item: u64) -> Record<'s> {
        let event = &self.event;
        Record {
            source: source.into(),
            line,
            item: first_item + self.item,
            kind: event.kind(),
            event_id: self.printable_id().map(Into::into),
            event_type: self.event_type(),
            time: event.time().map(|time| time.to_string().into()),
            account: self.printable_account().map(Into::into),
            product: self.verdict.product.into(),
            feature: self.verdict.feature.map(Into::into),
            eligibility: self.verdict.eligibility,
            region: self.verdict.region,
            phi: self.grade,
            matches: self.matches.iter().map(|found| self.match_record(found)).collect(),
            findings: self.findings.iter().filter_map(|finding| self.finding_record(finding)).collect(),
        }
    }

    fn finding_record(&self, finding: &Finding) -> Option<FindingRecord<'a>> {
        let requirement = self.rules.requirements().get(usize::from(finding.requirement))?;
        Some(FindingRecord {
            requirement: requirement.id.as_str().into(),
            severity: finding.severity,
            title: requirement.title.as_str().into(),
            section: requirement.section.as_str().into(),
            as_of: self.verdict.as_of.name().into(),
            overridden_by: finding
                .overridden_by
                .and_then(|by| self.rules.policy.overrides().get(usize::from(by)))
                .map(|by| by.id.as_str().into()),
        })
    }

    fn match_record(&self, found: &Match) -> MatchRecord<'a> {
        MatchRecord {
            matcher: self
                .rules
                .detector
                .matchers()
                .get(found.matcher as usize)
                .map_or("", |matcher| &matcher.id)
                .into(),
            category: found.category,
            path: self.event.pointer(found.node, |node| self.key_identifies(node)).into(),
            start: found.start,
            end: found.end,
            strength: found.strength,
            confidence: found.confidence,
            protected: self.is_protected(found),
        }
    }

    /// Whether what was found is a word that the law protects more than other health information.
    fn is_protected(&self, found: &Match) -> bool {
        let document = self.event.document();
        let range = found.start as usize..found.end as usize;
        found.category.role() == Role::Health
            && if found.in_key {
                document.key(found.node).and_then(|key| key.text.get(range)).is_some_and(detect::is_protected)
            } else {
                document.text(found.node).get(range).is_some_and(detect::is_protected)
            }
    }

    /// Whether the key of `node` is an identifier itself, and so must not be printed.
    fn key_identifies(&self, node: NodeId) -> bool {
        let matched = |found: &Match| found.in_key && found.node == node && found.category.role() != Role::Health;
        self.matches.iter().any(matched) || self.event.document().key(node).is_some_and(|key| may_identify(&key.text))
    }

    /// `text` of the envelope, if it is safe to print: of the letters that machine-made ids are made of, and with no match in it.
    fn printable(&self, text: Option<&'a str>, node: Option<NodeId>, marks: &[u8]) -> Option<&'a str> {
        const REDACTED: &str = "[redacted]";
        let text = text?;
        let plain = text.len() <= 128 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte));
        let matched = self.matches.iter().any(|found| Some(found.node) == node && !found.in_key);
        let safe = plain && !matched && !may_identify(text) && !self.repeats_a_value(text);
        Some(if safe { text } else { REDACTED })
    }

    /// Whether `text` holds the value of some match, found elsewhere in the event.
    fn repeats_a_value(&self, text: &str) -> bool {
        let identifies = |found: &&Match| found.category.role() != Role::Health && found.end - found.start > 3;
        // `maria.lopez` repeats `Maria Lopez`.
        let text = LazyCell::new(|| event::field_name(text));
        self.matches.iter().filter(identifies).any(|found| {
            let value = event::field_name(self.value(found));
            value.len() > 3 && text.contains(&value)
        })
    }

    /// The matched text. It never leaves this module but as a shape.
    fn value(&self, found: &Match) -> &'a str {
        let document = self.event.document();
        let text =
            if found.in_key { document.key(found.node).map_or("", |key| &key.text) } else { document.text(found.node) };
        text.get(found.start as usize..found.end as usize).unwrap_or_default()
    }

    /// What the value of the `index`th match has in common with others like it: a keyed digest, from which without the key
    /// nobody gets the value back. `None` where there is no such match, or no letter or digit in it.
    pub fn fingerprint(&self, index: usize, key: &FingerprintKey) -> Option<Fingerprint> {
        let found = self.matches.get(index)?;
        key.fingerprint(found.category, self.value(found))
    }

    /// The `index`th match as its shape, with those of the words around it that are common ones, or for which `keep` holds.
    pub fn masked_context(&self, index: usize, keep: &dyn Fn(&str) -> bool) -> String {
        let Some(found) = self.matches.get(index) else { return String::new() };
        if found.in_key {
            return crate::learn::mask::shape(self.value(found));
        }
        let text = self.event.document().text(found.node);
        crate::learn::mask::context(text, found.start as usize..found.end as usize, keep)
    }

    /// The shape of the `index`th match for a person's eye: letters and digits blotted out, at most 24 characters.
    pub fn mask(&self, index: usize) -> String {
        let Some(found) = self.matches.get(index) else { return String::new() };
        let value = self.value(found);
        let blot = |unit: char| if unit.is_alphanumeric() { '•' } else { unit };
        let mut mask: String = value.chars().take(24).map(blot).collect();
        if value.chars().nth(24).is_some() {
            mask.push('…');
        }
        mask
    }
}

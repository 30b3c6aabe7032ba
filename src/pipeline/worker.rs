//! The auditing threads: a batch in, one answer for each of its records out. Nothing to tell → settled at once; findings → the
//! publisher; what could not be read → quarantine, by pointer. A canary is counted as such, and has nothing to tell.
//!
//! Whatever a record holds, the thread goes on: a fault in the audit costs that record's verdict, not the record.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arc_swap::ArcSwap;
use crossbeam_channel::Receiver;

use super::batch::{Batch, Contents, Record};
use super::publisher::{Publisher, Waiting};
use super::{Debt, Linking, Obligation, Outcome, Place, Settled, Settlements, Token, clock};
use crate::alert::{AlertRules, Decided, Origin};
use crate::audit::{Attributes, Audited, Auditor};
use crate::event::Limits;
use crate::linked::Ruleset;
use crate::record::LinkedRecord;
use crate::rules::Rules;
use crate::telemetry::{AccountNames, Metrics, Tally};

/// The rules in force. A reload puts others in their place, all at once.
#[derive(Debug)]
pub struct InForce {
    /// By which events are judged.
    pub rules: Arc<Rules>,
    /// By which several events of one resource are judged together.
    pub ruleset: Arc<Ruleset>,
    /// Which findings become alerts.
    pub alerts: AlertRules,
    /// What accounts are called in metrics.
    pub accounts: Arc<AccountNames>,
}

/// One auditing thread.
pub struct Worker {
    /// Where batches come from.
    pub batches: Receiver<Batch>,
    /// The way back.
    pub settlements: Settlements,
    /// Where alerts and pointers go.
    pub publisher: Arc<Publisher>,
    /// The rules.
    pub in_force: Arc<ArcSwap<InForce>>,
    /// What was seen of each resource.
    pub linking: Arc<Linking>,
    /// Bounds of one document.
    pub limits: Limits,
    /// The longest value that is audited, in bytes.
    pub longest: usize,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

/// What an audit said of the record at hand.
#[derive(Debug)]
struct Said {
    /// The record's token, until it owes something.
    token: Option<Token>,
    /// What the record owes: its own obligation, which is paid when the audit has said all it has to say.
    owed: Option<Obligation>,
    /// What could not be read, each kind once.
    unread: Vec<&'static str>,
    /// It was a canary.
    canary: bool,
}

impl Said {
    fn nothing(token: Token) -> Self {
        Self { token: Some(token), owed: None, unread: Vec::new(), canary: false }
    }

    /// One more obligation of the record.
    fn owe(&mut self, settlements: &Settlements) -> Option<Obligation> {
        if let Some(token) = self.token.take() {
            self.owed = Some(Debt::of(token, settlements.clone()));
        }
        self.owed.as_ref().map(Obligation::and)
    }

    fn unread(&mut self, kind: &'static str) {
        if !self.unread.contains(&kind) {
            self.unread.push(kind);
        }
    }
}

impl Worker {
    /// Audits until there are no more batches.
    pub fn run(self) {
        let mut in_force = self.in_force.load_full();
        let mut auditor = self.auditor(&in_force);
        let mut tally = self.tally(&in_force);
        while let Ok(batch) = self.batches.recv() {
            let newest = self.in_force.load_full();
            if !Arc::ptr_eq(&newest, &in_force) {
                in_force = newest;
                auditor = self.auditor(&in_force);
                tally = self.tally(&in_force);
            }
            let (records, contents) = batch.open();
            let mut heard = Vec::with_capacity(records.len());
            let now_ms = clock::now_ms();
            for record in records {
                let (token, record) = record.split();
                let mut said = Said::nothing(token);
                let audited = catch_unwind(AssertUnwindSafe(|| {
                    self.audit(&mut auditor, &in_force, &record, &contents, now_ms, &mut said, &mut tally);
                }));
                if audited.is_err() {
                    // Nothing half-done may speak for the next record.
                    auditor = self.auditor(&in_force);
                    said.unread("fault");
                }
                heard.push((record, said));
            }
            tally.flush();
            // Before a record is settled, what it adds to others is on disk.
            self.linking.save();
            let conclude = |(record, said)| self.conclude(&record, said, &in_force, &contents);
            let clean: Vec<_> = heard.into_iter().filter_map(conclude).collect();
            if !clean.is_empty() {
                // Where the reading thread has ended, what is under way will be read again.
                let _ = self.settlements.send(clean);
            }
        }
    }

    fn tally(&self, in_force: &InForce) -> Tally {
        Tally::new(Arc::clone(&self.metrics), Arc::clone(&in_force.rules), Arc::clone(&in_force.accounts))
    }

    fn auditor(&self, in_force: &InForce) -> Auditor {
        Auditor::with_limits(Arc::clone(&in_force.rules), self.limits)
    }

    #[allow(clippy::too_many_arguments, reason = "the buffers of one thread, kept from record to record")]
    fn audit(
        &self,
        auditor: &mut Auditor,
        in_force: &InForce,
        record: &Record,
        contents: &Contents,
        now_ms: i64,
        said: &mut Said,
        tally: &mut Tally,
    ) {
        let mut headers = Vec::new();
        contents.headers(record, &mut headers);
        let attributes = Attributes { system: record.place.system(), key: contents.key(record), headers: &headers };
        if record.damaged {
            said.unread("invalid_utf8");
        }
        let mut value = contents.value(record).unwrap_or_default();
        if value.len() > self.longest {
            said.unread("too_large");
            value = &[];
        }
        let unpacked = crate::source::decompress(value, self.longest).unwrap_or_else(|kind| {
            said.unread(kind);
            value = &[];
            None
        });
        let value = unpacked.as_deref().unwrap_or(value);
        let origin = origin(&record.place, record.recorded_ms);
        auditor.audit_record(value, &attributes, &mut |audited| match audited {
            Audited::Event(event) => {
                tally.event(&event);
                // Alerts leave one by one: a record of a hundred thousand events does not pile up.
                let mut decide = |decided: Decided<'_>| match decided {
                    Decided::Alert(draft) => {
                        if let Some(owed) = said.owe(&self.settlements) {
                            let (place, recorded_ms) = (record.place.clone(), record.recorded_ms);
                            self.publisher.publish(*draft, Waiting { owed, place, recorded_ms });
                        }
                    }
                    Decided::Suppressed(requirement) => {
                        self.metrics.suppressed_findings_total.with([requirement]).inc();
                    }
                };
                in_force.alerts.drafts(&event, &origin, now_ms, &mut decide);
                for broken in self.linking.observe(&event, &in_force.ruleset) {
                    let LinkedRecord { requirement, severity, .. } = &broken.record;
                    self.metrics.findings_total.with([requirement, severity.name()]).inc();
                    self.metrics.recent.found(in_force.rules.requirement(requirement), now_ms);
                    in_force.alerts.linked(&event, &origin, now_ms, broken, &mut decide);
                }
            }
            Audited::Canary(seen) => {
                said.canary = true;
                self.metrics.canary_seen(&seen, clock::now_ms());
            }
            Audited::Failed(failure) => said.unread(failure.kind),
        });
    }

    /// The record has said all it has to say. Gives it back where that was nothing.
    fn conclude(&self, record: &Record, mut said: Said, in_force: &InForce, contents: &Contents) -> Option<Settled> {
        if !said.unread.is_empty()
            && let Some(owed) = said.owe(&self.settlements)
        {
            let (size, digest) = (contents.size(record), in_force.rules.digest());
            self.publisher.quarantine(&record.place, record.recorded_ms, size, &said.unread, digest, owed);
        }
        if let Some(owed) = said.owed {
            owed.paid(Outcome::Clean);
        }
        let outcome = if said.canary { Outcome::Canary } else { Outcome::Clean };
        said.token.map(|token| Settled { token, outcome })
    }
}

/// What an alert says of where its event stood.
fn origin(place: &Place, recorded_ms: Option<i64>) -> Origin<'_> {
    Origin {
        system: place.system(),
        container: place.container(),
        lane: place.lane(),
        position: place.position(),
        recorded_ms,
    }
}

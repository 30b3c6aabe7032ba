//! Which findings become alerts: bad enough, not suppressed. Makes the drafts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::alert::draft::{Draft, DraftMatch, EventFacts, MOST_MATCHES, RequirementFacts};
use crate::alert::suppress::{Facts, SuppressionError, SuppressionStatus, Suppressions};
use crate::alert::uid::{self, Common};
use crate::alert::{FingerprintKey, FoldKey, Origin};
use crate::audit::AuditedEvent;
use crate::config::service::{Alerts, Suppression};
use crate::pipeline::Broken;
use crate::policy::Severity;
use crate::record::{FindingRecord, Record};
use crate::rules::Rules;

/// What makes an alert of a finding. A reload of the settings makes a new one.
#[derive(Debug)]
pub struct AlertRules {
    minimum: Severity,
    /// Of the event's own time, in milliseconds; 0: nothing is folded.
    window_ms: i64,
    key: Option<FingerprintKey>,
    suppressions: Suppressions,
}

/// What becomes of a finding.
#[derive(Debug)]
pub enum Decided<'a> {
    /// It is alerted.
    Alert(Box<Draft>),
    /// A suppression accepts it. The id of its requirement.
    Suppressed(&'a str),
}

impl AlertRules {
    /// Compiles the settings; gives every fault there is. `rules` are those that events are judged by.
    pub fn new(
        alerts: &Alerts,
        suppressions: &[Suppression],
        key: Option<FingerprintKey>,
        rules: &Rules,
    ) -> Result<Self, Vec<SuppressionError>> {
        Ok(Self {
            minimum: alerts.minimum,
            window_ms: i64::try_from(alerts.fold.0.as_millis()).unwrap_or(i64::MAX),
            suppressions: Suppressions::new(suppressions, rules, key.is_some())?,
            key,
        })
    }

    /// What has become of the suppressions.
    pub fn suppressions(&self, now_ms: i64) -> Vec<SuppressionStatus> {
        self.suppressions.status(now_ms)
    }

    /// Calls `each` for every finding of `event` at or above the minimum. Costs nothing where there is none.
    pub fn drafts(
        &self,
        event: &AuditedEvent<'_>,
        origin: &Origin<'_>,
        now_ms: i64,
        each: &mut dyn FnMut(Decided<'_>),
    ) {
        if !event.findings().iter().any(|finding| finding.severity >= self.minimum) {
            return;
        }
        let record = event.record("", 0, 0);
        let keyed = |index| self.key.as_ref().and_then(|key| event.fingerprint(index, key));
        let fingerprint = &keyed;
        let mut facts = None;
        for finding in record.findings.iter().filter(|finding| finding.severity >= self.minimum) {
            let asked = Facts { requirement: &finding.requirement, record: &record, fingerprint, linked: false };
            if self.suppressions.suppress(&asked, now_ms) {
                each(Decided::Suppressed(&finding.requirement));
                continue;
            }
            let facts = facts.get_or_insert_with(|| Arc::new(event_facts(event, &record, origin, fingerprint)));
            let fold = self.fold_key(finding, facts);
            each(Decided::Alert(Box::new(Draft {
                uid: fold.map_or_else(|| uid::alone(origin, facts.item, &finding.requirement), |key| key.uid()),
                fold,
                requirement: RequirementFacts {
                    overridden_by: finding.overridden_by.as_deref().map(str::to_owned),
                    ..requirement_facts(event, &finding.requirement, &finding.title, &finding.section)
                },
                severity: finding.severity,
                event: Arc::clone(facts),
                linked: None,
            })));
        }
    }

    /// Calls `each` for what `event` and others of its resource show together, if it is at or above the minimum.
    pub fn linked(
        &self,
        event: &AuditedEvent<'_>,
        origin: &Origin<'_>,
        now_ms: i64,
        broken: Broken,
        each: &mut dyn FnMut(Decided<'_>),
    ) {
        let Broken { record: linked, key, lasting } = broken;
        if linked.severity < self.minimum {
            return;
        }
        let record = event.record("", 0, 0);
        let keyed = |index| self.key.as_ref().and_then(|key| event.fingerprint(index, key));
        let asked = Facts { requirement: &linked.requirement, record: &record, fingerprint: &keyed, linked: true };
        if self.suppressions.suppress(&asked, now_ms) {
            return each(Decided::Suppressed(&linked.requirement));
        }
        let mut facts = event_facts(event, &record, origin, &keyed);
        // PHI may stand in another of its events.
        facts.grade = facts.grade.max(linked.phi);
        let facts = Arc::new(facts);
        let together = uid::Together {
            account: facts.account.as_deref(),
            requirement: &linked.requirement,
            say: &linked.say,
            resource: &key.to_string(),
            bucket: facts.time_ms.and_then(|time| time.checked_div_euclid(self.window_ms)),
        };
        let fold = (self.window_ms > 0).then(|| uid::linked(&together));
        // Where nobody else knows the resource by this key, the place of the event is what stays the same.
        let lasting = fold.filter(|_| lasting);
        let alone = || uid::alone_of_linked(origin, facts.item, &linked.requirement, &linked.say);
        each(Decided::Alert(Box::new(Draft {
            uid: lasting.map_or_else(alone, |key| key.uid()),
            fold,
            requirement: RequirementFacts {
                overridden_by: linked.overridden_by.as_deref().map(str::to_owned),
                ..requirement_facts(event, &linked.requirement, &linked.title, &linked.section)
            },
            severity: linked.severity,
            event: facts,
            linked: Some(Arc::new(linked)),
        })));
    }

    fn fold_key(&self, finding: &FindingRecord<'_>, facts: &EventFacts) -> Option<FoldKey> {
        let resource = facts.resource.as_deref().filter(|_| self.window_ms > 0)?;
        Some(uid::folded(&Common {
            account: facts.account.as_deref(),
            requirement: &finding.requirement,
            severity: finding.severity.name(),
            grade: facts.grade.name(),
            resource,
            bucket: facts.time_ms.map(|time| time.div_euclid(self.window_ms)),
        }))
    }
}

fn requirement_facts(event: &AuditedEvent<'_>, id: &str, title: &str, section: &str) -> RequirementFacts {
    let requirement = event.rules().requirement(id);
    RequirementFacts {
        id: id.to_owned(),
        title: title.to_owned(),
        section: section.to_owned(),
        kind: requirement.map_or("", |requirement| requirement.kind.name()),
        why: requirement.map_or_else(String::new, |requirement| requirement.why.clone()),
        remedy: requirement.map_or_else(String::new, |requirement| requirement.remedy.clone()),
        overridden_by: None,
    }
}

fn event_facts(
    event: &AuditedEvent<'_>,
    record: &Record<'_>,
    origin: &Origin<'_>,
    fingerprint: &dyn Fn(usize) -> Option<crate::alert::Fingerprint>,
) -> EventFacts {
    let own = |text: &Option<std::borrow::Cow<'_, str>>| text.as_deref().map(str::to_owned);
    let mut counts = BTreeMap::new();
    for found in &record.matches {
        *counts.entry(found.category).or_insert(0) += 1;
    }
    let matches = record.matches.iter().take(MOST_MATCHES).enumerate().map(|(index, found)| DraftMatch {
        matcher: found.matcher.to_string(),
        category: found.category,
        pointer: found.path.to_string(),
        start: found.start,
        end: found.end,
        strength: found.strength,
        confidence: found.confidence,
        fingerprint: fingerprint(index),
    });
    EventFacts {
        rules: event.rules().digest().to_owned(),
        as_of: event.verdict().as_of.name(),
        id: own(&record.event_id),
        kind_of_event: own(&record.event_type),
        kind: record.kind,
        time: own(&record.time),
        time_ms: event.event().time().map(jiff::Timestamp::as_millisecond),
        account: own(&record.account),
        resource: event.resource().map(str::to_owned),
        product: record.product.to_string(),
        feature: own(&record.feature),
        region: record.region,
        eligibility: record.eligibility,
        grade: record.phi,
        matches: matches.collect(),
        total_matches: record.matches.len(),
        counts,
        system: origin.system.to_owned(),
        container: origin.container.to_owned(),
        lane: origin.lane.to_string(),
        position: origin.position.to_string(),
        item: event.item(),
        recorded_ms: origin.recorded_ms,
    }
}

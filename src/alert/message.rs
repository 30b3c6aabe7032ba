//! A draft as a message: a CloudEvents 1.0 envelope around an OCSF finding. docs/alerts.md explains it field by field.

use std::sync::Arc;

use jiff::Timestamp;

use crate::alert::draft::{Draft, EventFacts};
use crate::alert::ocsf;
use crate::detect::Confidence;
use crate::policy::Severity;
use crate::sink::Message;

/// CloudEvents `type` of an alert.
pub const MESSAGE_KIND: &str = "io.phi-audit.finding.v1";

/// What is told of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// It is new.
    Create,
    /// Its window has ended, and it came more than once.
    Update {
        /// How often, the first included.
        count: u64,
        /// The time of the earliest event, Unix time in milliseconds.
        first_ms: i64,
        /// The time of the latest.
        last_ms: i64,
    },
}

impl Draft {
    /// The alert as it is sent. `source` is the CloudEvents `source`; `now_ms` the time of the alert itself.
    pub fn message(&self, activity: Activity, source: &Arc<str>, now_ms: i64) -> Message {
        let id = match activity {
            Activity::Create => self.uid.clone(),
            Activity::Update { count, .. } => format!("{}-{count}", self.uid),
        };
        // The structs hold strings and numbers only, which always are JSON.
        let data = serde_json::to_vec(&self.finding(activity, &id, now_ms)).unwrap_or_default();
        let account = self.event.account.as_ref().filter(|account| !account.starts_with('['));
        Message {
            id,
            kind: MESSAGE_KIND,
            source: Arc::clone(source),
            time: Timestamp::from_millisecond(now_ms).unwrap_or_default().to_string(),
            subject: Some(self.requirement.id.clone()),
            key: Some(account.unwrap_or(&self.event.container).clone()),
            data,
        }
    }

    fn finding<'a>(&'a self, activity: Activity, id: &'a str, now_ms: i64) -> ocsf::Finding<'a> {
        let event = &*self.event;
        let (activity_id, activity_name, count, seen) = match activity {
            Activity::Create => (1, "Create", 1, event.time_ms.map(|time| (time, time))),
            Activity::Update { count, first_ms, last_ms } => (2, "Update", count, Some((first_ms, last_ms))),
        };
        let (severity_id, severity) = severity(self.severity);
        ocsf::Finding {
            activity_id,
            activity_name,
            category_uid: ocsf::CATEGORY_UID,
            category_name: "Findings",
            class_uid: ocsf::CLASS_UID,
            class_name: "Data Security Finding",
            type_uid: ocsf::CLASS_UID * 100 + activity_id,
            severity_id,
            severity,
            time: now_ms,
            start_time: seen.map(|(first, _)| first),
            end_time: seen.map(|(_, last)| last),
            count,
            is_alert: true,
            status_id: 1,
            confidence_id: event.matches.iter().map(|found| found.confidence).max().map(confidence_id),
            message: format!("{} ({}, {})", self.requirement.title, event.product, event.grade),
            metadata: metadata(event, id),
            finding_info: ocsf::FindingInfo {
                uid: &self.uid,
                title: &self.requirement.title,
                desc: &self.requirement.why,
                types: types(event, self.requirement.kind),
                analytic: ocsf::Analytic {
                    type_id: 1,
                    r#type: "Rule",
                    uid: &self.requirement.id,
                    name: &self.requirement.title,
                    version: &event.rules,
                },
                first_seen_time: seen.map(|(first, _)| first),
                last_seen_time: seen.map(|(_, last)| last),
            },
            data_security: self.data_security(),
            resources: resources(self),
            unmapped: self.unmapped(),
        }
    }

    fn data_security(&self) -> ocsf::DataSecurity<'_> {
        let event = &*self.event;
        let detail = |(category, count): (&crate::detect::Category, &u32)| ocsf::DiscoveryDetail {
            r#type: category.name(),
            count: *count,
        };
        ocsf::DataSecurity {
            category_id: 1,
            category: "Personal",
            confidentiality_id: event.grade.carries_phi().then_some(6),
            data_lifecycle_state_id: 2,
            detection_system_id: 10,
            policy: ocsf::Policy { uid: &self.requirement.id, name: &self.requirement.section },
            discovery_details: event.counts.iter().map(detail).collect(),
            total: event.total_matches,
        }
    }

    fn unmapped(&self) -> ocsf::Unmapped<'_> {
        let event = &*self.event;
        let matches = event.matches.iter().map(|found| ocsf::Match {
            matcher: &found.matcher,
            category: found.category.name(),
            pointer: &found.pointer,
            start: found.start,
            end: found.end,
            strength: found.strength.name(),
            confidence: found.confidence.name(),
            fingerprint: found.fingerprint.map(|fingerprint| fingerprint.to_string()),
        });
        ocsf::Unmapped {
            phi_grade: event.grade.name(),
            kind: event.kind.name(),
            event_type: event.kind_of_event.as_deref(),
            account: event.account.as_deref(),
            product: &event.product,
            feature: event.feature.as_deref(),
            eligibility: event.eligibility.name(),
            region: event.region.name(),
            section: &self.requirement.section,
            as_of: event.as_of,
            remedy: &self.requirement.remedy,
            overridden_by: self.requirement.overridden_by.as_deref(),
            item: event.item,
            matches: matches.collect(),
            matches_total: event.total_matches,
            linked: self.linked.as_deref().map(|linked| ocsf::Linked {
                say: &linked.say,
                resource: &linked.resource,
                events: &linked.events,
            }),
        }
    }
}

fn metadata<'a>(event: &'a EventFacts, id: &'a str) -> ocsf::Metadata<'a> {
    ocsf::Metadata {
        version: ocsf::VERSION,
        product: ocsf::Product { name: "phi-audit", vendor_name: "phi-audit", version: env!("CARGO_PKG_VERSION") },
        uid: id,
        log_name: &event.container,
        original_event_uid: event.id.as_deref(),
        original_time: event.time.as_deref(),
        logged_time: event.recorded_ms,
    }
}

/// What kind of finding it is: by these words consumers tell PHI in the wrong place from the mere use of a product.
fn types(event: &EventFacts, kind: &'static str) -> Vec<&'static str> {
    let phi = event.grade.carries_phi().then_some("phi");
    phi.into_iter().chain([kind].into_iter().filter(|kind| !kind.is_empty())).collect()
}

/// The record, the Twilio resource its event is about, and the one that several events are about together.
fn resources(draft: &Draft) -> Vec<ocsf::Resource<'_>> {
    let event = &*draft.event;
    let record = ocsf::Resource {
        r#type: format!("{}-record", event.system),
        uid: format!("{}/{}@{}", event.container, event.lane, event.position),
        name: Some(&event.container),
    };
    let together = draft.linked.iter().filter_map(|linked| linked.resource.id.as_deref());
    let sids =
        event.resource.as_deref().into_iter().chain(together.filter(|sid| event.resource.as_deref() != Some(sid)));
    let about =
        sids.map(|sid| ocsf::Resource { r#type: "twilio-resource".to_owned(), uid: sid.to_owned(), name: None });
    std::iter::once(record).chain(about).collect()
}

const fn severity(severity: Severity) -> (u32, &'static str) {
    match severity {
        Severity::Info => (1, "Informational"),
        Severity::Low => (2, "Low"),
        Severity::Medium => (3, "Medium"),
        Severity::High => (4, "High"),
        Severity::Critical => (5, "Critical"),
    }
}

const fn confidence_id(confidence: Confidence) -> u32 {
    match confidence {
        Confidence::Low => 1,
        Confidence::Medium => 2,
        Confidence::High => 3,
    }
}

//! Events of which a test knows what an auditor has to say: each with an id and a message of its own, so that nothing is folded.
//!
//! `numbered` is the plain workload: every k-th event has exactly one finding. `expected` asks the audit core itself what any
//! events hold, which turns it into the oracle for what comes out of the service.

use std::collections::BTreeSet;

use jiff::Timestamp;
use phi_audit::audit::{Audited, Auditor};
use phi_audit::policy::Severity;
use phi_audit::rules::Rules;

/// The requirement of every finding of `numbered`.
pub const REQUIREMENT: &str = "sms-us-area-codes-only";
/// The account of `numbered`.
pub const ACCOUNT: &str = "AC5f0c0ffee0ddba11facade5eed5ca1ab";

/// The time of the first event: 2025-03-04T15:16:17Z in milliseconds since 1970; each further one is a second later.
const BEGIN: i64 = 1_741_101_377_000;

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its CloudEvents `id`.
    pub id: String,
    /// The SID of the message it is about.
    pub message: String,
    /// The event, one JSON object without a line break.
    pub json: String,
    /// Whether it has its finding: `REQUIREMENT`, severity high, and none other above `info`.
    pub finding: bool,
}

/// Inbound texts with the numbers of `range`, of which every `every`-th comes from Canada and is a finding; 0: none.
/// The same numbers give the same events.
pub fn numbered(range: std::ops::Range<u64>, every: u64) -> impl Iterator<Item = Event> {
    range.map(move |number| {
        let finding = every != 0 && number.is_multiple_of(every);
        let (id, message) = (format!("EZ{number:032x}"), format!("SM{number:032x}"));
        let from = if finding { "+14165550122" } else { "+12165550122" };
        let offset = i64::try_from(number).unwrap_or(0) * 1_000 % 10_000_000_000;
        let time = Timestamp::from_millisecond(BEGIN + offset).expect("in range");
        let json = format!(
            r#"{{"specversion":"1.0","type":"com.twilio.messaging.inbound-message.received","source":"/2010-04-01/Accounts/{ACCOUNT}/Messages/{message}.json","id":"{id}","dataschema":"https://events-schemas.twilio.com/Messaging.InboundMessageV1/6","datacontenttype":"application/json","time":"{time}","data":{{"numMedia":0,"timestamp":"{time}","recipients":[],"accountSid":"{ACCOUNT}","to":"+12165550100","numSegments":1,"messageSid":"{message}","eventName":"com.twilio.messaging.inbound-message.received","body":"Thanks, see you then","from":"{from}"}}}}"#
        );
        Event { id, message, json, finding }
    })
}

/// What is found in events: id of the event and of the requirement, for findings of at least this severity.
pub fn expected<'e>(events: impl IntoIterator<Item = &'e str>, least: Severity) -> BTreeSet<(String, String)> {
    let mut auditor = Auditor::new(Rules::embedded().expect("the embedded rules are right"));
    let mut found = BTreeSet::new();
    for event in events {
        auditor.audit(event.as_bytes(), &mut |audited| {
            if let Audited::Event(event) = audited {
                let record = event.record("", 1, 0);
                let findings = record.findings.iter().filter(|finding| finding.severity >= least);
                let id = record.event_id.as_deref().unwrap_or_default();
                found.extend(findings.map(|finding| (id.to_owned(), finding.requirement.to_string())));
            }
        });
    }
    found
}

//! Alerts from the outside: bytes of a record in, messages out. What they say is valid OCSF and CloudEvents, holds no value, and
//! is the same on any day; keys, headers and CloudEvents in binary mode are audited like everything else.

#![cfg(feature = "service")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "../support/generate/mod.rs"]
mod generate;
#[path = "../support/leak.rs"]
mod leak;

mod attributes;
mod documentation;
mod ids;
mod linked;
mod messages;
mod ocsf;
mod taint;

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use phi_audit::alert::{Activity, AlertRules, Decided, Draft, FingerprintKey, Origin, Place};
use phi_audit::audit::{Attributes, Audited, Auditor};
use phi_audit::config::{self, Config};
use phi_audit::rules::Rules;
use phi_audit::sink::Message;

/// The clock of the tests: 2026-11-24T12:00:00Z.
const NOW: i64 = 1_795_521_600_000;

static RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| Rules::embedded().expect("the shipped rules are sound"));

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn key() -> FingerprintKey {
    FingerprintKey::new(b"a key that only the tests of alerts know").unwrap()
}

fn alert_rules(toml: &str) -> AlertRules {
    let Config { alerts, suppression, .. } = config::parse(toml).unwrap();
    AlertRules::new(&alerts, &suppression, Some(key()), &RULES).unwrap()
}

fn at(position: u64) -> Origin<'static> {
    Origin {
        system: "kafka",
        container: "twilio-events",
        lane: Place::Number(3),
        position: Place::Number(position),
        recorded_ms: Some(NOW - 250),
    }
}

/// The drafts of a record.
fn drafts_of(rules: &AlertRules, value: &[u8], attributes: &Attributes<'_>, origin: &Origin<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    Auditor::new(Arc::clone(&RULES)).audit_record(value, attributes, &mut |audited| {
        if let Audited::Event(event) = audited {
            rules.drafts(&event, origin, NOW, &mut |decided| {
                if let Decided::Alert(draft) = decided {
                    drafts.push(*draft);
                }
            });
        }
    });
    drafts
}

fn drafts(value: &[u8]) -> Vec<Draft> {
    drafts_of(&alert_rules("alerts.minimum = \"info\""), value, &Attributes::default(), &at(48_213))
}

fn message(draft: &Draft, activity: Activity) -> Message {
    draft.message(activity, &Arc::from("/phi-audit"), NOW)
}

/// Every example file, decompressed.
fn examples() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(root().join("examples/events"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let (name, mut bytes) = (path.file_name().unwrap().to_str().unwrap().to_owned(), Vec::new());
            let file = std::fs::File::open(&path).unwrap();
            if name.ends_with(".gz") {
                flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
            } else {
                std::io::BufReader::new(file).read_to_end(&mut bytes).unwrap();
            }
            (name, bytes)
        })
        .collect();
    files.sort();
    files
}

/// A message of which `status` is told, with PHI where it may not be.
fn sms(status: &str, id: &str, time: &str) -> String {
    serde_json::json!({
        "specversion": "1.0",
        "type": format!("com.twilio.messaging.message.{status}"),
        "source": "/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/SM00000000000000000000000000000001.json",
        "id": id,
        "dataschema": "https://events-schemas.twilio.com/Messaging.MessageStatus/7",
        "datacontenttype": "application/json",
        "time": time,
        "data": {
            "accountSid": "AC00000000000000000000000000000001",
            "messageSid": "SM00000000000000000000000000000001",
            "from": "whatsapp:+12165550100",
            "to": "whatsapp:+12165550117",
            "body": "Maria Lopez, SSN 219-09-9999: your A1c is 8.2 %, take metformin.",
        },
    })
    .to_string()
}

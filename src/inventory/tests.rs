//! Golden inventories from invented events: `UPDATE=1 cargo test` writes them anew.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use super::*;
use crate::audit::{Audited, Auditor};
use crate::policy::{Context, EditionMode};
use crate::rules::{Rules, RulesBuilder};

const EVENTS: &str = r##"
{"type":"track","event":"Refill Requested","messageId":"m-1","timestamp":"2024-05-01T10:00:00Z","projectId":"p1","userId":"u-1","integrations":{"All":false,"Facebook Pixel":true,"Amazon S3":true},"properties":{"drug":"metformin","patients":[{"email":"maria@example.com"},{"email":"ann@example.com"}]}}
{"type":"track","event":"Refill Requested","messageId":"m-2","timestamp":"2024-06-01T10:00:00.250Z","projectId":"p1","userId":"u-1","integrations":{"Braze":{"id":"x"},"Amplitude":false},"properties":{"drug":"metformin","patients":[{"email":"maria@example.com"}]}}
{"type":"identify","messageId":"m-3","timestamp":"2024-05-02T10:00:00Z","projectId":"p1","userId":"u-1","integrations":[],"traits":{"email":"ann@example.com","219-09-9999":{"note":"asthma"}}}
{"type":"track","event":"x","messageId":"m-4","projectId":"p1","anonymousId":"a","integrations":{"Maria Lopez":true,"<b>=1+1":true},"properties":{"plan":"gold"}}
{"specversion":"1.0","type":"com.twilio.messaging.message.sent","source":"/x","id":"EZ1","dataschema":"https://events-schemas.twilio.com/Messaging.MessageStatus/7","time":"2024-05-03T10:00:00Z","data":{"to":"whatsapp:+12165550101","from":"+12165550100","body":"Your A1c is 8.2 %"}}
{"=cmd":"219-09-9999"}
"##;

fn rules(destinations: Option<&[&str]>) -> std::sync::Arc<Rules> {
    let destinations_with_baa = destinations.map(|all| all.iter().map(|&name| name.to_owned()).collect());
    let context = Context { destinations_with_baa, ..Context::default() };
    RulesBuilder::default().context(context).edition(EditionMode::EventTime).build().unwrap()
}

/// The inventory of `events`, counted in stretches of so many lines.
fn inventory(events: &str, destinations: Option<&[&str]>, stretch: usize) -> Inventory {
    let mut auditor = Auditor::new(rules(destinations));
    let mut whole = Inventory::default();
    let lines: Vec<&str> = events.lines().filter(|line| !line.is_empty()).collect();
    for lines in lines.chunks(stretch) {
        let mut part = Inventory::default();
        for line in lines {
            auditor.audit(line.as_bytes(), &mut |audited| {
                if let Audited::Event(event) = audited {
                    part.count(&event);
                }
            });
        }
        whole.add(part);
    }
    whole
}

fn basis() -> Basis {
    Basis {
        version: "0.0.0".to_owned(),
        rules_digest: "0123456789abcdef".repeat(4),
        edition: "event-time".to_owned(),
        inputs: vec!["archive".to_owned()],
        ..Basis::default()
    }
}

fn written(inventory: &Inventory, how: fn(&InventoryDocument<'_>, &mut dyn Write) -> io::Result<()>) -> String {
    let (basis, mut out) = (basis(), Vec::new());
    how(&inventory.document(&basis, 1, 0), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{} differs: look at it with UPDATE=1 and `git diff`", path.display());
}

const BAA: Option<&[&str]> = Some(&["amazon-s3"]);

#[test]
fn the_inventory_is_the_golden_one() {
    let inventory = inventory(EVENTS, BAA, 100);
    golden("inventory.csv", &written(&inventory, write_csv));
    golden("inventory.json", &written(&inventory, write_json));
    golden("inventory.html", &written(&inventory, write_html));
}

#[test]
fn where_a_stretch_ends_makes_no_difference() {
    let whole = inventory(EVENTS, BAA, 100);
    for stretch in 1..5 {
        assert!(inventory(EVENTS, BAA, stretch) == whole, "{stretch}");
    }
}

#[test]
fn the_elements_of_an_array_are_one_field() {
    let inventory = inventory(EVENTS, BAA, 100);
    let rows = || inventory.rows.entries.iter().filter(|(field, _)| field.path.ends_with("/email"));
    let (field, row) = rows().find(|(field, _)| field.event_type == "track").unwrap();
    assert_eq!(field.path, "/properties/patients/*/email");
    assert_eq!((row.matches, row.events, row.phi), (3, 2, 2));
    assert_eq!(rows().count(), 2);
}

#[test]
fn a_row_says_when_it_was_first_and_last_seen() {
    let inventory = inventory(EVENTS, BAA, 1);
    let (_, row) = inventory.rows.entries.iter().find(|(field, _)| field.path == "/properties/drug").unwrap();
    let day = |time: Option<Timestamp>| time.unwrap().to_string();
    assert_eq!((day(row.first), day(row.last)), ("2024-05-01T10:00:00Z".into(), "2024-06-01T10:00:00.25Z".into()));
}

#[test]
fn destinations_are_those_that_are_switched_on_with_their_baa() {
    let inventory = inventory(EVENTS, BAA, 100);
    let named: Vec<_> = inventory
        .recipients
        .entries
        .iter()
        .map(|(name, count)| (name.as_str(), count.events, count.baa.unwrap()))
        .collect();
    assert_eq!(
        named,
        [
            ("All", 3, Baa::Unknown),
            ("Amazon S3", 1, Baa::Signed),
            ("Braze", 1, Baa::Missing),
            ("Facebook Pixel", 1, Baa::Missing),
            ("[redacted]", 2, Baa::Missing),
        ]
    );
}

#[test]
fn without_a_list_no_baa_is_missing() {
    let inventory = inventory(EVENTS, None, 100);
    assert!(inventory.recipients.entries.values().all(|count| count.baa == Some(Baa::Unknown)));
    assert!(written(&inventory, write_html).contains("does not list which destinations"));
}

#[test]
fn a_key_that_identifies_somebody_is_not_printed() {
    let inventory = inventory(EVENTS, BAA, 100);
    let all = written(&inventory, write_html) + &written(&inventory, write_csv) + &written(&inventory, write_json);
    assert!(all.contains("/traits/[redacted]"), "{all}");
    for value in ["219-09-9999", "maria@", "Maria Lopez", "Lopez", "2165550101", "8.2", "<b>=1"] {
        assert!(!all.contains(value), "{value}");
    }
}

#[test]
fn names_of_real_destinations_are_printed() {
    let names = [
        "Google Analytics",
        "Google Analytics 4",
        "Facebook Pixel",
        "Facebook Custom Audiences",
        "Customer.io",
        "Amplitude",
        "Mixpanel",
        "Braze Web Mode (Actions)",
        "AppsFlyer",
        "Google Tag Manager",
        "Intercom",
        "HubSpot",
        "Salesforce Marketing Cloud",
        "Iterable",
        "Amazon S3",
        "AWS S3",
        "Webhooks",
        "Twilio Engage",
        "LinkedIn Insight Tag",
        "Adobe Analytics",
        "Google Cloud PubSub",
        "Slack",
    ];
    let keys: Vec<String> = names.iter().map(|name| format!("{name:?}:true")).collect();
    let event = format!(r#"{{"type":"track","event":"x","messageId":"m","integrations":{{{}}}}}"#, keys.join(","));
    let inventory = inventory(&event, BAA, 1);
    let missing: Vec<_> = names.iter().filter(|name| !inventory.recipients.entries.contains_key(**name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

//! The mixed load of `examples/traffic`: each kind of record is what it is called, and most of it is ordinary.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::load::{Kind, Load, SHARES};

/// What `scan` says of records of a kind under the settings of the examples: a line for each event, or for what it could not read.
fn scanned(kind: Kind, count: usize) -> Vec<Value> {
    let mut load = Load::new(7);
    let mut input = Vec::new();
    for _ in 0..count {
        input.extend(load.of(kind));
        input.push(b'\n');
    }
    let config = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/phi-audit.toml");
    let mut scan = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .args(["scan", "--format", "ndjson", "--fail-on", "never", "--config", config, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = scan.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(&input).unwrap());
    let output = scan.wait_with_output().unwrap();
    writer.join().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The share of events, in a hundred, with a finding for which this holds.
fn with_finding(events: &[Value], is_meant: impl Fn(&str, &str) -> bool) -> usize {
    let meant = |finding: &Value| {
        is_meant(finding["requirement"].as_str().unwrap_or_default(), finding["severity"].as_str().unwrap_or_default())
    };
    let found = events.iter().filter(|event| event["findings"].as_array().into_iter().flatten().any(meant)).count();
    found * 100 / events.len()
}

const COUNT: usize = 200;

#[test]
fn ordinary_events_have_no_finding_that_anybody_hears_of() {
    let events = scanned(Kind::Ordinary, COUNT);
    assert_eq!(events.len(), COUNT);
    let found = with_finding(&events, |_, severity| matches!(severity, "medium" | "high" | "critical"));
    assert!(found <= 1, "{found} of a hundred");
}

#[test]
fn numbers_abroad_are_found_as_such() {
    let events = scanned(Kind::Foreign, COUNT);
    let found = with_finding(&events, |requirement, severity| {
        requirement.ends_with("-us-area-codes-only") && matches!(severity, "high" | "critical")
    });
    // Of conversations and tasks the guide says nothing about numbers.
    assert!(found >= 60, "{found} of a hundred");
}

#[test]
fn phi_in_whatsapp_is_in_a_product_that_is_not_eligible() {
    let events = scanned(Kind::Ineligible, COUNT);
    let not_eligible = events.iter().filter(|event| event["eligibility"] == "not_eligible").count();
    assert!(not_eligible * 100 >= COUNT * 60, "{not_eligible} of {COUNT}");
    assert!(events.iter().filter(|event| event["phi"] == "phi").count() * 100 >= COUNT * 60);
}

#[test]
fn phi_in_other_accounts_is_in_none_that_is_designated() {
    let events = scanned(Kind::Undesignated, COUNT);
    let found = with_finding(&events, |requirement, severity| {
        (requirement.starts_with("designation-") || requirement == "segment-specify-workspaces")
            && matches!(severity, "high" | "critical")
    });
    assert!(found >= 60, "{found} of a hundred");
}

#[test]
fn unreadable_records_cannot_be_read_in_full() {
    let lines = scanned(Kind::Unreadable, COUNT);
    let unread = lines.iter().filter(|line| line["error"].is_string() || line["error"].is_object()).count();
    assert!(unread * 100 >= COUNT * 90, "{unread} of {COUNT}: {:?}", lines.first());
}

#[test]
fn the_load_is_mixed_as_it_says_and_the_same_for_the_same_seed() {
    let all: Vec<_> = Load::new(3).take(5_000).collect();
    assert!(Load::new(3).take(50).eq(all.iter().take(50).cloned()));
    assert_ne!(Load::new(4).next(), Load::new(3).next());
    let mut counted: BTreeMap<Kind, u64> = BTreeMap::new();
    all.iter().for_each(|(kind, _)| *counted.entry(*kind).or_default() += 1);
    for (kind, share) in SHARES {
        let expected = share * 5;
        assert!(counted[&kind] * 3 > expected && counted[&kind] < expected * 3, "{kind:?}: {} in 5000", counted[&kind]);
    }
    assert_eq!(SHARES.iter().map(|(_, share)| share).sum::<u64>(), 1_000);
}

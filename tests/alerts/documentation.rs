//! docs/alerts.md says what is: its settings are read, and it explains every field of an alert.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value as Json;

use crate::{alert_rules, root};

fn document() -> String {
    fs::read_to_string(root().join("docs/alerts.md")).unwrap()
}

/// The blocks of code in a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let parts = text.split("```").skip(1).step_by(2);
    parts.filter_map(|part| part.strip_prefix(&format!("{language}\n"))).map(str::to_owned).collect()
}

#[test]
fn the_settings_in_the_documentation_are_read() {
    let blocks = blocks(&document(), "toml");
    assert_eq!(blocks.len(), 3);
    let rules = blocks.iter().map(|block| alert_rules(block).suppressions(0).len());
    assert_eq!(rules.collect::<Vec<_>>(), [0, 0, 2]);
}

fn names(value: &Json, found: &mut BTreeSet<String>) {
    match value {
        Json::Object(members) => members.iter().for_each(|(name, value)| {
            found.insert(name.clone());
            names(value, found);
        }),
        Json::Array(elements) => elements.iter().for_each(|element| names(element, found)),
        _ => {}
    }
}

#[test]
fn every_field_of_an_alert_stands_in_the_documentation() {
    let golden = fs::read_to_string(root().join("tests/golden/alert.json")).unwrap();
    let golden: Json = serde_json::from_str(&golden).unwrap();
    let (mut fields, text) = (BTreeSet::new(), document());
    names(&golden["data"], &mut fields);
    assert!(fields.len() > 50);
    // The names beside numbers explain themselves.
    let plain = ["activity_name", "category_name", "class_name", "category"];
    let missing: Vec<_> =
        fields.iter().filter(|field| !plain.contains(&field.as_str()) && !text.contains(field.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_example_in_the_documentation_is_cut_from_the_golden_alert() {
    let example: Json = serde_json::from_str(&blocks(&document(), "json")[0]).unwrap();
    let golden: Json =
        serde_json::from_str(&fs::read_to_string(root().join("tests/golden/alert.json")).unwrap()).unwrap();
    for pointer in [
        "/finding_info/uid",
        "/severity_id",
        "/resources",
        "/data_security/policy",
        "/unmapped/matches/0",
        "/message",
        "/start_time",
    ] {
        assert!(example.pointer(pointer).is_some(), "{pointer}");
        assert_eq!(example.pointer(pointer), golden["data"].pointer(pointer), "{pointer}");
    }
}

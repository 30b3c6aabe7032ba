//! A checker for the extract of OCSF's class 2006 in `tests/data/ocsf-2006.json`.

use std::fs;

use serde_json::Value as Json;

use crate::root;

pub fn schema() -> Json {
    serde_json::from_slice(&fs::read(root().join("tests/data/ocsf-2006.json")).unwrap()).unwrap()
}

/// Everything that is wrong with a finding.
pub fn faults(schema: &Json, finding: &Json) -> Vec<String> {
    let mut faults = Vec::new();
    object(schema, &schema["class"], finding, "", &mut faults);
    if finding["type_uid"].as_u64() != finding["activity_id"].as_u64().map(|activity| 200_600 + activity) {
        faults.push("type_uid is not class_uid * 100 + activity_id".into());
    }
    for name in strings(&schema["recommended"]) {
        // How sure nobody can say where a rule speaks of no match.
        if finding.get(name).is_none() && name != "confidence_id" {
            faults.push(format!("{name} is recommended and missing"));
        }
    }
    forbidden(&strings(&schema["forbidden"]), finding, "", &mut faults);
    faults
}

fn strings(list: &Json) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Json::as_str).collect()
}

fn object(schema: &Json, class: &Json, value: &Json, at: &str, faults: &mut Vec<String>) {
    let Some(members) = value.as_object() else { return faults.push(format!("{at} is no object")) };
    for name in strings(&class["required"]) {
        if members.get(name).is_none_or(Json::is_null) {
            faults.push(format!("{at}/{name} is required"));
        }
    }
    let one_of = strings(&class["at_least_one"]);
    if !one_of.is_empty() && !one_of.iter().any(|name| members.contains_key(*name)) {
        faults.push(format!("{at} needs at least one of {one_of:?}"));
    }
    for (name, value) in members {
        let at = format!("{at}/{name}");
        match class["attributes"].get(name) {
            None => faults.push(format!("{at} is no attribute")),
            Some(rule) if rule["array"] == true => match value.as_array() {
                None => faults.push(format!("{at} is no list")),
                Some(elements) => elements.iter().for_each(|element| attribute(schema, rule, element, &at, faults)),
            },
            Some(rule) => attribute(schema, rule, value, &at, faults),
        }
    }
}

fn attribute(schema: &Json, rule: &Json, value: &Json, at: &str, faults: &mut Vec<String>) {
    let fits = match rule["type"].as_str().unwrap() {
        "any" => true,
        "string" => value.as_str().is_some_and(|text| !text.is_empty()),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        name => {
            object(schema, &schema["objects"][name], value, at, faults);
            true
        }
    };
    if !fits {
        faults.push(format!("{at} is no {}", rule["type"]));
    }
    if let Some(allowed) = rule["enum"].as_array()
        && !allowed.contains(value)
    {
        faults.push(format!("{at} is none of {allowed:?}"));
    }
}

/// Names that must stand nowhere, not below `unmapped` either.
fn forbidden(names: &[&str], value: &Json, at: &str, faults: &mut Vec<String>) {
    match value {
        Json::Object(members) => members.iter().for_each(|(name, value)| {
            if names.contains(&name.as_str()) {
                faults.push(format!("{at}/{name} must not stand in an alert"));
            }
            forbidden(names, value, &format!("{at}/{name}"), faults);
        }),
        Json::Array(elements) => elements.iter().for_each(|element| forbidden(names, element, at, faults)),
        _ => {}
    }
}

/// A checker that finds nothing wrong with anything would pass every test.
#[test]
fn the_checker_finds_what_is_wrong() {
    let schema = schema();
    let draft = crate::drafts(crate::sms("sent", "EZ1", "2026-05-01T00:00:00Z").as_bytes()).remove(0);
    let good: Json = serde_json::from_slice(&crate::message(&draft, phi_audit::alert::Activity::Create).data).unwrap();
    assert_eq!(faults(&schema, &good), Vec::<String>::new());
    type Break = fn(&mut Json);
    let breaks: [(&str, Break); 8] = [
        ("required", |finding| _ = finding["finding_info"].as_object_mut().unwrap().remove("uid")),
        ("required", |finding| _ = finding.as_object_mut().unwrap().remove("time")),
        ("none of", |finding| finding["severity_id"] = 7.into()),
        ("no attribute", |finding| finding["metadata"]["colour"] = "red".into()),
        ("at least one", |finding| finding["data_security"]["policy"] = serde_json::json!({})),
        ("must not stand", |finding| finding["unmapped"]["matches"][0]["value"] = "x".into()),
        ("type_uid", |finding| finding["activity_id"] = 2.into()),
        ("is no", |finding| finding["time"] = "today".into()),
    ];
    for (expected, break_it) in breaks {
        let mut bad = good.clone();
        break_it(&mut bad);
        let found = faults(&schema, &bad);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{expected}: {found:?}");
    }
}

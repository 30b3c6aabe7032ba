//! Identifiers wherever JSON can hold them.

use super::*;

#[test]
fn numbers_and_floats_are_values() {
    found(&track(r#"{"ssn":219099998}"#), Category::Ssn);
    found(&track(r#"{"card":4532015112830366}"#), Category::CreditCard);
    found(&track(r#"{"latitude":40.748441}"#), Category::Address);
    found(&track(r#"{"mrn":8.827364e6,"chart_no":448192}"#), Category::Mrn);
    nothing(&track(r#"{"total":219099998,"price":40.748441}"#));
}

#[test]
fn keys_are_values() {
    let seen = track(r#"{"219-09-9998":{"note":"x"}}"#);
    found(&seen, Category::Ssn);
    assert!(seen.hits.iter().all(|hit| !hit.path.contains("219")), "{:?}", seen.hits);
    found(&track(r#"{"jane@example.com":true}"#), Category::Email);
    nothing(&track(r#"{"2024-05-17":3,"45790-32":1}"#));
}

#[test]
fn a_speaking_key_may_stand_far_above() {
    found(&track(r#"{"patientSsn":{"value":{"v":"219099998"}}}"#), Category::Ssn);
    nothing(&track(r#"{"patientSeat":{"value":{"v":"219099998"}}}"#));
}

#[test]
fn json_in_a_string_is_read_once_and_twice_nested() {
    let inner = r#"{"ssn":"219-09-9998"}"#;
    let twice = serde_json::json!({ "inner": inner }).to_string();
    let seen = audit(&serde_json::json!({ "data": { "payload": inner } }).to_string());
    assert_eq!(seen.of(Category::Ssn)[0].path, "/data/payload#/ssn");
    let seen = audit(&serde_json::json!({ "data": { "payload": twice } }).to_string());
    assert_eq!(seen.of(Category::Ssn)[0].path, "/data/payload#/inner#/ssn");
    nothing(&audit(&serde_json::json!({ "data": { "payload": r#"{"order":"219-09-9998"}"# } }).to_string()));
}

#[test]
fn base64_is_read() {
    // {"ssn":"219-09-9998"} and {"pin":"219-09-99"}
    found(&track(r#"{"payload":"eyJzc24iOiIyMTktMDktOTk5OCJ9"}"#), Category::Ssn);
    nothing(&track(r#"{"payload":"eyJwaW4iOiIyMTktMDktOTkifQ=="}"#));
}

#[test]
fn the_query_of_an_address_is_read_as_keys_and_values() {
    let seen = track(r#"{"href":"https://example.com/a?ssn=219099998&x=1"}"#);
    found(&seen, Category::Ssn);
    not_found(&track(r#"{"href":"https://example.com/a?order=219099998&x=1"}"#), Category::Ssn);
}

#[test]
fn a_label_beside_a_value_names_it() {
    found(&track(r#"{"answers":[{"question":"Social Security Number","answer":"219099998"}]}"#), Category::Ssn);
    nothing(&track(r#"{"answers":[{"question":"Lucky number","answer":"219099998"}]}"#));
}

//! Look-alikes of identifiers, each with the identifier it looks like.

use super::*;

#[test]
fn nine_digits_under_a_key_of_trade_are_no_ssn() {
    for key in ["order_id", "tracking_number", "zip_code", "invoice", "poNumber"] {
        not_found(&track(&format!(r#"{{"{key}":"219099998"}}"#)), Category::Ssn);
    }
    found(&track(r#"{"ssn":"219099998"}"#), Category::Ssn);
}

#[test]
fn a_version_is_no_ip_address() {
    not_found(&said("now on v1.2.3.4"), Category::Ip);
    not_found(&track(r#"{"version":"1.2.3.4"}"#), Category::Ip);
    found(&said("from 198.51.100.23"), Category::Ip);
}

#[test]
fn times_and_machine_made_ids_are_nothing() {
    let event = r#"{"type":"track","event":"Tick","messageId":"ajs-next-1715940000123-550e8400-e29b-41d4-a716-446655440000",
        "anonymousId":"23adfd82-aa0f-45a7-a756-24f2a7a4c895","timestamp":"2026-05-17T10:00:00.123Z","properties":{
        "at":1715940000,"ms":1715940000123,"us":"1715940000123456","sid":"SM1f0e8ae6ade43cb3c0ce4525424e404f",
        "sha":"9b2fd35c06a14d1f8f5f0f4f6e1f2a3b12345678","ksuid":"0ujtsYcgvSTl8PAuAdqWYSMnLOv","day":"2026-05-17"}}"#;
    nothing(&audit(event));
    found(&track(r#"{"phone":"2127365000"}"#), Category::Phone);
}

#[test]
fn a_date_is_no_telephone_number() {
    for body in ["call on 2026-05-17 10:00", "call 05/17/2026 1000", "text 20260517 1000"] {
        not_found(&said(body), Category::Phone);
    }
    found(&said("call 212.736.5000"), Category::Phone);
}

#[test]
fn an_mbi_never_starts_with_nought() {
    not_found(&said("medicare 0EG4-TE5-MK73"), Category::Mbi);
    found(&said("medicare 1EG4-TE5-MK73"), Category::Mbi);
}

#[test]
fn a_dea_number_is_a_word_of_its_own_and_not_all_noughts() {
    not_found(&said("dea xAB1234563y"), Category::Dea);
    not_found(&said("dea AB0000000"), Category::Dea);
    found(&said("dea AB1234563"), Category::Dea);
}

#[test]
fn seventeen_ones_are_no_vehicle() {
    not_found(&said("vin 11111111111111111"), Category::Vin);
    found(&said("vin 1HGCM82633A004352"), Category::Vin);
}

#[test]
fn an_npi_starts_with_one_or_two() {
    not_found(&said("npi 0000000006"), Category::Npi);
    not_found(&said("npi 9999999995"), Category::Npi);
    found(&said("npi 1993999998"), Category::Npi);
}

#[test]
fn short_codes_are_diagnoses_only_where_something_says_so() {
    for code in ["B12", "A10", "H1"] {
        not_found(&said(&format!("gate {code} please")), Category::Icd10);
    }
    found(&said("dx: A09"), Category::Icd10);
    found(&said("dx: I10"), Category::Icd10);
}

#[test]
fn a_licence_is_no_ordinary_word() {
    not_found(&said("driver license INTRODUCTORY course"), Category::License);
    found(&said("driver license D1234567"), Category::License);
}

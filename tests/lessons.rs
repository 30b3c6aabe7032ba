//! What the engines before this one got wrong, and what every category means: one event that must be found and one that must
//! not, for each. Through the public door only: bytes in, records out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use phi_audit::audit::{Audited, Auditor};
use phi_audit::detect::{Category, Confidence, Grade, Strength};
use phi_audit::rules::Rules;

/// One match, with the text that its path and span point at.
#[derive(Clone, Debug, PartialEq)]
struct Hit {
    matcher: String,
    category: Category,
    path: String,
    span: (u32, u32),
    strength: Strength,
    confidence: Confidence,
}

struct Seen {
    grade: Grade,
    hits: Vec<Hit>,
}

impl Seen {
    fn of(&self, category: Category) -> Vec<&Hit> {
        self.hits.iter().filter(|hit| hit.category == category).collect()
    }

    fn has(&self, category: Category) -> bool {
        !self.of(category).is_empty()
    }
}

fn rules() -> Arc<Rules> {
    static RULES: OnceLock<Arc<Rules>> = OnceLock::new();
    RULES.get_or_init(|| Rules::embedded().expect("the shipped rules are sound")).clone()
}

/// Audits one event and says what was seen; nothing may fail to be read.
fn audit(event: &str) -> Seen {
    let mut seen = None;
    Auditor::new(rules()).audit(event.as_bytes(), &mut |audited| match audited {
        Audited::Event(audited) => {
            let record = audited.record("test", 1, 0);
            let hits = record.matches.iter().map(|found| Hit {
                matcher: found.matcher.to_string(),
                category: found.category,
                path: found.path.to_string(),
                span: (found.start, found.end),
                strength: found.strength,
                confidence: found.confidence,
            });
            seen = Some(Seen { grade: audited.grade(), hits: hits.collect() });
        }
        Audited::Failed(failure) => panic!("{event}: {failure:?}"),
    });
    seen.expect("one event")
}

/// A message with this body, between nobody and nobody.
fn said(body: &str) -> Seen {
    audit(&serde_json::json!({ "data": { "body": body } }).to_string())
}

fn track(properties: &str) -> Seen {
    audit(&format!(r#"{{"type":"track","event":"Form Sent","properties":{properties}}}"#))
}

#[track_caller]
fn found(seen: &Seen, category: Category) {
    assert!(seen.has(category), "no {category} among {:?}", seen.hits);
}

#[track_caller]
fn not_found(seen: &Seen, category: Category) {
    assert!(!seen.has(category), "{category} among {:?}", seen.hits);
}

#[track_caller]
fn nothing(seen: &Seen) {
    assert!(seen.hits.is_empty(), "{:?}", seen.hits);
}

mod numbers_as_people_write_them {
    use super::*;

    #[test]
    fn an_ssn_may_be_written_with_any_dash_with_dots_or_with_blanks() {
        for separator in
            ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}', '.', ' ', '\u{a0}']
        {
            found(&said(&format!("ssn 219{separator}09{separator}9998")), Category::Ssn);
        }
        not_found(&said("ssn 219/09/9998/1"), Category::Ssn);
    }

    #[test]
    fn an_ssn_may_hold_characters_that_nobody_sees() {
        for unseen in ['\u{200b}', '\u{200d}', '\u{feff}', '\u{2060}', '\u{ad}'] {
            found(&said(&format!("ssn 219-{unseen}09-99{unseen}98")), Category::Ssn);
        }
        not_found(&said("ssn 219-\u{200b}09-99"), Category::Ssn);
    }

    #[test]
    fn an_ssn_may_be_in_full_width_digits() {
        found(&said("ssn ２１９-０９-９９９８"), Category::Ssn);
        not_found(&said("order ２１９-０９-９９９８"), Category::Ssn);
    }

    #[test]
    fn an_ssn_may_run_over_a_line() {
        found(&said("ssn 219-09-\n9998"), Category::Ssn);
        not_found(&said("scores 219\n09\n9998"), Category::Ssn);
    }

    #[test]
    fn two_ssns_glued_to_each_other_are_both_found() {
        assert_eq!(said("ssn 219-09-9998532-18-7764").of(Category::Ssn).len(), 2);
        assert_eq!(said("ssn 219-09-9998").of(Category::Ssn).len(), 1);
    }

    #[test]
    fn an_mbi_with_a_letter_glued_to_it_is_found_at_lower_strength() {
        let seen = said("card x1EG4-TE5-MK73");
        assert_eq!(seen.of(Category::Mbi)[0].strength, Strength::Pattern);
        assert_eq!(said("card 1EG4-TE5-MK73").of(Category::Mbi)[0].strength, Strength::Validated);
    }

    #[test]
    fn a_label_may_stand_behind_the_value() {
        found(&said("219099998 is my ssn"), Category::Ssn);
        not_found(&said("219099998 is my locker"), Category::Ssn);
    }

    #[test]
    fn a_label_beats_a_veto_in_a_line_full_of_numbers() {
        found(&said("order 448192 tracking 993120 invoice 77120045 ssn 219-09-9998 zip 60601"), Category::Ssn);
        not_found(&said("order 448192 tracking 219-09-9998 invoice 77120045"), Category::Ssn);
    }

    #[test]
    fn every_valid_serial_of_an_ssn_is_found() {
        for serial in ["6709", "0012", "1000", "9990", "0100"] {
            found(&said(&format!("ssn 123-46-{serial}")), Category::Ssn);
        }
        not_found(&said("ssn 123-46-0000"), Category::Ssn);
    }

    #[test]
    fn known_sample_numbers_are_reported_at_low_confidence() {
        for sample in ["987-65-4321", "078-05-1120", "123-45-6789"] {
            let seen = said(&format!("ssn {sample}"));
            assert!(seen.of(Category::Ssn).iter().all(|hit| hit.confidence == Confidence::Low), "{sample}");
        }
        found(&said("ssn 078-05-1120"), Category::Ssn);
        assert_eq!(said("ssn 532-18-7764").of(Category::Ssn)[0].confidence, Confidence::High);
    }

    #[test]
    fn a_fax_number_is_no_telephone_number() {
        for seen in [said("fax: 212-736-5001"), track(r#"{"clinicFax":"212-736-5001"}"#)] {
            found(&seen, Category::Fax);
            not_found(&seen, Category::Phone);
        }
        found(&said("call 212-736-5001"), Category::Phone);
    }

    #[test]
    fn five_digits_are_what_their_key_says() {
        let (zip, cpt) = (track(r#"{"zip":"99213"}"#), track(r#"{"cpt":"99213"}"#));
        assert!(zip.has(Category::Zip) && !zip.has(Category::CptHcpcs));
        assert!(cpt.has(Category::CptHcpcs) && !cpt.has(Category::Zip));
        nothing(&track(r#"{"count":"99213"}"#));
    }

    #[test]
    fn ages_count_from_ninety_on() {
        for body in ["patient aged 90", "she is ninety-two years old", "92yo with chest pain"] {
            found(&said(body), Category::AgeOver89);
        }
        for body in ["patient aged 89", "89yo with chest pain", "eighty-nine years old"] {
            not_found(&said(body), Category::AgeOver89);
        }
    }

    #[test]
    fn a_hyphenated_double_surname_is_one_name() {
        let seen = track(r#"{"lastName":"Lopez-Garcia"}"#);
        assert_eq!(seen.of(Category::Name)[0].span, (0, 12));
        let seen = said("Patient: Maria Lopez-Garcia called");
        assert_eq!(seen.of(Category::Name)[0].span, (9, 27));
        not_found(&said("Patient: blue-green folder"), Category::Name);
    }
}

mod numbers_that_are_none {
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
}

mod places_in_json {
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
}

/// One event in which the category is found, one in which it is not.
const CATEGORIES: &[(Category, &str, &str)] = &[
    (Category::Name, r#"{"traits":{"firstName":"Maria"}}"#, r#"{"traits":{"plan":"Maria Classic"}}"#),
    (Category::Address, r#"{"data":{"body":"at 742 Evergreen Terrace"}}"#, r#"{"data":{"body":"at 7 on the way"}}"#),
    (Category::Zip, r#"{"data":{"fromZip":"03049"}}"#, r#"{"data":{"segments":"03049"}}"#),
    (Category::DateOfBirth, r#"{"traits":{"dob":"1985-03-14"}}"#, r#"{"traits":{"since":"1985-03-14"}}"#),
    (
        Category::DateOfService,
        r#"{"data":{"body":"discharged on 05/17/2026"}}"#,
        r#"{"data":{"body":"sale ends 05/17/2026"}}"#,
    ),
    (Category::AgeOver89, r#"{"traits":{"age":93}}"#, r#"{"traits":{"age":39}}"#),
    (Category::Phone, r#"{"data":{"from":"+12025550143"}}"#, r#"{"data":{"from":"43877"}}"#),
    (Category::Fax, r#"{"properties":{"fax":"2127365001"}}"#, r#"{"properties":{"max":"2127365001"}}"#),
    (Category::Email, r#"{"userId":"jane@example.com"}"#, r#"{"userId":"jane@example"}"#),
    (Category::Ssn, r#"{"properties":{"ssn":"532187764"}}"#, r#"{"properties":{"sku":"532187764"}}"#),
    (Category::Itin, r#"{"properties":{"itin":"912701234"}}"#, r#"{"properties":{"item":"912701234"}}"#),
    (Category::Mrn, r#"{"properties":{"mrn":"8827364"}}"#, r#"{"properties":{"sku":"8827364"}}"#),
    (
        Category::HealthPlanId,
        r#"{"properties":{"memberId":"XWF883920114"}}"#,
        r#"{"properties":{"cartId":"XWF883920114"}}"#,
    ),
    (Category::Mbi, r#"{"properties":{"ref":"1EG4-TE5-MK73"}}"#, r#"{"properties":{"ref":"1EG4-TE5-MKA3"}}"#),
    (
        Category::AccountNumber,
        r#"{"data":{"body":"account number 778812004"}}"#,
        r#"{"data":{"body":"order number 778812004"}}"#,
    ),
    (
        Category::CreditCard,
        r#"{"data":{"body":"card 4532015112830366"}}"#,
        r#"{"data":{"body":"card 4532015112830367"}}"#,
    ),
    (Category::AbaRouting, r#"{"properties":{"routing":"021000021"}}"#, r#"{"properties":{"routing":"021000022"}}"#),
    (Category::Npi, r#"{"properties":{"npi":"1245319599"}}"#, r#"{"properties":{"npi":"1245319598"}}"#),
    (Category::Dea, r#"{"properties":{"dea":"AB1234563"}}"#, r#"{"properties":{"dea":"AB1234564"}}"#),
    (Category::License, r#"{"data":{"body":"driver license D1234567"}}"#, r#"{"data":{"body":"coupon D1234567"}}"#),
    (Category::Passport, r#"{"traits":{"passport":"A12345678"}}"#, r#"{"traits":{"ticket":"A12345678"}}"#),
    (Category::Vin, r#"{"properties":{"vin":"1HGCM82633A004352"}}"#, r#"{"properties":{"vin":"1HGCM82643A004352"}}"#),
    (Category::LicensePlate, r#"{"data":{"body":"license plate 7ABC123"}}"#, r#"{"data":{"body":"room 7ABC123"}}"#),
    (
        Category::DeviceId,
        r#"{"properties":{"imei":"490154203237518"}}"#,
        r#"{"properties":{"imei":"490154203237519"}}"#,
    ),
    (Category::Udi, r#"{"properties":{"udi":"(01)51022222233336"}}"#, r#"{"properties":{"udi":"(01)51022222233337"}}"#),
    (Category::Url, r#"{"data":{"body":"see https://example.com/a"}}"#, r#"{"data":{"body":"see example and a"}}"#),
    (Category::Ip, r#"{"context":{"ip":"203.0.113.7"}}"#, r#"{"context":{"ip":"none"}}"#),
    (Category::Mac, r#"{"properties":{"mac":"00:1B:44:11:3A:B7"}}"#, r#"{"properties":{"at":"00:11:44"}}"#),
    (
        Category::Biometric,
        r#"{"properties":{"voiceprint":"Rk1SACAyMAAAAAEIAAABPAFi"}}"#,
        r#"{"properties":{"voiceprint":"enrolled"}}"#,
    ),
    (
        Category::Photo,
        r#"{"traits":{"avatar":"https://cdn.example.com/j.jpg"}}"#,
        r#"{"traits":{"banner":"https://cdn.example.com/j.jpg"}}"#,
    ),
    (Category::Icd10, r#"{"properties":{"dx":"E11.9"}}"#, r#"{"properties":{"seat":"E11.9"}}"#),
    (Category::Icd9, r#"{"properties":{"icd9":"250.00"}}"#, r#"{"properties":{"total":"250.00"}}"#),
    (Category::CptHcpcs, r#"{"properties":{"cpt":"99213"}}"#, r#"{"properties":{"lot":"99213"}}"#),
    (Category::Ndc, r#"{"properties":{"ndc":"0002-8215-01"}}"#, r#"{"properties":{"lot":"0002-8215-01"}}"#),
    (Category::Loinc, r#"{"properties":{"loinc":"4548-4"}}"#, r#"{"properties":{"loinc":"4548-5"}}"#),
    (Category::Snomed, r#"{"properties":{"snomed":"73211009"}}"#, r#"{"properties":{"snomed":"73211008"}}"#),
    (Category::Rxnorm, r#"{"properties":{"rxcui":"860975"}}"#, r#"{"properties":{"total":"860975"}}"#),
    (Category::Drug, r#"{"data":{"body":"your lisinopril is ready"}}"#, r#"{"data":{"body":"your laptop is ready"}}"#),
    (Category::Condition, r#"{"data":{"body":"i have shingles"}}"#, r#"{"data":{"body":"cedar shingles on sale"}}"#),
    (Category::Procedure, r#"{"data":{"body":"your colonoscopy"}}"#, r#"{"data":{"body":"your colonnade"}}"#),
    (
        Category::LabResult,
        r#"{"data":{"body":"your A1C was 7.2 %"}}"#,
        r#"{"data":{"body":"your discount was 7.2 %"}}"#,
    ),
    (Category::Symptom, r#"{"data":{"body":"my throat hurts"}}"#, r#"{"data":{"body":"my throw pillow came"}}"#),
    (Category::Treatment, r#"{"data":{"body":"ask your doctor"}}"#, r#"{"data":{"body":"ask your driver"}}"#),
    (
        Category::AppointmentHealth,
        r#"{"data":{"body":"visit with your cardiologist"}}"#,
        r#"{"data":{"body":"visit with your plumber"}}"#,
    ),
    (Category::Insurance, r#"{"data":{"body":"Medicaid covers it"}}"#, r#"{"data":{"body":"the rug covers it"}}"#),
];

#[test]
fn every_category_has_an_event_that_holds_it_and_one_that_does_not() {
    for (category, holds, does_not) in CATEGORIES {
        found(&audit(holds), *category);
        not_found(&audit(does_not), *category);
    }
    let tried: BTreeSet<_> = CATEGORIES.iter().map(|(category, ..)| category.name()).collect();
    let all: BTreeSet<_> = Category::ALL.iter().map(|category| category.name()).collect();
    assert_eq!(tried, all);
}

mod health_in_names {
    use super::*;

    fn is_health(event: &str) -> bool {
        matches!(audit(event).grade, Grade::Health | Grade::LikelyPhi | Grade::Phi)
    }

    #[test]
    fn of_events() {
        assert!(is_health(r#"{"type":"track","event":"Oncology Appointment Booked","properties":{}}"#));
        assert!(!is_health(r#"{"type":"track","event":"Haircut Appointment Booked","properties":{}}"#));
    }

    #[test]
    fn of_pages() {
        assert!(is_health(r#"{"type":"page","name":"x","properties":{"title":"HIV Symptoms & Treatment"}}"#));
        assert!(!is_health(r#"{"type":"page","name":"x","properties":{"title":"Travel Tips & Deals"}}"#));
    }

    #[test]
    fn of_addresses_on_the_web() {
        assert!(is_health(r#"{"type":"page","properties":{"path":"/conditions/breast-cancer"}}"#));
        assert!(is_health(r#"{"type":"page","properties":{"url":"https://example.com/search?q=hiv+testing"}}"#));
        assert!(!is_health(r#"{"type":"page","properties":{"url":"https://example.com/search?q=tent+testing"}}"#));
    }

    #[test]
    fn of_audiences() {
        for key in ["hiv_positive", "birth_control_users", "has_depression", "hepatitis_c", "type2Diabetes"] {
            assert!(is_health(&format!(r#"{{"type":"identify","traits":{{"{key}":true}}}}"#)), "{key}");
        }
        for key in ["high_value_shoppers", "cold_audience", "has_account", "stroke_width", "session_depression"] {
            assert!(!is_health(&format!(r#"{{"type":"identify","traits":{{"{key}":true}}}}"#)), "{key}");
        }
    }

    #[test]
    fn of_properties() {
        assert!(is_health(r#"{"type":"track","event":"x","properties":{"concern":"hair loss"}}"#));
        assert!(is_health(r#"{"type":"track","event":"x","properties":{"symptoms":["fever"]}}"#));
        assert!(!is_health(r#"{"type":"track","event":"x","properties":{"title":"fever"}}"#));
        assert!(!is_health(r#"{"type":"track","event":"x","properties":{"pet_condition":"diabetes"}}"#));
    }
}

mod the_grade {
    use super::*;

    fn message(body: &str) -> Grade {
        let event = serde_json::json!({ "specversion": "1.0", "type": "com.twilio.messaging.message.sent", "id": "EZ1",
            "source": "/x", "data": { "from": "+12025550143", "to": "+12065550178", "body": body } });
        audit(&event.to_string()).grade
    }

    fn call(rest: &str) -> Grade {
        audit(&format!(r#"{{"type":"track","messageId":"m1",{rest}}}"#)).grade
    }

    #[test]
    fn of_a_message_is_phi_where_a_telephone_number_meets_health_in_another_field() {
        assert_eq!(message("Your HIV test is ready"), Grade::Phi);
    }

    #[test]
    fn of_a_message_without_health_is_pii() {
        assert_eq!(message("Your order is ready"), Grade::Pii);
    }

    #[test]
    fn counts_fictitious_telephone_numbers_too() {
        let seen = said("call 202-555-0143 about your chemotherapy");
        assert_eq!(seen.of(Category::Phone)[0].confidence, Confidence::Low);
        assert_eq!(seen.grade, Grade::Phi);
    }

    #[test]
    fn of_a_twilio_event_without_a_person_is_health() {
        let event = r#"{"specversion":"1.0","type":"com.twilio.voice.twiml.requested","id":"EZ1","source":"/x",
            "data":{"text":"Press 1 for chemotherapy"}}"#;
        assert_eq!(audit(event).grade, Grade::Health);
    }

    #[test]
    fn of_a_twilio_event_without_either_is_none() {
        let event = r#"{"specversion":"1.0","type":"com.twilio.eventstreams.test-event","id":"AC1","source":"Sink",
            "data":{"test_id":"95001c1e-5b8e-45f5-830d-f9cbf1d16420"}}"#;
        assert_eq!(audit(event).grade, Grade::None);
    }

    #[test]
    fn of_a_call_is_phi_where_the_user_is_known() {
        assert_eq!(call(r#""userId":"u1","event":"Oncology Appointment Booked""#), Grade::Phi);
        assert_eq!(
            call(r#""event":"x","properties":{"diagnosis":"asthma"},"context":{"traits":{"email":"j@example.com"}}"#),
            Grade::Phi
        );
    }

    #[test]
    fn of_a_call_is_likely_phi_where_only_a_device_or_an_address_is_known() {
        assert_eq!(call(r#""anonymousId":"a1","event":"Oncology Appointment Booked""#), Grade::LikelyPhi);
        assert_eq!(call(r#""event":"Oncology Appointment Booked","context":{"ip":"203.0.113.7"}"#), Grade::LikelyPhi);
    }

    #[test]
    fn of_a_call_with_an_identifier_alone_is_pii() {
        assert_eq!(call(r#""event":"Signed Up","properties":{"email":"j@example.com"}"#), Grade::Pii);
        assert_eq!(call(r#""event":"Signed Up","context":{"ip":"203.0.113.7"}"#), Grade::Pii);
    }

    #[test]
    fn of_a_call_about_nobody_is_health() {
        assert_eq!(call(r#""event":"Oncology Appointment Booked""#), Grade::Health);
    }

    #[test]
    fn of_a_call_with_opaque_ids_only_is_none() {
        assert_eq!(call(r#""userId":"u1","anonymousId":"a1","event":"Signed In""#), Grade::None);
    }

    #[test]
    fn is_not_raised_by_the_name_of_a_house_of_care() {
        for name in ["Lakeside Family Clinic", "Mercy General Hospital", "Lakeside Cancer Center"] {
            let event = format!(
                r#"{{"specversion":"1.0","type":"com.twilio.accountsecurity.verify.verification.pending","id":"1",
                "source":"/x","data":{{"friendly_name":"{name}","to":"+12025550143"}}}}"#
            );
            assert_eq!(audit(&event).grade, Grade::Pii, "{name}");
        }
    }
}

mod names_of_things {
    use super::*;

    #[test]
    fn are_no_names_of_people() {
        for event in [
            r#"{"type":"group","groupId":"g1","traits":{"name":"Initech"}}"#,
            r#"{"type":"page","name":"Pricing"}"#,
            r#"{"type":"screen","name":"Home"}"#,
            r#"{"data":{"publisher_info":{"name":"twilio-video.js","browser_name":"Chrome"}}}"#,
            r#"{"data":{"name":"TaskCreated","account_friendly_name":"My Company","workspace_name":"Flex Task Assignment"}}"#,
            r#"{"properties":{"products":[{"name":"Aloe Vera Plant"}],"item_name":"Stan and Friends Tee"}}"#,
        ] {
            not_found(&audit(event), Category::Name);
        }
    }

    #[test]
    fn are_told_from_people_under_the_same_keys() {
        for event in [
            r#"{"type":"identify","traits":{"name":"Peter Gibbons"}}"#,
            r#"{"data":{"friendly_name":"Jane Doe"}}"#,
            r#"{"properties":{"customer":{"name":"Xochitl Quetzal Hernandez"}}}"#,
        ] {
            found(&audit(event), Category::Name);
        }
    }
}

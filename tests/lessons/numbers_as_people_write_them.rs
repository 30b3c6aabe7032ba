//! Identifiers in the forms in which people and programs write them, each with a twin that is none.

use super::*;

#[test]
fn an_ssn_may_be_written_with_any_dash_with_dots_or_with_blanks() {
    for separator in ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}', '.', ' ', '\u{a0}'] {
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

#[test]
fn a_telephone_number_may_have_its_area_code_in_a_field_beside_it() {
    let beside = |key: &str, area: &str, number: &str| {
        let event = serde_json::json!({"type": "track", "userId": "u", "properties": {key: area, "local": number}});
        audit(&event.to_string())
    };
    for number in ["7365001", "736-5001", "736 5001"] {
        found(&beside("areaCode", "216", number), Category::Phone);
    }
    not_found(&beside("areaCode", "016", "7365001"), Category::Phone);
    not_found(&beside("postalCode", "216", "7365001"), Category::Phone);
}

#[test]
fn a_record_number_may_be_written_in_groups() {
    found(&said("MRN: 8827 3641 called"), Category::Mrn);
    not_found(&said("order: 8827 3641 called"), Category::Mrn);
}

//! What is found in an event follows from that event alone: not from the events before it, nor from the order of its keys.

use super::*;

/// That `event` is seen after `before` as it is alone, and that there is something to see.
#[track_caller]
fn the_same_after(before: &str, event: &str) {
    let event = format!(r#"{{"type":"identify","traits":{event}}}"#);
    let alone = audit(&event);
    assert!(!alone.hits.is_empty(), "nothing is found in {event}");
    let mut auditor = Auditor::new(rules());
    audit_by(&mut auditor, &format!(r#"{{"type":"identify","traits":{before}}}"#));
    assert_eq!(audit_by(&mut auditor, &event).hits, alone.hits);
}

#[test]
fn a_number_that_is_clean_says_nothing_of_the_same_digits_in_a_string() {
    the_same_after(r#"{"admit_date":19610504}"#, r#"{"admit_date":"19610504"}"#);
}

#[test]
fn a_key_says_what_it_says_whatever_other_key_has_the_same_words() {
    the_same_after(r#"{"lname_zip_code":"Ximena"}"#, r#"{"zip_code_lname":"Ximena"}"#);
}

#[test]
fn a_key_that_passes_on_is_told_apart_by_the_keys_above_it() {
    let before = r#"{"patientName":{"b":{"display":{"display":"Ximena"}}}}"#;
    the_same_after(before, r#"{"patientName":{"display":{"display":"Ximena"}}}"#);
}

#[test]
fn the_type_of_an_answer_does_not_hide_its_question() {
    let form = |answer: &str| {
        format!(r#"{{"definition":{{"fields":[{{"title":"Date of birth","ref":"q0"}}]}},"answers":[{answer}]}}"#)
    };
    for answer in [
        r#"{"field":{"ref":"q0"},"type":"text","text":"07/23/2011"}"#,
        r#"{"field":{"id":"x","type":"short_text","ref":"q0"},"text":"07/23/2011"}"#,
        r#"{"type":"text","text":"07/23/2011","field":{"ref":"q0"}}"#,
    ] {
        found(&track(&form(answer)), Category::DateOfBirth);
    }
}

#[test]
fn a_text_full_of_numbers_hides_no_illness() {
    let body =
        "phone fax cell 216-555-0142 ".repeat(700) + ". Your asthma and diabetes clinic visit with Dr. Maria Lopez";
    let seen = said(&body);
    found(&seen, Category::Condition);
    assert_eq!(seen.grade, Grade::Phi);
    // Nor does it hide the numbers of other matchers.
    found(&said(&("phone fax cell 216-555-0142 ".repeat(800) + "SSN 219-09-9999")), Category::Ssn);
}

#[test]
fn a_word_in_a_key_of_any_letters_has_its_place() {
    let seen = audit(r#"{"traits":{"ni\u00f1o_diabetes":true}}"#);
    let hit = seen.of(Category::Condition)[0];
    assert_eq!(hit.span, (6, 14), "{hit:?}");
}

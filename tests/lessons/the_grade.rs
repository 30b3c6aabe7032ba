//! What an identifier and health information in one event add up to.

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

//! Health that is told by names: of events, pages, addresses, audiences and properties.

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

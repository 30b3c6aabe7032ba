//! The canary by the service's own URL: signed as the sender of its route signs, answered, and found.

use super::SOON;
use super::testbed::{Open, Post, Service, alerts, hooks};

const SEEN: &str = "phi_audit_canaries_seen_total";

fn found(service: &Service) {
    service.wait_for_metric(SEEN, &[("result", "found")], SOON, |found| found >= 1.0);
    service.wait_for_metric("phi_audit_canaries_sent_total", &[("result", "ok")], SOON, |sent| sent >= 1.0);
}

#[test]
fn a_canary_is_taken_by_a_route_of_twilio_whatever_url_twilio_knows_it_by() {
    let (config, address) = hooks();
    let config = config.set("canary", "every", "10s").set("canary", "url", format!("http://{address}/twilio"));
    let service = config.open();
    found(&service);
    assert_eq!(service.metric("phi_audit_webhook_refused_total", &[]).unwrap_or_default(), 0.0);
    assert_eq!(service.metric("phi_audit_webhook_requests_total", &[]).unwrap_or_default(), 0.0, "it proves no sender");
    assert_eq!(service.metric("phi_audit_events_total", &[]).unwrap_or_default(), 0.0);
    assert_eq!(service.stop(SOON).code(), Some(0));
    assert!(alerts(&config.folder().join("out")).is_empty());
}

#[test]
fn a_canary_is_taken_by_a_route_of_segment_and_through_the_spool() {
    let (config, address) = hooks();
    let config = config.set("source.webhook", "durable", "spool").set("canary", "every", "10s").set(
        "canary",
        "url",
        format!("http://{address}/segment"),
    );
    let service = config.open();
    found(&service);
    assert_eq!(service.stop(SOON).code(), Some(0));
    assert!(alerts(&config.folder().join("out")).is_empty());
}

#[test]
fn a_canary_that_is_answered_with_no_is_counted_and_requests_go_on() {
    let (config, address) = hooks();
    // Somebody else's port is at the other end: it has no such path.
    let (other, elsewhere) = hooks();
    let other = other.append(
        "[[source.webhook.route]]\npath = \"/segment/mine\"\nsegment = { secret_envs = [\"S\"] }\nname = \"mine\"",
    );
    let other = other.env("S", "another secret").open();
    let config = config
        .append(
            "[[source.webhook.route]]\npath = \"/segment/mine\"\nsegment = { secret_envs = [\"S\"] }\nname = \"mine\"",
        )
        .env("S", "mine");
    let config = config.set("canary", "every", "10s").set("canary", "url", format!("http://{elsewhere}/segment/mine"));
    let service = config.open();
    service.wait_for_metric("phi_audit_canaries_sent_total", &[("result", "failed")], SOON, |failed| failed >= 1.0);
    assert!(service.log().contains("was answered 403"), "{}", service.log());
    assert!(!service.log().contains("/segment/mine"), "a path may be a secret");
    assert_eq!(Post::twilio(address, "{}").send().status, 200);
    assert_eq!(service.metric(SEEN, &[]), Some(0.0));
    drop(other);
}

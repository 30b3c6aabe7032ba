//! The canary in a stream: under keys of its own, found, and counted as nothing else.

use crate::direct::beside;
use crate::oracle::{ALERTS, CATCH_UP, lines};
use crate::testbed::Kinesis;

#[test]
fn canaries_go_through_the_stream_are_found_and_are_counted_as_nothing_else() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("canary", 2);
    let config = beside(kinesis.endpoint(), &stream).set("canary", "every", "10s");
    let service = config.start();
    service.wait_for_metric("phi_audit_canaries_seen_total", &[("result", "found")], CATCH_UP, |found| found >= 2.0);
    assert_eq!(service.metric("phi_audit_canaries_seen_total", &[("result", "missed")]), Some(0.0));
    assert_eq!(service.metric("phi_audit_events_total", &[]).unwrap_or_default(), 0.0);
    assert_eq!(service.stop(CATCH_UP).code(), Some(0));
    assert!(lines(&config, ALERTS).is_empty());
    let records = kinesis.read_all(&stream);
    assert!(records.len() >= 2 && records.iter().all(|record| record.json()["id"] == record.key.as_str()));
}

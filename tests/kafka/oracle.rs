//! What a test asks of the alerts a service has written: which events they are about, and whether what came twice is the same.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::testbed::workload::{Event, REQUIREMENT};
use crate::testbed::{Cluster, Outgoing, Record, wait_until};

/// How long a service may take to catch up on a busy machine.
pub const CATCH_UP: Duration = Duration::from_secs(60);

/// Events as records, each with the SID of its message as key.
pub fn records(events: &[Event]) -> impl Iterator<Item = Outgoing> {
    events.iter().map(|event| Outgoing::of(event.json.as_bytes()).key(event.message.as_bytes()))
}

/// The ids of the events that should be alerted.
pub fn wanted(events: &[Event]) -> BTreeSet<String> {
    events.iter().filter(|event| event.finding).map(|event| event.id.clone()).collect()
}

/// The ids of the events that alerts of [`REQUIREMENT`] are about.
pub fn alerted(alerts: &[Record]) -> BTreeSet<String> {
    alerts
        .iter()
        .map(Record::json)
        .filter(|alert| alert["finding_info"]["analytic"]["uid"] == REQUIREMENT)
        .map(event_id)
        .collect()
}

fn event_id(alert: serde_json::Value) -> String {
    alert["metadata"]["original_event_uid"].as_str().expect("an alert names its event").to_owned()
}

/// Fails unless every event has one alert id, however often it was alerted. Updates, which count, have ids of their own.
pub fn ids_are_stable(alerts: &[Record]) {
    let mut ids: BTreeMap<String, BTreeSet<Vec<u8>>> = BTreeMap::new();
    for alert in alerts.iter().filter(|alert| alert.json()["activity_id"] == 1) {
        let id = alert.header("ce_id").expect("a CloudEvent").to_vec();
        ids.entry(event_id(alert.json())).or_default().insert(id);
    }
    let torn: Vec<_> = ids.iter().filter(|(_, ids)| ids.len() > 1).take(3).collect();
    assert!(torn.is_empty(), "events with several alert ids: {torn:?}");
}

/// Waits until `group` has committed everything of `topic`.
#[track_caller]
pub fn wait_until_committed(cluster: &Cluster, group: &str, topic: &str, deadline: Duration) {
    let end = cluster.end_offsets(topic);
    let end: BTreeMap<i32, i64> = end.into_iter().filter(|(_, end)| *end > 0).collect();
    wait_until(&format!("{group} has committed all of {topic}"), deadline, || cluster.committed(group, topic) == end);
}

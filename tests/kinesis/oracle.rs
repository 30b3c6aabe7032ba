//! What a test asks of a service beside Kinesis: which events were alerted, whether what came twice is the same, and whether
//! everything that was put is done.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::Duration;

use serde_json::Value;

use crate::testbed::workload::{Event, REQUIREMENT};
use crate::testbed::{Config, Dynamo, Outgoing, Position, wait_until};

/// How long a service may take to catch up on a busy machine.
pub const CATCH_UP: Duration = Duration::from_secs(90);

/// Where the tests have alerts written, below the folder of the settings.
pub const ALERTS: &str = "alerts";

/// Events as records, each with a partition key of its own.
pub fn records(events: &[Event]) -> impl Iterator<Item = Outgoing> {
    events.iter().map(|event| Outgoing::of(event.json.as_bytes()))
}

/// The ids of the events that should be alerted.
pub fn wanted(events: &[Event]) -> BTreeSet<String> {
    events.iter().filter(|event| event.finding).map(|event| event.id.clone()).collect()
}

/// The alerts that were written below `folder` of the settings, whole CloudEvents. A line that is being written is left out.
pub fn lines(config: &Config, folder: &str) -> Vec<Value> {
    let files = fs::read_dir(config.folder().join(folder)).into_iter().flatten();
    let paths =
        files.filter_map(|file| Some(file.ok()?.path()).filter(|path| path.extension().is_some_and(|e| e == "ndjson")));
    let texts = paths.map(|path| fs::read_to_string(path).unwrap_or_default());
    let whole =
        texts.flat_map(|text| text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect::<Vec<_>>());
    whole.collect()
}

/// The ids of the events that alerts are about.
pub fn alerted(alerts: &[Value]) -> BTreeSet<String> {
    alerts
        .iter()
        .filter(|alert| alert["data"]["finding_info"]["analytic"]["uid"] == REQUIREMENT)
        .map(|alert| event_id(alert).to_owned())
        .collect()
}

fn event_id(alert: &Value) -> &str {
    alert["data"]["metadata"]["original_event_uid"].as_str().expect("an alert names its event")
}

/// Fails unless every event has one alert id, however often it was alerted.
pub fn ids_are_stable(alerts: &[Value]) {
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for alert in alerts.iter().filter(|alert| alert["data"]["activity_id"] == 1) {
        ids.entry(event_id(alert)).or_default().insert(alert["id"].as_str().expect("a CloudEvent"));
    }
    let torn: Vec<_> = ids.iter().filter(|(_, ids)| ids.len() > 1).take(3).collect();
    assert!(torn.is_empty(), "events with several alert ids: {torn:?}");
}

/// Waits until the checkpoints in the file of `stream` stand at or behind the last of `positions` of each shard.
#[track_caller]
pub fn wait_until_done(config: &Config, stream: &str, positions: &[Position]) {
    wait_until(&format!("the checkpoints of {stream} stand behind everything"), CATCH_UP, || {
        all_done(config, stream, positions)
    });
}

/// Whether they do.
pub fn all_done(config: &Config, stream: &str, positions: &[Position]) -> bool {
    let file = config.folder().join(format!("checkpoints/{stream}.json"));
    let saved: Value = fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    is_done(positions, |shard| saved["shards"][shard].clone())
}

/// The same for checkpoints in a table.
#[track_caller]
pub fn wait_until_done_in(dynamo: &Dynamo, table: &str, positions: &[Position]) {
    wait_until(&format!("the checkpoints in {table} stand behind everything"), CATCH_UP, || {
        let items = dynamo.items(table);
        is_done(positions, |shard| {
            let item = items.iter().find(|item| item["shard"] == shard);
            let json = item.and_then(|item| item["checkpoint"].as_str().map(str::to_owned));
            json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
        })
    });
}

fn is_done(positions: &[Position], checkpoint: impl Fn(&str) -> Value) -> bool {
    let mut last: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for position in positions {
        let number = (position.sequence.len(), position.sequence.as_str());
        let known = last.entry(&position.shard).or_insert(number);
        *known = (*known).max(number);
    }
    last.into_iter().all(|(shard, last)| {
        let checkpoint = checkpoint(shard);
        let at = checkpoint["sequence"].as_str().unwrap_or_default();
        checkpoint["at"] == "ended" || (at.len(), at) >= last
    })
}

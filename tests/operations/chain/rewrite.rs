//! The shipped configuration, rewritten for one machine and for tests that do not wait: addresses and durations, and nothing else.
//!
//! Every replacement has to find what it replaces, so that a file that was changed does not slip through unchanged.

use std::net::SocketAddr;
use std::time::Duration;

use promql_parser::util::{display_duration, parse_duration};
use serde_json::Value;

use crate::files::{read, yaml};
use crate::promql::with_durations;

/// How much faster everything goes: the scrapes of 15 s come each second.
const FASTER: f64 = 15.0;
/// No window is longer, in seconds: an hour would still be four minutes.
const LONGEST: f64 = 20.0;
/// From here on it means another day, of which a test has nothing.
const ANOTHER_DAY: Duration = Duration::from_secs(86_400);

/// A duration made shorter; whole seconds, at least one.
fn shorter(duration: Duration) -> Duration {
    if duration >= ANOTHER_DAY {
        return duration;
    }
    Duration::from_secs_f64((duration.as_secs_f64() / FASTER).round().clamp(1.0, LONGEST))
}

/// The same for one that is written (`5m`, `1h30m`).
fn shortened(duration: &str) -> String {
    let duration = parse_duration(duration).unwrap_or_else(|error| panic!("no duration: {duration}: {error}"));
    display_duration(&shorter(duration))
}

/// A file of the project with some texts replaced.
pub fn replaced(path: &str, pairs: &[(&str, &str)]) -> String {
    let text = read(path);
    pairs.iter().fold(text, |text, (from, to)| {
        assert!(text.contains(from), "{path} does not say `{from}` any more: tell this test what it says");
        text.replace(from, to)
    })
}

/// Settings of `deploy/compose` with some texts replaced, in folders beside the file, and without `[admin]`: the port is the test's.
pub fn settings(path: &str, pairs: &[(&str, &str)]) -> String {
    let text = replaced(path, &[pairs, &[("/var/lib/phi-audit/", "")]].concat());
    let (before, behind) = text.split_once("[admin]\n").unwrap_or_else(|| panic!("{path} has no [admin]"));
    let (_, behind) = behind.split_once("\n[[").unwrap_or_else(|| panic!("{path} has nothing behind [admin]"));
    format!("{before}[[{behind}")
}

/// `deploy/prometheus/prometheus.yml` with these addresses for those of Compose, and a scrape and an evaluation each second.
pub fn prometheus(addresses: &[(&str, SocketAddr)]) -> String {
    let addresses: Vec<_> = addresses.iter().map(|(from, to)| (format!("\"{from}\""), format!("\"{to}\""))).collect();
    let mut pairs: Vec<(&str, &str)> = addresses.iter().map(|(from, to)| (&**from, &**to)).collect();
    pairs.extend([
        ("scrape_interval: 15s", "scrape_interval: 1s"),
        ("scrape_timeout: 10s", "scrape_timeout: 1s"),
        ("evaluation_interval: 15s", "evaluation_interval: 1s"),
    ]);
    replaced("deploy/prometheus/prometheus.yml", &pairs)
}

/// A file of rules with its durations made shorter. JSON is YAML.
pub fn rules(path: &str) -> String {
    let mut file = yaml(path);
    let groups = file["groups"].as_array_mut().expect("groups").iter_mut();
    for rule in groups.flat_map(|group| group["rules"].as_array_mut().expect("rules")) {
        rule["expr"] = with_durations(rule["expr"].as_str().expect("an expression"), shorter).into();
        for key in ["for", "keep_firing_for"] {
            if let Some(wait) = rule.get_mut(key) {
                *wait = shortened(wait.as_str().expect("a duration")).into();
            }
        }
    }
    file.to_string()
}

/// `deploy/prometheus/alertmanager.yml` with another address of the receiver, and groups that wait less.
pub fn alertmanager(receiver: SocketAddr) -> String {
    fn hurry(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for (key, inner) in fields {
                    match inner.as_str() {
                        Some("0s") => {}
                        Some(wait) if matches!(&**key, "group_wait" | "group_interval") => {
                            *inner = shortened(wait).into()
                        }
                        _ => hurry(inner),
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(hurry),
            _ => {}
        }
    }
    let text = replaced("deploy/prometheus/alertmanager.yml", &[("alerts-receiver:8080", &receiver.to_string())]);
    let mut file: Value = serde_saphyr::from_str(&text).expect("routes");
    hurry(&mut file);
    file.to_string()
}

#[test]
fn durations_become_shorter_and_those_of_days_stay() {
    let all = ["15s", "1m", "5m", "1h30m", "1s", "1w"].map(shortened);
    assert_eq!(all, ["1s", "4s", "20s", "20s", "1s", "1w"]);
}

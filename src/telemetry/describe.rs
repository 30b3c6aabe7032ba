//! `docs/METRICS.md`, from the definitions of the metrics: a table for each group, and the values of the labels.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Definition;
use super::labels::{Label, Values};

const HEAD: &str = "\
# Metrics

`GET /metrics` on the admin port (`admin.listen`, 127.0.0.1:9464 unless changed) answers in the text format of Prometheus.
This page is generated from `src/telemetry/metrics.rs` and `src/telemetry/replay.rs`, and a test keeps it equal. To write it anew:

    UPDATE=1 cargo test --release --test metrics_doc

No label holds an account, but for those that the configuration lists, by the name or id they have there; nor a telephone number,
an id of an event or a place within one. Counters begin at 0 with the process. Gauges of a partition go when the partition goes.
Wrap gauges in `max_over_time(…[5m])` in alerts: one scrape that fails then hides nothing.

`phi-audit kcl` opens no port: it writes the same metrics into a file, with the labels `stream` and `shard` on each series
([kinesis-fleet.md](kinesis-fleet.md#metrics)). `phi-audit replay --metrics FILE` writes those under *Replay*, and no others
([sources.md](sources.md#watching-a-long-run)).
";

const PROCESS: &str = "
## Process

`process_cpu_seconds_total`, `process_resident_memory_bytes`, `process_virtual_memory_bytes`, `process_open_fds`,
`process_max_fds`, `process_threads` and `process_start_time_seconds` as every Prometheus client has them (Linux only).
";

/// The whole page.
pub(super) fn page(definitions: &[Definition]) -> String {
    let mut page = HEAD.to_owned();
    let mut group = "";
    for definition in definitions {
        if definition.group != group {
            group = definition.group;
            let _ = write!(
                page,
                "\n## {group}\n\n| metric | type | unit | labels | meaning | alert on |\n|---|---|---|---|---|---|\n"
            );
        }
        row(&mut page, definition);
    }
    page.push_str(PROCESS);
    buckets(&mut page, definitions);
    labels(&mut page, definitions);
    page
}

fn row(page: &mut String, definition: &Definition) {
    let Definition { name, unit, labels, help, alert, .. } = definition;
    let labels: Vec<String> = labels.iter().map(|label| format!("`{}`", label.name)).collect();
    let (kind, labels, help, alert) = (definition.kind(), labels.join(", "), help.trim(), alert.unwrap_or_default());
    let _ = writeln!(page, "| `{name}` | {kind} | {unit} | {labels} | {help} | {alert} |");
}

fn buckets(page: &mut String, definitions: &[Definition]) {
    page.push_str("\n## Buckets\n\nUpper bounds of the histograms, in seconds.\n\n");
    for definition in definitions.iter().filter(|definition| !definition.buckets.is_empty()) {
        let bounds: Vec<String> = definition.buckets.iter().map(f64::to_string).collect();
        let _ = writeln!(page, "- `{}`: {}", definition.name, bounds.join(", "));
    }
}

fn labels(page: &mut String, definitions: &[Definition]) {
    page.push_str("\n## Labels\n\n| label | of | values |\n|---|---|---|\n");
    let mut users: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
    for definition in definitions {
        for label in definition.labels {
            users.entry((label.name, values(label))).or_default().push(definition.name);
        }
    }
    for ((label, values), users) in users {
        let users: Vec<String> = users.iter().map(|name| format!("`{name}`")).collect();
        let _ = writeln!(page, "| `{label}` | {} | {values} |", users.join(", "));
    }
}

fn values(label: &Label) -> String {
    match label.values {
        Values::Listed(values) => {
            let values: Vec<String> = values().iter().map(|value| format!("`{value}`")).collect();
            values.join(", ")
        }
        Values::Named(origin) => origin.to_owned(),
    }
}

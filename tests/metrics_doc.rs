//! The metrics are an interface: what `docs/METRICS.md` says is what the program has, and names follow Prometheus' rules.
#![cfg(feature = "service")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use phi_audit::telemetry::labels::Values;
use phi_audit::telemetry::{Definition, Metrics, ReplayMetrics};

fn definitions() -> Vec<Definition> {
    [Metrics::DEFINITIONS, ReplayMetrics::DEFINITIONS].concat()
}

#[test]
fn the_page_of_metrics_is_the_one_in_docs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/METRICS.md");
    let page = Metrics::describe();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, page, "run `UPDATE=1 cargo test --release --test metrics_doc` and commit docs/METRICS.md");
}

#[test]
fn every_name_says_whose_it_is_and_what_it_is() {
    let mut names = BTreeSet::new();
    for definition in definitions() {
        let name = definition.name;
        assert!(names.insert(name), "{name} stands twice");
        let own = name.strip_prefix("phi_audit_").unwrap_or_else(|| panic!("{name} lacks the prefix"));
        assert!(own.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'), "{name}");
        assert_eq!(
            definition.kind() == "counter",
            name.ends_with("_total"),
            "{name}: counters and only they end in _total"
        );
        for scaled in ["millis", "_ms", "micros", "nanos", "minutes", "hours", "kilo", "mega", "percent"] {
            assert!(!own.contains(scaled), "{name}: base units only");
        }
        let measured = match definition.unit {
            "seconds" => own.trim_end_matches("_total").ends_with("_seconds"),
            "Unix time" => own.ends_with("_timestamp_seconds"),
            "bytes" => own.contains("bytes"),
            _ => !own.contains("seconds") && !own.contains("bytes"),
        };
        assert!(measured, "{name} does not say its unit, {}", definition.unit);
        assert_eq!(definition.kind() == "histogram", !definition.buckets.is_empty(), "{name}");
        assert!(definition.buckets.is_sorted_by(|one, next| one < next), "{name}");
    }
}

#[test]
fn every_metric_says_what_it_means_in_whole_sentences() {
    for Definition { name, help, alert, .. } in definitions() {
        let help = help.trim();
        assert!(help.len() > 10 && help.ends_with(['.', ')']), "{name}: {help}");
        for text in [Some(help), alert].into_iter().flatten() {
            assert!(!text.contains(['|', '\n']), "{name}: a table row has no place for {text}");
        }
    }
}

#[test]
fn no_label_is_personal_or_unbounded() {
    let known = [
        "account",
        "category",
        "digest",
        "eligibility",
        "grade",
        "kind",
        "outcome",
        "partition",
        "product",
        "reason",
        "region",
        "requirement",
        "result",
        "route",
        "run",
        "severity",
        "shard",
        "sink",
        "source",
        "stage",
        "state",
        "status",
        "stream",
        "topic",
        "version",
    ];
    for definition in definitions() {
        let mut names = BTreeSet::new();
        for label in definition.labels {
            assert!(
                known.contains(&label.name),
                "{}: is the label {} bounded and of no person?",
                definition.name,
                label.name
            );
            assert!(names.insert(label.name), "{}: {} stands twice", definition.name, label.name);
            match label.values {
                Values::Listed(values) => assert!((2..100).contains(&values().len()), "{}", label.name),
                Values::Named(origin) => assert!(!origin.is_empty(), "{}", label.name),
            }
        }
    }
}

#[test]
fn what_is_defined_is_what_is_shown() {
    let metrics = Metrics::new().unwrap();
    let partition = "3".to_owned();
    metrics.partition_lag("twilio-events", 3, 5, 1.5);
    metrics.publish_seconds.with(["siem"]).observe(0.2);
    let (shown, definitions) = (metrics.render(), definitions());
    for name in
        ["phi_audit_partition_lag_seconds", "phi_audit_publish_seconds", "phi_audit_paused", "phi_audit_errors_total"]
    {
        let definition = *definitions.iter().find(|definition| definition.name == name).unwrap();
        assert!(shown.contains(&format!("# TYPE {name} {}\n", definition.kind())), "{name}");
        assert!(shown.contains(&format!("# HELP {name} {}\n", definition.help.trim())), "{name}");
    }
    assert!(shown.contains(&format!("partition=\"{partition}\"")));
    let known: BTreeSet<&str> = definitions.iter().map(|definition| definition.name).collect();
    for line in shown.lines().filter_map(|line| line.strip_prefix("# TYPE ")) {
        let name = line.split(' ').next().unwrap();
        assert!(known.contains(name) || name.starts_with("process_"), "{name} is shown and not documented");
    }
}

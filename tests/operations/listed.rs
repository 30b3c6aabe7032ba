//! The metrics as `docs/METRICS.md` lists them, which is written by the program, to hold against what dashboards, rules and runbooks
//! ask for.

use std::collections::{BTreeMap, BTreeSet};

use crate::alerts::records;
use crate::files::read;
use crate::promql::{self, Selector};

/// Labels that a series has whatever the metric: of Prometheus, and of the files of `phi-audit kcl`.
const COMMON: &[&str] = &["job", "instance", "stream", "shard"];
/// Metrics of others, with their labels.
const FOREIGN: &[(&str, &[&str])] =
    &[("up", &[]), ("ALERTS", &["alertname", "alertstate", "severity"]), ("node_textfile_mtime_seconds", &["file"])];

/// What `docs/METRICS.md` lists: metrics with their labels, and the values of labels that have a closed set of them.
pub struct Listed {
    labels: BTreeMap<String, BTreeSet<String>>,
    values: BTreeMap<(String, String), BTreeSet<String>>,
    records: BTreeMap<String, String>,
}

fn quoted(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

impl Listed {
    /// What the page says now.
    pub fn new() -> Self {
        let (mut labels, mut values) = (BTreeMap::new(), BTreeMap::new());
        for line in read("docs/METRICS.md").lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let name = cells[0].trim_matches('`').to_owned();
            if name.starts_with("phi_audit_") {
                if cells[1] == "histogram" {
                    for suffix in ["_bucket", "_sum", "_count"] {
                        let le = (suffix == "_bucket").then(|| "le".to_owned());
                        labels.insert(format!("{name}{suffix}"), quoted(cells[3]).into_iter().chain(le).collect());
                    }
                }
                labels.insert(name, quoted(cells[3]));
            } else {
                // A cell with words between the values describes an open set.
                let between: String = cells[2].split('`').step_by(2).collect();
                if between.chars().all(|letter| letter == ',' || letter.is_whitespace()) {
                    let metrics = quoted(cells[1]).into_iter();
                    values.extend(metrics.map(|metric| ((metric, name.clone()), quoted(cells[2]))));
                }
            }
        }
        assert!(labels.len() > 40 && values.len() > 10, "docs/METRICS.md has other tables than it had");
        labels.extend(FOREIGN.iter().map(|(metric, its)| {
            ((*metric).to_owned(), its.iter().map(ToString::to_string).collect::<BTreeSet<String>>())
        }));
        Self { labels, values, records: records() }
    }

    /// The metrics below one: itself, or those that a record is made of.
    fn below(&self, metric: &str) -> BTreeSet<String> {
        let Some(expr) = self.records.get(metric) else { return BTreeSet::from([metric.to_owned()]) };
        promql::metrics(expr).iter().flat_map(|one| self.below(one)).collect()
    }

    fn is_known(&self, metric: &str) -> bool {
        self.labels.contains_key(metric) || self.records.contains_key(metric) || metric.starts_with("process_")
    }

    /// The labels that a metric or record may have.
    pub fn labels_of(&self, metric: &str) -> BTreeSet<String> {
        let below = self.below(metric);
        let own = below.iter().filter_map(|one| self.labels.get(one)).flatten().cloned();
        // A record may give its source a name that the metric itself does not tell.
        let made = self.records.contains_key(metric).then(|| "source".to_owned());
        own.chain(made).chain(COMMON.iter().map(ToString::to_string)).collect()
    }

    /// What is wrong with the names of an expression.
    pub fn unknown(&self, expr: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        let metrics = promql::metrics(expr);
        wrong.extend(metrics.iter().filter(|metric| !self.is_known(metric)).cloned());
        let all: BTreeSet<String> = metrics.iter().flat_map(|metric| self.labels_of(metric)).collect();
        wrong.extend(promql::labels(expr).difference(&all).map(|label| format!("label {label}")));
        for Selector { metric, matchers } in promql::selectors(expr) {
            for (label, _, value) in matchers.iter().filter(|(label, ..)| label != "__name__") {
                if !self.labels_of(&metric).contains(label) {
                    wrong.push(format!("{metric}{{{label}}}"));
                }
                let below = self.below(&metric);
                let allowed: BTreeSet<&String> =
                    below.iter().filter_map(|one| self.values.get(&(one.clone(), label.clone()))).flatten().collect();
                let names = alternatives(value);
                // `.*` stands for a variable of a dashboard, which is chosen from the values themselves.
                let fixed = names.iter().filter(|name| !name.contains(".*"));
                let strange = fixed.filter(|name| !allowed.is_empty() && !allowed.contains(name));
                wrong.extend(strange.map(|name| format!("{metric}{{{label}={name:?}}}")));
            }
        }
        wrong
    }
}

/// Holds expressions, with where they stand, to what the page lists.
pub fn is_all_listed(expressions: impl IntoIterator<Item = (String, String)>) {
    let listed = Listed::new();
    let wrong: Vec<String> = expressions
        .into_iter()
        .map(|(place, expr)| (place, listed.unknown(&expr)))
        .filter(|(_, unknown)| !unknown.is_empty())
        .map(|(place, unknown)| format!("{place}: {}", unknown.join(", ")))
        .collect();
    assert!(wrong.is_empty(), "docs/METRICS.md does not list\n{}", wrong.join("\n"));
}

/// What a regular expression of the rules stands for: `a|b`, `(a|b)-c`, and no more.
pub fn alternatives(regex: &str) -> Vec<String> {
    let mut whole = vec![String::new()];
    let (mut done, mut rest) = (Vec::new(), regex);
    while let Some(first) = rest.chars().next() {
        match first {
            '(' => {
                let (inner, behind) = rest[1..].split_once(')').expect("a bracket that is closed");
                let longer =
                    |start: &String| inner.split('|').map(move |end| format!("{start}{end}")).collect::<Vec<_>>();
                whole = whole.iter().flat_map(longer).collect();
                rest = behind;
            }
            '|' => {
                done.append(&mut whole);
                whole = vec![String::new()];
                rest = &rest[1..];
            }
            _ => {
                whole.iter_mut().for_each(|one| one.push(first));
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    done.append(&mut whole);
    done
}

#[test]
fn alternatives_of_a_regular_expression_are_told_apart() {
    assert_eq!(alternatives("a"), ["a"]);
    assert_eq!(alternatives("(a|b)-c|d.*"), ["a-c", "b-c", "d.*"]);
}

#[test]
fn a_name_that_is_not_listed_is_noticed() {
    let listed = Listed::new();
    assert_eq!(listed.unknown("phi_audit_findings"), ["phi_audit_findings"]);
    assert_eq!(listed.unknown("sum by (rule) (phi_audit_findings_total)"), ["label rule"]);
    assert!(listed.unknown(r#"phi_audit_findings_total{severity="severe"}"#)[0].contains("severe"));
    assert!(listed.unknown(r#"phi_audit:findings:increase5m{severity=~"high|severe"}"#)[0].contains("severe"));
    assert!(listed.unknown(r#"phi_audit_errors_total{stage="publishing"} / up{reason="x"}"#)[0].contains("reason"));
    assert_eq!(
        listed.unknown(r#"sum by (job, le) (rate(phi_audit_publish_seconds_bucket{sink="siem"}[5m]))"#),
        [""; 0]
    );
}

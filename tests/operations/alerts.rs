//! The alerting: rules and routes are valid, every alert fires when its fault is there and is silent in its look-alike, has its
//! runbook, and names nothing that the program does not have.

mod grafana;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::files::{list, map, promtool, read, root, text, tool, yaml};
use crate::listed::{Listed, alternatives, is_all_listed};
use crate::promql;

const RUNBOOKS: &str = "https://github.com/phi-audit/phi-audit/blob/main/docs/RUNBOOKS.md";

/// The alert that fires always.
const WATCHDOG: &str = "AuditWatchdog";

/// An alert's rule.
#[derive(Debug)]
pub struct Rule {
    pub group: String,
    pub alert: String,
    pub expr: String,
    pub wait: Option<String>,
    pub keep: Option<String>,
    pub labels: BTreeMap<String, String>,
    pub annotations: BTreeMap<String, String>,
}

impl Rule {
    /// Which of its rules, where an alert has several.
    pub fn cause(&self) -> Option<&str> {
        self.labels.get("cause").map(String::as_str)
    }

    /// The alert, and which of its rules.
    pub fn title(&self) -> String {
        self.cause().map_or_else(|| self.alert.clone(), |cause| format!("{}: {cause}", self.alert))
    }
}

/// All of them, in their order.
pub fn rules() -> Vec<Rule> {
    let file = yaml("deploy/prometheus/rules/phi-audit.yml");
    let rule = |group: &Value, rule: &Value| Rule {
        group: text(group, "name").to_owned(),
        alert: text(rule, "alert").to_owned(),
        expr: text(rule, "expr").to_owned(),
        wait: rule["for"].as_str().map(str::to_owned),
        keep: rule["keep_firing_for"].as_str().map(str::to_owned),
        labels: map(&rule["labels"]),
        annotations: map(&rule["annotations"]),
    };
    list(&file["groups"])
        .iter()
        .flat_map(|group| list(&group["rules"]).iter().map(move |one| rule(group, one)))
        .collect()
}

/// Their names.
pub fn alerts() -> BTreeSet<String> {
    rules().into_iter().map(|rule| rule.alert).collect()
}

/// Recording rules: name and expression.
pub fn records() -> BTreeMap<String, String> {
    let file = yaml("deploy/prometheus/rules/phi-audit-records.yml");
    let rules = list(&file["groups"]).iter().flat_map(|group| list(&group["rules"]));
    rules.map(|rule| (text(rule, "record").to_owned(), text(rule, "expr").to_owned())).collect()
}

fn test_files() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("deploy/prometheus/tests")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

// Tools that know the formats.

#[test]
fn rules_are_valid() {
    promtool(&["check", "rules", "--lint=all", "--lint-fatal", "rules/phi-audit.yml", "rules/phi-audit-records.yml"]);
}

/// Alerts that are made of recorded series never fire without them, and nothing else would tell.
#[test]
fn pages_that_start_prometheus_by_hand_load_every_rule_file() {
    let page = read("docs/quick-start.md");
    let files: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("rule_files: ")).collect();
    assert_eq!(files, ["[deploy/prometheus/rules/*.yml]"]);
}

#[test]
fn the_scrape_configuration_is_valid() {
    promtool(&["check", "config", "--lint=all", "prometheus.yml"]);
}

#[test]
fn routes_and_receivers_are_valid() {
    tool("amtool", "prometheus-alertmanager", &["check-config", "alertmanager.yml"]);
}

#[test]
fn alerts_fire_with_their_faults_and_not_with_what_looks_like_them() {
    let files = test_files();
    let names: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
    promtool(&[&["test", "rules"], &names[..]].concat());
}

#[test]
fn every_alert_goes_to_its_team_and_wakes_it_only_if_it_is_critical() {
    for rule in rules() {
        let name = ("alertname", rule.alert.as_str());
        let labels = rule.labels.iter().map(|(label, value)| (label.as_str(), value.as_str())).chain([name]);
        let labels: Vec<String> = labels.map(|(label, value)| format!("{label}={value}")).collect();
        let mut arguments = vec!["config", "routes", "test", "--config.file=alertmanager.yml"];
        arguments.extend(labels.iter().map(String::as_str));
        let pages = if rule.labels["severity"] == "critical" { "-page" } else { "" };
        let receiver = tool("amtool", "prometheus-alertmanager", &arguments);
        let receiver = receiver.lines().next().unwrap_or_default();
        // The one that fires always goes to whom its silence is news.
        let meant =
            if rule.alert == WATCHDOG { "heartbeat".to_owned() } else { format!("{}{pages}", rule.labels["team"]) };
        assert_eq!(receiver, meant, "{}", rule.title());
    }
}

// What every alert has.

#[test]
fn every_alert_says_who_when_what_and_where_to_go_on() {
    let mut titles = BTreeSet::new();
    for rule in rules() {
        let title = rule.title();
        assert!(titles.insert(title.clone()), "{title} stands twice: tell them apart by `cause`");
        assert!(matches!(&*rule.labels["severity"], "critical" | "warning" | "info"), "{title}");
        assert!(matches!(&*rule.labels["team"], "security" | "sre"), "{title}");
        let unknown: Vec<&String> =
            rule.labels.keys().filter(|label| !["severity", "team", "cause"].contains(&label.as_str())).collect();
        assert!(unknown.is_empty(), "{title}: {unknown:?}");
        assert_eq!(rule.annotations["runbook_url"], format!("{RUNBOOKS}#{}", rule.alert.to_lowercase()), "{title}");
        for annotation in ["summary", "description"] {
            assert!(rule.annotations[annotation].len() > 20, "{title}: {annotation}");
        }
    }
}

#[test]
fn every_threshold_has_a_comment_that_says_why() {
    let file = read("deploy/prometheus/rules/phi-audit.yml");
    let lines: Vec<&str> = file.lines().collect();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.trim_start().starts_with("- alert:")) {
        assert!(lines[at - 1].trim_start().starts_with("# "), "line {}: {}", at + 1, line.trim());
    }
}

#[test]
fn every_rule_has_a_case_in_which_it_fires_and_every_alert_one_in_which_it_does_not() {
    let (mut fires, mut silent) = (BTreeSet::new(), BTreeSet::new());
    for file in test_files() {
        let file: Value = serde_saphyr::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        for case in list(&file["tests"]).iter().flat_map(|test| list(&test["alert_rule_test"])) {
            let (alert, expected) = (text(case, "alertname").to_owned(), list(&case["exp_alerts"]));
            if expected.is_empty() {
                silent.insert(alert.clone());
            }
            let causes = expected.iter().map(|one| one["exp_labels"]["cause"].as_str().map(str::to_owned));
            fires.extend(causes.map(|cause| (alert.clone(), cause)));
        }
    }
    for rule in rules() {
        let of = (rule.alert.clone(), rule.cause().map(str::to_owned));
        assert!(fires.contains(&of), "{} fires in no case of deploy/prometheus/tests", rule.title());
        assert!(
            silent.contains(&rule.alert) || rule.alert == WATCHDOG,
            "{} has no look-alike in deploy/prometheus/tests",
            rule.title()
        );
    }
}

// Names.

#[test]
fn rules_name_metrics_labels_and_values_that_the_program_has() {
    let alerts = rules().into_iter().map(|rule| (rule.title(), rule.expr));
    is_all_listed(alerts.chain(records()));
}

#[test]
fn labels_in_texts_are_those_that_the_alert_has() {
    for rule in rules() {
        let kept = promql::labels(&rule.expr);
        let metrics = promql::metrics(&rule.expr);
        let listed = Listed::new();
        let of_metrics: BTreeSet<String> = metrics.iter().flat_map(|metric| listed.labels_of(metric)).collect();
        for annotation in rule.annotations.values() {
            for named in annotation.split("$labels.").skip(1) {
                let label: String =
                    named.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
                assert!(kept.contains(&label) || of_metrics.contains(&label), "{}: {label}", rule.title());
            }
        }
    }
}

#[test]
fn rules_name_requirements_that_the_program_has() {
    let output = Command::new(env!("CARGO_BIN_EXE_phi-audit")).args(["rules", "list", "--json"]).output().unwrap();
    let known: Value = serde_json::from_slice(&output.stdout).unwrap();
    let known: BTreeSet<&str> = list(&known).iter().map(|one| text(one, "id")).collect();
    let exprs = rules().into_iter().map(|rule| rule.expr).chain(records().into_values());
    let matchers = exprs.flat_map(|expr| promql::selectors(&expr)).flat_map(|selector| selector.matchers);
    let named: Vec<String> =
        matchers.filter(|(label, ..)| label == "requirement").flat_map(|(.., value)| alternatives(&value)).collect();
    assert!(named.len() > 5, "{named:?}");
    for name in named {
        let found = name
            .strip_suffix(".*")
            .map_or_else(|| known.contains(&*name), |start| known.iter().any(|one| one.starts_with(start)));
        assert!(found, "{name} is no requirement");
    }
}

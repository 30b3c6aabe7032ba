//! The alerting: rules and routes are valid, every alert fires when its fault is there and is silent in its look-alike, has its
//! runbook, and names nothing that the program does not have. Grafana's copy is made from the same rules.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::promql::{self, Selector};

const RUNBOOKS: &str = "https://github.com/phi-audit/phi-audit/blob/main/docs/RUNBOOKS.md";
const GRAFANA: &str = "deploy/grafana/provisioning/alerting/phi-audit.yml";
/// The parts of a runbook, in their order.
const PARTS: &[&str] = &["What it means", "At once", "How it is set", "What to do", "What it is not"];
/// Labels that a series has whatever the metric: of Prometheus, and of the files of `phi-audit kcl`.
const COMMON: &[&str] = &["job", "instance", "stream", "shard"];
/// Metrics of others, with their labels.
const FOREIGN: &[(&str, &[&str])] =
    &[("up", &[]), ("ALERTS", &["alertname", "alertstate", "severity"]), ("node_textfile_mtime_seconds", &["file"])];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn yaml(path: &str) -> Value {
    serde_saphyr::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn map(value: &Value) -> BTreeMap<String, String> {
    let entries = value.as_object().into_iter().flatten();
    entries.map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned())).collect()
}

/// Runs a tool in `deploy/prometheus` and gives back what it says.
fn tool(name: &str, package: &str, arguments: &[&str]) -> String {
    let output = Command::new(name).args(arguments).current_dir(root().join("deploy/prometheus")).output();
    let output =
        output.unwrap_or_else(|error| panic!("`{name}` ({error}): apt-get install --no-install-recommends {package}"));
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{name} {}:\n{said}", arguments.join(" "));
    said
}

pub fn promtool(arguments: &[&str]) -> String {
    tool("promtool", "prometheus", arguments)
}

#[derive(Debug)]
struct Rule {
    group: String,
    alert: String,
    expr: String,
    wait: Option<String>,
    labels: BTreeMap<String, String>,
    annotations: BTreeMap<String, String>,
}

impl Rule {
    fn cause(&self) -> Option<&str> {
        self.labels.get("cause").map(String::as_str)
    }

    /// The alert, and which of its rules.
    fn title(&self) -> String {
        self.cause().map_or_else(|| self.alert.clone(), |cause| format!("{}: {cause}", self.alert))
    }
}

fn rules() -> Vec<Rule> {
    let file = yaml("deploy/prometheus/rules/phi-audit.yml");
    let rule = |group: &Value, rule: &Value| Rule {
        group: text(group, "name").to_owned(),
        alert: text(rule, "alert").to_owned(),
        expr: text(rule, "expr").to_owned(),
        wait: rule["for"].as_str().map(str::to_owned),
        labels: map(&rule["labels"]),
        annotations: map(&rule["annotations"]),
    };
    list(&file["groups"])
        .iter()
        .flat_map(|group| list(&group["rules"]).iter().map(move |one| rule(group, one)))
        .collect()
}

fn alerts() -> BTreeSet<String> {
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
        let labels: Vec<String> = rule.labels.iter().map(|(label, value)| format!("{label}={value}")).collect();
        let mut arguments = vec!["config", "routes", "test", "--config.file=alertmanager.yml"];
        arguments.extend(labels.iter().map(String::as_str));
        let pages = if rule.labels["severity"] == "critical" { "-page" } else { "" };
        let receiver = tool("amtool", "prometheus-alertmanager", &arguments);
        let receiver = receiver.lines().next().unwrap_or_default();
        assert_eq!(receiver, format!("{}{pages}", rule.labels["team"]), "{}", rule.title());
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
        assert!(silent.contains(&rule.alert), "{} has no look-alike in deploy/prometheus/tests", rule.title());
    }
}

// Names.

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

    fn labels_of(&self, metric: &str) -> BTreeSet<String> {
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
                // What a dashboard's variable stands for is chosen from the values themselves.
                let fixed = names.iter().filter(|name| !name.contains('$'));
                let strange = fixed.filter(|name| !allowed.is_empty() && !allowed.contains(name));
                wrong.extend(strange.map(|name| format!("{metric}{{{label}={name:?}}}")));
            }
        }
        wrong
    }
}

/// What a regular expression of the rules stands for: `a|b`, `(a|b)-c`, and no more.
fn alternatives(regex: &str) -> Vec<String> {
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
fn rules_name_metrics_labels_and_values_that_the_program_has() {
    let listed = Listed::new();
    let alerts = rules().into_iter().map(|rule| (rule.title(), rule.expr));
    let wrong: Vec<String> = alerts
        .chain(records())
        .map(|(name, expr)| (name, listed.unknown(&expr)))
        .filter(|(_, unknown)| !unknown.is_empty())
        .map(|(name, unknown)| format!("{name}: {}", unknown.join(", ")))
        .collect();
    assert!(wrong.is_empty(), "docs/METRICS.md does not list\n{}", wrong.join("\n"));
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

// Runbooks.

/// The chapters of docs/RUNBOOKS.md: heading and text.
pub fn runbooks() -> Vec<(String, String)> {
    let page = read("docs/RUNBOOKS.md");
    let chapters = page.split("\n## ").skip(1).map(|chapter| chapter.split_once('\n').unwrap());
    chapters.map(|(heading, text)| (heading.trim().to_owned(), text.to_owned())).collect()
}

#[test]
fn every_alert_has_a_runbook_and_every_runbook_an_alert() {
    let headings: Vec<String> = runbooks().into_iter().map(|(heading, _)| heading).collect();
    let unique: BTreeSet<String> = headings.iter().cloned().collect();
    assert_eq!(unique.len(), headings.len(), "a heading stands twice");
    assert_eq!(unique, alerts());
}

#[test]
fn every_runbook_has_the_same_parts_in_the_same_order() {
    for (heading, text) in runbooks() {
        let mut rest = &*text;
        for part in PARTS {
            let Some((_, behind)) = rest.split_once(&format!("\n**{part}.**")) else {
                panic!("{heading}: `**{part}.**` is missing, or stands elsewhere");
            };
            rest = behind;
        }
        let steps = text.split("**What to do.**").nth(1).unwrap();
        assert!(steps.contains("\n1. ") && steps.contains("\n2. "), "{heading}: what to do is numbered");
        assert!(text.contains("```promql\n") || text.contains("```sh\n"), "{heading}: no query and no command");
    }
}

#[test]
fn every_cause_is_told_in_the_runbook() {
    let runbooks: BTreeMap<String, String> = runbooks().into_iter().collect();
    for rule in rules() {
        if let Some(cause) = rule.cause() {
            assert!(runbooks[&rule.alert].contains(&format!("`{cause}`")), "{}", rule.title());
        }
    }
}

/// The contents of all blocks of this language, with the chapter they stand in.
fn blocks(language: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (heading, text) in runbooks() {
        for block in text.split(&format!("```{language}\n")).skip(1) {
            found.push((heading.clone(), block.split("```").next().unwrap().to_owned()));
        }
    }
    found
}

#[test]
fn queries_of_runbooks_name_what_the_program_has() {
    let (listed, blocks) = (Listed::new(), blocks("promql"));
    assert!(blocks.len() > 15);
    let wrong: Vec<String> = blocks
        .iter()
        .map(|(heading, query)| (heading, listed.unknown(query)))
        .filter(|(_, unknown)| !unknown.is_empty())
        .map(|(heading, unknown)| format!("{heading}: {}", unknown.join(", ")))
        .collect();
    assert!(wrong.is_empty(), "docs/METRICS.md does not list\n{}", wrong.join("\n"));
}

#[test]
fn queries_of_runbooks_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = "groups:\n  - name: queries\n    rules:\n".to_owned();
    for (at, (_, query)) in blocks("promql").iter().enumerate() {
        let query = query.trim().replace('\n', "\n          ").trim_start().to_owned();
        writeln!(file, "      - record: query:{at}\n        expr: |-\n          {query}").unwrap();
    }
    let path = folder.path().join("queries.yml");
    fs::write(&path, file).unwrap();
    promtool(&["check", "rules", "--lint=none", path.to_str().unwrap()]);
}

#[test]
fn commands_of_runbooks_are_verbs_and_options_of_the_program() {
    let mut seen = 0;
    for (heading, block) in blocks("sh") {
        let lines = block.replace("\\\n", " ");
        for line in lines.lines().map(str::trim).filter(|line| line.starts_with("phi-audit ")) {
            seen += 1;
            let words: Vec<&str> =
                line.split_whitespace().skip(1).take_while(|word| !["|", "#", ">"].contains(word)).collect();
            let is_verb = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_lowercase());
            let verbs: Vec<&str> = words.iter().take_while(is_verb).copied().take(2).collect();
            // The second word is a verb or already what the verb is about.
            let help = (1..=verbs.len()).rev().find_map(|count| {
                let mut command = Command::new(env!("CARGO_BIN_EXE_phi-audit"));
                let output = command.args(&verbs[..count]).arg("--help").output().unwrap();
                output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
            });
            let help = help.unwrap_or_else(|| panic!("{heading}: {line}"));
            for option in words.iter().filter(|word| word.starts_with("--")) {
                let name = option.split('=').next().unwrap();
                assert!(help.split_whitespace().any(|word| word == name), "{heading}: {line}: no {name}");
            }
        }
    }
    assert!(seen > 10, "{seen} commands");
}

// Grafana.

/// YAML, as much as is written here. Keys keep their order.
enum Node {
    Map(Vec<(&'static str, Node)>),
    List(Vec<Node>),
    Text(String),
    Number(i64),
    Flag(bool),
}

fn string(text: impl Into<String>) -> Node {
    Node::Text(text.into())
}

impl Node {
    /// Whether it takes lines of its own: all but scalars and lists of them.
    fn is_tall(&self) -> bool {
        match self {
            Self::Map(_) => true,
            Self::List(values) => values.iter().any(|value| matches!(value, Self::Map(_) | Self::List(_))),
            _ => false,
        }
    }

    /// Writes what stands behind `key:` or `-`, at this depth.
    fn write(&self, out: &mut String, depth: usize) {
        let indent = "  ".repeat(depth);
        match self {
            Self::Map(entries) => {
                for (at, (key, value)) in entries.iter().enumerate() {
                    // The first one stands on the line of the dash.
                    if at > 0 || !out.ends_with("- ") {
                        out.push_str(&indent);
                    }
                    let _ = write!(out, "{key}:");
                    if value.is_tall() {
                        out.push('\n');
                        value.write(out, depth + 1);
                    } else {
                        value.write(out, depth);
                    }
                }
            }
            // Short lists stand on one line.
            Self::List(values) if !self.is_tall() => {
                let mut inner = String::new();
                values.iter().for_each(|value| value.write(&mut inner, 0));
                let inner: Vec<&str> = inner.lines().map(str::trim).collect();
                let _ = writeln!(out, " [{}]", inner.join(", "));
            }
            Self::List(values) => {
                for value in values {
                    let _ = write!(out, "{indent}- ");
                    if let Self::Map(_) = value {
                        value.write(out, depth + 1);
                    } else {
                        out.pop();
                        value.write(out, depth + 1);
                    }
                }
            }
            Self::Text(text) if text.contains('\n') => {
                out.push_str(" |-\n");
                text.lines().for_each(|line| {
                    let _ = writeln!(out, "{}", format!("{indent}  {line}").trim_end());
                });
            }
            Self::Text(text) => {
                let plain = text.starts_with(|letter: char| letter.is_ascii_alphabetic())
                    && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/ ".contains(&byte))
                    && !["true", "false", "null", "yes", "no", "on", "off"].contains(&&*text.to_lowercase());
                let _ = if plain {
                    writeln!(out, " {text}")
                } else {
                    // JSON's strings are YAML's.
                    writeln!(out, " {}", serde_json::to_string(text).unwrap())
                };
            }
            Self::Number(number) => {
                let _ = writeln!(out, " {number}");
            }
            Self::Flag(flag) => {
                let _ = writeln!(out, " {flag}");
            }
        }
    }
}

fn grafana_rule(rule: &Rule) -> Node {
    let title = rule.title();
    let uid = title.to_lowercase().replace(": ", "-");
    // A rule is a filter: it gives series while something is wrong, whatever their value (0 targets that answer is one), and
    // otherwise none. So any value is an alert, and no data is how it has to be.
    let query = Node::Map(vec![
        ("refId", string("A")),
        ("expr", string(&rule.expr)),
        ("instant", Node::Flag(true)),
        ("range", Node::Flag(false)),
    ]);
    let threshold = Node::Map(vec![
        ("refId", string("C")),
        ("type", string("threshold")),
        ("expression", string("A")),
        (
            "conditions",
            Node::List(vec![Node::Map(vec![(
                "evaluator",
                Node::Map(vec![("type", string("gt")), ("params", Node::List(vec![Node::Number(-1)]))]),
            )])]),
        ),
    ]);
    let data = |reference: &str, source: &str, model: Node| {
        Node::Map(vec![
            ("refId", string(reference)),
            ("relativeTimeRange", Node::Map(vec![("from", Node::Number(600)), ("to", Node::Number(0))])),
            ("datasourceUid", string(source)),
            ("model", model),
        ])
    };
    // If the rule cannot be evaluated, Grafana says so under a name of its own. Of the one that asks whether anything is there,
    // that is the answer.
    let unanswered = if rule.cause() == Some("gone") { "Alerting" } else { "Error" };
    let name = |name: &str| match name {
        "severity" => "severity",
        "team" => "team",
        "cause" => "cause",
        "summary" => "summary",
        "description" => "description",
        "runbook_url" => "runbook_url",
        other => panic!("{other}"),
    };
    let labels = rule.labels.iter().map(|(label, value)| (name(label), string(value)));
    // Grafana knows the value by the name of its query.
    let texts =
        rule.annotations.iter().map(|(key, value)| (name(key), string(value.replace("$value", "$values.A.Value"))));
    Node::Map(vec![
        ("uid", string(uid)),
        ("title", string(title)),
        ("condition", string("C")),
        ("data", Node::List(vec![data("A", "prometheus", query), data("C", "__expr__", threshold)])),
        ("noDataState", string("OK")),
        ("execErrState", string(unanswered)),
        ("for", string(rule.wait.as_deref().unwrap_or("0s"))),
        ("labels", Node::Map(labels.collect())),
        ("annotations", Node::Map(texts.collect())),
    ])
}

/// A route of Alertmanager as a policy of Grafana.
fn grafana_policy(route: &Value, is_root: bool) -> Vec<(&'static str, Node)> {
    let mut policy = Vec::new();
    if is_root {
        policy.push(("orgId", Node::Number(1)));
    }
    policy.push(("receiver", string(text(route, "receiver"))));
    if let Some(labels) = route["group_by"].as_array() {
        // Grafana asks for these two at the root.
        let labels = labels.iter().filter_map(Value::as_str);
        let labels = is_root.then_some("grafana_folder").into_iter().chain(labels);
        policy.push(("group_by", Node::List(labels.map(string).collect())));
    }
    let matchers: Vec<Node> = list(&route["matchers"]).iter().filter_map(Value::as_str).map(matcher).collect();
    if !matchers.is_empty() {
        policy.push(("object_matchers", Node::List(matchers)));
    }
    for key in ["group_wait", "group_interval", "repeat_interval"] {
        if let Some(duration) = route[key].as_str() {
            policy.push((key, string(duration)));
        }
    }
    let routes: Vec<Node> = list(&route["routes"]).iter().map(|one| Node::Map(grafana_policy(one, false))).collect();
    if !routes.is_empty() {
        policy.push(("routes", Node::List(routes)));
    }
    policy
}

/// `team="sre"` as the three parts that Grafana asks for.
fn matcher(matcher: &str) -> Node {
    let at = matcher.find(['=', '!']).expect("an operator");
    let (label, rest) = matcher.split_at(at);
    let sign = if rest.starts_with("=~") || rest.starts_with('!') { &rest[..2] } else { "=" };
    let value = rest[sign.len()..].trim_matches('"');
    Node::List([label, sign, value].map(string).into())
}

/// The file that Grafana reads at its start.
fn grafana() -> String {
    let rules = rules();
    let mut names: Vec<&str> = rules.iter().map(|rule| &*rule.group).collect();
    names.dedup();
    let group = |name: &str| {
        let rules = rules.iter().filter(|rule| rule.group == name).map(grafana_rule);
        Node::Map(vec![
            ("orgId", Node::Number(1)),
            ("name", string(name)),
            ("folder", string("PHI audit")),
            ("interval", string("30s")),
            ("rules", Node::List(rules.collect())),
        ])
    };
    let routing = yaml("deploy/prometheus/alertmanager.yml");
    let contact = |receiver: &Value| {
        let name = text(receiver, "name");
        // Under paths of their own, so that the receiver can tell Grafana's from Alertmanager's.
        let url =
            text(&receiver["webhook_configs"][0], "url").replace(&format!("/{name}"), &format!("/grafana/{name}"));
        let settings = Node::Map(vec![("url", string(url)), ("httpMethod", string("POST"))]);
        let hook = Node::Map(vec![
            ("uid", string(format!("{name}-webhook"))),
            ("type", string("webhook")),
            ("settings", settings),
        ]);
        Node::Map(vec![("orgId", Node::Number(1)), ("name", string(name)), ("receivers", Node::List(vec![hook]))])
    };
    let file = Node::Map(vec![
        ("apiVersion", Node::Number(1)),
        ("groups", Node::List(names.into_iter().map(group).collect())),
        ("contactPoints", Node::List(list(&routing["receivers"]).iter().map(contact).collect())),
        ("policies", Node::List(vec![Node::Map(grafana_policy(&routing["route"], true))])),
    ]);
    let mut page = "\
# The alerts of deploy/prometheus for who alerts from Grafana: rules of rules/phi-audit.yml, routes and receivers of
# alertmanager.yml. Grafana has no inhibition, so what follows from a worse alert is told as well. Generated; to write it anew:
#
#     UPDATE=1 cargo test --release --test operations grafana_has_the_same_alerts

"
    .to_owned();
    file.write(&mut page, 0);
    page
}

#[test]
fn grafana_has_the_same_alerts() {
    let made = grafana();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(GRAFANA), &made).unwrap();
    }
    let written = fs::read_to_string(root().join(GRAFANA)).unwrap_or_default();
    assert!(
        written == made,
        "run `UPDATE=1 cargo test --release --test operations grafana_has_the_same_alerts` and commit {GRAFANA}"
    );
}

#[test]
fn grafana_can_take_them() {
    let file = yaml(GRAFANA);
    let mut uids = BTreeSet::new();
    let rules: Vec<&Value> = list(&file["groups"]).iter().flat_map(|group| list(&group["rules"])).collect();
    let ours = self::rules();
    assert_eq!(rules.len(), ours.len());
    for (rule, ours) in rules.iter().zip(&ours) {
        let uid = text(rule, "uid");
        assert!(uid.len() <= 40 && uid.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{uid}");
        assert!(uids.insert(uid), "{uid} stands twice");
        // What the emitter wrote is read as what was meant.
        assert_eq!(text(&rule["data"][0]["model"], "expr"), ours.expr, "{uid}");
        assert_eq!(map(&rule["labels"]), ours.labels, "{uid}");
        assert_eq!(text(&rule["annotations"], "runbook_url"), ours.annotations["runbook_url"], "{uid}");
        // Grafana puts variables of the environment in place of `$NAME` everywhere but in annotations.
        assert!(!ours.expr.contains('$'), "{uid}");
    }
    let contacts: BTreeSet<&str> = list(&file["contactPoints"]).iter().map(|contact| text(contact, "name")).collect();
    let policy = &file["policies"][0];
    for route in std::iter::once(policy).chain(list(&policy["routes"])) {
        assert!(contacts.contains(text(route, "receiver")), "{route}");
    }
}

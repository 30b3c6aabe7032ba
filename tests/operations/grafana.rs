//! The dashboards: made by their script, of queries that the program's metrics answer, with words and a way on at every panel.
//!
//! Whether the queries return data says `chain`, which runs them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::alerts::records;
use crate::files::{list, promtool, root};
use crate::listed::is_all_listed;
use crate::promql;
use crate::runbooks::runbooks;

const FOLDER: &str = "deploy/grafana/dashboards";
const DOCS: &str = "https://github.com/phi-audit/phi-audit/blob/main/docs/";
/// Columns of Grafana's grid.
const WIDTH: u64 = 24;
/// What Grafana itself fills in.
const BUILT_IN: &[&str] = &["__range", "__interval", "__rate_interval", "__data", "__url_time_range"];

/// A panel of a dashboard.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The dashboard's file, without its ending.
    pub board: String,
    /// As in the file.
    pub json: Value,
}

impl Panel {
    /// Dashboard and title.
    pub fn place(&self) -> String {
        format!("{}: {}", self.board, self.json["title"].as_str().unwrap_or("a panel without a title"))
    }

    /// Its queries, with the letters by which the panel knows them.
    pub fn queries(&self) -> Vec<(String, String)> {
        let text = |target: &Value, key: &str| target[key].as_str().unwrap_or_default().to_owned();
        list(&self.json["targets"]).iter().map(|target| (text(target, "refId"), text(target, "expr"))).collect()
    }

    /// Whether it asks for one moment, and not for a range.
    pub fn is_instant(&self) -> bool {
        list(&self.json["targets"]).iter().all(|target| target["instant"] == true)
    }
}

/// The files of a folder: name and content.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).unwrap())
    };
    entries.map(|entry| read(entry.unwrap().path())).collect()
}

/// The dashboards by the names of their files, without the ending.
fn boards() -> BTreeMap<String, Value> {
    let parse = |(name, text): (String, String)| {
        let stem = name.strip_suffix(".json").unwrap_or_else(|| panic!("{name} is no dashboard")).to_owned();
        (stem, serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    files(&root().join(FOLDER)).into_iter().map(parse).collect()
}

/// All panels but rows, which are headings.
pub fn panels() -> Vec<Panel> {
    let of = |(board, json): (String, Value)| {
        let panels = list(&json["panels"]).to_vec().into_iter().filter(|panel| panel["type"] != "row");
        panels.map(|json| Panel { board: board.clone(), json }).collect::<Vec<_>>()
    };
    boards().into_iter().flat_map(of).collect()
}

/// A query with Grafana's variables filled in: "All" for those of the dashboards, these durations for Grafana's own.
pub fn filled(expr: &str, range: &str, interval: &str) -> String {
    let own = expr.replace("$__rate_interval", interval).replace("$__interval", interval).replace("$__range", range);
    ["source", "instance", "severity", "requirement", "run"]
        .iter()
        .fold(own, |expr, name| expr.replace(&format!("${name}"), ".*"))
}

/// Everything that asks Prometheus: where it stands, and the expression with its variables filled in.
fn expressions() -> Vec<(String, String)> {
    let of = |panel: &Panel| {
        let place = panel.place();
        panel.queries().into_iter().map(move |(letter, expr)| (format!("{place} {letter}"), expr)).collect::<Vec<_>>()
    };
    let found = panels().iter().flat_map(of).chain(beside_panels()).collect::<Vec<_>>();
    assert!(found.len() > 100, "{} queries", found.len());
    found.into_iter().map(|(place, expr)| (place, filled(&expr, "1h", "1m"))).collect()
}

/// What variables and annotations ask. Of `label_values(…, label)` the label is a grouping.
pub fn beside_panels() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (board, json) in boards() {
        for variable in list(&json["templating"]["list"]).iter().filter(|one| one["type"] == "query") {
            let query = variable["query"]["query"].as_str().unwrap_or_default();
            let inner = query.strip_prefix("label_values(").and_then(|rest| rest.strip_suffix(')'));
            let (of, label) = inner.and_then(|inner| inner.rsplit_once(", ")).expect("label_values(metric, label)");
            found.push((format!("{board}: variable {}", variable["name"]), format!("count by ({label}) ({of})")));
        }
        for annotation in list(&json["annotations"]["list"]) {
            let expr = annotation["expr"].as_str().unwrap_or_default().to_owned();
            found.push((format!("{board}: annotation {}", annotation["name"]), expr));
        }
    }
    found
}

#[test]
fn the_files_are_what_their_script_writes() {
    let folder = tempfile::tempdir().unwrap();
    let script = root().join("deploy/grafana/make.py");
    let output = Command::new("python3").arg(script).arg(folder.path()).output();
    let output = output.unwrap_or_else(|error| panic!("`python3` ({error}): apt-get install python3"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (made, kept) = (files(folder.path()), files(&root().join(FOLDER)));
    assert_eq!(made.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>(), "deploy/grafana/make.py");
    for (name, text) in &made {
        assert!(kept[name] == *text, "{FOLDER}/{name} is another than deploy/grafana/make.py writes: run it");
    }
}

#[test]
fn the_five_dashboards_are_there_each_under_a_uid_and_a_title_of_its_own() {
    let boards = boards();
    let names: Vec<&str> = boards.keys().map(String::as_str).collect();
    assert_eq!(names, ["detection", "findings", "overview", "pipeline", "replay"]);
    let mut titles = BTreeSet::new();
    for (name, json) in &boards {
        assert_eq!(json["uid"], format!("phi-audit-{name}"));
        assert!(titles.insert(json["title"].as_str().unwrap()), "{name}: its title stands twice");
        assert!(json["description"].as_str().unwrap().len() > 20, "{name}");
        assert!(
            list(&json["tags"]).contains(&Value::from("phi-audit")),
            "{name}: the links between them go by the tag"
        );
    }
}

#[test]
fn queries_name_metrics_labels_and_values_that_the_program_has() {
    is_all_listed(expressions());
}

#[test]
fn records_that_are_asked_for_are_recorded() {
    let records = records();
    let mut seen = BTreeSet::new();
    for (place, expr) in expressions() {
        for metric in promql::metrics(&expr).into_iter().filter(|metric| metric.contains(':')) {
            assert!(records.contains_key(&metric), "{place}: {metric} stands nowhere in deploy/prometheus/rules");
            seen.insert(metric);
        }
    }
    assert!(!seen.is_empty());
}

#[test]
fn queries_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = "groups:\n  - name: queries\n    rules:\n".to_owned();
    for (at, (_, expr)) in expressions().iter().enumerate() {
        let expr = Value::from(&**expr);
        writeln!(file, "      - record: query:{at}\n        expr: {expr}").unwrap();
    }
    let path = folder.path().join("queries.yml");
    fs::write(&path, file).unwrap();
    promtool(&["check", "rules", "--lint=none", path.to_str().unwrap()]);
}

#[test]
fn variables_that_are_used_are_defined_and_those_that_are_defined_are_used() {
    for (board, json) in boards() {
        let variables = list(&json["templating"]["list"]);
        let defined: BTreeSet<&str> = variables.iter().map(|one| one["name"].as_str().unwrap()).collect();
        let text = serde_json::to_string(&json["panels"]).unwrap() + &serde_json::to_string(variables).unwrap();
        let name = |rest: &str| {
            let rest = rest.strip_prefix('{').unwrap_or(rest);
            rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect::<String>()
        };
        let used: BTreeSet<String> = text.split('$').skip(1).map(name).filter(|name| !name.is_empty()).collect();
        for name in &used {
            let known = defined.contains(name.as_str()) || BUILT_IN.contains(&name.as_str()) || name == "__all";
            assert!(known, "{board}: ${name} is no variable of it");
        }
        for name in defined {
            assert!(used.contains(name), "{board}: nothing asks for ${name}");
        }
    }
}

#[test]
fn every_panel_says_what_it_shows_in_which_unit() {
    let mut titles = BTreeSet::new();
    for panel in panels() {
        let place = panel.place();
        assert!(titles.insert(place.clone()), "{place}: the title stands twice");
        assert!(panel.json["title"].as_str().is_some_and(|title| !title.is_empty()), "{place}");
        assert!(
            panel.json["description"].as_str().is_some_and(|text| text.len() > 20 && text.ends_with('.')),
            "{place}"
        );
        let unit = panel.json["fieldConfig"]["defaults"]["unit"].as_str();
        assert!(unit.is_some_and(|unit| !unit.is_empty()), "{place} has no unit");
        let queries = panel.queries();
        assert!(!queries.is_empty() && queries.iter().all(|(_, expr)| !expr.is_empty()), "{place} asks for nothing");
        let letters: BTreeSet<&String> = queries.iter().map(|(letter, _)| letter).collect();
        assert_eq!(letters.len(), queries.len(), "{place}: two queries under one letter");
    }
    assert!(titles.len() > 60, "{} panels", titles.len());
}

/// All values below a key, wherever it stands.
fn all<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get(key));
            fields.values().for_each(|inner| all(inner, key, found));
        }
        Value::Array(values) => values.iter().for_each(|inner| all(inner, key, found)),
        _ => {}
    }
}

#[test]
fn every_panel_leads_to_a_runbook_or_shows_what_has_none() {
    // These show how many alerts fire, whichever.
    let without = ["overview: Alerts that fire"];
    for panel in panels() {
        let urls = list(&panel.json["links"]).iter().map(|link| link["url"].as_str().unwrap_or_default());
        let runbook = urls.into_iter().any(|url| url.starts_with(&format!("{DOCS}RUNBOOKS.md#")));
        assert_eq!(runbook, !without.contains(&&*panel.place()), "{}", panel.place());
    }
}

#[test]
fn links_lead_to_what_is_there() {
    let anchors: BTreeSet<String> = runbooks().into_iter().map(|(heading, _)| heading.to_lowercase()).collect();
    let boards = boards();
    let mut seen = 0;
    for (board, json) in &boards {
        let mut urls = Vec::new();
        all(json, "url", &mut urls);
        for url in urls.into_iter().map(|url| url.as_str().expect("text")).filter(|url| !url.is_empty()) {
            seen += 1;
            if let Some(page) = url.strip_prefix(DOCS) {
                let (file, anchor) = page.split_once('#').unwrap_or((page, ""));
                assert!(root().join("docs").join(file).is_file(), "{board}: {url}");
                // What is scrolled to is the text of a page, not one of its headings.
                let found = anchor.is_empty()
                    || anchor.starts_with(":~:text=")
                    || file == "RUNBOOKS.md" && anchors.contains(anchor);
                assert!(found, "{board}: {url}");
            } else if let Some(other) = url.strip_prefix("/d/phi-audit-") {
                let (name, query) = other.split_once('?').unwrap_or((other, ""));
                let target = boards.get(name).unwrap_or_else(|| panic!("{board}: {url}"));
                for variable in query.split('&').filter_map(|one| one.strip_prefix("var-")?.split_once('=')) {
                    let variables = list(&target["templating"]["list"]);
                    assert!(variables.iter().any(|one| one["name"] == variable.0), "{board}: {url}");
                }
            } else {
                assert_eq!(url, "/alerting/list", "{board}: a page that is neither ours nor Grafana's");
            }
        }
    }
    assert!(seen > 100, "{seen} links");
}

/// Links, and columns that lead on, name fields of the row: `${__data.fields.requirement}` needs that label in the result.
#[test]
fn columns_that_lead_on_are_in_the_result() {
    for panel in panels() {
        for chosen in list(&panel.json["fieldConfig"]["overrides"]) {
            let is_link = list(&chosen["properties"]).iter().any(|property| property["id"] == "links");
            let column = chosen["matcher"]["options"].as_str().unwrap_or_default();
            let kept =
                panel.queries().iter().any(|(_, expr)| promql::labels(&filled(expr, "1h", "1m")).contains(column));
            assert!(!is_link || kept, "{}: no column {column}", panel.place());
        }
    }
}

#[test]
fn everything_asks_the_data_source_that_is_provisioned() {
    let path = "deploy/grafana/provisioning/datasources/prometheus.yml";
    let provisioned: Value = serde_saphyr::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap();
    let uids: Vec<&Value> = list(&provisioned["datasources"]).iter().map(|source| &source["uid"]).collect();
    for (board, json) in boards() {
        let mut sources = Vec::new();
        all(&json, "datasource", &mut sources);
        assert!(sources.len() > 10, "{board}");
        for source in sources {
            assert!(source["type"] == "prometheus" && uids.contains(&&source["uid"]), "{board}: {source}");
        }
        for panel in list(&json["panels"]).iter().filter(|panel| panel["type"] != "row") {
            let own = std::iter::once(panel).chain(list(&panel["targets"]));
            assert!(own.into_iter().all(|one| one["datasource"].is_object()), "{board}: {}", panel["title"]);
        }
    }
}

#[test]
fn panels_lie_beside_each_other_and_not_over_each_other() {
    for (board, json) in boards() {
        let (mut taken, mut ids) = (BTreeMap::new(), BTreeSet::new());
        for panel in list(&json["panels"]) {
            let title = panel["title"].as_str().unwrap();
            assert!(ids.insert(panel["id"].as_u64().expect("a number")), "{board}: {title}: the id stands twice");
            let [x, y, w, h] = ["x", "y", "w", "h"].map(|key| panel["gridPos"][key].as_u64().expect("a whole number"));
            assert!(w > 0 && h > 0 && x + w <= WIDTH, "{board}: {title} is wider than the page");
            for cell in (x..x + w).flat_map(|x| (y..y + h).map(move |y| (x, y))) {
                let other = taken.insert(cell, title);
                assert_eq!(other, None, "{board}: {title} lies over it");
            }
        }
    }
}

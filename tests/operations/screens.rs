//! What people look at, in a real browser: the status page and the report.

mod status;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Value, json};

use crate::process::{install, script};

/// Widths and heights that pages are looked at with.
const SCREENS: [(u64, u64); 3] = [(1280, 900), (390, 844), (360, 740)];
/// How long anything may take that is bound to come.
const SOON: Duration = Duration::from_secs(60);

/// What the browser saw of each look.
fn look(plan: &[Value]) -> Vec<Value> {
    static BROWSER: LazyLock<PathBuf> = LazyLock::new(|| install("browser"));
    let mut driver = Command::new(BROWSER.join("node"))
        .arg(script("browser/look.mjs"))
        .arg(&*BROWSER)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node starts");
    let plan_text = Value::from(plan).to_string();
    driver.stdin.take().expect("piped").write_all(plan_text.as_bytes()).expect("the driver reads its plan");
    let output = driver.wait_with_output().expect("the driver ends");
    assert!(output.status.success(), "the browser failed:\n{}", String::from_utf8_lossy(&output.stderr));
    let seen: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(seen.len(), plan.len());
    seen
}

/// Where a picture goes.
fn picture(name: &str) -> PathBuf {
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens");
    fs::create_dir_all(&pictures).expect("a folder for pictures");
    pictures.join(format!("{name}.png"))
}

/// A page as most people see it. Of these pictures, docs/images has copies.
fn at_a_desk(name: &str, url: &str) -> Value {
    let picture = picture(name);
    look(&[json!({ "url": url, "width": 1280, "height": 900, "scheme": "light", "screenshot": picture })]).remove(0)
}

/// A page on every screen, light and dark, with a picture of each: of the whole of it or of what is in sight at first.
fn everywhere(name: &str, url: &str, whole: bool) -> Vec<(String, Value)> {
    let (mut names, mut plan) = (Vec::new(), Vec::new());
    for (width, height) in SCREENS {
        for scheme in ["light", "dark"] {
            let name = format!("{name}-{width}-{scheme}");
            let picture = picture(&name);
            let tabs = if scheme == "light" { 200 } else { 0 };
            plan.push(json!({
                "url": url, "width": width, "height": height, "scheme": scheme, "screenshot": picture,
                "whole": whole, "tabs": tabs,
            }));
            names.push(name);
        }
    }
    names.into_iter().zip(look(&plan)).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("`{key}` is a list in {value}"))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` is a text in {value}"))
}

/// What has to hold for any page of ours on any screen.
fn is_well_made(name: &str, page: &Value) {
    assert_eq!(list(page, "complaints"), [] as [Value; 0], "{name}: errors in the console");
    assert_eq!(text(page, "lang"), "en", "{name}");
    assert_eq!(list(page, "double"), [] as [Value; 0], "{name}: ids that stand twice");
    let levels: Vec<u64> = list(page, "headings").iter().filter_map(|one| one["level"].as_u64()).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: one h1 in {levels:?}");
    assert_eq!(levels.first(), Some(&1), "{name}: it comes first");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: headings leave none out: {levels:?}");
    for landmark in ["header", "main", "footer", "nav"] {
        assert!(list(page, "landmarks").iter().any(|one| one == landmark), "{name}: no {landmark}");
    }
    for section in list(page, "sections") {
        assert!(
            section["rest"].as_i64() > Some(0) && section["named"] == true,
            "{name}: empty or without a name: {section}"
        );
    }
    for table in list(page, "tables") {
        let columns = list(table, "columns");
        assert!(
            !columns.is_empty() && columns.iter().all(|one| one["scope"] == "col" && one["text"] != ""),
            "{name}: {table}"
        );
        assert!(
            table["headed"] == true && !list(table, "rows").is_empty(),
            "{name}: cells without a column in {table}"
        );
    }
    let texts = list(page, "texts");
    assert!(texts.len() > 20, "{name}: {} texts", texts.len());
    let pale: BTreeSet<String> =
        texts.iter().filter(|one| one["ratio"].as_f64() < Some(4.5)).map(Value::to_string).collect();
    assert!(pale.is_empty(), "{name}: too little contrast: {pale:#?}");
    let tiny: BTreeSet<String> =
        texts.iter().filter(|one| one["size"].as_f64() < Some(9.0)).map(Value::to_string).collect();
    assert!(tiny.is_empty(), "{name}: too small to read: {tiny:#?}");
    let width: u64 = name.split('-').rev().nth(1).and_then(|width| width.parse().ok()).expect("a width in the name");
    assert!(page["width"].as_u64() <= Some(width), "{name}: it is {} wide and scrolls sideways", page["width"]);
}

/// Tab reaches the link past the top first, then every other link, and whoever looks can see where they are.
fn can_be_used_with_the_keyboard(name: &str, page: &Value) {
    let focus = list(page, "focus");
    assert!(text(&focus[0], "text").starts_with("Skip to"), "{name}: first is {}", focus[0]);
    for one in focus {
        assert!(one["inView"] == true && one["outlined"] == true, "{name}: focus cannot be seen on {one}");
    }
    let reached: BTreeSet<&str> = focus.iter().filter_map(|one| one["href"].as_str()).collect();
    for link in list(page, "links") {
        assert!(reached.contains(text(link, "href")), "{name}: Tab does not reach {link}");
    }
    let target = text(&focus[0], "href");
    assert_eq!(page["skipped"], json!({ "hash": target, "focus": "main" }), "{name}");
}

/// The files of examples/events that hold JSON as it is.
fn examples() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/events");
    let entries = fs::read_dir(folder).expect("the examples").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end != "gz")).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).expect("a file"))).collect()
}

/// Writes the report of the examples into a folder and gives its address.
fn report(folder: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .args(["replay", "examples/events", "--config", "examples/phi-audit.toml", "--report"])
        .arg(folder)
        .current_dir(root)
        .output()
        .expect("the program runs");
    let page = folder.join("report.html");
    assert!(page.exists(), "no report: {}", String::from_utf8_lossy(&output.stderr));
    format!("file://{}", page.display())
}

fn number(cell: &Value) -> u64 {
    let first = cell.as_str().and_then(|text| text.split(' ').next()).unwrap_or_default();
    first.replace(',', "").parse().unwrap_or_else(|_| panic!("{cell} begins with a number"))
}

/// The tables under a heading, as one.
fn rows<'v>(page: &'v Value, heading: &str) -> Vec<&'v Value> {
    let tables = list(page, "tables").iter().filter(|table| table["heading"] == heading);
    tables.flat_map(|table| list(table, "rows")).collect()
}

#[test]
fn the_report_is_readable_on_every_screen_by_everyone() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = report(folder.path());
    for (name, page) in everywhere("report", &url, false) {
        is_well_made(&name, &page);
        if !list(&page, "focus").is_empty() {
            can_be_used_with_the_keyboard(&name, &page);
        }
        assert!(list(&page, "requests").iter().all(|one| one == url.as_str()), "{name}: {}", page["requests"]);
    }
}

#[test]
fn the_report_in_the_browser_counts_what_its_json_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = report(folder.path());
    let page = at_a_desk("report", &url);
    let json = fs::read_to_string(folder.path().join("report.json")).expect("the same report");
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let shown = text(&page, "text");
    let findings = json["findings"].as_array().expect("a list");
    assert!(findings.len() > 5, "{} requirements", findings.len());
    for one in findings {
        assert!(shown.contains(text(one, "title")) && shown.contains(text(one, "requirement")), "{one}");
    }
    let headings: Vec<&str> = list(&page, "headings").iter().map(|one| text(one, "text")).collect();
    for wanted in
        ["Overview", "Findings by requirement", "What was read, skipped, failed", "Coverage of the guide", "Basis"]
    {
        assert!(headings.contains(&wanted), "no heading {wanted:?} in {headings:?}");
    }
    assert!(text(&page, "title").starts_with("PHI audit: "), "{}", page["title"]);
}

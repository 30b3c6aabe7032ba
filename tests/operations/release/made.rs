//! What deploy/release makes: refused where a commit may not be released, the same each time, whole, and named as what it is.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{PROGRAM, ROOT, VERSION, run, said, text, told};

/// The time of a commit, in seconds.
const THEN: &str = "1700000000";

// --- may this commit be released? ---

/// A repository with what `build.sh --check` looks at, committed.
pub fn repository(changelog: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("deploy/release")).unwrap();
    fs::copy(Path::new(ROOT).join("deploy/release/build.sh"), root.join("deploy/release/build.sh")).unwrap();
    fs::write(root.join("Cargo.toml"), "[package]\nname = \"phi-audit\"\nversion = \"1.2.3\"\n").unwrap();
    fs::write(root.join("Dockerfile"), "ARG VERSION=1.2.3\n").unwrap();
    fs::write(root.join(".gitignore"), "/target\n").unwrap();
    fs::write(root.join("CHANGELOG.md"), changelog).unwrap();
    git(root, &["init", "--quiet"]);
    commit(root);
    folder
}

fn git(root: &Path, arguments: &[&str]) {
    let who = [
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.com",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "tag.gpgsign=false",
    ];
    said(Command::new("git").args(who).args(arguments).current_dir(root));
}

pub fn commit(root: &Path) {
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "--message", "release"]);
}

/// The exit code of `build.sh --check`, and what it said.
fn check(root: &Path, more: &[&str]) -> (Option<i32>, String) {
    let output = run(Command::new("bash").arg(root.join("deploy/release/build.sh")).arg("--check").args(more));
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

pub const CHANGELOG: &str = "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-02\n\n### Added\n\n- A thing.\n";

#[test]
fn a_tagged_commit_with_a_dated_entry_may_be_released() {
    let folder = repository(CHANGELOG);
    git(folder.path(), &["tag", "v1.2.3"]);
    let (code, said) = check(folder.path(), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("phi-audit 1.2.3, commit "), "{said}");
}

#[test]
fn a_commit_without_its_tag_is_not_released() {
    let folder = repository(CHANGELOG);
    git(folder.path(), &["tag", "v1.2.2"]);
    let (code, said) = check(folder.path(), &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("not tagged v1.2.3"), "{said}");
}

#[test]
fn a_version_without_a_dated_entry_in_the_changelog_is_not_released() {
    for changelog in [CHANGELOG.replace("1.2.3", "1.2.2"), CHANGELOG.replace(" - 2026-01-02", "")] {
        let folder = repository(&changelog);
        git(folder.path(), &["tag", "v1.2.3"]);
        let (code, said) = check(folder.path(), &[]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("no dated entry for 1.2.3"), "{said}");
    }
}

#[test]
fn an_empty_entry_in_the_changelog_is_not_released() {
    let folder = repository(&CHANGELOG.replace("\n### Added\n\n- A thing.\n", ""));
    git(folder.path(), &["tag", "v1.2.3"]);
    let (code, said) = check(folder.path(), &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("is empty"), "{said}");
}

#[test]
fn a_checkout_that_differs_from_its_commit_is_not_released() {
    let folder = repository(CHANGELOG);
    git(folder.path(), &["tag", "v1.2.3"]);
    fs::write(folder.path().join("new.rs"), "").unwrap();
    for more in [&[][..], &["--snapshot"]] {
        let (code, said) = check(folder.path(), more);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("new.rs"), "{said}");
    }
}

#[test]
fn an_image_of_another_version_holds_the_release_up() {
    let folder = repository(CHANGELOG);
    fs::write(folder.path().join("Dockerfile"), "ARG VERSION=1.2.2\n").unwrap();
    commit(folder.path());
    git(folder.path(), &["tag", "v1.2.3"]);
    let (code, said) = check(folder.path(), &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("Dockerfile"), "{said}");
}

#[test]
fn a_snapshot_needs_no_tag_and_says_what_it_is() {
    let folder = repository("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n");
    let (code, said) = check(folder.path(), &["--snapshot"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("phi-audit 1.2.3-snapshot."), "{said}");
}

#[test]
fn an_unknown_target_or_option_is_refused() {
    let folder = repository(CHANGELOG);
    assert_eq!(check(folder.path(), &["--target", "wasm32-unknown-unknown"]).0, Some(1));
    assert_eq!(check(folder.path(), &["--signed"]).0, Some(64));
}

// --- the tarball ---

/// Something small that answers as the program does.
fn stand_in(folder: &Path) -> PathBuf {
    let path = folder.join("stand-in");
    fs::write(&path, format!("#!/bin/sh\nexec '{PROGRAM}' \"$@\"\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    path
}

fn pack(label: &str, revision: &str, out: &Path) -> Output {
    let binary = stand_in(out);
    let mut pack = Command::new("bash");
    pack.arg(Path::new(ROOT).join("deploy/release/pack.sh")).arg(binary).arg(label).arg("test-target").arg(out);
    run(pack.env("REVISION", revision).env("SOURCE_DATE_EPOCH", THEN))
}

#[test]
fn the_tarball_is_the_same_each_time_and_holds_what_belongs_to_the_program() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let made: Vec<PathBuf> = [&first, &second]
        .map(|out| {
            let output = pack(VERSION, &told("commit"), out.path());
            assert!(output.status.success(), "{}", text(&output.stderr));
            PathBuf::from(text(&output.stdout).trim())
        })
        .to_vec();
    assert!(fs::read(&made[0]).unwrap() == fs::read(&made[1]).unwrap(), "two packs of the same differ");

    let list = said(Command::new("tar").args(["--list", "--verbose", "--utc", "--full-time", "--file"]).arg(&made[0]));
    let top = format!("phi-audit-{VERSION}-test-target");
    let mut names = BTreeSet::new();
    for line in list.lines() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        assert_eq!((columns[1], columns[3], columns[4]), ("0/0", "2023-11-14", "22:13:20"), "{line}");
        let mode = if line.starts_with('d') || line.ends_with("/phi-audit") { "rwxr-xr-x" } else { "rw-r--r--" };
        assert_eq!(&columns[0][1..], mode, "{line}");
        names.insert(columns[5].strip_prefix(&top).unwrap_or_else(|| panic!("{line} lies outside of {top}")));
    }
    let wanted = [
        "/phi-audit",
        "/LICENSE",
        "/NOTICE",
        "/CHANGELOG.md",
        "/phi-audit.example.toml",
        "/policies/products.toml",
        "/policies/requirements/sms.toml",
        "/man/man1/phi-audit.1",
        "/man/man1/phi-audit-rules-explain.1",
        "/completions/phi-audit.bash",
        "/completions/_phi-audit",
        "/completions/phi-audit.fish",
    ];
    let absent: Vec<_> = wanted.iter().filter(|name| !names.contains(**name)).collect();
    assert!(absent.is_empty(), "not in the tarball: {absent:?}");
}

#[test]
fn a_program_of_another_version_or_commit_is_not_packed() {
    let out = tempfile::tempdir().unwrap();
    for (label, revision, reason) in [
        ("9.9.9", told("commit"), "the label says 9.9.9"),
        (VERSION, "0123456789ab".to_owned(), "not of commit 0123456789ab"),
    ] {
        let output = pack(label, &revision, out.path());
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains(reason), "{}", text(&output.stderr));
    }
    let made = fs::read_dir(out.path()).unwrap().filter(|entry| entry.as_ref().unwrap().path().extension().is_some());
    assert_eq!(made.count(), 0, "a tarball was made all the same");
}

// --- the bill of materials ---

const CRATE: &str = "registry+https://github.com/rust-lang/crates.io-index#";

/// What cargo-cyclonedx writes, with two crates.
fn bill() -> Value {
    let component = |name: &str, version: &str, scope: &str| {
        json!({
            "type": "library", "bom-ref": format!("{CRATE}{name}@{version}"), "name": name, "version": version, "scope": scope,
            "licenses": [{"expression": "MIT"}], "purl": format!("pkg:cargo/{name}@{version}"),
        })
    };
    let own = "path+file:///somewhere/of/mine#phi-audit@0.1.0";
    json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": {
            "type": "application", "bom-ref": own, "name": "phi-audit", "version": "0.1.0", "scope": "required",
            "licenses": [{"expression": "Apache-2.0"}], "purl": "pkg:cargo/phi-audit@0.1.0?download_url=file://.#src/main.rs",
        }},
        "components": [component("openssl-src", "300.6.1+3.6.3", "excluded"), component("regex", "1.13.0", "required")],
        "dependencies": [{"ref": own, "dependsOn": [format!("{CRATE}regex@1.13.0")]}],
    })
}

fn finish(bill: &Value, linked: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let (input, list) = (folder.path().join("bom.json"), folder.path().join("linked"));
    fs::write(&input, bill.to_string()).unwrap();
    fs::write(&list, linked).unwrap();
    run(Command::new("python3").arg(Path::new(ROOT).join("deploy/release/sbom.py")).arg(input).arg(list))
}

const LINKED: &str = "phi-audit v0.1.0 (/somewhere/of/mine)\nregex v1.13.0\n";

#[test]
fn the_bill_of_materials_names_c_libraries_and_no_place_of_the_machine() {
    let output = finish(&bill(), LINKED);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let text = text(&output.stdout);
    assert!(!text.contains("somewhere") && !text.contains("file:"), "{text}");
    let bill: Value = serde_json::from_str(&text).unwrap();
    let components = bill["components"].as_array().unwrap();
    let find = |name: &str| components.iter().find(|component| component["name"] == name).unwrap();
    assert_eq!(
        (&find("openssl")["version"], &find("openssl")["purl"]),
        (&json!("3.6.3"), &json!("pkg:generic/openssl@3.6.3"))
    );
    assert_eq!(find("openssl-src")["scope"], "required", "its code is linked");
    let edges = bill["dependencies"].as_array().unwrap();
    assert!(edges.iter().any(|edge| edge["dependsOn"] == json!(["pkg:generic/openssl@3.6.3"])), "{edges:?}");
    assert_eq!(bill["metadata"]["component"]["bom-ref"], "pkg:cargo/phi-audit@0.1.0");
}

#[test]
fn a_bill_of_materials_that_does_not_name_what_is_linked_is_refused() {
    let output = finish(&bill(), &format!("{LINKED}serde v1.0.0\n"));
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("serde v1.0.0 is linked, but not named"), "{}", text(&output.stderr));
    assert_eq!(finish(&bill(), "").status.code(), Some(1), "nothing linked is no program");
}

#[test]
fn a_component_without_licence_or_behind_a_dangling_reference_is_refused() {
    let mut unlicensed = bill();
    unlicensed["components"][1]["licenses"] = json!([]);
    let mut dangling = bill();
    dangling["dependencies"][0]["dependsOn"] = json!(["pkg:cargo/gone@1.0.0"]);
    for (bill, reason) in [(unlicensed, "regex has no licenses"), (dangling, "pkg:cargo/gone@1.0.0 is referred to")] {
        let output = finish(&bill, LINKED);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains(reason), "{}", text(&output.stderr));
    }
}

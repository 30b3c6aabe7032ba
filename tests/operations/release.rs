//! Releases: the program says which build it is, the changelog knows its version, and what deploy/release makes is whole, the same
//! each time, and refused where it is not what its name says. The build itself takes long and is run for releases alone.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use phi_audit::policy::Edition;
use phi_audit::rules::Rules;
use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_phi-audit");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The time of a commit, in seconds.
const THEN: &str = "1700000000";

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn run(command: &mut Command) -> Output {
    let name = command.get_program().to_string_lossy().into_owned();
    command
        .output()
        .unwrap_or_else(|error| panic!("{name} cannot be run ({error}): apt-get install git python3 tar gzip"))
}

fn said(command: &mut Command) -> String {
    let output = run(command);
    assert!(output.status.success(), "{command:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// A line of `--version`.
fn told(name: &str) -> String {
    let version = said(Command::new(PROGRAM).arg("--version"));
    let line = version.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no line `{name}`:\n{version}")).trim().to_owned()
}

// --- the version ---

/// What git says of the checkout; nothing where there is none.
fn of_checkout(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).current_dir(ROOT).output().ok()?;
    output.status.success().then(|| text(&output.stdout).trim().to_owned())
}

/// A commit that changes nothing of it compiles nothing anew, so the program may name an earlier one that differs in nothing.
const COMPILED: [&str; 7] = ["src", "matchers", "policies", "build", "build.rs", "Cargo.toml", "Cargo.lock"];

#[test]
fn the_version_names_the_commit_of_the_checkout() {
    let told = told("commit");
    let commit = told.strip_suffix("-dirty").unwrap_or(&told);
    let given = option_env!("REVISION").filter(|given| !given.is_empty() && *given != "unknown");
    if let Some(given) = given {
        assert!(given.starts_with(commit), "{commit} of {given}");
    } else if of_checkout(&["rev-parse", "--show-prefix"]).as_deref() == Some("") {
        assert_eq!(
            of_checkout(&["rev-parse", "--short=12", commit]).as_deref(),
            Some(commit),
            "there is no such commit"
        );
        let differs = of_checkout(&[&["diff", "--quiet", commit, "--"][..], &COMPILED].concat()).is_none();
        assert!(told.ends_with("-dirty") || !differs, "{commit} has other sources than the checkout");
    } else if !Path::new(ROOT).join(".cargo_vcs_info.json").exists() {
        assert_eq!(commit, "unknown", "nobody could have said");
    }
}

/// A package with nothing but our way of asking; its build script answers at once.
fn revision_in(folder: &Path, environment: &[(&str, &str)]) -> String {
    let source = "#[path = \"revision.rs\"]\nmod revision;\nfn main() { revision::tell(); }\n";
    fs::copy(Path::new(ROOT).join("build/revision.rs"), folder.join("revision.rs")).unwrap();
    fs::write(folder.join("ask.rs"), source).unwrap();
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let compile = ["--edition", "2024", "--out-dir", ".", "ask.rs"];
    said(Command::new(compiler).args(compile).current_dir(folder));
    let mut ask = Command::new(folder.join("ask"));
    ask.current_dir(folder).env_remove("REVISION").envs(environment.iter().copied());
    let answer = said(&mut ask);
    let line = answer.lines().find_map(|line| line.strip_prefix("cargo::rustc-env=PHI_AUDIT_REVISION="));
    line.unwrap_or_else(|| panic!("no commit:\n{answer}")).to_owned()
}

#[test]
fn a_tarball_names_the_commit_it_is_given_and_none_of_a_repository_around_it() {
    let around = repository(CHANGELOG);
    let folder = around.path().join("unpacked");
    fs::create_dir(&folder).unwrap();
    assert_eq!(revision_in(&folder, &[]), "unknown");
    assert_eq!(revision_in(&folder, &[("PATH", "")]), "unknown", "git need not be there");
    assert_eq!(revision_in(&folder, &[("REVISION", "unknown")]), "unknown");
    let whole = "0123456789abcdef0123456789abcdef01234567";
    assert_eq!(revision_in(&folder, &[("REVISION", whole)]), "0123456789ab");
    fs::write(folder.join(".cargo_vcs_info.json"), format!("{{\"git\": {{\"sha1\": \"{whole}\"}}}}")).unwrap();
    assert_eq!(revision_in(&folder, &[]), "0123456789ab", "cargo package wrote it down");
}

#[test]
fn a_change_of_what_is_compiled_shows_in_the_commit_and_another_does_not() {
    let folder = repository(CHANGELOG);
    let root = folder.path();
    let head = said(Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).current_dir(root));
    assert_eq!(revision_in(root, &[]), head.trim(), "files beside the sources are not compiled");
    fs::create_dir(root.join("src")).unwrap();
    fs::write(root.join("src/lib.rs"), "").unwrap();
    assert_eq!(revision_in(root, &[]), format!("{}-dirty", head.trim()));
    commit(root);
    let head = said(Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).current_dir(root));
    assert_eq!(revision_in(root, &[]), head.trim());
}

#[test]
fn the_version_names_the_shipped_rules_and_the_newest_edition_of_the_guide() {
    assert_eq!(told("rules"), Rules::embedded().unwrap().digest()[..12]);
    assert_eq!(told("guide"), Edition::NEWEST.name());
    assert_eq!(Edition::ALL.iter().map(|edition| edition.name()).max(), Some(Edition::NEWEST.name()));
}

#[test]
fn the_version_names_what_can_be_left_out_and_was_not() {
    let features = told("features");
    let features: BTreeSet<&str> = features.split(", ").collect();
    // This test needs the sources, so they are in.
    assert!(["kafka", "kinesis", "webhook"].iter().all(|name| features.contains(name)), "{features:?}");
    assert_eq!(features.contains("archives"), cfg!(feature = "archives"));
    assert!(told("target").contains("-linux-"), "{}", told("target"));
}

#[test]
fn the_version_for_programs_is_one_line() {
    assert_eq!(said(Command::new(PROGRAM).arg("-V")), format!("phi-audit {VERSION}\n"));
}

// --- manual pages ---

/// The verbs below one, as help lists them.
fn verbs(path: &[String]) -> Vec<String> {
    let help = said(Command::new(PROGRAM).args(path).arg("--help"));
    let (_, rest) = help.split_once("Commands:\n").unwrap_or_default();
    let lines = rest.lines().take_while(|line| line.starts_with("  "));
    let names = lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

fn pages_below(path: &[String], found: &mut BTreeSet<String>) {
    found.insert([&["phi-audit".to_owned()], path].concat().join("-") + ".1");
    for verb in verbs(path) {
        pages_below(&[path, &[verb]].concat(), found);
    }
}

#[test]
fn every_verb_has_a_manual_page_and_no_page_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("man1");
    said(Command::new(PROGRAM).arg("man").arg("--dir").arg(&folder));
    let names: BTreeSet<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut wanted = BTreeSet::new();
    pages_below(&[], &mut wanted);
    assert!(wanted.len() > 15, "{wanted:?}");
    assert_eq!(names, wanted);
    for name in names {
        let page = fs::read_to_string(folder.join(&name)).unwrap();
        let verb = name.trim_end_matches(".1");
        assert!(page.contains(&format!(".TH {verb} 1")), "{name}:\n{page}");
        assert!(page.contains(&format!("phi-audit {VERSION}")), "{name} has no version");
        // `kcl` is started by Amazon's daemon and by nobody else.
        let typed = page.contains(".SH EXAMPLE") || page.contains(".SH SUBCOMMANDS") || verb == "phi-audit-kcl";
        assert!(typed, "{name} shows nothing to type");
    }
}

#[test]
fn without_a_folder_the_page_of_the_program_is_printed() {
    let page = said(Command::new(PROGRAM).arg("man"));
    assert!(page.contains(".SH NAME") && page.contains("EXIT CODES"), "{page}");
}

// --- the changelog ---

/// The headings of versions: name and the rest, and whether anything stands below.
fn sections() -> Vec<(String, String, bool)> {
    let changelog = fs::read_to_string(Path::new(ROOT).join("CHANGELOG.md")).unwrap();
    let parts = changelog.split("\n## [").skip(1);
    let sections = parts.map(|part| {
        let (heading, body) = part.split_once('\n').unwrap_or((part, ""));
        let (name, rest) = heading.split_once(']').unwrap_or_else(|| panic!("no heading of a version: {heading}"));
        (
            name.to_owned(),
            rest.trim_start_matches(" - ").trim().to_owned(),
            body.lines().any(|line| line.starts_with("- ")),
        )
    });
    sections.collect()
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or_else(|_| panic!("{version} is no version"))).collect()
}

#[test]
fn the_changelog_has_an_entry_for_the_version_of_the_crate() {
    let sections = sections();
    let released: Vec<_> = sections.iter().filter(|(name, ..)| name != "Unreleased").collect();
    // What is not released yet is gathered under `Unreleased`, from which the release makes its entry.
    let entry = sections.iter().find(|(name, ..)| name == VERSION || name == "Unreleased");
    assert!(entry.is_some_and(|(.., filled)| *filled), "nothing is said of {VERSION}");
    if let Some((newest, ..)) = released.first() {
        assert!(numbers(VERSION) >= numbers(newest), "{newest} is released, and the crate is {VERSION}");
        let known = VERSION == newest || sections[0].0 == "Unreleased";
        assert!(known, "the crate is {VERSION}, and the changelog ends with {newest}");
    }
}

#[test]
fn released_versions_are_dated_and_the_newest_comes_first() {
    let sections = sections();
    let released: Vec<_> = sections.iter().filter(|(name, ..)| name != "Unreleased").collect();
    assert!(sections.iter().skip(1).all(|(name, ..)| name != "Unreleased"), "what is not released comes first");
    for (name, date, filled) in &released {
        assert_eq!(numbers(name).len(), 3, "{name}");
        assert!(date.parse::<phi_audit::policy::Day>().is_ok(), "{name} has no date: `{date}`");
        assert!(filled, "{name} says nothing");
    }
    assert!(released.windows(2).all(|pair| numbers(&pair[0].0) > numbers(&pair[1].0) && pair[0].1 >= pair[1].1));
}

#[test]
fn changes_are_sorted_by_what_they_mean_for_the_reader() {
    let known = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Rules"];
    let changelog = fs::read_to_string(Path::new(ROOT).join("CHANGELOG.md")).unwrap();
    let headings: Vec<_> = changelog.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    assert!(!headings.is_empty());
    let others: Vec<_> = headings.iter().filter(|heading| !known.contains(heading)).collect();
    assert!(others.is_empty(), "no kind of change: {others:?}");
}

// --- may this commit be released? ---

/// A repository with what `build.sh --check` looks at, committed.
fn repository(changelog: &str) -> TempDir {
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

fn commit(root: &Path) {
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "--message", "release"]);
}

/// The exit code of `build.sh --check`, and what it said.
fn check(root: &Path, more: &[&str]) -> (Option<i32>, String) {
    let output = run(Command::new("bash").arg(root.join("deploy/release/build.sh")).arg("--check").args(more));
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

const CHANGELOG: &str = "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-02\n\n### Added\n\n- A thing.\n";

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

//! Releases: the program says which build it is, every verb has its manual page, the changelog knows the version, and what
//! deploy/release makes is what it says (`made`). The build itself takes long and is run for releases alone.

mod made;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use phi_audit::policy::Edition;
use phi_audit::rules::Rules;

use made::{CHANGELOG, commit, repository};

const PROGRAM: &str = env!("CARGO_BIN_EXE_phi-audit");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const VERSION: &str = env!("CARGO_PKG_VERSION");

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

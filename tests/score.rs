//! **Invariant: detection is as good as it is said to be.** The labelled corpus is scored and every floor holds; making any one
//! matcher worse breaks some floor, so none of them is without a guard.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");

fn score(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_phi-audit")).arg("score").args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_floor_holds_on_the_corpus() {
    let output = score(&[CORPUS]);
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
    assert!(text(&output.stdout).ends_with("all floors hold\n"));
}

/// Every mutant is noticed, but for those of `survivors.txt`, which must really not be.
#[test]
fn making_any_one_matcher_worse_breaks_a_floor() {
    let output = score(&[CORPUS, "--mutate"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
    let tried: usize = text(&output.stdout).split(' ').next().unwrap().parse().unwrap();
    assert!(tried > 300, "{tried} mutants");
}

/// A corpus of one case, with a floor.
fn small_corpus(folder: &Path, case: &str, floors: &str) -> String {
    fs::create_dir(folder.join("clean")).unwrap();
    fs::write(folder.join("clean/one.ndjson"), case).unwrap();
    fs::write(folder.join("floors.toml"), floors).unwrap();
    folder.display().to_string()
}

#[test]
fn a_floor_that_does_not_hold_is_named_and_fails_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let case = r#"{"grade":"pii","event":{"body":"my ssn is ⟦ssn:518-27-6043⟧, or ⟦ssn:none⟧"}}"#;
    let floors = "[[group]]\ntitle = \"numbers\"\ncategories = [\"ssn\"]\nrecall = 0.9\n";
    let output = score(&[&small_corpus(folder.path(), case, floors)]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stdout).contains("numbers: recall: 0.5000, must be at least 0.9"), "{}", text(&output.stdout));
}

#[test]
fn a_line_that_is_no_case_is_told_with_its_place_and_without_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = small_corpus(
        folder.path(),
        "{\"grade\":\"pii\",\"event\":{\"body\":\"⟦name:Maria\"}}\n{\"no\":\"Lopez\"}\n",
        "",
    );
    let output = score(&[&corpus]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("one.ndjson:1: ") && told.contains("one.ndjson:2: "), "{told}");
    assert!(!told.contains("Maria") && !told.contains("Lopez"), "{told}");
}

#[test]
fn misses_name_their_place_and_show_their_text_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = small_corpus(folder.path(), r#"{"grade":"pii","event":{"body":"⟦ssn:Zyzzyva⟧"}}"#, "");
    let told = text(&score(&[&corpus, "--misses", "5"]).stderr);
    assert!(told.contains("one.ndjson:1: missed ssn at /body 0..7"), "{told}");
    assert!(!told.contains("Zyzzyva"), "{told}");
    let told = text(&score(&[&corpus, "--misses", "5", "--show-text"]).stderr);
    assert!(told.contains("Zyzzyva"), "{told}");
}

#[test]
fn a_set_that_is_not_there_is_an_error_that_names_the_others() {
    let output = score(&[CORPUS, "--set", "mesages"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(64), "{told}");
    assert!(
        told.contains("there is no set `mesages`; did you mean `messages`?") && told.contains("adversarial, clean"),
        "{told}"
    );
}

#[test]
fn where_no_floors_are_given_none_is_said_to_hold() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = small_corpus(folder.path(), r#"{"grade":"pii","event":{"body":"⟦ssn:none⟧"}}"#, "");
    let told = text(&score(&[&corpus]).stdout);
    assert!(told.ends_with("no floors are given\n"), "{told}");
}

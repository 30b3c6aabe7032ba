//! The configuration as found, checked and refused.

use std::fs;

use super::{answer, answer_in, empty};

#[test]
fn without_a_file_the_defaults_are_in_force() {
    let (code, out, err) = answer(&["config", "check"]);
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out);
}

#[test]
fn the_shipped_example_is_correct() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/phi-audit.example.toml");
    let directory = empty();
    fs::copy(example, directory.path().join("phi-audit.toml")).unwrap();
    let (code, out, err) = answer_in(&directory, &["config", "check"]);
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out);
}

#[test]
fn every_verb_that_audits_refuses_a_mistyped_setting_before_anything_else() {
    let directory = empty();
    fs::write(directory.path().join("phi-audit.toml"), "[accounts]\ndesignatde = []\n").unwrap();
    for verb in [&["config", "check"][..], &["scan", "-"], &["rules", "list"]] {
        let (code, out, err) = answer_in(&directory, verb);
        assert_eq!((code, out.as_str()), (64, ""), "{verb:?}");
        assert_eq!(
            err,
            "error: unknown setting `designatde`\n   at: phi-audit.toml, line 2\n help: did you mean `designated`?\n"
        );
    }
}

#[test]
fn a_file_that_is_asked_for_has_to_be_there() {
    let (code, _, err) = answer(&["scan", "--config", "clinic.toml", "-"]);
    assert_eq!(code, 64);
    assert!(err.starts_with("error: cannot read `clinic.toml`: No such file"), "{err}");
    assert!(err.lines().count() <= 3);
}

//! Help: an answer, on one screen, with examples.

use super::answer;

const VERBS: &[&[&str]] = &[
    &[],
    &["scan"],
    &["replay"],
    &["report"],
    &["report", "merge"],
    &["inventory"],
    &["diff"],
    &["rules"],
    &["rules", "check"],
    &["rules", "list"],
    &["rules", "explain"],
    &["rules", "test"],
    &["rules", "new"],
    &["rules", "learn"],
    &["config"],
    &["config", "check"],
    &["config", "import"],
    #[cfg(feature = "service")]
    &["quarantine"],
    #[cfg(feature = "service")]
    &["quarantine", "list"],
    #[cfg(feature = "service")]
    &["quarantine", "show"],
    #[cfg(feature = "kafka")]
    &["quarantine", "retry"],
    #[cfg(feature = "kafka")]
    &["run"],
    &["completions"],
    &["man"],
];

#[test]
fn the_help_of_every_verb_fits_one_screen_and_is_no_error() {
    for verb in VERBS {
        let (code, out, err) = answer(&[verb, &["--help"][..]].concat());
        assert_eq!((code, err.as_str()), (0, ""), "{verb:?}");
        assert!(out.lines().count() <= 40, "{verb:?} takes {} lines", out.lines().count());
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{verb:?} is wider than 100:\n{out}");
    }
}

#[test]
fn the_help_of_every_verb_that_does_something_shows_an_example() {
    for verb in VERBS.iter().filter(|verb| !matches!(verb, ["report"] | ["rules"] | ["config"] | ["quarantine"])) {
        let (_, out, _) = answer(&[verb, &["--help"][..]].concat());
        let example = ["  phi-audit", &verb.join(" ")].join(if verb.is_empty() { "" } else { " " });
        assert!(out.contains(&example), "{verb:?} has no example:\n{out}");
    }
}

#[cfg(feature = "service")]
#[test]
fn the_front_page_names_every_verb() {
    insta::assert_snapshot!(answer(&["--help"]).1);
}

#[test]
fn help_is_asked_for_by_a_word_as_well() {
    for verb in [&[][..], &["scan"], &["rules", "explain"]] {
        assert_eq!(answer(&[&["help"], verb].concat()), answer(&[verb, &["--help"]].concat()), "{verb:?}");
    }
    assert_eq!(answer(&["help", "scna"]).0, 64);
}

#[test]
fn the_help_of_scan_names_its_defaults() {
    insta::assert_snapshot!(answer(&["scan", "--help"]).1);
}

#[test]
fn the_version_is_an_answer() {
    let (code, out, _) = answer(&["-V"]);
    assert_eq!((code, out.trim_end()), (0, concat!("phi-audit ", env!("CARGO_PKG_VERSION"))));
    let (code, out, _) = answer(&["--version"]);
    assert_eq!((code, out.lines().next()), (0, Some(concat!("phi-audit ", env!("CARGO_PKG_VERSION")))));
}

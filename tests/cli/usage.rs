//! Mistakes on the command line: 64, and what was meant.

use super::answer;

#[test]
fn a_mistyped_verb_option_or_value_exits_64_and_suggests_the_nearest() {
    for (arguments, suggestion) in [
        (&["scna"][..], "scan"),
        (&["scan", "--formt", "text"], "--format"),
        (&["scan", "--fail-on", "hihg"], "high"),
        (&["scan", "--rules", "2024-12-1"], "2024-12-11"),
        (&["rules", "explian"], "explain"),
        (&["completions", "bsh"], "bash"),
    ] {
        let (code, out, err) = answer(arguments);
        assert_eq!((code, out.as_str()), (64, ""), "{arguments:?}");
        assert!(err.contains("similar") && err.contains(suggestion), "{arguments:?} gives no `{suggestion}`:\n{err}");
    }
}

#[test]
fn no_verb_at_all_shows_the_front_page_and_exits_64() {
    let (code, out, err) = answer(&[]);
    assert_eq!((code, out.as_str()), (64, ""));
    assert!(err.contains("Usage: phi-audit"));
}

//! One archive under two rule sets.

use std::fs;
use std::path::Path;

use super::{answer, events, lines};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_worked_example_of_the_readme_is_that_of_the_snapshot() {
    let (code, out, err) = answer(
        Path::new(ROOT),
        &[
            "diff",
            "examples/events",
            "--config",
            "examples/phi-audit.toml",
            "--then-matchers",
            "examples/portal-ids.toml",
            "--format",
            "text",
        ],
    );
    assert_eq!(code, 1, "{err}");
    insta::assert_snapshot!(out);
}

#[test]
fn the_example_pack_passes_its_own_examples() {
    let (code, out, err) = answer(Path::new(ROOT), &["rules", "test", "examples/portal-ids.toml"]);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn one_pass_finds_what_two_replays_and_a_comparison_of_their_records_find() {
    let folder = events(1_500);
    fs::write(
        folder.path().join("other.toml"),
        "[rules]\ndisabled = [\"ssn.dashed\", \"name.key\"]\n[accounts]\ndesignated = []\n",
    )
    .unwrap();
    for (name, config) in [("a", &[][..]), ("b", &["--config", "other.toml"])] {
        let (_, records, _) = answer(folder.path(), &[&["replay", "events.ndjson"], config].concat());
        fs::write(folder.path().join(name), records).unwrap();
    }
    let (code, apart, _) = answer(folder.path(), &["diff", "a", "b"]);
    assert_eq!(code, 1);
    let (code, at_once, _) = answer(folder.path(), &["diff", "events.ndjson", "--then-config", "other.toml"]);
    assert_eq!(code, 1);
    let mut at_once: Vec<_> = at_once.lines().filter(|line| line.contains(r#""about":"finding""#)).collect();
    let mut apart: Vec<_> = apart.lines().collect();
    at_once.sort_unstable();
    apart.sort_unstable();
    assert!(at_once.len() > 100, "{}", at_once.len());
    assert_eq!(at_once, apart);
}

#[test]
fn the_same_rules_differ_in_nothing() {
    let folder = events(500);
    let (code, out, err) =
        answer(folder.path(), &["diff", "events.ndjson", "--rules", "2024-12-11", "--then-rules", "2024-12-11"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
}

#[test]
fn findings_that_only_another_edition_restates_are_no_difference() {
    let folder = events(300);
    let words = ["diff", "events.ndjson", "--rules", "2024-04-19", "--then-rules", "2024-12-11"];
    let (_, out, err) = answer(folder.path(), &words);
    assert!(err.contains("the same by another edition"), "{err}");
    assert!(lines(&out).iter().all(|line| {
        let judged =
            |side: &str| [&line[side]["severity"], &line[side]["phi"], &line[side]["eligibility"]].map(Clone::clone);
        judged("before") != judged("after")
    }));
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let folder = events(3_000);
    // One line of many events goes on from batch to batch.
    let text = fs::read_to_string(folder.path().join("events.ndjson")).unwrap();
    fs::write(folder.path().join("one-line.json"), format!("[{}]", text.trim_end().replace('\n', ","))).unwrap();
    let run = |threads: &str| {
        let rules = format!("{ROOT}/examples/portal-ids.toml");
        fs::write(folder.path().join("other.toml"), "[rules]\ndisabled = [\"ssn.dashed\"]\n").unwrap();
        let words = [
            "diff",
            "events.ndjson",
            "one-line.json",
            "--then-config",
            "other.toml",
            "--then-matchers",
            &rules,
            "--threads",
            threads,
        ];
        let (code, out, _) = answer(folder.path(), &words);
        (code, out)
    };
    let one = run("1");
    let place = |line: &serde_json::Value| (line["line"].as_u64(), line["item"].as_u64());
    let all = lines(&one.1);
    let of = |source: &str| all.iter().filter(|line| line["source"] == source).collect::<Vec<_>>();
    // The same events, by line in the one and by item in the other.
    let by_line: Vec<_> = of("events.ndjson").iter().map(|line| place(line).0.map(|line| line - 1)).collect();
    let by_item: Vec<_> = of("one-line.json").iter().map(|line| place(line).1).collect();
    assert!(by_line.len() > 50, "{}", by_line.len());
    assert_eq!(sorted(by_line), sorted(by_item));
    for threads in ["2", "6"] {
        assert!(run(threads) == one, "{threads} threads");
    }
}

fn sorted(mut all: Vec<Option<u64>>) -> Vec<Option<u64>> {
    all.sort_unstable();
    all
}

#[test]
fn a_key_that_identifies_somebody_by_either_rules_is_not_printed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("in"),
        r#"{"type":"track","event":"x","messageId":"m","properties":{"lk_10417":{"note":"lk_10486 portal"}}}"#,
    )
    .unwrap();
    let pack = format!("{ROOT}/examples/portal-ids.toml");
    let new = answer(folder.path(), &["diff", "in", "--then-matchers", &pack]);
    fs::write(folder.path().join("without.toml"), "").unwrap();
    fs::write(folder.path().join("with.toml"), format!("[rules]\nmatchers = [{pack:?}]\n")).unwrap();
    let gone = answer(folder.path(), &["diff", "in", "--config", "with.toml", "--then-config", "without.toml"]);
    for (kind, (code, out, err)) in [("new", new), ("gone", gone)] {
        assert_eq!(code, 1, "{err}");
        assert!(out.contains(&format!(r#""change":"{kind}""#)) && out.contains("[redacted]"), "{out}");
        assert!(!format!("{out}{err}").contains("lk_10"), "{out}{err}");
    }
}

#[test]
fn questions_that_cannot_be_answered_are_told_with_a_remedy() {
    let folder = events(1);
    for (words, hint) in [
        (&["diff", "events.ndjson"][..], "--then-matchers"),
        (&["diff", "--by", "id", "events.ndjson"], "name the two"),
        (&["diff", "--by", "id", "a", "b", "--then-rules", "2024-12-11"], "give one of them"),
        (&["diff", "a", "b", "--since", "2024-01-01"], "leave them out"),
        (&["diff", "events.ndjson", "kafka:t", "--then-rules", "2024-12-11"], "kafka:TOPIC"),
    ] {
        let (code, _, err) = answer(folder.path(), words);
        assert_eq!(code, 64, "{words:?}: {err}");
        assert!(err.contains(hint) || err.contains("built without Kafka"), "{words:?}: {err}");
    }
}

//! Figures of a run in a file: there from the start, whole, readable, and right at the end, however the run ends.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::super::{answer_in, empty};
use super::{CLEAN, CRITICAL, HIGH, lines, path, replay, with_archive};

/// The value of a series of the run.
#[track_caller]
fn value(file: &Path, run: &str, name: &str, labels: &str) -> f64 {
    let text = fs::read_to_string(file).unwrap();
    let start = format!("phi_audit_replay_{name}{{run=\"{run}\"{labels}}} ");
    let line = text.lines().find_map(|line| line.strip_prefix(&start));
    line.unwrap_or_else(|| panic!("no {start}in\n{text}")).parse().unwrap()
}

#[test]
fn the_figures_of_a_whole_run_are_those_of_its_last_line() {
    let directory = with_archive();
    let (code, err) = replay(&directory, &["--metrics", "nightly-2026.prom"]);
    assert_eq!(code, 1, "{err}");
    let file = path(&directory, "nightly-2026.prom");
    let of = |name: &str, labels: &str| value(&file, "nightly-2026", name, labels);
    let last = err.lines().find(|line| line.contains(" without a finding")).unwrap();
    assert!(last.starts_with(&format!("{} events: ", of("events_total", ""))), "{last}");
    for severity in ["critical", "high"] {
        let count = of("flagged_events_total", &format!(",severity=\"{severity}\""));
        assert!(count > 0.0 && last.contains(&format!("{count} {severity}")), "{last}");
    }
    assert!(last.contains(&format!("; {} parts could not be read", of("unread_total", ""))), "{last}");
    assert!(of("sources_total", "") > 60.0 && of("read_bytes_total", "") > 100_000.0);
    assert!(of("started_timestamp_seconds", "") > 0.0);
    assert!(of("finished_timestamp_seconds", "") >= of("started_timestamp_seconds", ""));
    assert!(of("updated_timestamp_seconds", "") >= of("finished_timestamp_seconds", ""));
}

#[cfg(unix)]
#[test]
fn the_collector_may_read_the_file_whatever_the_umask_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let directory = empty();
    fs::write(directory.path().join("one.json"), CLEAN).unwrap();
    let script = format!("umask 0077; exec \"{}\" replay one.json --metrics run.prom", env!("CARGO_BIN_EXE_phi-audit"));
    let status = Command::new("sh").args(["-c", &script]).current_dir(directory.path()).stderr(Stdio::null()).status();
    assert!(status.unwrap().success());
    assert_eq!(fs::metadata(path(&directory, "run.prom")).unwrap().permissions().mode() & 0o777, 0o644);
}

/// Waits until `is` holds, a minute at most.
#[track_caller]
fn wait(what: &str, mut is: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}: not within a minute");
        std::thread::yield_now();
    }
}

/// A replay of standard input, in `directory`.
fn replay_of_input(directory: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phi-audit"));
    command.args(["replay", "-", "--metrics", "run.prom"]).current_dir(directory);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn the_file_is_there_from_the_start_and_says_that_the_run_has_not_finished() {
    let directory = empty();
    let file = path(&directory, "run.prom");
    let mut child = replay_of_input(directory.path());
    wait("the file", || file.exists());
    assert_eq!(value(&file, "run", "finished_timestamp_seconds", ""), 0.0);
    assert_eq!(value(&file, "run", "events_total", ""), 0.0);
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{HIGH}").unwrap();
    drop(input);
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(1));
    assert!(value(&file, "run", "finished_timestamp_seconds", "") > 0.0);
    assert_eq!(value(&file, "run", "flagged_events_total", ",severity=\"high\""), 1.0);
}

#[test]
fn a_run_that_breaks_off_leaves_what_it_had_seen_and_does_not_count_as_finished() {
    let directory = empty();
    let file = path(&directory, "run.prom");
    let mut child = replay_of_input(directory.path());
    wait("the file", || file.exists());
    // Nobody takes its answers any more: an error of its own.
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    // It may have ended before it has read all.
    let _ = input.write_all(lines(20_000).as_bytes());
    drop(input);
    child.wait_with_output().unwrap();
    assert_eq!(value(&file, "run", "finished_timestamp_seconds", ""), 0.0);
    assert!(value(&file, "run", "events_total", "") > 0.0);
    assert!(
        value(&file, "run", "updated_timestamp_seconds", "") > value(&file, "run", "started_timestamp_seconds", "")
    );
}

#[test]
fn a_file_that_cannot_serve_is_refused_before_anything_is_read() {
    let directory = with_archive();
    for (name, code, told) in [
        ("run.txt", 64, "end in `.prom`"),
        ("run", 64, "end in `.prom`"),
        ("two words.prom", 64, "the label `run`"),
        ("año.prom", 64, "the label `run`"),
        ("archive/run.prom", 64, "which is read"),
        ("not/there/run.prom", 2, "cannot be written"),
    ] {
        let (exit, out, err) = answer_in(&directory, &["replay", "archive", "--metrics", name]);
        assert_eq!((exit, out.as_str()), (code, ""), "{name}: {err}");
        assert!(err.contains(told) && err.contains("help: ") && err.contains(name), "{name}: {err}");
        assert!(!path(&directory, name).exists(), "{name}");
    }
}

#[test]
fn mistakes_in_the_settings_leave_the_figures_of_the_last_run() {
    let directory = empty();
    fs::write(directory.path().join("one.json"), CRITICAL).unwrap();
    let arguments = ["replay", "one.json", "--metrics", "run.prom"];
    assert_eq!(answer_in(&directory, &arguments).0, 1);
    let before = fs::read(path(&directory, "run.prom")).unwrap();
    fs::write(directory.path().join("phi-audit.toml"), "[accounst]\n").unwrap();
    assert_eq!(answer_in(&directory, &arguments).0, 64);
    assert_eq!(fs::read(path(&directory, "run.prom")).unwrap(), before);
}

#[test]
fn a_file_that_holds_something_else_is_left_alone_and_figures_are_replaced() {
    let directory = with_archive();
    std::fs::write(path(&directory, "mine.prom"), "[rules]\n").unwrap();
    let (exit, _, err) = answer_in(&directory, &["replay", "archive", "--metrics", "mine.prom"]);
    assert_eq!(exit, 64, "{err}");
    assert!(err.contains("holds something other than the figures of a replay") && err.contains("help: "), "{err}");
    assert_eq!(std::fs::read_to_string(path(&directory, "mine.prom")).unwrap(), "[rules]\n");
    for _ in 0..2 {
        let (exit, _, err) =
            answer_in(&directory, &["replay", "archive", "--fail-on", "never", "--metrics", "run.prom"]);
        assert_eq!(exit, 2, "three parts cannot be read: {err}");
    }
}

#[test]
fn with_a_manifest_a_finding_is_news_once_and_what_cannot_be_read_stays_news() {
    let directory = with_archive();
    let file = path(&directory, "nightly.prom");
    let run = || replay(&directory, &["--manifest", "nightly.manifest", "--metrics", "nightly.prom"]);
    let critical = |name: &str| value(&file, "nightly", name, ",severity=\"critical\"");
    assert_eq!(run().0, 1);
    let found = critical("flagged_events_total");
    let unread = value(&file, "nightly", "unread_total", "");
    assert!(found > 0.0 && critical("reported_flagged_events") == found && unread > 0.0);
    assert_eq!(run().0, 1, "the report is of all runs");
    assert_eq!((critical("flagged_events_total"), critical("reported_flagged_events")), (0.0, found));
    assert_eq!(value(&file, "nightly", "unread_total", ""), 0.0);
    assert_eq!(value(&file, "nightly", "reported_unread", ""), unread);
}

#[test]
fn what_runs_found_that_broke_off_is_told_by_the_next_that_comes_to_its_end() {
    let directory = with_archive();
    let file = path(&directory, "nightly.prom");
    // Its figures were lost with the process: what it found stands in the manifest alone.
    assert_eq!(replay(&directory, &["--manifest", "nightly.manifest"]).0, 1);
    fs::write(directory.path().join("archive/later.json"), CRITICAL).unwrap();
    assert_eq!(replay(&directory, &["--manifest", "nightly.manifest", "--metrics", "nightly.prom"]).0, 1);
    let critical = |name: &str| value(&file, "nightly", name, ",severity=\"critical\"");
    assert!(critical("flagged_events_total") > 1.0, "more than the one that this run has read");
    assert_eq!(critical("flagged_events_total"), critical("reported_flagged_events"));
}

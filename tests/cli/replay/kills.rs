//! Runs that are killed, run against each other, or given very many objects.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{CRITICAL, answer_in, assert_same, empty, lines, manifest_csv, path, replay, whole, with_archive};

fn start(directory: &Path, arguments: &[&str]) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("phi-audit"))
        .current_dir(directory)
        .args(["replay", "archive"])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped()) // so findings come as NDJSON
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// A folder `archive` with two files, and a `pipe` beside it, which is read where it is named.
fn with_pipe() -> TempDir {
    let directory = empty();
    fs::create_dir(path(&directory, "archive")).unwrap();
    fs::write(path(&directory, "archive/a.ndjson"), lines(400)).unwrap();
    fs::write(path(&directory, "archive/b.ndjson"), lines(80)).unwrap();
    let made = Command::new("mkfifo").arg(path(&directory, "pipe")).status().unwrap();
    assert!(made.success());
    directory
}

/// Takes so many lines of what a run prints.
fn take(out: &mut impl BufRead, count: usize) -> usize {
    out.lines().take(count).filter(|line| line.is_ok()).count()
}

#[test]
fn what_was_on_disk_before_a_kill_is_not_done_again() {
    let directory = with_pipe();
    let mut run = start(directory.path(), &["pipe", "--manifest", "m"]);
    let mut out = BufReader::new(run.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut pipe = File::options().write(true).open(path(&directory, "pipe")).unwrap();
    let line = format!("{CRITICAL}\n");
    let endless = line.clone();
    // Until nobody reads any more.
    let writer = std::thread::spawn(move || while pipe.write_all(endless.as_bytes()).is_ok() {});
    // The head, which is written last, says that the results of both files are there and that the third is being written.
    let head = br#""next":3,"writing":2"#;
    let written = || fs::read(path(&directory, "m")).unwrap().windows(head.len()).any(|bytes| bytes == head);
    assert!(out.any(|_| written()), "the run has ended");
    // Nothing is printed while it is written: more than a pipe holds, and it has been.
    assert_eq!(out.take(1_000).count(), 1_000);
    run.kill().unwrap();
    run.wait().unwrap();
    writer.join().unwrap();
    fs::remove_file(path(&directory, "pipe")).unwrap();
    fs::write(path(&directory, "pipe"), line.repeat(10)).unwrap();
    let (_, err) = replay(&directory, &["pipe", "--manifest", "m", "--report", "report"]);
    assert!(err.contains("manifest: 1 object read, 2 unchanged\n"), "{err}");
    replay(&directory, &["pipe", "--report", "whole"]);
    assert_same(&directory, "report", "whole");
}

#[test]
fn kills_at_random_moments_change_nothing_about_the_report() {
    let seed = std::env::var("SEED").ok().map_or_else(|| fastrand::u64(..), |seed| seed.parse().unwrap());
    println!("SEED={seed}");
    let random = &mut fastrand::Rng::with_seed(seed);
    let directory = with_archive();
    // Long enough that some of it is on disk before a kill.
    for n in 0..20 {
        fs::write(path(&directory, format!("archive/more-{n:02}.ndjson")), lines(4_000)).unwrap();
    }
    whole(&directory);
    let findings = fs::read_to_string(path(&directory, "whole/findings.csv")).unwrap().lines().count();
    for _ in 0..4 {
        let mut run = start(directory.path(), &["--manifest", "m", "--report", "report"]);
        let mut out = BufReader::new(run.stdout.take().unwrap());
        take(&mut out, random.usize(1..findings));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    let (code, err) = replay(&directory, &["--manifest", "m", "--report", "report"]);
    assert_eq!(code, 1, "{err}");
    assert_same(&directory, "report", "whole");
    replay(&directory, &["--manifest", "fresh", "--report", "fresh-report"]);
    assert_eq!(manifest_csv(&directory, "report"), manifest_csv(&directory, "fresh-report"));
}

#[test]
fn a_manifest_of_a_run_that_was_killed_is_not_merged() {
    let directory = with_pipe();
    let mut run = start(directory.path(), &["pipe", "--manifest", "m"]);
    // The run has come as far as the pipe, and waits.
    let pipe = File::options().write(true).open(path(&directory, "pipe")).unwrap();
    let (code, _, err) = answer_in(&directory, &["report", "merge", "m", "--report", "r"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("another run is using this manifest"), "{err}");
    let (code, err) = replay(&directory, &["--manifest", "m"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("another run is using this manifest\n   at: m\n help: "), "{err}");
    run.kill().unwrap();
    run.wait().unwrap();
    drop(pipe);
    let (code, _, err) = answer_in(&directory, &["report", "merge", "m", "--report", "r"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("its run has not come to its end\n   at: m\n help: run it again"), "{err}");
    assert!(!path(&directory, "r").exists());
}

/// The most memory a run has needed, in bytes: it is read until the run ends, and only grows.
fn peak(directory: &TempDir, arguments: &[&str]) -> u64 {
    let mut run = start(directory.path(), arguments);
    drop(run.stdout.take());
    let status = format!("/proc/{}/status", run.id());
    let mut peak = 0;
    while run.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak =
            line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).map_or(peak, |kb: u64| kb * 1_024);
        std::thread::yield_now();
    }
    assert!(peak > 0);
    peak
}

#[cfg(target_os = "linux")]
#[test]
fn twenty_thousand_objects_need_hardly_more_memory_than_two_thousand() {
    let run = |count: usize| {
        let directory = empty();
        for n in 0..count {
            let folder = path(&directory, format!("archive/{:03}", n / 100));
            if n % 100 == 0 {
                fs::create_dir_all(&folder).unwrap();
            }
            fs::write(folder.join(format!("{n}.json")), if n % 10 == 0 { CRITICAL } else { super::CLEAN }).unwrap();
        }
        (peak(&directory, &["--manifest", "m", "--report", "report", "--format", "none"]), directory)
    };
    let ((few, _), (many, directory)) = (run(2_000), run(20_000));
    assert!(many < few + (64 << 20), "{few} bytes for 2,000 objects, {many} for 20,000");
    let (_, err) = replay(&directory, &["--manifest", "m"]);
    assert!(err.contains("manifest: 0 objects read, 20000 unchanged\n"), "{err}");
}

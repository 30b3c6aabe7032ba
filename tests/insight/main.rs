//! `inventory` and `diff`, the real program: what they say, on any number of threads, in bounded memory.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod copies;
#[path = "../support/generate/mod.rs"]
mod generate;
mod inventory;
mod records;
mod rules;

use std::fs;
use std::path::Path;
use std::process::Command;

use generate::Generator;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with a file of so many invented events in it, half of them with PHI.
fn events(count: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    let text: String = Generator::with_phi(21, 50).take(count).map(|event| event.json + "\n").collect();
    fs::write(folder.path().join("events.ndjson"), text).unwrap();
    folder
}

/// What the program answers: exit code, standard output, standard error.
fn answer(folder: &Path, words: &[&str]) -> (i32, String, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_phi-audit"));
    let done = program.current_dir(folder).args(words).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

/// The same of a program that may not take more than so many MiB of memory of its own.
#[cfg(target_os = "linux")]
fn answer_within(mib: u64, folder: &Path, words: &[&str]) -> (Option<i32>, String, String) {
    let limited = format!("ulimit -d {} && exec \"$0\" \"$@\"", mib << 10);
    let done = Command::new("sh")
        .current_dir(folder)
        .args(["-c", &limited, env!("CARGO_BIN_EXE_phi-audit")])
        .args(words)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect()
}

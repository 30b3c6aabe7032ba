//! The command line as a person or a script meets it: one process per test.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod canary;
mod config;
mod help;
mod own_rules;
#[cfg(feature = "service")]
mod quarantine;
mod replay;
mod rules;
mod scan;
mod usage;

use assert_cmd::Command;

/// The program, in an empty directory of its own, so that no `phi-audit.toml` of the developer is read.
fn phi_audit(directory: &tempfile::TempDir) -> Command {
    let mut command = Command::cargo_bin("phi-audit").expect("the program is built");
    command.current_dir(directory.path()).env_remove("NO_COLOR").env("COLUMNS", "100");
    command
}

fn empty() -> tempfile::TempDir {
    tempfile::tempdir().expect("a directory")
}

/// What the program answers: exit code, standard output, standard error.
fn answer(arguments: &[&str]) -> (i32, String, String) {
    answer_in(&empty(), arguments)
}

fn answer_in(directory: &tempfile::TempDir, arguments: &[&str]) -> (i32, String, String) {
    let output = phi_audit(directory).args(arguments).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

//! The figures in `docs/accuracy.md` are those of `phi-audit score tests/corpus`, so that none goes stale.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use std::fs;
use std::path::Path;
use std::process::Command;

const BEGIN: &str = "<!-- score:begin -->\n";
const END: &str = "<!-- score:end -->";

#[test]
fn the_figures_of_the_page_on_accuracy_are_those_of_the_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("docs/accuracy.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) =
        page.split_once(BEGIN).expect("docs/accuracy.md has the mark for the beginning of the figures");
    let (_, after) = rest.split_once(END).expect("docs/accuracy.md has the mark for their end");
    let fresh = format!("{before}{BEGIN}\n{}\n\n{END}{after}", figures(root).trim());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap();
    assert!(written == fresh, "run `UPDATE=1 cargo test --release --test accuracy_doc` and commit docs/accuracy.md");
}

/// The tables. Whether the floors hold is the business of tests/score.rs.
fn figures(root: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .args(["score", "tests/corpus", "--format", "markdown"])
        .current_dir(root)
        .output()
        .expect("the program starts");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

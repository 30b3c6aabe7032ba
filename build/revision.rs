//! Which commit the program is compiled from, for `--version`: what `REVISION` says, else what is packed beside Cargo.toml, else
//! what git says, else `unknown`. A build never fails for want of git, and never takes the commit of a repository around this one.

use std::env;
use std::process::Command;

/// What ends up in the program; documentation and tests make no difference to it.
const COMPILED: [&str; 7] = ["src", "matchers", "policies", "build", "build.rs", "Cargo.toml", "Cargo.lock"];

/// Tells the compiler commit and target, and Cargo when to ask again: when something changes that is compiled anyway. A commit alone
/// is no reason to compile everything again: what was said (this commit and changes, or a commit that differs in nothing that is
/// compiled) stays true. Fresh clones, and builds with `REVISION`, name the commit itself.
pub fn tell() {
    println!("cargo::rerun-if-env-changed=REVISION");
    let revision = given().or_else(packed).or_else(git);
    println!("cargo::rustc-env=PHI_AUDIT_REVISION={}", revision.as_deref().unwrap_or("unknown"));
    println!("cargo::rustc-env=PHI_AUDIT_TARGET={}", env::var("TARGET").unwrap_or_default());
}

/// What whoever builds says, where there is no repository: in an image, from a tarball.
fn given() -> Option<String> {
    let text = env::var("REVISION").ok()?;
    let text = text.trim();
    let plain = |unit: char| unit.is_ascii_alphanumeric() || matches!(unit, '.' | '_' | '-');
    if !text.chars().all(plain) {
        println!("cargo::error=REVISION is no commit: letters, digits, `.`, `_` and `-` alone");
    }
    (!text.is_empty() && text != "unknown").then(|| short(text))
}

/// A whole hash becomes twelve digits, whatever stands behind it.
fn short(text: &str) -> String {
    let hash = text.split('-').next().unwrap_or_default();
    let whole = hash.len() >= 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if whole { format!("{}{}", &hash[..12], &text[hash.len()..]) } else { text.to_owned() }
}

/// What `cargo package` writes beside Cargo.toml; no checkout has it.
fn packed() -> Option<String> {
    let path = ".cargo_vcs_info.json";
    let text = std::fs::read_to_string(path).ok()?;
    println!("cargo::rerun-if-changed={path}");
    let hash = text.split("\"sha1\"").nth(1)?.split('"').nth(1)?;
    let dirty = if text.contains("\"dirty\": true") { "-dirty" } else { "" };
    Some(short(&format!("{hash}{dirty}")))
}

fn git() -> Option<String> {
    // Unpacked inside another repository, we would be told of its commit.
    if !ask(&["rev-parse", "--show-prefix"])?.is_empty() {
        return None;
    }
    let commit = ask(&["rev-parse", "--short=12", "HEAD"])?;
    COMPILED.iter().for_each(|path| println!("cargo::rerun-if-changed={path}"));
    let changed = ask(&[&["--no-optional-locks", "status", "--porcelain", "--"][..], &COMPILED].concat())?;
    Some(if changed.is_empty() { commit } else { format!("{commit}-dirty") })
}

/// What git answers; nothing where it is not there or refuses. Hooks set variables that would lead it elsewhere.
fn ask(arguments: &[&str]) -> Option<String> {
    let mut git = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    let output = git.args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

//! The Dockerfiles: what they are built from, what gets into their context, and what they leave behind.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::files::root;

/// The image of the service and the image of fleet mode. Docker itself is not needed for what is asked here.
const FILES: [&str; 2] = ["Dockerfile", "deploy/kcl/Dockerfile"];

/// The instructions of a Dockerfile: keyword and the rest, with lines put together and comments left out.
fn instructions(file: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join(file)).expect(file);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    let joined = lines.join("\n").replace("\\\n", " ");
    let words = joined.lines().filter_map(|line| line.trim().split_once(' '));
    words.map(|(keyword, rest)| (keyword.to_owned(), rest.trim().to_owned())).collect()
}

/// A stage: its name, what it begins from, its instructions.
struct Stage {
    name: String,
    from: String,
    instructions: Vec<(String, String)>,
}

fn stages(file: &str) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for (keyword, rest) in instructions(file) {
        if keyword == "FROM" {
            let words: Vec<&str> = rest.split_whitespace().collect();
            let name = words.iter().position(|word| word.eq_ignore_ascii_case("as")).map(|at| words[at + 1]);
            stages.push(Stage {
                name: name.unwrap_or("last").to_owned(),
                from: words[0].to_owned(),
                instructions: Vec::new(),
            });
        } else {
            stages.last_mut().expect("FROM comes first").instructions.push((keyword, rest));
        }
    }
    stages
}

/// The instructions of a stage behind those of the stages that it begins from.
fn with_bases<'a>(stages: &'a [Stage], name: &str) -> Vec<&'a (String, String)> {
    let stage = stages.iter().find(|stage| stage.name == name).unwrap_or_else(|| panic!("no stage {name}"));
    let mut all =
        if stages.iter().any(|other| other.name == stage.from) { with_bases(stages, &stage.from) } else { Vec::new() };
    all.extend(&stage.instructions);
    all
}

fn last_of<'a>(instructions: &[&'a (String, String)], keyword: &str) -> Option<&'a str> {
    instructions.iter().rev().find(|(own, _)| own == keyword).map(|(_, rest)| rest.as_str())
}

/// The external images of a file.
fn bases(file: &str) -> Vec<String> {
    let stages = stages(file);
    let own = |name: &str| stages.iter().any(|stage| stage.name == name);
    stages.iter().map(|stage| stage.from.clone()).filter(|from| !own(from)).collect()
}

/// The parts of a version in a tag: `1.95.0-bookworm` has three.
fn version_parts(tag: &str) -> usize {
    let version = tag.split('-').next().unwrap_or_default();
    if version.split('.').all(|part| part.parse::<u32>().is_ok()) { version.split('.').count() } else { 0 }
}

/// What `.dockerignore` lets in, as its lines say: everything is shut out first.
fn allowed() -> Vec<String> {
    let text = fs::read_to_string(root().join(".dockerignore")).expect(".dockerignore");
    text.lines().filter_map(|line| line.strip_prefix('!')).map(str::to_owned).collect()
}

fn is_allowed(path: &str) -> bool {
    allowed()
        .iter()
        .any(|entry| path == entry || path.strip_prefix(entry.as_str()).is_some_and(|rest| rest.starts_with('/')))
}

#[test]
fn every_image_begins_from_an_exact_tag_or_digest() {
    for file in FILES {
        let bases = bases(file);
        assert!(!bases.is_empty(), "{file}");
        for base in bases {
            let digest = base.split_once("@sha256:").map(|(_, digest)| digest);
            if let Some(digest) = digest {
                assert!(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{file}: {base}");
                continue;
            }
            let (_, tag) = base.rsplit_once(':').unwrap_or_else(|| panic!("{file}: {base} has no tag"));
            // Debian numbers its point releases with two parts, everything else here with three.
            let wanted = if base.starts_with("debian:") { 2 } else { 3 };
            assert_eq!(version_parts(tag), wanted, "{file}: {base} moves");
        }
    }
}

#[test]
fn the_compiler_is_no_older_than_the_crate_asks_for() {
    let manifest: toml::Table = toml::from_str(&fs::read_to_string(root().join("Cargo.toml")).unwrap()).unwrap();
    let numbers = |text: &str| text.split('.').filter_map(|part| part.parse().ok()).collect::<Vec<u32>>();
    let wanted = numbers(manifest["package"]["rust-version"].as_str().unwrap());
    for file in FILES {
        let bases = bases(file);
        let rust = bases.iter().find_map(|base| base.strip_prefix("rust:")).expect("a compiler");
        let own = numbers(rust.split('-').next().unwrap());
        assert!(own >= wanted, "{file} has Rust {own:?}, the crate wants {wanted:?}");
    }
}

/// Both link the C library of the Debian that they were compiled on.
#[test]
fn the_program_runs_on_the_debian_that_it_was_compiled_on() {
    for file in FILES {
        for base in bases(file) {
            let debian12 = ["bookworm", "debian12", "debian:12", "maven:"].iter().any(|mark| base.contains(mark));
            assert!(debian12, "{file}: {base} is no Debian 12");
        }
    }
}

#[test]
fn images_run_as_a_user_that_is_not_root() {
    let ours = stages("Dockerfile");
    for stage in ["runtime", "traffic"] {
        assert_eq!(last_of(&with_bases(&ours, stage), "USER"), Some("65532:65532"), "{stage}");
    }
    let kcl = stages("deploy/kcl/Dockerfile");
    assert_eq!(last_of(&with_bases(&kcl, "last"), "USER"), Some("10001"));
}

#[test]
fn the_image_of_the_service_has_no_shell_and_needs_none() {
    let stages = stages("Dockerfile");
    for stage in ["runtime", "traffic"] {
        let instructions = with_bases(&stages, stage);
        for (keyword, rest) in &instructions {
            let list = matches!(keyword.as_str(), "RUN" | "ENTRYPOINT" | "CMD");
            assert!(!list || rest.starts_with('['), "{stage}: {keyword} {rest} would take a shell");
        }
    }
    assert!(bases("Dockerfile").last().unwrap().starts_with("gcr.io/distroless/"));
}

#[test]
fn what_the_final_image_starts_has_run_once_in_it() {
    let stages = stages("Dockerfile");
    let last = stages.last().unwrap();
    assert_eq!(last.name, "runtime", "the last stage is what is built when none is named");
    let runtime = with_bases(&stages, "runtime");
    assert_eq!(last_of(&runtime, "RUN"), Some(r#"["/usr/local/bin/phi-audit", "--version"]"#));
    assert_eq!(last_of(&runtime, "ENTRYPOINT"), Some(r#"["/usr/local/bin/phi-audit"]"#));
    assert_eq!(last_of(&runtime, "CMD"), Some(r#"["run"]"#));
    assert_eq!(last_of(&runtime, "EXPOSE"), Some("9464"));
    let kcl = self::stages("deploy/kcl/Dockerfile");
    assert_eq!(last_of(&with_bases(&kcl, "last"), "RUN"), Some(r#"["phi-audit", "--version"]"#));
}

/// Distroless has no libz, and its OpenSSL need not be the one that was compiled against.
#[test]
fn the_image_of_the_service_brings_libz_and_openssl_along() {
    let stages = stages("Dockerfile");
    let program = with_bases(&stages, "program");
    assert!(program.iter().any(|(keyword, rest)| keyword == "ENV" && rest == "LIBZ_SYS_STATIC=1"));
    let build = last_of(&program, "RUN").unwrap();
    assert!(build.contains("--features kafka-vendored-tls"), "{build}");
    let runtime = with_bases(&stages, "runtime");
    let certificates = runtime.iter().any(|(keyword, rest)| keyword == "ENV" && rest.starts_with("SSL_CERT_FILE="));
    assert!(certificates, "an OpenSSL of one's own finds no CAs by itself");
}

#[test]
fn images_are_built_from_the_lock_file_and_optimised_for_shipping() {
    for file in FILES {
        let all = instructions(file);
        let builds: Vec<_> = all.iter().filter(|(_, rest)| rest.contains("cargo build")).collect();
        assert!(!builds.is_empty(), "{file}");
        assert!(builds.iter().all(|(_, rest)| rest.contains("--locked")), "{file}");
        let chosen = all.iter().any(|(keyword, rest)| keyword == "ARG" && rest == "PROFILE=dist");
        let shipped =
            |rest: &str| rest.contains("--profile dist") || (chosen && rest.contains("--profile \"$PROFILE\""));
        assert!(builds.iter().any(|(_, rest)| shipped(rest)), "{file}");
    }
}

#[test]
fn the_image_says_what_it_is() {
    let stages = stages("Dockerfile");
    let label = last_of(&with_bases(&stages, "runtime"), "LABEL").unwrap().to_owned();
    for name in ["title", "description", "source", "licenses", "version", "revision"] {
        assert!(label.contains(&format!("org.opencontainers.image.{name}=")), "{name}");
    }
    let version = format!("VERSION={}", env!("CARGO_PKG_VERSION"));
    let arguments: Vec<_> =
        with_bases(&stages, "runtime").into_iter().filter(|(keyword, _)| keyword == "ARG").collect();
    assert!(arguments.iter().any(|(_, rest)| *rest == version), "ARG {version} of the crate");
}

#[test]
fn everything_that_is_copied_is_there_and_gets_into_the_context() {
    for file in FILES {
        let stages = stages(file);
        for stage in &stages {
            for (_, rest) in stage.instructions.iter().filter(|(keyword, _)| keyword == "COPY") {
                let words: Vec<&str> = rest.split_whitespace().filter(|word| !word.starts_with("--chown")).collect();
                if let Some(from) = words[0].strip_prefix("--from=") {
                    assert!(stages.iter().any(|stage| stage.name == from), "{file}: no stage {from}");
                    continue;
                }
                for source in &words[..words.len() - 1] {
                    assert!(root().join(source).exists(), "{file} copies {source}, which is not there");
                    assert!(
                        *source == "." || is_allowed(source),
                        "{file} copies {source}, which .dockerignore shuts out"
                    );
                }
            }
        }
    }
}

#[test]
fn nothing_gets_into_the_context_that_is_not_named() {
    let text = fs::read_to_string(root().join(".dockerignore")).unwrap();
    let first = text.lines().find(|line| !line.starts_with('#') && !line.is_empty());
    assert_eq!(first, Some("*"), "everything is shut out first");
    for entry in allowed() {
        assert!(root().join(&entry).exists(), ".dockerignore names {entry}, which is not there");
    }
    let private = [
        ".git",
        "target",
        "report",
        "phi-audit.toml",
        ".env",
        "findings",
        "quarantine",
        "checkpoints",
        "spool",
        "archive.manifest",
    ];
    for path in private {
        assert!(!is_allowed(path), "{path} gets into the context");
    }
    for pattern in ["**/target", "**/*.key", "**/*.pem", "**/.env", "**/*.manifest"] {
        assert!(text.lines().any(|line| line == pattern), "{pattern} is shut out nowhere");
    }
}

/// The text files that a source file takes into the program at build time, relative to the root.
fn included(source: &Path, found: &mut Vec<String>) {
    if source.is_dir() {
        for entry in fs::read_dir(source).unwrap() {
            included(&entry.unwrap().path(), found);
        }
        return;
    }
    let name = source.file_name().unwrap().to_string_lossy();
    if !name.ends_with(".rs") || name.ends_with("tests.rs") {
        return;
    }
    let text = fs::read_to_string(source).unwrap();
    // What a file's own tests read is not part of the program.
    let text = text.split("#[cfg(test)]").next().unwrap();
    for part in text.split("include_str!(\"").skip(1).chain(text.split("include_bytes!(\"").skip(1)) {
        let path = source.parent().unwrap().join(part.split('"').next().unwrap());
        let path = path.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let root = root().join("src").canonicalize().unwrap().parent().unwrap().to_owned();
        found.push(path.strip_prefix(root).expect("in the repository").to_string_lossy().into_owned());
    }
}

#[test]
fn what_the_program_is_compiled_from_gets_into_the_context() {
    let mut found = Vec::new();
    included(&root().join("src"), &mut found);
    assert!(found.len() > 10, "{found:?}");
    for path in &found {
        assert!(is_allowed(path), "{path} is compiled into the program, and .dockerignore shuts it out");
    }
    // Cargo itself has to find its way with what is left.
    let context = tempfile::tempdir().unwrap();
    for entry in allowed() {
        let link = context.path().join(&entry);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(root().join(&entry).canonicalize().unwrap(), link).unwrap();
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new(cargo).args(arguments).current_dir(context.path()).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

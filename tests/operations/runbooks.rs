//! The runbooks: one for every alert, in the same parts, with queries and commands that work.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use crate::alerts::{alerts, rules};
use crate::files::{promtool, read};
use crate::listed::is_all_listed;

/// The parts of a runbook, in their order.
const PARTS: &[&str] = &["What it means", "At once", "How it is set", "What to do", "What it is not"];

/// The chapters of docs/RUNBOOKS.md: heading and text.
pub fn runbooks() -> Vec<(String, String)> {
    let page = read("docs/RUNBOOKS.md");
    let chapters = page.split("\n## ").skip(1).map(|chapter| chapter.split_once('\n').unwrap());
    chapters.map(|(heading, text)| (heading.trim().to_owned(), text.to_owned())).collect()
}

#[test]
fn every_alert_has_a_runbook_and_every_runbook_an_alert() {
    let headings: Vec<String> = runbooks().into_iter().map(|(heading, _)| heading).collect();
    let unique: BTreeSet<String> = headings.iter().cloned().collect();
    assert_eq!(unique.len(), headings.len(), "a heading stands twice");
    assert_eq!(unique, alerts());
}

#[test]
fn every_runbook_has_the_same_parts_in_the_same_order() {
    for (heading, text) in runbooks() {
        let mut rest = &*text;
        for part in PARTS {
            let Some((_, behind)) = rest.split_once(&format!("\n**{part}.**")) else {
                panic!("{heading}: `**{part}.**` is missing, or stands elsewhere");
            };
            rest = behind;
        }
        let steps = text.split("**What to do.**").nth(1).unwrap();
        assert!(steps.contains("\n1. ") && steps.contains("\n2. "), "{heading}: what to do is numbered");
        assert!(text.contains("```promql\n") || text.contains("```sh\n"), "{heading}: no query and no command");
    }
}

#[test]
fn every_cause_is_told_in_the_runbook() {
    let runbooks: BTreeMap<String, String> = runbooks().into_iter().collect();
    for rule in rules() {
        if let Some(cause) = rule.cause() {
            assert!(runbooks[&rule.alert].contains(&format!("`{cause}`")), "{}", rule.title());
        }
    }
}

/// The contents of all blocks of this language, with the chapter they stand in.
fn blocks(language: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (heading, text) in runbooks() {
        for block in text.split(&format!("```{language}\n")).skip(1) {
            found.push((heading.clone(), block.split("```").next().unwrap().to_owned()));
        }
    }
    found
}

#[test]
fn queries_of_runbooks_name_what_the_program_has() {
    let blocks = blocks("promql");
    assert!(blocks.len() > 15);
    is_all_listed(blocks);
}

#[test]
fn queries_of_runbooks_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = "groups:\n  - name: queries\n    rules:\n".to_owned();
    for (at, (_, query)) in blocks("promql").iter().enumerate() {
        let query = query.trim().replace('\n', "\n          ").trim_start().to_owned();
        writeln!(file, "      - record: query:{at}\n        expr: |-\n          {query}").unwrap();
    }
    let path = folder.path().join("queries.yml");
    fs::write(&path, file).unwrap();
    promtool(&["check", "rules", "--lint=none", path.to_str().unwrap()]);
}

#[test]
fn commands_of_runbooks_are_verbs_and_options_of_the_program() {
    let mut seen = 0;
    for (heading, block) in blocks("sh") {
        let lines = block.replace("\\\n", " ");
        for line in lines.lines().map(str::trim).filter(|line| line.starts_with("phi-audit ")) {
            seen += 1;
            let words: Vec<&str> =
                line.split_whitespace().skip(1).take_while(|word| !["|", "#", ">"].contains(word)).collect();
            let is_verb = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_lowercase());
            let verbs: Vec<&str> = words.iter().take_while(is_verb).copied().take(2).collect();
            // The second word is a verb or already what the verb is about.
            let help = (1..=verbs.len()).rev().find_map(|count| {
                let mut command = Command::new(env!("CARGO_BIN_EXE_phi-audit"));
                let output = command.args(&verbs[..count]).arg("--help").output().unwrap();
                output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
            });
            let help = help.unwrap_or_else(|| panic!("{heading}: {line}"));
            for option in words.iter().filter(|word| word.starts_with("--")) {
                let name = option.split('=').next().unwrap();
                assert!(help.split_whitespace().any(|word| word == name), "{heading}: {line}: no {name}");
            }
        }
    }
    assert!(seen > 10, "{seen} commands");
}

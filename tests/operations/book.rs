//! docs/ is a book: every page is in its table of contents, every link leads somewhere, and every command is one that the program
//! knows. mdBook itself is not needed here; what it would do to links out of docs/ is done by the very script that it calls.

mod commands;
mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::files::{read, root};
use pages::{REPOSITORY, all_pages, inside, outside, page, pages_below, parse, resolve, scheme};

const PROGRAM: &str = env!("CARGO_BIN_EXE_phi-audit");
/// Pages written for readers from the first to the last line: what stands in them as a configuration is a whole one.
const GUIDES: [&str; 9] = [
    "introduction",
    "quick-start",
    "concepts",
    "sinks",
    "operations",
    "security-model",
    "upgrading",
    "faq",
    "comparison",
];

#[test]
fn every_page_of_docs_is_in_the_book_once_and_every_chapter_is_a_page() {
    let summary = page("docs/SUMMARY.md");
    let chapters: Vec<String> = summary.links.iter().map(|link| resolve("docs/SUMMARY.md", &link.target)).collect();
    let named: BTreeSet<String> = chapters.iter().cloned().collect();
    assert_eq!(chapters.len(), named.len(), "a page is named twice in docs/SUMMARY.md");

    let mut there: BTreeSet<String> = pages_below("docs").into_iter().collect();
    there.remove("docs/SUMMARY.md");
    let missing: Vec<_> = there.difference(&named).collect();
    let empty: Vec<_> = named.difference(&there).collect();
    assert!(missing.is_empty(), "not in docs/SUMMARY.md, so not in the book: {missing:?}");
    assert!(empty.is_empty(), "docs/SUMMARY.md names what is not there: {empty:?}");
}

#[test]
fn every_link_has_its_target_and_every_anchor_its_heading() {
    let mut anchors = BTreeMap::new();
    let mut broken = Vec::new();
    for from in all_pages() {
        for link in page(&from).links {
            let Some((path, anchor)) = inside(&from, &link.target) else { continue };
            if !root().join(&path).exists() {
                broken.push(format!("{from}:{}: {} is not there", link.line, link.target));
                continue;
            }
            let Some(anchor) = anchor else { continue };
            if !path.ends_with(".md") {
                broken.push(format!("{from}:{}: {}: an anchor in what is no page", link.line, link.target));
                continue;
            }
            let known: &BTreeSet<String> = anchors.entry(path.clone()).or_insert_with(|| page(&path).anchors);
            if !known.contains(&anchor) {
                broken.push(format!("{from}:{}: {} has no heading #{anchor}", link.line, link.target));
            }
        }
    }
    assert!(broken.is_empty(), "{} links lead nowhere:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn no_link_leads_anywhere_but_to_https() {
    let mut others = Vec::new();
    for from in all_pages() {
        for link in page(&from).links {
            let scheme = scheme(&link.target);
            if scheme.is_some_and(|scheme| scheme != "https") || link.target.starts_with("//") {
                others.push(format!("{from}:{}: {}", link.line, link.target));
            }
        }
    }
    assert!(others.is_empty(), "not https:\n{}", others.join("\n"));
}

#[test]
fn a_link_out_of_docs_becomes_one_to_the_repository_in_the_book() {
    let pages: Vec<String> = pages_below("docs").into_iter().filter(|page| page != "docs/SUMMARY.md").collect();
    let chapters: Vec<Value> = pages
        .iter()
        .map(|page| {
            let path = page.trim_start_matches("docs/");
            json!({"Chapter": {"name": path, "content": read(page), "path": path, "source_path": path, "sub_items": []}})
        })
        .collect();
    let book = outside(&json!([{"root": root()}, {"items": chapters}]));

    let mut leaving = Vec::new();
    let mut rewritten = 0;
    for (page, item) in pages.iter().zip(book["items"].as_array().unwrap()) {
        let before = read(page);
        let after = item["Chapter"]["content"].as_str().unwrap();
        rewritten += usize::from(before != after);
        for link in parse(after).links {
            match inside(page, &link.target) {
                Some((path, _)) if scheme(&link.target).is_none() && !path.starts_with("docs/") => {
                    leaving.push(format!("{page}: {}", link.target));
                }
                Some((path, _)) => {
                    assert!(root().join(&path).exists(), "{page}: {} is not there", link.target)
                }
                None => {}
            }
        }
    }
    assert!(leaving.is_empty(), "these would lead out of the book:\n{}", leaving.join("\n"));
    assert!(rewritten > 0, "no page has a link out of docs/ any more: deploy/book/outside.py can go");
}

#[test]
fn what_stands_in_code_is_not_rewritten_in_the_book() {
    let content = "[a](../README.md#try-it)\n\n```md\n[b](../README.md)\n```\n\n    [c](../README.md)\n\n[d](../deploy/kcl)\n[e](faq.md)\n";
    let chapter = json!({"Chapter": {"content": content, "path": "x.md", "source_path": "x.md", "sub_items": []}});
    let book = outside(&json!([{"root": root()}, {"items": [chapter, {"PartTitle": "part"}, "Separator"]}]));
    let expected = format!(
        "[a]({REPOSITORY}blob/main/README.md#try-it)\n\n```md\n[b](../README.md)\n```\n\n    [c](../README.md)\n\n\
         [d]({REPOSITORY}tree/main/deploy/kcl)\n[e](faq.md)\n"
    );
    assert_eq!(book["items"][0]["Chapter"]["content"], expected);
}

#[test]
fn the_book_asks_no_other_host_for_anything_and_is_built_outside_its_sources() {
    let book: toml::Table = toml::from_str(&read("book.toml")).unwrap();
    let html = book["output"]["html"].as_table().unwrap();
    assert_eq!(book["book"]["src"].as_str(), Some("docs"));
    assert!(
        !book["build"]["build-dir"].as_str().unwrap().starts_with("docs"),
        "mdBook would take its own pages for sources"
    );
    assert_eq!(book["build"]["create-missing"].as_bool(), Some(false), "mdBook would write empty pages into docs/");
    assert_eq!(html["mathjax-support"].as_bool(), Some(false), "MathJax comes from another host");
    assert_eq!(html["playground"]["runnable"].as_bool(), Some(false), "examples would be sent to another host");
    assert_eq!(html["search"]["enable"].as_bool(), Some(true));
    let scripts = ["additional-js", "theme"].map(|name| html.get(name).is_some());
    assert_eq!(scripts, [false, false], "scripts and pages of our own are not looked at here");
    for css in html["additional-css"].as_array().unwrap() {
        let text = read(css.as_str().unwrap());
        assert!(!text.contains("url(") && !text.contains("@import"), "{css:?} loads something");
    }
}

#[test]
fn every_configuration_in_the_guides_is_correct() {
    let folder = tempfile::tempdir().unwrap();
    let mut seen = 0;
    for guide in GUIDES {
        for block in page(&format!("docs/{guide}.md")).code.iter().filter(|block| block.language == "toml") {
            seen += 1;
            let file = folder.path().join("phi-audit.toml");
            fs::write(&file, &block.text).unwrap();
            let output = Command::new(PROGRAM).args(["config", "check"]).arg(&file).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "docs/{guide}.md:{}: {said}", block.line);
        }
    }
    assert!(seen >= 4, "only {seen} configurations were found in the guides");
}

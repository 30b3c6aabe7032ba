//! Pages in Markdown: their links, the anchors of their headings, what stands in code, and what the book makes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::files::{read, root};

/// Where links out of `docs/` lead to in the book.
pub const REPOSITORY: &str = "https://github.com/phi-audit/phi-audit/";

pub struct Link {
    pub target: String,
    pub line: usize,
}

pub struct Code {
    pub language: String,
    pub text: String,
    pub line: usize,
}

#[derive(Default)]
pub struct Page {
    pub links: Vec<Link>,
    pub anchors: BTreeSet<String>,
    pub code: Vec<Code>,
}

pub fn page(path: &str) -> Page {
    parse(&read(path))
}

pub fn parse(text: &str) -> Page {
    let mut page = Page::default();
    let mut slugs: BTreeMap<String, usize> = BTreeMap::new();
    let (mut heading, mut code): (Option<String>, Option<Code>) = (None, None);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let line = 1 + text[..range.start].matches('\n').count();
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                page.links.push(Link { target: dest_url.into_string(), line });
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let slug = slug(&heading.take().unwrap());
                // GitHub numbers headings that are called alike.
                let before = slugs.entry(slug.clone()).or_insert(0);
                page.anchors.insert(if *before == 0 { slug.clone() } else { format!("{slug}-{before}") });
                *before += 1;
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let (language, fence) = match kind {
                    CodeBlockKind::Fenced(language) => (language.into_string(), 1),
                    CodeBlockKind::Indented => (String::new(), 0),
                };
                code = Some(Code { language, text: String::new(), line: line + fence });
            }
            Event::End(TagEnd::CodeBlock) => page.code.extend(code.take()),
            Event::Text(text) if code.is_some() => code.as_mut().unwrap().text.push_str(&text),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                for mark in [" id=\"", " name=\""] {
                    let ids = html.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
                    page.anchors.extend(ids.map(str::to_owned));
                }
            }
            _ => {}
        }
    }
    page
}

/// The anchor that GitHub gives a heading.
fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

pub fn pages_below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from(folder)];
    while let Some(folder) = open.pop() {
        let entries =
            fs::read_dir(root().join(&folder)).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path.to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Everything that people read on GitHub.
pub fn all_pages() -> Vec<String> {
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].map(str::to_owned);
    let folders = ["docs", "deploy", "matchers", "policies", "examples"];
    top.into_iter().chain(folders.iter().flat_map(|folder| pages_below(folder))).collect()
}

pub fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(plain)).then_some(scheme)
}

/// What of the repository a link names: the path from its top, and the anchor. None where it leads elsewhere.
pub fn inside(from: &str, target: &str) -> Option<(String, Option<String>)> {
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (target, None),
    };
    if scheme(target).is_none() {
        return Some((if path.is_empty() { from.to_owned() } else { resolve(from, path) }, anchor));
    }
    let below = ["blob/main/", "tree/main/", "edit/main/"];
    let path = below.iter().find_map(|place| path.strip_prefix(REPOSITORY)?.strip_prefix(place))?;
    Some((path.trim_end_matches('/').to_owned(), anchor))
}

pub fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let joined = Path::new(from).parent().unwrap().join(target);
    for part in joined.components() {
        match part {
            Component::ParentDir if parts.last().is_some_and(|last| last != "..") => drop(parts.pop()),
            Component::ParentDir => parts.push("..".to_owned()),
            Component::Normal(name) => parts.push(name.to_str().unwrap().to_owned()),
            _ => {}
        }
    }
    parts.join("/")
}

/// What deploy/book/outside.py makes of a book.
pub fn outside(input: &Value) -> Value {
    let mut script = Command::new("python3")
        .arg(root().join("deploy/book/outside.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("python3 cannot be run ({error}): install Python 3.11 or newer (apt-get install python3)")
        });
    script.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = script.wait_with_output().unwrap();
    assert!(output.status.success(), "deploy/book/outside.py ended with {}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}

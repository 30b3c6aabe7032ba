//! docs/ is a book: every page is in its table of contents, every link leads somewhere, and every command is one that the program
//! knows. mdBook itself is not needed here; what it would do to links out of docs/ is done by the very script that it calls.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_phi-audit");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const REPOSITORY: &str = "https://github.com/phi-audit/phi-audit/";
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
            if !Path::new(ROOT).join(&path).exists() {
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
    let book = outside(&json!([{"root": ROOT}, {"items": chapters}]));

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
                    assert!(Path::new(ROOT).join(&path).exists(), "{page}: {} is not there", link.target)
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
    let book = outside(&json!([{"root": ROOT}, {"items": [chapter, {"PartTitle": "part"}, "Separator"]}]));
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
fn every_command_of_the_pages_is_one_that_the_program_knows() {
    let mut helps = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for from in all_pages() {
        for block in page(&from).code {
            for (offset, words) in commands(&block) {
                let Some(arguments) = arguments(&words) else { continue };
                seen += 1;
                if let Err(why) = check(arguments, &mut helps) {
                    wrong.push(format!("{from}:{}: {why}: {}", block.line + offset, words.join(" ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 60, "only {seen} commands were recognised: the reading of pages is broken");
}

#[test]
fn a_command_with_a_slip_is_noticed() {
    let block = |text: &str| Code { language: "sh".into(), text: text.into(), line: 1 };
    let mut helps = BTreeMap::new();
    let mut verdict = |text: &str| {
        let found = commands(&block(text));
        let (_, words) = found.iter().find(|(_, words)| arguments(words).is_some()).unwrap();
        check(arguments(words).unwrap(), &mut helps).err()
    };
    assert_eq!(verdict("zcat x.gz | phi-audit scan - # a pipe"), None);
    assert_eq!(verdict("phi-audit rules list --json | jq -r '.[] | .id'"), None);
    assert_eq!(verdict("cargo run --release -- replay a \\\n  --report r"), None);
    assert_eq!(verdict("phi-audit --version"), None);
    assert_eq!(verdict("phi-audit rule list").unwrap(), "there is no `phi-audit rule`");
    assert_eq!(verdict("phi-audit rules lst").unwrap(), "there is no `phi-audit rules lst`");
    assert_eq!(verdict("true && phi-audit replay a --reprot r").unwrap(), "`phi-audit replay` has no --reprot");
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

// --- pages ---

struct Link {
    target: String,
    line: usize,
}

struct Code {
    language: String,
    text: String,
    line: usize,
}

#[derive(Default)]
struct Page {
    links: Vec<Link>,
    anchors: BTreeSet<String>,
    code: Vec<Code>,
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn page(path: &str) -> Page {
    parse(&read(path))
}

fn parse(text: &str) -> Page {
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

fn pages_below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from(folder)];
    while let Some(folder) = open.pop() {
        let entries =
            fs::read_dir(Path::new(ROOT).join(&folder)).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
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
fn all_pages() -> Vec<String> {
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].map(str::to_owned);
    let folders = ["docs", "deploy", "matchers", "policies", "examples"];
    top.into_iter().chain(folders.iter().flat_map(|folder| pages_below(folder))).collect()
}

fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(plain)).then_some(scheme)
}

/// What of the repository a link names: the path from its top, and the anchor. None where it leads elsewhere.
fn inside(from: &str, target: &str) -> Option<(String, Option<String>)> {
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

fn resolve(from: &str, target: &str) -> String {
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
fn outside(input: &Value) -> Value {
    let mut script = Command::new("python3")
        .arg(Path::new(ROOT).join("deploy/book/outside.py"))
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

// --- commands ---

/// The simple commands of a block for the shell, as words, with the line within the block. Of a `console` only what is typed.
fn commands(block: &Code) -> Vec<(usize, Vec<String>)> {
    let language = block.language.split([',', ' ']).next().unwrap_or_default();
    if !["", "sh", "bash", "shell", "console"].contains(&language) {
        return Vec::new();
    }
    let typed = block.text.lines().any(|line| line.starts_with("$ "));
    let mut found = Vec::new();
    let mut lines = block.text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let mut line = match (typed, line.strip_prefix("$ ")) {
            (true, None) => continue,
            (_, stripped) => stripped.unwrap_or(line).to_owned(),
        };
        while line.ends_with('\\') {
            line.pop();
            line.push_str(lines.next().map_or("", |(_, more)| more));
        }
        found.extend(split(&line).into_iter().map(|words| (number, words)));
    }
    found
}

/// A line as simple commands: quotes, comments, pipes, lists and redirections, and no more of a shell than pages need.
fn split(line: &str) -> Vec<Vec<String>> {
    let (mut commands, mut words): (Vec<Vec<String>>, Vec<String>) = (Vec::new(), Vec::new());
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '#') if word.is_none() => break,
            (None, ' ') => words.extend(word.take()),
            (None, '|' | '&' | ';' | '<' | '>' | '(' | ')') => {
                words.extend(word.take());
                commands.push(std::mem::take(&mut words));
            }
            (None, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    commands.push(words);
    commands.retain(|words| !words.is_empty());
    commands
}

/// What is given to the program, where a command runs it.
fn arguments(words: &[String]) -> Option<&[String]> {
    let before = ["$", "sudo", "exec", "nice", "env", "time"];
    let skipped = words
        .iter()
        .take_while(|word| before.contains(&word.as_str()) || word.contains('=') && !word.starts_with('-'))
        .count();
    let (program, arguments) = words[skipped..].split_first()?;
    if program == "cargo" {
        let runs = arguments.first().is_some_and(|verb| verb == "run")
            && !arguments.iter().any(|word| word.starts_with("--example") || word.starts_with("--manifest-path"));
        let dashes = arguments.iter().position(|word| word == "--")?;
        return runs.then(|| &arguments[dashes + 1..]);
    }
    (program == "phi-audit" || program.ends_with("/phi-audit")).then_some(arguments)
}

/// What `--help` of a verb says: the verbs below it, and its options.
struct Help {
    verbs: BTreeSet<String>,
    options: BTreeSet<String>,
}

fn help<'a>(verb: &[String], helps: &'a mut BTreeMap<Vec<String>, Help>) -> &'a Help {
    helps.entry(verb.to_vec()).or_insert_with(|| {
        let output = Command::new(PROGRAM).args(verb).arg("--help").output().unwrap();
        assert!(output.status.success(), "phi-audit {} --help fails", verb.join(" "));
        let text = String::from_utf8(output.stdout).unwrap();
        let mut help = Help { verbs: BTreeSet::new(), options: BTreeSet::new() };
        let mut section = "";
        for line in text.lines() {
            if !line.starts_with(' ') {
                section = line;
            } else if section == "Commands:" && line.starts_with("  ") && !line.starts_with("   ") {
                help.verbs.extend(line.split_whitespace().next().map(str::to_owned));
            } else if line.trim_start().starts_with('-') {
                let names = line.split_whitespace().take_while(|word| word.starts_with('-'));
                help.options.extend(names.map(|name| name.trim_end_matches(',').to_owned()));
            }
        }
        help
    })
}

fn check(arguments: &[String], helps: &mut BTreeMap<Vec<String>, Help>) -> Result<(), String> {
    let mut verb: Vec<String> = Vec::new();
    let mut rest = arguments;
    while let Some((first, more)) = rest.split_first() {
        let below = &help(&verb, helps).verbs;
        if below.is_empty() || first.starts_with('-') {
            break;
        }
        if !below.contains(first) {
            let verb: String = verb.iter().map(|word| format!("{word} ")).collect();
            return Err(format!("there is no `phi-audit {verb}{first}`"));
        }
        verb.push(first.clone());
        rest = more;
    }
    let options = &help(&verb, helps).options;
    for word in rest.iter().take_while(|word| *word != "--").filter(|word| word.starts_with('-') && *word != "-") {
        let name = word.split('=').next().unwrap_or(word);
        if !options.contains(name) {
            return Err(format!("`phi-audit {}` has no {name}", verb.join(" ")));
        }
    }
    Ok(())
}

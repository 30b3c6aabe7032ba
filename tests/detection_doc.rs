//! `docs/detection` is made from the packs and `matchers/categories.toml`: a page for each category, and one that lists them.
//!
//! The examples on the pages are those of the packs, which are invented and run as tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use phi_audit::detect::pack::{Class, Context, Finder};
use phi_audit::detect::{Category, Confidence, Matcher, Role, Strength, Texts};
use phi_audit::rules::Rules;

const HEAD: &str = "\
# What is detected

A page for each category of identifiers and of health information: what it is, why it matters, how it is looked for, what is
mistaken for it, and what is not found. The pages are made from the packs in `matchers/`; `UPDATE=1 cargo test --release --test
detection_doc` writes them anew. `phi-audit rules explain CATEGORY` says the same of the rules that are in force for you, your own
included. How often detection is right is measured: see [accuracy](../accuracy.md).

An event is graded by what is found in it together:

| role | what it adds to the grade |
|---|---|
";

const AFTER_ROLES: &str = "
Safe Harbor is 45 CFR 164.514(b)(2)(i): the list of identifiers, (A) to (R), that have to be removed before health information no
longer counts as PHI.

| category | what | role | Safe Harbor | matchers |
|---|---|---|---|---:|
";

/// How many words and examples a page shows; the pack has them all.
const WORDS: usize = 24;
const EXAMPLES: usize = 6;

#[test]
fn the_pages_of_categories_are_those_in_docs() {
    let rules = Rules::embedded().unwrap();
    let texts = Texts::embedded().unwrap();
    let mut pages: BTreeMap<String, String> = Category::ALL
        .iter()
        .map(|category| (format!("{category}.md"), page(*category, &matchers(&rules, *category), &texts)))
        .collect();
    pages.insert("README.md".to_owned(), index(&rules, &texts));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/detection");
    if std::env::var_os("UPDATE").is_some() {
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        pages.iter().for_each(|(name, page)| fs::write(folder.join(name), page).unwrap());
    }
    let written: BTreeMap<String, String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()))
        .collect();
    let stale: Vec<&String> =
        pages.keys().chain(written.keys()).filter(|name| pages.get(*name) != written.get(*name)).collect();
    assert!(
        stale.is_empty(),
        "run `UPDATE=1 cargo test --release --test detection_doc` and commit docs/detection; stale: {stale:?}"
    );
}

fn matchers(rules: &Rules, category: Category) -> Vec<&Matcher> {
    rules.matchers().iter().filter(|matcher| matcher.category == category).collect()
}

fn index(rules: &Rules, texts: &Texts) -> String {
    let mut page = HEAD.to_owned();
    for role in [Role::Direct, Role::Indirect, Role::Reference, Role::Health] {
        writeln!(page, "| {role} | {} |", role.to_the_grade()).unwrap();
    }
    page.push_str(AFTER_ROLES);
    for category in Category::ALL {
        let about = texts.about(*category).unwrap();
        let letter = about.safe_harbor.as_ref().map(|letter| format!("({letter})")).unwrap_or_default();
        let count = matchers(rules, *category).len();
        let (title, role) = (prose(&about.title), category.role());
        writeln!(page, "| [`{category}`]({category}.md) | {title} | {role} | {letter} | {count} |").unwrap();
    }
    page.push_str("\n## What is not found of any category\n\n");
    points(&mut page, &texts.limits);
    page
}

fn page(category: Category, matchers: &[&Matcher], texts: &Texts) -> String {
    let about = texts.about(category).unwrap();
    let mut page = format!("# {}\n\n", prose(&about.title));
    let role = category.role();
    writeln!(page, "Category `{category}`, {}. Role in the grade: {role}.\n", about.law()).unwrap();
    writeln!(page, "{}\n\n{}\n", prose(&about.why), role.to_the_grade()).unwrap();
    page.push_str("| matcher | finds | strength | alone | beside a keyword |\n|---|---|---|---|---|\n");
    for matcher in matchers {
        let (id, title, strength) = (&matcher.id, prose(&matcher.title), matcher.strength);
        writeln!(
            page,
            "| [`{id}`](#{}) | {title} | {strength} | {} | {} |",
            anchor(id),
            alone(matcher),
            beside(matcher)
        )
        .unwrap();
    }
    matchers.iter().for_each(|matcher| section(&mut page, matcher, texts));
    page.push_str("\n## What is not found\n\n");
    points(&mut page, &about.limits);
    page.push_str(
        "\nWhat holds for all categories stands in the [index](README.md#what-is-not-found-of-any-category).\n",
    );
    page
}

fn section(page: &mut String, matcher: &Matcher, texts: &Texts) {
    writeln!(page, "\n## {}\n\n{}. {}\n", matcher.id, prose(&matcher.title), prose(&matcher.why)).unwrap();
    writeln!(page, "- **Looks for** {}", looks_for(matcher)).unwrap();
    if let Some(name) = &matcher.validator {
        let words = texts.check(name).unwrap_or_else(|| panic!("matchers/categories.toml has no text on `{name}`"));
        writeln!(page, "- **Each value is checked**: {}", prose(words)).unwrap();
    }
    // Excluded words count wherever they stand.
    let lists = [("Keywords", &matcher.keywords, matcher.context), ("Not beside", &matcher.excluded, Context::Any)];
    for (title, words, context) in lists {
        if !words.is_empty() {
            writeln!(page, "- **{title}**{}: {}", place(context, matcher.window), some(words)).unwrap();
        }
    }
    if matcher.by_health {
        page.push_str("- **A sign of health** anywhere in the same text counts as a keyword\n");
    }
    for known in &matcher.false_positives {
        writeln!(page, "- **May mistake for it**: {}", prose(known)).unwrap();
    }
    examples(page, matcher);
    if !matcher.references.is_empty() {
        let all: Vec<String> = matcher.references.iter().map(|one| reference(one)).collect();
        writeln!(page, "\nReferences: {}", all.join(", ")).unwrap();
    }
}

fn examples(page: &mut String, matcher: &Matcher) {
    page.push_str("\n| event | result |\n|---|---|\n");
    for example in matcher.matches.iter().take(EXAMPLES) {
        let confidence = example.confidence.map(|sure| format!(", {sure} confidence")).unwrap_or_default();
        writeln!(page, "| {} | found: {}{confidence} |", code(&example.event), code(&example.text)).unwrap();
    }
    for example in matcher.no_match.iter().take(EXAMPLES) {
        writeln!(page, "| {} | silent: {} |", code(&example.event), prose(&example.because)).unwrap();
    }
    let all = matcher.matches.len().max(matcher.no_match.len());
    if all > EXAMPLES {
        writeln!(page, "\nThese are the first of each kind; `matchers/{}` has them all.", matcher.pack).unwrap();
    }
}

fn looks_for(matcher: &Matcher) -> String {
    let class = |class: Class| format!("terms of the dictionary `{}`", class.name());
    let finder = |finder: Finder| match finder {
        Finder::PersonName => {
            "names of persons, by the keys, labels and words around them and the lists of names".to_owned()
        }
        Finder::KeyValue => "the whole value under a key that holds a keyword".to_owned(),
        Finder::LabValue => "a test of the dictionary `lab` with a value, and a unit where there is one".to_owned(),
        Finder::Appointment => "a word of appointments beside a word of care".to_owned(),
    };
    let own = match matcher.ambiguous {
        true => "these words, beside another sign of health",
        false => "these words",
    };
    let given = matcher.pattern.as_ref().map(|pattern| shape(pattern));
    given
        .or(matcher.finder.map(finder))
        .or(matcher.lexicon.map(class))
        .unwrap_or_else(|| format!("{own}: {}", some(&matcher.terms)))
}

/// A pattern as it is written; of a very long one that there is one.
fn shape(pattern: &str) -> String {
    let pattern = pattern.split_whitespace().collect::<Vec<_>>().join(" ");
    match pattern.chars().count() {
        0..=200 => format!("text of the shape {}", code(&pattern).replace("\\|", "|")),
        _ => "text of a shape that is too long to print here; its pack has it".to_owned(),
    }
}

/// Where a word may stand.
fn place(context: Context, window: u32) -> String {
    match context {
        Context::Any => format!(" within {window} bytes, among the keys, or in a field beside"),
        Context::Path => " among the keys, or in a field beside".to_owned(),
        Context::Text => format!(" within {window} bytes in the text"),
    }
}

/// How sure a find without a keyword is.
fn alone(matcher: &Matcher) -> String {
    match matcher.confidence_alone() {
        _ if matcher.ambiguous => "silent".to_owned(),
        Some(confidence) => confidence.to_string(),
        None if matcher.finder == Some(Finder::PersonName) => "by its label".to_owned(),
        None if matcher.pattern.is_none() && matcher.lexicon.is_none() && matcher.finder.is_none() => {
            "medium".to_owned()
        }
        None => "silent".to_owned(),
    }
}

/// How sure a find beside a keyword is.
fn beside(matcher: &Matcher) -> &'static str {
    let checked = matcher.validator.is_some();
    match matcher.strength {
        _ if matcher.lexicon.is_some() || !matcher.terms.is_empty() => "by the words around it",
        _ if matcher.finder.is_some_and(|finder| finder != Finder::KeyValue) => "by what is found",
        _ if matcher.keywords.is_empty() && !matcher.by_health => "",
        Strength::Validated => "high",
        Strength::Pattern if checked || matcher.alone == Some(Confidence::High) => "high",
        Strength::Pattern => "medium",
        Strength::Weak if checked => "medium",
        Strength::Weak => "low; medium under a key",
    }
}

fn points(page: &mut String, points: &[String]) {
    points.iter().for_each(|point| writeln!(page, "- {}", prose(point)).unwrap());
}

/// The first words of a list.
fn some(words: &[String]) -> String {
    let shown = words.iter().take(WORDS).map(|word| prose(word)).collect::<Vec<_>>().join(", ");
    match words.len().saturating_sub(WORDS) {
        0 => shown,
        others => format!("{shown}, and {others} more"),
    }
}

fn reference(text: &str) -> String {
    if text.starts_with("https://") { format!("<{text}>") } else { prose(text) }
}

/// Text no part of which is taken for Markdown, in a cell or outside.
fn prose(text: &str) -> String {
    let mut escaped = String::new();
    for unit in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match unit {
            '<' => escaped.push_str("&lt;"),
            '*' | '_' | '`' | '[' | ']' | '\\' | '|' | '#' | '~' => escaped.extend(['\\', unit]),
            _ => escaped.push(unit),
        }
    }
    escaped
}

/// Code in a cell, between as many backquotes as it needs. Control characters and what nobody sees are written by number.
fn code(text: &str) -> String {
    let mut shown = String::new();
    for unit in text.chars() {
        match unit {
            '|' => shown.push_str("\\|"),
            ' '..='~' => shown.push(unit),
            _ if unit.is_alphanumeric() => shown.push(unit),
            _ => write!(shown, "\\u{{{:04x}}}", u32::from(unit)).unwrap(),
        }
    }
    let longest = shown.split(|unit| unit != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = if shown.starts_with('`') || shown.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{shown}{blank}{fence}")
}

/// The anchor that code hosts give a heading.
fn anchor(heading: &str) -> String {
    heading.chars().filter(|unit| unit.is_alphanumeric() || matches!(unit, '-' | '_')).collect()
}

//! The page of a matcher.

use std::io::{self, Write};

use super::super::page::Page;
use super::{EXAMPLES_SHOWN, LEFT_OUT};
use crate::cli::{Paint, plural};
use crate::detect::{Matcher, Role, Strength};
use crate::rules::Rules;

/// How many keywords a page names.
const WORDS_SHOWN: usize = 24;

/// Writes the page of a matcher that is or is not in force.
pub(super) fn page(
    out: &mut dyn Write,
    paint: Paint,
    matcher: &Matcher,
    rules: &Rules,
    enabled: bool,
) -> io::Result<()> {
    let role = match matcher.category.role() {
        Role::Direct => "points at a person",
        Role::Indirect => "points at a person together with something else",
        Role::Reference => "names a provider, a product or a page",
        Role::Health => "speaks of health",
    };
    let facts = [
        "matcher".to_owned(),
        format!("category {}: {role}", matcher.category),
        format!("strength {}", matcher.strength),
        matcher.pack.clone(),
    ];
    let mut page = Page::begin(out, paint, &matcher.id, &matcher.title, &facts)?;
    page.section("In your configuration", if enabled { "" } else { LEFT_OUT })?;
    let allowed: Vec<String> = rules
        .allowances()
        .entries()
        .iter()
        .filter(|entry| entry.concerns(matcher))
        .map(|entry| format!("{}: {}", entry.conditions(), entry.because()))
        .collect();
    page.points("Allowed in your configuration", allowed.iter().map(String::as_str))?;
    page.section("What it does", &what_it_does(matcher))?;
    page.section("Keywords", &some_of(&matcher.keywords))?;
    page.section("Not beside these words", &some_of(&matcher.excluded))?;
    page.section("Why it matters", &matcher.why)?;
    page.points("False positives", matcher.false_positives.iter().map(String::as_str))?;
    page.section(
        "What to do",
        &format!(
            "A match alone is no finding: what to do follows from the requirement that the event's findings name. Where \
             the match is wrong, say so for its field or value under [[rules.allow]] of phi-audit.toml, leave the matcher out with `disabled = [\"{}\"]` under [rules], or \
             replace it by one of your own (`phi-audit rules test FILE`).",
            matcher.id
        ),
    )?;
    let fires = matcher.matches.iter().take(EXAMPLES_SHOWN).map(|example| {
        let place = if example.path.is_empty() { String::new() } else { format!("   at {}", example.path) };
        format!("fires   {}{place}", example.event)
    });
    let silent = matcher.no_match.iter().take(EXAMPLES_SHOWN).map(|example| {
        let because = if example.because.is_empty() { String::new() } else { format!("   {}", example.because) };
        format!("silent  {}{because}", example.event)
    });
    page.lines("Examples", fires.chain(silent))?;
    page.lines("References", matcher.references.iter().cloned())
}

/// What is looked for and when it counts, out of the matcher's data.
fn what_it_does(matcher: &Matcher) -> String {
    let mut text = if let Some(pattern) = &matcher.pattern {
        format!("Looks for text of the shape `{}`", pattern.split_whitespace().collect::<Vec<_>>().join(" "))
    } else if let Some(finder) = matcher.finder {
        format!("Looks with the built-in finder `{finder}`")
    } else if let Some(class) = matcher.lexicon {
        format!("Looks for words of the shipped dictionary `{}`", class.name())
    } else {
        format!("Looks for {}", some_of(&matcher.terms))
    };
    if let Some(validator) = &matcher.validator {
        text += &format!(", each checked by `{validator}`");
    }
    text += ". ";
    let alone = matcher.confidence_alone();
    text += &match (matcher.strength, alone) {
        _ if matcher.ambiguous => {
            "The words have other meanings too: one counts only beside another health signal.".to_owned()
        }
        (_, Some(confidence)) if matcher.keywords.is_empty() => {
            format!("It counts by itself, with {confidence} confidence.")
        }
        (_, Some(confidence)) => format!(
            "It counts by itself, with {confidence} confidence, and may count for more beside one of the keywords below."
        ),
        (Strength::Weak, None) => {
            "It counts only beside one of the keywords below and with no excluded word near.".to_owned()
        }
        (_, None) if matcher.keywords.is_empty() => String::new(),
        (_, None) => "It counts only beside one of the keywords below.".to_owned(),
    };
    if !matcher.keywords.is_empty() {
        text += &format!(
            " Beside means: within {} bytes on either side, among the keys above the value, or in a field that labels it.",
            matcher.window
        );
    }
    text
}

fn some_of(words: &[String]) -> String {
    let shown = words.iter().take(WORDS_SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match words.len().checked_sub(WORDS_SHOWN) {
        Some(others @ 1..) => format!("{shown} and {}", plural(others as u64, "more word")),
        _ => shown,
    }
}

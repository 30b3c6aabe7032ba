//! `phi-audit rules explain ID`: one rule, as a good linter would explain it.

use std::io::{self, Write};

use super::page::Page;
use crate::cli::{Error, Exit, Io, Paint, RuleFiles, Told, load, plural};
use crate::detect::{Matcher, Role, Strength};
use crate::policy::{CaseText, Edition, Override, Reason, Requirement};
use crate::rules::Rules;
use crate::suggest;

/// How many keywords a page names.
const WORDS_SHOWN: usize = 24;
/// How many examples of either kind a page shows.
const EXAMPLES_SHOWN: usize = 3;

/// Prints the page of a matcher or a requirement.
pub fn run(id: &str, files: &RuleFiles, io: &mut Io) -> Result<Exit, Error> {
    let rules = load(&files.clone().into())?.rules;
    if let Some(matcher) = rules.matchers().iter().find(|matcher| matcher.id == id) {
        matcher_page(&mut *io.out, io.paint, matcher)?;
    } else if let Some(requirement) = rules.requirements().iter().find(|requirement| requirement.id == id) {
        requirement_page(&mut *io.out, io.paint, requirement, &rules)?;
    } else {
        return Err(unknown(id, &rules).into());
    }
    Ok(Exit::Clean)
}

/// There is no such rule; here is the one that may have been meant.
fn unknown(id: &str, rules: &Rules) -> Told {
    let matchers = rules.matchers().iter().map(|matcher| matcher.id.as_str());
    let ids = matchers.chain(rules.requirements().iter().map(|requirement| requirement.id.as_str()));
    let remedy = suggest::nearest(id, ids).map(|id| format!("did you mean `{id}`?"));
    Told::usage(format!("there is no rule `{id}`"))
        .remedy("`phi-audit rules list` shows the ids of all rules")
        .maybe_remedy(remedy)
}

fn matcher_page(out: &mut dyn Write, paint: Paint, matcher: &Matcher) -> io::Result<()> {
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
    page.section("What it does", &what_it_does(matcher))?;
    page.section("Keywords", &some_of(&matcher.keywords))?;
    page.section("Not beside these words", &some_of(&matcher.excluded))?;
    page.section("Why it matters", &matcher.why)?;
    page.points("False positives", matcher.false_positives.iter().map(String::as_str))?;
    page.section(
        "What to do",
        &format!(
            "A match alone is no finding: what to do follows from the requirement that the event's findings name. Where \
             the match is wrong, leave the matcher out with `disabled = [\"{}\"]` under [rules] of phi-audit.toml, or \
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

fn requirement_page(out: &mut dyn Write, paint: Paint, requirement: &Requirement, rules: &Rules) -> io::Result<()> {
    let facts = [
        "requirement".to_owned(),
        requirement.product.clone(),
        requirement.kind.name().replace('_', " "),
        requirement.file.clone(),
    ];
    let mut page = Page::begin(out, paint, &requirement.id, &requirement.title, &facts)?;
    let cases: Vec<String> = requirement.cases.iter().map(|case| format!("{}: {}", case.say, severity(case))).collect();
    page.points("What it does", cases.iter().map(String::as_str))?;
    page.section("When it applies", &when(requirement))?;
    page.section("Why it matters", &requirement.why)?;
    page.section("What to do", &requirement.remedy)?;
    let decided: Vec<String> = rules.overrides_of(&requirement.id).map(decided).collect();
    page.points("What you decided", decided.iter().map(String::as_str))?;
    page.section(
        "When it is wrong for you",
        &format!(
            "Override it in an overlay, with the decision behind that (docs/configuration.md), change its severity under \
             [rules.severity] of phi-audit.toml, or leave it out with `disabled = [\"{}\"]` under [rules].",
            requirement.id
        ),
    )?;
    let finds = requirement.matches.iter().take(EXAMPLES_SHOWN).map(|example| {
        let edition = example.rules.map(|edition| format!(", by the edition {}", edition.name())).unwrap_or_default();
        format!("{}{edition}\n    {}", example.severity, example.event)
    });
    let silent = requirement.no_matches.iter().take(EXAMPLES_SHOWN);
    let silent = silent.map(|example| format!("silent: {}\n    {}", example.because, example.event));
    page.lines("Examples", finds.chain(silent))?;
    let guide = |reference: &String| match requirement.own {
        true => reference.clone(),
        false => format!("Architecting for HIPAA on Twilio, {reference}"),
    };
    page.lines("References", requirement.references.iter().map(guide))
}

/// An override, and who answers for it.
fn decided(one: &Override) -> String {
    let Reason { because, decided_by, on, reference } = &one.reason;
    format!("{}: {}. {because} ({decided_by}, {on}, {reference})", one.id, one.effect())
}

/// How severe a case is, without PHI and with it.
fn severity(case: &CaseText) -> String {
    match (case.severity, case.severity_phi) {
        (Some(without), Some(with)) if without != with => format!("{without}, {with} with PHI"),
        (Some(severity), _) => severity.to_string(),
        (None, Some(with)) => format!("{with}, only with PHI"),
        (None, None) => "nothing".to_owned(),
    }
}

/// The days and editions in which a requirement is in force.
fn when(requirement: &Requirement) -> String {
    let interval = match (requirement.from, requirement.until) {
        (Some(from), Some(until)) => format!("To events from {from} until {until}"),
        (Some(from), None) => format!("To events from {from} on"),
        (None, Some(until)) => format!("To events before {until}"),
        (None, None) => "To events of any day".to_owned(),
    };
    let editions: Vec<&str> = requirement.editions.iter().copied().map(Edition::name).collect();
    format!("{interval}. Section \"{}\" of the editions {}.", requirement.section, editions.join(" and "))
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

//! The page of a requirement: what is required, since when, what violates it, who vouches for what no event shows, what to do.

use std::io::{self, Write};

use super::super::page::Page;
use super::{EXAMPLES_SHOWN, LEFT_OUT};
use crate::cli::Paint;
use crate::policy::{
    Attest, Attested, Boundary, CaseText, Coverage, Day, Edition, LinkedText, Override, Reason, Requirement, Side,
    Standing,
};
use crate::rules::Rules;

/// Writes the page of a requirement that is or is not in force, as attestations stand today.
pub(super) fn page(
    out: &mut dyn Write,
    paint: Paint,
    rules: &Rules,
    requirement: &Requirement,
    enabled: bool,
    today: Day,
) -> io::Result<()> {
    let ways: Vec<&str> = requirement.covered_by().map(Coverage::words).collect();
    let facts = [
        "requirement".to_owned(),
        requirement.product.clone(),
        requirement.kind.name().replace('_', " "),
        format!("covered by {}", ways.join(" and ")),
        requirement.file.clone(),
    ];
    let mut page = Page::begin(out, paint, &requirement.id, &requirement.title, &facts)?;
    page.section("In your configuration", if enabled { "" } else { LEFT_OUT })?;
    page.section("What is required", &requirement.why)?;
    page.section("When it holds", &when(requirement))?;
    page.section("What differs between the editions", requirement.differs.as_deref().unwrap_or_default())?;
    page.section("What it changes", requirement.note.as_deref().unwrap_or_default())?;
    let violations = violations(rules, requirement);
    page.points("What violates it", violations.iter().map(String::as_str))?;
    page.section("What no event shows", unseen(requirement))?;
    if let Some(attest) = &requirement.attest {
        page.section("Who vouches for it", &vouching(rules, requirement, attest, today))?;
    }
    page.section("What to do", &requirement.remedy)?;
    let decided: Vec<String> = rules.overrides_of(&requirement.id).map(decided).collect();
    page.points("What you decided", decided.iter().map(String::as_str))?;
    page.section("When it is wrong for you", &if enabled { wrong(requirement) } else { String::new() })?;
    page.lines("Examples", examples(requirement))?;
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

/// The days and editions in which a requirement is in force.
fn when(requirement: &Requirement) -> String {
    let interval = match (requirement.from, requirement.until) {
        (Some(from), Some(until)) => format!("For events from {from} on and before {until}"),
        (Some(from), None) => format!("For events from {from} on"),
        (None, Some(until)) => format!("For events before {until}"),
        (None, None) => "For events of any day".to_owned(),
    };
    let editions: Vec<&str> = requirement.editions.iter().copied().map(Edition::name).collect();
    let only = match requirement.editions.as_slice() {
        [Edition::NEWEST] => format!(", that is, from {} on", Edition::NEWEST.day()),
        [_] => format!(", that is, before {}", Edition::NEWEST.day()),
        _ => String::new(),
    };
    let noun = if editions.len() == 1 { "edition" } else { "editions" };
    format!("{interval}. Section \"{}\" of the {noun} {}{only}.", requirement.section, editions.join(" and "))
}

/// What violates it: by its cases, by several events together, by what other requirements find, or in words.
fn violations(rules: &Rules, requirement: &Requirement) -> Vec<String> {
    let cases = requirement.cases.iter().map(|case| format!("{}: {}", case.say, severity(case)));
    let linked = requirement.linked.iter().map(|linked| together(rules, linked));
    let through = requirement.through.iter().map(|id| {
        let mut all = rules.all_requirements();
        match all.find(|(other, _)| other.id == *id) {
            Some((other, true)) => format!("what `{id}` finds: {}", other.title),
            Some((other, false)) => format!("what `{id}` would find, which is left out here: {}", other.title),
            None => format!("what `{id}` finds"),
        }
    });
    cases.chain(linked).chain(through).chain(requirement.violated.clone()).collect()
}

/// A linked rule with its parts in words.
fn together(rules: &Rules, linked: &LinkedText) -> String {
    let resource = rules.policy().resources().iter().find(|resource| resource.id == linked.by);
    let resource = resource.map_or(linked.by.as_str(), |resource| resource.title.as_str());
    let parts: Vec<String> = (1..).zip(&linked.parts).map(|(number, part)| format!("({number}) {part}")).collect();
    format!(
        "{}: {}. Several events of one {resource} show it together, in whatever order they are read: {}",
        linked.say,
        linked.severity,
        parts.join("; ")
    )
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

fn unseen(requirement: &Requirement) -> &str {
    match (&requirement.cannot_see, requirement.coverage()) {
        (Some(unseen), _) => unseen,
        (None, Coverage::Attestation) => "No event shows any of it.",
        (None, _) => "",
    }
}

/// Who vouches, by which evidence, how often; how it stands, and how that is told.
fn vouching(rules: &Rules, requirement: &Requirement, attest: &Attest, today: Day) -> String {
    let Attest { who, evidence, months } = attest;
    let known = rules.policy().context().attestations.as_deref().unwrap_or_default();
    let words: Vec<&Attested> = known.iter().filter(|word| word.requirement == requirement.id).collect();
    let (standing, word) = Standing::on(today, &words);
    let months = if *months == 1 { "every month".to_owned() } else { format!("every {months} months") };
    let mut text = format!("By role: {who}, {months}. Evidence to keep: {evidence}. Today, {today}: {standing}");
    if let Some(Attested { owner, date, expiry, reference, .. }) = word {
        text += &format!(" ({owner}, {date} to {expiry}, {reference})");
    }
    text + ". An entry of the file that `attestations` in [rules] of phi-audit.toml names says so: requirement, owner, date, \
            expiry and reference."
}

/// What may be changed about findings that are wrong for a customer; there are none where nothing is judged.
fn wrong(requirement: &Requirement) -> String {
    let id = &requirement.id;
    match requirement.coverage() {
        Coverage::Rule | Coverage::LinkedRule => format!(
            "Override it in an overlay, with the decision behind that (docs/configuration.md), change its severity under \
             [rules.severity] of phi-audit.toml, or leave it out with `disabled = [\"{id}\"]` under [rules]."
        ),
        Coverage::Through => format!(
            "Change what the rules that judge it say: {}. They have pages of their own.",
            requirement.through.join(", ")
        ),
        Coverage::Attestation | Coverage::Note => String::new(),
    }
}

/// Events that it finds and events that it leaves alone, alone and together, and on both sides of its day.
fn examples(requirement: &Requirement) -> Vec<String> {
    let finds = requirement.matches.iter().take(EXAMPLES_SHOWN).map(|example| {
        let edition = example.rules.map(|edition| format!(", by the edition {}", edition.name())).unwrap_or_default();
        format!("{}{edition}\n    {}", example.severity, example.event)
    });
    let silent = requirement.no_matches.iter().take(EXAMPLES_SHOWN);
    let silent = silent.map(|example| format!("silent: {}\n    {}", example.because, example.event));
    let together = requirement.linked.iter().flat_map(|linked| {
        let finds = linked.matches.iter().take(EXAMPLES_SHOWN);
        let finds = finds.map(|events| format!("{}, together\n    {}", linked.severity, events.join("\n    ")));
        let silent = linked.no_matches.iter().take(EXAMPLES_SHOWN);
        let silent = silent.map(|one| format!("silent: {}\n    {}", one.because, one.events.join("\n    ")));
        finds.chain(silent)
    });
    let boundaries = requirement.boundaries.iter().take(EXAMPLES_SHOWN);
    let boundaries = boundaries.map(|boundary| at_its_day(requirement, boundary));
    finds.chain(silent).chain(together).chain(boundaries).collect()
}

fn at_its_day(requirement: &Requirement, boundary: &Boundary) -> String {
    let day = boundary.day.or(requirement.from).map(|day| day.to_string()).unwrap_or_default();
    format!(
        "before {day}: {}; from {day} on: {}\n    {}",
        side(&boundary.before),
        side(&boundary.after),
        boundary.event
    )
}

/// What holds on one side of a day.
fn side(side: &Side) -> String {
    let verdict = side.verdict.map(|verdict| format!("the verdict is {}", verdict.name().replace('_', " ")));
    let finds = side.finds.iter().map(|id| format!("`{id}` finds it"));
    let spares = side.spares.iter().map(|id| format!("`{id}` leaves it alone"));
    verdict.into_iter().chain(finds).chain(spares).collect::<Vec<_>>().join(", ")
}

//! From examples of an identifier to a matcher: what they have in common becomes a pattern, and none of them is in the proposal.
//!
//! Pure and bounded: no clock, no files, no randomness but a generator that starts at the same place. What a proposal shows of the
//! examples are classes of characters, lengths, and literal prefixes that at least three different examples share. Its own examples
//! are invented, of the same shape, and are none of those given.

mod check_digit;
mod invent;
pub mod mask;
mod names;
mod samples;
mod shape;
#[cfg(test)]
mod tests;
mod verify;
mod write;

pub use names::topic;
pub use samples::{Limits, Samples};

use crate::detect::{Category, PACKS};
use crate::rules::RulesBuilder;
use shape::Shape;

/// What is to be learnt.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The id of the matcher.
    pub id: String,
    /// What it finds; what the name of the field suggests, where it is not given.
    pub category: Option<Category>,
    /// The name of the field: a key, a column, the last part of a JSON pointer.
    pub field: String,
}

/// A matcher that was learnt.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The pack, TOML.
    pub pack: String,
    /// The same matcher, speaking without keywords too.
    pub alone: String,
    /// The pattern.
    pub pattern: String,
    /// What a person should know of it, a sentence each.
    pub notes: Vec<String>,
}

/// Why nothing could be learnt, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}; {remedy}")]
pub struct NotLearnt {
    /// What is in the way.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl NotLearnt {
    fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

/// The least number of different examples.
pub const LEAST: usize = 3;
/// Fewer examples than this are few.
const FEW: usize = 20;

/// A matcher before it has examples.
pub(crate) struct Draft {
    pub id: String,
    pub category: Category,
    pub title: String,
    pub strength: &'static str,
    pub alone: Option<&'static str>,
    pub keywords: Vec<String>,
    pub excluded: Vec<String>,
    pub pattern: String,
    pub validator: Option<&'static str>,
    pub literals: Vec<String>,
    pub matches: Vec<write::Match>,
    pub no_match: Vec<write::NoMatch>,
    /// Comments at the head of the file.
    pub head: Vec<String>,
}

/// Proposes a matcher for what the samples have in common.
pub fn propose(asked: &Asked, samples: &Samples) -> Result<Proposal, NotLearnt> {
    let values = samples.values();
    if values.len() < LEAST {
        return Err(NotLearnt::new(
            format!("{} different usable examples are too few to learn from", values.len()),
            format!(
                "give {LEAST} and more, better {FEW}: one a line, or NDJSON or CSV with FIELD naming the key or column; an \
                 example is 3 to {} characters of ASCII and holds a digit or a capital",
                samples::LONGEST
            ),
        ));
    }
    let label = names::Label::of(&asked.field)
        .ok_or_else(|| NotLearnt::new("FIELD holds no word", "name it as your events do, e.g. chartNumber"))?;
    if label.is_generic() {
        return Err(NotLearnt::new(
            "the name of the field names nothing in particular, and would be no keyword",
            "say what your texts call it: `--name chartNumber`",
        ));
    }
    let shape = Shape::of(&values);
    let validator = check_digit::holding(&values);
    let strength =
        if shape.is_telling() || (validator.is_some() && shape.length().0 >= 8) { "pattern" } else { "weak" };
    let mut notes = samples.notes();
    if values.len() < FEW {
        notes.push(format!(
            "{} examples are few: look whether the lengths and letters are all there are.",
            values.len()
        ));
    }
    if let Some(name) = validator {
        notes.push(format!("Every example passes the check `{name}`, so values that do not are left alone."));
    }
    if shape.is_coarse() {
        notes.push("The examples have many shapes: the pattern says little, and the keywords decide.".to_owned());
    }
    let category = asked.category.unwrap_or_else(|| label.category());
    let mut draft = Draft {
        id: asked.id.clone(),
        category,
        title: format!("Our {}", label.words()),
        strength,
        alone: None,
        keywords: without_their_own(label.keywords(samples.near()), &values),
        excluded: label.excluded(),
        pattern: shape.pattern(),
        validator,
        literals: shape.literals(),
        matches: Vec::new(),
        no_match: Vec::new(),
        head: Vec::new(),
    };
    let mut invented = invent::Inventor::new(&shape, samples, validator);
    verify::with_examples(&mut draft, &label, &mut invented)?;
    draft.head = head(&draft, &notes, values.len(), shape.is_telling());
    let pack = write::pack(&draft);
    check(&pack)?;
    draft.alone = Some("medium");
    draft.no_match.clear();
    Ok(Proposal { alone: write::pack(&draft), pack, pattern: draft.pattern, notes })
}

/// Keywords that are no part of the values: `LKS` in `LKS-482913-7` would always stand beside it. The first one stays.
fn without_their_own(keywords: Vec<String>, values: &[&str]) -> Vec<String> {
    let within = |keyword: &String| {
        let is_it = |part: &str| part.eq_ignore_ascii_case(keyword);
        values.iter().any(|value| value.split(|unit: char| !unit.is_ascii_alphabetic()).any(is_it))
    };
    let mut left: Vec<String> = keywords.iter().filter(|keyword| !within(keyword)).cloned().collect();
    if left.is_empty() {
        left.extend(keywords.into_iter().take(1));
    }
    left
}

/// The comments at the head of the proposal.
fn head(draft: &Draft, notes: &[String], examples: usize, telling: bool) -> Vec<String> {
    let mut head = vec![
        format!("{}, learnt from {examples} examples. All values in here are invented.", draft.title),
        String::new(),
        "Read it before you put it in force: is the pattern too narrow, are the keywords yours?".to_owned(),
    ];
    head.extend(notes.iter().cloned());
    head.push(if telling {
        "It speaks beside a keyword only. Its shape is telling: with alone = \"medium\" it speaks without one, too."
            .to_owned()
    } else {
        "It speaks beside a keyword only; its shape alone would say too little.".to_owned()
    });
    head
}

/// The pack loads and its examples hold; whatever was learnt, nothing else is handed out.
fn check(pack: &str) -> Result<(), NotLearnt> {
    let name = "proposal.toml";
    let unsound = |what: &str| {
        NotLearnt::new(
            format!("the examples lead to a matcher that is not sound: {what}"),
            "give other examples, or write one by hand: `phi-audit rules new`",
        )
    };
    debug_assert!(PACKS.iter().all(|(shipped, _)| *shipped != name));
    let rules = RulesBuilder::default().pack(name, pack).build().map_err(|faults| {
        // The fault may quote the pack, which holds no example.
        unsound(&faults.first().map(ToString::to_string).unwrap_or_default())
    })?;
    let checked = crate::check::check_matchers(&rules, |matcher| matcher.pack == name);
    if checked.misses.is_empty() { Ok(()) } else { Err(unsound("its own examples do not hold")) }
}

//! Examples for a draft: more than it needs are invented, run through the engine with all shipped rules, and those that hold stay.

use std::collections::BTreeMap;

use serde_json::json;

use super::invent::Inventor;
use super::names::Label;
use super::write::{Match, NoMatch};
use super::{Draft, NotLearnt, write};
use crate::audit::{Audited, Auditor};
use crate::check::{LEAST_EXAMPLES, check_matchers};
use crate::detect::Confidence;
use crate::rules::{Rules, RulesBuilder};

/// Examples of either kind that a proposal shows.
const SHOWN: usize = 3;
/// Values that are invented.
const INVENTED: usize = 9;

/// Gives the draft examples that hold.
pub(super) fn with_examples(draft: &mut Draft, label: &Label, inventor: &mut Inventor<'_>) -> Result<(), NotLearnt> {
    let values: Vec<String> = (0..INVENTED).filter_map(|_| inventor.value()).collect();
    if values.len() < LEAST_EXAMPLES {
        return Err(NotLearnt::new(
            "hardly any value of this shape is left to be invented as an example",
            "a shape of which nearly every value is in use says too little; write a matcher by hand: `phi-audit rules new`",
        ));
    }
    let (key, words) = (label.key(), label.words());
    for (at, value) in values.iter().enumerate() {
        let (event, path) = match at % 3 {
            0 => (json!({ "traits": { &*key: value } }), format!("/traits/{key}")),
            1 => (json!({ "data": { "body": format!("your {words} is {value}") } }), "/data/body".to_owned()),
            _ => (
                json!({ "properties": { "note": format!("{words} {value} was updated") } }),
                "/properties/note".to_owned(),
            ),
        };
        draft.matches.push(Match { event: event.to_string(), path, text: value.clone() });
    }
    let body = |text: String| json!({ "data": { "body": text } }).to_string();
    for value in &values {
        draft.no_match.push(NoMatch {
            event: body(format!("invoice {value} is due")),
            because: "an invoice, and nothing names it".to_owned(),
        });
    }
    for value in &values {
        let short: String = value.chars().take(value.chars().count().saturating_sub(1)).collect();
        let long = format!("{value}{}", value.chars().last().unwrap_or('0'));
        for (other, because) in [(short, "one character is missing"), (long, "one character too many")] {
            if inventor.is_new(&other) {
                let event = body(format!("your {words} is {other}"));
                draft.no_match.push(NoMatch { event, because: because.to_owned() });
            }
        }
        draft.no_match.push(NoMatch {
            event: json!({ "properties": { "colour": value } }).to_string(),
            because: "nothing names it".to_owned(),
        });
    }
    keep_what_holds(draft)
}

fn keep_what_holds(draft: &mut Draft) -> Result<(), NotLearnt> {
    let draft_name = "draft.toml";
    let rules = RulesBuilder::default().pack(draft_name, write::pack(draft)).build().map_err(|faults| {
        NotLearnt::new(
            format!("the proposal cannot be loaded: {}", faults.first().map(ToString::to_string).unwrap_or_default()),
            "choose another id with --id, or other words with --name",
        )
    })?;
    let checked = check_matchers(&rules, |matcher| matcher.pack == draft_name);
    let holds = |event: &str| checked.misses.iter().all(|miss| miss.example != event);
    if let Some(id) = claimed(&draft.matches) {
        return Err(NotLearnt::new(
            format!("values of this shape are found already beside these words, by `{id}`"),
            format!(
                "`phi-audit rules explain {id}` shows it; leave it out with `disabled` if it is wrong for you, or learn with `--name` and the word your texts use"
            ),
        ));
    }
    draft.matches.retain(|example| holds(&example.event));
    draft.no_match.retain(|example| holds(&example.event));
    if draft.matches.len() < LEAST_EXAMPLES {
        return Err(NotLearnt::new(
            "the engine does not find values of this shape, even beside its keywords",
            "write a matcher by hand: `phi-audit rules new`",
        ));
    }
    // One of each kind first.
    let mut kept: Vec<NoMatch> = Vec::new();
    for example in &draft.no_match {
        if kept.len() < SHOWN && kept.iter().all(|known| known.because != example.because) {
            kept.push(example.clone());
        }
    }
    for example in &draft.no_match {
        if kept.len() < LEAST_EXAMPLES && kept.iter().all(|known| known.event != example.event) {
            kept.push(example.clone());
        }
    }
    draft.no_match = kept;
    draft.matches.truncate(SHOWN);
    Ok(())
}

/// The shipped matcher that finds the whole value in every example, so that nothing is left to learn.
fn claimed(made: &[Match]) -> Option<String> {
    let mut auditor = Auditor::new(Rules::embedded().ok()?);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for example in made {
        auditor.audit(example.event.as_bytes(), &mut |audited| {
            let Audited::Event(event) = audited else { return };
            for (found, record) in event.matches().iter().zip(event.record("", 0, 0).matches) {
                let there = record.path == example.path && !found.in_key;
                let value = event.event().document().text(found.node).get(found.start as usize..found.end as usize);
                let whole = value.is_some_and(|value| value.contains(&example.text));
                if there && whole && found.confidence >= Confidence::Medium {
                    *counts.entry(record.matcher.into_owned()).or_default() += 1;
                }
            }
        });
    }
    counts.into_iter().find(|(_, count)| *count == made.len()).map(|(id, _)| id)
}

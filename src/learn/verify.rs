//! Examples for a draft: more than it needs are invented, run through the engine with all shipped rules, and those that hold stay.

use serde_json::json;

use super::invent::Inventor;
use super::names::Label;
use super::write::{Match, NoMatch};
use super::{Draft, NotLearnt, write};
use crate::check::{LEAST_EXAMPLES, check_matchers};
use crate::rules::RulesBuilder;

/// Examples of either kind that a proposal shows.
const SHOWN: usize = 3;
/// Values that are invented.
const INVENTED: usize = 6;

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
    let name = "draft.toml";
    let rules = RulesBuilder::default().pack(name, write::pack(draft)).build().map_err(|faults| {
        NotLearnt::new(
            format!("the proposal cannot be loaded: {}", faults.first().map(ToString::to_string).unwrap_or_default()),
            "choose another id with --id, or other words with --name",
        )
    })?;
    let checked = check_matchers(&rules, |matcher| matcher.pack == name);
    let holds = |event: &str| checked.misses.iter().all(|miss| miss.example != event);
    draft.matches.retain(|example| holds(&example.event));
    draft.no_match.retain(|example| holds(&example.event));
    if draft.matches.len() < LEAST_EXAMPLES {
        // Its examples are invented, and so is what is quoted here: the id of the matcher that claims them.
        let claimed = checked.misses.iter().find_map(|miss| {
            let found = miss.message.split_once("found: ")?.1;
            found.split(' ').next().filter(|id| id.contains('.')).map(str::to_owned)
        });
        return Err(match claimed {
            Some(id) => NotLearnt::new(
                format!("values of this shape are found already, by `{id}`"),
                format!(
                    "look at it with `phi-audit rules explain {id}`; leave it out with `disabled` if it is wrong for you"
                ),
            ),
            None => NotLearnt::new(
                "the engine does not find values of this shape, even beside its keywords",
                "write a matcher by hand: `phi-audit rules new`",
            ),
        });
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

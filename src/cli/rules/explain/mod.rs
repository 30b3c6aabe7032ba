//! `phi-audit rules explain ID`: one rule, as a good linter would explain it; also one that the configuration leaves out, and
//! the category that matchers belong to.

mod category;
mod matcher;
mod requirement;
#[cfg(test)]
mod tests;

use super::super::today::today;
use crate::cli::{Error, Exit, Io, RuleFiles, Told, load};
use crate::detect::Category;
use crate::policy::Day;
use crate::rules::Rules;
use crate::suggest;

/// How many examples of either kind a page shows.
const EXAMPLES_SHOWN: usize = 3;

/// Prints the page of a matcher, a requirement or a category.
pub fn run(id: &str, files: &RuleFiles, io: &mut Io) -> Result<Exit, Error> {
    show(id, &load(&files.clone().into())?.rules, today(), io)
}

/// Prints the page of one of these rules, as attestations stand today.
fn show(id: &str, rules: &Rules, today: Day, io: &mut Io) -> Result<Exit, Error> {
    let mut matchers = rules.matchers().iter().map(|matcher| (matcher, true));
    let disabled = &rules.disabled().matchers;
    let mut disabled = disabled.iter().map(|matcher| (matcher, false));
    if let Some((matcher, enabled)) = matchers.by_ref().chain(&mut disabled).find(|(matcher, _)| matcher.id == id) {
        matcher::page(&mut *io.out, io.paint, matcher, rules, enabled)?;
    } else if let Some((requirement, enabled)) = rules.all_requirements().find(|(requirement, _)| requirement.id == id)
    {
        requirement::page(&mut *io.out, io.paint, rules, requirement, enabled, today)?;
    } else if let Some(category) = Category::ALL.iter().find(|category| category.name() == id) {
        category::page(io, rules, *category)?;
    } else {
        return Err(unknown(id, rules).into());
    }
    Ok(Exit::Clean)
}

/// There is no such rule; here is the one that may have been meant.
fn unknown(id: &str, rules: &Rules) -> Told {
    let matchers = rules.matchers().iter().map(|matcher| matcher.id.as_str());
    let categories = Category::ALL.iter().map(|category| category.name());
    let requirements = rules.all_requirements().map(|(requirement, _)| requirement.id.as_str());
    let ids = matchers.chain(requirements).chain(categories);
    let remedy = suggest::nearest(id, ids).map(|id| format!("did you mean `{id}`?"));
    Told::usage(format!("there is no rule `{id}`"))
        .remedy("`phi-audit rules list` shows the ids of all rules")
        .maybe_remedy(remedy)
}

/// What a page says of a rule that judges nothing here.
const LEFT_OUT: &str = "Left out: it stands under `disabled` in [rules], so nothing is judged by it.";

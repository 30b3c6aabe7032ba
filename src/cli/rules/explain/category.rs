//! The page of a category: what it is, why it matters, which matchers look for it, what is not found.

use super::super::page::Page;
use crate::cli::{Error, Io, Told};
use crate::detect::{Category, Matcher, Texts};
use crate::rules::Rules;

/// Writes the page of a category, with the matchers in force and those that are left out.
pub(super) fn page(io: &mut Io, rules: &Rules, category: Category) -> Result<(), Error> {
    let texts = Texts::embedded().map_err(|error| Told::failed(error.to_string()))?;
    let about = texts.about(category).ok_or_else(|| Told::failed(format!("there is no text on `{category}`")))?;
    let facts = ["category".to_owned(), category.role().to_string(), about.law()];
    let mut page = Page::begin(&mut *io.out, io.paint, category.name(), &about.title, &facts)?;
    page.section("Why it matters", &about.why)?;
    page.section("What it adds to the grade", category.role().to_the_grade())?;
    let of = |note: &'static str| move |matcher: &Matcher| line(matcher, note);
    let ours = |matcher: &&Matcher| matcher.category == category;
    let in_force = rules.matchers().iter().filter(ours).map(of(""));
    let left_out = rules.disabled().matchers.iter().filter(ours).map(of(" (left out)"));
    page.lines("Matchers, each with a page of its own", in_force.chain(left_out))?;
    page.points("What is not found", about.limits.iter().map(String::as_str))?;
    page.points("What is not found of any category", texts.limits.iter().map(String::as_str))?;
    Ok(())
}

fn line(matcher: &Matcher, note: &str) -> String {
    format!("{:<30}  {:<9}  {}{note}", matcher.id, matcher.strength.name(), matcher.title)
}

//! The figures as rows, and as JSON, HTML and Markdown.

use std::io::{self, Write};

use minijinja::{AutoEscape, Environment, Value, context};
use serde_json::json;

use crate::detect::{Category, Grade, Role};
use crate::report::STYLE;
use crate::rules::Rules;
use crate::score::{Breach, Counts, Floors, Pair, SetCounts, Tally};

/// What was measured, and what must hold.
pub(super) struct Score<'s> {
    pub rules: &'s Rules,
    pub floors: &'s Floors,
    /// The sets that are held to the floors.
    pub tally: &'s Tally,
    /// The others.
    pub beside: &'s Tally,
    pub breaches: &'s [Breach],
    /// All sets were scored.
    pub whole: bool,
}

/// The counts of one category.
pub(super) struct CategoryRow {
    pub title: &'static str,
    pub counts: Counts,
}

/// The counts of several categories, and their floor.
pub(super) struct GroupRow<'s> {
    pub title: &'s str,
    pub counts: Counts,
    pub floor: Pair,
}

impl CategoryRow {
    /// Share of the labels found by a matcher of the very category.
    pub fn named(&self) -> Option<f64> {
        (self.counts.labels > 0).then(|| self.counts.named as f64 / self.counts.labels as f64)
    }
}

impl<'s> Score<'s> {
    /// A row for each category, and one for labels that any health category answers.
    pub fn categories(&self) -> Vec<CategoryRow> {
        let of = |category| self.tally.categories.get(&category).copied().unwrap_or_default();
        let any = of(None);
        let named = Category::ALL.iter().map(|one| CategoryRow { title: one.name(), counts: of(Some(*one)) });
        let any = (any.labels > 0).then_some(CategoryRow { title: "health (any)", counts: any });
        named.chain(any).collect()
    }

    /// A row for each group of the floors, and one for all words of health.
    pub fn groups(&self) -> Vec<GroupRow<'s>> {
        let group = |group: &'s crate::score::Group| GroupRow {
            title: &group.title,
            counts: self.tally.group(&group.categories),
            floor: group.floor,
        };
        self.floors.groups.iter().map(group).collect()
    }

    /// Every set by its name, those without floors last.
    pub fn sets(&self) -> impl Iterator<Item = (&'s str, &'s SetCounts)> {
        self.tally.sets.iter().chain(&self.beside.sets).map(|(name, set)| (name.as_str(), set))
    }

    pub fn share(&self, part: u64, whole: u64) -> Option<f64> {
        (whole > 0).then(|| part as f64 / whole as f64)
    }
}

/// `97.5 %`; a dash where nothing was measured.
pub(super) fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", (share * 1_000.0).floor() / 10.0))
}

/// All figures.
pub(super) fn json(score: &Score<'_>, out: &mut dyn Write) -> io::Result<()> {
    let category = |row: &CategoryRow| {
        json!({
            "category": row.title, "counts": row.counts, "recall": row.counts.recall(),
            "acting_recall": row.counts.acting_recall(), "precision": row.counts.precision(), "f1": row.counts.f1(),
        })
    };
    let group = |row: &GroupRow<'_>| {
        json!({
            "title": row.title, "counts": row.counts, "acting_recall": row.counts.acting_recall(),
            "precision": row.counts.precision(), "floor_recall": row.floor.recall, "floor_precision": row.floor.precision,
        })
    };
    let matcher = |(matcher, counts): (&crate::detect::Matcher, &crate::score::MatcherCounts)| json!({ "id": matcher.id, "category": matcher.category, "counts": counts });
    let document = json!({
        "rules_digest": score.rules.digest(),
        "categories": score.categories().iter().map(category).collect::<Vec<_>>(),
        "groups": score.groups().iter().map(group).collect::<Vec<_>>(),
        "sets": score.sets().collect::<std::collections::BTreeMap<_, _>>(),
        "matchers": score.rules.matchers().iter().zip(&score.tally.matchers).map(matcher).collect::<Vec<_>>(),
        "breaches": score.breaches.iter().map(ToString::to_string).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

const PAGE: &str = include_str!("page.html.jinja");
const MARKDOWN: &str = include_str!("page.md.jinja");

/// One page in the style of the report.
pub(super) fn html(score: &Score<'_>, out: &mut dyn Write) -> io::Result<()> {
    write(score, "page.html", PAGE, out)
}

/// The same as tables of Markdown.
pub(super) fn markdown(score: &Score<'_>, out: &mut dyn Write) -> io::Result<()> {
    write(score, "page.md", MARKDOWN, out)
}

fn write(score: &Score<'_>, name: &str, template: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Environment::new();
    page.set_auto_escape_callback(|name| if name.ends_with("html") { AutoEscape::Html } else { AutoEscape::None });
    page.add_template(name, template).map_err(io::Error::other)?;
    let template = page.get_template(name).map_err(io::Error::other)?;
    template.render_captured_to(view(score), out).map(drop).map_err(io::Error::other)
}

fn view(score: &Score<'_>) -> Value {
    let categories: Vec<Value> = score.categories().iter().map(category).collect();
    let groups: Vec<Value> = score.groups().iter().map(group).collect();
    let sets: Vec<Value> = score.sets().map(|(name, counts)| set(score, name, counts)).collect();
    let matrix: Vec<Value> = Grade::ALL
        .iter()
        .zip(score.tally.all_sets().grades)
        .map(|(grade, row)| context! { grade => grade.name(), counts => row.to_vec() })
        .collect();
    let all = score.tally.all_sets();
    let (right, missed, wrong) = all.phi();
    let (phi_recall, phi_precision) = (score.share(right, right + missed), score.share(right, right + wrong));
    context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        digest => score.rules.digest(),
        labels => all.labels,
        events => all.events,
        categories,
        groups,
        sets,
        grades => Grade::ALL.iter().map(|grade| grade.name()).collect::<Vec<_>>(),
        matrix,
        phi_recall => percent(phi_recall),
        phi_precision => percent(phi_precision),
        floor => context! {
            recall => percent(Some(score.floors.grade.recall)),
            precision => percent(Some(score.floors.grade.precision)),
            holds => holds(phi_recall, phi_precision, score.floors.grade),
        },
        verdict => super::verdict(score),
        breaches => score.breaches.iter().map(ToString::to_string).collect::<Vec<_>>(),
    }
}

fn category(row: &CategoryRow) -> Value {
    let health = Category::ALL.iter().find(|one| one.name() == row.title).is_none_or(|one| one.role() == Role::Health);
    let strength = |at: usize| {
        let hits = row.counts.hits.get(at).copied().unwrap_or_default();
        let all = hits.right + hits.wrong;
        if all == 0 { "–".to_owned() } else { format!("{} of {all}", hits.right) }
    };
    context! {
        title => row.title,
        health,
        labels => row.counts.labels,
        recall => percent(row.counts.recall()),
        acting => percent(row.counts.acting_recall()),
        named => percent(row.named()),
        precision => percent(row.counts.precision()),
        f1 => percent(row.counts.f1()),
        weak => strength(0),
        pattern => strength(1),
        validated => strength(2),
        clean_alarms => row.counts.clean_alarms,
    }
}

fn group(row: &GroupRow<'_>) -> Value {
    context! {
        title => row.title,
        labels => row.counts.labels,
        recall => percent(row.counts.acting_recall()),
        precision => percent(row.counts.precision()),
        floor_recall => percent(Some(row.floor.recall)),
        floor_precision => percent(Some(row.floor.precision)),
        holds => holds(row.counts.acting_recall(), row.counts.precision(), row.floor),
    }
}

/// Whether what was measured reaches its floors; a share that could not be measured is another floor's business.
fn holds(recall: Option<f64>, precision: Option<f64>, floor: Pair) -> bool {
    recall.is_none_or(|recall| recall >= floor.recall) && precision.is_none_or(|precision| precision >= floor.precision)
}

fn set(score: &Score<'_>, name: &str, counts: &SetCounts) -> Value {
    let (right, missed, wrong) = counts.phi();
    context! {
        name,
        events => counts.events,
        labels => counts.labels,
        found => percent(score.share(counts.acting, counts.labels)),
        alarmed => counts.alarmed,
        alarmed_per_10000 => score.share(counts.alarmed * 10_000, counts.events).map(|per| format!("{per:.1}")),
        phi_right => right,
        phi_missed => missed,
        phi_wrong => wrong,
        counted => score.tally.sets.contains_key(name),
    }
}

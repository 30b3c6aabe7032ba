//! `report.html`: one file with everything in it, readable without scripts, on paper, in the dark and by screen readers.

use std::io::{self, Write};

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};

use super::capped::Capped;
use super::chart::{self, Bar};
use super::document::ReportDocument;
use super::periods::periods;
use super::sources::{Part, State};
use super::tally::{Counts, Group};
use crate::coverage;
use crate::detect::Grade;

const TEMPLATE: &str = include_str!("report.html.jinja");
pub(crate) const STYLE: &str = include_str!("report.css");

/// Bars in a chart; the rest share one.
const BARS: usize = 10;

/// Writes the page.
pub(super) fn write(document: &ReportDocument<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Environment::new();
    page.set_auto_escape_callback(|_| AutoEscape::Html);
    page.add_filter("grouped", grouped);
    page.add_filter("size", size);
    page.add_filter("words", |name: String| name.replace('_', " "));
    page.add_template("coverage", coverage::TEMPLATE).map_err(io::Error::other)?;
    page.add_template("report", TEMPLATE).map_err(io::Error::other)?;
    let template = page.get_template("report").map_err(io::Error::other)?;
    template.render_captured_to(view(document), out).map(drop).map_err(io::Error::other)
}

fn view(document: &ReportDocument<'_>) -> Value {
    let tally = document.tally;
    let (unit, over_time) = periods(tally.days.entries.iter().map(|(day, counts)| (day.as_str(), *counts)));
    let drawn = |svg: String| Value::from_safe_string(svg);
    let requirements = top(document.findings.iter().map(|group| Bar {
        label: group.about.title.clone(),
        hint: group.requirement.to_owned(),
        counts: group.about.findings,
    }));
    context! {
        report => Value::from(Serde(document)),
        style => Value::from_safe_string(STYLE.to_owned()),
        title => headline(document),
        severities => severities(tally.findings),
        unit,
        undated => tally.days.entries.get("undated").map(Counts::sum),
        timeline => (!over_time.is_empty()).then(|| drawn(chart::timeline(unit, &over_time))),
        charts => [
            ("requirement", requirements),
            ("product", groups(&tally.products)),
            ("account", groups(&tally.accounts)),
            ("region", groups(&tally.regions)),
        ].into_iter().filter(|(_, bars)| !bars.is_empty()).map(|(what, bars)| context! {
            what, svg => drawn(chart::bars(what, &bars)),
        }).collect::<Vec<_>>(),
        grades => GRADES.iter().map(|&(_, name, about)| context! { name, about }).collect::<Vec<_>>(),
        matrix => matrix(document),
        linked_count => tally.linked.sum(),
        source_rows => document.sources.rows.iter().map(source_row).collect::<Vec<_>>(),
        coverage => coverage::view(&document.coverage),
    }
}

fn headline(document: &ReportDocument<'_>) -> String {
    let count =
        |number: u64, one: &str, many: &str| format!("{} {}", grouped(number), if number == 1 { one } else { many });
    let events = count(document.tally.events, "event", "events");
    match document.tally.findings.sum() {
        0 => format!("No finding in {events}"),
        found => format!("{} in {events}", count(found, "finding", "findings")),
    }
}

fn severities(counts: Counts) -> Vec<Value> {
    let about = ["PHI where the BAA does not reach", "look at it today", "look at it this week", "when convenient"];
    let named = Counts::SEVERITIES.iter().zip(counts.worst_first()).zip(about);
    named.map(|((severity, count), about)| context! { name => severity.name(), count, about }).collect()
}

/// The longest bars, and one for the rest.
fn top(bars: impl Iterator<Item = Bar>) -> Vec<Bar> {
    let mut bars: Vec<_> = bars.filter(|bar| bar.counts.sum() > 0).collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.counts.sum()));
    if bars.len() > BARS {
        let rest = bars.split_off(BARS - 1);
        let label = format!("{} others", rest.len());
        let mut counts = Counts::default();
        rest.iter().for_each(|bar| counts.add(bar.counts));
        bars.push(Bar { hint: label.clone(), label, counts });
    }
    bars
}

fn groups<const CAP: usize>(groups: &Capped<Group, CAP>) -> Vec<Bar> {
    let bar = |label: &str, group: &Group| Bar {
        label: label.replace('_', " "),
        hint: format!("{label}, {} events; findings", grouped(group.events)),
        counts: group.findings,
    };
    let others = groups.others.iter().map(|group| bar("all others", group));
    top(groups.entries.iter().map(|(label, group)| bar(label, group)).chain(others))
}

const GRADES: [(Grade, &str, &str); 5] = [
    (Grade::None, "none", "neither identifier nor health information"),
    (Grade::Health, "health", "health information that points at nobody"),
    (Grade::Pii, "pii", "an identifier alone"),
    (Grade::LikelyPhi, "likely PHI", "health information and an indirect identifier"),
    (Grade::Phi, "PHI", "health information and a direct identifier"),
];

fn matrix(document: &ReportDocument<'_>) -> Vec<Value> {
    let rows = &document.tally.matrix;
    let named = rows.entries.iter().map(|(product, row)| (product.as_str(), row));
    let others = rows.others.iter().map(|row| ("all others", row));
    named
        .chain(others)
        .map(|(product, row)| {
            let cells = GRADES.map(|(grade, ..)| match row.get(&grade) {
                Some(cell) => context! {
                    events => cell.events,
                    with_finding => cell.with_finding,
                    worst => cell.worst.map(|severity| severity.name()),
                },
                None => Value::UNDEFINED,
            });
            context! { product, cells => cells.to_vec() }
        })
        .collect()
}

fn source_row(part: &Part) -> Value {
    let (state, why) = match &part.state {
        State::Read => ("read", None),
        State::Skipped(why) => ("skipped", Some(why.as_ref())),
        State::Partly(kind) => ("read in part", Some(kind.as_ref())),
        State::Failed(kind) => ("failed", Some(kind.as_ref())),
    };
    let errors: u64 = part.errors.values().sum();
    context! {
        name => part.source.as_str(), state, why, errors, bytes => part.bytes, events => part.events,
        findings => part.findings.sum(), worst => part.findings.worst().map(|severity| severity.name()),
    }
}

/// A number in groups of three digits.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number of bytes for people.
pub(crate) fn size(bytes: u64) -> String {
    let mut value = bytes as f64;
    for unit in ["bytes", "KiB", "MiB", "GiB"] {
        if value < 1024.0 {
            return if unit == "bytes" { format!("{bytes} {unit}") } else { format!("{value:.1} {unit}") };
        }
        value /= 1024.0;
    }
    format!("{value:.1} TiB")
}

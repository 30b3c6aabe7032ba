//! The table as HTML: the section of a report, and a page of its own in the style of the report.

use std::io::{self, Write};

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};

use super::table::{CoverageTable, Row};
use crate::policy::Standing;
use crate::report::{STYLE, grouped};

/// The tables of all products; a template that includes it is given what [`view`] gives.
pub(crate) const TEMPLATE: &str = include_str!("coverage.html.jinja");
const PAGE: &str = include_str!("page.html.jinja");

/// What a page says beside the table.
#[derive(Clone, Copy, Debug)]
pub struct Page<'p> {
    /// SHA-256 over the rules in force.
    pub rules_digest: &'p str,
    /// Where findings were taken from; `None` where nothing was counted.
    pub findings_from: Option<&'p str>,
}

/// Writes a page of its own.
pub fn write(table: &CoverageTable<'_>, about: Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Environment::new();
    page.set_auto_escape_callback(|_| AutoEscape::Html);
    page.add_filter("grouped", grouped);
    page.add_template("coverage", TEMPLATE).map_err(io::Error::other)?;
    page.add_template("page", PAGE).map_err(io::Error::other)?;
    let template = page.get_template("page").map_err(io::Error::other)?;
    let view = context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        coverage => view(table),
        rules_digest => about.rules_digest,
        findings_from => about.findings_from,
    };
    template.render_captured_to(view, out).map(drop).map_err(io::Error::other)
}

/// What the template is given.
pub(crate) fn view(table: &CoverageTable<'_>) -> Value {
    let products: Vec<Value> = table.by_product().into_iter().map(|(product, rows)| group(product, &rows)).collect();
    context! {
        on => table.on.to_string(),
        as_of => table.as_of(),
        attestations_given => table.attestations_given,
        summary => table.summary.to_string(),
        products,
    }
}

fn group(product: &str, rows: &[&Row<'_>]) -> Value {
    let count = |wanted: &dyn Fn(&Row<'_>) -> bool| rows.iter().filter(|row| wanted(row)).count();
    context! {
        product,
        found => rows.iter().filter_map(|row| row.found.as_ref()).any(|found| found.findings.sum() > 0),
        with_findings => count(&|row| row.found.as_ref().is_some_and(|found| found.findings.sum() > 0)),
        attested => count(&|row| matches!(row.standing, Standing::Attested { .. })),
        expired => count(&|row| matches!(row.standing, Standing::Expired { .. })),
        not_attested => count(&|row| matches!(row.standing, Standing::NotAttested { .. })),
        rows => rows.iter().map(|row| view_of(row)).collect::<Vec<_>>(),
    }
}

fn view_of(row: &Row<'_>) -> Value {
    let entry = row.entry;
    let editions: Vec<&str> = entry.editions.iter().map(|edition| edition.name()).collect();
    let findings = row.found.as_ref().map(|found| found.findings).unwrap_or_default();
    context! {
        entry => Value::from(Serde(entry)),
        ways => entry.ways(),
        days => entry.days(),
        editions => editions.join(" and "),
        tests => entry.tests.to_string(),
        in_force => row.in_force,
        worst => findings.worst().map(|severity| severity.name()),
        found => row.found_words(),
        last => Some(row.last_finding()).filter(|last| *last != "-"),
        standing => match row.standing {
            Standing::NotAsked => None,
            standing => Some(standing.to_string()),
        },
        state => match row.standing {
            Standing::NotAsked => "not_asked",
            Standing::NotAttested { .. } => "not_attested",
            Standing::Attested { .. } => "attested",
            Standing::Expired { .. } => "expired",
        },
        word => row.word.map(|word| context! {
            owner => word.owner.as_str(), reference => word.reference.as_str(),
            date => word.date.to_string(), expiry => word.expiry.to_string(),
        }),
    }
}

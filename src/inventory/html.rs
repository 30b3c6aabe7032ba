//! `inventory.html`: one file in the style of the report, readable without scripts and without a network.

use std::collections::BTreeSet;
use std::io::{self, Write};

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};

use super::document::{InventoryDocument, RecipientTotal, RowView};
use crate::detect::Role;
use crate::policy::Baa;
use crate::report::{STYLE, grouped};

const TEMPLATE: &str = include_str!("inventory.html.jinja");
const OWN_STYLE: &str = include_str!("inventory.css");

/// Rows on the page; all of them are in the CSV.
const SHOWN: usize = 2_000;

/// Writes the page.
pub(super) fn write(document: &InventoryDocument<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Environment::new();
    page.set_auto_escape_callback(|_| AutoEscape::Html);
    page.add_filter("grouped", grouped);
    page.add_filter("words", |name: String| name.replace('_', " "));
    page.add_template("inventory", TEMPLATE).map_err(io::Error::other)?;
    let template = page.get_template("inventory").map_err(io::Error::other)?;
    template.render_captured_to(view(document), out).map(drop).map_err(io::Error::other)
}

fn view(document: &InventoryDocument<'_>) -> Value {
    let fields = |role: Role| {
        let of_role = document.rows.iter().filter(|row| row.role == Some(role));
        let named = of_role.filter_map(|row| row.field.map(|field| (&field.product, &field.event_type, &field.path)));
        named.collect::<BTreeSet<_>>().len()
    };
    context! {
        inventory => Value::from(Serde(document)),
        style => Value::from_safe_string(format!("{STYLE}{OWN_STYLE}")),
        with_phi => document.with_phi(),
        identifiers => fields(Role::Direct),
        health => fields(Role::Health),
        destinations_missing => document.destinations.iter().filter(|one| one.baa == Some(Baa::Missing)).count(),
        rows => document.rows.iter().take(SHOWN).chain(&document.others).map(row).collect::<Vec<_>>(),
        hidden => document.rows.len().saturating_sub(SHOWN),
    }
}

fn row(row: &RowView<'_>) -> Value {
    let destination = |one: &RecipientTotal<'_>| context! { name => one.name, baa => one.baa.map(Baa::name) };
    context! {
        product => row.field.map(|field| field.product.as_str()),
        event_type => row.field.map(|field| breakable(&field.event_type, '.')),
        path => row.field.map(|field| breakable(&field.path, '/')),
        category => row.field.map(|field| field.category.name()),
        role => row.role.map(Role::name),
        matches => row.matches,
        events => row.events,
        phi => row.phi,
        likely_phi => row.likely_phi,
        worst => row.worst.map(|worst| worst.name()),
        first => row.first.as_deref().and_then(|time| time.get(..10)),
        last => row.last.as_deref().and_then(|time| time.get(..10)),
        destinations => row.destinations.iter().map(destination).collect::<Vec<_>>(),
    }
}

/// A name that a browser may break before each of its steps.
fn breakable(name: &str, step: char) -> String {
    name.replace(step, &format!("\u{200b}{step}"))
}

//! `docs/requirements.md` is made from the rules: every requirement of the guide, how it is covered, since when, by which editions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use phi_audit::policy::{Coverage, Edition, Requirement};
use phi_audit::rules::Rules;

const HEAD: &str = "\
# The requirements of the guide

Every requirement of Twilio's guide \"Architecting for HIPAA on Twilio\", in the editions of 2024-04-19 and 2024-12-11: how it is
covered, since when it holds, and which editions hold it. This page is made from the rules in `policies/`:
`UPDATE=1 cargo test --release --test requirements_doc` writes it anew. `phi-audit rules explain ID` says of each what is required, what
violates it, what no event shows and what to do; `phi-audit rules coverage` how each stands today.

| covered by | who judges |
|---|---|
| rule | the engine, event by event |
| through others | the rules of other requirements, so that one cause is told once |
| linked rule | the engine, over several events of one resource |
| attestation | a person, from time to time; no event shows it |
| note | nobody: it moves dates, or says how the guide is meant |

*rule and attestation*: events show a part of it, and somebody vouches for the rest.
";

#[test]
fn the_page_of_requirements_is_the_one_in_docs() {
    let rules = Rules::embedded().unwrap();
    let page = page(rules.requirements());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/requirements.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "run `UPDATE=1 cargo test --release --test requirements_doc` and commit docs/requirements.md"
    );
}

fn page(requirements: &[Requirement]) -> String {
    let products = by_product(requirements);
    let mut page = HEAD.to_owned();
    summary(&mut page, &products);
    for (product, requirements) in &products {
        table(&mut page, product, requirements);
    }
    differences(&mut page, &products);
    page
}

/// In the order in which the products come first.
fn by_product(requirements: &[Requirement]) -> Vec<(&str, Vec<&Requirement>)> {
    let mut products: Vec<(&str, Vec<&Requirement>)> = Vec::new();
    for requirement in requirements {
        match products.iter_mut().find(|(product, _)| *product == requirement.product) {
            Some((_, all)) => all.push(requirement),
            None => products.push((&requirement.product, vec![requirement])),
        }
    }
    products
}

/// How many requirements of each product are covered in which way, by the first that holds.
fn summary(page: &mut String, products: &[(&str, Vec<&Requirement>)]) {
    const WAYS: [Coverage; 5] =
        [Coverage::Rule, Coverage::Through, Coverage::LinkedRule, Coverage::Attestation, Coverage::Note];
    let row = |page: &mut String, name: &str, requirements: &mut dyn Iterator<Item = &&Requirement>| {
        let mut counts = BTreeMap::new();
        let (mut all, mut besides) = (0, 0);
        for requirement in requirements {
            *counts.entry(requirement.coverage()).or_insert(0) += 1;
            all += 1;
            besides += usize::from(requirement.coverage().judges() && requirement.attest.is_some());
        }
        let cells = WAYS.map(|way| counts.get(&way).map_or_else(String::new, ToString::to_string));
        writeln!(page, "| {name} | {all} | {} | {besides} |", cells.join(" | ")).unwrap();
    };
    page.push_str("\n## Summary\n\n");
    page.push_str("| product | all | rule | through others | linked rule | attestation | note | judged, and to attest besides |\n");
    page.push_str("|---|---|---|---|---|---|---|---|\n");
    for (product, requirements) in products {
        row(page, &format!("[{product}](#{})", anchor(product)), &mut requirements.iter());
    }
    row(page, "**all**", &mut products.iter().flat_map(|(_, requirements)| requirements));
}

fn table(page: &mut String, product: &str, requirements: &[&Requirement]) {
    writeln!(page, "\n## {product}\n\n| id | requirement | covered by | holds | editions |\n|---|---|---|---|---|")
        .unwrap();
    for requirement in requirements {
        let ways: Vec<&str> = requirement.covered_by().map(Coverage::words).collect();
        let holds = match (requirement.from, requirement.until) {
            (Some(from), Some(until)) => format!("{from} to {until}"),
            (Some(from), None) => format!("since {from}"),
            (None, Some(until)) => format!("until {until}"),
            (None, None) => "always".to_owned(),
        };
        let editions = match requirement.editions.as_slice() {
            [one] => one.name().to_owned(),
            _ => "both".to_owned(),
        };
        let (id, title) = (&requirement.id, cell(&requirement.title));
        writeln!(page, "| `{id}` | {title} | {} | {holds} | {editions} |", ways.join(" and ")).unwrap();
    }
}

fn differences(page: &mut String, products: &[(&str, Vec<&Requirement>)]) {
    let of = |only: Option<Edition>| {
        let all = products.iter().flat_map(|(_, requirements)| requirements);
        all.filter(move |one| match only {
            Some(edition) => one.editions == [edition],
            None => one.editions.len() > 1 && one.differs.is_some(),
        })
    };
    page.push_str("\n## What differs between the editions\n");
    for (heading, only) in [
        ("Only in the edition of 2024-04-19", Some(Edition::April2024)),
        ("Only in the edition of 2024-12-11", Some(Edition::December2024)),
        ("In both, and not the same", None),
    ] {
        writeln!(page, "\n### {heading}\n\n| id | what differs |\n|---|---|").unwrap();
        for requirement in of(only) {
            let differs = requirement.differs.as_deref().unwrap_or(&requirement.title);
            writeln!(page, "| `{}` | {} |", requirement.id, cell(differs)).unwrap();
        }
    }
}

/// Text that stays in its cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|").replace('<', "&lt;")
}

/// The anchor that code hosts give a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|letter| letter.is_alphanumeric() || *letter == '-').collect()
}

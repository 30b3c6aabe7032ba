//! Rules for tests: the shipped tables with a requirement of each sort, so that no test depends on how the guide is covered.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use crate::policy::{Attested, Context, embedded};
use crate::rules::{Rules, RulesBuilder};

/// The files of the sample, as name and text.
pub(crate) fn files() -> Vec<(String, String)> {
    let shipped = embedded::FILES.iter().filter(|(name, _)| !name.contains("/requirements/"));
    let sample = ("policies/requirements/sample.toml", include_str!("sample.toml"));
    shipped.chain([&sample]).map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// What somebody vouches for: one word holds from the middle of 2025 through 2026, one ran out in 2024.
pub(crate) fn words() -> Vec<Attested> {
    [("baa-signed", "2025-06-01", "2027-01-01"), ("staff-trained", "2023-06-01", "2024-06-01")]
        .map(|(requirement, date, expiry)| Attested {
            requirement: requirement.to_owned(),
            owner: "Noor Haddad, security officer".to_owned(),
            date: date.parse().unwrap(),
            expiry: expiry.parse().unwrap(),
            reference: "evidence/<2026>/index.pdf".to_owned(),
        })
        .to_vec()
}

/// The rules with these attestations, but for what is disabled.
pub(crate) fn rules(attestations: Option<Vec<Attested>>, disabled: &[&str]) -> Arc<Rules> {
    let context = Context { attestations, ..Context::default() };
    let builder = RulesBuilder::default().policies(files()).context(context);
    disabled.iter().fold(builder, |builder, id| builder.disable(*id)).build().unwrap()
}

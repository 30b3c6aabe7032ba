//! Whether a check digit that the engine knows holds for all examples.

use crate::detect::validate::{Check, named};

/// Checks with a check digit, the particular ones first: what passes one of them may pass a general one, too.
const CHECKS: &[&str] =
    &["npi", "aba", "imei", "gtin14", "dea", "vin", "card", "snomed", "luhn", "mod10_weighted", "verhoeff"];
/// One value in ten passes by chance; of so many different ones, one set in a million.
const LEAST: usize = 6;

/// The check that all values pass, if there are enough of them to tell.
pub(super) fn holding(values: &[&str]) -> Option<&'static str> {
    if values.len() < LEAST {
        return None;
    }
    CHECKS
        .iter()
        .copied()
        .find(|name| named(name).is_some_and(|check| values.iter().all(|value| check(value) == Check::Valid)))
}

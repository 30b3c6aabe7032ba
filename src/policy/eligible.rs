//! Dated verdicts of the customer's, laid over those of `policies/products.toml` when the rules are loaded.

use crate::policy::Eligibility;
use crate::policy::day::Day;
use crate::policy::product::{Products, Verdicts};
use crate::suggest::did_you_mean;

/// A verdict on a product, or on a part of it, from a day on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub product: usize,
    pub feature: Option<usize>,
    pub from: Day,
    pub verdict: Eligibility,
}

impl Products {
    /// The places of a product and its feature, by their ids.
    pub fn find(&self, product: &str, feature: Option<&str>) -> Result<(usize, Option<usize>), String> {
        let names = &self.names;
        let known = || names.products.iter().map(String::as_str);
        let unknown = || format!("`{product}` is no product{}", did_you_mean(product, known()));
        let at = known().position(|known| known == product).ok_or_else(unknown)?;
        if at == self.rest() {
            return Err(format!("`{product}` is what nobody knows, so nothing can be said about all of it"));
        }
        let Some(feature) = feature else { return Ok((at, None)) };
        let parts = self.products.get(at).map_or(&[][..], |product| &product.features);
        let name = |index: usize| names.features.get(index).map_or("", String::as_str);
        match parts.iter().find(|part| name(part.name) == feature) {
            Some(part) => Ok((at, Some(part.name))),
            None => {
                let near = did_you_mean(feature, parts.iter().map(|part| name(part.name)));
                Err(format!("`{feature}` is no feature of `{product}`{near}"))
            }
        }
    }

    /// Lays verdicts over those of the file. A verdict on a feature replaces that of the file. One on a product replaces that of
    /// the product; a part that the file judges by itself follows only where that is worse for it.
    pub fn decide(&mut self, mut entries: Vec<Entry>) {
        entries.sort_by_key(|entry| entry.from);
        for (at, product) in self.products.iter_mut().enumerate() {
            let of = |feature: Option<usize>| {
                let own = entries.iter().filter(move |entry| entry.product == at && entry.feature == feature);
                own.map(|entry| (entry.from, entry.verdict)).collect::<Vec<_>>()
            };
            let whole = of(None);
            for feature in &mut product.features {
                let own = of(Some(feature.name));
                let shipped = match &feature.verdicts {
                    Some(verdicts) => verdicts.no_better_than(&whole),
                    None if own.is_empty() => continue,
                    None => product.verdicts.followed_by(&whole),
                };
                feature.verdicts = Some(shipped.followed_by(&own));
            }
            product.verdicts = product.verdicts.followed_by(&whole);
        }
    }
}

impl Verdicts {
    /// These, until the first of `later` begins.
    fn followed_by(&self, later: &[(Day, Eligibility)]) -> Self {
        let Some((begin, _)) = later.first() else { return self.clone() };
        let before = self.0.iter().filter(|(from, _)| from.is_none_or(|from| from < *begin)).copied();
        Self(before.chain(later.iter().map(|(from, verdict)| (Some(*from), *verdict))).collect())
    }

    /// The worse of these and of `others`, from the beginning of the latter on.
    fn no_better_than(&self, others: &[(Day, Eligibility)]) -> Self {
        let mut days: Vec<_> = self.0.iter().map(|(from, _)| *from).collect();
        days.extend(others.iter().map(|(from, _)| Some(*from)));
        days.sort_unstable();
        days.dedup();
        let other = |day: Option<Day>| others.iter().rev().find(|(from, _)| Some(*from) <= day);
        let own = |day: Option<Day>| self.at(day.map_or(i64::MIN, Day::seconds));
        let worse = |day| other(day).map_or(Eligibility::Eligible, |(_, verdict)| *verdict).max(own(day));
        Self(days.into_iter().map(|day| (day, worse(day))).collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn day(text: &str) -> Day {
        Day::try_from(text.to_owned()).unwrap()
    }

    fn at(verdicts: &Verdicts, text: &str) -> Eligibility {
        verdicts.at(day(text).seconds())
    }

    #[test]
    fn what_comes_later_replaces_what_the_file_says_from_its_day_on() {
        use Eligibility::{Conditional, Eligible, NotEligible};
        let file = Verdicts(vec![(Some(day("2020-01-01")), Eligible), (Some(day("2024-01-01")), NotEligible)]);
        let both = file.followed_by(&[(day("2023-01-01"), Conditional), (day("2025-01-01"), Eligible)]);
        assert_eq!(at(&both, "2022-12-31"), Eligible);
        assert_eq!(at(&both, "2024-06-01"), Conditional);
        assert_eq!(at(&both, "2025-01-01"), Eligible);
    }

    #[test]
    fn a_part_follows_its_product_only_for_the_worse_and_as_long_as_that_lasts() {
        use Eligibility::{Eligible, NotEligible};
        let part = Verdicts(vec![(Some(day("2020-01-01")), Eligible), (Some(day("2026-01-01")), NotEligible)]);
        let both = part.no_better_than(&[(day("2024-01-01"), NotEligible), (day("2025-01-01"), Eligible)]);
        assert_eq!(at(&both, "2023-06-01"), Eligible);
        assert_eq!(at(&both, "2024-06-01"), NotEligible);
        assert_eq!(at(&both, "2025-06-01"), Eligible);
        assert_eq!(at(&both, "2026-06-01"), NotEligible, "the product's verdict makes no part better");
        assert_eq!(at(&both, "2019-06-01"), Eligibility::NotDesignated);
    }
}

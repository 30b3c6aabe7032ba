//! All requirements and all that somebody vouched for: what a table of coverage is made of, but for counts and a day.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::table::{CoverageTable, Found, Row};
use crate::policy::{Attested, Day, Edition, EditionMode, Standing};
use crate::rules::Rules;

/// Every requirement there is, and every word on it. A manifest keeps it, so that reports can be made without the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    entries: Vec<Entry>,
    /// `None` where the configuration names no file of attestations.
    attestations: Option<Vec<Attested>>,
    /// The edition that judges whatever the day.
    fixed: Option<Edition>,
}

impl Ledger {
    /// The ledger of the rules in force.
    pub fn of(rules: &Rules) -> Self {
        let fixed = match rules.policy().mode() {
            EditionMode::EventTime => None,
            EditionMode::Fixed(edition) => Some(edition),
        };
        Self {
            entries: rules.all_requirements().map(|(requirement, enabled)| Entry::of(requirement, enabled)).collect(),
            attestations: rules.policy().context().attestations.clone(),
            fixed,
        }
    }

    /// The table as things stand on `day`. `found` says what was found under a requirement, where events were counted at all.
    pub fn table(&self, day: Day, found: Option<&dyn Fn(&str) -> Found>) -> CoverageTable<'_> {
        let mut words: BTreeMap<&str, Vec<&Attested>> = BTreeMap::new();
        for word in self.attestations.iter().flatten() {
            words.entry(&word.requirement).or_default().push(word);
        }
        let enabled = |id: &String| self.entries.iter().any(|entry| entry.id == *id && !entry.disabled);
        let rows = self.entries.iter().map(|entry| {
            // Judged by nothing but rules that are left out, it is not judged either.
            let own = entry.covered_by.iter().any(|way| way.judges()) && entry.through.is_empty();
            let judged = entry.is_judged() && (own || entry.through.iter().any(enabled));
            let (standing, word) = match &entry.attest {
                Some(_) => Standing::on(day, words.get(&*entry.id).map_or(&[], Vec::as_slice)),
                None => (Standing::NotAsked, None),
            };
            let found = found.filter(|_| judged).map(|found| {
                let mut all = found(&entry.id);
                entry.through.iter().for_each(|id| all.add(found(id)));
                all
            });
            Row { entry, in_force: entry.holds_on(day, self.fixed), judged, found, standing, word }
        });
        let edition = self.fixed.unwrap_or(Edition::on(day));
        CoverageTable::new(day, edition, self.attestations.is_some(), rows.collect())
    }
}

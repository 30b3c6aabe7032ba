//! Suppressions: findings that somebody has accepted, for a stated reason and until a stated day.
//!
//! A finding is suppressed only if all conditions that are given hold, and those on pointer and fingerprint hold for every match
//! of its event: something new beside what was accepted is alerted. What several events show together is in none of them alone, so
//! a suppression that asks for a pointer or a fingerprint does not hold it back. What is used, unused, about to expire and expired
//! is told.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::alert::Fingerprint;
use crate::config::service::Suppression;
use crate::record::Record;
use crate::rules::Rules;
use crate::suggest;

/// All suppressions, in the order of the settings.
#[derive(Debug, Default)]
pub struct Suppressions(Vec<Compiled>);

#[derive(Debug)]
struct Compiled {
    requirement: Option<String>,
    account: Option<String>,
    product: Option<String>,
    pointer: Option<Pointer>,
    fingerprints: Vec<Fingerprint>,
    owner: String,
    reason: String,
    expires: String,
    /// The start of the day from which it no longer holds, Unix time in milliseconds.
    ends_ms: i64,
    used: AtomicU64,
}

#[derive(Debug)]
enum Pointer {
    Exactly(String),
    /// Everything below, the slash included.
    Below(String),
}

/// What is wrong with a suppression, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("suppression {}: {what}; {remedy}", index + 1)]
pub struct SuppressionError {
    /// Which one, from 0.
    pub index: usize,
    /// The setting that is wrong.
    pub setting: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// What has become of a suppression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressionStatus {
    /// Which one, from 0.
    pub index: usize,
    /// Who answers for it.
    pub owner: String,
    /// Why it was accepted.
    pub reason: String,
    /// The first day on which it no longer holds.
    pub expires: String,
    /// Whether it holds.
    pub state: SuppressionState,
    /// Findings it has held back since the settings were loaded.
    pub used: u64,
}

/// Whether a suppression holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionState {
    /// It holds for another 14 days and more.
    Active,
    /// It holds for less than that.
    ExpiringSoon,
    /// It holds no longer.
    Expired,
}

impl SuppressionState {
    /// The name in logs and metrics.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::ExpiringSoon => "expiring_soon",
            Self::Expired => "expired",
        }
    }
}

const DAY_MS: i64 = 86_400_000;
const SOON_MS: i64 = 14 * DAY_MS;

/// What suppressions may ask of a finding.
pub(super) struct Facts<'a> {
    pub requirement: &'a str,
    pub record: &'a Record<'a>,
    pub fingerprint: &'a dyn Fn(usize) -> Option<Fingerprint>,
    /// Other events have a part in it, whose matches are not at hand.
    pub linked: bool,
}

impl Suppressions {
    /// Compiles the settings; gives every fault there is. `keyed`: alerts have fingerprints.
    pub fn new(settings: &[Suppression], rules: &Rules, keyed: bool) -> Result<Self, Vec<SuppressionError>> {
        let (mut all, mut faults) = (Vec::new(), Vec::new());
        for (index, setting) in settings.iter().enumerate() {
            match Compiled::new(setting, rules, keyed) {
                Ok(compiled) => all.push(compiled),
                Err(found) => faults.extend(found.into_iter().map(|fault| SuppressionError { index, ..fault })),
            }
        }
        if faults.is_empty() { Ok(Self(all)) } else { Err(faults) }
    }

    /// Whether a finding is held back; the first suppression that covers it counts it.
    pub(super) fn suppress(&self, facts: &Facts<'_>, now_ms: i64) -> bool {
        let covering = self.0.iter().find(|one| now_ms < one.ends_ms && one.covers(facts));
        covering.is_some_and(|one| {
            one.used.fetch_add(1, Ordering::Relaxed);
            true
        })
    }

    /// What has become of each.
    pub fn status(&self, now_ms: i64) -> Vec<SuppressionStatus> {
        let status = |(index, one): (usize, &Compiled)| SuppressionStatus {
            index,
            owner: one.owner.clone(),
            reason: one.reason.clone(),
            expires: one.expires.clone(),
            state: match one.ends_ms.saturating_sub(now_ms) {
                ..=0 => SuppressionState::Expired,
                left if left < SOON_MS => SuppressionState::ExpiringSoon,
                _ => SuppressionState::Active,
            },
            used: one.used.load(Ordering::Relaxed),
        };
        self.0.iter().enumerate().map(status).collect()
    }
}

impl Compiled {
    fn new(setting: &Suppression, rules: &Rules, keyed: bool) -> Result<Self, Vec<SuppressionError>> {
        let mut faults = Vec::new();
        let mut fault = |setting, what: String, remedy: String| {
            faults.push(SuppressionError { index: 0, setting, what, remedy });
        };
        let text = |word: &Option<toml::Spanned<String>>| word.as_ref().map(|word| word.get_ref().trim().to_owned());
        let (requirement, account, product) =
            (text(&setting.requirement), text(&setting.account), text(&setting.product));
        let (pointer, listed) = (text(&setting.pointer), text(&setting.fingerprint));
        if [&requirement, &account, &product, &pointer, &listed].iter().all(|condition| condition.is_none()) {
            let remedy = "give at least one of `requirement`, `account`, `product`, `pointer` and `fingerprint`";
            fault("requirement", "it has no condition and would hide everything".to_owned(), remedy.to_owned());
        }
        for (name, value) in [
            ("account", &account),
            ("owner", &text(&Some(setting.owner.clone()))),
            ("reason", &text(&Some(setting.reason.clone()))),
        ] {
            if value.as_ref().is_some_and(String::is_empty) {
                fault(name, format!("`{name}` is empty"), "say it, or leave the setting out".to_owned());
            }
        }
        let mut known = |setting, wanted: &Option<String>, names: &mut dyn Iterator<Item = &str>| {
            let names: Vec<&str> = names.collect();
            if let Some(wanted) = wanted.as_deref().filter(|wanted| !names.contains(wanted)) {
                let nearest = suggest::nearest(wanted, names);
                let list = match setting {
                    "product" => "`policies/products.toml` has the ids, and an alert its own",
                    _ => "`phi-audit rules list` shows what there is",
                };
                let remedy = nearest.map_or_else(|| list.to_owned(), |name| format!("did you mean `{name}`?"));
                fault(setting, format!("there is no {setting} `{wanted}`"), remedy);
            }
        };
        known("requirement", &requirement, &mut rules.requirements().iter().map(|one| one.id.as_str()));
        known("product", &product, &mut rules.policy().products().map(|(id, ..)| id));
        let pointer = pointer.map(|pointer| {
            if !pointer.starts_with(['/', '^', '#']) {
                let remedy = "copy it from an alert; it starts with `/`, or with `^/` for what stands around the event";
                fault("pointer", format!("`{pointer}` is no JSON pointer"), remedy.to_owned());
            }
            Pointer::new(pointer)
        });
        let mut fingerprints = Vec::new();
        if listed.is_some() && !keyed {
            let remedy = "give `alerts.fingerprint_key_file`, without which no match has a fingerprint";
            fault("fingerprint", "it asks for a fingerprint".to_owned(), remedy.to_owned());
        }
        for one in listed.iter().flat_map(|listed| listed.split(',')) {
            match one.trim().parse() {
                Ok(fingerprint) => fingerprints.push(fingerprint),
                Err(remedy) => fault("fingerprint", "it has a fingerprint that is none".to_owned(), remedy),
            }
        }
        let expires = setting.expires.get_ref().trim().to_owned();
        let ends_ms = start_of(&expires);
        if ends_ms.is_none() {
            let remedy = "write the first day (UTC) on which it no longer holds as \"2027-01-31\"";
            fault("expires", format!("`{expires}` is no day"), remedy.to_owned());
        }
        match ends_ms {
            Some(ends_ms) if faults.is_empty() => Ok(Self {
                requirement,
                account,
                product,
                pointer,
                fingerprints,
                owner: setting.owner.get_ref().clone(),
                reason: setting.reason.get_ref().clone(),
                expires,
                ends_ms,
                used: AtomicU64::new(0),
            }),
            _ => Err(faults),
        }
    }

    fn covers(&self, facts: &Facts<'_>) -> bool {
        let record = facts.record;
        let is =
            |wanted: &Option<String>, given: Option<&str>| wanted.as_deref().is_none_or(|wanted| Some(wanted) == given);
        if !is(&self.requirement, Some(facts.requirement))
            || !is(&self.account, record.account.as_deref())
            || !is(&self.product, Some(&record.product))
        {
            return false;
        }
        let by_match = self.pointer.is_some() || !self.fingerprints.is_empty();
        // Where nothing was found, nothing that was found is accepted; nor what was found in other events.
        if by_match && (record.matches.is_empty() || facts.linked) {
            return false;
        }
        !by_match
            || record.matches.iter().enumerate().all(|(index, found)| {
                self.pointer.as_ref().is_none_or(|pointer| pointer.covers(&found.path))
                    && (self.fingerprints.is_empty()
                        || (facts.fingerprint)(index).is_some_and(|one| self.fingerprints.contains(&one)))
            })
    }
}

impl Pointer {
    fn new(text: String) -> Self {
        match text.strip_suffix('*') {
            Some(above) if above.ends_with('/') => Self::Below(above.to_owned()),
            _ => Self::Exactly(text),
        }
    }

    fn covers(&self, pointer: &str) -> bool {
        match self {
            Self::Exactly(wanted) => wanted == pointer,
            // What was decoded out of the value itself (`/data/payload#/Body`) stands below it, too.
            Self::Below(above) => {
                pointer.starts_with(above.as_str())
                    || pointer.strip_prefix(above.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('#'))
            }
        }
    }
}

/// The start of a day in UTC, Unix time in milliseconds.
fn start_of(day: &str) -> Option<i64> {
    let date = day.parse::<Date>().ok().filter(|_| day.len() == 10)?;
    TimeZone::UTC.to_timestamp(date.to_datetime(Default::default())).ok().map(|start| start.as_millisecond())
}

#[cfg(test)]
#[path = "suppress_tests.rs"]
mod tests;

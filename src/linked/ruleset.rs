//! The linked rules as far as evidence is judged by them: without their conditions, so that they can be written down beside it and
//! whoever has both needs no rule file.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, Witnesses};
use super::id::Id;
use super::key::Key;
use super::observation::Observation;
use super::table::Table;
use crate::policy::{Edition, EditionMode, Severity};
use crate::record::{LinkedEvent, LinkedRecord, LinkedResource};
use crate::rules::Rules;

/// Resources that a [`Table`] keeps evidence of, those of all sorts together.
const RESOURCES: usize = 50_000;

/// The linked rules in words and numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruleset {
    /// The edition by which all is judged; `None`: that of the day of the events.
    edition: Option<Edition>,
    /// The sorts of resources, as the policy counts them.
    sorts: Vec<Sort>,
    rules: Vec<Rule>,
}

/// A sort of resources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// Its name in rules and records.
    pub id: String,
    /// Its name in sentences.
    pub title: String,
    /// Its values are SIDs, which name nobody.
    pub is_sid: bool,
}

/// A linked rule in words and numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The requirement's id.
    pub requirement: String,
    /// The requirement in a few words.
    pub title: String,
    /// The title of the guide's section.
    pub section: String,
    /// What has to come together.
    pub say: String,
    /// How bad it is.
    pub severity: Severity,
    /// The id of the override that said so.
    #[serde(default)]
    pub overridden_by: Option<String>,
    /// The place of the sort of resources whose events belong together.
    pub sort: u8,
    /// Its parts.
    pub parts: Vec<RulePart>,
}

/// A part of a linked rule in words and numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulePart {
    /// What an event shows that meets it.
    pub say: String,
    /// Its bit in a clue.
    pub bit: u8,
    /// Only an event later than some event of the part before it counts.
    pub later: bool,
}

/// A linked rule that the events of a resource break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedFinding<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// The resource.
    pub key: &'r Key,
    /// Something of it was not known before this run.
    pub is_news: bool,
    /// An event for each part.
    witnesses: Witnesses<'r>,
    evidence: &'r Evidence,
    ruleset: &'r Ruleset,
}

impl Ruleset {
    /// The linked rules of `rules`.
    pub fn of(rules: &Rules) -> Self {
        let policy = rules.policy();
        let edition = match policy.mode() {
            EditionMode::EventTime => None,
            EditionMode::Fixed(edition) => Some(edition),
        };
        let sorts = policy.resources().iter().map(|resource| Sort {
            id: resource.id.clone(),
            title: resource.title.clone(),
            is_sid: resource.is_sid(),
        });
        let mut all = Vec::new();
        for rule in policy.linked() {
            let Some(requirement) = policy.requirements().get(usize::from(rule.requirement)) else { continue };
            let part =
                |part: &crate::policy::Part| RulePart { say: part.say.clone(), bit: part.bit, later: part.later };
            all.push(Rule {
                requirement: requirement.id.clone(),
                title: requirement.title.clone(),
                section: requirement.section.clone(),
                say: rule.say.clone(),
                severity: rule.severity,
                overridden_by: rule
                    .overridden_by
                    .and_then(|by| Some(policy.overrides().get(usize::from(by))?.id.clone())),
                sort: rule.by,
                parts: rule.parts.iter().map(part).collect(),
            });
        }
        Self { edition, sorts: sorts.collect(), rules: all }
    }

    /// Whether there is any rule.
    pub const fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rules.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The sort at a place.
    pub fn sort(&self, at: u8) -> Option<&Sort> {
        self.sorts.get(usize::from(at))
    }

    /// Whether some rule is about resources whose values may identify a person: these are kept as keyed digests.
    pub fn needs_key(&self) -> bool {
        self.rules.iter().any(|rule| self.sort(rule.sort).is_some_and(|sort| !sort.is_sid))
    }

    /// How many resources of each sort a [`Table`] keeps: those of all sorts together are no more than 50,000.
    pub fn bound(&self) -> usize {
        let mut sorts: Vec<u8> = self.rules.iter().map(|rule| rule.sort).collect();
        sorts.sort_unstable();
        sorts.dedup();
        RESOURCES / sorts.len().max(1)
    }

    /// What is known of a resource by the places of sorts and parts that `other` gives them, by ours; `None` where we ask for nothing
    /// of it.
    pub fn translate(&self, other: &Self, key: Key, evidence: &Evidence) -> Option<(Key, Evidence)> {
        if self == other {
            return Some((key, evidence.clone()));
        }
        let sort = other.sort(key.sort())?;
        let at = self.sorts.iter().position(|own| own.id == sort.id && own.is_sid == sort.is_sid)?;
        let evidence = evidence.renumbered(|bit| self.bit(&other.name(bit)?))?;
        Some((key.with_sort(u8::try_from(at).ok()?), evidence))
    }

    /// What an event shows, by the places that `other` gives sorts and parts, by ours; `None` where we ask for nothing of it.
    pub fn translate_observation(&self, other: &Self, seen: Observation) -> Option<Observation> {
        let Observation { key, parts, witness, account, grade } = seen;
        let (key, evidence) = self.translate(other, key, &Evidence::of(parts, &witness, account.as_ref()))?;
        Some(Observation { key, parts: evidence.parts(), witness, account, grade })
    }

    /// What the part at a bit is called: the requirement, the rule, the part.
    fn name(&self, bit: u8) -> Option<[&str; 3]> {
        self.parts().find(|(_, at)| *at == bit).map(|(name, _)| name)
    }

    fn bit(&self, name: &[&str; 3]) -> Option<u8> {
        self.parts().find(|(known, _)| known == name).map(|(_, bit)| bit)
    }

    fn parts(&self) -> impl Iterator<Item = ([&str; 3], u8)> {
        self.rules
            .iter()
            .flat_map(|rule| rule.parts.iter().map(|part| ([&*rule.requirement, &*rule.say, &*part.say], part.bit)))
    }

    /// The rules that a resource breaks, in the order of the rules, each with its place.
    pub fn broken<'r>(
        &'r self,
        key: &'r Key,
        evidence: &'r Evidence,
    ) -> impl Iterator<Item = (usize, LinkedFinding<'r>)> {
        let own = self.rules.iter().enumerate().filter(|(_, rule)| rule.sort == key.sort());
        own.filter_map(move |(at, rule)| {
            let witnesses = evidence.witnesses(rule.parts.iter().map(|part| (part.bit, part.later)))?;
            Some((at, LinkedFinding { rule, key, is_news: true, witnesses, evidence, ruleset: self }))
        })
    }

    /// All that the resources of `table` break: the worst first, then by requirement, rule and time. No digest has a say in it, so
    /// that the order is the same under every key.
    pub fn findings<'r>(&'r self, table: &'r Table) -> Vec<LinkedFinding<'r>> {
        let mut all = Vec::new();
        for (key, entry) in table.iter() {
            let broken = self.broken(key, &entry.evidence);
            all.extend(broken.map(|(at, finding)| (at, LinkedFinding { is_news: entry.news, ..finding })));
        }
        all.sort_unstable_by(|(at, one), (other_at, other)| {
            one.cause().cmp(&other.cause()).then(at.cmp(other_at)).then_with(|| one.events().cmp(&other.events()))
        });
        all.into_iter().map(|(_, finding)| finding).collect()
    }
}

impl Rule {
    /// A bit for each of its parts.
    pub fn mask(&self) -> u64 {
        self.parts.iter().fold(0, |mask, part| mask | 1_u64.checked_shl(part.bit.into()).unwrap_or_default())
    }
}

impl<'r> LinkedFinding<'r> {
    fn cause(&self) -> (Reverse<Severity>, &'r str) {
        (Reverse(self.rule.severity), &self.rule.requirement)
    }

    fn events(&self) -> (Witnesses<'r>, Option<&'r Id>, Option<&'r Key>) {
        (self.witnesses, self.evidence.account(), Some(self.key).filter(|key| !key.is_digest()))
    }

    /// The published record.
    pub fn record(&self) -> LinkedRecord<'_> {
        let Self { rule, key, witnesses, evidence, ruleset, .. } = self;
        let time = |ms: Option<i64>| jiff::Timestamp::from_millisecond(ms?).ok();
        let witnesses = witnesses.iter().copied().flatten();
        let latest = witnesses.clone().max().and_then(|witness| time(witness.time_ms));
        let earliest = witnesses.clone().filter(|witness| witness.time_ms.is_some()).min();
        let mode = ruleset.edition.map_or(EditionMode::EventTime, EditionMode::Fixed);
        LinkedRecord {
            requirement: rule.requirement.as_str().into(),
            severity: rule.severity,
            overridden_by: rule.overridden_by.as_deref().map(Into::into),
            title: rule.title.as_str().into(),
            section: rule.section.as_str().into(),
            as_of: mode.moment(latest).edition.name().into(),
            say: rule.say.as_str().into(),
            resource: LinkedResource {
                kind: ruleset.sort(key.sort()).map_or("", |sort| &sort.id).into(),
                id: key.sid().map(Into::into),
            },
            account: evidence.account().map(|account| account.to_string().into()),
            phi: evidence.grade(),
            first: earliest.and_then(|witness| time(witness.time_ms)).map(|time| time.to_string().into()),
            last: latest.map(|time| time.to_string().into()),
            events: rule
                .parts
                .iter()
                .zip(witnesses)
                .map(|(part, witness)| LinkedEvent {
                    part: part.say.as_str().into(),
                    event_id: (!witness.event_id.is_empty()).then(|| witness.event_id.to_string().into()),
                    time: time(witness.time_ms).map(|time| time.to_string().into()),
                })
                .collect(),
        }
    }
}

//! Reading the files under `policies/requirements/`: an entry as written → the requirement as data, and its rules.

use serde::Deserialize;

use crate::policy::condition::{Condition, RawCondition};
use crate::policy::context::Context;
use crate::policy::day::{Day, Edition, Interval};
use crate::policy::error::PolicyError;
use crate::policy::linked::{LinkedRule, LinkedText, RawLinked};
use crate::policy::overlay::check_id;
use crate::policy::product::Names;
use crate::policy::requirement::{
    Attest, Boundary, Case, CaseText, MatchExample, NoMatchExample, Requirement, RequirementKind, Rule,
};
use crate::policy::resource::Resources;
use crate::policy::{Eligibility, Severity};

/// A file of `policies/requirements/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequirementFile {
    requirement: Vec<RawRequirement>,
}

/// An entry as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRequirement {
    id: String,
    product: String,
    kind: RequirementKind,
    title: String,
    section: String,
    from: Option<Day>,
    until: Option<Day>,
    #[serde(default)]
    editions: Vec<Edition>,
    #[serde(default)]
    references: Vec<String>,
    why: String,
    remedy: String,
    differs: Option<String>,
    #[serde(default)]
    through: Vec<String>,
    cannot_see: Option<String>,
    violated: Option<String>,
    attest: Option<Attest>,
    note: Option<String>,
    #[serde(default)]
    applies: RawCondition,
    example_context: Option<Context>,
    #[serde(default)]
    cases: Vec<RawCase>,
    #[serde(default)]
    r#match: Vec<MatchExample>,
    #[serde(default)]
    no_match: Vec<NoMatchExample>,
    #[serde(default)]
    linked: Vec<RawLinked>,
    #[serde(default)]
    boundary: Vec<Boundary>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCase {
    say: String,
    severity: Option<Severity>,
    severity_phi: Option<Severity>,
    verdict: Option<Eligibility>,
    since: Option<Day>,
    #[serde(default)]
    before_effect: bool,
    #[serde(default)]
    when: RawCondition,
}

/// A requirement with all that judges by it.
#[derive(Debug)]
pub(crate) struct Built {
    pub requirement: Requirement,
    pub rule: Rule,
    pub linked: Vec<LinkedRule>,
}

/// The requirements of a customer's overlay. They hold in every edition of the guide where they do not say otherwise.
#[derive(Debug)]
pub(crate) struct OwnRequirements(pub Vec<RawRequirement>);

impl RequirementFile {
    /// The requirements of a file with their rules.
    pub fn build(self, file: &str, names: &Names, resources: &Resources) -> Result<Vec<Built>, PolicyError> {
        self.requirement.into_iter().map(|raw| raw.built(file, false, names, resources)).collect()
    }
}

impl OwnRequirements {
    /// The requirements with their rules, or what is wrong with each.
    pub fn build(self, file: &str, names: &Names, resources: &Resources) -> Vec<Result<Built, PolicyError>> {
        let built = |mut raw: RawRequirement| {
            if raw.editions.is_empty() {
                raw.editions = Edition::ALL.to_vec();
            }
            raw.built(file, true, names, resources)
        };
        self.0.into_iter().map(built).collect()
    }
}

impl RawRequirement {
    /// What an entry may not leave out.
    fn check(&self) -> Result<(), String> {
        let by_events = !self.cases.is_empty() || !self.through.is_empty();
        let judged = by_events || !self.linked.is_empty();
        let (attested, noted) = (self.attest.is_some(), self.note.is_some());
        let complaints = [
            (self.editions.is_empty(), "needs an edition"),
            (
                !(judged || attested || noted),
                "needs `cases`, `through`, `linked`, `attest` or `note`: how it is covered",
            ),
            (noted && (judged || attested), "has a `note`, so there is nothing to judge or to attest"),
            (!self.cases.is_empty() && !self.through.is_empty(), "is judged by its own `cases` or `through` others"),
            (by_events && self.r#match.is_empty(), "needs an event that matches"),
            (by_events && self.no_match.is_empty(), "needs an event that does not match"),
            (!by_events && !self.r#match.is_empty(), "has events that match, but no cases"),
            (attested && !judged && self.violated.is_none(), "needs `violated`: what would break it"),
            (self.attest.as_ref().is_some_and(|attest| attest.months == 0), "is never to be attested again: `months`"),
        ];
        complaints.iter().find(|(wrong, _)| *wrong).map_or(Ok(()), |(_, complaint)| Err((*complaint).to_owned()))
    }

    /// The editions under which the rule can hold, one bit each. A rule with dates follows them alone: what the change log dates
    /// between two editions is printed only in the later one, and holds from its own day.
    fn editions_in_force(&self) -> u8 {
        let dated = self.from.is_some() || self.until.is_some();
        let editions = if dated { Edition::ALL } else { self.editions.as_slice() };
        editions.iter().fold(0, |mask, edition| mask | edition.bit())
    }

    fn built(self, file: &str, own: bool, names: &Names, resources: &Resources) -> Result<Built, PolicyError> {
        let id = self.id.clone();
        let checked = if own { check_id(&id) } else { self.check_reference() };
        let built = checked.and_then(|()| self.build(file, own, names, resources));
        built.map_err(|problem| PolicyError::new(file, format!("requirement `{id}`: {problem}")))
    }

    /// What is said in the guide's name says where.
    fn check_reference(&self) -> Result<(), String> {
        if self.references.is_empty() { Err("needs `references`: edition and line".to_owned()) } else { Ok(()) }
    }

    fn build(self, file: &str, own: bool, names: &Names, resources: &Resources) -> Result<Built, String> {
        self.check()?;
        let mut rule = Rule {
            interval: Interval { from: self.from, until: self.until },
            editions: self.editions_in_force(),
            applies: Condition::compile(self.applies, names).map_err(|problem| format!("applies: {problem}"))?,
            cases: Vec::with_capacity(self.cases.len()),
            overrides: Vec::new(),
        };
        let mut cases = Vec::with_capacity(self.cases.len());
        for (index, raw) in self.cases.into_iter().enumerate() {
            cases.push(CaseText { say: raw.say.clone(), severity: raw.severity, severity_phi: raw.severity_phi });
            rule.cases.push(raw.build(names).map_err(|problem| format!("case {}: {problem}", index + 1))?);
        }
        if rule.asks_verdict() && rule.cases.iter().any(|case| case.verdict.is_some()) {
            let problem = "asks for the verdict (`eligibility`) and changes it (`verdict`); one of them has to go";
            return Err(problem.to_owned());
        }
        let (mut linked, mut texts) = (Vec::new(), Vec::new());
        for raw in self.linked {
            let (text, rule) = raw.build(names, resources).map_err(|problem| format!("linked: {problem}"))?;
            // What is remembered is found again by their names when rules change.
            if texts.iter().any(|known: &LinkedText| known.say == text.say) {
                return Err("linked: two rules with one `say`".to_owned());
            }
            texts.push(text);
            linked.push(rule);
        }
        let requirement = Requirement {
            id: self.id,
            product: self.product,
            kind: self.kind,
            title: self.title,
            section: self.section,
            from: self.from,
            until: self.until,
            editions: self.editions,
            why: self.why,
            remedy: self.remedy,
            differs: self.differs,
            through: self.through,
            cannot_see: self.cannot_see,
            violated: self.violated,
            attest: self.attest,
            note: self.note,
            references: self.references,
            cases,
            matches: self.r#match,
            no_matches: self.no_match,
            linked: texts,
            boundaries: self.boundary,
            example_context: self.example_context,
            own,
            file: file.to_owned(),
        };
        Ok(Built { requirement, rule, linked })
    }
}

impl RawCase {
    fn build(self, names: &Names) -> Result<Case, String> {
        if self.severity.is_none() && self.severity_phi.is_none() {
            return Err("needs `severity`, `severity_phi`, or both".to_owned());
        }
        Ok(Case {
            when: Condition::compile(self.when, names)?,
            severity: self.severity,
            severity_phi: self.severity_phi,
            verdict: self.verdict,
            since: self.since,
            before_effect: self.before_effect,
        })
    }
}

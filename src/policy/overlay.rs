//! Overlays: files in which an operator changes the rules without touching the shipped ones. Text → own requirements, dated
//! verdicts, overrides of severities, each with the decision behind it.
//!
//! An override never silences: its least is `info`, and the finding stays, with the override's name.

use serde::Deserialize;

use crate::policy::condition::{Condition, Facts, RawCondition};
use crate::policy::context::Context;
use crate::policy::day::{Day, Interval};
use crate::policy::decision::{Decision, DecisionKind, Override, Reason, days};
use crate::policy::eligible::Entry;
use crate::policy::error::PolicyError;
use crate::policy::requirement::{Coverage, MatchExample, NoMatchExample, Requirement, Rule};
use crate::policy::requirement_file::{OwnRequirements, RawRequirement};
use crate::policy::{Eligibility, Policy, Severity};
use crate::suggest::did_you_mean;

/// An overlay as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct OverlayFile {
    r#override: Vec<RawOverride>,
    eligible: Vec<RawEligible>,
    requirement: Vec<RawRequirement>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOverride {
    id: String,
    requirement: OneOrMany,
    when: Option<RawCondition>,
    from: Option<Day>,
    until: Option<Day>,
    severity: Option<Severity>,
    severity_phi: Option<Severity>,
    verdict: Option<Eligibility>,
    because: String,
    decided_by: String,
    on: Day,
    reference: String,
    example_context: Option<Context>,
    #[serde(default)]
    r#match: Vec<MatchExample>,
    #[serde(default)]
    no_match: Vec<NoMatchExample>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEligible {
    product: String,
    feature: Option<String>,
    from: Day,
    verdict: Eligibility,
    because: String,
    decided_by: String,
    on: Day,
    reference: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected the id of a requirement, or a list of ids")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// An override ready to judge.
#[derive(Clone, Debug)]
pub(crate) struct Overruling {
    when: Condition,
    interval: Interval,
    severity: Option<Severity>,
    severity_phi: Option<Severity>,
    verdict: Option<Eligibility>,
}

/// What an override makes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Overruled {
    /// The override's place in [`Policy::overrides`].
    pub by: u16,
    pub severity: Severity,
    pub verdict: Option<Eligibility>,
}

/// The conditions of the overrides of a file as they are written, for people: what an override leaves alone is half of it.
fn conditions(text: &str) -> Vec<String> {
    let file: toml::Table = toml::from_str(text).unwrap_or_default();
    let overrides = file.get("override").and_then(toml::Value::as_array).into_iter().flatten();
    overrides.map(|one| one.get("when").and_then(|when| serde_json::to_string(when).ok()).unwrap_or_default()).collect()
}

impl Policy {
    /// Takes overlays in, given as name and text: first their requirements, so that overrides may name them. Gives every fault,
    /// not only the first, and what was decided.
    pub fn overlay(&mut self, files: &[(&str, &str)]) -> Result<Vec<Decision>, Vec<PolicyError>> {
        let (mut faults, mut read) = (Vec::new(), Vec::new());
        for (name, text) in files {
            match toml::from_str::<OverlayFile>(text) {
                Ok(file) => read.push((*name, *text, file)),
                Err(error) => faults.push(PolicyError::toml(name, text, &error)),
            }
        }
        let (mut decisions, mut eligible) = (Vec::new(), Vec::new());
        for (name, _, file) in &mut read {
            for built in OwnRequirements(std::mem::take(&mut file.requirement)).build(
                name,
                &self.products.names,
                &self.resources,
            ) {
                match built.and_then(|built| {
                    let decision = own(&built.requirement);
                    self.add(built).map(|()| decision)
                }) {
                    Ok(decision) => decisions.push(decision),
                    Err(fault) => faults.push(fault),
                }
            }
        }
        faults.extend(self.check_through().err());
        for (name, text, file) in read {
            let mut conditions = conditions(text).into_iter();
            for raw in file.eligible {
                match self.eligible(raw, name) {
                    Ok((entry, decision)) => {
                        eligible.push(entry);
                        decisions.push(decision);
                    }
                    Err(fault) => faults.push(fault),
                }
            }
            for raw in file.r#override {
                let id = raw.id.clone();
                match self.take_override(raw, name, conditions.next().unwrap_or_default()) {
                    Ok(decision) => decisions.push(decision),
                    Err(problem) => faults.push(PolicyError::new(name, format!("override `{id}`: {problem}"))),
                }
            }
        }
        self.products.decide(eligible);
        self.index();
        if faults.is_empty() { Ok(decisions) } else { Err(faults) }
    }

    fn eligible(&self, raw: RawEligible, file: &str) -> Result<(Entry, Decision), PolicyError> {
        let what = raw.feature.as_ref().map_or_else(|| raw.product.clone(), |part| format!("{}/{part}", raw.product));
        let fault = |problem: String| PolicyError::new(file, format!("eligible `{what}`: {problem}"));
        let reason = reason(raw.because, raw.decided_by, raw.on, raw.reference).map_err(fault)?;
        let (product, feature) = self.products.find(&raw.product, raw.feature.as_deref()).map_err(fault)?;
        let entry = Entry { product, feature, from: raw.from, verdict: raw.verdict };
        let decision = Decision {
            kind: DecisionKind::Eligible,
            effect: format!("verdict {}{}", raw.verdict, days(Some(raw.from), None)),
            id: what.clone(),
            requirements: Vec::new(),
            file: Some(file.to_owned()),
            reason: Some(reason),
            findings: None,
        };
        Ok((entry, decision))
    }

    fn take_override(&mut self, raw: RawOverride, file: &str, when_text: String) -> Result<Decision, String> {
        let at = u16::try_from(self.overrides.len()).map_err(|_| "there are too many overrides".to_owned())?;
        check_id(&raw.id)?;
        if let Some(other) = self.overrides.iter().find(|other| other.id == raw.id) {
            return Err(format!("stands in {} already; ids are unique", other.file));
        }
        if raw.severity.is_none() && raw.severity_phi.is_none() {
            return Err("needs `severity`, `severity_phi`, or both; the least is \"info\"".to_owned());
        }
        if let (Some(from), Some(until)) = (raw.from, raw.until)
            && until <= from
        {
            return Err(format!("ends on {until}, before it begins on {from}"));
        }
        let requirements = match raw.requirement {
            OneOrMany::One(id) => vec![id],
            OneOrMany::Many(ids) => ids,
        };
        let reason = reason(raw.because, raw.decided_by, raw.on, raw.reference)?;
        let always = raw.when.is_none() && raw.from.is_none() && raw.until.is_none();
        let when = Condition::compile(raw.when.unwrap_or_default(), &self.products.names)
            .map_err(|problem| format!("when: {problem}"))?;
        let overruling = Overruling {
            when,
            interval: Interval { from: raw.from, until: raw.until },
            severity: raw.severity,
            severity_phi: raw.severity_phi,
            verdict: raw.verdict,
        };
        if requirements.is_empty() {
            return Err("names no requirement".to_owned());
        }
        let mut places = Vec::with_capacity(requirements.len());
        for id in &requirements {
            places.push(self.may_overrule(id, &overruling, always)?);
        }
        for place in places {
            if let Some(rule) = self.rules.get_mut(place) {
                rule.overrides.push(at);
            }
            // What several events show together has no event to hold a condition against.
            for linked in self.linked.iter_mut().filter(|one| always && usize::from(one.requirement) == place) {
                if linked.overridden_by.is_none()
                    && let Some(severity) = raw.severity_phi.or(raw.severity)
                {
                    (linked.severity, linked.overridden_by) = (severity, Some(at));
                }
            }
        }
        let taken = Override {
            id: raw.id,
            requirements,
            from: raw.from,
            until: raw.until,
            severity: raw.severity,
            severity_phi: raw.severity_phi,
            verdict: raw.verdict,
            when: when_text,
            reason,
            matches: raw.r#match,
            no_matches: raw.no_match,
            example_context: raw.example_context,
            file: file.to_owned(),
        };
        let decision = taken.decision();
        self.overrides.push(taken);
        self.overrulings.push(overruling);
        Ok(decision)
    }

    /// The place of a requirement that the override may change; an error where it never could.
    fn may_overrule(&self, id: &str, overruling: &Overruling, always: bool) -> Result<usize, String> {
        let place = self.requirements.iter().position(|requirement| requirement.id == id);
        let Some((place, requirement)) = place.and_then(|at| Some((at, self.requirements.get(at)?))) else {
            let known = self.requirements.iter().map(|requirement| requirement.id.as_str());
            return Err(format!("`{id}` is no requirement{}", did_you_mean(id, known)));
        };
        let Some(rule) = self.rules.get(place) else { return Ok(place) };
        if !requirement.through.is_empty() {
            let through = requirement.through.join("`, `");
            return Err(format!("`{id}` is judged by others; name `{through}` instead"));
        }
        match requirement.coverage() {
            Coverage::Attestation | Coverage::Note => {
                return Err(format!("`{id}` has no findings: no event shows it, so there is nothing to change"));
            }
            Coverage::LinkedRule if !always => {
                return Err(format!(
                    "`{id}` is judged by several events together, for which neither `when` nor days can be asked"
                ));
            }
            Coverage::Rule | Coverage::Through | Coverage::LinkedRule => {}
        }
        if overruling.verdict.is_some() && self.asks_verdict(rule) {
            return Err(format!("`{id}` asks for the verdict, so `verdict` cannot change it"));
        }
        let changes = |rule: &Rule| {
            let overrulings = rule.overrides.iter().filter_map(|at| self.overrulings.get(usize::from(*at)));
            rule.cases.iter().any(|case| case.verdict.is_some())
                || overrulings.into_iter().any(|one| one.verdict.is_some())
        };
        if overruling.when.asks_verdict() && (overruling.verdict.is_some() || changes(rule)) {
            return Err(format!("`{id}` changes the verdict, so `when` cannot ask for it (`eligibility`)"));
        }
        Ok(place)
    }

    /// Whether the rule has to wait until every rule that changes the verdict has spoken.
    pub(super) fn asks_verdict(&self, rule: &Rule) -> bool {
        let overrulings = rule.overrides.iter().filter_map(|at| self.overrulings.get(usize::from(*at)));
        rule.asks_verdict() || overrulings.into_iter().any(|one| one.when.asks_verdict())
    }

    /// What the first of `overrides` that holds makes of a finding.
    pub(super) fn overruled(&self, overrides: &[u16], facts: &Facts<'_, '_>) -> Option<Overruled> {
        overrides.iter().find_map(|by| {
            let one = self.overrulings.get(usize::from(*by))?;
            Some(Overruled { by: *by, severity: one.severity(facts)?, verdict: one.verdict })
        })
    }
}

impl Overruling {
    /// The severity that it gives; `None` where it does not hold.
    fn severity(&self, facts: &Facts<'_, '_>) -> Option<Severity> {
        let severity = match facts.grade.carries_phi() {
            true => self.severity_phi.or(self.severity),
            false => self.severity,
        }?;
        // An event without a time counts as younger than any beginning, on any day alike; nobody knows whether it is than an end.
        let timely = match facts.day() {
            Some(day) => self.interval.contains(day),
            None => self.interval.until.is_none(),
        };
        (timely && self.when.holds(facts)).then_some(severity)
    }
}

/// Ids stand in records, whose schema says of what letters they are.
pub(super) fn check_id(id: &str) -> Result<(), String> {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if id.len() <= LONGEST_ID && id.split('-').all(part) {
        Ok(())
    } else {
        Err(format!("an id is up to {LONGEST_ID} small letters and digits, with hyphens between them"))
    }
}

const LONGEST_ID: usize = 100;

fn reason(because: String, decided_by: String, on: Day, reference: String) -> Result<Reason, String> {
    let reason = Reason { because, decided_by, on, reference };
    reason.check().map(|()| reason)
}

fn own(requirement: &Requirement) -> Decision {
    Decision {
        kind: DecisionKind::Requirement,
        id: requirement.id.clone(),
        requirements: Vec::new(),
        effect: requirement.title.clone(),
        file: Some(requirement.file.clone()),
        reason: None,
        findings: None,
    }
}

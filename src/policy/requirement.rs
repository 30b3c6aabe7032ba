//! A requirement of the guide, as data: what `rules explain` prints, and the compiled rule beside it.

use serde::Deserialize;

use crate::policy::condition::{Condition, RawCondition};
use crate::policy::context::Context;
use crate::policy::day::{Day, Edition, Interval};
use crate::policy::error::PolicyError;
use crate::policy::names;
use crate::policy::product::Names;
use crate::policy::{Eligibility, Severity};

/// What a requirement is, by the heading and the wording of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementKind {
    /// What accounts, projects and services are covered at all.
    Designation,
    /// A duty.
    Required,
    /// Advice.
    Recommended,
    /// To be considered in special cases.
    Special,
    /// Named eligible.
    Eligible,
    /// Named as not eligible.
    NotEligible,
    /// An entry of the change log, or a notice of a product's end.
    Lifecycle,
}

names!(RequirementKind {
    Designation = "designation",
    Required = "required",
    Recommended = "recommended",
    Special = "special",
    Eligible = "eligible",
    NotEligible = "not_eligible",
    Lifecycle = "lifecycle",
});

/// A requirement and its explanation.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The id that findings cite; never used again for something else.
    pub id: String,
    /// The guide's chapter.
    pub product: String,
    /// What it is.
    pub kind: RequirementKind,
    /// The rule in a few words.
    pub title: String,
    /// The title of the guide's section, as the newest edition that holds it prints it.
    pub section: String,
    /// The day from which it holds; `None` where the guide names none.
    pub from: Option<Day>,
    /// The day from which it holds no more.
    pub until: Option<Day>,
    /// The editions that hold it.
    pub editions: Vec<Edition>,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub remedy: String,
    /// Edition and line of the guide.
    pub references: Vec<String>,
    /// When it speaks and how loud; the first case that holds decides.
    pub cases: Vec<CaseText>,
    /// Events that break it.
    pub matches: Vec<MatchExample>,
    /// Events that do not.
    pub no_matches: Vec<NoMatchExample>,
    /// The customer context the examples are judged in.
    pub example_context: Option<Context>,
    /// The file it stands in.
    pub file: String,
}

/// A case in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseText {
    /// What has to be so.
    pub say: String,
    /// The severity without PHI; `None`: no finding then.
    pub severity: Option<Severity>,
    /// The severity with PHI; `None`: the same.
    pub severity_phi: Option<Severity>,
}

/// An event that the requirement finds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchExample {
    /// The event, JSON.
    pub event: String,
    /// With which severity.
    pub severity: Severity,
    /// Judged by this edition instead of the event's own time.
    pub rules: Option<Edition>,
}

/// An event that the requirement leaves alone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoMatchExample {
    /// The event, JSON.
    pub event: String,
    /// Why not.
    pub because: String,
}

/// A file of `policies/requirements/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequirementFile {
    requirement: Vec<RawRequirement>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRequirement {
    id: String,
    product: String,
    kind: RequirementKind,
    title: String,
    section: String,
    from: Option<Day>,
    until: Option<Day>,
    editions: Vec<Edition>,
    references: Vec<String>,
    why: String,
    remedy: String,
    applies: RawCondition,
    example_context: Option<Context>,
    cases: Vec<RawCase>,
    r#match: Vec<MatchExample>,
    no_match: Vec<NoMatchExample>,
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

/// A requirement ready to judge.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub interval: Interval,
    /// One bit for every edition that holds the rule.
    pub editions: u8,
    pub applies: Condition,
    pub cases: Vec<Case>,
}

/// A case ready to judge.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub when: Condition,
    pub severity: Option<Severity>,
    pub severity_phi: Option<Severity>,
    /// What the case makes of the verdict on the event.
    pub verdict: Option<Eligibility>,
    /// Only for events of this day or later.
    pub since: Option<Day>,
    /// For events from before the requirement's interval, instead of within it.
    pub before_effect: bool,
}

impl RequirementFile {
    /// The requirements of a file with their rules.
    pub fn build(self, file: &str, names: &Names) -> Result<Vec<(Requirement, Rule)>, PolicyError> {
        let built = |raw: RawRequirement| {
            let id = raw.id.clone();
            raw.build(file, names).map_err(|problem| PolicyError::new(file, format!("requirement `{id}`: {problem}")))
        };
        self.requirement.into_iter().map(built).collect()
    }
}

impl RawRequirement {
    fn build(self, file: &str, names: &Names) -> Result<(Requirement, Rule), String> {
        for (what, missing) in [
            ("a case", self.cases.is_empty()),
            ("an event that matches", self.r#match.is_empty()),
            ("an event that does not match", self.no_match.is_empty()),
            ("an edition", self.editions.is_empty()),
        ] {
            if missing {
                return Err(format!("needs {what}"));
            }
        }
        let rule = Rule {
            interval: Interval { from: self.from, until: self.until },
            editions: self.editions.iter().fold(0, |mask, edition| mask | edition.bit()),
            applies: Condition::compile(self.applies, names).map_err(|problem| format!("applies: {problem}"))?,
            cases: Vec::with_capacity(self.cases.len()),
        };
        let mut built = Requirement {
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
            references: self.references,
            cases: Vec::with_capacity(self.cases.len()),
            matches: self.r#match,
            no_matches: self.no_match,
            example_context: self.example_context,
            file: file.to_owned(),
        };
        let mut rule = rule;
        for (index, raw) in self.cases.into_iter().enumerate() {
            built.cases.push(CaseText { say: raw.say.clone(), severity: raw.severity, severity_phi: raw.severity_phi });
            rule.cases.push(raw.build(names).map_err(|problem| format!("case {}: {problem}", index + 1))?);
        }
        match rule.asks_verdict() && rule.cases.iter().any(|case| case.verdict.is_some()) {
            true => {
                Err("asks for the verdict (`eligibility`) and changes it (`verdict`); one of them has to go".to_owned())
            }
            false => Ok((built, rule)),
        }
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

impl Rule {
    /// Whether some case speaks on events without PHI.
    pub fn speaks_without_phi(&self) -> bool {
        self.cases.iter().any(|case| case.severity.is_some())
    }

    /// Whether the rule has to wait until every rule that changes the verdict has spoken.
    pub fn asks_verdict(&self) -> bool {
        self.applies.asks_verdict() || self.cases.iter().any(|case| case.when.asks_verdict())
    }
}

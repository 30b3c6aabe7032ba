//! What the customer decided about the rules: who, when, why, and where that is written down.

use serde::{Deserialize, Serialize};

use crate::policy::day::Day;
use crate::policy::names;
use crate::policy::requirement::{MatchExample, NoMatchExample};
use crate::policy::{Context, Eligibility, Severity};

/// Who answers for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Why.
    pub because: String,
    /// Who decided: a person, with their role.
    pub decided_by: String,
    /// The day of the decision.
    pub on: Day,
    /// Where it is written down: a memo of counsel, a ticket.
    pub reference: String,
}

/// Another severity for what a requirement finds, where a condition holds. It never takes a finding away.
#[derive(Clone, Debug)]
pub struct Override {
    /// Its id; findings name it.
    pub id: String,
    /// The requirements whose findings it changes.
    pub requirements: Vec<String>,
    /// The first day on which it holds, by the event's own time.
    pub from: Option<Day>,
    /// The first day on which it holds no more.
    pub until: Option<Day>,
    /// The severity; `None`: only with PHI is it another one.
    pub severity: Option<Severity>,
    /// The severity with PHI; `None`: the same as without.
    pub severity_phi: Option<Severity>,
    /// What the finding makes of the verdict on the event; `None`: what the requirement says.
    pub verdict: Option<Eligibility>,
    /// The condition as it is written, on one line, as JSON; empty: it holds for every finding.
    pub when: String,
    /// Who answers for it.
    pub reason: Reason,
    /// Events with a finding that it changes.
    pub matches: Vec<MatchExample>,
    /// Events without one.
    pub no_matches: Vec<NoMatchExample>,
    /// The customer context the examples are judged in.
    pub example_context: Option<Context>,
    /// The overlay it stands in.
    pub file: String,
}

/// What a decision does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// `[[override]]`: another severity, where a condition holds.
    Override,
    /// `[[eligible]]`: another verdict on a product or feature from a day on.
    Eligible,
    /// `[[requirement]]`: a requirement of the customer's own.
    Requirement,
    /// `[rules.severity]`: another severity for all that a requirement finds.
    Severity,
    /// `[rules] disabled`: a matcher or requirement that is left out.
    Disabled,
}

names!(DecisionKind {
    Override = "override",
    Eligible = "eligible",
    Requirement = "requirement",
    Severity = "severity",
    Disabled = "disabled",
});

/// A decision as a report lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What it does.
    pub kind: DecisionKind,
    /// Its id, or the product, requirement or matcher that it is about.
    pub id: String,
    /// Of an override, the requirements whose findings it changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<String>,
    /// What is different by it, in words.
    pub effect: String,
    /// The file it stands in; `None`: the settings.
    pub file: Option<String>,
    /// Who answers for it; settings and requirements do not say.
    #[serde(flatten)]
    pub reason: Option<Reason>,
    /// How many findings it changed, or of a requirement, how many there are; `None` where nothing shows that.
    pub findings: Option<u64>,
}

impl Reason {
    /// What is missing in it.
    pub(crate) fn check(&self) -> Result<(), String> {
        let parts = [("because", &self.because), ("decided_by", &self.decided_by), ("reference", &self.reference)];
        match parts.iter().find(|(_, text)| text.trim().is_empty()) {
            Some((name, _)) => Err(format!("`{name}` says nothing; a decision names who took it, why, and its record")),
            None => Ok(()),
        }
    }
}

impl Override {
    /// What is different by it, in words.
    pub fn effect(&self) -> String {
        let severity = match (self.severity, self.severity_phi) {
            (Some(without), Some(with)) if without != with => format!("severity {without}, with PHI {with}"),
            (Some(severity), _) => format!("severity {severity}"),
            (None, Some(with)) => format!("severity {with} with PHI"),
            (None, None) => String::new(),
        };
        let verdict = self.verdict.map(|verdict| format!(", verdict {verdict}")).unwrap_or_default();
        let when = if self.when.is_empty() { String::new() } else { format!(", when {}", self.when) };
        severity + &verdict + &days(self.from, self.until) + &when
    }

    /// The decision as a report lists it.
    pub(crate) fn decision(&self) -> Decision {
        Decision {
            kind: DecisionKind::Override,
            id: self.id.clone(),
            requirements: self.requirements.clone(),
            effect: self.effect(),
            file: Some(self.file.clone()),
            reason: Some(self.reason.clone()),
            findings: None,
        }
    }
}

/// An interval in words, to end a phrase with.
pub(crate) fn days(from: Option<Day>, until: Option<Day>) -> String {
    match (from, until) {
        (Some(from), Some(until)) => format!(", for events from {from} until {until}"),
        (Some(from), None) => format!(", for events from {from} on"),
        (None, Some(until)) => format!(", for events before {until}"),
        (None, None) => String::new(),
    }
}

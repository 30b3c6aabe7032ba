//! What a report rests on: which program, which rules, which settings, which question.

use serde::{Deserialize, Serialize};

use super::tally::Tally;
use crate::policy::{Decision, DecisionKind};

/// The basis of a report; printed in it, so that somebody else can repeat the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Version of phi-audit.
    pub version: String,
    /// SHA-256 over all rule files and dictionaries in force.
    pub rules_digest: String,
    /// Which edition judged: `event-time`, or the date of one.
    pub edition: String,
    /// The settings, if there were any.
    pub config: Option<ConfigFile>,
    /// What `config import` wrote down, if the settings name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<ConfigFile>,
    /// What somebody vouches for, if the settings name a file of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attestations: Option<ConfigFile>,
    /// Whether designated accounts or workspaces were configured. If not, every account counts as designated.
    pub accounts_configured: bool,
    /// Only events from this time on.
    pub since: Option<String>,
    /// Only events before this time.
    pub until: Option<String>,
    /// Of archives, which folders were not looked into because of that: `filed before 2024-05-07`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
    /// What the customer decided about the rules: overlays, and the settings that change rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// The paths as given.
    pub inputs: Vec<String>,
}

/// A file of the customer's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigFile {
    /// As given.
    pub path: String,
    /// SHA-256 of its bytes.
    pub digest: String,
}

impl Basis {
    /// The same with what each decision came to.
    pub(super) fn counted(&self, tally: &Tally) -> Self {
        let mut counted = self.clone();
        for decision in &mut counted.decisions {
            decision.findings = match decision.kind {
                DecisionKind::Override => Some(tally.overrides.entries.get(&decision.id).copied().unwrap_or_default()),
                DecisionKind::Requirement | DecisionKind::Severity => {
                    let about = tally.requirements.entries.get(&decision.id);
                    Some(about.map_or(0, |about| about.findings.sum() + about.facts))
                }
                // What would have been found otherwise, nobody knows.
                DecisionKind::Eligible | DecisionKind::Disabled => None,
            };
        }
        counted
    }
}

/// The editions of the guide, oldest first.
pub(super) const EDITIONS: [&str; 2] = ["2024-04-19", "2024-12-11"];

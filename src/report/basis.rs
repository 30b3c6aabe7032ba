//! What a report rests on: which program, which rules, which settings, which question.

use serde::{Deserialize, Serialize};

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

/// The editions of the guide, oldest first.
pub(super) const EDITIONS: [&str; 2] = ["2024-04-19", "2024-12-11"];

//! The settings, as written. `phi-audit.example.toml` shows every one of them; a test keeps it complete.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::Size;
use crate::policy::Severity;

/// A word that still knows where it stood, so that an error can name its line.
pub type Word = Spanned<String>;

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Twilio accounts under the BAA.
    pub accounts: Accounts,
    /// Segment sources and destinations under a BAA.
    pub segment: SegmentScope,
    /// Where call audio and events may be sent to.
    pub streams: Streams,
    /// Which rules are in force.
    pub rules: RuleSettings,
    /// How much of anything is read at most.
    pub limits: Limits,
}

/// Twilio accounts under the BAA.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Accounts {
    /// Account SIDs of the HIPAA Projects. Without any, every account counts as one, and reports say so.
    pub designated: Vec<Word>,
    /// Subaccounts that are HIPAA Projects too, by the SID of their designated parent. Inheritance is not assumed.
    pub subaccounts: BTreeMap<Word, Vec<Word>>,
    /// A name for an account, shown to people beside its SID.
    pub names: BTreeMap<Word, String>,
}

/// Segment sources and destinations under a BAA.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SegmentScope {
    /// Source ids (`projectId` in an event) that may carry PHI. Without any, every source may.
    pub sources: Vec<Word>,
    /// Destinations with a BAA, by their name in `integrations`.
    pub destinations: Vec<Word>,
}

/// Where call audio and events may be sent to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Streams {
    /// Hosts of your own that receive Media Streams or Event Streams and are attested to be compliant.
    pub attested_hosts: Vec<Word>,
    /// Hosts of third parties with whom a BAA is signed.
    pub third_party_hosts_with_baa: Vec<Word>,
}

/// Which rules are in force.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RuleSettings {
    /// The edition of the guide to judge by.
    pub edition: Edition,
    /// Further matcher packs, relative to this file.
    pub matchers: Vec<Spanned<PathBuf>>,
    /// Matchers and requirements to leave out, by id.
    pub disabled: Vec<Word>,
    /// Another severity for the findings of a requirement, by its id.
    pub severity: BTreeMap<Word, Severity>,
}

/// By which edition of Twilio's guide an event is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
pub enum Edition {
    /// The one in force on the event's own day
    #[default]
    #[serde(rename = "event-time")]
    EventTime,
    /// The edition of April 19, 2024
    #[serde(rename = "2024-04-19")]
    #[value(name = "2024-04-19")]
    Apr2024,
    /// The edition of December 11, 2024
    #[serde(rename = "2024-12-11")]
    #[value(name = "2024-12-11")]
    Dec2024,
}

/// How much of anything is read at most. What is left unread is reported.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// The longest document (a line, an array element, a concatenated value).
    pub document: Size,
    /// How deep JSON may be nested, decoded strings included.
    pub depth: u8,
    /// The most that is decoded out of the strings of one document.
    pub decoded: Size,
    /// How many times larger than its file a compressed stream may grow.
    pub expansion: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document: Size(16 << 20), depth: 64, decoded: Size(4 << 20), expansion: 1000 }
    }
}

impl Accounts {
    /// What people call an account.
    pub fn name(&self, account: &str) -> Option<&str> {
        self.names.iter().find(|(sid, _)| sid.get_ref() == account).map(|(_, name)| name.as_str())
    }

    /// All accounts that are HIPAA Projects, subaccounts included, each once, in order.
    pub fn in_scope(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self
            .designated
            .iter()
            .chain(self.subaccounts.values().flatten())
            .map(|sid| sid.get_ref().as_str())
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl std::fmt::Display for Edition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Edition::EventTime => "event-time",
            Edition::Apr2024 => "2024-04-19",
            Edition::Dec2024 => "2024-12-11",
        })
    }
}

//! What a detector reports: where, how it knows, how sure it is. Never the value.

use serde::{Deserialize, Serialize};

use crate::policy::names;

/// How a matcher knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Bare digits or letters: counts only beside a keyword and with no excluded word near by.
    Weak,
    /// A shape, or a word of a closed list: counts beside a keyword or under a speaking key.
    Pattern,
    /// A check digit or a closed grammar: may count alone.
    Validated,
}

/// How sure a match is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Reported, seldom acted on: sample values, lone weak evidence.
    Low,
    /// Good enough to act on.
    Medium,
    /// Beyond reasonable doubt.
    High,
}

/// Is there PHI in the event? An identifier together with health information makes it so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Neither.
    #[default]
    None,
    /// Health information that points at nobody.
    Health,
    /// An identifier alone.
    Pii,
    /// Health information and only an IP address, a device or an anonymous id.
    LikelyPhi,
    /// Health information and a direct identifier.
    Phi,
}

impl Grade {
    /// Whether rules treat the event as one that carries PHI.
    pub const fn carries_phi(self) -> bool {
        matches!(self, Grade::LikelyPhi | Grade::Phi)
    }
}

names!(Strength { Weak = "weak", Pattern = "pattern", Validated = "validated" });
names!(Confidence { Low = "low", Medium = "medium", High = "high" });
names!(Grade { None = "none", Health = "health", Pii = "pii", LikelyPhi = "likely_phi", Phi = "phi" });

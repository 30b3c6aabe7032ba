//! `[alerts]`, `[[suppression]]` and `[quarantine]`: what becomes of a finding, and of a record that cannot be read.
//!
//! Whether a suppression names a rule that exists is checked where the rules are known.

use std::path::PathBuf;

use serde::Deserialize;

use crate::config::Span;
use crate::config::model::Word;
use crate::policy::Severity;

/// Which findings become alerts, and what they look like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Alerts {
    /// The least severity that is alerted.
    pub minimum: Severity,
    /// How long the events of one message, call or other resource give one alert per requirement. `"0s"`: never fold.
    pub fold: Span,
    /// How many resources are remembered for folding.
    pub fold_entries: usize,
    /// The CloudEvents `source`: whose alerts these are.
    pub source: String,
    /// The file that holds the key of the fingerprints (32 bytes or more). Not given: alerts have no fingerprints.
    pub fingerprint_key_file: Option<PathBuf>,
}

impl Default for Alerts {
    fn default() -> Self {
        Self {
            minimum: Severity::Low,
            fold: Span::seconds(600),
            fold_entries: 10_000,
            source: "/phi-audit".to_owned(),
            fingerprint_key_file: None,
        }
    }
}

/// Findings that are known and accepted for a time. All conditions that are given have to hold, and at least one is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// The requirement's id.
    #[serde(default)]
    pub requirement: Option<Word>,
    /// The Account SID or Segment source id.
    #[serde(default)]
    pub account: Option<Word>,
    /// The product's id.
    #[serde(default)]
    pub product: Option<Word>,
    /// JSON pointer of a match; one that ends in `/*` covers all below it. Every match of the finding has to be covered.
    #[serde(default)]
    pub pointer: Option<Word>,
    /// Fingerprint of a match. Every match of the finding has to have one that is listed.
    #[serde(default)]
    pub fingerprint: Option<Word>,
    /// Who answers for it.
    pub owner: Word,
    /// Why it is accepted.
    pub reason: Word,
    /// The first day (UTC) on which it no longer holds: `"2027-01-31"`.
    pub expires: Word,
}

/// What is done with records that cannot be read or whose alerts no sink accepts: a pointer to them is kept, never what they said.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Quarantine {
    /// The folder for pointers, relative to the configuration. Not used where `topic` is given.
    pub folder: PathBuf,
    /// A topic of the cluster under `[kafka]` for them.
    pub topic: Option<Word>,
    /// The service stops when more than this share of the last `window` records went to quarantine.
    pub max_ratio: f64,
    /// How many records the ratio looks back on.
    pub window: u32,
    /// The service stops when so many records in a row went to quarantine.
    pub max_consecutive: u32,
}

impl Default for Quarantine {
    fn default() -> Self {
        Self { folder: "quarantine".into(), topic: None, max_ratio: 0.5, window: 10_000, max_consecutive: 20_000 }
    }
}

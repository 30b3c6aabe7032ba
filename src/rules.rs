//! Everything a verdict rests on, compiled once and shared: matchers, dictionaries, products, numbering plan, requirements, the
//! customer's own context.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::detect::pack::{self, PackError};
use crate::detect::{Detector, Matcher, PACKS, TABLES};

/// The rules in force.
#[derive(Debug)]
pub struct Rules {
    pub(crate) detector: Detector,
    digest: String,
}

/// Gathers rules: the shipped ones, the customer's packs.
#[derive(Debug, Default)]
pub struct RulesBuilder {
    packs: Vec<(String, String)>,
}

/// What is wrong with the rules, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A matcher pack.
    #[error(transparent)]
    Pack(#[from] PackError),
}

impl Rules {
    /// The shipped rules, without any customer context.
    pub fn embedded() -> Result<Arc<Self>, Vec<RuleError>> {
        RulesBuilder::default().build()
    }

    /// SHA-256 over all rule files and dictionaries in force, as 64 lower-case hex digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The matchers in force.
    pub fn matchers(&self) -> &[Matcher] {
        self.detector.matchers()
    }
}

impl RulesBuilder {
    /// Adds a matcher pack to the shipped ones.
    pub fn pack(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.packs.push((name.into(), text.into()));
        self
    }

    /// Compiles the rules; gives every fault there is, not only the first.
    pub fn build(self) -> Result<Arc<Rules>, Vec<RuleError>> {
        let mut digest = Sha256::new();
        let mut feed = |name: &str, bytes: &[u8]| {
            digest.update((name.len() as u64).to_le_bytes());
            digest.update(name);
            digest.update((bytes.len() as u64).to_le_bytes());
            digest.update(bytes);
        };
        let own = self.packs.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let (mut matchers, mut faults) = (Vec::new(), Vec::new());
        for (name, text) in PACKS.iter().copied().chain(own) {
            feed(name, text.as_bytes());
            match pack::read(name, text) {
                Ok(read) => matchers.extend(read),
                Err(found) => faults.extend(found),
            }
        }
        TABLES.iter().for_each(|table| feed("dictionary", table));
        match Detector::new(matchers) {
            Ok(detector) if faults.is_empty() => Ok(Arc::new(Rules { detector, digest: hex(&digest.finalize()) })),
            Ok(_) => Err(faults.into_iter().map(RuleError::Pack).collect()),
            Err(more) => Err(faults.into_iter().chain(more).map(RuleError::Pack).collect()),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

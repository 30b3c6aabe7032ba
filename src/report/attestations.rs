//! The duties that no event stream can show, from `attestations.toml` beside this file.

use serde::{Deserialize, Serialize};

const SHIPPED: &str = include_str!("attestations.toml");

/// A duty, an advice or a note of the guide that has to be vouched for, or known, by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// The requirement's id.
    pub id: String,
    /// The product it concerns.
    pub product: String,
    /// What is asked.
    pub attest: Attest,
    /// What is to be true.
    pub title: String,
    /// The guide's section.
    pub section: String,
    /// Who could vouch for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// What to keep as evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// The day from which it holds; always, if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The day on which it ceased to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What an attestation asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attest {
    /// Required: somebody vouches for it.
    Duty,
    /// Recommended: somebody vouches for it, or says why not.
    Advice,
    /// Nothing to vouch for: how Twilio or the guide itself behaves.
    Note,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    attestation: Vec<Attestation>,
}

/// All of them, in the order of the file. Empty only if the shipped file were broken, which a test forbids.
pub fn attestations() -> Vec<Attestation> {
    toml::from_str::<File>(SHIPPED).map(|file| file.attestation).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn all_96_requirements_that_no_stream_shows_are_listed_once() {
        let all = attestations();
        assert_eq!(all.len(), 96);
        assert_eq!(all.iter().map(|one| &one.id).collect::<BTreeSet<_>>().len(), 96);
    }

    #[test]
    fn what_is_to_be_vouched_for_says_by_whom_and_with_which_evidence() {
        for one in attestations() {
            let complete = one.who.is_some() && one.evidence.is_some();
            assert_eq!(complete, one.attest != Attest::Note, "{}", one.id);
            assert!(!one.title.is_empty() && !one.section.is_empty(), "{}", one.id);
        }
    }
}

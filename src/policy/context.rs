//! What only the customer knows: designated accounts, BAAs, attested hosts. A section of the configuration file.

use serde::Deserialize;

use crate::policy::hosts;

/// The customer's own facts. Empty means: nothing is known, so every account counts as designated and no host as attested.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Context {
    /// SIDs of the accounts, subaccounts included, that are designated as HIPAA Projects. Not given: all of them.
    pub designated_accounts: Option<Vec<String>>,
    /// Ids of the Segment sources in designated workspaces. Not given: all of them.
    pub designated_sources: Option<Vec<String>>,
    /// Names of the Segment destinations with a BAA, as in `integrations`. Not given: destinations are not judged.
    pub destinations_with_baa: Option<Vec<String>>,
    /// Hosts (with their subdomains) that may receive call audio because somebody answers for their compliance.
    pub attested_stream_hosts: Vec<String>,
    /// Hosts (with their subdomains) of third parties with a BAA that covers call audio.
    pub stream_hosts_with_baa: Vec<String>,
    /// Whether the audited stream is delivered to a sink of a third party.
    pub third_party_sink: bool,
}

impl Context {
    /// Whether every account counts as designated because no list was given; reports say so once.
    pub fn assumes_designation(&self) -> bool {
        self.designated_accounts.is_none() || self.designated_sources.is_none()
    }

    /// Whether `host` may receive call audio.
    pub(crate) fn stream_attested(&self, host: &str) -> bool {
        hosts::covered(host, &self.attested_stream_hosts) || self.stream_has_baa(host)
    }

    /// Whether a BAA with the third party behind `host` is recorded.
    pub(crate) fn stream_has_baa(&self, host: &str) -> bool {
        hosts::covered(host, &self.stream_hosts_with_baa)
    }
}

//! What only the customer knows: designated accounts, BAAs, attested hosts. A section of the configuration file.

use serde::Deserialize;

use crate::event::Event;
use crate::policy::account::{Designated, KnownAccount};
use crate::policy::attested::Attested;
use crate::policy::day::Day;
use crate::policy::destination::{self, Baa, DestinationLimits, KnownDestination};
use crate::policy::hosts;
use crate::policy::tracking_plan::TrackingPlan;

/// The customer's own facts. Empty means: nothing is known, so every account counts as designated and no host as attested.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Context {
    /// The accounts, subaccounts included, that are designated as HIPAA Projects. Not given: all of them.
    pub designated_accounts: Option<Vec<Designated>>,
    /// The Segment sources in designated workspaces. Not given: all of them.
    pub designated_sources: Option<Vec<Designated>>,
    /// What else is known of accounts, designated or not: the account above, the day they were opened.
    pub accounts: Vec<KnownAccount>,
    /// The day on which the BAA with Twilio was signed.
    pub baa: Option<Day>,
    /// Names of the Segment destinations with a BAA, as in `integrations`. Not given: destinations are not judged.
    pub destinations_with_baa: Option<Vec<String>>,
    /// Segment destinations that are on, by their source. A call that does not switch them off goes to them.
    pub destinations: Vec<KnownDestination>,
    /// The customer's own telephone numbers, digits alone, in order. Not given: nothing is known of them.
    pub own_numbers: Option<Vec<String>>,
    /// What single Segment destinations may receive. One that is not among them may receive anything.
    pub destination_limits: Vec<DestinationLimits>,
    /// Tracking plans of Segment sources. Of a call, the first one that is for its source speaks.
    pub tracking_plans: Vec<TrackingPlan>,
    /// Hosts (with their subdomains) that may receive call audio or events because somebody answers for their compliance.
    pub attested_stream_hosts: Vec<String>,
    /// Hosts (with their subdomains) of third parties with a BAA that covers what they receive.
    pub stream_hosts_with_baa: Vec<String>,
    /// Whether the audited stream is delivered to a sink of a third party.
    pub third_party_sink: bool,
    /// What somebody vouched for. Not given: nothing is known, and rules that ask for it say nothing.
    pub attestations: Option<Vec<Attested>>,
}

impl Context {
    /// Whether every account counts as designated because no list was given; reports say so once.
    pub fn assumes_designation(&self) -> bool {
        self.designated_accounts.is_none() || self.designated_sources.is_none()
    }

    /// Whether, at `now` (seconds since 1970), somebody vouched for all of `attested` and not for all of `unattested`.
    pub(crate) fn vouches_for(&self, attested: &[String], unattested: &[String], now: i64) -> bool {
        if attested.is_empty() && unattested.is_empty() {
            return true;
        }
        let Some(known) = &self.attestations else { return false };
        let vouched = |id: &String| known.iter().any(|one| one.requirement == *id && one.holds_at(now));
        attested.iter().all(vouched) && (unattested.is_empty() || !unattested.iter().all(vouched))
    }

    /// Whether a BAA with the company behind a destination is recorded.
    pub fn destination_has_baa(&self, name: &str) -> bool {
        destination::baa(name, self) == Baa::Signed
    }

    /// Whether some address of the event is a number of the customer's own; `None` where nothing is known of them.
    pub(crate) fn has_own_number(&self, event: &Event<'_>) -> Option<bool> {
        let own = self.own_numbers.as_ref()?;
        let is_own = |digits: &str| own.binary_search_by(|known| known.as_str().cmp(digits)).is_ok();
        Some(event.addresses().filter_map(|address| address.digits).any(is_own))
    }

    /// Whether `host` may receive call audio or events.
    pub fn stream_attested(&self, host: &str) -> bool {
        hosts::covered(host, &self.attested_stream_hosts) || self.stream_has_baa(host)
    }

    /// Whether a BAA with the third party behind `host` is recorded.
    pub(crate) fn stream_has_baa(&self, host: &str) -> bool {
        hosts::covered(host, &self.stream_hosts_with_baa)
    }
}

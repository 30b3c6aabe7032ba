//! What a person of the customer's vouched for: an entry of their `attestations.toml`.

use serde::{Deserialize, Serialize};

use crate::policy::day::Day;

/// Somebody's word that a requirement is met, from one day to another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Attested {
    /// The requirement's id.
    pub requirement: String,
    /// Who vouches: a person or a role.
    pub owner: String,
    /// The first day on which the word holds.
    pub date: Day,
    /// The first day on which it holds no more.
    pub expiry: Day,
    /// Where the evidence is kept.
    pub reference: String,
}

impl Attested {
    /// Whether the word holds at `seconds` since 1970.
    pub fn holds_at(&self, seconds: i64) -> bool {
        self.date.seconds() <= seconds && seconds < self.expiry.seconds()
    }
}

//! Bytes → events: documents, wrappers, envelopes, leaves, addresses.

use serde::{Deserialize, Serialize};

use crate::policy::names;

/// Whose event it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A Twilio Event Streams CloudEvent.
    Twilio,
    /// A Segment call.
    Segment,
    /// Any other JSON.
    #[default]
    Unknown,
}

names!(Kind { Twilio = "twilio", Segment = "segment", Unknown = "unknown" });

//! Finding → alert: which findings become one, what it says, and which belong together.
//!
//! [`AlertRules`] makes a [`Draft`] of every finding that is bad enough and not suppressed; a [`Folder`] tells which of them are
//! published and which are counted; [`Draft::message`] writes a CloudEvent whose data is an OCSF 1.8 Data Security Finding.
//! Promises: an alert says where and what kind, never a value; its id follows from the event and its position alone, so that
//! what comes twice after a crash can be told (docs/alerts.md). Pure: no clock, no I/O.
//!
//! What it leaves to others: delivery ([`sink`](crate::sink)), and when a record counts as done ([`pipeline`](crate::pipeline)).

mod draft;
mod fold;
mod message;
mod ocsf;
mod origin;
mod rules;
mod suppress;
mod uid;

pub use crate::fingerprint::{Fingerprint, FingerprintKey, ShortKey};
pub use draft::{Draft, DraftMatch, EventFacts, MOST_MATCHES, RequirementFacts};
pub use fold::{Admit, Due, Folder};
pub use message::{Activity, MESSAGE_KIND};
pub use origin::{Origin, Place};
pub use rules::{AlertRules, Decided};
pub use suppress::{SuppressionError, SuppressionState, SuppressionStatus, Suppressions};
pub use uid::FoldKey;

//! phi-audit: which event of Twilio Event Streams or Segment carries PHI where the BAA does not reach?

pub mod audit;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod config;
pub mod detect;
pub mod event;
pub mod policy;
pub mod record;
#[cfg(feature = "cli")]
pub mod report;
pub mod rules;
#[cfg(feature = "cli")]
pub mod source;
pub mod suggest;

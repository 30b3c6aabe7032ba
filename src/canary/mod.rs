//! The canary: an event with invented PHI that the service sends through its own source, to prove that it still sees.
//!
//! `event` is pure: what a canary looks like and how it is recognised. It promises that every canary is recognised, and nothing
//! but a canary: but for its id and its time, each of its bytes is fixed. `sending` sends one each turn, by a [`Way`] for each
//! kind of source. What became of one is said by [`audit`](crate::audit), which judges it as any event and hands it out as what
//! it is, so that nothing counts it as an event.
//!
//! Absent: recognising canaries that somebody wrote anew, with other blanks or another order of fields. Those are events.

mod event;
#[cfg(feature = "kafka")]
mod kafka;
#[cfg(feature = "kinesis")]
mod kinesis;
#[cfg(feature = "service")]
mod sending;
#[cfg(feature = "webhook")]
mod webhook;

pub use event::{Canary, REQUIREMENT, SOURCE};
#[cfg(feature = "kafka")]
pub use kafka::ToTopic;
#[cfg(feature = "kinesis")]
pub use kinesis::ToStream;
#[cfg(feature = "service")]
pub use sending::{NotSent, Sender, Way};
#[cfg(feature = "webhook")]
pub use webhook::{Signing, ToRoute};

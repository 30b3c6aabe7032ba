//! Quarantine: what could not be read, or not be told of, is kept by its place, so that the stream goes on and nothing is lost
//! from sight.
//!
//! It promises that a [`Pointer`] says where a record stands and why it is here, and nothing of what is in it: no payload, key
//! or header, nor a digest of one. A [`QuarantineGuard`] stops the service where quarantine becomes the rule; a [`Store`] reads
//! a folder of pointers back. Sending pointers is for [`pipeline`](crate::pipeline) and [`sink`](crate::sink).

mod limits;
mod lines;
mod newest;
mod pointer;
mod reason;
mod resolved;
mod store;
#[cfg(feature = "kafka")]
mod topic;

#[cfg(test)]
mod store_tests;

pub use limits::{QuarantineGuard, Tripped};
pub use newest::Newest;
pub use pointer::{MESSAGE_KIND, Pointer};
pub use reason::{Reason, reason};
pub use resolved::{GONE, Mark, Marks, Resolved};
pub use store::{Entries, Entry, Store, StoreError};
#[cfg(feature = "kafka")]
pub use topic::{TopicLine, read_topic};

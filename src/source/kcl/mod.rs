//! One shard of a Kinesis stream, as Amazon's Kinesis Client Library hands it to a process: records on standard input, answers
//! on standard output.
//!
//! Leases, resharding and the order of parents before children are the library's. Here is what it leaves to a record processor:
//! to audit what it delivers, and to say truthfully how far that is done.

pub mod machine;
pub mod protocol;

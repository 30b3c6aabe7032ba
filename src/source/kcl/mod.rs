//! One shard of a Kinesis stream, as Amazon's Kinesis Client Library hands it to a process: records on standard input, answers
//! on standard output.
//!
//! Leases, resharding and the order of parents before children are the library's. Here is what it leaves to a record processor:
//! to audit what it delivers, and to say truthfully how far that is done.

mod lines;
pub mod machine;
mod processor;
pub mod protocol;
mod upkeep;

pub use lines::{LONGEST, Line, lines};
pub use processor::{Fault, Lane, Processor, greet};

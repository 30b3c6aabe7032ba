//! Archives in object stores, read by the real program from real servers: moto as S3, Azurite as Azure Blob Storage.
//!
//! Each test has a bucket of its own. What was asked of the store is seen by the proxy between the two.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test")]

#[path = "../support/kinesis/mod.rs"]
mod testbed;

mod azure;
mod bucket;
mod faults;
mod kept;
mod layouts;
mod many;
mod run;
mod start;
mod tables;

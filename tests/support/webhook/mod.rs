//! The testbed for webhooks: requests as Twilio and Segment send them, the program itself behind its port, the alerts that come
//! out, an endpoint that can be away, and certificates.
//!
//! Shared through `#[path]`. All calls block. A helper that fails, fails the test with a sentence. Nothing here waits a fixed time.

#![allow(dead_code, unused_imports, reason = "each of its users takes what it needs")]

mod alerts;
mod certificate;
mod config;
mod endpoint;
mod post;
#[path = "../process/mod.rs"]
mod process;
#[path = "../workload.rs"]
pub mod workload;

pub use alerts::{alerts, lines, pointers};
pub use certificate::Certificate;
pub use config::{Open, PUBLIC, SECRET, TOKEN, hooks};
pub use endpoint::Endpoint;
pub use post::{Answer, Post, block_on, sign_segment, sign_twilio};
pub use process::{Config, Metrics, Service, ports, wait_for, wait_until};
pub use rustix::process::Signal;

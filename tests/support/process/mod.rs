//! Processes of a test: servers that end with it, the program itself as a service, and waiting for what they do.
//!
//! Shared by the testbeds beside it. Nothing here knows which server it is. A helper that fails, fails the test with a sentence;
//! nothing waits a fixed time: `wait_until` polls a condition up to a deadline.

mod config;
mod metrics;
pub mod ports;
mod service;
mod supervisor;
mod wait;

pub use config::{Config, toml};
pub use metrics::{Metrics, get};
pub use service::Service;
pub use supervisor::{Supervisor, install, script};
pub use wait::{wait_for, wait_until};

use std::sync::atomic::{AtomicU32, Ordering};

/// A name that no other test of this process uses.
pub fn unique(stem: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{stem}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

//! What the service shows of itself: metrics, health, logs, and the port where they are asked for. A replay, which has no port,
//! shows its figures in a file.
//!
//! It promises that nothing shown is unbounded or personal: label values come from closed sets, the configuration or the rules,
//! and a log line or a reason for ill health names parts of the service, never what an event said. What it leaves to others:
//! measuring. Whoever does the work sets the numbers.

#[cfg(feature = "service")]
mod accounts;
#[cfg(feature = "service")]
pub mod admin;
#[cfg(feature = "service")]
mod describe;
#[cfg(feature = "service")]
pub mod health;
mod instrument;
mod label;
#[cfg(feature = "service")]
pub mod labels;
#[cfg(feature = "service")]
pub mod log;
#[cfg(feature = "service")]
pub mod metrics;
#[cfg(feature = "service")]
pub mod recent;
mod replay;
#[cfg(feature = "service")]
mod status;
#[cfg(feature = "service")]
mod tally;
#[cfg(feature = "service")]
mod textfile;
#[cfg(feature = "service")]
pub mod throttle;

#[cfg(feature = "service")]
pub use accounts::AccountNames;
#[cfg(feature = "service")]
pub use admin::{Admin, AdminError, Shown};
#[cfg(feature = "service")]
pub use health::{Answer, Health, Reason, StalledPartition};
pub use instrument::{Definition, Labelled, MetricsError};
#[cfg(feature = "service")]
pub use metrics::Metrics;
pub use replay::{Reached, ReplayMetrics, Reported};
#[cfg(feature = "service")]
pub use tally::Tally;
#[cfg(feature = "service")]
pub use textfile::Textfile;
#[cfg(feature = "service")]
pub use throttle::{SharedThrottle, Throttle};

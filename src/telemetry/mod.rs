//! What the service shows of itself: metrics, health, logs, and the port where they are asked for.
//!
//! It promises that nothing shown is unbounded or personal: label values come from closed sets, the configuration or the rules,
//! and a log line or a reason for ill health names parts of the service, never what an event said. What it leaves to others:
//! measuring. Whoever does the work sets the numbers.

pub mod admin;
mod describe;
pub mod health;
mod instrument;
pub mod labels;
pub mod log;
pub mod metrics;
pub mod recent;
mod status;
mod tally;
mod textfile;
pub mod throttle;

pub use admin::{Admin, AdminError, Shown};
pub use health::{Answer, Health, Reason, StalledPartition};
pub use instrument::{Definition, Labelled};
pub use metrics::Metrics;
pub use tally::Tally;
pub use textfile::Textfile;
pub use throttle::{SharedThrottle, Throttle};

//! `[service]`, `[admin]` and `[log]`: how the process behaves, and how it is watched.
//!
//! The defaults suit a container with one core and 512 MiB; ranges are checked when the whole file is.

use std::net::SocketAddr;

use serde::Deserialize;

use crate::config::{Size, Span, listen};

/// How the process behaves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Service {
    /// What is promised of each alert.
    pub delivery: Delivery,
    /// Threads that audit. Not given: one per core.
    pub workers: Option<u16>,
    /// Records that may be under way at once; then reading pauses.
    pub in_flight_records: u32,
    /// Bytes that may be under way at once.
    pub in_flight_bytes: Size,
    /// How long a stop waits for what is under way.
    pub grace: Span,
    /// After how long without progress a partition counts as stalled.
    pub stall: Span,
}

impl Default for Service {
    fn default() -> Self {
        Self {
            delivery: Delivery::AtLeastOnce,
            workers: None,
            in_flight_records: 20_000,
            in_flight_bytes: Size(32 << 20),
            grace: Span::seconds(25),
            stall: Span::seconds(120),
        }
    }
}

/// What is promised of each alert.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// None is lost; after a crash some come twice, with the same id.
    #[default]
    AtLeastOnce,
    /// Alerts and positions are committed in one Kafka transaction: Kafka to Kafka only.
    Transactional,
}

/// The port for metrics and health.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Admin {
    /// Where to listen. Port 0 takes any free one, which the log names.
    #[serde(deserialize_with = "listen::admin")]
    pub listen: SocketAddr,
}

impl Default for Admin {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 9464)) }
    }
}

/// What the service says of itself, on standard error.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// How a line looks.
    pub format: LogFormat,
    /// From which level on.
    pub level: LogLevel,
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// From which level on lines are logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// Only what needs a person.
    Error,
    /// And what may soon.
    Warn,
    /// And what the service does.
    #[default]
    Info,
    /// And how.
    Debug,
}

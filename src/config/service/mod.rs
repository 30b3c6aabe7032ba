//! The settings of the long-running service (`phi-audit run`), as written: where events come from, where alerts go, what is
//! done with what cannot be read, and how the process behaves.
//!
//! Secrets never stand in the file: settings name a file or an environment variable that holds them.

mod alerts;
mod aws;
mod canary;
mod kafka;
mod linked;
mod process;
mod sinks;
mod webhook;

pub use alerts::{Alerts, Quarantine, Suppression};
pub use aws::{Aws, AwsRole, Checkpoints, DynamoTable, EventBridgeSink, Kcl, KinesisSink, KinesisSource, SnsSink};
pub use canary::Canary;
pub use kafka::{
    Assignment, GroupProtocol, KafkaCluster, KafkaSasl, KafkaSource, KafkaTls, SaslMechanism, Source, Start,
};
pub use linked::Linked;
pub use process::{Admin, Delivery, Log, LogFormat, LogLevel, Service};
pub use sinks::{FileSink, HttpSink, KafkaSink, Sink, StdoutSink};
pub use webhook::{
    Durable, EventBridgeRoute, OpenRoute, Places, PubSubRoute, Route, SegmentRoute, Spool, TwilioRoute, WebhookLimits,
    WebhookSource, WebhookTls,
};

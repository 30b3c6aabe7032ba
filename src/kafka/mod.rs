//! What source, sinks and quarantine share about a Kafka cluster: how to reach it, what of librdkafka may be set, its tokens and
//! its log.

mod client;
mod context;
mod kind;
mod oauth;
mod protected;

pub use client::{KafkaSettingsError, Role, check, check_producer, client_config, explain};
pub use context::ClusterContext;
pub use kind::kind_of;
pub use oauth::{TokenError, token};
pub use protected::{Protected, protected};

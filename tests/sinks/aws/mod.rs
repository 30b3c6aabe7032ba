//! The sinks of AWS: beside models of it as servers for what they do, and beside a stub for what those never answer.

mod eventbridge;
mod faults;
mod kinesis;
mod queue;
mod service;
mod sns;
mod stub;
#[path = "../../support/kinesis/mod.rs"]
mod testbed;

use std::path::Path;

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_kinesis::config::{Credentials, SharedCredentialsProvider};
use phi_audit::aws::Session;
use phi_audit::config;
use phi_audit::sink::{self, Fate, Opening, Sink};
use testbed::REGION;
use tokio::runtime::Runtime;

use super::endpoint::runtime;

/// What clients share: credentials that are none, and what the environment says of AWS does not count.
fn sdk(endpoint: &str) -> SdkConfig {
    let client = aws_sdk_kinesis::Config::builder().behavior_version(BehaviorVersion::latest()).build();
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .endpoint_url(endpoint)
        .timeout_config(TimeoutConfig::builder().operation_attempt_timeout(std::time::Duration::from_secs(20)).build())
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new("test", "hunter2", None, None, "test")));
    config.set_sleep_impl(client.sleep_impl());
    config.build()
}

/// A sink as it is opened from its settings, and what drives its connections.
struct Opened {
    sink: Box<dyn Sink>,
    _runtime: Runtime,
}

fn open(endpoint: &str, settings: &str) -> Opened {
    let runtime = runtime();
    let aws = Session::of(sdk(endpoint), runtime.handle().clone());
    let settings = config::parse(&format!("[[sink]]\n{settings}\n")).expect("settings").sink.remove(0);
    let with = Opening { folder: Path::new(""), runtime: runtime.handle(), aws: &aws };
    let sink = sink::open(&settings, with).expect("it opens").expect("a sink");
    Opened { sink, _runtime: runtime }
}

/// How parcels have ended, by number.
fn fates(ends: &std::sync::mpsc::Receiver<(usize, Fate)>) -> Vec<(usize, Fate)> {
    let mut fates: Vec<_> = ends.try_iter().collect();
    fates.sort_by_key(|(number, _)| *number);
    fates
}

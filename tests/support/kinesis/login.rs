//! What every client of the testbed has in common: credentials that are none, a region, patience, and a runtime that outlives it.

use std::sync::OnceLock;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_kinesis::config::{Credentials, SharedCredentialsProvider};
use tokio::runtime::Runtime;

/// The region of everything.
pub const REGION: &str = "us-east-1";

/// How long one try of a request may take: kinesis-local is slow when it is full.
const PATIENCE: Duration = Duration::from_secs(30);

/// Variables of a process that is to reach the servers of the tests with these credentials, whoever runs the tests.
pub const ENVIRONMENT: [(&str, &str); 7] = [
    ("AWS_ACCESS_KEY_ID", "test"),
    ("AWS_SECRET_ACCESS_KEY", "test"),
    ("AWS_REGION", REGION),
    ("AWS_CONFIG_FILE", "/dev/null"),
    ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
    ("AWS_EC2_METADATA_DISABLED", "true"),
    ("NO_PROXY", "127.0.0.1"),
];

/// Settings of a client of this endpoint.
pub(super) fn sdk(endpoint: &str) -> SdkConfig {
    // Built from nothing: whatever the environment says of AWS does not count.
    let client = aws_sdk_kinesis::Config::builder().behavior_version(BehaviorVersion::latest()).build();
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .endpoint_url(endpoint)
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new("test", "test", None, None, "testbed")))
        .retry_config(RetryConfig::standard().with_max_attempts(4).with_initial_backoff(Duration::from_millis(100)))
        .timeout_config(TimeoutConfig::builder().operation_attempt_timeout(PATIENCE).build());
    config.set_sleep_impl(client.sleep_impl());
    config.build()
}

/// The runtime of clients and proxies. It is never dropped: connections in a client's pool belong to it.
pub(super) fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
    })
}

/// Waits for a future, such as a request of [`Streams::client`](super::Streams::client).
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    runtime().block_on(future)
}

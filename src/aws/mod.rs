//! How AWS is reached, for sources, archives, checkpoints and sinks alike: region, endpoint, role, time limits, and what its errors mean.
//!
//! It promises that no request waits without end, and that what is said of an error is AWS's own name for it, what the system or
//! TLS says of the connection, or fixed words: never a message, which may quote what was sent or what a provider of credentials
//! wrote.

mod credentials;
#[cfg(feature = "kinesis")]
mod failure;
#[cfg(feature = "kinesis")]
mod session;

use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::timeout::TimeoutConfig;
use aws_config::{AppName, BehaviorVersion, Region, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;

pub use credentials::words;
#[cfg(feature = "kinesis")]
pub use failure::Failure;
#[cfg(feature = "kinesis")]
pub use session::Session;

#[cfg(feature = "kinesis")]
use crate::config::Word;
#[cfg(feature = "kinesis")]
use crate::config::arn::Arn;
use crate::config::service::Aws;

/// How long a connection may take to come about.
pub const CONNECT: Duration = Duration::from_secs(5);

/// What the clients of all services have in common. Asks for nothing yet, but for a role's first credentials.
pub async fn load(settings: &Aws) -> SdkConfig {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(settings.attempt_timeout.0)
        .operation_timeout(settings.operation_timeout.0)
        .build();
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .timeout_config(timeouts)
        .retry_config(RetryConfig::standard().with_max_attempts(3));
    if let Ok(name) = AppName::new(concat!("phi-audit-", env!("CARGO_PKG_VERSION"))) {
        loader = loader.app_name(name);
    }
    if let Some(region) = &settings.region {
        loader = loader.region(Region::new(region.get_ref().clone()));
    }
    if let Some(profile) = &settings.profile {
        loader = loader.profile_name(profile.get_ref());
    }
    if let Some(endpoint) = &settings.endpoint {
        loader = loader.endpoint_url(endpoint.get_ref());
    }
    let config = loader.load().await;
    let Some(role) = &settings.role else { return config };
    let mut provider = AssumeRoleProvider::builder(role.arn.get_ref()).session_name(&role.session).configure(&config);
    if let Some(id) = &role.external_id {
        provider = provider.external_id(id);
    }
    let credentials = SharedCredentialsProvider::new(provider.build().await);
    config.into_builder().credentials_provider(credentials).build()
}

/// The same for a client of `thing`: in the region that its ARN names if it is one, at `endpoint` if there is one.
#[cfg(feature = "kinesis")]
pub fn reach(config: &SdkConfig, thing: &str, endpoint: Option<&Word>) -> SdkConfig {
    let mut config = config.to_builder();
    if let Some(arn) = Arn::parse(thing).filter(|arn| !arn.region.is_empty()) {
        config = config.region(Region::new(arn.region.to_owned()));
    }
    if let Some(endpoint) = endpoint {
        config = config.endpoint_url(endpoint.get_ref());
    }
    config.build()
}

/// The same with at most this time for one try of a request, and twice as much for all.
#[cfg(feature = "kinesis")]
pub fn within(config: &SdkConfig, attempt: Duration) -> SdkConfig {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT.min(attempt))
        .operation_attempt_timeout(attempt)
        .operation_timeout(attempt * 2)
        .build();
    config.to_builder().timeout_config(timeouts).build()
}

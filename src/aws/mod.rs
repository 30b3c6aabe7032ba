//! How AWS is reached, for source, checkpoints and sinks alike: region, endpoint, role, time limits, and what its errors mean.
//!
//! It promises that no request waits without end, and that what is said of an error is AWS's own name for it and never its
//! message, which may quote what was sent.

mod failure;

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::timeout::TimeoutConfig;
use aws_config::{AppName, BehaviorVersion, Region, SdkConfig};
use aws_sdk_kinesis::config::SharedCredentialsProvider;
use tokio::runtime::Handle;

pub use failure::Failure;

use crate::config::Word;
use crate::config::arn::Arn;
use crate::config::service::Aws;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);

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

/// What the clients of one process have in common, loaded when the first of them is made and not at all where none is.
pub struct Session {
    settings: Aws,
    runtime: Handle,
    loaded: OnceLock<SdkConfig>,
}

impl Session {
    /// By `settings`. `runtime` has threads of its own: whoever asks first waits on it.
    pub fn new(settings: &Aws, runtime: Handle) -> Self {
        Self { settings: settings.clone(), runtime, loaded: OnceLock::new() }
    }

    /// The same, where it is at hand already.
    pub fn of(config: SdkConfig, runtime: Handle) -> Self {
        Self { settings: Aws::default(), runtime, loaded: OnceLock::from(config) }
    }

    /// What all clients have in common. Not to be called on a thread of the runtime.
    pub fn config(&self) -> &SdkConfig {
        self.loaded.get_or_init(|| self.runtime.block_on(load(&self.settings)))
    }

    /// The same for a client of `thing`. The SDK tries once: whoever calls tries again, and can be stopped in between.
    pub fn for_one_try(&self, thing: &str, endpoint: Option<&Word>) -> SdkConfig {
        reach(self.config(), thing, endpoint).to_builder().retry_config(RetryConfig::disabled()).build()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("settings", &self.settings).finish_non_exhaustive()
    }
}

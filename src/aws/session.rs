//! What the clients of one process have in common, loaded when the first of them is made and not at all where none is.

use std::fmt;
use std::sync::OnceLock;

use aws_config::retry::RetryConfig;
use aws_config::{Region, SdkConfig};
use tokio::runtime::Handle;

use super::load;
use crate::config::Word;
use crate::config::arn::Arn;
use crate::config::service::Aws;

/// How this process is known to AWS.
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

    /// The same for a client of `thing`, in the region that its ARN names if it is one, at `endpoint` where it is not that of all
    /// services. The SDK tries once: whoever calls tries again, and can be stopped in between.
    pub fn for_one_try(&self, thing: &Word, endpoint: Option<&Word>) -> SdkConfig {
        let mut config = self.config().to_builder().retry_config(RetryConfig::disabled());
        if let Some(arn) = Arn::parse(thing.get_ref()).filter(|arn| !arn.region.is_empty()) {
            config = config.region(Region::new(arn.region.to_owned()));
        }
        if let Some(endpoint) = endpoint {
            config = config.endpoint_url(endpoint.get_ref());
        }
        config.build()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

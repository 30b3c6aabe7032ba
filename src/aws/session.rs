//! What the clients of one process have in common, loaded when the first of them is made and not at all where none is.

use std::fmt;
use std::sync::OnceLock;

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use tokio::runtime::Handle;

use super::{load, reach};
use crate::config::Word;
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

    /// The same for a client of `thing`. The SDK tries once: whoever calls tries again, and can be stopped in between.
    pub fn for_one_try(&self, thing: &Word, endpoint: Option<&Word>) -> SdkConfig {
        let config = reach(self.config(), thing.get_ref(), endpoint);
        config.to_builder().retry_config(RetryConfig::disabled()).build()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

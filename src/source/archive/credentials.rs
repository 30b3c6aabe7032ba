//! Credentials of AWS for the client of the store: those of the SDK's default chain, kept until shortly before they expire.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use object_store::CredentialProvider;
use object_store::aws::AwsCredential;
use tokio::sync::Mutex;

use super::failure::NoCredentials;
use crate::aws;

/// How long before they expire they are asked for anew.
const EARLY: Duration = Duration::from_secs(300);
/// How long those are kept that say nothing of their end: their file may be written anew.
const KEPT: Duration = Duration::from_secs(900);
/// How long the chain may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The chain.
pub(super) struct Chain {
    provider: SharedCredentialsProvider,
    kept: Mutex<Option<(Arc<AwsCredential>, SystemTime)>>,
}

impl Chain {
    pub fn new(provider: SharedCredentialsProvider) -> Self {
        Self { provider, kept: Mutex::default() }
    }

    /// The credentials of now.
    pub async fn credential(&self) -> Result<Arc<AwsCredential>, NoCredentials> {
        let mut kept = self.kept.lock().await;
        #[allow(clippy::disallowed_methods, reason = "when credentials end, not what an event says")]
        let now = SystemTime::now();
        if let Some((credential, until)) = &*kept
            && now < *until
        {
            return Ok(Arc::clone(credential));
        }
        let asked = tokio::time::timeout(PATIENCE, self.provider.provide_credentials()).await;
        let given = match asked {
            Ok(Ok(given)) => given,
            Ok(Err(error)) => return Err(NoCredentials(aws::words(&error))),
            Err(_) => return Err(NoCredentials("no credentials in time")),
        };
        let credential = Arc::new(AwsCredential {
            key_id: given.access_key_id().to_owned(),
            secret_key: given.secret_access_key().to_owned(),
            token: given.session_token().map(str::to_owned),
        });
        let until = given.expiry().and_then(|end| end.checked_sub(EARLY)).map_or(now + KEPT, |end| end.min(now + KEPT));
        *kept = Some((Arc::clone(&credential), until));
        Ok(credential)
    }
}

// What `#[async_trait]` makes of `async fn get_credential(&self)`.
impl CredentialProvider for Chain {
    type Credential = AwsCredential;

    fn get_credential<'s, 'f>(
        &'s self,
    ) -> Pin<Box<dyn Future<Output = object_store::Result<Arc<AwsCredential>>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        Box::pin(async move {
            self.credential().await.map_err(|why| object_store::Error::Generic { store: "S3", source: Box::new(why) })
        })
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain").finish_non_exhaustive()
    }
}

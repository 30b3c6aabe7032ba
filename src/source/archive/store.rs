//! The client of a store: who we are, how long we wait, how often we try.
//!
//! S3 is reached by the SDK's chain of credentials and the settings under `[aws]`, as everything else of AWS is; the others by the
//! variables that their own tools read.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::list::{PaginatedListOptions, PaginatedListResult, PaginatedListStore};
use object_store::path::Path;
use object_store::{
    ClientOptions, GetOptions, GetResult, HeaderMap, HeaderValue, ObjectMeta, ObjectStore, RetryConfig,
};

use super::Refusal;
use super::credentials::Chain;
use super::failure::Failure;
use super::place::{Scheme, Url};
use crate::aws;
use crate::config::endpoint;
use crate::config::service::Aws;

/// A bucket of a store.
#[derive(Clone)]
pub(super) struct Store {
    objects: Arc<dyn ObjectStore>,
    pages: Arc<dyn PaginatedListStore>,
}

/// How often a page is asked for whose answer broke off; the client itself tries again only where it got no answer.
const TRIES: u32 = 4;
/// Before the second try; then twice as long each time.
const PAUSE: Duration = Duration::from_millis(200);

impl Store {
    /// The client for `url`. Credentials of AWS are asked for, the store is not.
    pub async fn open(url: &Url, aws: &Aws) -> Result<Self, Refusal> {
        match url.scheme {
            Scheme::S3 => Self::s3(url, aws).await,
            Scheme::Gs => Self::gs(url, aws),
            Scheme::Az => Self::az(url, aws),
        }
    }

    async fn s3(url: &Url, aws: &Aws) -> Result<Self, Refusal> {
        let config = aws::load(aws).await;
        let configured = aws.endpoint.as_ref().map(|endpoint| endpoint.get_ref().clone());
        let endpoint =
            configured.or_else(|| variable("AWS_ENDPOINT_URL_S3")).or_else(|| config.endpoint_url().map(str::to_owned));
        let region = config.region().ok_or_else(|| {
            Refusal::usage(
                "it is not clear in which region the bucket is",
                "set `aws.region`, or the variable AWS_REGION",
            )
        })?;
        let provider =
            config.credentials_provider().ok_or_else(|| Refusal::of(Failure::Credentials("no credentials"), url))?;
        let chain = Chain::new(provider);
        chain.credential().await.map_err(|why| Refusal::of(Failure::Credentials(why.0), url))?;
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&url.bucket)
            .with_region(region.as_ref())
            .with_credentials(Arc::new(chain))
            .with_retry(retries(aws))
            .with_client_options(options(aws, endpoint.as_deref())?);
        builder = match &endpoint {
            // Emulators and VPC endpoints have no name for every bucket.
            Some(endpoint) => builder.with_endpoint(endpoint),
            // A name with a dot is none that the certificate of S3 covers.
            None => builder.with_virtual_hosted_style_request(!url.bucket.contains('.')),
        };
        Ok(Self::of(builder.build().map_err(|error| refused(&error, url))?))
    }

    fn gs(url: &Url, aws: &Aws) -> Result<Self, Refusal> {
        let endpoint = variable("GOOGLE_BASE_URL");
        // Otherwise the store unpacks what was filed as gzip, and a length is not known before it ends.
        let as_stored = HeaderMap::from_iter(
            [("accept-encoding".parse(), HeaderValue::from_static("gzip"))]
                .into_iter()
                .filter_map(|(name, value)| Some((name.ok()?, value))),
        );
        let builder = GoogleCloudStorageBuilder::from_env()
            .with_bucket_name(&url.bucket)
            .with_retry(retries(aws))
            .with_client_options(options(aws, endpoint.as_deref())?.with_default_headers(as_stored));
        Ok(Self::of(builder.build().map_err(|error| refused(&error, url))?))
    }

    fn az(url: &Url, aws: &Aws) -> Result<Self, Refusal> {
        let endpoint =
            ["AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT", "AZURITE_BLOB_STORAGE_URL"].into_iter().find_map(variable);
        let builder = MicrosoftAzureBuilder::from_env()
            .with_container_name(&url.bucket)
            .with_retry(retries(aws))
            .with_client_options(options(aws, endpoint.as_deref())?);
        Ok(Self::of(builder.build().map_err(|error| refused(&error, url))?))
    }

    fn of(store: impl ObjectStore + PaginatedListStore + Clone) -> Self {
        Self { objects: Arc::new(store.clone()), pages: Arc::new(store) }
    }

    /// A page of what begins with `prefix`: with `by_folder` what lies in it and the folders below, otherwise all that lies below.
    pub async fn page(
        &self,
        prefix: &str,
        by_folder: bool,
        token: Option<String>,
        longest: Option<usize>,
    ) -> Result<PaginatedListResult, Failure> {
        let mut pause = PAUSE;
        for last in (1..TRIES).map(|_| false).chain([true]) {
            let options = PaginatedListOptions {
                delimiter: by_folder.then_some("/".into()),
                page_token: token.clone(),
                max_keys: longest,
                ..PaginatedListOptions::default()
            };
            let prefix = Some(prefix).filter(|prefix| !prefix.is_empty());
            match self.pages.list_paginated(prefix, options).await.map_err(|error| Failure::of(&error)) {
                Err(Failure::BROKEN) if !last => {
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
                Err(failure) => return Err(failure),
                Ok(mut page) => {
                    page.result.objects.iter_mut().for_each(quote);
                    return Ok(page);
                }
            }
        }
        Err(Failure::BROKEN)
    }

    /// What is known of an object.
    pub async fn head(&self, location: &Path) -> Result<ObjectMeta, Failure> {
        let options = GetOptions { head: true, ..GetOptions::default() };
        Ok(self.get(location, options).await?.meta)
    }

    /// The beginning of an answer; its body comes as a stream.
    pub async fn get(&self, location: &Path, options: GetOptions) -> Result<GetResult, Failure> {
        let mut answer = self.objects.get_opts(location, options).await.map_err(|error| Failure::of(&error))?;
        quote(&mut answer.meta);
        Ok(answer)
    }
}

impl fmt::Debug for Store {
    /// A client knows its credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

/// A request that gets no answer, or the answer that the store is too busy, is made again with growing pauses.
fn retries(aws: &Aws) -> RetryConfig {
    RetryConfig { retry_timeout: aws.operation_timeout.0, ..RetryConfig::default() }
}

/// A body may take as long as it likes, as long as it comes on.
fn options(aws: &Aws, endpoint: Option<&str>) -> Result<ClientOptions, Refusal> {
    let attempt = aws.attempt_timeout.0;
    let options = ClientOptions::new()
        .with_connect_timeout(aws::CONNECT.min(attempt))
        .with_read_timeout(attempt)
        .with_timeout_disabled();
    let Some(endpoint) = endpoint else { return Ok(options) };
    endpoint::check(endpoint).map_err(|why| {
        Refusal::usage(
            &format!("the store cannot be reached at its endpoint: {why}"),
            "use https://host, or http:// on this machine",
        )
    })?;
    Ok(options.with_allow_http(endpoint.starts_with("http://")))
}

/// Why a client cannot be made: its settings. The text of the error may hold a part of a key.
fn refused(error: &object_store::Error, url: &Url) -> Refusal {
    match Failure::of(error) {
        Failure::Unreachable(_) => Refusal::usage(
            "what the environment says of the store cannot be used",
            match url.scheme {
                Scheme::S3 => "check `[aws]` and the variables that begin with AWS_",
                Scheme::Gs => {
                    "check the variables that begin with GOOGLE_, and the file of GOOGLE_APPLICATION_CREDENTIALS"
                }
                Scheme::Az => "set AZURE_STORAGE_ACCOUNT_NAME, and a key, a token or a managed identity",
            },
        ),
        failure => Refusal::of(failure, url),
    }
}

/// ETags as headers have them: Azure lists them without their quotes.
fn quote(meta: &mut ObjectMeta) {
    if let Some(tag) = &mut meta.e_tag
        && !tag.starts_with('"')
        && !tag.starts_with("W/")
    {
        *tag = format!("\"{tag}\"");
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

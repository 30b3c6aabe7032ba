//! The certificate of the port, exchanged while it is open: at SIGHUP, and when its files change. One that is broken changes
//! nothing; it is told, and what was there stays.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest, Sha256};

use crate::pipeline::clock;
use crate::telemetry::Metrics;
use crate::telemetry::labels::{ErrorKind, Stage};

/// How often it is asked whether a reload was wanted.
const TURN: Duration = Duration::from_secs(1);
/// In how many turns the files are looked at.
const LOOK: u32 = 30;

/// The certificate and its files.
pub struct Certificates {
    certificate: PathBuf,
    key: PathBuf,
    config: RustlsConfig,
    /// The digest of what is in use.
    digest: [u8; 32],
}

/// A certificate that cannot be used.
#[derive(Debug)]
pub struct TlsError {
    /// The file it is about.
    pub path: PathBuf,
    what: String,
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for TlsError {}

impl Certificates {
    /// Reads a certificate and its key.
    pub fn read(certificate: PathBuf, key: PathBuf) -> Result<Self, TlsError> {
        let (config, digest) = load(&certificate, &key)?;
        Ok(Self { certificate, key, config: RustlsConfig::from_config(config), digest })
    }

    /// What the port uses.
    pub(super) fn config(&self) -> RustlsConfig {
        self.config.clone()
    }

    /// Looks after the files for as long as the port is open. A reload is wanted whenever `reloads` grows.
    pub(super) async fn watch(mut self, reloads: Arc<AtomicU64>, metrics: Arc<Metrics>) {
        loaded(&metrics);
        let (mut asked, mut turns) = (reloads.load(Ordering::Relaxed), 0);
        loop {
            tokio::time::sleep(TURN).await;
            let now = reloads.load(Ordering::Relaxed);
            turns += 1;
            if now == asked && turns < LOOK {
                continue;
            }
            (asked, turns) = (now, 0);
            match load(&self.certificate, &self.key) {
                Ok((_, digest)) if digest == self.digest => {}
                Ok((config, digest)) => {
                    self.config.reload_from_config(config);
                    self.digest = digest;
                    loaded(&metrics);
                    tracing::info!("the certificate of the webhooks is exchanged");
                }
                Err(error) => {
                    metrics.error(Stage::Reloading, ErrorKind::Invalid);
                    let file = error.path.display();
                    tracing::error!(%file, %error, "the new certificate cannot be used; the one that was in use stays");
                }
            }
        }
    }
}

fn loaded(metrics: &Metrics) {
    metrics.webhook_certificate_loaded_timestamp_seconds.set(clock::now().as_duration().as_secs_f64());
}

/// Makes of two files what rustls needs, and a digest of them.
fn load(certificate: &Path, key: &Path) -> Result<(Arc<ServerConfig>, [u8; 32]), TlsError> {
    let wrong = |path: &Path, what: String| TlsError { path: path.to_owned(), what };
    let read = |path: &Path| {
        let contents = std::fs::read(path);
        contents.map_err(|error: io::Error| wrong(path, format!("it cannot be read: {}", error.kind())))
    };
    let (chain_text, key_text) = (read(certificate)?, read(key)?);
    let digest = Sha256::new().chain_update(Sha256::digest(&chain_text)).chain_update(&key_text).finalize().into();
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&chain_text).collect();
    let chain = chain.map_err(|_| wrong(certificate, "it is not a certificate in PEM".to_owned()))?;
    if chain.is_empty() {
        return Err(wrong(certificate, "there is no certificate in PEM in it".to_owned()));
    }
    let private = PrivateKeyDer::from_pem_slice(&key_text);
    let private = private.map_err(|_| wrong(key, "there is no private key in PEM in it".to_owned()))?;
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, private));
    let mut config = config.map_err(|error| wrong(certificate, format!("it cannot be used with this key: {error}")))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok((Arc::new(config), digest))
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificates").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}

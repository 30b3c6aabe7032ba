//! What only librdkafka knows of the settings: whether it takes them, for a consumer and for a producer.
//!
//! Clients are made without a broker, so that nothing connects. Secrets and certificates may be missing where the check runs.

use std::path::{Path, PathBuf};

use super::service::secret;
use crate::cli::{Error, Settings};
use crate::config::secret::Secret;
use crate::config::service::KafkaCluster;
use crate::kafka::{KafkaSettingsError, Role, check as takes, check_producer, client_config};
use crate::source::kafka::consumer;

/// Checks the settings of both clients.
pub(super) fn check(settings: &Settings, cluster: &KafkaCluster, warnings: &mut Vec<String>) -> Result<(), Error> {
    let (config, folder) = (&settings.config, settings.folder());
    let refused = |error: &KafkaSettingsError| settings.refused(error);
    let mut cluster = cluster.clone();
    if let Some(tls) = &mut cluster.tls {
        for (setting, file) in [("ca", &mut tls.ca), ("certificate", &mut tls.certificate), ("key", &mut tls.key)] {
            absent(setting, file, folder, warnings);
        }
        // librdkafka takes both or neither.
        if tls.certificate.is_none() || tls.key.is_none() {
            (tls.certificate, tls.key) = (None, None);
        }
    }
    let password = match &cluster.sasl {
        Some(sasl) if sasl.username.is_some() => {
            let (file, variable) = (sasl.password_file.as_deref(), sasl.password_env.as_deref());
            let given = secret("kafka.sasl.password", file, variable, folder, warnings)?;
            // librdkafka makes no client without one.
            Some(given.unwrap_or_else(|| Secret::new("missing")))
        }
        _ => None,
    };
    let client = |role| client_config(&cluster, folder, password.as_ref(), role).map_err(|error| refused(&error));
    let (mut reading, mut writing) = (client(Role::Consumer)?, client(Role::Producer)?);
    if let Some(source) = &config.source.kafka {
        let instance = source.instance.as_deref().map(|given| match given.strip_prefix('$') {
            Some(name) if std::env::var_os(name).is_none_or(|value| value.is_empty()) => {
                warnings.push(format!("`source.kafka.instance`: the environment variable {name} is not set here"));
                "missing".to_owned()
            }
            Some(name) => std::env::var(name).unwrap_or_default(),
            None => given.to_owned(),
        });
        consumer(&mut reading, source, instance.as_deref());
        reading.remove("bootstrap.servers");
        takes(&reading).map_err(|error| refused(&error))?;
    }
    writing.remove("bootstrap.servers");
    check_producer(&writing).map_err(|error| refused(&error))?;
    Ok(())
}

/// Takes the name of a file away that is not there.
fn absent(setting: &str, file: &mut Option<PathBuf>, folder: &Path, warnings: &mut Vec<String>) {
    if let Some(path) = file.take_if(|path| !folder.join(path).is_file()) {
        warnings.push(format!("`kafka.tls.{setting}`: there is no file {} here", folder.join(path).display()));
    }
}

//! What `config check` says of the service: whether it could start, and what is then in force.
//!
//! Nothing is connected, opened for writing or started. A file or variable with a secret may be missing, because the check also
//! runs where there are no secrets: that is a warning.

use std::io::{self, Write};
use std::path::Path;

use crate::alert::{FingerprintKey, SuppressionState, SuppressionStatus, Suppressions};
use crate::cli::{Error, Loaded, Told};
use crate::config::Config;
use crate::config::arn::Arn;
use crate::config::secret::{Secret, SecretError};
use crate::config::service::{
    Checkpoints, Delivery, Durable, GroupProtocol, KafkaSource, KinesisSource, Places, Sink, Source, Spool, Start,
    WebhookSource,
};
use crate::pipeline::clock;
use crate::sink;

/// What the check has found.
pub(super) struct Checked {
    suppressions: Vec<SuppressionStatus>,
}

/// Checks what `run` would stop at. Into `warnings` goes what is missing here and has to be there where the service runs, and what the
/// service would not do.
pub(super) fn check(loaded: &Loaded, warnings: &mut Vec<String>) -> Result<Checked, Error> {
    let (config, folder) = (&loaded.settings.config, loaded.settings.folder());
    #[cfg(feature = "kafka")]
    if let Some(cluster) = &config.kafka {
        super::kafka::check(&loaded.settings, cluster, warnings)?;
    }
    #[cfg(not(feature = "kinesis"))]
    if config.source.kinesis.is_some() || config.sink.iter().any(Sink::is_of_aws) {
        let what = "this program was built without AWS, so `source.kinesis` and sinks of AWS cannot be used";
        return Err(Told::usage(what).remedy("use a build with the feature `kinesis`").into());
    }
    #[cfg(not(feature = "webhook"))]
    if config.source.webhook.is_some() {
        let what = "this program was built without webhooks, so `source.webhook` cannot be used";
        return Err(Told::usage(what).remedy("use a build with the feature `webhook`").into());
    }
    if let Some(source) = &config.source.webhook {
        webhook(source, folder, warnings)?;
    }
    let unheeded = config.source.kinesis.iter().flat_map(KinesisSource::unheeded);
    warnings
        .extend(unheeded.map(|(setting, by)| format!("`{setting}` says nothing beside `{by}`; remove one of them")));
    for http in config.sink.iter().filter_map(|sink| sink.http.as_ref()) {
        let (file, variable) = (http.bearer_token_file.as_deref(), http.bearer_token_env.as_deref());
        secret("sink.http.bearer_token", file, variable, folder, warnings)?;
    }
    if let Some(file) = &config.alerts.fingerprint_key_file {
        let path = folder.join(file);
        match std::fs::read(&path) {
            Ok(bytes) => FingerprintKey::new(&bytes).map(drop).map_err(|short| {
                Told::usage(short.to_string()).at("alerts.fingerprint_key_file").remedy("`openssl rand -out FILE 32`")
            })?,
            Err(_) => warnings.push(format!("`alerts.fingerprint_key_file`: {} cannot be read here", path.display())),
        }
    }
    if let Some(source) = &config.source.kinesis
        && !is_region_known(config, source)
    {
        let what = "no region is known here for `source.kinesis`: set `aws.region`, give the stream by its ARN, or see to AWS_REGION or \
                    a profile where the service runs";
        warnings.push(what.to_owned());
    }
    let reads = config.source.kafka.is_some() || config.source.kinesis.is_some() || config.source.webhook.is_some();
    if reads {
        warnings.extend(crate::cli::service::warnings(config, &loaded.rules));
    }
    let keyed = config.alerts.fingerprint_key_file.is_some();
    let suppressions = Suppressions::new(&config.suppression, &loaded.rules, keyed)
        .map_err(|faults| faults.into_iter().map(|fault| loaded.settings.not_suppressing(fault)).collect::<Vec<_>>())?;
    Ok(Checked { suppressions: suppressions.status(clock::now_ms()) })
}

/// Whether the configuration or the environment names a region. A profile may as well, in a file that is not read here.
fn is_region_known(config: &Config, source: &KinesisSource) -> bool {
    let by_arn = Arn::parse(source.stream.get_ref()).is_some_and(|arn| !arn.region.is_empty());
    let by_variable = ["AWS_REGION", "AWS_DEFAULT_REGION"].iter().any(|name| std::env::var_os(name).is_some());
    by_arn || by_variable || config.aws.region.is_some() || config.aws.profile.is_some()
}

/// The secrets and the certificate of webhooks, as far as they are there.
fn webhook(source: &WebhookSource, folder: &Path, warnings: &mut Vec<String>) -> Result<(), Error> {
    for route in &source.route {
        for (setting, Places(files, envs)) in route.secrets() {
            let setting = format!("source.webhook.route.{setting}");
            for file in files {
                secret(&setting, Some(file), None, folder, warnings)?;
            }
            for variable in envs {
                secret(&setting, None, Some(variable), folder, warnings)?;
            }
        }
    }
    for (setting, file) in source.tls.iter().flat_map(|tls| [("certificate", &tls.certificate), ("key", &tls.key)]) {
        let path = folder.join(file);
        if std::fs::File::open(&path).is_err() {
            warnings.push(format!("`source.webhook.tls.{setting}`: {} cannot be read here", path.display()));
        }
    }
    Ok(())
}

/// A secret, if it is there. One that is there and wrong is an error; one that is missing is a warning.
pub(super) fn secret(
    setting: &str,
    file: Option<&Path>,
    variable: Option<&str>,
    folder: &Path,
    warnings: &mut Vec<String>,
) -> Result<Option<Secret>, Error> {
    match Secret::read(setting, file, variable, folder) {
        Ok(secret) => Ok(secret),
        Err(missing @ (SecretError::File { .. } | SecretError::Variable { .. })) => {
            warnings.push(missing.to_string());
            Ok(None)
        }
        Err(wrong) => Err(Told::usage(wrong.to_string()).into()),
    }
}

/// What the service would do, in a few lines.
pub(super) fn in_force(out: &mut dyn Write, config: &Config, checked: &Checked, from_file: bool) -> io::Result<()> {
    match &config.source {
        Source { kafka: Some(source), .. } => writeln!(out, "source         {}", from(source))?,
        Source { kinesis: Some(source), .. } => {
            writeln!(out, "source         {}", from_stream(source))?;
            writeln!(out, "checkpoints    {}", kept(&source.checkpoints))?;
        }
        Source { webhook: Some(source), .. } => posted(out, source, &config.sink)?,
        _ if !from_file && cfg!(feature = "webhook") => {
            return writeln!(
                out,
                "service        not configured, so `phi-audit run` only tries it out: webhooks on 127.0.0.1:8080"
            );
        }
        _ => return writeln!(out, "service        no [source], so `phi-audit run` has nothing to read"),
    }
    if config.sink.is_empty() {
        writeln!(out, "sinks          none, so findings are only counted")?;
    }
    for sink in &config.sink {
        writeln!(out, "sink           {}", to(sink))?;
    }
    let alerts = &config.alerts;
    let fold = if alerts.fold.0.is_zero() { "not folded".to_owned() } else { format!("folded for {}", alerts.fold) };
    let fingerprints = if alerts.fingerprint_key_file.is_some() { "with" } else { "without" };
    writeln!(out, "alerts         from severity {}; {fold}; {fingerprints} fingerprints", alerts.minimum.name())?;
    writeln!(out, "suppressions   {}", suppressed(&checked.suppressions))?;
    if let Some(canary) = &config.canary {
        writeln!(out, "canary         every {}", canary.every)?;
    }
    match &config.quarantine.topic {
        Some(topic) => writeln!(out, "quarantine     topic {}", topic.get_ref())?,
        None => writeln!(out, "quarantine     folder {}", config.quarantine.folder.display())?,
    }
    let delivery = match config.service.delivery {
        Delivery::AtLeastOnce => "at-least-once",
        Delivery::Transactional => "transactional",
    };
    writeln!(out, "delivery       {delivery}")?;
    writeln!(out, "admin          http://{}", config.admin.listen)
}

fn from(source: &KafkaSource) -> String {
    let topics: Vec<&str> = source.topics.iter().map(|topic| topic.get_ref().as_str()).collect();
    let start = match source.start {
        Start::Earliest => "a new group starts at the earliest record",
        Start::Latest => "a new group starts at the end",
        Start::Error => "a new group is an error",
    };
    let protocol = match source.protocol {
        GroupProtocol::Classic => "classic",
        GroupProtocol::Consumer => "consumer",
    };
    format!("kafka {}; group {} ({start}); protocol {protocol}", topics.join(", "), source.group)
}

fn from_stream(source: &KinesisSource) -> String {
    let pace = source.fan_out.as_ref().map_or_else(
        || format!("at most {} of what readers of a shard share", source.share),
        |consumer| format!("enhanced fan-out as {}", consumer.get_ref()),
    );
    let (stream, start) = (source.stream.get_ref(), source.start.get_ref());
    format!("kinesis {stream}; without checkpoints from {start} on; {pace}")
}

/// Routes by name: a path may be a secret.
fn posted(out: &mut dyn Write, source: &WebhookSource, sinks: &[Sink]) -> io::Result<()> {
    let scheme = match (&source.tls, source.behind_proxy) {
        (Some(_), _) => "https",
        (None, true) => "http behind a proxy",
        (None, false) => "http",
    };
    writeln!(out, "source         webhooks on {} ({scheme})", source.listen)?;
    for route in &source.route {
        let (name, kind) = (route.name(), route.kind());
        let checked = if kind == "open" { "nobody is checked" } else { kind };
        writeln!(out, "route          {name}; {checked}")?;
    }
    match source.durable {
        Durable::Sinks if !sinks.iter().any(|sink| sink.required) => {
            writeln!(out, "answers        when it is audited, because no sink is required")
        }
        Durable::Sinks => writeln!(out, "answers        when sinks have the alerts, within {}", source.answer_within),
        Durable::Spool => {
            let Spool { folder, max_size } = &source.spool;
            writeln!(out, "answers        when it is in the spool: folder {}, at most {max_size}", folder.display())
        }
    }
}

fn kept(checkpoints: &Checkpoints) -> String {
    match &checkpoints.dynamodb {
        Some(dynamo) => format!("DynamoDB table {}", dynamo.table.get_ref()),
        None => format!("folder {}", checkpoints.folder.display()),
    }
}

fn to(sink: &Sink) -> String {
    let (name, kind) = (sink::name(sink), sink.kind());
    let place = match sink {
        Sink { kinesis: Some(kinesis), .. } => Some(&kinesis.stream),
        Sink { eventbridge: Some(bridge), .. } => Some(&bridge.bus),
        Sink { sns: Some(sns), .. } => Some(&sns.topic),
        _ => None,
    };
    let kind = match (name == kind, place) {
        (true, None) => String::new(),
        (true, Some(place)) => format!(" ({})", place.get_ref()),
        (false, None) => format!(" ({kind})"),
        (false, Some(place)) => format!(" ({kind} {})", place.get_ref()),
    };
    let need = if sink.required { "required" } else { "as far as it keeps up" };
    format!("{name}{kind}; {need}")
}

/// How many there are, and which no longer hold.
fn suppressed(all: &[SuppressionStatus]) -> String {
    if all.is_empty() {
        return "none".to_owned();
    }
    let expired = all.iter().filter(|one| one.state == SuppressionState::Expired);
    let expired: Vec<String> =
        expired.map(|one| format!("number {} of {} ({})", one.index + 1, one.owner, one.expires)).collect();
    let count = all.len().to_string();
    if expired.is_empty() { count } else { format!("{count}; expired: {}", expired.join(", ")) }
}

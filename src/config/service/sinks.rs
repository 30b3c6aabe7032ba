//! `[[sink]]`: where alerts go to, and what each kind of place needs.
//!
//! That exactly one kind is given, and that names differ, is checked when the whole file is; nothing is opened here.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;

use super::{EventBridgeSink, KinesisSink, SnsSink};
use crate::config::endpoint;
use crate::config::model::Word;
use crate::config::{Size, Span};

/// One place alerts go to. Exactly one of `kafka`, `kinesis`, `eventbridge`, `sns`, `http`, `file` and `stdout` is given.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sink {
    /// Its name in logs and metrics. Not given: its kind.
    #[serde(default)]
    pub name: Option<Word>,
    /// Whether an event is acknowledged only when this sink has its alerts. `false`: as far as it keeps up.
    #[serde(default = "yes")]
    pub required: bool,
    /// A topic of the cluster under `[kafka]`.
    #[serde(default)]
    pub kafka: Option<KafkaSink>,
    /// A Kinesis stream.
    #[serde(default)]
    pub kinesis: Option<KinesisSink>,
    /// An EventBridge bus.
    #[serde(default)]
    pub eventbridge: Option<EventBridgeSink>,
    /// An SNS topic.
    #[serde(default)]
    pub sns: Option<SnsSink>,
    /// An HTTP endpoint.
    #[serde(default)]
    pub http: Option<HttpSink>,
    /// Files of NDJSON.
    #[serde(default)]
    pub file: Option<FileSink>,
    /// Standard output, as NDJSON.
    #[serde(default)]
    pub stdout: Option<StdoutSink>,
}

impl Sink {
    /// Its kind, as the settings call it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self { kafka: Some(_), .. } => "kafka",
            Self { kinesis: Some(_), .. } => "kinesis",
            Self { eventbridge: Some(_), .. } => "eventbridge",
            Self { sns: Some(_), .. } => "sns",
            Self { http: Some(_), .. } => "http",
            Self { file: Some(_), .. } => "file",
            _ => "stdout",
        }
    }

    /// Whether it is one of AWS's services.
    pub const fn is_of_aws(&self) -> bool {
        self.kinesis.is_some() || self.eventbridge.is_some() || self.sns.is_some()
    }
}

const fn yes() -> bool {
    true
}

/// A topic of the cluster under `[kafka]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KafkaSink {
    /// The topic.
    pub topic: Word,
}

/// An HTTP endpoint that takes CloudEvents.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpSink {
    /// Where to POST to.
    pub url: Word,
    /// Alerts in one request: `application/cloudevents-batch+json`. 1 sends each by itself as `application/cloudevents+json`.
    #[serde(default = "default_batch")]
    pub batch: usize,
    /// How long one request may take.
    #[serde(default = "default_timeout")]
    pub timeout: Span,
    /// The file that holds the token for `Authorization: Bearer …`.
    #[serde(default)]
    pub bearer_token_file: Option<PathBuf>,
    /// The environment variable that holds it.
    #[serde(default)]
    pub bearer_token_env: Option<String>,
    /// Further headers, not for secrets.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Further CA certificates, PEM.
    #[serde(default)]
    pub ca: Option<PathBuf>,
}

/// The path of a webhook often is its secret, and people put tokens into headers although they should not.
impl fmt::Debug for HttpSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpSink")
            .field("url", &endpoint::shown(self.url.get_ref()))
            .field("batch", &self.batch)
            .field("timeout", &self.timeout)
            .field("headers", &self.headers.keys())
            .finish_non_exhaustive()
    }
}

const fn default_batch() -> usize {
    100
}

const fn default_timeout() -> Span {
    Span::seconds(10)
}

/// Files of NDJSON in one folder; each is finished at a size and a new one begun.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSink {
    /// The folder, relative to the configuration.
    pub folder: PathBuf,
    /// The size at which a file is finished.
    #[serde(default = "default_roll")]
    pub roll: Size,
    /// How many finished files to keep; the oldest are removed. Not given: all.
    #[serde(default)]
    pub keep: Option<usize>,
}

const fn default_roll() -> Size {
    Size(64 << 20)
}

/// Standard output.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StdoutSink {}

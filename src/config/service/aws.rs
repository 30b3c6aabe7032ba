//! `[aws]`, `[source.kinesis]` and `[kcl]`: how AWS is reached, which stream is read, and where its checkpoints are kept.
//!
//! Credentials never stand here: they come from the SDK's default chain (environment, profile, IRSA, ECS, EC2).

use std::path::PathBuf;

use serde::Deserialize;

use crate::config::Span;
use crate::config::model::Word;

/// How AWS is reached. Source, checkpoints and sinks share it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Aws {
    /// The region. Not given: the SDK's default chain.
    pub region: Option<Word>,
    /// The profile of the shared configuration. Not given: the SDK's default chain.
    pub profile: Option<Word>,
    /// An endpoint for all services: a VPC endpoint, an emulator.
    pub endpoint: Option<Word>,
    /// A role to take on, with the credentials of the default chain.
    pub role: Option<AwsRole>,
    /// How long one try of a request may take. The SDK itself sets no limit to that.
    pub attempt_timeout: Span,
    /// How long a request with all its tries may take.
    pub operation_timeout: Span,
}

impl Default for Aws {
    fn default() -> Self {
        Self {
            region: None,
            profile: None,
            endpoint: None,
            role: None,
            attempt_timeout: Span::seconds(20),
            operation_timeout: Span::seconds(60),
        }
    }
}

/// A role to take on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwsRole {
    /// Its ARN.
    pub arn: Word,
    /// The name of the session, as CloudTrail shows it.
    #[serde(default = "default_session")]
    pub session: String,
    /// What the role's owner asks for beside the ARN.
    #[serde(default)]
    pub external_id: Option<String>,
}

fn default_session() -> String {
    "phi-audit".to_owned()
}

/// A Kinesis stream.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KinesisSource {
    /// The stream's name, or its ARN where it belongs to another account.
    pub stream: Word,
    /// Where reading begins when there are no checkpoints yet: `trim_horizon`, `latest`, or a time in RFC 3339.
    #[serde(default = "default_start")]
    pub start: Word,
    /// Enhanced fan-out: the name of the consumer, registered where it is not there. Not given: shared throughput.
    #[serde(default)]
    pub fan_out: Option<Word>,
    /// How much of a shard's shared budget (5 calls and 2 MB a second) is taken at most, 0.2 to 1.
    #[serde(default = "default_share")]
    pub share: f64,
    /// How often a shard that is read to its tip is asked again.
    #[serde(default = "default_poll")]
    pub poll: Span,
    /// How often checkpoints are saved.
    #[serde(default = "default_checkpoint_interval")]
    pub checkpoint_interval: Span,
    /// The endpoint of Kinesis, where it is not that of `[aws]`.
    #[serde(default)]
    pub endpoint: Option<Word>,
    /// Where checkpoints are kept.
    #[serde(default)]
    pub checkpoints: Checkpoints,
}

impl KinesisSource {
    /// Settings that say something and are not heeded, each with what makes them so.
    pub fn unheeded(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        #[allow(clippy::float_cmp, reason = "whether it was set, not how large it is")]
        let share = self.share != default_share();
        let (fan_out, table) = (self.fan_out.is_some(), self.checkpoints.dynamodb.is_some());
        let all = [
            (fan_out && share, "source.kinesis.share", "fan_out"),
            (fan_out && self.poll != default_poll(), "source.kinesis.poll", "fan_out"),
            (
                table && self.checkpoints.folder != Checkpoints::default().folder,
                "source.kinesis.checkpoints.folder",
                "checkpoints.dynamodb",
            ),
        ];
        all.into_iter().filter(|(unheeded, ..)| *unheeded).map(|(_, setting, by)| (setting, by))
    }
}

fn default_start() -> Word {
    Word::new(0..0, "trim_horizon".to_owned())
}

const fn default_share() -> f64 {
    0.8
}

const fn default_poll() -> Span {
    Span::seconds(1)
}

const fn default_checkpoint_interval() -> Span {
    Span::seconds(5)
}

/// Where checkpoints are kept: a folder of this host, or a DynamoDB table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Checkpoints {
    /// The folder, relative to the configuration. Not used where `dynamodb` is given.
    pub folder: PathBuf,
    /// The table.
    pub dynamodb: Option<DynamoTable>,
}

impl Default for Checkpoints {
    fn default() -> Self {
        Self { folder: "checkpoints".into(), dynamodb: None }
    }
}

/// A DynamoDB table with checkpoints; several streams may share it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DynamoTable {
    /// Its name.
    pub table: Word,
    /// Whether to make it where it is not there.
    #[serde(default)]
    pub create: bool,
    /// How long another instance has to be silent before its place is taken.
    #[serde(default = "default_silence")]
    pub silence: Span,
    /// The endpoint of DynamoDB, where it is not that of `[aws]`.
    #[serde(default)]
    pub endpoint: Option<Word>,
}

const fn default_silence() -> Span {
    Span::seconds(10)
}

/// `phi-audit kcl`, one process for each shard.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Kcl {
    /// The folder into which each process writes its metrics, for the textfile collector of node_exporter.
    pub metrics: Option<PathBuf>,
}

/// Alerts into a Kinesis stream.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KinesisSink {
    /// The stream's name, or its ARN.
    pub stream: Word,
    /// The endpoint of Kinesis, where it is not that of `[aws]`.
    #[serde(default)]
    pub endpoint: Option<Word>,
}

/// Alerts onto an EventBridge bus.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventBridgeSink {
    /// The bus's name, or its ARN.
    pub bus: Word,
    /// The endpoint of EventBridge, where it is not that of `[aws]`.
    #[serde(default)]
    pub endpoint: Option<Word>,
}

/// Alerts to an SNS topic.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SnsSink {
    /// The topic's ARN.
    pub topic: Word,
    /// The endpoint of SNS, where it is not that of `[aws]`.
    #[serde(default)]
    pub endpoint: Option<Word>,
}

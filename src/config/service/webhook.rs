//! `[source.webhook]`: the port that takes events over HTTP, its routes, and what keeps each of them honest.
//!
//! Secrets are named by file or environment variable. What a secret is for, and what its check does not protect, says
//! docs/sources.md.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;

use crate::config::model::Word;
use crate::config::{Size, Span, listen};

/// A port that takes events.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookSource {
    /// Where to listen. Port 0 takes any free one, which the log names.
    #[serde(default = "default_listen", deserialize_with = "listen::webhook")]
    pub listen: SocketAddr,
    /// When a request is answered with 200.
    #[serde(default)]
    pub durable: Durable,
    /// How long an answer takes at most, from when its request is in, under `durable = "sinks"`; then it is 503. Twilio and Segment give up after 5 s.
    #[serde(default = "default_answer_within")]
    pub answer_within: Span,
    /// Whether a proxy in front ends TLS and says in `X-Forwarded-For` who called.
    #[serde(default)]
    pub behind_proxy: bool,
    /// TLS. Not given: plain HTTP, which is for loopback and for a proxy in front.
    #[serde(default)]
    pub tls: Option<WebhookTls>,
    /// What a caller may ask for.
    #[serde(default)]
    pub limits: WebhookLimits,
    /// Where requests wait under `durable = "spool"`.
    #[serde(default)]
    pub spool: Spool,
    /// The paths that take events.
    #[serde(default)]
    pub route: Vec<Route>,
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

const fn default_answer_within() -> Span {
    Span::seconds(4)
}

/// When a request is answered with 200.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Durable {
    /// When its events are clean, its alerts are with all required sinks, or its pointer is in quarantine.
    #[default]
    Sinks,
    /// When it is on disk, in the spool; it is audited afterwards.
    Spool,
}

/// The certificate of the port, and its key: PEM files. Both are read again when they change, and at SIGHUP.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookTls {
    /// The certificate, with those that lead to its CA behind it.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// What a caller may ask for.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebhookLimits {
    /// The longest body.
    pub body: Size,
    /// The longest head: request line and headers.
    pub headers: Size,
    /// Connections at once; a quarter of them for each address, but for those of this machine.
    pub connections: u32,
    /// How long a caller may take for a head, and for a body; and how long a connection stays open without a request.
    pub request_timeout: Span,
    /// Requests a second of one caller, in the long run.
    pub rate: u32,
    /// Requests of one caller at once, beyond which the rate holds.
    pub burst: u32,
}

impl Default for WebhookLimits {
    fn default() -> Self {
        Self {
            body: Size(5 << 20),
            headers: Size(16 << 10),
            connections: 1_024,
            request_timeout: Span::seconds(10),
            rate: 1_000,
            burst: 2_000,
        }
    }
}

/// Where requests wait until they are audited.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Spool {
    /// The folder, relative to the configuration. What is in it is PHI.
    pub folder: PathBuf,
    /// How many bytes of bodies may wait; then requests are answered with 429.
    pub max_size: Size,
}

impl Default for Spool {
    fn default() -> Self {
        Self { folder: "spool".into(), max_size: Size(1 << 30) }
    }
}

/// A path that takes events, with one kind of caller.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// What logs, metrics and alerts call it; by default its kind. The path may be a secret, so it is shown nowhere.
    #[serde(default)]
    pub name: Option<Word>,
    /// The whole path.
    pub path: Word,
    /// Twilio: Event Streams, status callbacks.
    #[serde(default)]
    pub twilio: Option<TwilioRoute>,
    /// Segment: the webhook destinations.
    #[serde(default)]
    pub segment: Option<SegmentRoute>,
    /// An API destination of EventBridge, or anyone who sends a fixed header.
    #[serde(default)]
    pub eventbridge: Option<EventBridgeRoute>,
    /// A push subscription of Google Pub/Sub.
    #[serde(default)]
    pub pubsub: Option<PubSubRoute>,
    /// Whoever reaches it: on loopback only.
    #[serde(default)]
    pub open: Option<OpenRoute>,
}

impl Route {
    /// Its kind; empty where none is given.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self { twilio: Some(_), .. } => "twilio",
            Self { segment: Some(_), .. } => "segment",
            Self { eventbridge: Some(_), .. } => "eventbridge",
            Self { pubsub: Some(_), .. } => "pubsub",
            Self { open: Some(_), .. } => "open",
            _ => "",
        }
    }

    /// What logs, metrics and alerts call it.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or_else(|| self.kind(), |name| name.get_ref())
    }

    /// Where its secrets are, by setting.
    pub fn secrets(&self) -> Vec<(&'static str, Places<'_>)> {
        let mut all: Vec<(&'static str, Places<'_>)> = Vec::new();
        if let Some(twilio) = &self.twilio {
            all.push(("twilio.auth_token", Places(&twilio.auth_token_files, &twilio.auth_token_envs)));
            all.push(("twilio.basic", Places(twilio.basic_file.as_slice(), twilio.basic_env.as_slice())));
        }
        if let Some(segment) = &self.segment {
            all.push(("segment.secret", Places(&segment.secret_files, &segment.secret_envs)));
            all.push(("segment.bearer", Places(&segment.bearer_files, &segment.bearer_envs)));
        }
        if let Some(bridge) = &self.eventbridge {
            all.push(("eventbridge.key", Places(&bridge.key_files, &bridge.key_envs)));
        }
        if let Some(pubsub) = &self.pubsub {
            all.push(("pubsub.token", Places(&pubsub.token_files, &pubsub.token_envs)));
            all.push(("pubsub.bearer", Places(&pubsub.bearer_files, &pubsub.bearer_envs)));
        }
        all
    }
}

/// Files and environment variables that hold secrets of one kind; any of them is accepted.
#[derive(Clone, Copy, Debug)]
pub struct Places<'s>(pub &'s [PathBuf], pub &'s [String]);

impl Places<'_> {
    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty() && self.1.is_empty()
    }
}

/// Twilio signs with the account's auth token.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TwilioRoute {
    /// The URL as Twilio calls it, without a query.
    pub url: Word,
    /// Files with auth tokens: of the account, of subaccounts, the next one during a rotation.
    #[serde(default)]
    pub auth_token_files: Vec<PathBuf>,
    /// Environment variables with auth tokens.
    #[serde(default)]
    pub auth_token_envs: Vec<String>,
    /// A file with `user:password`, where the sink's URL has them.
    #[serde(default)]
    pub basic_file: Option<PathBuf>,
    /// The environment variable with them.
    #[serde(default)]
    pub basic_env: Option<String>,
    /// Whether forms come here (status callbacks) and nothing else; otherwise JSON and no form.
    #[serde(default)]
    pub forms: bool,
}

/// Segment signs with a shared secret, sends a bearer token, or both. What is given here has to be there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SegmentRoute {
    /// Files with shared secrets.
    pub secret_files: Vec<PathBuf>,
    /// Environment variables with shared secrets.
    pub secret_envs: Vec<String>,
    /// Files with bearer tokens.
    pub bearer_files: Vec<PathBuf>,
    /// Environment variables with bearer tokens.
    pub bearer_envs: Vec<String>,
}

/// A header with a fixed value.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventBridgeRoute {
    /// The header.
    #[serde(default = "default_header")]
    pub header: Word,
    /// Files with values.
    #[serde(default)]
    pub key_files: Vec<PathBuf>,
    /// Environment variables with values.
    #[serde(default)]
    pub key_envs: Vec<String>,
}

fn default_header() -> Word {
    Word::new(0..0, "x-api-key".to_owned())
}

/// Pub/Sub has a token in the query of the push endpoint; a proxy in front may add a bearer token.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PubSubRoute {
    /// Files with values of `token` in the query.
    pub token_files: Vec<PathBuf>,
    /// Environment variables with values of `token` in the query.
    pub token_envs: Vec<String>,
    /// Files with bearer tokens.
    pub bearer_files: Vec<PathBuf>,
    /// Environment variables with bearer tokens.
    pub bearer_envs: Vec<String>,
}

/// Nothing is checked.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenRoute {}

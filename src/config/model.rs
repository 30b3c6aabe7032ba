//! The settings, as written. `phi-audit.example.toml` shows every one of them; a test keeps it complete.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Size, service};
use crate::policy::{self, Severity};
use crate::{event, source};

/// A word that still knows where it stood, so that an error can name its line.
pub type Word = Spanned<String>;

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Twilio accounts under the BAA.
    pub accounts: Accounts,
    /// Segment sources and destinations under a BAA.
    pub segment: SegmentScope,
    /// Where call audio and events may be sent to.
    pub streams: Streams,
    /// Which rules are in force.
    pub rules: RuleSettings,
    /// How much of anything is read at most.
    pub limits: Limits,
    /// The Kafka cluster.
    pub kafka: Option<service::KafkaCluster>,
    /// How AWS is reached.
    pub aws: service::Aws,
    /// What `phi-audit kcl` does besides.
    pub kcl: service::Kcl,
    /// Where `run` reads events.
    pub source: service::Source,
    /// Where `run` sends alerts.
    pub sink: Vec<service::Sink>,
    /// Which findings become alerts.
    pub alerts: service::Alerts,
    /// Findings that are accepted for a time.
    pub suppression: Vec<service::Suppression>,
    /// What is done with what cannot be read.
    pub quarantine: service::Quarantine,
    /// How the process behaves.
    pub service: service::Service,
    /// The port for metrics and health.
    pub admin: service::Admin,
    /// What the service says of itself.
    pub log: service::Log,
}

/// Twilio accounts under the BAA.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Accounts {
    /// Account SIDs of the HIPAA Projects. Not given: every account counts as one, and reports say so.
    pub designated: Option<Vec<Word>>,
    /// Subaccounts that are HIPAA Projects too, by the SID of their designated parent. Inheritance is not assumed.
    pub subaccounts: BTreeMap<Word, Vec<Word>>,
    /// A name for an account, shown to people beside its SID.
    pub names: BTreeMap<Word, String>,
}

/// Segment sources and destinations under a BAA.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SegmentScope {
    /// Source ids (`projectId` in an event) that may carry PHI. Not given: every source may.
    pub sources: Option<Vec<Word>>,
    /// Destinations with a BAA, by their name in `integrations`. Not given: destinations are not judged.
    pub destinations: Option<Vec<Word>>,
}

/// Where call audio and events may be sent to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Streams {
    /// Hosts of your own that receive Media Streams or Event Streams and are attested to be compliant.
    pub attested_hosts: Vec<Word>,
    /// Hosts of third parties with whom a BAA is signed.
    pub third_party_hosts_with_baa: Vec<Word>,
    /// Whether the audited stream is delivered to a sink of a third party.
    pub third_party_sink: bool,
}

/// Which rules are in force.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RuleSettings {
    /// The edition of the guide to judge by.
    pub edition: Edition,
    /// Further matcher packs, relative to this file.
    pub matchers: Vec<Spanned<PathBuf>>,
    /// The file of attestations, relative to this file. Not given: nobody vouches for anything.
    pub attestations: Option<PathBuf>,
    /// Matchers and requirements to leave out, by id.
    pub disabled: Vec<Word>,
    /// Another severity for the findings of a requirement, by its id.
    pub severity: BTreeMap<Word, Severity>,
}

/// By which edition of Twilio's guide an event is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
pub enum Edition {
    /// The one in force on the event's own day
    #[default]
    #[serde(rename = "event-time")]
    EventTime,
    /// The edition of April 19, 2024
    #[serde(rename = "2024-04-19")]
    #[value(name = "2024-04-19")]
    Apr2024,
    /// The edition of December 11, 2024
    #[serde(rename = "2024-12-11")]
    #[value(name = "2024-12-11")]
    Dec2024,
}

/// How much of anything is read at most. What is left unread is reported.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// The longest document (a line, an array element, a concatenated value).
    pub document: Size,
    /// How deep JSON may be nested, decoded strings included.
    pub depth: u8,
    /// The most that is decoded out of the strings of one document.
    pub decoded: Size,
    /// How many times larger than its file a compressed stream may grow.
    pub expansion: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document: Size(16 << 20), depth: 64, decoded: Size(4 << 20), expansion: 400 }
    }
}

impl Accounts {
    /// What people call an account.
    pub fn name(&self, account: &str) -> Option<&str> {
        self.names.iter().find(|(sid, _)| sid.get_ref() == account).map(|(_, name)| name.as_str())
    }

    /// All accounts that are HIPAA Projects, subaccounts included, each once, in order; `None` where no list is given.
    pub fn in_scope(&self) -> Option<Vec<String>> {
        let parents = self.designated.as_ref()?.iter();
        let mut all = words(parents.chain(self.subaccounts.values().flatten()));
        all.sort_unstable();
        all.dedup();
        Some(all)
    }
}

impl Limits {
    /// The part of the limits that holds for reading files.
    pub fn of_source(&self) -> source::Limits {
        let document = usize::try_from(self.document.0).unwrap_or(usize::MAX);
        source::Limits { document, ratio: self.expansion, ..source::Limits::default() }
    }

    /// The part of the limits that holds for a document.
    pub fn of_document(&self) -> event::Limits {
        let decoded = usize::try_from(self.decoded.0).unwrap_or(usize::MAX);
        event::Limits { depth: self.depth, decoded, ..event::Limits::default() }
    }
}

impl Config {
    /// What the policy has to know of the customer.
    pub fn context(&self) -> policy::Context {
        policy::Context {
            designated_accounts: self.accounts.in_scope(),
            designated_sources: self.segment.sources.as_ref().map(words),
            destinations_with_baa: self.segment.destinations.as_ref().map(words),
            attested_stream_hosts: words(&self.streams.attested_hosts),
            stream_hosts_with_baa: words(&self.streams.third_party_hosts_with_baa),
            third_party_sink: self.streams.third_party_sink,
            attestations: None,
        }
    }
}

fn words<'w>(words: impl IntoIterator<Item = &'w Word>) -> Vec<String> {
    words.into_iter().map(|word| word.get_ref().clone()).collect()
}

impl Edition {
    /// The same in the words of the policy.
    pub const fn mode(self) -> policy::EditionMode {
        match self {
            Edition::EventTime => policy::EditionMode::EventTime,
            Edition::Apr2024 => policy::EditionMode::Fixed(policy::Edition::April2024),
            Edition::Dec2024 => policy::EditionMode::Fixed(policy::Edition::December2024),
        }
    }
}

impl std::fmt::Display for Edition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Edition::EventTime => "event-time",
            Edition::Apr2024 => "2024-04-19",
            Edition::Dec2024 => "2024-12-11",
        })
    }
}

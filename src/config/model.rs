//! The settings, as written. `phi-audit.example.toml` shows every one of them; a test keeps it complete.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::allow::Allowed;
use super::{SegmentScope, Size, service};
use crate::policy::{self, Day, Designated, KnownAccount, Severity};
use crate::setup::Imported;
use crate::{event, source};

/// A word that still knows where it stood, so that an error can name its line.
pub type Word = Spanned<String>;

/// A designated account or source that still knows where it stood.
pub type Listed = Spanned<Designated>;

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Twilio accounts under the BAA.
    pub accounts: Accounts,
    /// Segment sources and destinations, and what they may carry.
    pub segment: SegmentScope,
    /// Where call audio and events may be sent to.
    pub streams: Streams,
    /// What `config import` wrote down.
    pub setup: SetupFile,
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
    /// What is remembered for rules over several events.
    pub linked: service::Linked,
    /// An event with invented PHI that proves that the service sees.
    pub canary: Option<service::Canary>,
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
    /// The day on which the BAA with Twilio was signed.
    pub baa: Option<Day>,
    /// The HIPAA Projects. Not given: every account counts as one, and reports say so.
    pub designated: Option<Vec<Listed>>,
    /// Subaccounts that are HIPAA Projects too, by the SID of their designated parent. Inheritance is not assumed.
    pub subaccounts: BTreeMap<Word, Vec<Listed>>,
    /// What is known of accounts, designated or not.
    pub known: Vec<Spanned<KnownAccount>>,
    /// A name for an account, shown to people beside its SID.
    pub names: BTreeMap<Word, String>,
}

/// What `config import` wrote down.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SetupFile {
    /// The file, relative to this one. What is said here goes before it.
    pub imported: Option<Spanned<PathBuf>>,
}

/// Where call audio and events may be sent to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Streams {
    /// Hosts of your own that receive Media Streams or Event Streams and are attested to be compliant.
    pub attested_hosts: Vec<Word>,
    /// Hosts of third parties with whom a BAA is signed.
    pub third_party_hosts_with_baa: Vec<Word>,
    /// Whether the audited stream is delivered to a sink of a third party. Not given: what an import shows.
    pub third_party_sink: Option<bool>,
}

/// Which rules are in force.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RuleSettings {
    /// The edition of the guide to judge by.
    pub edition: Edition,
    /// Further matcher packs, relative to this file, beside those of `matchers/local`.
    pub matchers: Vec<Spanned<PathBuf>>,
    /// Overlays: what you decided about the rules, relative to this file.
    pub overlays: Vec<Spanned<PathBuf>>,
    /// The file of attestations, relative to this file. Not given: nobody vouches for anything.
    pub attestations: Option<PathBuf>,
    /// Matchers and requirements to leave out, by id.
    pub disabled: Vec<Word>,
    /// Another severity for the findings of a requirement, by its id.
    pub severity: BTreeMap<Word, Severity>,
    /// Matches that are known to be none.
    pub allow: Vec<Allowed>,
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
    /// Takes in names of accounts that have none here.
    pub fn add_names(&mut self, names: impl Iterator<Item = (String, String)>) {
        for (sid, name) in names {
            self.names.entry(Spanned::new(0..0, sid)).or_insert(name);
        }
    }

    /// What people call an account.
    pub fn name(&self, account: &str) -> Option<&str> {
        self.names.iter().find(|(sid, _)| sid.get_ref() == account).map(|(_, name)| name.as_str())
    }

    /// All accounts that are HIPAA Projects, subaccounts included, in order; `None` where no list is given.
    pub fn in_scope(&self) -> Option<Vec<Designated>> {
        let parents = self.designated.as_ref()?.iter();
        let mut all = inner(parents.chain(self.subaccounts.values().flatten()));
        all.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        all.dedup();
        Some(all)
    }

    /// What is known of accounts: what is said of them, and whose subaccounts they are listed as.
    fn known(&self) -> Vec<KnownAccount> {
        let mut known: Vec<KnownAccount> = inner(&self.known);
        for (parent, subaccounts) in &self.subaccounts {
            for one in subaccounts.iter().map(Spanned::get_ref) {
                match known.iter_mut().find(|known| known.sid == one.id) {
                    Some(known) => known.parent = Some(parent.get_ref().clone()),
                    None => known.push(KnownAccount {
                        sid: one.id.clone(),
                        parent: Some(parent.get_ref().clone()),
                        opened: None,
                    }),
                }
            }
        }
        known
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
    /// What the policy has to know of the customer, with what an import shows.
    pub fn context_with(&self, imported: Option<&Imported>) -> policy::Context {
        let mut context = self.context();
        if let Some(imported) = imported {
            let workspaces: Option<Vec<Designated>> = self.segment.workspaces.as_ref().map(inner);
            imported.fill(&mut context, workspaces.as_deref(), self.streams.third_party_sink.is_some());
        }
        context
    }

    /// The same without an import.
    pub fn context(&self) -> policy::Context {
        policy::Context {
            designated_accounts: self.accounts.in_scope(),
            designated_sources: self.segment.sources.as_ref().map(inner),
            accounts: self.accounts.known(),
            baa: self.accounts.baa,
            destinations_with_baa: self.segment.destinations_with_baa(),
            destination_limits: self.segment.destination_limits(),
            tracking_plans: self.segment.tracking_plan.clone(),
            attested_stream_hosts: inner(&self.streams.attested_hosts),
            stream_hosts_with_baa: inner(&self.streams.third_party_hosts_with_baa),
            third_party_sink: self.streams.third_party_sink.unwrap_or_default(),
            destinations: Vec::new(),
            own_numbers: None,
            attestations: None,
        }
    }
}

/// Values without their places.
pub(super) fn inner<'w, T: Clone + 'w>(written: impl IntoIterator<Item = &'w Spanned<T>>) -> Vec<T> {
    written.into_iter().map(|one| one.get_ref().clone()).collect()
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

//! The facts of an import: a file of their own, which the configuration names. What a person says in the configuration goes
//! before it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::object::ObjectKind;
use super::related::Related;
use super::{segment, twilio};
use crate::policy::{self, Context, Day, Designated, KnownAccount, KnownDestination};

/// All facts, each list in the order of its ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Imported {
    /// Twilio accounts.
    pub account: Vec<TwilioAccount>,
    /// Where Event Streams sends events.
    pub sink: Vec<Sink>,
    /// Telephone numbers of the accounts.
    pub number: Vec<Number>,
    /// Segment sources.
    pub source: Vec<Source>,
    /// Segment destinations.
    pub destination: Vec<Destination>,
    /// Tracking plans whose rules are known.
    pub tracking_plan: Vec<TrackingPlan>,
}

/// A Twilio account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TwilioAccount {
    /// Its SID.
    pub sid: String,
    /// What people call it; not where that is an e-mail address.
    pub name: Option<String>,
    /// The account above it; itself where there is none.
    pub parent: Option<String>,
    /// The day on which it was opened.
    pub opened: Option<Day>,
    /// `active`, `suspended`, `closed`.
    pub status: Option<String>,
}

/// A sink of Event Streams.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sink {
    /// Its SID.
    pub sid: String,
    /// `webhook`, `kinesis`, `segment`.
    pub kind: String,
    /// Of a webhook, the host that it calls.
    pub host: Option<String>,
    /// `initialized`, `validating`, `active`, `failed`.
    pub status: Option<String>,
    /// The account of its subscription, where that is known.
    pub account: Option<String>,
    /// The types of events that are sent to it, where they are known.
    #[serde(default)]
    pub types: Vec<String>,
}

/// A telephone number.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// E.164.
    pub number: String,
    /// The account that owns it.
    pub account: Option<String>,
}

/// A Segment source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id, `projectId` of its calls.
    pub id: String,
    /// What people call it.
    pub name: Option<String>,
    /// The workspace it stands in.
    pub workspace: Option<String>,
    /// Whether it is on.
    pub enabled: bool,
}

/// A Segment destination.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// Its id.
    pub id: String,
    /// Its name in `integrations`.
    pub name: String,
    /// The source whose calls it receives.
    pub source: String,
    /// Whether it is on.
    pub enabled: bool,
}

/// A tracking plan: which calls its sources may send.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackingPlan {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Option<String>,
    /// The sources that it is known to be for. Empty: nobody says, so it is held against none.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Track calls by the name of the event, each with the properties it may carry. `None`: the plan does not speak of such
    /// calls; so with the others.
    pub track: Option<BTreeMap<String, Vec<String>>>,
    /// Traits of identify calls.
    pub identify: Option<Vec<String>>,
    /// Traits of group calls.
    pub group: Option<Vec<String>>,
    /// Properties of page calls.
    pub page: Option<Vec<String>>,
    /// Properties of screen calls.
    pub screen: Option<Vec<String>>,
}

impl Imported {
    /// The facts that objects show. An object that is listed twice counts as it came last.
    pub fn of(objects: &Related<'_>) -> Self {
        let mut facts = Self::default();
        for object in objects.all() {
            match object.kind {
                ObjectKind::Account => facts.account.extend(twilio::account(object)),
                ObjectKind::Sink => facts.sink.extend(twilio::sink(object, objects)),
                ObjectKind::Number => facts.number.extend(twilio::number(object)),
                ObjectKind::Source => facts.source.extend(segment::source(object)),
                ObjectKind::Destination => facts.destination.extend(segment::destination(object)),
                ObjectKind::TrackingPlan => facts.tracking_plan.extend(segment::tracking_plan(object, objects)),
                ObjectKind::Subscription | ObjectKind::SubscribedEvent | ObjectKind::Filter | ObjectKind::Rule => {}
            }
        }
        last_of_each(&mut facts.account, |one| one.sid.clone());
        last_of_each(&mut facts.sink, |one| one.sid.clone());
        last_of_each(&mut facts.number, |one| one.number.clone());
        last_of_each(&mut facts.source, |one| one.id.clone());
        last_of_each(&mut facts.destination, |one| one.id.clone());
        last_of_each(&mut facts.tracking_plan, |one| one.id.clone());
        facts
    }

    /// Leaves out the names that people gave, where `identifies` says that one may be a person's.
    pub fn drop_names(&mut self, mut identifies: impl FnMut(&str) -> bool) {
        let accounts = self.account.iter_mut().map(|one| &mut one.name);
        let sources = self.source.iter_mut().map(|one| &mut one.name);
        let plans = self.tracking_plan.iter_mut().map(|one| &mut one.name);
        for name in accounts.chain(sources).chain(plans) {
            if name.as_deref().is_some_and(&mut identifies) {
                *name = None;
            }
        }
    }

    /// Reads a file that `config import` wrote. An error says what is wrong and where.
    pub fn parse(text: &str) -> Result<Self, ::toml::de::Error> {
        ::toml::from_str(text)
    }

    /// Adds the facts to what a person says, which goes before them. `workspaces` are the designated workspaces of Segment;
    /// `sink_is_said` tells that a person said whether a sink of a third party is there.
    pub fn fill(&self, context: &mut Context, workspaces: Option<&[Designated]>, sink_is_said: bool) {
        let said = context.accounts.iter().enumerate().map(|(at, known)| (known.sid.clone(), at));
        let said: BTreeMap<String, usize> = said.collect();
        for account in &self.account {
            match said.get(&account.sid).and_then(|at| context.accounts.get_mut(*at)) {
                Some(known) => known.opened = known.opened.or(account.opened),
                None => context.accounts.extend(account.known()),
            }
        }
        if !sink_is_said {
            context.third_party_sink = self.sink.iter().any(Sink::is_of_third_party);
        }
        if !self.number.is_empty() {
            let numbers = self.number.iter().map(|one| one.number.chars().filter(char::is_ascii_digit).collect());
            let known = context.own_numbers.get_or_insert_default();
            known.extend(numbers);
            known.sort_unstable();
            known.dedup();
        }
        let enabled = self.destination.iter().filter(|one| one.enabled);
        context
            .destinations
            .extend(enabled.map(|one| KnownDestination { source: one.source.clone(), name: one.name.clone() }));
        // What a person says of a source comes first, and the first plan of a source speaks.
        context.tracking_plans.extend(self.tracking_plan.iter().filter_map(TrackingPlan::of_sources));
        if let Some(workspaces) = workspaces {
            let sources = self.source.iter().filter_map(|source| {
                let workspace = workspaces.iter().find(|known| Some(&known.id) == source.workspace.as_ref())?;
                Some(Designated { id: source.id.clone(), from: workspace.from })
            });
            context.designated_sources.get_or_insert_default().extend(sources);
        }
    }
}

impl TrackingPlan {
    /// The plan for the sources that it is known to be for.
    fn of_sources(&self) -> Option<policy::TrackingPlan> {
        let Self { sources, track, identify, group, page, screen, .. } = self.clone();
        (!sources.is_empty()).then_some(policy::TrackingPlan {
            sources: Some(sources),
            track,
            identify,
            group,
            page,
            screen,
        })
    }
}

impl TwilioAccount {
    /// What rules may know of it; nothing where the API did not say what is above it.
    fn known(&self) -> Option<KnownAccount> {
        let parent = self.parent.clone()?;
        Some(KnownAccount {
            sid: self.sid.clone(),
            parent: (parent != self.sid).then_some(parent),
            opened: self.opened,
        })
    }
}

impl Sink {
    /// Whether it hands events to another company's product: Segment's, which is one of its own under the guide.
    fn is_of_third_party(&self) -> bool {
        self.kind == "segment" && self.status.as_deref() != Some("failed")
    }
}

fn last_of_each<T>(all: &mut Vec<T>, id: impl Fn(&T) -> String) {
    let by_id: BTreeMap<String, T> = all.drain(..).map(|one| (id(&one), one)).collect();
    all.extend(by_id.into_values());
}

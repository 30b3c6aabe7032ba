//! Whose account an event belongs to, as far as the customer says: designated from which day on, under which parent, opened
//! before the BAA or after it.
//!
//! What nobody says is unknown and no reason for a finding: without a list every account counts as designated.

use std::collections::BTreeMap;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::event::{Event, Kind};
use crate::policy::context::Context;
use crate::policy::day::Day;

/// A designated account or Segment source: `"AC…"`, or `{ sid = "AC…", from = "2024-06-06" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Designated {
    /// The Account SID, or the source's id.
    pub id: String,
    /// The first day on which it is designated; `None`: always.
    pub from: Option<Day>,
}

/// What is known of an account, designated or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownAccount {
    /// Its SID.
    pub sid: String,
    /// The account above it; `None`: it has none.
    pub parent: Option<String>,
    /// The day on which it was opened.
    pub opened: Option<Day>,
}

/// What the account above the account of an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Parent {
    /// Designated on the event's day.
    Designated,
    /// Not designated, but another account under it is: only some of its subaccounts were chosen.
    Partly,
    /// Not designated, and nothing under it.
    NotDesignated,
    /// There is none: the account stands on its own.
    None,
    /// Neither the event nor the configuration says.
    Unknown,
}

/// When the account of an event was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Opened {
    /// On a day before the BAA was signed.
    BeforeBaa,
    /// On the day of the BAA or later.
    AfterBaa,
    /// One of the two days is not known.
    Unknown,
}

/// By id, the first day on which it is designated; `None`: always.
type Since = BTreeMap<String, Option<Day>>;

/// What the customer says of accounts, sorted so that an event costs no more where there are thousands of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccountIndex {
    /// Designated accounts; `None`: all are.
    accounts: Option<Since>,
    /// Designated sources; `None`: all are.
    sources: Option<Since>,
    known: BTreeMap<String, KnownAccount>,
    /// The designated accounts by the account above them.
    below: BTreeMap<String, Since>,
    baa: Option<Day>,
}

fn since(listed: &[Designated]) -> Since {
    let mut since = Since::new();
    for one in listed {
        let from = since.entry(one.id.clone()).or_insert(one.from);
        // The earlier of two days, and no day is the earliest.
        *from = (*from).min(one.from);
    }
    since
}

/// Whether what is designated from a day on is so at `now` (seconds since 1970); for an event without a time it is.
fn holds_at(from: Option<Day>, now: Option<i64>) -> bool {
    match (from, now) {
        (Some(from), Some(now)) => from.seconds() <= now,
        _ => true,
    }
}

impl AccountIndex {
    pub fn of(context: &Context) -> Self {
        let accounts = context.designated_accounts.as_deref().map(since);
        let (mut known, mut below) = (BTreeMap::new(), BTreeMap::<String, Since>::new());
        for one in &context.accounts {
            known.entry(one.sid.clone()).or_insert_with(|| one.clone());
            let designated = accounts.as_ref().and_then(|listed| listed.get(&one.sid));
            if let (Some(parent), Some(from)) = (&one.parent, designated) {
                below.entry(parent.clone()).or_default().insert(one.sid.clone(), *from);
            }
        }
        let sources = context.designated_sources.as_deref().map(since);
        Self { accounts, sources, known, below, baa: context.baa }
    }

    /// Whether the account of the event, or the source of the call, is designated at `now`. An event that names none gives no
    /// reason to say that it belongs to an undesignated one.
    pub fn is_designated(&self, event: &Event<'_>, now: Option<i64>) -> bool {
        match event.account() {
            Some(account) => self.designates(event.kind(), account, now),
            None => true,
        }
    }

    fn designates(&self, kind: Kind, id: &str, now: Option<i64>) -> bool {
        let listed = match kind {
            Kind::Twilio => &self.accounts,
            Kind::Segment => &self.sources,
            Kind::Unknown => return true,
        };
        listed.as_ref().is_none_or(|listed| listed.get(id).is_some_and(|from| holds_at(*from, now)))
    }

    /// What is above the account of the event. What the event says goes before what the configuration says.
    pub fn parent(&self, event: &Event<'_>, now: Option<i64>) -> Parent {
        let (Kind::Twilio, Some(account)) = (event.kind(), event.account()) else { return Parent::Unknown };
        let known = self.known.get(account);
        let Some(parent) = parent_in(event).or_else(|| known.map(|known| known.parent.as_deref().unwrap_or(account)))
        else {
            return Parent::Unknown;
        };
        let is_sibling = |sid: &str, from: Option<Day>| sid != account && holds_at(from, now);
        let partly =
            || self.below.get(parent).is_some_and(|below| below.iter().any(|(sid, from)| is_sibling(sid, *from)));
        match () {
            () if parent == account => Parent::None,
            () if self.designates(Kind::Twilio, parent, now) => Parent::Designated,
            () if partly() => Parent::Partly,
            () => Parent::NotDesignated,
        }
    }

    /// When the account of the event was opened, seen from the BAA.
    pub fn opened(&self, event: &Event<'_>) -> Opened {
        let account = event.account().filter(|_| event.kind() == Kind::Twilio);
        let opened = account.and_then(|account| self.known.get(account)).and_then(|known| known.opened);
        match (opened, self.baa) {
            (Some(opened), Some(baa)) if opened < baa => Opened::BeforeBaa,
            (Some(_), Some(_)) => Opened::AfterBaa,
            _ => Opened::Unknown,
        }
    }
}

/// Fields that name the account above the event's own: TaskRouter and Voice Insights, error logs, the API of accounts.
const PARENTS: [&str; 3] = ["parentaccountsid", "masteraccountsid", "owneraccountsid"];

fn parent_in<'d>(event: &Event<'d>) -> Option<&'d str> {
    let document = event.document();
    let named = PARENTS.iter().find_map(|field| document.member(event.data(), field));
    named.map(|node| document.text(node)).filter(|text| !text.is_empty())
}

impl<'de> Deserialize<'de> for Designated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Entry {
            #[serde(alias = "sid")]
            id: String,
            from: Option<Day>,
        }
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Designated;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an id, or `{ id = \"…\", from = \"2024-06-06\" }`")
            }

            fn visit_str<E: de::Error>(self, id: &str) -> Result<Designated, E> {
                Ok(Designated { id: id.to_owned(), from: None })
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Designated, M::Error> {
                let Entry { id, from } = Entry::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Designated { id, from })
            }
        }
        deserializer.deserialize_any(Written)
    }
}

impl From<&str> for Designated {
    fn from(id: &str) -> Self {
        Self { id: id.to_owned(), from: None }
    }
}

//! What the APIs cannot say, in sentences for a person: which account is designated, who has signed a BAA. Nothing of it is
//! assumed.

use super::facts::Imported;
use super::object::{Object, ObjectKind};
use super::related::Related;
use crate::policy::Context;

/// Questions that listings of this length would raise again and again are asked once.
const SHOWN: usize = 50;

/// What is left to be decided, given what the configuration says already.
pub fn open_questions(facts: &Imported, objects: &Related<'_>, context: &Context) -> Vec<String> {
    let mut open = Vec::new();
    accounts(facts, context, &mut open);
    sinks(facts, objects, context, &mut open);
    segment_questions(facts, objects, context, &mut open);
    open
}

fn accounts(facts: &Imported, context: &Context, open: &mut Vec<String>) {
    let designated = |sid: &str| {
        let listed = context.designated_accounts.as_deref().unwrap_or_default();
        listed.iter().any(|known| known.id == sid)
    };
    let undecided = facts.account.iter().filter(|one| !designated(&one.sid) && one.status.as_deref() != Some("closed"));
    let names = undecided.map(|one| {
        let name = one.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        let opened = one.opened.map(|day| format!(", opened {day}")).unwrap_or_default();
        format!("{}{name}{opened}", one.sid)
    });
    ask(open, "Which of these accounts are HIPAA Projects, and since when (accounts.designated)?", names);
    if context.baa.is_none() && !facts.account.is_empty() {
        open.push("On which day was the BAA with Twilio signed (accounts.baa)?".to_owned());
    }
}

fn sinks(facts: &Imported, objects: &Related<'_>, context: &Context, open: &mut Vec<String>) {
    let hosts = facts.sink.iter().filter_map(|one| one.host.as_deref());
    let unattested = hosts.filter(|host| !context.stream_attested(host)).map(str::to_owned);
    ask(
        open,
        "Whose are these hosts that sinks call: yours and attested (streams.attested_hosts), or a third party's with a BAA \
         (streams.third_party_hosts_with_baa)?",
        unattested,
    );
    let kinesis = facts.sink.iter().filter(|one| one.kind == "kinesis").map(|one| one.sid.clone());
    ask(open, "Do the streams of these sinks stand in an AWS account of yours that is under a BAA with AWS?", kinesis);
    let lacks = |kind| move |one: &&Object| objects.under(one, kind).is_empty();
    let unused = objects.of_kind(ObjectKind::Sink).filter(lacks(ObjectKind::Subscription));
    ask(
        open,
        "No subscription to these sinks was imported, so nobody knows whose they are and what they receive.",
        unused.filter_map(|one| one.id().map(str::to_owned)),
    );
    let untyped = objects.of_kind(ObjectKind::Subscription).filter(lacks(ObjectKind::SubscribedEvent));
    ask(
        open,
        "Which types of events do these subscriptions take? Save Subscriptions/DF…/SubscribedEvents, too.",
        untyped.filter_map(|one| one.id().map(str::to_owned)),
    );
}

fn segment_questions(facts: &Imported, objects: &Related<'_>, context: &Context, open: &mut Vec<String>) {
    let designated = |id: &str| {
        let listed = context.designated_sources.as_deref().unwrap_or_default();
        listed.iter().any(|known| known.id == id)
    };
    let undecided = facts.source.iter().filter(|one| one.enabled && !designated(&one.id)).map(|one| {
        let name = one.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        let workspace = one.workspace.as_ref().map(|id| format!(", workspace {id}")).unwrap_or_default();
        format!("{}{name}{workspace}", one.id)
    });
    ask(
        open,
        "Which of these sources stand in a designated workspace (segment.sources, or segment.workspaces for all of one)?",
        undecided,
    );
    let without = facts.destination.iter().filter(|one| one.enabled && !context.destination_has_baa(&one.name));
    let mut names: Vec<_> = without.map(|one| one.name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    ask(open, "Which of these destinations have signed a BAA (segment.destinations)?", names.into_iter());
    let plans = objects.of_kind(ObjectKind::TrackingPlan);
    let bare = plans.filter(|one| objects.under(one, ObjectKind::Rule).is_empty());
    ask(
        open,
        "What do these tracking plans allow? Save tracking-plans/ID/rules into a file with the id in its name.",
        bare.filter_map(|one| one.id().map(str::to_owned)),
    );
    let unbound = facts.tracking_plan.iter().filter(|one| one.sources.is_empty()).map(|one| one.id.clone());
    ask(
        open,
        "For which sources are these tracking plans? Save tracking-plans/ID/sources into a file with the id in its name.",
        unbound,
    );
}

/// One question with all that it is about.
fn ask(open: &mut Vec<String>, question: &str, about: impl Iterator<Item = String>) {
    let about: Vec<String> = about.collect();
    if about.is_empty() {
        return;
    }
    let mut line = format!("{question} {}", about.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; "));
    if let Some(more @ 1..) = about.len().checked_sub(SHOWN) {
        line += &format!("; and {more} more");
    }
    open.push(line);
}

//! Facts of Twilio's objects: accounts, sinks with what their subscriptions say, telephone numbers.

use super::facts::{Number, Sink, TwilioAccount};
use super::fields;
use super::object::{Object, ObjectKind};
use super::related::Related;
use crate::policy::{Day, host};

/// An account. `owner_account_sid` is its own SID where nothing is above it.
pub(super) fn account(object: &Object) -> Option<TwilioAccount> {
    let opened = fields::time(&object.fields, &["datecreated"]);
    Some(TwilioAccount {
        sid: object.text("sid")?.to_owned(),
        name: fields::given_name(&object.fields, "friendlyname"),
        parent: object.text("owneraccountsid").map(str::to_owned),
        opened: opened.and_then(|time| Day::try_from(fields::day(time)).ok()),
        status: object.text("status").map(str::to_owned),
    })
}

/// A sink. Only its subscription says whose it is and what is sent to it.
pub(super) fn sink(object: &Object, all: &Related<'_>) -> Option<Sink> {
    let configuration = fields::object(&object.fields, "sinkconfiguration");
    let destination = configuration.as_ref().and_then(|fields| fields::text(fields, "destination"));
    let subscriptions = all.under(object, ObjectKind::Subscription).iter();
    let subscribed = subscriptions.flat_map(|one| all.under(one, ObjectKind::SubscribedEvent));
    let mut types: Vec<String> = subscribed.filter_map(|one| one.text("type")).map(str::to_owned).collect();
    types.sort_unstable();
    types.dedup();
    Some(Sink {
        sid: object.text("sid")?.to_owned(),
        kind: object.text("sinktype")?.to_ascii_lowercase(),
        host: destination.and_then(host).map(str::to_owned),
        status: object.text("status").map(str::to_owned),
        account: all.account_of_sink(object).map(str::to_owned),
        types,
    })
}

/// A telephone number.
pub(super) fn number(object: &Object) -> Option<Number> {
    let account = object.text("accountsid").map(str::to_owned);
    Some(Number { number: object.text("phonenumber")?.to_owned(), account })
}

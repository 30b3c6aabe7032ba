//! What the types of `[source.webhook]` cannot say: that nothing readable crosses a network, that each route checks who calls,
//! and that a signature can be computed from what is configured.

use std::collections::BTreeSet;

use super::{Check, ms, s};
use crate::config::Size;
use crate::config::model::{Config, Word};
use crate::config::service::{Durable, Places, Route, TwilioRoute, WebhookLimits, WebhookSource};

/// Secrets of one kind on one route at most: each costs a computation a request.
const SECRETS: usize = 64;
/// Routes at most: each is a value of a label.
const ROUTES: usize = 64;
/// What the spool writes beside a body at most.
const ENTRY: u64 = 1 << 10;

impl Check<'_> {
    pub(super) fn webhook(&mut self, source: &WebhookSource, config: &Config) {
        let local = source.listen.ip().is_loopback();
        if source.tls.is_none() && !local && !source.behind_proxy {
            let what = format!("without TLS, whoever is on the way to {} can read the events", source.listen);
            let remedy =
                "add [source.webhook.tls], listen on 127.0.0.1, or set `behind_proxy = true` where a proxy ends TLS";
            self.add("source.webhook.listen", what, remedy);
        }
        let (own, admin) = (source.listen, config.admin.listen);
        let same = own.ip() == admin.ip() || own.ip().is_unspecified() || admin.ip().is_unspecified();
        if own.port() == admin.port() && own.port() != 0 && same {
            let what = format!("webhooks and the admin port would both listen on port {}", own.port());
            self.add("source.webhook.listen", what, "give `admin.listen` or this another port");
        }
        self.span("source.webhook.answer_within", source.answer_within, ms(100)..=s(300));
        if source.durable == Durable::Spool {
            self.size("source.webhook.spool.max_size", source.spool.max_size, Size(1 << 20)..=Size(1 << 40));
            if source.spool.max_size.0 < source.limits.body.0.saturating_add(ENTRY) {
                let what = "the spool is too small for the longest body, which would be refused for ever";
                self.add("source.webhook.spool.max_size", what, "make it several times `limits.body`");
            }
        }
        self.webhook_limits(&source.limits, config);
        if source.route.is_empty() {
            self.add("source.webhook", "no route, so nobody could post anything", "add [[source.webhook.route]]");
        }
        if source.route.len() > ROUTES {
            let what = format!("{} routes, and {ROUTES} are the most", source.route.len());
            self.add("source.webhook.route", what, "run a second service for the others");
        }
        let (mut names, mut paths) = (BTreeSet::new(), BTreeSet::new());
        for (at, route) in source.route.iter().enumerate() {
            let place = format!("source.webhook.route.{at}");
            if !paths.insert(route.path.get_ref()) {
                self.at(&route.path, "two routes with the same path".to_owned(), "give one of them another");
            }
            if !names.insert(route.name()) {
                let what = format!("two routes are called `{}`", route.name());
                self.add(&place, what, "give one of them another `name`");
            }
            self.route(&place, route, local);
            if route.open.is_some() && local && source.behind_proxy {
                let what = "an open route behind a proxy takes events from whoever reaches the proxy";
                self.add(&format!("{place}.open"), what, "give the route a kind with a secret, or leave the proxy out");
            }
        }
        let twilio = || source.route.iter().filter_map(|route| route.twilio.as_ref());
        for forms in twilio().filter(|route| route.forms) {
            if twilio().any(|other| !other.forms && other.url.get_ref() == forms.url.get_ref()) {
                let what =
                    "forms and JSON at one URL: what is signed for the one could be taken for the other".to_owned();
                self.at(&forms.url, what, "give status callbacks a URL of their own");
            }
        }
    }

    fn webhook_limits(&mut self, limits: &WebhookLimits, config: &Config) {
        self.size("source.webhook.limits.body", limits.body, Size(1 << 10)..=Size(64 << 20));
        if limits.body > config.limits.document {
            let what = "a body may be longer than the longest document, and such bodies would not be audited";
            self.add("source.webhook.limits.body", what, "make it at most `limits.document`");
        }
        self.size("source.webhook.limits.headers", limits.headers, Size(8 << 10)..=Size(256 << 10));
        self.number("source.webhook.limits.connections", limits.connections, 1..=65_536);
        self.span("source.webhook.limits.request_timeout", limits.request_timeout, ms(100)..=s(300));
        self.number("source.webhook.limits.rate", limits.rate, 1..=1_000_000);
        self.number("source.webhook.limits.burst", limits.burst, 1..=1_000_000);
    }

    fn route(&mut self, place: &str, route: &Route, local: bool) {
        let given = [
            route.twilio.is_some(),
            route.segment.is_some(),
            route.eventbridge.is_some(),
            route.pubsub.is_some(),
            route.open.is_some(),
        ];
        let kinds = given.iter().filter(|given| **given).count();
        if kinds != 1 {
            let what = format!("a route of {}", if kinds == 0 { "no kind" } else { "several kinds" });
            let remedy = "give it one of `twilio`, `segment`, `eventbridge`, `pubsub` and, on loopback, `open`";
            self.add(place, what, remedy);
            return;
        }
        let path = route.path.get_ref();
        let ordinary = |byte: u8| byte.is_ascii_graphic() && !b"?#\"<>\\^`{|}".contains(&byte);
        if !(path.starts_with('/') && path.len() <= 1_024 && path.bytes().all(ordinary)) {
            // It may be a secret.
            let what = "this is not the path of a URL".to_owned();
            self.at(&route.path, what, "write it as it stands in the URL, from `/` on and without a query");
        }
        if let Some(name) = &route.name {
            let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
            if !(1..=64).contains(&name.get_ref().len()) || !name.get_ref().bytes().all(ordinary) {
                let remedy = "a name has 1 to 64 of A-Z, a-z, 0-9, `.`, `_` and `-`";
                self.at(name, format!("`{}` is not the name of a route", name.get_ref()), remedy);
            }
        }
        if route.open.is_some() && !local {
            let what = "an open route takes events from whoever reaches it";
            self.add(&format!("{place}.open"), what, "listen on 127.0.0.1, or give the route a kind with a secret");
        }
        if let Some(twilio) = &route.twilio {
            self.twilio(place, twilio);
        }
        if let Some(bridge) = &route.eventbridge {
            self.header(&bridge.header);
        }
        let secrets = route.secrets();
        for (setting, Places(files, envs)) in &secrets {
            if files.len() + envs.len() > SECRETS {
                self.add(
                    &format!("{place}.{setting}_files"),
                    format!("more than {SECRETS} secrets"),
                    "remove old ones",
                );
            }
        }
        // Twilio's password is a second factor, never the only one.
        let enough = |(setting, given): &(&str, Places<'_>)| *setting != "twilio.basic" && !given.is_empty();
        if route.open.is_none() && !secrets.iter().any(enough) {
            let settings: Vec<String> = secrets
                .iter()
                .filter(|(setting, _)| *setting != "twilio.basic")
                .map(|(setting, _)| setting.split('.').next_back().unwrap_or_default())
                .map(|setting| format!("`{setting}_files` or `{setting}_envs`"))
                .collect();
            let what = format!("a {} route without a secret cannot tell who calls", route.kind());
            self.add(&format!("{place}.{}", route.kind()), what, &format!("add {}", settings.join(", ")));
        }
    }

    fn twilio(&mut self, place: &str, twilio: &TwilioRoute) {
        let url = twilio.url.get_ref();
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let authority = rest.and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let remedy = "write it as it stands in the sink: https://host/path, without a query";
        if authority.is_empty() || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
            self.at(&twilio.url, "this is not the URL of a webhook".to_owned(), remedy);
        } else if authority.contains('@') {
            let what = "this URL holds a user name or password, and the settings hold no secrets".to_owned();
            self.at(
                &twilio.url,
                what,
                "leave them out here, and name the file that holds `user:password` in `basic_file`",
            );
        } else if url.contains(['?', '#']) {
            self.at(
                &twilio.url,
                "a query has no place in this URL".to_owned(),
                "leave it out: it is taken from each request",
            );
        }
        if twilio.basic_file.is_some() && twilio.basic_env.is_some() {
            self.add(
                &format!("{place}.twilio.basic_env"),
                "two places for one password",
                "keep `basic_file` or `basic_env`",
            );
        }
    }

    fn header(&mut self, header: &Word) {
        let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if header.get_ref().is_empty() || !header.get_ref().bytes().all(ordinary) {
            self.at(header, format!("`{}` is not the name of a header", header.get_ref()), "mend it");
        }
    }
}

#[cfg(test)]
#[path = "webhook_tests.rs"]
mod tests;

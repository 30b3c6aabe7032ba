//! `[canary]`: an event with invented PHI that the service sends through its own source, to prove that it still sees.

use std::fmt;

use serde::Deserialize;

use super::{KafkaSource, Route, WebhookSource};
use crate::config::model::Word;
use crate::config::{Span, endpoint};

/// How often, and where it goes in.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Canary {
    /// How often one is sent.
    pub every: Span,
    /// With Kafka: the topic, one of those that are read. Not given: the first of them.
    #[serde(default)]
    pub topic: Option<Word>,
    /// With webhooks: the URL of one of the routes, as senders call it.
    #[serde(default)]
    pub url: Option<Word>,
}

impl Canary {
    /// The topic it goes into; none where none is given and the first of `source` is an expression.
    pub fn topic<'c>(&'c self, source: &'c KafkaSource) -> Option<&'c str> {
        let first = || source.topics.first().filter(|topic| !topic.get_ref().starts_with('^'));
        self.topic.as_ref().or_else(first).map(|topic| topic.get_ref().as_str())
    }

    /// The route it goes to.
    pub fn route<'c>(&self, source: &'c WebhookSource) -> Option<&'c Route> {
        let path = path(self.url.as_ref()?.get_ref());
        source.route.iter().find(|route| route.path.get_ref() == path)
    }
}

/// The path of a webhook often is its secret.
impl fmt::Debug for Canary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canary")
            .field("every", &self.every)
            .field("topic", &self.topic)
            .field("url", &self.url.as_ref().map(|url| endpoint::shown(url.get_ref())))
            .finish()
    }
}

/// The path of a URL without a query.
fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

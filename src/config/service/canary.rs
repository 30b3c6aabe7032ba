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
    /// With Kafka: the topic, one of those that are read. Not given: all that are named, in turn.
    #[serde(default)]
    pub topic: Option<Word>,
    /// With webhooks: the URL of one of the routes, as senders call it.
    #[serde(default)]
    pub url: Option<Word>,
}

impl Canary {
    /// The topics it goes into, in turn; none where none is given and `source` names expressions alone.
    pub fn topics<'c>(&'c self, source: &'c KafkaSource) -> Vec<&'c str> {
        let all = || source.topics.iter().filter(|topic| !topic.get_ref().starts_with('^')).collect();
        let topics = self.topic.as_ref().map_or_else(all, |topic| vec![topic]);
        topics.into_iter().map(|topic| topic.get_ref().as_str()).collect()
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

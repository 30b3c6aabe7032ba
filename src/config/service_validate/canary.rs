//! What the types of `[canary]` cannot say: that there is a source it can go through, and where it goes in.

use regex::Regex;

use super::{Check, s};
use crate::config::endpoint;
use crate::config::model::{Config, Word};
use crate::config::service::{Canary, KafkaSource, WebhookSource};

impl Check<'_> {
    pub(super) fn canary(&mut self, canary: &Canary, config: &Config) {
        self.span("canary.every", canary.every, s(10)..=s(3_600));
        let source = &config.source;
        if source.kafka.is_none() && source.kinesis.is_none() && source.webhook.is_none() {
            self.add("canary", "a canary, but no source for it to go through", "add a [source], or remove [canary]");
        }
        match (&canary.topic, &source.kafka) {
            (topic, Some(source)) => self.canary_topic(topic.as_ref(), canary, source),
            (Some(topic), None) => self.at(topic, "`canary.topic` is for a Kafka source".to_owned(), "remove it"),
            (None, None) => {}
        }
        match (&canary.url, &source.webhook) {
            (Some(url), Some(source)) => self.canary_url(url, canary, source),
            (Some(url), None) => self.at(url, "`canary.url` is for webhooks".to_owned(), "remove it"),
            (None, Some(_)) => {
                let remedy = "add `url`: that of one of the routes, as Twilio or Segment calls it";
                self.add("canary", "a canary for webhooks has to know where they are posted to", remedy);
            }
            (None, None) => {}
        }
    }

    fn canary_topic(&mut self, topic: Option<&Word>, canary: &Canary, source: &KafkaSource) {
        let Some(topic) = topic else {
            if !source.topics.is_empty() && canary.topics(source).is_empty() {
                let what = "`source.kafka.topics` has expressions alone, and a canary goes into topics that are named";
                self.add("canary", what, "name one: `topic`");
            }
            return;
        };
        let name = topic.get_ref();
        let read = source.topics.iter().map(|topic| topic.get_ref()).any(|read| match read.strip_prefix('^') {
            Some(_) => Regex::new(read).is_ok_and(|pattern| pattern.is_match(name)),
            None => read == name,
        });
        if !read {
            let what = format!("`{name}` is not read, so a canary in it would never come back");
            self.at(topic, what, "name one of `source.kafka.topics`, or leave it out for all of them");
        } else if name.starts_with('^') {
            self.at(topic, format!("`{name}` is an expression, and a canary goes into one topic"), "name one");
        }
    }

    /// The URL may hold what must not be shown.
    fn canary_url(&mut self, url: &Word, canary: &Canary, source: &WebhookSource) {
        if let Err(why) = endpoint::check(url.get_ref()) {
            self.at(url, format!("a canary cannot be posted to this `url`: {why}"), "use https://host/path");
        } else if url.get_ref().contains('?') {
            self.at(url, "a query has no place in this URL".to_owned(), "leave it out: what a route asks for is added");
        } else {
            match canary.route(source) {
                None => {
                    let what = "the path of `canary.url` is that of no route".to_owned();
                    self.at(url, what, "use the URL of one of the routes; its path is the route's `path`");
                }
                Some(route) if route.twilio.as_ref().is_some_and(|twilio| twilio.forms) => {
                    let what = "this route takes forms alone, and a canary is JSON".to_owned();
                    self.at(url, what, "use the URL of another route");
                }
                Some(_) => {}
            }
        }
    }
}

#[cfg(test)]
#[path = "canary_tests.rs"]
mod tests;

//! Alerts to an SNS topic: a message each, with the attributes that subscriptions filter by.
//!
//! On a FIFO topic the group is the account and the token for de-duplication is the CloudEvents id, so that an alert that is
//! published again within five minutes is delivered once. What a failure means, and when to try again, is for
//! [`cloud`](super::cloud).

use aws_sdk_sns::Client;
use aws_sdk_sns::types::{MessageAttributeValue, PublishBatchRequestEntry};
use tokio::runtime::Handle;

use super::cloud::{Call, CloudSink, Letter, Limits, Outcome, key};
use super::{Message, Sink};
use crate::aws::{Failure, Session};
use crate::config::service::SnsSink as Settings;
use crate::telemetry::labels::ErrorKind;

/// The longest group and token of a FIFO topic.
const TAG: usize = 128;
/// The type of all attributes.
const TEXT: &str = "String";

/// A topic.
pub(super) struct Topic {
    client: Client,
    topic: String,
}

impl Topic {
    /// The topic of `settings` as a sink.
    pub fn sink(settings: &Settings, session: &Session, runtime: Handle) -> impl Sink + 'static {
        let topic = settings.topic.get_ref().clone();
        let config = session.for_one_try(&settings.topic, settings.endpoint.as_ref());
        CloudSink::new(Self { client: Client::new(&config), topic }, runtime)
    }

    fn entry(&self, number: usize, letter: &Letter) -> Result<PublishBatchRequestEntry, Failure> {
        let impossible = |_| Failure::new(ErrorKind::Internal, "a message without content");
        let message = letter.message();
        let mut entry = PublishBatchRequestEntry::builder().id(number.to_string()).message(&letter.body);
        for (name, value) in attributes(message) {
            let value = MessageAttributeValue::builder().data_type(TEXT).string_value(value).build();
            entry = entry.message_attributes(name, value.map_err(impossible)?);
        }
        if self.topic.ends_with(".fifo") {
            entry = entry.message_group_id(tag(key(message))).message_deduplication_id(tag(&message.id));
        }
        entry.build().map_err(impossible)
    }
}

impl Call for Topic {
    // A topic takes 256 KiB in a call unless it was told to take up to 1 MiB.
    const LIMITS: Limits = Limits { entries: 10, bytes: 256 << 10, usual: 256 << 10, largest: 1 << 20 };
    const PERMISSION: &'static str = "sns:Publish";

    fn place(&self) -> &str {
        &self.topic
    }

    fn size(&self, message: &Message, body: &str) -> usize {
        let attributes = attributes(message).map(|(name, value)| name.len() + TEXT.len() + value.len());
        body.len() + attributes.sum::<usize>()
    }

    async fn put(&self, letters: &[Letter]) -> Result<Vec<Outcome>, Failure> {
        let entries = letters.iter().enumerate().map(|(number, letter)| self.entry(number, letter));
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        let request = self.client.publish_batch().topic_arn(&self.topic);
        let answer = request.set_publish_batch_request_entries(Some(entries)).send().await;
        let answer = answer.map_err(|error| Failure::of(&error))?;
        let mut outcomes: Vec<_> = letters.iter().map(|_| Outcome::unknown()).collect();
        let taken = answer.successful().iter().map(|entry| (entry.id(), Outcome::Taken));
        let failed =
            answer.failed().iter().map(|entry| (Some(entry.id()), Outcome::of(entry.code(), entry.sender_fault())));
        for (id, outcome) in taken.chain(failed) {
            let number = id.and_then(|id| id.parse::<usize>().ok());
            if let Some(place) = number.and_then(|number| outcomes.get_mut(number)) {
                *place = outcome;
            }
        }
        Ok(outcomes)
    }
}

/// What subscriptions filter by, under the names of CloudEvents. None may be empty.
fn attributes(message: &Message) -> impl Iterator<Item = (&'static str, &str)> {
    let all =
        [("type", Some(message.kind)), ("source", Some(&*message.source)), ("subject", message.subject.as_deref())];
    all.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)))
}

/// A group or a token, as SNS takes it.
fn tag(text: &str) -> String {
    text.chars().take(TAG).map(|letter| if letter.is_ascii_graphic() { letter } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_of_the_letters_that_sns_takes_and_no_longer_than_it_takes() {
        assert_eq!(tag("AC0123/events@7"), "AC0123/events@7");
        assert_eq!(tag("zwei Wörter"), "zwei_W_rter");
        assert_eq!(tag(&"x".repeat(500)).len(), TAG);
    }
}

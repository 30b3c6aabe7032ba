//! Whether every topic that is to be read is there.
//!
//! librdkafka tells a topic that is missing once and then waits for it in silence, and the group shares out what is there: beside
//! topics that are read one that is misspelt would go unnoticed for good. So the cluster is asked, one topic at a time, seldom.
//! Expressions name no topic that could be missing.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::error::RDKafkaErrorCode;

/// How long the answer may take.
const ASK: Duration = Duration::from_millis(500);
/// Between two questions, once each topic was asked for.
const PERIOD: Duration = Duration::from_secs(10);
/// Before that, so that a service that starts knows soon.
const FIRST: Duration = Duration::from_secs(1);

/// The topics that are named, and which of them are missing.
#[derive(Debug)]
pub struct Topics {
    names: Vec<String>,
    /// How many questions had an answer.
    answers: usize,
    asked: Instant,
    /// How long the next question waits.
    pause: Duration,
    missing: BTreeSet<String>,
}

impl Topics {
    /// Topics and expressions as `source.kafka.topics` names them.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let names = names.into_iter().filter(|name| !name.starts_with('^')).map(str::to_owned).collect();
        Self { names, answers: 0, asked: Instant::now(), pause: FIRST, missing: BTreeSet::new() }
    }

    /// Asks for the next topic if it is time to. Gives it and whether it is there; nothing where there was no answer.
    pub(super) fn ask<C: ConsumerContext>(&mut self, consumer: &BaseConsumer<C>) -> Option<(&str, bool)> {
        if self.asked.elapsed() < self.pause {
            return None;
        }
        // Also where there is no answer: reading must not wait for it again and again.
        (self.asked, self.pause) = (Instant::now(), PERIOD);
        let name = self.names.get(self.answers.checked_rem(self.names.len())?)?;
        let metadata = consumer.fetch_metadata(Some(name), ASK).ok()?;
        let told = metadata.topics().iter().find(|topic| topic.name() == name)?;
        let is_there = match told.error().map(RDKafkaErrorCode::from) {
            None => !told.partitions().is_empty(),
            Some(error) => !is_absence(error),
        };
        self.answers = self.answers.wrapping_add(1);
        if self.answers < self.names.len() {
            self.pause = FIRST;
        }
        match is_there {
            true => self.missing.remove(name),
            false => self.missing.insert(name.clone()),
        };
        Some((name, is_there))
    }

    /// Those that were not there when they were last asked for.
    pub(super) const fn missing(&self) -> &BTreeSet<String> {
        &self.missing
    }
}

/// A user who may not know of a topic is told either. Other errors pass.
const fn is_absence(error: RDKafkaErrorCode) -> bool {
    matches!(
        error,
        RDKafkaErrorCode::UnknownTopicOrPartition
            | RDKafkaErrorCode::UnknownTopic
            | RDKafkaErrorCode::InvalidTopic
            | RDKafkaErrorCode::TopicAuthorizationFailed
    )
}

//! Canaries into a topic, partition after partition, so that each is proved in turn.
//!
//! A producer of its own: what befalls it befalls no alert. It is not idempotent, because a canary that comes twice does no
//! harm, and so it needs no right but to write to the topic.

use std::time::Duration;

use crossbeam_channel::Sender;
use rdkafka::ClientContext;
use rdkafka::client::OAuthToken;
use rdkafka::config::{ClientConfig, RDKafkaLogLevel};
use rdkafka::error::{KafkaError, KafkaResult};
use rdkafka::producer::{BaseRecord, DeliveryResult, Producer, ProducerContext, ThreadedProducer};

use super::{Canary, NotSent, Way};
use crate::kafka::ClusterContext;

/// How long the brokers may take to say which partitions there are.
const ASK: Duration = Duration::from_secs(10);
/// How long they may take to have it.
const DELIVER: Duration = Duration::from_secs(15);

/// A topic of the cluster.
pub struct ToTopic {
    producer: ThreadedProducer<Reports>,
    topic: String,
    turn: usize,
}

impl ToTopic {
    /// Into `topic`, by the settings of a producer of the cluster. Nothing is sent yet.
    pub fn new(config: &ClientConfig, cluster: ClusterContext, topic: &str) -> KafkaResult<Self> {
        let mut config = config.clone();
        config
            .set("enable.idempotence", "false")
            .set("delivery.timeout.ms", DELIVER.as_millis().to_string())
            .remove("transactional.id");
        // Processes that started together are not on the same partition at the same time.
        let turn = fastrand::usize(..1_024);
        Ok(Self { producer: config.create_with_context(Reports(cluster))?, topic: topic.to_owned(), turn })
    }
}

impl Way for ToTopic {
    fn send(&mut self, canary: &Canary) -> Result<(), NotSent> {
        let metadata =
            self.producer.client().fetch_metadata(Some(&self.topic), ASK).map_err(|error| not_sent(&error))?;
        let partitions: Vec<i32> =
            metadata.topics().iter().flat_map(|topic| topic.partitions()).map(|partition| partition.id()).collect();
        let place = self.turn.checked_rem(partitions.len()).and_then(|at| partitions.get(at));
        let Some(partition) = place else { return Err(NotSent("the topic has no partitions".to_owned())) };
        self.turn = self.turn.wrapping_add(1);
        let (tell, told) = crossbeam_channel::bounded(1);
        let bytes = canary.bytes();
        let record: BaseRecord<'_, (), Vec<u8>, _> =
            BaseRecord::with_opaque_to(&self.topic, Box::new(tell)).payload(&bytes).partition(*partition);
        self.producer.send(record).map_err(|(error, _)| not_sent(&error))?;
        match told.recv_timeout(DELIVER * 2) {
            Ok(delivered) => delivered.map_err(|error| not_sent(&error)),
            Err(_) => Err(NotSent("no broker has confirmed it in time".to_owned())),
        }
    }
}

/// librdkafka's words name brokers, topics and partitions.
fn not_sent(error: &KafkaError) -> NotSent {
    NotSent(error.rdkafka_error_code().map_or_else(|| error.to_string(), |code| code.to_string()))
}

/// Hands the brokers' word over to whoever waits for it. Runs on the producer's own thread.
struct Reports(ClusterContext);

impl ProducerContext for Reports {
    type DeliveryOpaque = Box<Sender<KafkaResult<()>>>;

    fn delivery(&self, result: &DeliveryResult<'_>, tell: Self::DeliveryOpaque) {
        // Who waited may have given up.
        let _ = tell.send(result.as_ref().map(drop).map_err(|(error, _)| error.clone()));
    }
}

impl ClientContext for Reports {
    const ENABLE_REFRESH_OAUTH_TOKEN: bool = true;

    fn log(&self, level: RDKafkaLogLevel, facility: &str, message: &str) {
        self.0.log(level, facility, message);
    }

    fn error(&self, error: KafkaError, reason: &str) {
        self.0.error(error, reason);
    }

    fn generate_oauth_token(&self, config: Option<&str>) -> Result<OAuthToken, Box<dyn std::error::Error>> {
        self.0.generate_oauth_token(config)
    }
}

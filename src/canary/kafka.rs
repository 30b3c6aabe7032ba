//! Canaries into topics, partition after partition, so that each is proved in turn.
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

/// Topics of the cluster.
pub struct ToTopics {
    producer: ThreadedProducer<Reports>,
    topics: Vec<String>,
    turn: usize,
}

impl ToTopics {
    /// Into `topics` in turn, by the settings of a producer of the cluster. Nothing is sent yet.
    pub fn new(config: &ClientConfig, cluster: ClusterContext, topics: &[&str]) -> KafkaResult<Self> {
        let mut config = config.clone();
        config
            .set("enable.idempotence", "false")
            // Or a topic whose name is misspelt would come to be, and its canaries be found in it.
            .set("allow.auto.create.topics", "false")
            .set("delivery.timeout.ms", DELIVER.as_millis().to_string())
            .remove("transactional.id");
        // Processes that started together are not on the same partition at the same time.
        let turn = fastrand::usize(..1_024);
        let topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
        Ok(Self { producer: config.create_with_context(Reports(cluster))?, topics, turn })
    }
}

impl Way for ToTopics {
    fn send(&mut self, canary: &Canary) -> Result<(), NotSent> {
        let turn = self.turn;
        self.turn = turn.wrapping_add(1);
        let topic = turn.checked_rem(self.topics.len()).and_then(|at| self.topics.get(at));
        let Some(topic) = topic else { return Err(NotSent("there is no topic for it".to_owned())) };
        let metadata = self.producer.client().fetch_metadata(Some(topic), ASK).map_err(|error| not_sent(&error))?;
        let partitions: Vec<i32> =
            metadata.topics().iter().flat_map(|topic| topic.partitions()).map(|partition| partition.id()).collect();
        let round = turn / self.topics.len();
        let place = round.checked_rem(partitions.len()).and_then(|at| partitions.get(at));
        let Some(partition) = place else { return Err(NotSent(format!("the topic `{topic}` is not there"))) };
        let (tell, told) = crossbeam_channel::bounded(1);
        let bytes = canary.bytes();
        let record: BaseRecord<'_, (), Vec<u8>, _> =
            BaseRecord::with_opaque_to(topic, Box::new(tell)).payload(&bytes).partition(*partition);
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

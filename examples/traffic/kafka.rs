//! Records into a topic.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::producer::{BaseProducer, BaseRecord, DeliveryResult, Producer, ProducerContext};
use rdkafka::{ClientConfig, ClientContext};

use crate::outlet::{Failure, Outlet};

/// How long a record may take until the broker has it. A broker that restarts is back by then.
const PATIENCE: Duration = Duration::from_secs(60);

/// A topic.
pub struct Topic {
    producer: BaseProducer<Delivery>,
    topic: String,
    failed: Arc<Mutex<Option<KafkaError>>>,
}

impl Topic {
    /// Connects when the first record comes.
    ///
    /// # Errors
    ///
    /// The brokers are not named as librdkafka wants them.
    pub fn new(brokers: &str, topic: &str) -> Result<Self, Failure> {
        let failed = Arc::new(Mutex::new(None));
        let producer = ClientConfig::new()
            .set("bootstrap.servers", brokers)
            .set("client.id", "phi-audit-traffic")
            .set("message.timeout.ms", PATIENCE.as_millis().to_string())
            .set("linger.ms", "20")
            .create_with_context(Delivery(Arc::clone(&failed)))
            .map_err(|error| Failure::new(format!("--kafka {brokers}: {error}"), "name brokers as host:port"))?;
        Ok(Self { producer, topic: topic.to_owned(), failed })
    }

    fn check(&self) -> Result<(), Failure> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner).take();
        failed.map_or(Ok(()), |error| Err(self.failure(&error)))
    }

    fn failure(&self, error: &KafkaError) -> Failure {
        let remedy = match error.rdkafka_error_code() {
            Some(RDKafkaErrorCode::UnknownTopic | RDKafkaErrorCode::UnknownTopicOrPartition) => {
                "make the topic: kafka-topics.sh --create --topic NAME"
            }
            _ => "see whether the brokers run and can be reached from here",
        };
        Failure::new(format!("topic {}: {error}", self.topic), remedy)
    }
}

impl Outlet for Topic {
    fn send(&mut self, records: &[Vec<u8>]) -> Result<(), Failure> {
        for record in records {
            let mut waiting: BaseRecord<'_, (), Vec<u8>> = BaseRecord::to(&self.topic).payload(record);
            while let Err((error, again)) = self.producer.send(waiting) {
                if error != KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull) {
                    return Err(self.failure(&error));
                }
                self.producer.poll(Duration::from_millis(50));
                self.check()?;
                waiting = again;
            }
        }
        self.producer.poll(Duration::ZERO);
        self.check()
    }

    fn finish(&mut self) -> Result<(), Failure> {
        self.producer.flush(PATIENCE).map_err(|error| self.failure(&error))?;
        self.check()
    }
}

/// Keeps the first failure.
struct Delivery(Arc<Mutex<Option<KafkaError>>>);

impl ClientContext for Delivery {}

impl ProducerContext for Delivery {
    type DeliveryOpaque = ();

    fn delivery(&self, result: &DeliveryResult<'_>, (): ()) {
        if let Err((error, _)) = result {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(|| error.clone());
        }
    }
}

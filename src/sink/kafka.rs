//! Alerts and pointers into a Kafka topic: CloudEvents in binary mode (the Kafka protocol binding of CloudEvents 1.0), attributes as
//! `ce_` headers, the data as the value.
//!
//! It promises that a receipt is confirmed by the broker's acknowledgement and nothing else, and that a message the broker may
//! still take is handed over again for ever. One producer serves several topics; in a transaction its gate is closed between
//! one transaction and the next.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use rdkafka::ClientContext;
use rdkafka::client::OAuthToken;
use rdkafka::config::{ClientConfig, RDKafkaLogLevel};
use rdkafka::error::{KafkaError, KafkaResult, RDKafkaErrorCode};
use rdkafka::message::{Header, OwnedHeaders};
use rdkafka::producer::{BaseRecord, DeliveryResult, Producer, ProducerContext, ThreadedProducer};

use super::{Parcel, Sink, SinkStatus};
use crate::kafka::{self, ClusterContext};
use crate::pipeline::Stop;
use crate::telemetry::labels::ErrorKind;

/// A producer of alerts.
pub type AlertProducer = ThreadedProducer<DeliveryReports>;

/// The shortest and the longest pause before failed messages are handed over again.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(10));

/// Messages that came back and wait for their next try, beyond which no new ones are taken.
const MOST_RETURNED: usize = 2_048;

/// Creates a producer; nothing connects yet.
pub fn producer(config: &ClientConfig, cluster: ClusterContext) -> KafkaResult<Arc<AlertProducer>> {
    let in_transactions = config.get("transactional.id").is_some();
    let reports =
        DeliveryReports { cluster, in_transactions, doomed: AtomicBool::new(false), written: AtomicBool::new(false) };
    config.create_with_context(reports).map(Arc::new)
}

/// A topic as a sink.
pub struct KafkaSink {
    producer: Arc<AlertProducer>,
    topic: String,
    /// Held for reading while messages are handed over, so that none falls between two transactions.
    gate: Option<Arc<RwLock<()>>>,
    returned: Arc<Returned>,
    pause: Duration,
    next_try: Instant,
}

/// Messages of one sink that the broker did not take, to be handed over again.
#[derive(Debug)]
struct Returned {
    parcels: Mutex<VecDeque<Parcel>>,
    status: Arc<SinkStatus>,
}

/// A message on its way, as librdkafka carries it.
#[derive(Debug)]
pub struct Flight {
    parcel: Parcel,
    home: Arc<Returned>,
}

/// Takes the broker's acknowledgements. Runs on the producer's own thread.
#[derive(Debug)]
pub struct DeliveryReports {
    cluster: ClusterContext,
    /// In a transaction a message that was not taken is not tried again: the whole transaction is, and this says so.
    in_transactions: bool,
    doomed: AtomicBool,
    written: AtomicBool,
}

impl DeliveryReports {
    /// Whether anything was handed over since this was last asked.
    pub fn take_written(&self) -> bool {
        self.written.swap(false, Ordering::AcqRel)
    }

    /// Whether a message of the open transaction was not taken. Asking forgets it.
    pub fn take_doomed(&self) -> bool {
        self.doomed.swap(false, Ordering::AcqRel)
    }

    /// A message of the open transaction was not taken: its record counts as told, so that the transaction comes to its end,
    /// which is to be taken back.
    fn doom(&self, parcel: Parcel) {
        self.doomed.store(true, Ordering::Release);
        parcel.receipt.confirmed();
    }
}

impl KafkaSink {
    /// A sink into `topic`. In transactions `gate` is theirs.
    pub fn new(
        producer: Arc<AlertProducer>,
        topic: &str,
        gate: Option<Arc<RwLock<()>>>,
        status: Arc<SinkStatus>,
    ) -> Self {
        let returned = Arc::new(Returned { parcels: Mutex::default(), status });
        Self { producer, topic: topic.to_owned(), gate, returned, pause: PAUSES.0, next_try: Instant::now() }
    }

    /// Hands a message over; gives it back where there is no room now.
    fn send(&self, parcel: Parcel) -> Result<(), Parcel> {
        let message = Arc::clone(&parcel.message);
        let text = |name| move |value| Header { key: name, value: Some(value) };
        let mut headers = OwnedHeaders::new_with_capacity(7)
            .insert(text("ce_specversion")("1.0"))
            .insert(text("ce_id")(message.id.as_str()))
            .insert(text("ce_source")(&*message.source))
            .insert(text("ce_type")(message.kind))
            .insert(text("ce_time")(message.time.as_str()))
            .insert(text("content-type")("application/json"));
        if let Some(subject) = &message.subject {
            headers = headers.insert(text("ce_subject")(subject.as_str()));
        }
        let flight = Box::new(Flight { parcel, home: Arc::clone(&self.returned) });
        let mut record = BaseRecord::with_opaque_to(&self.topic, flight).payload(&message.data).headers(headers);
        if let Some(key) = &message.key {
            record = record.key(key);
        }
        let _open = self.gate.as_ref().map(|gate| gate.read().unwrap_or_else(PoisonError::into_inner));
        match self.producer.send(record) {
            Ok(()) => {
                self.producer.context().written.store(true, Ordering::Release);
                Ok(())
            }
            Err((error, record)) => self.not_taken(&error, record.delivery_opaque.parcel),
        }
    }

    /// librdkafka has not taken a message.
    fn not_taken(&self, error: &KafkaError, parcel: Parcel) -> Result<(), Parcel> {
        match (error.rdkafka_error_code(), refusal(error)) {
            (_, Some(reason)) => {
                self.returned.status.refused();
                parcel.receipt.refused(reason);
                Ok(())
            }
            (Some(RDKafkaErrorCode::QueueFull), None) => Err(parcel),
            _ if self.gate.is_some() => {
                self.producer.context().doom(parcel);
                Ok(())
            }
            _ => {
                self.returned.take_back(parcel, error);
                Ok(())
            }
        }
    }

    /// Hands over again what came back, if it is time.
    fn try_again(&mut self, stop: &Stop) {
        if self.returned.parcels().is_empty() {
            self.pause = PAUSES.0;
            return;
        }
        if Instant::now() < self.next_try {
            return;
        }
        if let Some((code, _)) = self.producer.client().fatal_error() {
            // This client will never send again. What it holds is not acknowledged, so a restart begins there.
            tracing::error!(error = %code, "the producer of alerts has come to an end; the service has to be started again");
            self.returned.status.close();
            self.next_try = Instant::now() + PAUSES.1;
            return;
        }
        let parcels = std::mem::take(&mut *self.returned.parcels());
        self.next_try = Instant::now() + self.pause.mul_f64(0.5 + fastrand::f64() / 2.0);
        self.pause = (self.pause * 2).min(PAUSES.1);
        for parcel in parcels {
            self.hand_over(parcel, stop);
        }
    }

    /// Hands a message over, waiting for room.
    fn hand_over(&self, mut parcel: Parcel, stop: &Stop) {
        while let Err(back) = self.send(parcel) {
            // The producer's own thread makes room as acknowledgements come.
            if stop.wait(Duration::from_millis(20)) {
                return;
            }
            parcel = back;
        }
    }
}

impl Sink for KafkaSink {
    fn deliver(&mut self, parcels: Vec<Parcel>, _status: &SinkStatus, stop: &Stop) {
        self.try_again(stop);
        // What came back is bounded, too: the queue in front of this sink fills up instead.
        while self.returned.parcels().len() >= MOST_RETURNED {
            if stop.wait(PAUSES.0) || self.returned.status.is_closed() {
                return;
            }
            self.try_again(stop);
        }
        for parcel in parcels {
            self.hand_over(parcel, stop);
        }
    }

    fn idle(&mut self, _status: &SinkStatus) {
        self.try_again(&Stop::default());
    }

    fn flush(&mut self, _status: &SinkStatus, stop: &Stop) {
        while !stop.is_set() {
            self.try_again(stop);
            let _ = self.producer.flush(Duration::from_millis(100));
            if self.producer.in_flight_count() == 0 && self.returned.parcels().is_empty() {
                return;
            }
        }
    }
}

impl Returned {
    fn parcels(&self) -> MutexGuard<'_, VecDeque<Parcel>> {
        self.parcels.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_back(&self, parcel: Parcel, error: &KafkaError) {
        self.status.failed(error.rdkafka_error_code().map_or(ErrorKind::Other, kafka::kind_of));
        self.parcels().push_back(parcel);
    }
}

/// Why a message will never be taken; `None` where it may be.
fn refusal(error: &KafkaError) -> Option<&'static str> {
    use RDKafkaErrorCode as Code;
    match error.rdkafka_error_code()? {
        Code::MessageSizeTooLarge | Code::InvalidMessageSize => Some("too_large"),
        Code::InvalidMessage | Code::InvalidRecord | Code::InvalidTimestamp | Code::PolicyViolation => Some("rejected"),
        _ => None,
    }
}

impl ProducerContext for DeliveryReports {
    type DeliveryOpaque = Box<Flight>;

    fn delivery(&self, result: &DeliveryResult<'_>, flight: Box<Flight>) {
        let Flight { parcel, home } = *flight;
        match result {
            Ok(_) => {
                home.status.worked(1);
                parcel.receipt.confirmed();
            }
            Err((error, _)) => match refusal(error) {
                Some(reason) => {
                    home.status.refused();
                    parcel.receipt.refused(reason);
                }
                None if self.in_transactions => self.doom(parcel),
                None => home.take_back(parcel, error),
            },
        }
    }
}

impl ClientContext for DeliveryReports {
    const ENABLE_REFRESH_OAUTH_TOKEN: bool = true;

    fn log(&self, level: RDKafkaLogLevel, facility: &str, message: &str) {
        self.cluster.log(level, facility, message);
    }

    fn error(&self, error: KafkaError, reason: &str) {
        self.cluster.error(error, reason);
    }

    fn generate_oauth_token(&self, config: Option<&str>) -> Result<OAuthToken, Box<dyn std::error::Error>> {
        self.cluster.generate_oauth_token(config)
    }
}

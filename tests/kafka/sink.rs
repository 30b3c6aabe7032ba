//! The Kafka sink against librdkafka's own brokers: what arrives and how it looks, what is refused, what is tried again, and how
//! a transaction learns of a message that was not taken.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use phi_audit::config::service::KafkaCluster;
use phi_audit::kafka::{ClusterContext, Role, client_config};
use phi_audit::pipeline::Stop;
use phi_audit::sink::{
    AlertProducer, Desk, Fate, KafkaSink, Message, Parcel, Receipt, Sent, SinkStatus, drive, producer,
};
use phi_audit::telemetry::SharedThrottle;
use rdkafka::producer::Producer;
use rdkafka::types::{RDKafkaApiKey, RDKafkaRespErr};

use crate::testbed::{Isolation, Mock, wait_until};

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_secs(30);

/// A producer for `mock`, with settings of librdkafka such as the user gives, and in transactions of `id` where there is one.
fn alerts_to(mock: &Mock, settings: &[(&str, &str)], id: Option<&str>) -> Arc<AlertProducer> {
    let brokers = mock.faults().bootstrap_servers();
    let more: String = settings.iter().map(|(key, value)| format!("\"{key}\" = \"{value}\"\n")).collect();
    let cluster: KafkaCluster = toml::from_str(&format!("brokers = \"{brokers}\"\n[librdkafka]\n{more}")).unwrap();
    let mut config = client_config(&cluster, Path::new(""), None, Role::Producer).unwrap();
    if let Some(id) = id {
        config.set("transactional.id", id);
    }
    producer(&config, ClusterContext::new(&cluster, SharedThrottle::default())).unwrap()
}

/// A sink with its thread, and how the messages end.
struct Driven {
    desk: Desk,
    ends: Receiver<(usize, Fate)>,
    ended: mpsc::Sender<(usize, Fate)>,
    thread: std::thread::JoinHandle<()>,
    stop: Stop,
}

impl Driven {
    fn new(producer: Arc<AlertProducer>, topic: &str, gate: Option<Arc<RwLock<()>>>) -> Self {
        let status = SinkStatus::new("alerts", true);
        let sink = KafkaSink::new(producer, topic, gate, Arc::clone(&status));
        let stop = Stop::default();
        let (desk, thread) = drive(Box::new(sink), status, stop.clone()).unwrap();
        let (ended, ends) = mpsc::channel();
        Self { desk, ends, ended, thread, stop }
    }

    /// Hands messages in by their numbers.
    fn send(&self, numbers: impl IntoIterator<Item = usize>) {
        for number in numbers {
            self.send_padded(number, 0);
        }
    }

    fn send_padded(&self, number: usize, padding: usize) {
        let ended = self.ended.clone();
        // A test that is over no longer listens.
        let receipt = Receipt::split(1, move |fate| _ = ended.send((number, fate))).remove(0);
        let message = Message {
            id: format!("id-{number}"),
            kind: "io.phi-audit.finding.v1",
            source: "/phi-audit".into(),
            time: "2026-01-02T03:04:05Z".to_owned(),
            subject: Some(format!("SM{number}")),
            key: Some("AC1".to_owned()),
            data: format!(r#"{{"number":{number},"padding":"{}"}}"#, "x".repeat(padding)).into_bytes(),
        };
        assert_eq!(self.desk.send(Parcel { message: Arc::new(message), receipt }, None), Sent::Queued);
    }

    /// Waits for the ends of so many messages, in order of their numbers.
    #[track_caller]
    fn ends(&self, count: usize) -> Vec<(usize, Fate)> {
        let mut all = Vec::new();
        wait_until(&format!("{count} messages end"), PATIENCE, || {
            all.extend(self.ends.try_iter());
            all.len() >= count
        });
        all.sort_unstable_by_key(|(number, _)| *number);
        all
    }

    /// Closes the desk and waits until the sink has ended by itself.
    fn finish(self) {
        drop(self.desk);
        self.thread.join().unwrap();
    }

    /// Ends the sink as the end of the process does.
    fn abandon(self) {
        self.stop.set();
        self.thread.join().unwrap();
    }
}

fn delivered(numbers: impl IntoIterator<Item = usize>) -> Vec<(usize, Fate)> {
    numbers.into_iter().map(|number| (number, Fate::Delivered)).collect()
}

/// The ids of the CloudEvents in a topic, as often as they are there.
fn ids(mock: &Mock, topic: &str) -> Vec<String> {
    let id = |header: &[u8]| String::from_utf8(header.to_vec()).unwrap();
    mock.read(topic, Isolation::Uncommitted).iter().map(|record| id(record.header("ce_id").unwrap())).collect()
}

#[test]
fn an_alert_is_a_cloudevent_in_binary_mode_with_its_key() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("alerts", 1);
    let sink = Driven::new(alerts_to(&mock, &[], None), &topic, None);
    sink.send(0..500);
    assert_eq!(sink.ends(500), delivered(0..500));
    assert_eq!(sink.desk.status.confirmed(), 500);
    sink.finish();
    let all = mock.read_all(&topic);
    assert_eq!(all.len(), 500);
    let headers = [
        ("ce_specversion", "1.0"),
        ("ce_id", "id-17"),
        ("ce_source", "/phi-audit"),
        ("ce_type", "io.phi-audit.finding.v1"),
        ("ce_time", "2026-01-02T03:04:05Z"),
        ("content-type", "application/json"),
        ("ce_subject", "SM17"),
    ];
    let headers: Vec<_> =
        headers.map(|(name, value)| (name.to_owned(), Some(value.as_bytes().to_vec()))).into_iter().collect();
    assert_eq!(all[17].headers, headers);
    assert_eq!(all[17].key.as_deref(), Some(&b"AC1"[..]));
    assert_eq!(all[17].text(), r#"{"number":17,"padding":""}"#);
}

#[test]
fn an_alert_that_is_too_large_is_refused_and_the_others_arrive() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("alerts", 1);
    let sink = Driven::new(alerts_to(&mock, &[("message.max.bytes", "2000")], None), &topic, None);
    sink.send(0..3);
    sink.send_padded(3, 5_000);
    sink.send(4..6);
    let ends = sink.ends(6);
    assert_eq!(ends[3], (3, Fate::Refused("too_large")));
    assert_eq!(ids(&mock, &topic), ["id-0", "id-1", "id-2", "id-4", "id-5"]);
    sink.finish();
}

#[test]
fn an_alert_that_the_broker_calls_too_large_is_refused() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("alerts", 1);
    mock.faults().request_errors(RDKafkaApiKey::Produce, &[RDKafkaRespErr::RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE]);
    let sink = Driven::new(alerts_to(&mock, &[], None), &topic, None);
    sink.send([0]);
    assert_eq!(sink.ends(1), [(0, Fate::Refused("too_large"))]);
    sink.send([1]);
    assert_eq!(sink.ends(1), delivered([1]));
    sink.finish();
}

#[test]
fn a_broker_that_is_down_is_waited_for_and_nothing_is_lost() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("alerts", 1);
    // librdkafka gives a message up after a second, so that the sink has to try again itself.
    let sink = Driven::new(alerts_to(&mock, &[("delivery.timeout.ms", "1000")], None), &topic, None);
    sink.send(0..10);
    assert_eq!(sink.ends(10), delivered(0..10));
    mock.faults().broker_down(1).unwrap();
    sink.send(10..20);
    let status = Arc::clone(&sink.desk.status);
    wait_until("the status says that the sink fails", PATIENCE, || status.is_failing());
    assert_eq!((sink.ends.try_iter().count(), status.confirmed()), (0, 10));
    mock.faults().broker_up(1).unwrap();
    assert_eq!(sink.ends(10), delivered(10..20));
    assert!(!status.is_failing() && status.failures() >= 1 && !status.is_closed());
    sink.finish();
    let arrived: BTreeSet<String> = ids(&mock, &topic).into_iter().collect();
    assert_eq!(arrived, (0..20).map(|number| format!("id-{number}")).collect());
}

#[test]
fn a_topic_that_may_not_be_written_to_is_tried_again_until_it_may() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("alerts", 1);
    let forbidden = [RDKafkaRespErr::RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED; 2];
    mock.faults().request_errors(RDKafkaApiKey::Produce, &forbidden);
    let sink = Driven::new(alerts_to(&mock, &[], None), &topic, None);
    sink.send([0]);
    assert_eq!(sink.ends(1), delivered([0]));
    // More than two where librdkafka remembers the answer for a while.
    assert!(sink.desk.status.failures() >= 2);
    assert_eq!(ids(&mock, &topic), ["id-0"]);
    sink.finish();
}

#[test]
fn a_stop_ends_a_sink_whose_broker_is_down_and_leaves_its_alerts_undelivered() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("alerts", 1);
    mock.faults().broker_down(1).unwrap();
    let sink = Driven::new(alerts_to(&mock, &[("delivery.timeout.ms", "1000")], None), &topic, None);
    sink.send(0..10);
    let status = Arc::clone(&sink.desk.status);
    wait_until("the status says that the sink fails", PATIENCE, || status.is_failing());
    let Driven { desk, ends, ended, thread, stop } = sink;
    stop.set();
    thread.join().unwrap();
    drop((desk, ended));
    assert_eq!(ends.iter().count(), 0);
}

#[test]
fn what_is_sent_in_a_transaction_is_there_once_it_is_committed() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("alerts", 1);
    let producer = alerts_to(&mock, &[], Some("auditors-1"));
    producer.init_transactions(PATIENCE).unwrap();
    producer.begin_transaction().unwrap();
    let sink = Driven::new(Arc::clone(&producer), &topic, Some(Arc::default()));
    sink.send(0..20);
    assert_eq!(sink.ends(20), delivered(0..20));
    assert!(!producer.context().take_doomed());
    producer.commit_transaction(PATIENCE).unwrap();
    assert_eq!(ids(&mock, &topic).len(), 20);
    sink.finish();
}

#[test]
fn a_message_that_fails_dooms_its_transaction_and_blocks_nothing() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("alerts", 1);
    let producer = alerts_to(&mock, &[], Some("auditors-1"));
    producer.init_transactions(PATIENCE).unwrap();
    producer.begin_transaction().unwrap();
    let forbidden = [RDKafkaRespErr::RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED];
    mock.faults().request_errors(RDKafkaApiKey::Produce, &forbidden);
    let sink = Driven::new(Arc::clone(&producer), &topic, Some(Arc::default()));
    sink.send([0]);
    // It counts as told, so that the transaction comes to its end, which is to be taken back.
    assert_eq!(sink.ends(1), delivered([0]));
    assert!(producer.context().take_doomed());
    assert!(!producer.context().take_doomed(), "asking forgets it");
    producer.abort_transaction(PATIENCE).unwrap();
    // librdkafka remembers for a while that the topic is forbidden, so the next transactions may be doomed too.
    let mut number = 0;
    wait_until("a later transaction is committed", PATIENCE, || {
        number += 1;
        producer.begin_transaction().unwrap();
        sink.send([number]);
        assert_eq!(sink.ends(1), delivered([number]));
        if producer.context().take_doomed() {
            producer.abort_transaction(PATIENCE).unwrap();
            return false;
        }
        producer.commit_transaction(PATIENCE).unwrap();
        true
    });
    assert!(ids(&mock, &topic).contains(&format!("id-{number}")));
    sink.finish();
}

#[test]
fn a_message_outside_of_a_transaction_dooms_the_next_one_and_waits_for_nothing() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("alerts", 1);
    let producer = alerts_to(&mock, &[], Some("auditors-1"));
    producer.init_transactions(PATIENCE).unwrap();
    let sink = Driven::new(Arc::clone(&producer), &topic, Some(Arc::default()));
    sink.send([0]);
    assert_eq!(sink.ends(1), delivered([0]));
    assert!(producer.context().take_doomed());
    sink.finish();
}

#[test]
fn a_producer_that_comes_to_its_end_closes_the_sink_and_delivers_nothing_more() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("alerts", 1);
    let producer = alerts_to(&mock, &[], None);
    let sink = Driven::new(Arc::clone(&producer), &topic, None);
    sink.send([0]);
    assert_eq!(sink.ends(1), delivered([0]));
    // The broker has not seen a message of this number: with an idempotent producer something is lost for good.
    let gap = [RDKafkaRespErr::RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER];
    mock.faults().request_errors(RDKafkaApiKey::Produce, &gap);
    sink.send([1]);
    let status = Arc::clone(&sink.desk.status);
    wait_until("the status is closed", PATIENCE, || status.is_closed());
    assert!(producer.client().fatal_error().is_some() && status.is_failing());
    assert_eq!((sink.ends.try_iter().count(), status.confirmed()), (0, 1));
    sink.abandon();
}

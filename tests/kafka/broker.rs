//! The testbed itself: what is written is read, logins count, and a broker that dies comes back with its data.

use std::collections::BTreeMap;
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};

use crate::testbed::{Broker, Cluster, Ending, Isolation, Login, Mock, Outgoing, Record, wait_for};

fn texts(records: &[Record]) -> Vec<&str> {
    records.iter().map(Record::text).collect()
}

/// Writes and reads a topic that was made over the plain listener.
fn goes_round(cluster: &Cluster) {
    let topic = Broker::shared().create_topic("round", 3, &[]);
    let values: Vec<String> = (0..1_000).map(|number| format!("record {number}")).collect();
    let positions = cluster.produce(&topic, values.iter().map(String::as_str));
    let read = cluster.read_all(&topic);
    assert_eq!(read.len(), values.len());
    let by_position: BTreeMap<_, _> =
        read.iter().map(|record| ((record.partition, record.offset), record.text())).collect();
    let expected: BTreeMap<_, _> = positions.into_iter().zip(values.iter().map(String::as_str)).collect();
    assert_eq!(by_position, expected);
}

#[test]
fn records_go_round_without_encryption() {
    goes_round(Broker::shared());
}

#[test]
fn records_go_round_over_tls_by_every_login() {
    for mechanism in ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] {
        goes_round(&Broker::shared().over_tls(Login::by(mechanism)));
    }
}

#[test]
fn a_record_keeps_its_key_headers_time_and_partition() {
    let broker = Broker::shared();
    let topic = broker.create_topic("parts", 2, &[]);
    let full = Outgoing::of("value").key("key").header("a", Some(b"1")).header("b", None).header("a", Some(b"2"));
    let positions = broker.produce(&topic, [full.at(1_700_000_000_123).on(1), Outgoing::tombstone("gone").on(0)]);
    assert_eq!(positions, [(1, 0), (0, 0)]);
    let read = broker.read_all(&topic);
    assert_eq!((read[0].key.as_deref(), read[0].value.as_deref()), (Some(&b"gone"[..]), None));
    let headers = [("a", Some("1")), ("b", None), ("a", Some("2"))];
    assert_eq!(
        read[1].headers,
        headers.map(|(key, value)| (key.to_owned(), value.map(|value| value.as_bytes().to_vec())))
    );
    assert_eq!((read[1].text(), read[1].timestamp), ("value", Some(1_700_000_000_123)));
}

#[test]
fn an_aborted_transaction_is_in_the_log_and_not_among_what_was_committed() {
    let broker = Broker::shared();
    let topic = broker.create_topic("transactions", 1, &[]);
    broker.produce_transactional(&topic, ["kept"], Ending::Commit);
    broker.produce_transactional(&topic, ["dropped"], Ending::Abort);
    assert_eq!(texts(&broker.read_all(&topic)), ["kept"]);
    assert_eq!(texts(&broker.read(&topic, Isolation::Uncommitted)), ["kept", "dropped"]);
    // Two records and two markers.
    assert_eq!(broker.end_offsets(&topic), BTreeMap::from([(0, 4)]));
}

#[test]
fn deleted_records_are_gone_and_offsets_stay() {
    let broker = Broker::shared();
    let topic = broker.create_topic("deleted", 1, &[]);
    broker.produce(&topic, ["one", "two", "three"]);
    broker.delete_records(&topic, 0, 2);
    assert_eq!(texts(&broker.read_all(&topic)), ["three"]);
    assert_eq!(broker.watermarks(&topic), BTreeMap::from([(0, (2, 3))]));
}

#[test]
fn a_wrong_password_is_refused() {
    for mechanism in ["PLAIN", "SCRAM-SHA-512"] {
        let login = Login { password: "guessed", ..Login::by(mechanism) };
        assert_eq!(refusal(&Broker::shared().over_tls(login)), RDKafkaErrorCode::Authentication);
    }
}

#[test]
fn a_broker_with_a_certificate_of_another_authority_is_refused() {
    let other = Broker::own();
    let stranger = Cluster::tls(Broker::shared().tls_brokers(), other.ca(), Login::by("PLAIN"));
    assert_eq!(refusal(&stranger), RDKafkaErrorCode::SSL);
}

/// The first error that tells more than that no broker could be reached.
fn refusal(cluster: &Cluster) -> RDKafkaErrorCode {
    let consumer: BaseConsumer = cluster.create(&[("group.id", "refused"), ("log_level", "0")]);
    consumer.subscribe(&["none"]).unwrap();
    wait_for("the client is refused", Duration::from_secs(30), || match consumer.poll(Duration::from_millis(100)) {
        Some(Err(KafkaError::MessageConsumption(RDKafkaErrorCode::AllBrokersDown))) => None,
        Some(Err(KafkaError::MessageConsumption(code))) => Some(code),
        Some(Err(other)) => panic!("{other}"),
        _ => None,
    })
}

#[test]
fn a_broker_that_was_killed_comes_back_with_its_records() {
    let mut broker = Broker::own();
    let topic = broker.create_topic("kept", 2, &[]);
    broker.produce(&topic, (0..5_000).map(|number| number.to_string()));
    let before = broker.read_all(&topic);
    broker.kill();
    broker.restart();
    assert_eq!(broker.read_all(&topic), before);
    broker.stop();
    broker.restart();
    assert_eq!(broker.read_all(&topic), before);
}

#[test]
fn the_mock_keeps_records_too() {
    let mock = Mock::new(1);
    let topic = mock.create_topic("mock", 2);
    mock.produce(&topic, (0..100).map(|number| number.to_string()));
    assert_eq!(mock.read_all(&topic).len(), 100);
    assert_eq!(mock.end_offsets(&topic).values().sum::<i64>(), 100);
}

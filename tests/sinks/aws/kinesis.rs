//! Alerts into a stream, beside two models of Kinesis.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread;

use phi_audit::pipeline::Stop;
use phi_audit::sink::{Fate, Message, Parcel, Receipt, SinkStatus};

use super::testbed::{Kinesis, block_on, unique};
use super::{Opened, fates, open};
use crate::{ended, message, number, parcels, wait_until};

fn sink(kinesis: &Kinesis, stream: &str) -> Opened {
    open(kinesis.endpoint(), &format!("kinesis = {{ stream = \"{stream}\" }}"))
}

#[test]
fn alerts_are_records_of_one_cloudevent_each() {
    for kinesis in [Kinesis::local(), Kinesis::moto()] {
        let stream = kinesis.create_stream("alerts", 2);
        let Opened { mut sink, _runtime } = sink(kinesis, &stream);
        let (parcels, ends) = parcels(0, 1_200);
        let status = SinkStatus::new("kinesis", true);
        sink.deliver(parcels, &status, &Stop::default());
        assert_eq!(ended(&ends, Fate::Delivered).len(), 1_200);
        let read = kinesis.read_all(&stream);
        let numbers: BTreeSet<_> = read.iter().map(|record| number(&record.json())).collect();
        assert_eq!((read.len(), numbers.len(), status.failures()), (1_200, 1_200, 0));
        assert!(read.iter().all(|record| record.json()["id"] == record.key), "without an account, the id is the key");
    }
}

#[test]
fn alerts_of_an_account_are_in_one_shard_in_their_order() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("alerts", 3);
    let Opened { mut sink, _runtime } = sink(kinesis, &kinesis.arn(&stream));
    let of = |number: usize| Parcel {
        message: Arc::new(Message { key: Some(format!("AC{}", number % 5)), ..message(number) }),
        receipt: Receipt::unattended(),
    };
    sink.deliver((0..100).map(of).collect(), &SinkStatus::new("kinesis", true), &Stop::default());
    let read = kinesis.read_all(&stream);
    for account in 0..5 {
        let mine: Vec<_> = read.iter().filter(|record| record.key == format!("AC{account}")).collect();
        assert_eq!(mine.iter().map(|record| &record.shard).collect::<BTreeSet<_>>().len(), 1);
        let numbers: Vec<_> = mine.iter().map(|record| number(&record.json())).collect();
        assert_eq!(numbers, (0..100).filter(|number| number % 5 == account).collect::<Vec<_>>());
    }
}

#[test]
fn an_alert_that_the_stream_does_not_hold_is_refused_and_those_beside_it_arrive() {
    let kinesis = Kinesis::moto();
    let stream = kinesis.create_stream("alerts", 1);
    let Opened { mut sink, _runtime } = sink(kinesis, &stream);
    let (mut parcels, ends) = parcels(0, 9);
    for (number, size) in [(4, 2 << 20), (6, 11 << 20)] {
        let data = format!(r#"{{"number":{number},"text":"{}"}}"#, "x".repeat(size)).into_bytes();
        parcels[number].message = Arc::new(Message { data, ..message(number) });
    }
    let status = SinkStatus::new("kinesis", true);
    sink.deliver(parcels, &status, &Stop::default());
    let fates = fates(&ends);
    let refused: Vec<_> = fates.iter().filter(|(_, fate)| *fate != Fate::Delivered).collect();
    assert_eq!(refused, [&(4, Fate::Refused("too_large")), &(6, Fate::Refused("too_large"))]);
    assert_eq!(kinesis.read_all(&stream).len(), 7);
    assert!(!status.is_failing());
}

#[test]
fn a_stream_that_is_not_there_yet_is_waited_for() {
    for kinesis in [Kinesis::local(), Kinesis::moto()] {
        let stream = unique("alerts");
        let Opened { mut sink, _runtime } = sink(kinesis, &stream);
        let (parcels, ends) = parcels(0, 3);
        let status = SinkStatus::new("kinesis", true);
        thread::scope(|scope| {
            scope.spawn(|| sink.deliver(parcels, &status, &Stop::default()));
            wait_until("a failed try", || status.failures() >= 1);
            assert!(status.is_failing() && ends.try_recv().is_err());
            block_on(kinesis.client().create_stream().stream_name(&stream).shard_count(1).send()).expect("a stream");
        });
        assert_eq!(ended(&ends, Fate::Delivered), [0, 1, 2]);
        assert_eq!(kinesis.read_all(&stream).len(), 3);
    }
}

//! What AWS answers on a bad day: some entries fail, nothing is taken, nobody answers.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use phi_audit::pipeline::Stop;
use phi_audit::sink::{Fate, SinkStatus};
#[cfg(unix)]
use tracing::Level;
#[cfg(unix)]
use tracing_subscriber::filter::Targets;

use super::stub::{Answer, Asked, Stub, error, events, published, records, xml_error};
use super::{Opened, fates, open};
use crate::{ended, parcels, wait_until};

const KINESIS: &str = "kinesis = { stream = \"alerts\" }";
const EVENTBRIDGE: &str = "eventbridge = { bus = \"alerts\" }";
const SNS: &str = "sns = { topic = \"arn:aws:sns:us-east-1:123456789012:alerts\" }";

/// A sink, how its service says that something is wrong, and how that everything is taken.
type Kind = (&'static str, fn(u16, &str) -> Answer, fn(&Asked) -> Answer);

const KINDS: [Kind; 3] = [
    (KINESIS, error, |asked| records(asked.alerts.iter().map(|_| None))),
    (EVENTBRIDGE, error, there),
    (SNS, xml_error, |asked| published(asked.alerts.iter().map(|_| None))),
];

/// EventBridge where everything is in order.
fn there(asked: &Asked) -> Answer {
    if asked.operation == "DescribeEventBus" {
        return (200, r#"{"Name": "alerts"}"#.to_owned());
    }
    events(asked.alerts.iter().map(|_| None))
}

fn delivered(stub: &Stub, settings: &str, count: usize) -> (Vec<(usize, Fate)>, std::sync::Arc<SinkStatus>) {
    let Opened { mut sink, _runtime } = open(&stub.endpoint(), settings);
    let (parcels, ends) = parcels(0, count);
    let status = SinkStatus::new("aws", true);
    sink.deliver(parcels, &status, &Stop::default());
    (fates(&ends), status)
}

fn all(count: usize) -> Vec<(usize, Fate)> {
    (0..count).map(|number| (number, Fate::Delivered)).collect()
}

#[test]
fn a_record_that_its_shard_does_not_take_is_put_again_by_itself() {
    let full = Some("ProvisionedThroughputExceededException");
    let stub = Stub::new(move |before, asked| match before {
        0 => records(asked.alerts.iter().map(|number| full.filter(|_| number % 2 == 1))),
        1 => records([Some("InternalFailure"), None]),
        _ => records(asked.alerts.iter().map(|_| None)),
    });
    let (fates, status) = delivered(&stub, KINESIS, 5);
    assert_eq!(stub.alerts(), [vec![0, 1, 2, 3, 4], vec![1, 3], vec![1]]);
    assert_eq!(fates, all(5));
    assert_eq!((status.confirmed(), status.failures(), status.is_failing()), (5, 2, false));
}

#[test]
fn an_event_that_fails_is_put_again_and_one_that_is_malformed_is_refused() {
    let stub = Stub::new(|_, asked| match asked.alerts.as_slice() {
        [0, 1, 2] => events([Some("MalformedDetail"), Some("ThrottlingException"), None]),
        _ => there(asked),
    });
    let (fates, _) = delivered(&stub, EVENTBRIDGE, 3);
    assert_eq!(stub.alerts()[1..], [vec![0, 1, 2], vec![1]]);
    assert_eq!(fates, [(0, Fate::Refused("rejected")), (1, Fate::Delivered), (2, Fate::Delivered)]);
}

#[test]
fn a_message_that_fails_is_published_again_unless_the_fault_is_ours() {
    let stub = Stub::new(|_, asked| match asked.alerts.as_slice() {
        [0, 1, 2] => published([Some(("InternalError", false)), Some(("InvalidParameter", true)), None]),
        _ => published(asked.alerts.iter().map(|_| None)),
    });
    let (fates, _) = delivered(&stub, SNS, 3);
    assert_eq!(stub.alerts(), [vec![0, 1, 2], vec![0]]);
    assert_eq!(fates, [(0, Fate::Delivered), (1, Fate::Refused("rejected")), (2, Fate::Delivered)]);
}

#[test]
fn many_alerts_are_as_many_calls_as_it_takes() {
    for ((settings, _, taken), calls) in KINDS.into_iter().zip([1, 3, 3]) {
        let stub = Stub::new(move |_, asked| taken(asked));
        let (fates, _) = delivered(&stub, settings, 25);
        let alerts: Vec<_> = stub.alerts().into_iter().filter(|alerts| !alerts.is_empty()).collect();
        assert_eq!(alerts.len(), calls, "{settings}");
        assert_eq!(alerts.concat(), (0..25).collect::<Vec<_>>(), "{settings}");
        assert_eq!(fates, all(25), "{settings}");
    }
}

#[test]
fn nothing_is_confirmed_or_refused_while_aws_takes_nothing() {
    for (settings, failed, taken) in KINDS {
        let stub = Stub::new(move |before, asked| match before {
            0 => failed(500, "InternalError"),
            1 => failed(400, "ThrottlingException"),
            2 => failed(403, "AccessDeniedException"),
            3 => failed(400, "ResourceNotFoundException"),
            _ => taken(asked),
        });
        let (fates, status) = delivered(&stub, settings, 2);
        assert_eq!(fates, all(2), "{settings}");
        assert!(status.failures() >= 3 && !status.is_failing(), "{settings}: {}", status.failures());
    }
}

#[test]
fn events_are_put_only_onto_a_bus_that_is_there() {
    let stub = Stub::new(|before, asked| match before {
        0 | 1 => error(400, "ResourceNotFoundException"),
        _ => there(asked),
    });
    let (fates, status) = delivered(&stub, EVENTBRIDGE, 2);
    let operations: Vec<_> = stub.asked().into_iter().map(|asked| asked.operation).collect();
    assert_eq!(operations, ["DescribeEventBus", "DescribeEventBus", "DescribeEventBus", "PutEvents"]);
    assert_eq!((fates, status.failures()), (all(2), 2));
}

#[test]
fn nothing_is_put_onto_a_bus_that_may_not_be_looked_for() {
    let stub = Stub::new(|before, asked| match before {
        0 | 1 => error(400, "AccessDeniedException"),
        _ => there(asked),
    });
    let (fates, status) = delivered(&stub, EVENTBRIDGE, 2);
    let operations: Vec<_> = stub.asked().into_iter().map(|asked| asked.operation).collect();
    assert_eq!(operations, ["DescribeEventBus", "DescribeEventBus", "DescribeEventBus", "PutEvents"]);
    assert_eq!((fates, status.failures()), (all(2), 2));
}

#[test]
fn an_aws_that_is_not_there_yet_is_waited_for() {
    for (settings, _, taken) in KINDS {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        let Opened { mut sink, _runtime } = open(&format!("http://{address}"), settings);
        let (parcels, ends) = parcels(0, 3);
        let status = SinkStatus::new("aws", true);
        let stub = thread::scope(|scope| {
            scope.spawn(|| sink.deliver(parcels, &status, &Stop::default()));
            wait_until("a refused connection", || status.failures() >= 2);
            assert!(status.is_failing() && ends.try_recv().is_err());
            Stub::on(TcpListener::bind(address).expect("the same port"), move |_, asked| taken(asked))
        });
        assert_eq!(ended(&ends, Fate::Delivered), [0, 1, 2], "{settings}");
        drop(stub);
    }
}

#[test]
fn a_stop_ends_a_request_that_nobody_answers_within_a_second() {
    for (settings, ..) in KINDS {
        // Connections are made by the system; nobody ever reads from them.
        let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let Opened { mut sink, _runtime } = open(&format!("http://{}", silent.local_addr().unwrap()), settings);
        let (parcels, ends) = parcels(0, 1);
        let (status, stop) = (SinkStatus::new("aws", true), Stop::default());
        let stopped = thread::scope(|scope| {
            scope.spawn(|| sink.deliver(parcels, &status, &stop));
            silent.accept().expect("a connection");
            stop.set();
            Instant::now()
        });
        assert!(stopped.elapsed() < Duration::from_secs(1), "{settings}: {:?}", stopped.elapsed());
        assert_eq!(ends.iter().count(), 0, "{settings}");
    }
}

#[test]
fn a_stop_ends_the_pause_between_tries_and_confirms_nothing() {
    let stub = Stub::new(|_, _| error(400, "AccessDeniedException"));
    let Opened { mut sink, _runtime } = open(&stub.endpoint(), KINESIS);
    let (parcels, ends) = parcels(0, 2);
    let (status, stop) = (SinkStatus::new("aws", true), Stop::default());
    let stopped = thread::scope(|scope| {
        scope.spawn(|| sink.deliver(parcels, &status, &stop));
        wait_until("several tries", || status.failures() >= 4);
        stop.set();
        Instant::now()
    });
    assert!(stopped.elapsed() < Duration::from_secs(1), "{:?}", stopped.elapsed());
    assert_eq!(ends.iter().count(), 0);
}

#[cfg(unix)]
#[test]
fn of_an_error_its_name_is_logged_and_nothing_of_what_was_sent_or_answered() {
    // Whether a line is logged is remembered by whichever thread of the process comes there first, so this one is alone.
    const ALONE: &str = "PHI_AUDIT_TEST_ALONE";
    if std::env::var_os(ALONE).is_none() {
        let name = "aws::faults::of_an_error_its_name_is_logged_and_nothing_of_what_was_sent_or_answered";
        let output = crate::again(name, ALONE, "1".as_ref()).output().expect("a process");
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    // As the service's own log: libraries are heard from `warn` on.
    let ours = Targets::new().with_default(Level::WARN).with_target("phi_audit", Level::TRACE);
    let log = crate::log::captured(ours, || {
        for (settings, failed, taken) in KINDS {
            let stub = Stub::new(move |before, asked| match before {
                0 => failed(400, "AccessDeniedException"),
                1 => failed(400, "hunter2 in the name"),
                2 => failed(400, "ValidationException"),
                _ => taken(asked),
            });
            let Opened { mut sink, _runtime } = open(&stub.endpoint(), settings);
            sink.deliver(parcels(0, 1).0, &SinkStatus::new("aws", true), &Stop::default());
        }
    });
    for told in
        ["AWS takes no alert", "AccessDeniedException", "ValidationException", "error without a name", "PutRecords"]
    {
        assert!(log.contains(told), "{told}: {log}");
    }
    assert!(!log.contains("hunter2") && !log.contains("severity_id"), "{log}");
}

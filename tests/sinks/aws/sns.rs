//! Alerts to a topic, beside moto: queues subscribe to it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread;

use aws_sdk_sns::Client;
use phi_audit::pipeline::Stop;
use phi_audit::sink::{Fate, Message, SinkStatus};
use serde_json::json;

use super::queue::Queue;
use super::testbed::{Kinesis, REGION, block_on, unique};
use super::{Opened, fates, open, sdk};
use crate::{ended, message, number, parcels, wait_until};

fn client() -> Client {
    Client::new(&sdk(Kinesis::moto().endpoint()))
}

pub(super) fn topic(name: &str) -> String {
    let request = client().create_topic().name(name);
    let request = if name.ends_with(".fifo") { request.attributes("FifoTopic", "true") } else { request };
    block_on(request.send()).expect("a topic").topic_arn.expect("an ARN")
}

/// A queue that gets what is published and passes this filter.
fn subscribed(topic: &str, filter: Option<&serde_json::Value>) -> Queue {
    let queue = Queue::create(Kinesis::moto().endpoint(), topic.ends_with(".fifo"));
    let request = client().subscribe().topic_arn(topic).protocol("sqs").endpoint(&queue.arn);
    let request = request.attributes("RawMessageDelivery", "true");
    let request = match filter {
        Some(filter) => request.attributes("FilterPolicy", filter.to_string()),
        None => request,
    };
    block_on(request.send()).expect("a subscription");
    queue
}

fn sink(topic: &str) -> Opened {
    open(Kinesis::moto().endpoint(), &format!("sns = {{ topic = \"{topic}\" }}"))
}

#[test]
fn alerts_are_messages_with_attributes_that_subscriptions_filter_by() {
    let topic = topic(&unique("alerts"));
    let all = subscribed(&topic, None);
    let filter = json!({"type": ["io.phi-audit.finding.v1"], "source": ["/phi-audit"], "subject": ["voice-eligible"]});
    let few = subscribed(&topic, Some(&filter));
    let Opened { mut sink, _runtime } = sink(&topic);
    let (mut parcels, ends) = parcels(0, 23);
    parcels[7].message = Arc::new(Message { subject: Some("voice-eligible".to_owned()), ..message(7) });
    sink.deliver(parcels, &SinkStatus::new("sns", true), &Stop::default());
    assert_eq!(ended(&ends, Fate::Delivered), (0..23).collect::<Vec<_>>());
    let numbers: BTreeSet<_> = all.receive(23).iter().map(|(alert, _)| number(alert)).collect();
    assert_eq!(numbers, (0..23).collect());
    assert_eq!(few.receive(1).iter().map(|(alert, _)| number(alert)).collect::<Vec<_>>(), [7]);
}

#[test]
fn on_a_fifo_topic_the_group_is_the_account_and_the_token_is_the_id() {
    let topic = topic(&format!("{}.fifo", unique("alerts")));
    let queue = subscribed(&topic, None);
    let Opened { mut sink, _runtime } = sink(&topic);
    let (mut parcels, ends) = parcels(0, 4);
    for number in [1, 2] {
        parcels[number].message = Arc::new(Message { key: Some("AC 1".to_owned()), ..message(number) });
    }
    sink.deliver(parcels, &SinkStatus::new("sns", true), &Stop::default());
    assert_eq!(ended(&ends, Fate::Delivered), [0, 1, 2, 3]);
    let mut received = queue.receive(4);
    received.sort_by_key(|(alert, _)| number(alert));
    for ((alert, message), group) in received.iter().zip(["alert-0", "AC_1", "AC_1", "alert-3"]) {
        assert_eq!(message["Attributes"]["MessageGroupId"], group);
        assert_eq!(message["Attributes"]["MessageDeduplicationId"], alert["id"]);
    }
}

#[test]
fn an_alert_that_no_topic_takes_is_refused_and_those_beside_it_arrive() {
    let topic = topic(&unique("alerts"));
    let Opened { mut sink, _runtime } = sink(&topic);
    let (mut parcels, ends) = parcels(0, 12);
    let data = format!(r#"{{"number":5,"text":"{}"}}"#, "x".repeat(2 << 20)).into_bytes();
    parcels[5].message = Arc::new(Message { data, ..message(5) });
    sink.deliver(parcels, &SinkStatus::new("sns", true), &Stop::default());
    let refused: Vec<_> = fates(&ends).into_iter().filter(|(_, fate)| *fate != Fate::Delivered).collect();
    assert_eq!(refused, [(5, Fate::Refused("too_large"))]);
}

#[test]
fn a_topic_that_is_not_there_yet_is_waited_for() {
    let name = unique("alerts");
    let arn = format!("arn:aws:sns:{REGION}:123456789012:{name}");
    let Opened { mut sink, _runtime } = sink(&arn);
    let (parcels, ends) = parcels(0, 3);
    let status = SinkStatus::new("sns", true);
    thread::scope(|scope| {
        scope.spawn(|| sink.deliver(parcels, &status, &Stop::default()));
        wait_until("a failed try", || status.failures() >= 1);
        assert!(status.is_failing() && ends.try_recv().is_err());
        assert_eq!(topic(&name), arn);
    });
    assert_eq!(ended(&ends, Fate::Delivered), [0, 1, 2]);
}

//! Alerts onto a bus, beside moto: a rule sends them on to a queue.

use std::collections::BTreeSet;
use std::thread;

use aws_sdk_eventbridge::Client;
use aws_sdk_eventbridge::types::Target;
use phi_audit::pipeline::Stop;
use phi_audit::sink::{Fate, SinkStatus};
use serde_json::json;

use super::queue::Queue;
use super::testbed::{Kinesis, block_on, unique};
use super::{Opened, open, sdk};
use crate::{ended, number, parcels, wait_until};

/// What comes onto a bus and has this pattern.
fn rule(client: &Client, bus: &str, pattern: &serde_json::Value) -> Queue {
    let queue = Queue::create(Kinesis::moto().endpoint(), false);
    let rule = client.put_rule().name("alerts").event_bus_name(bus).event_pattern(pattern.to_string());
    block_on(rule.send()).expect("a rule");
    let target = Target::builder().id("queue").arn(&queue.arn).build().expect("a target");
    block_on(client.put_targets().rule("alerts").event_bus_name(bus).targets(target).send()).expect("a target");
    queue
}

#[test]
fn alerts_are_events_that_rules_choose_from() {
    let client = Client::new(&sdk(Kinesis::moto().endpoint()));
    let bus = unique("alerts");
    block_on(client.create_event_bus().name(&bus).send()).expect("a bus");
    let pattern = json!({
        "source": ["/phi-audit"], "detail-type": ["io.phi-audit.finding.v1"],
        "detail": {"subject": ["sms-eligible"], "data": {"severity_id": [4, 5]}},
    });
    let queue = rule(&client, &bus, &pattern);
    let Opened { mut sink, _runtime } =
        open(Kinesis::moto().endpoint(), &format!("eventbridge = {{ bus = \"{bus}\" }}"));
    let (parcels, ends) = parcels(0, 23);
    sink.deliver(parcels, &SinkStatus::new("eventbridge", true), &Stop::default());
    assert_eq!(ended(&ends, Fate::Delivered), (0..23).collect::<Vec<_>>());
    let received = queue.receive(23);
    let numbers: BTreeSet<_> = received.iter().map(|(event, _)| number(&event["detail"])).collect();
    assert_eq!(numbers, (0..23).collect());
    let (event, _) = &received[0];
    assert_eq!(event["detail-type"], event["detail"]["type"]);
    assert_eq!(event["source"], event["detail"]["source"]);
}

#[test]
fn a_bus_that_is_not_there_yet_is_waited_for() {
    let client = Client::new(&sdk(Kinesis::moto().endpoint()));
    let bus = unique("alerts");
    let Opened { mut sink, _runtime } =
        open(Kinesis::moto().endpoint(), &format!("eventbridge = {{ bus = \"{bus}\" }}"));
    let (parcels, ends) = parcels(0, 3);
    let status = SinkStatus::new("eventbridge", true);
    thread::scope(|scope| {
        scope.spawn(|| sink.deliver(parcels, &status, &Stop::default()));
        wait_until("a failed try", || status.failures() >= 1);
        assert!(status.is_failing() && ends.try_recv().is_err());
        block_on(client.create_event_bus().name(&bus).send()).expect("a bus");
    });
    assert_eq!(ended(&ends, Fate::Delivered), [0, 1, 2]);
}

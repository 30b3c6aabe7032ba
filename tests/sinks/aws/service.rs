//! The service itself, from a stream to all three of AWS's places at once, with credentials from its environment.

use std::collections::BTreeSet;
use std::time::Duration;

use aws_sdk_eventbridge::Client;

use super::sdk;
use super::testbed::workload::numbered;
use super::testbed::{Kinesis, Outgoing, Service, block_on, unique};

const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn alerts_of_the_service_arrive_in_a_stream_on_a_bus_and_at_a_topic() {
    let kinesis = Kinesis::moto();
    let (events, alerts) = (kinesis.create_stream("events", 2), kinesis.create_stream("alerts", 2));
    let bus = unique("alerts");
    let client = Client::new(&sdk(kinesis.endpoint()));
    block_on(client.create_event_bus().name(&bus).send()).expect("a bus");
    let topic = super::sns::topic(&unique("alerts"));
    let workload: Vec<_> = numbered(0..400, 4).collect();
    kinesis.put(&events, workload.iter().map(|event| Outgoing::of(event.json.as_bytes())));

    let endpoint = kinesis.endpoint();
    let config = Service::config(endpoint).source(&events).set("source.kinesis", "poll", "200ms");
    let config = config.kinesis_sink(endpoint, &alerts).eventbridge_sink(endpoint, &bus).sns_sink(endpoint, &topic);
    let service = config.start();
    for sink in ["kinesis", "eventbridge", "sns"] {
        let published = "phi_audit_alerts_published_total";
        service.wait_for_metric(published, &[("sink", sink)], PATIENCE, |count| count >= 100.0);
        assert_eq!(service.metric("phi_audit_sink_failing", &[("sink", sink)]), Some(0.0), "{}", service.log());
    }
    assert!(service.ready(), "{:?}", service.get("/ready"));
    assert_eq!(service.stop(PATIENCE).code(), Some(0));

    let read = kinesis.read_all(&alerts);
    let original =
        |alert: &serde_json::Value| alert["data"]["metadata"]["original_event_uid"].as_str().map(str::to_owned);
    let found: BTreeSet<_> = read.iter().filter_map(|record| original(&record.json())).collect();
    let wanted: BTreeSet<_> = workload.into_iter().filter(|event| event.finding).map(|event| event.id).collect();
    assert_eq!((read.len(), found), (100, wanted));
}

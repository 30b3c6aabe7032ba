//! The proxy does what it is told, and nothing else.

use std::time::{Duration, Instant};

use aws_sdk_kinesis::config::retry::RetryConfig;
use aws_sdk_kinesis::types::ShardIteratorType;

use crate::testbed::{Fault, Kinesis, Outgoing, Proxy, Streams, block_on};

/// A stream of moto's with a record in each of two shards, and a proxy before it.
fn stand() -> (String, Proxy, Streams) {
    let kinesis = Kinesis::moto();
    let stream = kinesis.create_stream("proxy", 2);
    let shards = kinesis.open_shards(&stream);
    kinesis.put(&stream, [Outgoing::of("zero").on(&shards[0]), Outgoing::of("one").on(&shards[1])]);
    let proxy = Proxy::before(kinesis.endpoint(), 7);
    let through = Streams::at(proxy.endpoint());
    (stream, proxy, through)
}

/// One try to list the shards: the code of its error.
fn list(through: &Streams, stream: &str) -> Result<usize, Option<String>> {
    let once = aws_sdk_kinesis::config::Config::builder().retry_config(RetryConfig::disabled());
    let request = through.client().list_shards().stream_name(stream).customize().config_override(once);
    match block_on(request.send()) {
        Ok(answer) => Ok(answer.shards().len()),
        Err(error) => Err(error.as_service_error().and_then(|e| e.meta().code()).map(str::to_owned)),
    }
}

fn code<T>(code: &str) -> Result<T, Option<String>> {
    Err(Some(code.to_owned()))
}

#[test]
fn without_orders_everything_passes_and_is_counted() {
    let (stream, proxy, through) = stand();
    let read = through.read_all(&stream);
    assert_eq!(read, Kinesis::moto().read_all(&stream));
    assert_eq!(proxy.count("GetRecords"), 2);
    assert_eq!(proxy.count(("GetRecords", read[0].shard.as_str())), 1);
    assert_eq!(proxy.uses().values().sum::<usize>(), 2);
    assert!(proxy.calls().iter().all(|call| call.fault.is_none()));
}

#[test]
fn a_script_is_played_once_and_in_order() {
    let (stream, proxy, through) = stand();
    proxy.next(
        "ListShards",
        [Fault::throttled(), Fault::expired_iterator(), Fault::Cut, Fault::internal(), Fault::LoseAnswer],
    );
    assert_eq!(list(&through, &stream), code("ProvisionedThroughputExceededException"));
    assert_eq!(list(&through, &stream), code("ExpiredIteratorException"));
    assert_eq!(list(&through, &stream), Err(None));
    assert_eq!(list(&through, &stream), code("InternalFailure"));
    assert_eq!(list(&through, &stream), Err(None));
    assert_eq!(list(&through, &stream), Ok(2));
    assert_eq!(proxy.count("ListShards"), 6);
}

#[test]
fn trouble_for_one_shard_leaves_the_other_alone() {
    let (stream, proxy, through) = stand();
    let shards = through.shards(&stream);
    proxy.always(("GetRecords", shards[1].id.as_str()), Fault::denied());
    assert_eq!(through.read_shard(&stream, &shards[0].id).len(), 1);
    let request = through.client().get_shard_iterator().stream_name(&stream).shard_id(&shards[1].id);
    let answer = block_on(request.shard_iterator_type(ShardIteratorType::TrimHorizon).send()).unwrap();
    let error =
        block_on(through.client().get_records().shard_iterator(answer.shard_iterator.unwrap()).send()).unwrap_err();
    assert!(error.into_service_error().is_access_denied_exception());
    proxy.heal();
    assert_eq!(through.read_shard(&stream, &shards[1].id).len(), 1);
}

#[test]
fn chance_follows_from_the_seed() {
    let stream = Kinesis::moto().create_stream("chance", 1);
    let outcomes = || {
        let proxy = Proxy::before(Kinesis::moto().endpoint(), 42);
        proxy.sometimes("ListShards", 0.3, Fault::throttled());
        let through = Streams::at(proxy.endpoint());
        (0..40).map(|_| list(&through, &stream).is_ok()).collect::<Vec<_>>()
    };
    let first = outcomes();
    assert_eq!(first, outcomes());
    assert!((20..38).contains(&first.iter().filter(|passed| **passed).count()), "{first:?}");
}

#[test]
fn a_delay_is_waited_out() {
    let (stream, proxy, through) = stand();
    let delay = Duration::from_millis(300);
    proxy.next("ListShards", [Fault::Delay(delay)]);
    let begin = Instant::now();
    assert_eq!(list(&through, &stream), Ok(2));
    assert!(begin.elapsed() >= delay);
}

#[test]
fn a_lost_answer_is_one_the_server_has_given() {
    let (stream, proxy, through) = stand();
    proxy.next("PutRecords", [Fault::LoseAnswer]);
    through.put(&stream, ["twice"]);
    let read = through.read_all(&stream);
    assert_eq!(read.iter().filter(|record| record.text() == "twice").count(), 2, "the SDK has sent it again");
}

#[test]
fn refused_entries_are_not_stored_and_the_others_are() {
    let (stream, proxy, through) = stand();
    let refuse = Fault::RefuseEntries { every: 3, code: "ProvisionedThroughputExceededException".to_owned() };
    proxy.next("PutRecords", [refuse.clone(), refuse]);
    let values: Vec<String> = (0..10).map(|number| format!("value {number}")).collect();
    let positions = through.put(&stream, values.iter().map(String::as_str));
    let read = through.read_all(&stream);
    for (position, value) in positions.iter().zip(&values) {
        let stored: Vec<_> = read.iter().filter(|record| record.text() == *value).collect();
        assert_eq!(stored.len(), 1, "{value} is stored once");
        assert_eq!((&stored[0].shard, &stored[0].sequence), (&position.shard, &position.sequence));
    }
    // 10 records, of which 4 are refused, of which 2 are refused.
    assert_eq!(proxy.count("PutRecords"), 3);
}

#[test]
fn a_proxy_that_refuses_connections_takes_them_again() {
    let (stream, proxy, through) = stand();
    assert_eq!(list(&through, &stream), Ok(2));
    proxy.refuse();
    assert_eq!(list(&through, &stream), Err(None));
    assert!(std::net::TcpStream::connect(proxy.endpoint().trim_start_matches("http://")).is_err());
    proxy.accept();
    assert_eq!(list(&through, &stream), Ok(2));
}

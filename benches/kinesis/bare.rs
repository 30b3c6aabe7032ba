//! What merely reading costs: the SDK with the service's own settings on as many threads, a task a shard, and as many answers at
//! once as the service would hold. What comes is counted and dropped. No pace: a shard is asked again at once.

use std::sync::Arc;
use std::time::Instant;

use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::types::ShardIteratorType;
use tokio::sync::Semaphore;

use crate::role::{Turn, used};
use crate::service::settings;
use crate::stub::STREAM;
use crate::workload::Shape;

/// Threads that drive the connections, as in the service.
const THREADS: usize = 2;
/// Answers at once. The service sets 16 MiB aside for them, half as much again as they were lately for each.
const AT_ONCE: usize = 12;

/// Reads everything.
pub fn read(endpoint: &str, shape: Shape) -> Turn {
    let text = settings(endpoint, "127.0.0.1:9464");
    let config = phi_audit::config::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}"));
    let source = config.source.kinesis.expect("a source");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(THREADS).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let sdk = runtime.block_on(phi_audit::aws::load(&config.aws));
    let client = Client::new(&phi_audit::aws::reach(&sdk, STREAM, source.endpoint.as_ref()));
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let (before, begun) = (used(std::process::id()), Instant::now());
    let shards = (0..shape.shards).map(|number| runtime.spawn(shard(client.clone(), number, shape, Arc::clone(&room))));
    let shards: Vec<_> = shards.collect();
    let records: usize = shards.into_iter().map(|shard| runtime.block_on(shard).expect("no panic")).sum();
    let (seconds, used) = (begun.elapsed().as_secs_f64(), used(std::process::id()) - before);
    assert_eq!(records, shape.records(), "every record is read once");
    runtime.shutdown_background();
    Turn { seconds, used, ..Turn::default() }
}

async fn shard(client: Client, number: usize, shape: Shape, room: Arc<Semaphore>) -> usize {
    let id = format!("shardId-{number:012}");
    let request = client.get_shard_iterator().stream_name(STREAM).shard_id(id);
    let answer = request.shard_iterator_type(ShardIteratorType::TrimHorizon).send().await.expect("an iterator");
    let (mut iterator, mut records) = (answer.shard_iterator.expect("an iterator"), 0);
    for _ in 0..shape.answers {
        let _held = room.acquire().await.expect("never closed");
        let answer = client.get_records().shard_iterator(iterator).limit(1_200).send().await.expect("records");
        iterator = answer.next_shard_iterator.expect("an iterator");
        records += answer.records.len();
    }
    records
}

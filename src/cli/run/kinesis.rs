//! The Kinesis source of the service: clients, checkpoints, and the thread that reads.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Receiver;
use tokio::runtime::Runtime;

use super::assemble::Ends;
use crate::aws;
use crate::cli::{Error, Settings, Told};
use crate::config::Config;
use crate::config::service::{DynamoTable, KinesisSource};
use crate::pipeline::{Intake, Load, clock};
use crate::quarantine::QuarantineGuard;
use crate::source::Ended;
use crate::source::kinesis::{
    CheckpointStore, Consumer, DynamoStore, FileStore, Reader, Retrieval, Saver, Start, Stream, Upkeep, short_name,
};
use crate::telemetry::SharedThrottle;

/// Threads that drive the connections of the shards.
const THREADS: usize = 2;
/// How often a process that saves to a file beats; the file has a lock, so nobody listens.
const BEAT: Duration = Duration::from_secs(60);
/// The least time that one call to the table of checkpoints gets.
const LEAST_TRY: Duration = Duration::from_secs(1);

/// How a stream is read, with nothing opened yet.
pub(super) struct Clients {
    runtime: Runtime,
    stream: Stream,
    store: Box<dyn CheckpointStore>,
    source: KinesisSource,
}

/// Makes the clients. Only a role is asked for now.
pub(super) fn clients(settings: &Settings, source: &KinesisSource) -> Result<Clients, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .thread_name("kinesis")
        .enable_all()
        .build()
        .map_err(|error| Told::failed(format!("cannot start a thread: {error}")))?;
    let sdk = runtime.block_on(aws::load(&settings.config.aws));
    if sdk.region().is_none() {
        return Err(Told::usage("no region is known").remedy("set `aws.region`, or AWS_REGION").into());
    }
    let name = source.stream.get_ref();
    let client = aws_sdk_kinesis::Client::new(&aws::reach(&sdk, name, source.endpoint.as_ref()));
    let stream = Stream::new(client, name);
    let store: Box<dyn CheckpointStore> = match &source.checkpoints.dynamodb {
        Some(DynamoTable { table, create, silence, endpoint }) => {
            // A call that hangs must not make us look dead.
            let try_for = (silence.0 / 3).max(LEAST_TRY);
            let config = aws::within(&aws::reach(&sdk, table.get_ref(), endpoint.as_ref()), try_for);
            let client = aws_sdk_dynamodb::Client::new(&config);
            let (handle, table) = (runtime.handle().clone(), table.get_ref());
            Box::new(DynamoStore::new(client, handle, table, *create, silence.0, short_name(name)))
        }
        None => {
            let folder = settings.folder().join(&source.checkpoints.folder);
            Box::new(FileStore::new(folder, short_name(name)))
        }
    };
    Ok(Clients { runtime, stream, store, source: source.clone() })
}

/// Starts the reading thread.
pub(super) fn start(config: &Config, clients: Clients, ends: Ends) -> Result<Receiver<Ended>, Error> {
    let Clients { runtime, stream, store, source } = clients;
    let service = &config.service;
    let limit = Load { records: service.in_flight_records.into(), bytes: service.in_flight_bytes.0 };
    let guard = QuarantineGuard::new(&config.quarantine);
    let no_thread = |error| Told::failed(format!("cannot start a thread: {error}"));
    let beat = source.checkpoints.dynamodb.as_ref().map_or(BEAT, |table| table.silence.0 / 4);
    let name = Arc::clone(&stream.name);
    let reader = Reader {
        stream,
        start: begin(source.start.get_ref())?,
        retrieval: match &source.fan_out {
            Some(name) => Retrieval::FanOut(Arc::new(Consumer::new(name.get_ref()))),
            None => Retrieval::Polling { share: source.share, poll: source.poll.0 },
        },
        intake: Intake::new("kinesis", limit, guard, ends.pipeline, Arc::clone(&ends.metrics)),
        saver: Saver::start(store, beat).map_err(no_thread)?,
        runtime,
        drain: ends.drain,
        grace: service.grace.0,
        checkpoint_interval: source.checkpoint_interval.0,
        upkeep: Upkeep::new(name, Arc::clone(&ends.metrics), ends.health, service.stall.0, SharedThrottle::default()),
        metrics: ends.metrics,
    };
    let (tell, ended) = crossbeam_channel::bounded(1);
    let thread = thread::Builder::new().name("kinesis-reader".to_owned()).spawn(move || {
        // Nobody listens where the service ends at once.
        let _ = tell.send(reader.run());
    });
    thread.map_err(no_thread)?;
    Ok(ended)
}

/// Where a stream is begun, in the words of the settings.
fn begin(start: &str) -> Result<Start, Error> {
    match start {
        "trim_horizon" => Ok(Start::TrimHorizon),
        "latest" => Ok(Start::Latest),
        time => match time.parse::<jiff::Timestamp>() {
            Ok(time) if time <= clock::now() => Ok(Start::Timestamp(time.as_millisecond())),
            Ok(_) => Err(Told::usage(format!("`{time}` is still to come"))
                .at("source.kinesis.start")
                .remedy("write latest to begin now")
                .into()),
            Err(_) => Err(Told::usage(format!("`{time}` is no place to start"))
                .at("source.kinesis.start")
                .remedy("write trim_horizon, latest, or a time such as 2026-11-01T00:00:00Z")
                .into()),
        },
    }
}

//! Plays invented events at Kafka, at Kinesis, or at both: `docker compose up` and trials without Docker have something to audit.
//!
//!     cargo run --release --features kafka,kinesis --example traffic -- \
//!         --kafka 127.0.0.1:9092 --topic twilio-events --play examples/events --rate 20
//!
//! First the files of `--play`, line by line and once; then the mixed load of `load`, until `--events` or for ever. `--copy` keeps
//! what was sent, so that a trial can be held against it.

#![forbid(unsafe_code)]
#![allow(clippy::print_stderr, reason = "a command-line program")]

mod arguments;
mod copy;
#[path = "../../tests/support/generate/mod.rs"]
mod generate;
mod kafka;
mod kinesis;
mod load;
mod outlet;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser as _;

use arguments::Arguments;
use copy::Copy;
use load::Load;
use outlet::{Failure, Outlet};

/// How often records are sent: a batch for each tick.
const TICK: Duration = Duration::from_millis(100);

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("traffic: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut outlets: Vec<Box<dyn Outlet>> = Vec::new();
    if let (Some(brokers), Some(topic)) = (&arguments.kafka, &arguments.topic) {
        outlets.push(Box::new(kafka::Topic::new(brokers, topic)?));
    }
    if let (Some(endpoint), Some(stream)) = (&arguments.kinesis, &arguments.stream) {
        outlets.push(Box::new(kinesis::Stream::new(endpoint, stream)?));
    }
    if let Some(folder) = &arguments.play {
        let records = load::examples(folder).map_err(|error| {
            Failure::new(format!("--play {}: {error}", folder.display()), "name a folder with *.ndjson files")
        })?;
        outlets.iter_mut().try_for_each(|outlet| outlet.send(&records))?;
        eprintln!("traffic: {} records of {}", records.len(), folder.display());
    }
    let end = arguments.events.unwrap_or(u64::MAX);
    play(arguments, end, &mut outlets)?;
    outlets.iter_mut().try_for_each(|outlet| outlet.finish())
}

/// The mixed load: as many in each tick as are due by then, so that the rate holds however long a tick took.
fn play(arguments: &Arguments, end: u64, outlets: &mut [Box<dyn Outlet>]) -> Result<(), Failure> {
    let mut copy = arguments.copy.as_deref().map(Copy::create).transpose()?;
    let (begin, mut sent, mut load) = (Instant::now(), 0_u64, Load::new(arguments.seed));
    while sent < end {
        let due = begin.elapsed().as_millis() * u128::from(arguments.rate.get()) / 1_000 + 1;
        let due = u64::try_from(due).unwrap_or(u64::MAX).min(end);
        // After a standstill the backlog comes in pieces.
        let count = usize::try_from(due.saturating_sub(sent)).unwrap_or(usize::MAX).min(10_000);
        let records: Vec<_> = load.by_ref().take(count).collect();
        if let Some(copy) = &mut copy {
            copy.write(&records)?;
        }
        let records: Vec<Vec<u8>> = records.into_iter().map(|(_, record)| record).collect();
        outlets.iter_mut().try_for_each(|outlet| outlet.send(&records))?;
        sent += count as u64;
        if sent < end {
            std::thread::sleep(TICK);
        }
    }
    if let Some(copy) = copy {
        let unreadable = copy.finish()?;
        eprintln!("traffic: {sent} records of the mixed load, {unreadable} of them unreadable");
    }
    Ok(())
}

//! `cargo bench --bench kcl`: what fleet mode costs. How soon do processes answer their daemon, what do they hold, how fast is one?
//!
//! The bench is the daemon: it writes recorded lines into pipes, waits for each status and answers checkpoints. Beside it stand
//! `cat`, which says what the pipes alone take, and the audit alone on one thread, which says what there is to gain. Without
//! `--bench` (as under `cargo test --benches`) a small workload runs once.

#![allow(clippy::print_stdout, reason = "a command-line program")]

#[path = "../../tests/support/generate/mod.rs"]
mod generate;
#[path = "../kafka/process.rs"]
#[allow(dead_code, reason = "shared with the bench of the service")]
mod process;
mod worker;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use generate::Generator;
use phi_audit::audit::{Audited, Auditor};
use phi_audit::rules::Rules;
use worker::Worker;

const SEED: u64 = 1;
/// Records in one message: what a shard gives at once when `maxRecords` is what deploy/kcl says.
const RECORDS: usize = 500;
const SETTINGS: &str = "\
[source.kinesis]
stream = \"twilio-events\"

[service]
in_flight_bytes = \"8 MiB\"

[log]
level = \"error\"

[[sink]]
file = { folder = \"alerts\" }
";

fn main() -> io::Result<()> {
    let full = std::env::args().any(|argument| argument == "--bench");
    let folder = std::env::temp_dir().join(format!("phi-audit-bench-kcl-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("phi-audit.toml"), SETTINGS)?;
    let done = measure(&folder, full);
    fs::remove_dir_all(&folder)?;
    done
}

fn measure(folder: &Path, full: bool) -> io::Result<()> {
    for processes in if full { [1, 1, 1, 50, 50, 50].as_slice() } else { &[2] } {
        starts(folder, *processes)?;
    }
    let events: Vec<String> =
        Generator::new(SEED).take(if full { 200_000 } else { 1_000 }).map(|event| event.json).collect();
    let lines = lines(&events);
    let bytes: usize = lines.iter().map(String::len).sum();
    let raw: usize = events.iter().map(String::len).sum();
    println!("workload  {} records, {:.1} MB, {:.1} MB as lines of {RECORDS}", events.len(), mb(raw), mb(bytes));
    let row = |name: &str, seconds: f64| {
        println!("{name:<9} {:>8.0} records/s {:>7.1} MB/s", events.len() as f64 / seconds, mb(raw) / seconds);
        seconds
    };
    for _ in 0..if full { 3 } else { 1 } {
        let cat = row("cat", through_cat(&lines)?);
        let core = row("audit", alone(&events)?);
        let Through { seconds, memory, threads } = through(folder, &lines)?;
        row("kcl", seconds);
        println!(
            "          {:.2} of cat, {:.2} of the audit alone, peak {:.1} MB",
            cat / seconds,
            core / seconds,
            mb(memory)
        );
        let used: Vec<String> = threads.iter().map(|(name, used)| format!("{name} {used:.2} s")).collect();
        println!("          {}", used.join(", "));
    }
    Ok(())
}

/// How soon so many processes that are started together answer, and what they hold when they are ready.
fn starts(folder: &Path, processes: usize) -> io::Result<()> {
    let begun = Instant::now();
    // A thread each, so that no answer waits for another to be looked at.
    let started = (0..processes).map(|number| {
        let folder = folder.to_owned();
        thread::spawn(move || {
            let begun = Instant::now();
            let mut worker = Worker::start(&folder)?;
            worker.initialize(number)?;
            io::Result::Ok((worker, begun.elapsed()))
        })
    });
    let started: Vec<_> = started.collect();
    let mut workers = Vec::new();
    let mut times = Vec::new();
    for one in started {
        let (worker, time) = one.join().map_err(|_| io::Error::other("a thread died"))??;
        workers.push(worker);
        times.push(time);
    }
    let all = begun.elapsed();
    for worker in &mut workers {
        worker.offer("{\"action\":\"processRecords\",\"records\":[],\"millisBehindLatest\":0}\n")?;
    }
    thread::sleep(Duration::from_secs(1));
    times.sort_unstable();
    let largest = workers.iter().map(|worker| process::peak_memory(worker.id())).max().unwrap_or_default();
    let shared: u64 = workers.iter().map(|worker| proportional(worker.id())).sum();
    println!(
        "start     {processes} processes: initialize answered after {:.0} ms, median {:.0} ms, all after {:.0} ms; \
         largest {:.1} MB, together {:.1} MB",
        ms(times.last()),
        ms(times.get(processes / 2)),
        all.as_secs_f64() * 1e3,
        mb(usize::try_from(largest).unwrap_or_default()),
        mb(usize::try_from(shared).unwrap_or_default()),
    );
    workers.into_iter().try_for_each(Worker::end)
}

/// The daemon's lines with these records.
fn lines(events: &[String]) -> Vec<String> {
    let mut sequence = 0_u64;
    let mut record = |event: &String| {
        sequence += 1;
        format!(
            "{{\"data\":\"{}\",\"partitionKey\":\"pk\",\"sequenceNumber\":\"4959033827149025660855969253836157109592157598{sequence:010}\",\
             \"approximateArrivalTimestamp\":1795390772527,\"subSequenceNumber\":0,\"action\":\"record\"}}",
            STANDARD.encode(event)
        )
    };
    let line = |chunk: &[String]| {
        let records: Vec<String> = chunk.iter().map(&mut record).collect();
        format!("{{\"action\":\"processRecords\",\"records\":[{}],\"millisBehindLatest\":0}}\n", records.join(","))
    };
    events.chunks(RECORDS).map(line).collect()
}

/// What it took to bring all records through one process.
struct Through {
    seconds: f64,
    /// The most it held at once, in bytes.
    memory: usize,
    /// Processor time by thread, in seconds.
    threads: BTreeMap<String, f64>,
}

/// All records through one process, to the last acknowledgement.
fn through(folder: &Path, lines: &[String]) -> io::Result<Through> {
    let mut worker = Worker::start(folder)?;
    worker.initialize(0)?;
    worker.offer("{\"action\":\"processRecords\",\"records\":[],\"millisBehindLatest\":0}\n")?;
    let begun = Instant::now();
    for line in lines {
        worker.offer(line)?;
    }
    worker.offer("{\"action\":\"shutdownRequested\"}\n")?;
    let seconds = begun.elapsed().as_secs_f64();
    let memory = usize::try_from(process::peak_memory(worker.id())).unwrap_or_default();
    let threads = process::threads(worker.id());
    worker.end()?;
    Ok(Through { seconds, memory, threads })
}

/// The same lines there and back through `cat`.
fn through_cat(lines: &[String]) -> io::Result<f64> {
    let mut cat = Worker::cat()?;
    let begun = Instant::now();
    for line in lines {
        cat.echo(line)?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    cat.end()?;
    Ok(seconds)
}

/// The audit of the same events on this thread.
fn alone(events: &[String]) -> io::Result<f64> {
    let rules = Rules::embedded().map_err(|faults| io::Error::other(format!("{faults:?}")))?;
    let mut auditor = Auditor::new(Arc::clone(&rules));
    let begun = Instant::now();
    let mut findings = 0;
    for event in events {
        auditor.audit(event.as_bytes(), &mut |audited| {
            if let Audited::Event(event) = audited {
                findings += event.findings().len();
            }
        });
    }
    std::hint::black_box(findings);
    Ok(begun.elapsed().as_secs_f64())
}

/// Memory of a process, what it shares with others divided among them, in bytes.
fn proportional(pid: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}

fn ms(time: Option<&Duration>) -> f64 {
    time.map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

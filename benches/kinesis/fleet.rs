//! What fleet mode costs. How soon do processes answer their daemon, what do they hold, how fast is one?
//!
//! The bench is the daemon: it writes recorded lines into pipes, waits for each status and answers checkpoints. Beside it stand
//! `cat`, which says what the pipes alone take, and the audit alone on one thread, which says what there is to gain.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::role::{MEASURED, Role, SERVING, Turn, stay_on, used};
use crate::worker::Worker;
use crate::{process, workload};

/// Records in one message: the `maxRecords` of deploy/kcl, and twice that.
const AT_ONCE: [usize; 2] = [500, 1_000];
/// What the daemon says when there is nothing: a chance to save a checkpoint.
const NOTHING: &str = "{\"action\":\"processRecords\",\"records\":[],\"millisBehindLatest\":0}\n";
/// How often processes are started.
const STARTS: usize = 3;
/// How long a process is left alone before its memory is looked at.
const REST: Duration = Duration::from_secs(1);
const SETTINGS: &str = "\
[source.kinesis]
stream = \"twilio-events\"

[log]
level = \"error\"

[[sink]]
file = { folder = \"alerts\" }
";

/// What was measured.
#[derive(Debug, Default)]
pub struct Fleet {
    /// Starts of one process and of many, by how many.
    pub starts: BTreeMap<usize, Vec<Started>>,
    /// `cat`.
    pub cat: Vec<Turn>,
    /// The audit alone, of values.
    pub core: Vec<Turn>,
    /// The same of values and keys.
    pub keyed: Vec<Turn>,
    /// The program, by the records in one message.
    pub rounds: BTreeMap<usize, Vec<Round>>,
}

/// What starting some processes at once gave.
#[derive(Clone, Copy, Debug)]
pub struct Started {
    /// Milliseconds until `initialize` was answered: in the middle, and the last.
    pub ms: [f64; 2],
    /// The most memory any of them had, in bytes.
    pub largest: u64,
    /// The memory of all, what they share counted once, in bytes.
    pub together: u64,
}

/// What a round gave.
#[derive(Clone, Debug)]
pub struct Round {
    /// From the first line to the answer to `shutdownRequested`, which waits for everything.
    pub turn: Turn,
    /// The most memory it had at once, in bytes.
    pub peak: u64,
    /// Its processor seconds by thread.
    pub threads: BTreeMap<String, f64>,
}

/// Starts `processes` at once, and tells one of them `records`.
pub fn measure(processes: usize, records: usize, rounds: usize) -> io::Result<Fleet> {
    let folder = TempDir::with_prefix("phi-audit-bench-kcl-")?;
    fs::write(folder.path().join("phi-audit.toml"), SETTINGS)?;
    let mut fleet = Fleet::default();
    for count in [1, processes] {
        let starts = (0..STARTS.min(rounds)).map(|_| starts(folder.path(), count)).collect::<io::Result<_>>()?;
        fleet.starts.insert(count, starts);
    }
    stay_on(SERVING);
    let events: Vec<String> = workload::events().take(records).collect();
    let lines = AT_ONCE.map(|at_once| (at_once, workload::lines(&events, at_once)));
    let all: usize = lines[0].1.iter().map(String::len).sum();
    let bytes = events.iter().map(String::len).sum::<usize>() as f64;
    drop(events);
    println!("lines     {records} records, {:.0} MB, {:.0} MB as lines", bytes / 1e6, all as f64 / 1e6);
    let turn = |(seconds, used)| Turn { seconds, records: records as f64, bytes, used, stub: 0.0 };
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        fleet.cat.push(turn(through_cat(&lines[0].1)?));
        fleet.core.push(Role::Core.run(&[&records.min(50_000).to_string()]));
        fleet.keyed.push(Role::Keyed.run(&[&records.min(50_000).to_string()]));
        for (at_once, lines) in &lines {
            fleet.rounds.entry(*at_once).or_default().push(through(folder.path(), lines, turn)?);
        }
    }
    Ok(fleet)
}

/// How soon so many processes that are started together answer, and what they hold when they are ready. On all cores.
fn starts(folder: &Path, processes: usize) -> io::Result<Started> {
    // A thread each, so that no answer waits for another to be looked at.
    let started = (0..processes).map(|number| {
        let folder = folder.to_owned();
        thread::spawn(move || {
            let begun = Instant::now();
            let mut worker = Worker::start(&folder, None)?;
            worker.initialize(number)?;
            io::Result::Ok((worker, begun.elapsed().as_secs_f64() * 1e3))
        })
    });
    let started: Vec<_> = started.collect();
    let (mut workers, mut times) = (Vec::new(), Vec::new());
    for one in started {
        let (worker, time) = one.join().map_err(|_| io::Error::other("a thread died"))??;
        workers.push(worker);
        times.push(time);
    }
    for worker in &mut workers {
        worker.offer(NOTHING)?;
    }
    thread::sleep(REST);
    times.sort_by(f64::total_cmp);
    let largest = workers.iter().map(|worker| process::peak_memory(worker.id())).max().unwrap_or_default();
    let together = workers.iter().map(|worker| proportional(worker.id())).sum();
    workers.into_iter().try_for_each(Worker::end)?;
    Ok(Started { ms: [times[times.len() / 2], times[times.len() - 1]], largest, together })
}

/// All lines through one process. `turn` makes one of seconds and processor seconds.
fn through(folder: &Path, lines: &[String], turn: impl Fn((f64, f64)) -> Turn) -> io::Result<Round> {
    let mut worker = Worker::start(folder, Some(MEASURED))?;
    worker.initialize(0)?;
    worker.offer(NOTHING)?;
    let before = process::threads(worker.id());
    let begun = Instant::now();
    for line in lines {
        worker.offer(line)?;
    }
    worker.offer("{\"action\":\"shutdownRequested\"}\n")?;
    let seconds = begun.elapsed().as_secs_f64();
    let peak = process::peak_memory(worker.id());
    let mut threads = process::threads(worker.id());
    for (name, seconds) in &mut threads {
        *seconds -= before.get(name).copied().unwrap_or(0.0);
    }
    worker.end()?;
    Ok(Round { turn: turn((seconds, threads.values().sum())), peak, threads })
}

/// The same lines there and back through `cat`: seconds, processor seconds.
fn through_cat(lines: &[String]) -> io::Result<(f64, f64)> {
    let mut cat = Worker::cat(Some(MEASURED))?;
    let begun = Instant::now();
    for line in lines {
        cat.echo(line)?;
    }
    let (seconds, used) = (begun.elapsed().as_secs_f64(), used(cat.id()));
    cat.end()?;
    Ok((seconds, used))
}

/// Memory of a process, what it shares with others divided among them, in bytes.
fn proportional(pid: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}

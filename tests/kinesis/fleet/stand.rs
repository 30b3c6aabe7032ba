//! A fleet on a stream: workers that share settings and leases, traffic that does not wait for them, and what the leases say.

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, kill_process};
use serde_json::Value;

use crate::oracle::{ALERTS, CATCH_UP, records};
use crate::testbed::workload::{Event, numbered};
use crate::testbed::{Config, Daemon, DaemonConfig, Dynamo, Kinesis, Outgoing, Position, Service, Signal, wait_until};

/// How many daemons run at once, whatever the number of tests: each is a JVM of 200 MB.
const DAEMONS: usize = 3;

/// Some of the daemons that may run.
pub struct Permit(usize);

static RUNNING: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

impl Permit {
    /// Waits until so many more may run. A test asks once, for all it will ever run at a time.
    pub fn for_daemons(count: usize) -> Self {
        let running = RUNNING.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = RUNNING.1.wait_while(running, |running| *running + count > DAEMONS).expect("no panic");
        *running += count;
        Self(count)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *RUNNING.0.lock().unwrap_or_else(PoisonError::into_inner) -= self.0;
        RUNNING.1.notify_all();
    }
}

/// Settings for a quick process of a fleet, with alerts, pointers and metrics in folders that all of the fleet share.
pub fn beside(stream: &str) -> Config {
    quick(stream).file_sink(ALERTS)
}

/// The same without a way for alerts.
pub fn quick(stream: &str) -> Config {
    let config = Service::config(Kinesis::local().endpoint()).source(stream);
    config.set("source.kinesis", "checkpoint_interval", "1s").set("kcl", "metrics", "metrics")
}

/// Workers of one application.
pub struct Fleet {
    /// The settings of the program.
    pub config: Config,
    stream: String,
    daemon: DaemonConfig,
    _permit: Permit,
}

/// A worker at work. Stopped or dropped, it ends.
pub struct Worker(Daemon);

impl Fleet {
    /// A fleet in which worker-1 has the leases of the shards there are, and of which so many workers run at a time. `config` are
    /// the settings of its processes.
    pub fn on(stream: &str, workers: usize, config: Config) -> Self {
        let permit = Permit::for_daemons(workers);
        let file = config.folder().join("phi-audit.toml");
        fs::write(&file, config.text(SocketAddr::from(([127, 0, 0, 1], 1)))).expect("the folder can be written");
        let (kinesis, dynamo) = (Kinesis::local(), Dynamo::shared());
        let child = [env!("CARGO_BIN_EXE_phi-audit"), "kcl", "--config", file.to_str().expect("UTF-8")];
        let daemon = DaemonConfig::new(kinesis, stream, dynamo, &child).leases(dynamo, &kinesis.shards(stream));
        // A worker is given leases until two of these are over without a sign of it; the library's own is half a minute.
        let daemon = daemon.set("workerMetricsReporterFreqInMillis", "1000").set("shutdownGraceMillis", "3000");
        let fleet = Self { config, stream: stream.to_owned(), daemon, _permit: permit };
        for shard in kinesis.shards(stream) {
            // Otherwise the first start waits until a leader has given them out.
            fleet.change_lease(&shard.id, &[("leaseOwner", "worker-1".into())]);
        }
        fleet
    }

    /// Any property of the library, from the next start on.
    pub fn set(mut self, key: &str, value: &str) -> Self {
        self.daemon = self.daemon.set(key, value);
        self
    }

    /// Writes into the lease of a shard, while nobody has it.
    pub fn change_lease(&self, shard: &str, attributes: &[(&str, Value)]) {
        let mut lease = self.daemon.lease(Dynamo::shared(), shard).expect("there is a lease");
        lease.extend(attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        Dynamo::shared().put(self.daemon.application(), &lease);
    }

    /// Starts a worker. One that was there before has its leases again.
    pub fn start(&self, worker: &str) -> Worker {
        Worker(self.daemon.clone().set("workerId", worker).start())
    }

    /// Where the lease of a shard stands: `None` without a lease.
    pub fn checkpoint(&self, shard: &str) -> Option<(String, u64)> {
        let lease = self.daemon.lease(Dynamo::shared(), shard)?;
        let sub = lease.get("checkpointSubSequenceNumber").and_then(Value::as_u64).unwrap_or_default();
        Some((lease.get("checkpoint")?.as_str()?.to_owned(), sub))
    }

    /// Waits until every lease stands exactly at the last record of its shard, or says that the whole shard is done if that is
    /// closed.
    #[track_caller]
    pub fn wait_until_done(&self, positions: &[Position]) {
        let shards = Kinesis::local().shards(&self.stream);
        let ends: BTreeMap<String, String> = last(positions)
            .into_iter()
            .map(|(shard, last)| {
                let open = shards.iter().any(|known| known.id == shard && known.open);
                (shard.to_owned(), if open { last.to_owned() } else { "SHARD_END".to_owned() })
            })
            .collect();
        wait_until(&format!("the leases stand at {ends:?}"), CATCH_UP, || {
            ends.iter().all(|(shard, end)| self.checkpoint(shard).is_some_and(|(at, _)| at == *end))
        });
    }
}

/// The last sequence number of each shard.
pub fn last(positions: &[Position]) -> BTreeMap<&str, &str> {
    let mut last: BTreeMap<&str, &str> = BTreeMap::new();
    for Position { shard, sequence } in positions {
        let known = last.entry(shard).or_insert(sequence);
        if (known.len(), *known) < (sequence.len(), sequence) {
            *known = sequence;
        }
    }
    last
}

impl Worker {
    /// Asks it to end, and waits until it has, with all its processes. Gives its log, without what is in it twice.
    pub fn end(mut self) -> String {
        let processes = self.0.children();
        let status = self.0.stop(CATCH_UP);
        assert_eq!(status.code(), Some(128 + 15), "a JVM says that it was SIGTERM");
        wait_until("its processes have ended too", CATCH_UP, || {
            processes.iter().all(|process| !Path::new("/proc").join(process.to_string()).exists())
        });
        // The library passes each line of a process on, and logs it.
        let log = self.0.log();
        log.lines().filter(|line| !line.contains("DrainChildSTDERRTask")).map(|line| format!("{line}\n")).collect()
    }

    /// Ends it and all its processes at once, as when the host is lost.
    pub fn lose(mut self) {
        self.0.signal(Signal::STOP);
        for child in self.0.children() {
            kill(child);
        }
        self.0.kill();
    }

    /// Kills one of its processes, and waits until it has ended of that. Gives its exit code.
    pub fn lose_process(mut self) -> Option<i32> {
        kill(*self.0.children().first().expect("it has processes"));
        self.0.wait(CATCH_UP).code()
    }
}

impl Deref for Worker {
    type Target = Daemon;

    fn deref(&self) -> &Daemon {
        &self.0
    }
}

impl DerefMut for Worker {
    fn deref_mut(&mut self) -> &mut Daemon {
        &mut self.0
    }
}

fn kill(pid: u32) {
    let pid = Pid::from_raw(pid.try_into().expect("small")).expect("not 0");
    // It may end at this moment, because its daemon does.
    let _ = kill_process(pid, Signal::KILL);
}

/// What was written: every event has a finding.
#[derive(Debug, Default)]
pub struct Written {
    pub events: Vec<Event>,
    /// All records.
    pub positions: Vec<Position>,
    /// Those that cannot be read.
    pub bad: Vec<Position>,
}

impl Written {
    /// Writes some more.
    pub fn put(&mut self, stream: &str, count: u64) {
        let begin = self.events.len() as u64;
        let some: Vec<_> = numbered(begin..begin + count, 1).collect();
        self.positions.extend(Kinesis::local().put(stream, records(&some)));
        self.events.extend(some);
    }

    /// Writes something that cannot be read.
    pub fn put_bad(&mut self, stream: &str) {
        let positions = Kinesis::local().put(stream, [Outgoing::of("{")]);
        self.positions.extend(positions.iter().cloned());
        self.bad.extend(positions);
    }
}

/// Records that keep coming until it is stopped.
pub struct Traffic {
    stop: Arc<AtomicBool>,
    writer: JoinHandle<Written>,
}

impl Traffic {
    /// Some 200 records a second into all shards, one of a hundred of which cannot be read.
    pub fn on(stream: &str) -> Self {
        let (stop, stream) = (Arc::new(AtomicBool::new(false)), stream.to_owned());
        let stopped = Arc::clone(&stop);
        let writer = thread::spawn(move || {
            let mut written = Written::default();
            while !stopped.load(Ordering::Acquire) {
                written.put(&stream, 10);
                if written.events.len() % 100 == 0 {
                    written.put_bad(&stream);
                }
                // The pace of the load; nothing waits for it.
                thread::sleep(Duration::from_millis(50));
            }
            written
        });
        Self { stop, writer }
    }

    /// Ends it. Gives all that it wrote.
    pub fn stop(self) -> Written {
        self.stop.store(true, Ordering::Release);
        self.writer.join().expect("the writer has written")
    }
}

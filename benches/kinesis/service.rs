//! The program itself in direct mode: from its first finished record to its last, with alerts into files.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::login::{ENVIRONMENT, REGION};
use crate::metrics::{Metrics, get};
use crate::role::{MEASURED, PATIENCE, Turn, on};
use crate::stub::{STREAM, Stub};
use crate::{ports, process};

/// How often the counters are read.
const STEP: Duration = Duration::from_millis(100);

/// What a round gave.
#[derive(Clone, Debug)]
pub struct Round {
    /// From the first to the last look at the counter of finished records.
    pub turn: Turn,
    /// Findings that went to the sink.
    pub alerts: f64,
    /// The most memory it had at once, in bytes.
    pub peak: u64,
    /// Its processor seconds by thread between the looks.
    pub threads: BTreeMap<String, f64>,
}

/// The settings with which the service is measured: the defaults, but for what says where things are.
pub fn settings(endpoint: &str, admin: &str) -> String {
    format!(
        "[aws]\nregion = \"{REGION}\"\n\n[source.kinesis]\nstream = \"{STREAM}\"\nendpoint = \"{endpoint}\"\n\n\
         [admin]\nlisten = \"{admin}\"\n\n[log]\nlevel = \"warn\"\n\n[[sink]]\nfile = {{ folder = \"alerts\" }}\n"
    )
}

/// Reads and audits everything.
pub fn run(stub: &Stub) -> Round {
    let mut service = Service::start(&stub.endpoint);
    let all = stub.shape.records() as f64;
    let first = service.look(1.0);
    let (before, served) = (process::threads(service.child.id()), stub.used());
    let last = service.look(all);
    let (mut threads, stub_used) = (process::threads(service.child.id()), stub.used() - served);
    for (name, seconds) in &mut threads {
        *seconds -= before.get(name).copied().unwrap_or(0.0);
    }
    let peak = process::peak_memory(service.child.id());
    let alerts = service.metric("phi_audit_alerts_published_total").unwrap_or(0.0);
    service.stop();
    // A small workload is done before anybody looks.
    let (records, seconds) = match last.records > first.records {
        true => (last.records - first.records, (last.at - first.at).as_secs_f64()),
        false => (last.records, (last.at - first.begun).as_secs_f64()),
    };
    let bytes = stub.bytes as f64 / all * records;
    let used = threads.values().sum();
    Round { turn: Turn { seconds, records, bytes, used, stub: stub_used }, alerts, peak, threads }
}

/// The counter at a time.
struct Look {
    begun: Instant,
    at: Instant,
    records: f64,
}

/// A running instance.
struct Service {
    child: Child,
    admin: String,
    folder: TempDir,
}

impl Service {
    fn start(endpoint: &str) -> Self {
        let folder = TempDir::with_prefix("phi-audit-bench-").expect("a folder");
        let admin = format!("127.0.0.1:{}", ports::free());
        fs::write(folder.path().join("phi-audit.toml"), settings(endpoint, &admin)).expect("the folder can be written");
        let log = fs::File::create(folder.path().join("log")).expect("the folder can be written");
        let mut command = on(MEASURED, env!("CARGO_BIN_EXE_phi-audit"));
        command.args(["run", "--config", "phi-audit.toml"]).current_dir(folder.path()).envs(ENVIRONMENT);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn();
        Self { child: child.expect("the program starts"), admin, folder }
    }

    fn metric(&self, name: &str) -> Option<f64> {
        let (_, text) = get(self.admin.parse().expect("an address"), "/metrics")?;
        Metrics::parse(&text).get(name, &[])
    }

    /// Waits until this many records are finished.
    fn look(&mut self, wanted: f64) -> Look {
        let begun = Instant::now();
        loop {
            let records = self.metric("phi_audit_records_processed_total").unwrap_or(0.0);
            let at = Instant::now();
            if records >= wanted {
                return Look { begun, at, records };
            }
            let log = || fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(self.child.try_wait().expect("our own child").is_none(), "the service ended:\n{}", log());
            assert!(begun.elapsed() < PATIENCE, "{records} of {wanted} records within {PATIENCE:?}:\n{}", log());
            std::thread::sleep(STEP);
        }
    }

    fn stop(mut self) {
        kill_process(Pid::from_child(&self.child), Signal::TERM).expect("our own child");
        let status = self.child.wait().expect("our own child");
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        assert!(status.success(), "the service ends with {status}:\n{log}");
        print!("{log}");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

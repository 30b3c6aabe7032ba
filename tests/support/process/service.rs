//! The program as a long-running service: the real binary, started, asked, signalled and killed.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::config::Config;
use super::metrics::{self, Metrics};
use super::wait::{wait_for, wait_until};

/// How long a start may take on a busy machine.
const START: Duration = Duration::from_secs(30);

/// A running instance. Dropped, it is killed.
#[derive(Debug)]
pub struct Service {
    child: Child,
    file: PathBuf,
    admin: SocketAddr,
    /// Keeps the folder while the instance runs, though the settings be dropped.
    _folder: Arc<TempDir>,
}

impl Service {
    pub(super) fn spawn(file: PathBuf, admin: SocketAddr, config: &Config) -> Self {
        let output = |extension| File::create(file.with_extension(extension)).expect("the folder can be written");
        let child = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
            .args(["run", "--config"])
            .arg(&file)
            .current_dir(file.parent().expect("a folder"))
            .envs(&config.environment)
            .stdin(Stdio::null())
            .stdout(output("out"))
            .stderr(output("log"))
            .spawn()
            .expect("the program starts");
        Self { child, file, admin, _folder: Arc::clone(&config.folder) }
    }

    pub(super) fn wait_until_it_answers(&mut self) {
        wait_until("the admin port answers", START, || {
            let ended = self.child.try_wait().expect("our own child");
            assert!(ended.is_none(), "the service ended at once with {ended:?}:\n{}", self.log());
            self.get("/live").is_some()
        });
    }

    /// The address of `/metrics`, `/ready`, `/live` and `/version`.
    pub fn admin(&self) -> SocketAddr {
        self.admin
    }

    /// Its settings' file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Asks the admin port: status and body; `None` when it does not answer.
    pub fn get(&self, path: &str) -> Option<(u16, String)> {
        metrics::get(self.admin, path)
    }

    /// Whether it says that it is ready.
    pub fn ready(&self) -> bool {
        self.get("/ready").is_some_and(|(status, _)| status == 200)
    }

    /// All metrics.
    pub fn metrics(&self) -> Metrics {
        Metrics::parse(&self.get("/metrics").expect("the admin port answers").1)
    }

    /// The sum of all samples of this name that have these labels; `None` where there is none or nobody answers.
    pub fn metric(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        Metrics::parse(&self.get("/metrics")?.1).get(name, labels)
    }

    /// Waits until a metric is as wanted, and fails with its last value.
    #[track_caller]
    pub fn wait_for_metric(
        &self,
        name: &str,
        labels: &[(&str, &str)],
        deadline: Duration,
        wanted: impl Fn(f64) -> bool,
    ) {
        let what = format!("{name} {labels:?} is as wanted");
        wait_until(&what, deadline, || self.metric(name, labels).is_some_and(&wanted));
    }

    /// Sends it a signal, unless it has ended.
    pub fn signal(&mut self, signal: Signal) {
        // A process that was waited for has given its number back; it may be another's by now.
        if self.runs() {
            kill_process(Pid::from_child(&self.child), signal).expect("our own child");
        }
    }

    /// Waits until it ends.
    #[track_caller]
    pub fn wait(&mut self, deadline: Duration) -> ExitStatus {
        wait_for("the service ends", deadline, || self.child.try_wait().expect("our own child"))
    }

    /// Kills it: SIGKILL.
    pub fn kill(mut self) {
        self.signal(Signal::KILL);
        self.wait(START);
    }

    /// Asks it to stop, waits until it has, and returns how.
    #[track_caller]
    pub fn stop(mut self, deadline: Duration) -> ExitStatus {
        self.signal(Signal::TERM);
        self.wait(deadline)
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().expect("our own child").is_none()
    }

    /// What it logged: standard error so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.file.with_extension("log")).unwrap_or_default()
    }

    /// What it wrote to standard output so far.
    pub fn output(&self) -> String {
        fs::read_to_string(self.file.with_extension("out")).unwrap_or_default()
    }

    /// The memory it holds, in bytes; 0 when it has ended.
    pub fn resident_bytes(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("log of {}:\n{}", self.file.display(), self.log());
        }
    }
}

//! The Kinesis Client Library's MultiLangDaemon: the real one, which starts a child for each shard. `DaemonConfig` starts it.

use std::fs;
use std::process::ExitStatus;
use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;

use super::process::{Supervisor, wait_for, wait_until};

/// A running daemon. Dropped, it is killed with its children.
#[derive(Debug)]
pub struct Daemon {
    // Before the folder, so that the process ends first.
    pub(super) running: Supervisor,
    pub(super) folder: TempDir,
}

impl Daemon {
    /// Its process.
    pub fn pid(&self) -> u32 {
        self.running.pid().as_raw_nonzero().get().unsigned_abs()
    }

    /// The processes that it has started and that still run.
    pub fn children(&self) -> Vec<u32> {
        children(self.pid())
    }

    /// Waits until it has this many children, and returns them.
    #[track_caller]
    pub fn wait_for_children(&mut self, count: usize, deadline: Duration) -> Vec<u32> {
        wait_for(&format!("the daemon has {count} children"), deadline, || {
            assert!(self.running.ended().is_none(), "the daemon has ended:\n{}", self.log());
            Some(self.children()).filter(|children| children.len() == count)
        })
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: Signal) {
        self.running.signal(signal);
    }

    /// Kills it: SIGKILL. Its children see the end of their input.
    pub fn kill(&mut self) {
        self.signal(Signal::KILL);
        self.wait(Duration::from_secs(10));
    }

    /// Asks it to stop, and waits until it has.
    #[track_caller]
    pub fn stop(&mut self, deadline: Duration) -> ExitStatus {
        self.signal(Signal::TERM);
        self.wait(deadline)
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.running.ended()
    }

    /// Waits until it ends.
    #[track_caller]
    pub fn wait(&mut self, deadline: Duration) -> ExitStatus {
        wait_for("the daemon ends", deadline, || self.running.ended())
    }

    /// What it logged so far, and what its children wrote to standard error.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    /// Waits until its log holds a text.
    #[track_caller]
    pub fn wait_for_log(&mut self, text: &str, deadline: Duration) {
        wait_until(&format!("the daemon logs {text:?}"), deadline, || self.log().contains(text));
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("log of the daemon:\n{}", self.log());
        }
    }
}

/// The processes whose parent is `parent`.
fn children(parent: u32) -> Vec<u32> {
    let processes =
        fs::read_dir("/proc").expect("a Linux").filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    processes
        .filter(|pid: &u32| {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            // "PID (name) state parent …", where the name may hold anything.
            let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
            behind.split_ascii_whitespace().nth(1) == Some(&parent.to_string())
        })
        .collect()
}

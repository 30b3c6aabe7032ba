//! The broker's process: started through `tests/servers/run-kafka.sh`, which ends it when this process ends in whatever way.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::wait::{wait_for, wait_until};

/// Apache Kafka, installed once a machine below Cargo's folder for such things.
pub fn kafka() -> &'static Path {
    static INSTALLED: OnceLock<PathBuf> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kafka");
        let output = Command::new(script("install-kafka.sh")).arg(&folder).output().expect("the script runs");
        assert!(output.status.success(), "no Kafka to test with:\n{}", String::from_utf8_lossy(&output.stderr));
        folder
    })
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers").join(name)
}

/// A broker's process. Dropped, it is killed and its folder removed.
#[derive(Debug)]
pub struct Supervisor {
    script: Child,
    broker: Pid,
}

impl Supervisor {
    /// Starts a broker in `folder`, which holds its `server.properties`.
    pub fn start(folder: &Path) -> Self {
        let _ = fs::remove_file(folder.join("pid"));
        let log = File::options().append(true).create(true).open(folder.join("broker.log")).expect("a log");
        let script = Command::new(script("run-kafka.sh"))
            .args([kafka(), folder])
            .stdin(Stdio::piped())
            .stdout(log.try_clone().expect("a second handle"))
            .stderr(log)
            .spawn()
            .expect("the script runs");
        let broker = wait_for("the broker's process is there", Duration::from_secs(20), || {
            let text = fs::read_to_string(folder.join("pid")).ok()?;
            Pid::from_raw(text.trim().parse().ok()?)
        });
        Self { script, broker }
    }

    /// Sends the broker a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.broker, signal).expect("the broker runs");
    }

    /// Whether the broker has ended.
    pub fn ended(&mut self) -> bool {
        self.script.try_wait().expect("our own child").is_some()
    }

    /// Sends the broker a signal that ends it, and waits until it has ended. Its folder stays.
    pub fn end(mut self, signal: Signal) {
        self.signal(signal);
        wait_until("the broker ends", Duration::from_secs(30), || self.ended());
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        let _ = self.script.wait();
    }
}

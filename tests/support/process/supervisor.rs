//! The process of a server: started through `tests/servers/supervise.sh`, which ends it when this process ends in whatever way.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::wait::wait_for;

/// How long a server may take to end.
const END: Duration = Duration::from_secs(30);

/// Runs an install script of `tests/servers`, which puts its servers once a machine into a folder below Cargo's for such things.
pub fn install(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let output = Command::new(script(&format!("install-{name}.sh"))).arg(&folder).output().expect("the script runs");
    assert!(output.status.success(), "nothing to test with:\n{}", String::from_utf8_lossy(&output.stderr));
    folder
}

/// A file of `tests/servers`.
pub fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers").join(name)
}

/// A server's process. Dropped, it is killed with all it started, and its folder removed.
#[derive(Debug)]
pub struct Supervisor {
    script: Child,
    server: Pid,
}

impl Supervisor {
    /// Starts a server in `folder`, where its output goes to `server.log`. Of the command its program, arguments and variables count.
    pub fn start(folder: &Path, command: &Command) -> Self {
        let _ = fs::remove_file(folder.join("pid"));
        let log = File::options().append(true).create(true).open(folder.join("server.log")).expect("a log");
        let mut supervised = Command::new(script("supervise.sh"));
        supervised.arg(folder).arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => supervised.env(name, value),
                None => supervised.env_remove(name),
            };
        }
        let output = log.try_clone().expect("a second handle");
        let supervised = supervised.stdin(Stdio::piped()).stdout(output).stderr(log).spawn();
        let server = wait_for("the server's process is there", Duration::from_secs(20), || {
            let text = fs::read_to_string(folder.join("pid")).ok()?;
            Pid::from_raw(text.trim().parse().ok()?)
        });
        Self { script: supervised.expect("the script runs"), server }
    }

    /// The server's process.
    pub fn pid(&self) -> Pid {
        self.server
    }

    /// Sends the server a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.server, signal).expect("the server runs");
    }

    /// How the server ended, if it has; by a signal: 128 and its number.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.script.try_wait().expect("our own child")
    }

    /// Sends the server a signal that ends it, and waits until it has ended. Its folder stays.
    pub fn end(mut self, signal: Signal) -> ExitStatus {
        self.signal(signal);
        wait_for("the server ends", END, || self.ended())
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        let _ = self.script.wait();
    }
}

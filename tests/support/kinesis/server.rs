//! The processes behind it: kinesis-local, the better model of Kinesis, and moto, a model of Kinesis, DynamoDB, EventBridge, SNS,
//! SQS and S3. Each on a free port of the loopback interface; all of it is gone when this process ends (see `process`).
//!
//! Neither throttles and moto's iterators never expire: `Proxy` adds that. moto never ends a closed shard and speaks no HTTP/2.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;

use super::login::ENVIRONMENT;
use super::process::{Supervisor, get, install, ports, script, wait_until};

/// How long a start may take on a busy machine.
const START: Duration = Duration::from_secs(60);
/// How long a server may take to answer what costs it nothing.
const ANSWER: Duration = Duration::from_secs(20);

/// Which server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// kinesis-local; `true`: it keeps its streams over a restart, for which it writes all it has to a file several times a second.
    Local(bool),
    Moto,
}

/// A server, on one port for its life.
#[derive(Debug)]
pub struct Server {
    // Before the folder, so that the process ends first.
    running: Mutex<Option<Supervisor>>,
    kind: Kind,
    port: u16,
    endpoint: String,
    folder: TempDir,
}

impl Server {
    /// The kinesis-local that all tests of this process share.
    pub fn shared_local() -> Arc<Self> {
        static SHARED: OnceLock<Arc<Server>> = OnceLock::new();
        Arc::clone(SHARED.get_or_init(|| Arc::new(Self::new(Kind::Local(false)))))
    }

    /// A kinesis-local of the test's own, whose streams outlive a restart.
    pub fn local() -> Arc<Self> {
        Arc::new(Self::new(Kind::Local(true)))
    }

    /// The moto that all tests of this process share.
    pub fn shared_moto() -> Arc<Self> {
        static SHARED: OnceLock<Arc<Server>> = OnceLock::new();
        Arc::clone(SHARED.get_or_init(|| Arc::new(Self::new(Kind::Moto))))
    }

    /// A moto of the test's own. A restart leaves it empty.
    pub fn moto() -> Arc<Self> {
        Arc::new(Self::new(Kind::Moto))
    }

    fn new(kind: Kind) -> Self {
        // Between looking for free ports and taking them another process may have taken one.
        (0..3).find_map(|_| Self::attempt(kind)).expect("the server starts at one of three attempts")
    }

    fn attempt(kind: Kind) -> Option<Self> {
        let port = ports::free();
        let folder = TempDir::with_prefix("phi-audit-aws-").expect("a folder");
        let endpoint = format!("http://127.0.0.1:{port}");
        let server = Self { running: Mutex::new(None), kind, port, endpoint, folder };
        server.start().then_some(server)
    }

    /// `http://127.0.0.1:PORT`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Kills it: SIGKILL. What kinesis-local answered before this call is there after a restart.
    pub fn kill(&self) {
        if self.kind == Kind::Local(true) {
            self.wait_until_saved();
        }
        let running = self.running.lock().expect("no panic").take();
        running.expect("it runs").end(Signal::KILL);
    }

    /// Starts it again, on the same port.
    pub fn restart(&self) {
        assert!(self.running.lock().expect("no panic").is_none(), "it runs still");
        assert!(self.start(), "the server does not come back");
    }

    /// Holds it as it is: connections stay open, nothing is answered.
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        self.running.lock().expect("no panic").as_ref().expect("it runs").signal(signal);
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        let pid = self.running.lock().expect("no panic").as_ref().expect("it runs").pid();
        pid.as_raw_nonzero().get().unsigned_abs()
    }

    /// What it wrote to its log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    /// Starts the process and waits until it answers; `false` when it ends instead.
    fn start(&self) -> bool {
        let mut running = Supervisor::start(self.folder.path(), &self.command());
        let mut ended = false;
        wait_until("the server answers", START, || {
            ended = running.ended().is_some();
            ended || self.answers()
        });
        if ended {
            eprintln!("the server ended:\n{}", self.log());
            return false;
        }
        *self.running.lock().expect("no panic") = Some(running);
        true
    }

    fn command(&self) -> Command {
        let mut command = match self.kind {
            Kind::Moto => {
                let mut moto = Command::new(aws().join("venv/bin/python"));
                moto.args(["-m", "moto.server", "-H", "127.0.0.1", "-p"]).arg(self.port.to_string());
                moto
            }
            Kind::Local(keeps) => {
                let program = aws().join("node_modules/kinesis-local");
                let mut node = Command::new(aws().join("node"));
                node.arg("--require").arg(script("aws/loopback.cjs")).arg(program.join("main.js"));
                node.env("KINESIS_MOCK_PLAIN_PORT", self.port.to_string())
                    .env("KINESIS_MOCK_TLS_PORT", ports::free().to_string())
                    .env("KINESIS_MOCK_CERT_PATH", program.join("server.json"))
                    .env("SHARD_LIMIT", "100000")
                    .env("SHOULD_PERSIST_DATA", keeps.to_string())
                    .env("PERSIST_PATH", "data")
                    .env("PERSIST_INTERVAL", "200ms");
                // In between a stream is not usable; the real ones take a minute, and no test wants to wait.
                for change in ["CREATE_STREAM", "DELETE_STREAM", "SPLIT_SHARD", "MERGE_SHARDS", "UPDATE_SHARD_COUNT"] {
                    node.env(format!("{change}_DURATION"), "50ms");
                }
                for change in ["REGISTER_STREAM_CONSUMER", "DEREGISTER_STREAM_CONSUMER"] {
                    node.env(format!("{change}_DURATION"), "50ms");
                }
                node
            }
        };
        // moto would look for the profile of whoever runs the tests.
        command.envs(ENVIRONMENT).env_remove("AWS_PROFILE");
        command
    }

    fn answers(&self) -> bool {
        let path = if self.kind == Kind::Moto { "/moto-api/data.json" } else { "/healthcheck" };
        get(([127, 0, 0, 1], self.port).into(), path).is_some_and(|(status, _)| status == 200)
    }

    /// Waits until a file is written that was begun after this call: the second one that appears.
    fn wait_until_saved(&self) {
        let file = self.folder.path().join("data/kinesis-data.json");
        for _ in 0..2 {
            let _ = fs::remove_file(&file);
            wait_until("kinesis-local has saved its streams", ANSWER, || {
                fs::read(&file).is_ok_and(|bytes| serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).is_ok())
            });
        }
    }
}

/// moto and kinesis-local, installed once.
fn aws() -> &'static Path {
    static INSTALLED: OnceLock<PathBuf> = OnceLock::new();
    INSTALLED.get_or_init(|| install("aws"))
}

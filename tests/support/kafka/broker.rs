//! A real Apache Kafka broker: one for all tests of the process, or one of a test's own to be treated badly.
//!
//! One node, KRaft, on free loopback ports: plain, and SASL over TLS by PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512. Ports and data
//! outlive a restart. All of it is gone when the process ends, however it ends (see `process`).

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rustix::process::Signal;
use tempfile::TempDir;

use super::cluster::{Cluster, Login};
use super::process::{Supervisor, install, ports, script, wait_until};
use super::tls::Authority;

/// How long a start may take on a busy machine.
const START: Duration = Duration::from_secs(60);

/// Apache Kafka, installed once.
fn kafka() -> &'static Path {
    static INSTALLED: OnceLock<PathBuf> = OnceLock::new();
    INSTALLED.get_or_init(|| install("kafka"))
}

/// A broker. It is also the [`Cluster`] that its plain listener makes.
#[derive(Debug)]
pub struct Broker {
    // Before the folder, so that the process ends first.
    running: Option<Supervisor>,
    plain: Cluster,
    tls: String,
    authority: Authority,
    folder: TempDir,
}

impl Broker {
    /// The broker that all tests of this process share, started by the first that asks. Topics and groups have names of their own.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Broker> = OnceLock::new();
        SHARED.get_or_init(Self::own)
    }

    /// A broker of the test's own.
    pub fn own() -> Self {
        Self::with(&[])
    }

    /// A broker of the test's own with further lines in its `server.properties`.
    pub fn with(properties: &[&str]) -> Self {
        // Between looking for free ports and taking them another process may have taken one.
        (0..3).find_map(|_| Self::attempt(properties)).expect("a broker starts at one of three attempts")
    }

    fn attempt(properties: &[&str]) -> Option<Self> {
        let folder = TempDir::with_prefix("phi-audit-kafka-").expect("a folder");
        let authority = Authority::create(folder.path());
        let [plain, tls, controller] = std::array::from_fn(|_| ports::free());
        let lines = server_properties(plain, tls, controller, folder.path()) + &properties.join("\n");
        fs::write(folder.path().join("server.properties"), lines).expect("the folder can be written");
        let mut broker = Self {
            running: None,
            plain: Cluster::plain(&format!("127.0.0.1:{plain}")),
            tls: format!("localhost:{tls}"),
            authority,
            folder,
        };
        broker.start().then_some(broker)
    }

    /// Starts the process and waits until it answers; `false` when it ends instead.
    fn start(&mut self) -> bool {
        let mut running = Supervisor::start(self.folder.path(), Command::new(script("run-kafka.sh")).arg(kafka()));
        let mut ended = false;
        wait_until("the broker answers", START, || {
            ended = running.ended().is_some();
            ended || self.answers()
        });
        if ended {
            eprintln!("the broker ended:\n{}", self.log());
            return false;
        }
        self.running = Some(running);
        true
    }

    fn answers(&self) -> bool {
        let open = std::net::TcpStream::connect(self.plain.brokers()).is_ok();
        let client = || -> BaseConsumer { self.plain.create(&[("log_level", "0")]) };
        open && client().fetch_metadata(None, Duration::from_secs(2)).is_ok_and(|found| !found.brokers().is_empty())
    }

    /// Kills it: SIGKILL, nothing is flushed.
    pub fn kill(&mut self) {
        self.running.take().expect("it runs").end(Signal::KILL);
    }

    /// Stops it in an orderly way.
    pub fn stop(&mut self) {
        self.running.take().expect("it runs").end(Signal::TERM);
    }

    /// Starts it again, on the same ports with the same data.
    pub fn restart(&mut self) {
        assert!(self.running.is_none(), "it runs still");
        assert!(self.start(), "the broker does not come back");
    }

    /// Holds it as it is: connections stay open, nothing is answered.
    pub fn freeze(&self) {
        self.running.as_ref().expect("it runs").signal(Signal::STOP);
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.running.as_ref().expect("it runs").signal(Signal::CONT);
    }

    /// The same broker over TLS, with a login.
    pub fn over_tls(&self, login: Login<'_>) -> Cluster {
        Cluster::tls(&self.tls, self.ca(), login)
    }

    /// `host:port` of the listener with TLS.
    pub fn tls_brokers(&self) -> &str {
        &self.tls
    }

    /// The authority that signed its certificate, PEM.
    pub fn ca(&self) -> &Path {
        &self.authority.certificate
    }

    /// What it wrote to its log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }
}

impl Deref for Broker {
    type Target = Cluster;

    fn deref(&self) -> &Cluster {
        &self.plain
    }
}

/// The settings: one node, quick to start, quick to notice members that are gone, and quick to compact.
fn server_properties(plain: u16, tls: u16, controller: u16, folder: &Path) -> String {
    let folder = folder.display();
    format!(
        r#"process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{plain},SASL_SSL://127.0.0.1:{tls},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{plain},SASL_SSL://localhost:{tls}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs=data
auto.create.topics.enable=false
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
num.network.threads=2
num.io.threads=4
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=4
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
group.consumer.min.session.timeout.ms=1000
group.consumer.session.timeout.ms=3000
group.consumer.min.heartbeat.interval.ms=300
group.consumer.heartbeat.interval.ms=500
log.cleaner.dedupe.buffer.size=4194304
log.cleaner.backoff.ms=200
ssl.keystore.type=PEM
ssl.keystore.location={folder}/broker.pem
ssl.truststore.type=PEM
ssl.truststore.location={folder}/ca.pem
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_alice="alice-pw";
listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
"#
    )
}

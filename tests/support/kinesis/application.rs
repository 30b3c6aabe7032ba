//! The settings of a KCL application: its properties, its child, its lease table, and the start of a daemon.
//!
//! On empty tables a daemon waits up to half a minute before it makes its leases; `DaemonConfig::leases` makes them beforehand, as
//! the daemon would. With another `workerId` a restart waits two minutes for the lock of the one before, so that stays the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::json;
use tempfile::TempDir;

use super::daemon::Daemon;
use super::dynamo::{Item, Tables};
use super::login::{ENVIRONMENT, REGION};
use super::process::{Supervisor, install, unique};
use super::streams::{Shard, Streams};

/// Its log goes to standard error, and that to a file. What it says of every message and of every look at its leases is left out.
const LOGBACK: &str = r#"<configuration>
  <appender name="ERROR" class="ch.qos.logback.core.ConsoleAppender">
    <target>System.err</target>
    <encoder><pattern>%d %-5level %logger{0} %msg%n</pattern></encoder>
  </appender>
  <logger name="software.amazon.kinesis.multilang.LineReaderTask" level="WARN"/>
  <logger name="software.amazon.kinesis.multilang.MessageWriter" level="WARN"/>
  <logger name="software.amazon.kinesis.coordinator" level="WARN"/>
  <logger name="software.amazon.kinesis.leader" level="WARN"/>
  <logger name="software.amazon.kinesis.leases" level="WARN"/>
  <root level="INFO"><appender-ref ref="ERROR"/></root>
</configuration>
"#;

/// Settings in the making. Daemons started from the same ones are the same worker of the same application.
#[derive(Clone, Debug)]
pub struct DaemonConfig {
    properties: BTreeMap<String, String>,
    environment: BTreeMap<String, String>,
    child: String,
    memory: String,
}

impl DaemonConfig {
    /// An application with a name of its own that reads `stream`, keeps its leases in `dynamo`, and starts `child` for each shard: a
    /// program and its arguments.
    pub fn new(streams: &Streams, stream: &str, dynamo: &Tables, child: &[&str]) -> Self {
        let application = unique("application");
        let properties = [
            ("applicationName", application.as_str()),
            ("streamName", stream),
            // Split at every space, whatever the quotes: the words are in a script.
            ("executableName", "sh child"),
            ("regionName", REGION),
            ("kinesisEndpoint", streams.endpoint()),
            ("dynamoDBEndpoint", dynamo.endpoint()),
            ("AwsCredentialsProvider", "DefaultCredentialsProvider"),
            ("initialPositionInStream", "TRIM_HORIZON"),
            ("retrievalMode", "POLLING"),
            ("metricsLevel", "NONE"),
            ("workerId", "worker-1"),
            ("idleTimeBetweenReadsInMillis", "250"),
            ("failoverTimeMillis", "3000"),
            ("leaseAssignmentIntervalMillis", "1000"),
            ("shardSyncIntervalMillis", "2000"),
            ("shutdownGraceMillis", "10000"),
            ("callProcessRecordsEvenForEmptyRecordList", "true"),
        ];
        let owned = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let words: Vec<_> = child.iter().map(|word| format!("'{}'", word.replace('\'', r"'\''"))).collect();
        Self {
            properties: owned(&properties),
            environment: owned(&ENVIRONMENT),
            child: format!("exec {}\n", words.join(" ")),
            memory: "192m".to_owned(),
        }
    }

    /// Any property.
    pub fn set(mut self, key: &str, value: &str) -> Self {
        self.properties.insert(key.to_owned(), value.to_owned());
        self
    }

    /// A variable of the daemon and its children.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// How large the heap may become: `-Xmx`.
    pub fn memory(mut self, heap: &str) -> Self {
        self.memory = heap.to_owned();
        self
    }

    /// The application's name, which is that of its lease table.
    pub fn application(&self) -> &str {
        &self.properties["applicationName"]
    }

    /// Makes the lease table with a lease for each of these shards, from the beginning, so that a first start does not wait.
    pub fn leases(self, dynamo: &Tables, shards: &[Shard]) -> Self {
        dynamo.create_table(self.application(), "leaseKey");
        for shard in shards {
            let (first, last) = shard.hash_keys;
            let lease = json!({
                "leaseKey": shard.id, "leaseCounter": 0, "checkpoint": "TRIM_HORIZON", "checkpointSubSequenceNumber": 0,
                "ownerSwitchesSinceCheckpoint": 0, "startingHashKey": first.to_string(), "endingHashKey": last.to_string(),
            });
            dynamo.put(self.application(), &serde_json::from_value(lease).expect("an object"));
        }
        self
    }

    /// What the lease of a shard says; `None` where there is none.
    pub fn lease(&self, dynamo: &Tables, shard: &str) -> Option<Item> {
        dynamo.items(self.application()).into_iter().find(|item| item.get("leaseKey").is_some_and(|key| key == shard))
    }

    /// Starts it and waits for nothing but the process.
    pub fn start(&self) -> Daemon {
        let folder = TempDir::with_prefix("phi-audit-kcl-").expect("a folder");
        let properties: String = self.properties.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
        for (name, text) in [("app.properties", properties.as_str()), ("logback.xml", LOGBACK), ("child", &self.child)]
        {
            fs::write(folder.path().join(name), text).expect("the folder can be written");
        }
        let java =
            std::env::var_os("JAVA_HOME").map_or_else(|| "java".into(), |home| Path::new(&home).join("bin/java"));
        let mut command = Command::new(java);
        command
            .arg(format!("-Xmx{}", self.memory))
            .args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp"])
            .arg(kcl().join("libs/*"))
            .arg("software.amazon.kinesis.multilang.MultiLangDaemon")
            .args(["--properties-file", "app.properties", "--log-configuration", "logback.xml"])
            .envs(&self.environment);
        Daemon { running: Supervisor::start(folder.path(), &command), folder }
    }
}

/// The daemon's jars, installed once.
fn kcl() -> &'static Path {
    static INSTALLED: OnceLock<PathBuf> = OnceLock::new();
    INSTALLED.get_or_init(|| install("kcl"))
}

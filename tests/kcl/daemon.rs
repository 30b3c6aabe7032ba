//! The other side of the pipes: starts the program in a folder of its own, says lines, and waits for the answers.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// How long an answer may take on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(30);

pub const SETTINGS: &str = r#"
[source.kinesis]
stream = "twilio-events"

[[sink]]
file = { folder = "alerts" }
"#;

/// An event with a finding in it.
pub const FINDING: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.sent","source":"/events","id":"EZ00000000000000000000000000000001","time":"2026-05-01T00:00:00Z","data":{"messageSid":"SM00000000000000000000000000000001","accountSid":"AC00000000000000000000000000000001","to":"whatsapp:+12165550117","from":"whatsapp:+12165550118","body":"your metformin refill, MRN 1234567"}}"#;

/// The same of another message.
pub fn finding(number: usize) -> String {
    FINDING.replace("SM00000000000000000000000000000001", &format!("SM{number:032}"))
}

/// One without.
pub const CLEAN: &str = r#"{"type":"track","userId":"u-17","event":"Opened","messageId":"m-2"}"#;

pub const SHARD: &str = "shardId-000000000007";
pub const INITIALIZE: &str =
    r#"{"action":"initialize","shardId":"shardId-000000000007","sequenceNumber":"TRIM_HORIZON","subSequenceNumber":0}"#;
pub const EMPTY: &str = r#"{"action":"processRecords","records":[],"millisBehindLatest":0}"#;
pub const LEASE_LOST: &str = r#"{"action":"leaseLost"}"#;
pub const SHARD_ENDED: &str = r#"{"action":"shardEnded"}"#;
pub const SHUTDOWN: &str = r#"{"action":"shutdownRequested"}"#;

/// A folder with this configuration.
pub fn folder(settings: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("phi-audit.toml"), settings).unwrap();
    folder
}

/// The status that answers an action.
pub fn status(action: &str) -> String {
    format!(r#"{{"action":"status","responseFor":"{action}"}}"#)
}

/// A checkpoint as the program sends it.
pub fn checkpoint(sequence: &str, sub: u64) -> String {
    format!(r#"{{"action":"checkpoint","sequenceNumber":"{sequence}","subSequenceNumber":{sub}}}"#)
}

pub const CHECKPOINT_END: &str = r#"{"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null}"#;

/// What the daemon answers to a checkpoint.
pub fn saved(error: Option<&str>) -> String {
    let error = error.map_or("null".to_owned(), |class| format!("\"{class}\""));
    format!(r#"{{"action":"checkpoint","sequenceNumber":"1","subSequenceNumber":0,"error":{error}}}"#)
}

/// Records as the daemon delivers them: sequence number, sub-sequence number, value.
pub fn records(all: &[(&str, u64, &[u8])]) -> String {
    let record = |(sequence, sub, value): &(&str, u64, &[u8])| {
        json!({
            "data": base64::engine::general_purpose::STANDARD.encode(value), "partitionKey": "pk",
            "sequenceNumber": sequence, "approximateArrivalTimestamp": 1_795_390_772_527_i64,
            "subSequenceNumber": sub, "action": "record",
        })
    };
    json!({"action": "processRecords", "records": all.iter().map(record).collect::<Vec<_>>(), "millisBehindLatest": 0})
        .to_string()
}

/// The program at work, and everything it has said.
pub struct Process {
    child: Child,
    input: Option<ChildStdin>,
    said: Receiver<String>,
    logged: Receiver<String>,
    /// What was taken from there.
    log: String,
}

/// How it ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    /// Lines nobody had asked for.
    pub rest: Vec<String>,
    pub log: String,
}

impl Process {
    /// Starts it with the configuration in `folder`.
    pub fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
            .args(["kcl", "--config", "phi-audit.toml"])
            .current_dir(folder)
            .env_remove("RUST_LOG")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (said, logged) = (lines_of(child.stdout.take().unwrap()), lines_of(child.stderr.take().unwrap()));
        Self { input: child.stdin.take(), child, said, logged, log: String::new() }
    }

    /// Starts it, and has it take on its shard.
    pub fn initialized(folder: &Path) -> Self {
        let mut process = Self::start(folder);
        process.say(INITIALIZE);
        process.hears(&status("initialize"));
        process
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Says a line.
    pub fn say(&mut self, line: &str) {
        self.write(format!("{line}\n").as_bytes());
    }

    /// Writes bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        // It may have ended already, which is what the test then looks at.
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }

    /// The next line that it says.
    pub fn next(&mut self) -> String {
        match self.said.recv_timeout(PATIENCE) {
            Ok(line) => line,
            Err(why) => panic!("no answer ({why:?}); {:?}", self.kill()),
        }
    }

    /// The next line is this one.
    pub fn hears(&mut self, line: &str) {
        assert_eq!(self.next(), line);
    }

    /// Says a line and hears these, in this order.
    pub fn exchange(&mut self, line: &str, answers: &[&str]) {
        self.say(line);
        for answer in answers {
            self.hears(answer);
        }
    }

    /// Nothing is said for a while.
    pub fn is_silent_for(&mut self, time: Duration) {
        assert_eq!(self.said.recv_timeout(time), Err(RecvTimeoutError::Timeout));
    }

    /// Waits for a line of its log with this in it.
    pub fn logs(&mut self, text: &str) {
        while let Ok(line) = self.logged.recv_timeout(PATIENCE) {
            self.log += &format!("{line}\n");
            if line.contains(text) {
                return;
            }
        }
        panic!("it did not log {text:?}: {:?}", self.kill());
    }

    /// Offers empty lists until a checkpoint comes, and gives it.
    pub fn next_checkpoint(&mut self) -> String {
        let begun = Instant::now();
        loop {
            self.say(EMPTY);
            let line = self.next();
            if line != status("processRecords") {
                return line;
            }
            assert!(begun.elapsed() < PATIENCE, "no checkpoint");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Closes its input and waits for its end.
    pub fn close(mut self) -> Ended {
        self.input = None;
        self.ended()
    }

    /// Waits for its end.
    pub fn ended(&mut self) -> Ended {
        let begun = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < PATIENCE, "it does not end: {:?}", self.kill());
            thread::sleep(Duration::from_millis(5));
        }
        self.result()
    }

    /// Ends it at once.
    pub fn kill(&mut self) -> Ended {
        self.child.kill().unwrap();
        self.result()
    }

    fn result(&mut self) -> Ended {
        let code = self.child.wait().unwrap().code();
        let log = self.logged.iter().fold(std::mem::take(&mut self.log), |log, line| log + &line + "\n");
        Ended { code, rest: self.said.iter().collect(), log }
    }
}

/// The lines of a pipe as they come.
fn lines_of(pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (tell, told) = channel();
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines() {
            let _ = tell.send(line.unwrap());
        }
    });
    told
}

impl Drop for Process {
    fn drop(&mut self) {
        // A test that fails leaves nothing behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What stands in the NDJSON files of a folder, in the order of their names.
pub fn lines(folder: &Path) -> Vec<Json> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let text: String = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Waits until something is so.
pub fn until(what: &str, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        thread::sleep(Duration::from_millis(20));
    }
}

//! The program as a process: what it is told, what it says.

use std::process::{Child, Command, Stdio};
use std::{env, fs};

use serde_json::Value;
use tempfile::TempDir;

use crate::testbed::ENVIRONMENT;

/// A run in the making, in a folder of its own.
pub struct Run {
    folder: TempDir,
    command: Command,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
    /// `report.json`; null where there is none.
    pub report: Value,
    /// Whether the folder of the report was made.
    pub begun: bool,
}

impl Run {
    /// `phi-audit replay` with these words, a report, and settings by which S3 is reached at `endpoint` and soon given up.
    pub fn replay(endpoint: &str, words: &[&str]) -> Self {
        Self::of(endpoint, &[&["replay", "--fail-on", "never", "--report", "report"], words].concat())
    }

    /// `phi-audit` with these words, and the same settings.
    pub fn of(endpoint: &str, words: &[&str]) -> Self {
        let folder = TempDir::with_prefix("phi-audit-archive-").unwrap();
        let config = format!(
            "[aws]\nregion = \"us-east-1\"\nendpoint = \"{endpoint}\"\nattempt_timeout = \"20s\"\noperation_timeout = \"20s\"\n"
        );
        fs::write(folder.path().join("phi-audit.toml"), config).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_phi-audit"));
        command.args(words).current_dir(folder.path());
        let of_cloud = |name: &str| ["AWS_", "AZURE_", "GOOGLE_"].iter().any(|prefix| name.starts_with(prefix));
        for (name, _) in env::vars().filter(|(name, _)| of_cloud(name)) {
            command.env_remove(name);
        }
        for (name, value) in ENVIRONMENT.iter().filter(|(name, _)| *name != "AWS_REGION") {
            command.env(name, value);
        }
        Self { folder, command }
    }

    /// Another environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// One less.
    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Other settings.
    pub fn config(self, text: &str) -> Self {
        fs::write(self.folder.path().join("phi-audit.toml"), text).unwrap();
        self
    }

    /// Gives up sooner.
    pub fn impatient(self) -> Self {
        let file = self.folder.path().join("phi-audit.toml");
        let text = fs::read_to_string(&file).unwrap().replace("\"20s\"", "\"400ms\"");
        self.config(&text)
    }

    pub fn command(&mut self) -> &mut Command {
        &mut self.command
    }

    /// Starts it; what it says is kept in files.
    pub fn start(mut self) -> Running {
        let file = |name: &str| fs::File::create(self.folder.path().join(name)).unwrap();
        self.command.stdin(Stdio::null()).stdout(file("out")).stderr(file("err"));
        let child = self.command.spawn().unwrap();
        Running { folder: self.folder, child }
    }

    /// Runs it to its end.
    pub fn run(self) -> Outcome {
        self.start().finish()
    }
}

/// A run under way.
pub struct Running {
    folder: TempDir,
    child: Child,
}

impl Running {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for its end.
    pub fn finish(mut self) -> Outcome {
        let status = self.child.wait().unwrap();
        let file = |name: &str| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        let report = serde_json::from_str(&file("report/report.json")).unwrap_or_default();
        let begun = self.folder.path().join("report").exists();
        Outcome { code: status.code().unwrap_or(-1), out: file("out"), err: file("err"), report, begun }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Outcome {
    /// The records.
    pub fn records(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Ids of the events, in order.
    pub fn ids(&self) -> Vec<String> {
        let id = |record: &Value| Some(record.get("event_id")?.as_str()?.to_owned());
        self.records().iter().filter_map(id).collect()
    }

    /// Error records: source and kind.
    pub fn errors(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let error = |record: &Value| Some((text(&record["source"]), text(record.get("error")?.get("kind")?)));
        self.records().iter().filter_map(error).collect()
    }

    /// What the report says of a source.
    pub fn state(&self, source: &str) -> String {
        let rows = self.report["sources"]["rows"].as_array().cloned().unwrap_or_default();
        let row = rows.into_iter().find(|row| row["source"] == source);
        let row = row.unwrap_or_else(|| panic!("{source} is not in the report:\n{}", self.report["sources"]));
        let state = &row["state"];
        [&state["state"], &state["why"]].iter().filter_map(|word| word.as_str()).collect::<Vec<_>>().join(": ")
    }
}

/// The ids of the events with these numbers, as `events` makes them.
pub fn ids(range: std::ops::Range<u64>) -> Vec<String> {
    range.map(|number| format!("EZ{number:032x}")).collect()
}

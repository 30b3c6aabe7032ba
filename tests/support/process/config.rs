//! The settings of a service under test, written as a `phi-audit.toml` in a folder of its own.
//!
//! The folder outlives the services started from it: a restart finds its files again, and several instances share them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::ports;
use super::service::Service;

/// Settings in the making.
#[derive(Debug)]
pub struct Config {
    pub(super) folder: Arc<TempDir>,
    /// Table, key, value.
    tables: BTreeMap<String, BTreeMap<String, Value>>,
    /// Elements of arrays of tables, as they are to stand in the file.
    appended: String,
    pub(super) environment: BTreeMap<String, String>,
    started: Cell<u32>,
}

impl Config {
    /// None yet.
    pub fn new() -> Self {
        Self {
            folder: Arc::new(TempDir::with_prefix("phi-audit-service-").expect("a folder")),
            tables: BTreeMap::new(),
            appended: String::new(),
            environment: BTreeMap::new(),
            started: Cell::new(0),
        }
    }

    /// Alerts into a folder of the service's.
    pub fn file_sink(self, folder: &str) -> Self {
        self.append(&format!("[[sink]]\nfile = {}", toml(&json!({ "folder": folder }))))
    }

    /// Any setting: `set("service", "grace", "5s")`. The last one of a name counts.
    pub fn set(mut self, table: &str, key: &str, value: impl Into<Value>) -> Self {
        self.tables.entry(table.to_owned()).or_default().insert(key.to_owned(), value.into());
        self
    }

    /// Text for the end of the file, such as `[[sink]]` or `[[suppression]]`.
    pub fn append(mut self, text: &str) -> Self {
        self.appended.push_str(text);
        self.appended.push('\n');
        self
    }

    /// An environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The folder of the settings, and of whatever they name by a relative path.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts an instance and waits until its admin port answers.
    pub fn start(&self) -> Service {
        let mut service = self.spawn();
        service.wait_until_it_answers();
        service
    }

    /// Starts an instance and waits for nothing.
    pub fn spawn(&self) -> Service {
        let number = self.started.get() + 1;
        self.started.set(number);
        let admin = SocketAddr::from((Ipv4Addr::LOCALHOST, ports::free()));
        Service::spawn(self.write(number, admin), admin, self)
    }

    /// Writes the file again for an instance that runs, which takes it up at SIGHUP.
    pub fn rewrite(&self, service: &Service) {
        fs::write(service.file(), self.text(service.admin())).expect("the folder can be written");
    }

    fn write(&self, number: u32, admin: SocketAddr) -> PathBuf {
        let file =
            self.folder().join(if number == 1 { "phi-audit.toml".into() } else { format!("phi-audit-{number}.toml") });
        fs::write(&file, self.text(admin)).expect("the folder can be written");
        file
    }

    /// The file.
    pub fn text(&self, admin: SocketAddr) -> String {
        let mut text = String::new();
        for (table, settings) in &self.tables {
            let _ = writeln!(text, "[{table}]");
            for (key, value) in settings {
                let _ = writeln!(text, "{} = {}", Value::from(key.as_str()), toml(value));
            }
        }
        if !self.tables.contains_key("admin") {
            let _ = writeln!(text, "[admin]\nlisten = \"{admin}\"");
        }
        text + &self.appended
    }
}

/// A value as TOML writes it. Strings, numbers, booleans and lists of them are the same in JSON.
pub fn toml(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields: Vec<_> =
                fields.iter().map(|(key, value)| format!("{} = {}", Value::from(key.as_str()), toml(value))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        other => other.to_string(),
    }
}

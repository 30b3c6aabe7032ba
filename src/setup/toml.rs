//! The facts as TOML, with what a person has to decide as remarks.

use std::fmt::Write;

use super::facts::Imported;

/// The first line of the file; one that begins otherwise is not ours to replace.
pub const HEAD: &str = "# Written by `phi-audit config import`. Import again instead of editing it.";

impl Imported {
    /// The file.
    pub fn to_toml(&self, open: &[String]) -> String {
        let mut out = Writer(format!(
            "{HEAD}\n# Name it in phi-audit.toml: [setup] imported = \"…\". What phi-audit.toml says itself goes before it.\n"
        ));
        for one in &self.account {
            out.section("account");
            out.text("sid", Some(&one.sid));
            out.text("name", one.name.as_deref());
            out.text("parent", one.parent.as_deref());
            out.text("opened", one.opened.map(|day| day.to_string()).as_deref());
            out.text("status", one.status.as_deref());
        }
        for one in &self.sink {
            out.section("sink");
            out.text("sid", Some(&one.sid));
            out.text("kind", Some(&one.kind));
            out.text("host", one.host.as_deref());
            out.text("status", one.status.as_deref());
            out.text("account", one.account.as_deref());
            out.list("types", Some(&one.types));
        }
        for one in &self.number {
            out.section("number");
            out.text("number", Some(&one.number));
            out.text("account", one.account.as_deref());
        }
        for one in &self.source {
            out.section("source");
            out.text("id", Some(&one.id));
            out.text("name", one.name.as_deref());
            out.text("workspace", one.workspace.as_deref());
            out.truth("enabled", one.enabled);
        }
        for one in &self.destination {
            out.section("destination");
            out.text("id", Some(&one.id));
            out.text("name", Some(&one.name));
            out.text("source", Some(&one.source));
            out.truth("enabled", one.enabled);
        }
        for one in &self.tracking_plan {
            out.section("tracking_plan");
            out.text("id", Some(&one.id));
            out.text("name", one.name.as_deref());
            out.list("sources", Some(&one.sources));
            for (name, list) in
                [("identify", &one.identify), ("group", &one.group), ("page", &one.page), ("screen", &one.screen)]
            {
                out.list(name, list.as_deref());
            }
            if let Some(track) = &one.track {
                out.line("[tracking_plan.track]");
                track.iter().for_each(|(event, list)| out.list(&quoted(event), Some(list)));
            }
        }
        if !open.is_empty() {
            out.line("\n# What the APIs do not say, for a person to decide:");
            for question in open {
                out.line(&format!("# - {}", question.replace(|c: char| c.is_control(), " ")));
            }
        }
        out.0
    }
}

struct Writer(String);

impl Writer {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn section(&mut self, name: &str) {
        self.line(&format!("\n[[{name}]]"));
    }

    fn text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(&format!("{key} = {}", quoted(value)));
        }
    }

    fn truth(&mut self, key: &str, value: bool) {
        self.line(&format!("{key} = {value}"));
    }

    fn list(&mut self, key: &str, values: Option<&[String]>) {
        if let Some(values) = values {
            let all: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            self.line(&format!("{key} = [{}]", all.join(", ")));
        }
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\U{:08X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

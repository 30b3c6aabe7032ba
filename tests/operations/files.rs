//! The files of the project as the tests of this folder look at them: text, YAML, and the tools that know their formats.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the project.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A YAML file of the project with one document.
pub fn yaml(path: &str) -> Value {
    serde_saphyr::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The text under a key; empty where there is none.
pub fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// The elements of an array; none of what is no array.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The texts among the elements of an array.
pub fn texts(value: &Value) -> Vec<&str> {
    list(value).iter().filter_map(Value::as_str).collect()
}

/// The texts of an object under their keys.
pub fn map(value: &Value) -> BTreeMap<String, String> {
    let entries = value.as_object().into_iter().flatten();
    entries.map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned())).collect()
}

/// Runs a tool in `deploy/prometheus` and gives back what it says. It has to succeed.
pub fn tool(name: &str, package: &str, arguments: &[&str]) -> String {
    let output = Command::new(name).args(arguments).current_dir(root().join("deploy/prometheus")).output();
    let output =
        output.unwrap_or_else(|error| panic!("`{name}` ({error}): apt-get install --no-install-recommends {package}"));
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{name} {}:\n{said}", arguments.join(" "));
    said
}

/// Prometheus' own tool, in `deploy/prometheus`.
pub fn promtool(arguments: &[&str]) -> String {
    tool("promtool", "prometheus", arguments)
}

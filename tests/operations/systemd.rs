//! The units of `deploy/systemd`, held against systemd's own tool and against the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use tempfile::TempDir;

use crate::files::root;

/// Where the units expect the program.
const INSTALLED: &str = "/usr/local/bin/phi-audit";
const UNITS: [&str; 3] = ["phi-audit.service", "phi-audit-replay.service", "phi-audit-replay.timer"];
const SERVICES: [&str; 2] = [UNITS[0], UNITS[1]];
/// The exposure that README.md states, in tenths, and one more for newer versions of systemd, which ask for more.
const EXPOSURE: u32 = 12;

fn folder() -> PathBuf {
    root().join("deploy/systemd")
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(name)).expect(name)
}

/// All values of a directive, in their order.
fn values(unit: &str, directive: &str) -> Vec<String> {
    let text = text(unit);
    let own = text.lines().filter_map(|line| line.strip_prefix(directive)?.strip_prefix('='));
    own.map(str::to_owned).collect()
}

fn value(unit: &str, directive: &str) -> String {
    values(unit, directive).pop().unwrap_or_else(|| panic!("{unit} has no {directive}="))
}

/// The units with the program that is tested in place of the installed one.
fn copies() -> TempDir {
    let copies = tempfile::tempdir().unwrap();
    for unit in UNITS {
        fs::write(copies.path().join(unit), text(unit).replace(INSTALLED, env!("CARGO_BIN_EXE_phi-audit"))).unwrap();
    }
    copies
}

fn analyze(arguments: &[&str], folder: &Path) -> Output {
    let output = Command::new("systemd-analyze").args(arguments).current_dir(folder).output();
    output.expect("systemd-analyze is needed: apt-get install --no-install-recommends systemd")
}

fn program(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_phi-audit")).args(arguments).output().expect("the program starts")
}

/// A time as systemd writes it in these units: seconds, or hours with `h`.
fn seconds(text: &str) -> Duration {
    let hours = text.strip_suffix('h').map(|hours| hours.parse::<u64>().expect("hours") * 3600);
    Duration::from_secs(hours.unwrap_or_else(|| text.parse().expect("seconds")))
}

#[test]
fn systemd_understands_every_line() {
    let copies = copies();
    let mut arguments = vec!["verify", "--man=no"];
    let paths: Vec<_> = UNITS.iter().map(|unit| format!("./{unit}")).collect();
    arguments.extend(paths.iter().map(String::as_str));
    let output = analyze(&arguments, copies.path());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    // It also tells of other units of the machine: what it says of ours is what counts.
    let ours: Vec<_> = said.lines().filter(|line| line.contains("phi-audit")).collect();
    assert!(output.status.success() && ours.is_empty(), "{said}");
}

/// Or the test above would show nothing.
#[test]
fn systemd_refuses_a_unit_with_a_mistake() {
    let copies = copies();
    let unit = copies.path().join(UNITS[0]);
    fs::write(&unit, fs::read_to_string(&unit).unwrap().replace("ExecStart=/", "ExecStart=/nowhere/")).unwrap();
    assert!(!analyze(&["verify", "--man=no", "./phi-audit.service"], copies.path()).status.success());
}

#[test]
fn the_services_are_as_closed_as_the_readme_says() {
    let copies = copies();
    for unit in SERVICES {
        let threshold = format!("--threshold={EXPOSURE}");
        let arguments = ["security", "--offline=true", "--no-pager", &threshold, &format!("./{unit}")];
        let output = analyze(&arguments, copies.path());
        assert!(output.status.success(), "{unit}:\n{}", String::from_utf8_lossy(&output.stdout));
    }
    assert!(text("README.md").contains("gives the service 1.0 and the replay 1.1 of 10"));
}

#[test]
fn no_core_dump_is_written() {
    for unit in SERVICES {
        assert_eq!(value(unit, "LimitCORE"), "0", "{unit}");
    }
}

#[test]
fn the_program_takes_each_command_line() {
    for unit in SERVICES {
        let mut seen = 0;
        for directive in ["ExecStartPre", "ExecStart", "ExecReload"] {
            for line in values(unit, directive) {
                let Some(arguments) = line.strip_prefix(INSTALLED) else {
                    assert_eq!(line, "/bin/kill -HUP $MAINPID", "{unit} starts something else");
                    continue;
                };
                // Parsed as it stands; `--help` in the end keeps it from being done.
                let arguments: Vec<&str> = arguments.split_whitespace().chain(["--help"]).collect();
                let output = program(&arguments);
                assert!(output.status.success(), "{unit}: {line}\n{}", String::from_utf8_lossy(&output.stderr));
                seen += 1;
            }
        }
        assert!(seen >= 2, "{unit}");
    }
}

#[test]
fn the_program_takes_the_settings() {
    for (unit, settings) in [("phi-audit.service", "phi-audit.toml"), ("phi-audit-replay.service", "replay.toml")] {
        assert!(value(unit, "ExecStart").contains(&format!("--config /etc/phi-audit/{settings}")), "{unit}");
        let output = program(&["config", "check", folder().join(settings).to_str().unwrap()]);
        assert!(output.status.success(), "{settings}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn each_secret_of_the_settings_is_a_credential_of_the_unit() {
    for (unit, settings) in [("phi-audit.service", "phi-audit.toml"), ("phi-audit-replay.service", "replay.toml")] {
        let folder = format!("/run/credentials/{unit}/");
        let text = text(settings);
        let mut named: Vec<&str> = text.split('"').filter_map(|part| part.strip_prefix(folder.as_str())).collect();
        let credentials = values(unit, "LoadCredential");
        let mut loaded: Vec<&str> = credentials.iter().filter_map(|line| Some(line.split_once(':')?.0)).collect();
        named.sort_unstable();
        loaded.sort_unstable();
        assert_eq!(named, loaded, "{unit} against {settings}");
        let strangers =
            text.lines().filter(|line| !line.starts_with('#') && line.contains("_file") && !line.contains(&folder));
        assert_eq!(strangers.collect::<Vec<_>>(), Vec::<&str>::new(), "secrets that do not come from {unit}");
    }
}

#[test]
fn what_is_written_lies_in_a_folder_of_the_unit() {
    let state = format!("/var/lib/{}/", value("phi-audit.service", "StateDirectory"));
    for line in text("phi-audit.toml").lines().filter(|line| line.starts_with("folder")) {
        assert!(line.contains(&format!("\"{state}")), "{line}");
    }
    let state = format!("/var/lib/{}/", value("phi-audit-replay.service", "StateDirectory"));
    let command = value("phi-audit-replay.service", "ExecStart");
    let words: Vec<&str> = command.split_whitespace().collect();
    let after = |option: &str| words[words.iter().position(|word| *word == option).expect("given") + 1];
    assert!(after("--manifest").starts_with(&state) && after("--report").starts_with(&state));
    let metrics = value("phi-audit-replay.service", "ReadWritePaths");
    assert!(after("--metrics").starts_with(&metrics) && after("--metrics").ends_with(".prom"));
    assert!(text("phi-audit.tmpfiles").lines().any(|line| line == format!("d {metrics} 0755 phi-audit phi-audit")));
}

#[test]
fn both_services_run_as_the_user_that_is_made_for_them() {
    assert!(text("phi-audit.sysusers").lines().any(|line| line.starts_with("u phi-audit ")));
    for unit in SERVICES {
        assert_eq!((value(unit, "User").as_str(), value(unit, "Group").as_str()), ("phi-audit", "phi-audit"), "{unit}");
        assert_eq!(value(unit, "StateDirectoryMode"), "0700", "{unit}");
    }
}

#[test]
fn systemd_waits_longer_for_the_end_than_the_program_does() {
    let settings: toml::Table = toml::from_str(&text("phi-audit.toml")).unwrap();
    let grace = settings["service"]["grace"].as_str().unwrap().strip_suffix('s').expect("in seconds").to_owned();
    assert!(seconds(&value("phi-audit.service", "TimeoutStopSec")) > seconds(&grace) + Duration::from_secs(10));
}

#[test]
fn a_start_is_not_repeated_where_it_does_not_help() {
    assert_eq!(value("phi-audit.service", "Restart"), "on-failure");
    let help = program(&["run", "--help"]);
    let help = String::from_utf8_lossy(&help.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("3 too much went to quarantine, 64 usage or configuration"), "{help}");
    assert_eq!(value("phi-audit.service", "RestartPreventExitStatus"), "3 64");
}

/// `RestartPreventExitStatus` is about the main process: what fails before it is tried again without end.
#[test]
fn wrong_settings_end_the_main_process_with_the_code_that_is_not_tried_again() {
    assert_eq!(values("phi-audit.service", "ExecStartPre"), Vec::<String>::new());
    let folder = tempfile::tempdir().unwrap();
    let (wrong, missing) = (folder.path().join("wrong.toml"), folder.path().join("missing.toml"));
    fs::write(&wrong, format!("{}\n[nothing]\nknown = 1\n", text("phi-audit.toml"))).unwrap();
    for settings in [wrong, missing] {
        let output = program(&["run", "--config", settings.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(64), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_night_that_found_something_is_told_by_alerts_and_not_by_the_unit() {
    assert!(value("phi-audit-replay.service", "ExecStart").ends_with("--fail-on never"));
    for alert in ["ReplayFindings", "ReplayUnread"] {
        assert!(text("README.md").contains(alert) && text("phi-audit-replay.service").contains(alert), "{alert}");
    }
}

#[test]
fn the_timer_starts_its_service_each_night_and_makes_up_for_a_missed_one() {
    let calendar = value("phi-audit-replay.timer", "OnCalendar");
    let output = analyze(&["calendar", &calendar], Path::new("/"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(calendar.starts_with("*-*-* "));
    assert_eq!(value("phi-audit-replay.timer", "Persistent"), "yes");
    assert_eq!(value("phi-audit-replay.service", "Type"), "oneshot");
}

#[test]
fn memory_is_limited_above_what_was_measured() {
    for unit in SERVICES {
        let limit = value(unit, "MemoryMax").strip_suffix('M').expect("in MiB").parse::<u32>().unwrap();
        assert!((149 * 3 / 2..=1024).contains(&limit), "{unit}: {limit}");
    }
}

#[test]
fn the_readme_installs_every_file() {
    let readme = text("README.md");
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "README.md" || readme.contains(&format!("`{name}`")), "README.md says nothing of {name}");
    }
}

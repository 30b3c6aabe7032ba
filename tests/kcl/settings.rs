//! What the verb refuses before it opens anything or says a word.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::daemon::*;

fn refused(settings: &str) -> String {
    let folder = folder(settings);
    let mut process = Process::start(folder.path());
    process.say(INITIALIZE);
    let ended = process.ended();
    assert_eq!((ended.code, &ended.rest[..]), (Some(64), &[][..]), "{}", ended.log);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was made");
    ended.log
}

#[test]
fn a_sink_on_standard_output_is_refused_because_the_daemon_reads_it() {
    let log = refused(&SETTINGS.replace(r#"file = { folder = "alerts" }"#, "stdout = {}"));
    assert!(log.contains("standard output belongs to the daemon") && log.contains("help:"), "{log}");
}

#[test]
fn a_canary_is_refused_because_each_shard_would_send_one() {
    let log = refused(&format!("[canary]\nevery = \"1m\"\n{SETTINGS}"));
    assert!(log.contains("each would send canaries") && log.contains("remove [canary]"), "{log}");
}

#[test]
fn without_the_name_of_the_stream_records_would_have_no_place() {
    let log = refused("[[sink]]\nfile = { folder = \"alerts\" }\n");
    assert!(log.contains("[source.kinesis]") && log.contains("streamName"), "{log}");
}

#[test]
fn of_an_arn_the_name_of_the_stream_is_what_places_show() {
    let arn = "arn:aws:kinesis:us-east-1:111122223333:stream/twilio-events";
    let folder = folder(&SETTINGS.replace("\"twilio-events\"", &format!("\"{arn}\"")));
    let mut process = Process::initialized(folder.path());
    process.exchange(&records(&[("7", 0, b"{")]), &[&status("processRecords")]);
    process.exchange(SHARD_ENDED, &[CHECKPOINT_END]);
    process.exchange(&saved(None), &[&status("shardEnded")]);
    assert_eq!(process.close().code, Some(0));
    assert_eq!(lines(&folder.path().join("quarantine"))[0]["data"]["stream"], "twilio-events");
}

#[cfg(unix)]
#[test]
fn a_reload_takes_new_suppressions_without_a_word_to_the_daemon() {
    use rustix::process::{Pid, Signal, kill_process};
    let folder = folder(SETTINGS);
    let mut process = Process::initialized(folder.path());
    process.exchange(&records(&[("7", 0, CLEAN.as_bytes())]), &[&status("processRecords")]);
    fs::write(folder.path().join("phi-audit.toml"), format!("{SETTINGS}\n[rules]\nedition = \"2024-04-19\"\n"))
        .unwrap();
    kill_process(Pid::from_raw(process.id().try_into().unwrap()).unwrap(), Signal::HUP).unwrap();
    process.logs("read again");
    process.exchange(EMPTY, &[&status("processRecords")]);
    process.exchange(SHUTDOWN, &[&checkpoint("7", 0)]);
    process.exchange(&saved(None), &[&status("shutdownRequested")]);
    assert_eq!(process.close().code, Some(0));
}

fn shipped(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/kcl").join(name)).unwrap()
}

fn property(name: &str) -> String {
    let properties = shipped("kcl.properties");
    let value = properties.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('='));
    value.unwrap_or_else(|| panic!("no {name}")).trim().to_owned()
}

#[test]
fn the_shipped_settings_are_correct_and_fit_the_daemons() {
    let folder = folder(&shipped("phi-audit.toml"));
    let checked = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .args(["config", "check", "phi-audit.toml"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let config = phi_audit::config::parse(&shipped("phi-audit.toml")).unwrap();
    assert_eq!(config.source.kinesis.unwrap().stream.get_ref(), &property("streamName"));
    for wait in ["shutdownGraceMillis", "gracefulLeaseHandoffTimeoutMillis"] {
        let wait: u128 = property(wait).parse().unwrap();
        assert!(wait >= config.service.grace.0.as_millis() + 5_000, "there is time to save and answer");
    }
    assert!(property("executableName").starts_with("phi-audit kcl --config "));
}

#[test]
fn the_policy_in_the_documentation_is_json() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/kinesis-fleet.md")).unwrap();
    let (_, policy) = page.split_once("```json\n").unwrap();
    let (policy, _) = policy.split_once("```").unwrap();
    let policy: serde_json::Value = serde_json::from_str(policy).unwrap();
    assert_eq!(policy["Version"], "2012-10-17");
}

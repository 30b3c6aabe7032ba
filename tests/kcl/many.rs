//! Several processes on one host, as many as the daemon has shards: what they share, and what each shows of itself.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::daemon::*;

fn initialize(number: usize) -> String {
    INITIALIZE.replace(SHARD, &format!("shardId-{number:012}"))
}

#[test]
fn many_processes_share_one_folder_for_quarantine_and_one_for_alerts() {
    const PROCESSES: usize = 12;
    let folder = folder(SETTINGS);
    let mut processes: Vec<Process> = (0..PROCESSES).map(|_| Process::start(folder.path())).collect();
    for (number, process) in processes.iter_mut().enumerate() {
        process.say(&initialize(number));
        process.hears(&status("initialize"));
        let event = finding(number);
        process.exchange(&records(&[("7", 0, event.as_bytes()), ("8", 0, b"{")]), &[&status("processRecords")]);
    }
    for mut process in processes {
        process.exchange(SHUTDOWN, &[&checkpoint("8", 0)]);
        process.exchange(&saved(None), &[&status("shutdownRequested")]);
        assert_eq!(process.close().code, Some(0));
    }
    let listed = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .args(["quarantine", "list", "--config", "phi-audit.toml", "--format", "json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(listed.status.code(), Some(0), "{}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).unwrap();
    for number in 0..PROCESSES {
        assert!(listed.contains(&format!("shardId-{number:012}")), "{listed}");
    }
    assert_eq!(listed.lines().count(), PROCESSES);
    assert!(lines(&folder.path().join("alerts")).len() >= PROCESSES);
}

fn page(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join(format!("metrics/phi-audit-{SHARD}.prom"))).ok()
}

#[test]
fn each_process_shows_its_figures_in_a_file_that_goes_with_it() {
    let folder = folder(&format!("{SETTINGS}\n[kcl]\nmetrics = \"metrics\"\n"));
    let mut process = Process::initialized(folder.path());
    let line =
        records(&[("7", 0, FINDING.as_bytes())]).replace(r#""millisBehindLatest":0"#, r#""millisBehindLatest":90000"#);
    process.exchange(&line, &[&status("processRecords")]);
    until("figures are written", || page(folder.path()).is_some());
    let shown = page(folder.path()).unwrap();
    let own = format!(r#"shard="{SHARD}",stream="twilio-events""#);
    assert!(shown.contains(&format!("\nphi_audit_shards_reading{{{own}}} 1\n")), "{shown}");
    assert!(
        shown.contains(&format!(
            "
phi_audit_records_received_total{{shard=\"{SHARD}\",source=\"kinesis\","
        )),
        "{shown}"
    );
    assert!(!shown.contains("metformin"));
    process.exchange(SHARD_ENDED, &[CHECKPOINT_END]);
    process.exchange(&saved(None), &[&status("shardEnded")]);
    assert_eq!(process.close().code, Some(0));
    assert!(page(folder.path()).is_none());
}

#[test]
fn a_lost_lease_takes_the_figures_along() {
    let folder = folder(&format!("{SETTINGS}\n[kcl]\nmetrics = \"metrics\"\n"));
    let mut process = Process::initialized(folder.path());
    until("figures are written", || page(folder.path()).is_some());
    process.exchange(LEASE_LOST, &[&status("leaseLost")]);
    until("figures go", || page(folder.path()).is_none());
    assert_eq!(process.close().code, Some(0));
}

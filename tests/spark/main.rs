//! `deploy/spark/replay.py` on a real Spark: two executors in JVMs of their own, the real program, and one of the executors killed.
//! `cargo test` installs Spark; where Java or Python is missing, the tests fail and say how to get them.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test")]

#[allow(dead_code, unused_imports, reason = "shared with the testbeds")]
#[path = "../support/process/mod.rs"]
mod process;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use process::{Supervisor, install, wait_for};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_phi-audit");
/// How long a job may take on a busy machine, of which most is the start of JVMs.
const JOB: Duration = Duration::from_secs(300);
/// Two JVMs at a time, so that the tests need the memory of one of them.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Invented: a finding, and none.
const FINDING: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","id":"EZ1","source":"/x","time":"2024-06-01T00:00:00Z","data":{"accountSid":"AC00000000000000000000000000000000","to":"whatsapp:+12025550123","from":"whatsapp:+12025550199","body":"Your HIV test is positive, SSN 219-09-9999"}}"#;
const CLEAN: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","id":"EZ2","source":"/x","time":"2024-07-01T00:00:00Z","data":{"messageStatus":"DELIVERED"}}"#;

/// A folder with an `archive` of files of all sizes, broken lines among them, and the `whole` report of it.
fn with_report() -> TempDir {
    let folder = TempDir::with_prefix("phi-audit-spark-").unwrap();
    let archive = folder.path().join("archive");
    fs::create_dir(&archive).unwrap();
    for n in 0..40 {
        let lines: String =
            (0..n * n).map(|line| format!("{}\n", if line % 5 == 0 { FINDING } else { CLEAN })).collect();
        let broken = if n % 9 == 0 { "{\"cut\n" } else { "" };
        fs::write(archive.join(format!("{n:02}.ndjson")), lines + broken).unwrap();
    }
    let mut replay = Command::new(PROGRAM);
    replay.args(["replay", "--format", "none", "--report"]).arg(folder.path().join("whole")).arg(&archive);
    assert_eq!(replay.current_dir(&folder).status().unwrap().code(), Some(1));
    folder
}

/// Runs the job over six shards; `binary` is what executors run. Its exit code and what it and Spark have said.
fn job(folder: &Path, binary: &Path) -> (Option<i32>, String) {
    let spark = install("spark").join("venv/bin");
    let mut submit = Command::new(spark.join("spark-submit"));
    submit.args(["--master", "local-cluster[2,1,1024]"]);
    for setting in ["driver.host=127.0.0.1", "driver.bindAddress=127.0.0.1", "ui.enabled=false", "driver.memory=512m"] {
        submit.args(["--conf", &format!("spark.{setting}")]);
    }
    submit.args(["--conf", &format!("spark.local.dir={}", folder.join("local").display())]);
    submit.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/spark/replay.py"));
    submit.arg(folder.join("archive")).args(["--shards", "6", "--out"]).arg(folder.join("out"));
    submit.arg("--binary").arg(binary);
    submit.env("SPARK_LOCAL_IP", "127.0.0.1").env("PYSPARK_PYTHON", spark.join("python"));
    submit.env("PHI_AUDIT", PROGRAM).env("MARKER", folder.join("marker"));
    // A folder of its own, which goes with the process.
    let place = folder.join("job");
    fs::create_dir_all(&place).unwrap();
    let mut running = Supervisor::start(&place, &submit);
    let ended = wait_for("the job ends", JOB, || running.ended());
    (ended.code(), fs::read_to_string(place.join("server.log")).unwrap())
}

#[track_caller]
fn assert_whole(folder: &Path, log: &str) {
    for name in ["report.html", "report.json", "findings.csv"] {
        let read = |report: &str| fs::read(folder.join(report).join(name)).unwrap_or_default();
        let (whole, spark) = (read("whole"), read("out/report"));
        assert!(!whole.is_empty() && whole == spark, "{name} differs:\n{log}");
    }
}

#[test]
fn the_report_of_a_job_is_that_of_one_machine() {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = with_report();
    let (code, log) = job(folder.path(), Path::new(PROGRAM));
    assert_eq!(code, Some(1), "there are findings:\n{log}");
    assert_whole(folder.path(), &log);
}

#[test]
fn an_executor_that_is_killed_changes_nothing_about_the_report() {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = with_report();
    let killer: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spark/kill-executor.sh");
    let (code, log) = job(folder.path(), &killer);
    assert!(folder.path().join("marker").exists() && log.contains("Lost executor"), "no executor was killed:\n{log}");
    assert_eq!(code, Some(1), "there are findings:\n{log}");
    assert_whole(folder.path(), &log);
}

#[test]
fn a_part_of_yesterday_is_not_merged_as_todays() {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = with_report();
    let (code, log) = job(folder.path(), Path::new(PROGRAM));
    assert_eq!(code, Some(1), "there are findings:\n{log}");
    fs::remove_dir_all(folder.path().join("out/report")).unwrap();
    let (code, log) = job(folder.path(), &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spark/yesterday.sh"));
    assert!(code != Some(0) && log.contains("shard 1 of 6: exit code 2"), "{code:?}:\n{log}");
    assert!(!folder.path().join("out/report").exists(), "it was merged:\n{log}");
}

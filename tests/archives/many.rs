//! Buckets of very many keys: what is held of a listing does not grow with it.

use std::fs;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::run::{Outcome, Run};
use crate::testbed::{ENVIRONMENT, Supervisor, install, ports, script, wait_until};

const FEW: u64 = 1_000;
const MANY: u64 = 100_000;
/// How much more memory the many may take: less than a hundredth of what their names and ETags alone would.
const MORE: u64 = 8 << 20;

/// The most memory a run held, and what came of it.
fn peak(endpoint: &str, bucket: &str) -> (u64, Outcome) {
    let mut running = Run::replay(endpoint, &[&format!("s3://{bucket}/"), "--threads", "1"]).start();
    let status = format!("/proc/{}/status", running.pid());
    let mut most = 0;
    while !running.ended() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        most = line.trim().trim_end_matches(" kB").parse::<u64>().map_or(most, |kilobytes| kilobytes * 1024);
        // The figure only grows: how often it is read decides how much of the end is seen.
        std::thread::sleep(Duration::from_millis(1));
    }
    (most, running.finish())
}

#[test]
fn a_hundred_thousand_keys_are_listed_in_the_memory_of_a_thousand() {
    let (folder, port) = (TempDir::with_prefix("phi-audit-keys-").unwrap(), ports::free());
    let mut moto = Command::new(install("aws").join("venv/bin/python"));
    moto.arg(script("full-bucket.py")).arg(port.to_string());
    moto.args([format!("few={FEW}"), format!("many={MANY}")]).envs(ENVIRONMENT).env_remove("AWS_PROFILE");
    let _server = Supervisor::start(folder.path(), &moto);
    let endpoint = format!("http://127.0.0.1:{port}");
    wait_until("the buckets are full", Duration::from_secs(120), || {
        std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
    });
    let (few, outcome) = peak(&endpoint, "few");
    assert_eq!(outcome.report["sources"]["read"], FEW, "{}", outcome.err);
    let (many, outcome) = peak(&endpoint, "many");
    assert_eq!(outcome.report["sources"]["read"], MANY, "{}", outcome.err);
    eprintln!("peak memory: {} KiB with {FEW} keys, {} KiB with {MANY}", few >> 10, many >> 10);
    assert!(many < few + MORE, "{many} bytes with {MANY} keys, {few} with {FEW}");
}

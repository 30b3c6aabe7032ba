//! Runs the program itself and watches it from outside.
//!
//! Peak memory is `VmHWM` of `/proc/PID/status`, which only grows: it is read until the process ends, so the last reading is
//! at most a fraction of a millisecond old. Where there is no `/proc`, it is unknown.

use std::fs;
use std::io::{self, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// From start to exit, undisturbed.
pub fn time(arguments: &[&str], input: &[u8]) -> io::Result<Duration> {
    let begun = Instant::now();
    let mut child = start(arguments, input)?;
    child.wait()?;
    Ok(begun.elapsed())
}

/// The most memory the process had at once, in bytes.
pub fn peak_memory(arguments: &[&str], input: &[u8]) -> io::Result<Option<u64>> {
    let mut child = start(arguments, input)?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait()?.is_none() {
        peak = peak.max(fs::read_to_string(&status).ok().and_then(|text| high_water(&text)));
        std::thread::sleep(Duration::from_micros(100));
    }
    Ok(peak)
}

/// The processor and how many of it.
pub fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| rest.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{model}, {cores} cores, {}", std::env::consts::OS)
}

fn start(arguments: &[&str], input: &[u8]) -> io::Result<Child> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        match stdin.write_all(input) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error),
            _ => {}
        }
    }
    Ok(child)
}

fn high_water(status: &str) -> Option<u64> {
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(kilobytes.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

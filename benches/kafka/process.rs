//! What the kernel says of a process and of the machine: peak memory, processor time by thread, how busy all processors were.
//!
//! Read from `/proc`, in ticks of a hundredth of a second. Threads that have ended are not listed any more.

use std::collections::BTreeMap;
use std::fs;

/// Ticks a second: the same on every Linux that this runs on.
const TICKS: f64 = 100.0;

/// The most memory the process had at once, in bytes.
pub fn peak_memory(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}

/// Processor seconds of a process by the name of the thread, threads of one name together.
pub fn threads(pid: u32) -> BTreeMap<String, f64> {
    let mut seconds = BTreeMap::new();
    for task in fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten() {
        let stat = fs::read_to_string(task.path().join("stat")).unwrap_or_default();
        if let Some((name, used)) = thread(&stat) {
            *seconds.entry(name.to_owned()).or_insert(0.0) += used;
        }
    }
    seconds
}

/// Name, and user and system time together: proc(5), fields 2, 14 and 15.
fn thread(stat: &str) -> Option<(&str, f64)> {
    let (head, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ').skip(11).map_while(|field| field.parse::<f64>().ok());
    let ticks = fields.next()? + fields.next()?;
    Some((head.split_once('(')?.1, ticks / TICKS))
}

/// Processor time of the whole machine since it started.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    idle: f64,
    all: f64,
}

impl Machine {
    /// As of now.
    pub fn now() -> Self {
        let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
        let line = stat.lines().next().unwrap_or_default();
        // User, nice, system, idle, iowait, irq, softirq, steal; guests are part of user.
        let ticks: Vec<f64> = line.split_ascii_whitespace().skip(1).take(8).flat_map(str::parse).collect();
        Self { idle: ticks.iter().skip(3).take(2).sum(), all: ticks.iter().sum() }
    }

    /// The share of all processors that was in use since.
    pub fn busy(self) -> f64 {
        let now = Self::now();
        1.0 - (now.idle - self.idle) / (now.all - self.all).max(1.0)
    }
}

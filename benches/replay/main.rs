//! `cargo bench --bench replay`: what a replay of an archive costs beside its two halves, decompressing it and auditing it.
//!
//! Processor time is told beside wall time, because it does not depend on what else the machine does.
//!
//! Three things take turns over the same gzip files on local disk: `gzip -dc` of all of them, the core's audit of the decompressed
//! bytes on all cores, and `phi-audit replay --format none`. The ratio is the replay's time to the sum of the others' times.
//! Without `--bench` (as under `cargo test --benches`) a small archive is read once.

#![allow(clippy::print_stdout, reason = "a command-line program")]

#[path = "../../tests/support/generate/mod.rs"]
mod generate;
#[path = "../audit/process.rs"]
#[allow(dead_code, reason = "each of its users takes what it needs")]
mod process;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use generate::Generator;
use phi_audit::audit::{Audited, Auditor};
use phi_audit::rules::Rules;

/// Events in a file.
const EVENTS: usize = 20_000;

fn main() -> io::Result<()> {
    let full = std::env::args().any(|argument| argument == "--bench");
    let (files, events, rounds) = if full { (64, EVENTS, 3) } else { (2, 200, 1) };
    let folder = tempfile::tempdir()?;
    println!("machine   {}", process::machine());
    let archive = Archive::write(folder.path(), files, events)?;
    println!(
        "archive   {files} files of {events} events, {:.0} MB, {:.0} MB in gzip",
        archive.plain as f64 / 1e6,
        archive.packed as f64 / 1e6
    );
    let rules = Rules::embedded().map_err(|faults| io::Error::other(format!("{faults:?}")))?;
    let (mut unpacking, mut auditing, mut replaying) = (Vec::new(), Vec::new(), Vec::new());
    // One round to warm the page cache.
    for round in 0..=rounds {
        let unpack = archive.unpack()?;
        let (audit, events_audited) = archive.audit(&rules)?;
        let (replay, events_replayed) = archive.replay()?;
        if events_audited != events_replayed {
            return Err(io::Error::other(format!("{events_audited} events audited, {events_replayed} replayed")));
        }
        if round > 0 {
            unpacking.push(unpack);
            auditing.push(audit);
            replaying.push(replay);
        }
    }
    let [unpack, audit, replay] = [unpacking, auditing, replaying].map(median);
    println!("             wall s     MB/s  processor s");
    for (name, spent) in [("gzip -dc", unpack), ("audit", audit), ("replay", replay)] {
        let rate = archive.plain as f64 / 1e6 / spent.wall;
        println!("{name:<9} {:>9.2} {rate:>8.1} {:>12.2}", spent.wall, spent.processor);
    }
    println!("replay / (gzip -dc + audit), wall time      {:.2}", replay.wall / (unpack.wall + audit.wall));
    println!(
        "replay / (gzip -dc + audit), processor time {:.2}",
        replay.processor / (unpack.processor + audit.processor)
    );
    Ok(())
}

/// What something took, in seconds.
#[derive(Clone, Copy, Debug, Default)]
struct Spent {
    wall: f64,
    /// Of this process and its children, all threads together; 0 where the system does not say.
    processor: f64,
}

impl Spent {
    fn on<T>(work: impl FnOnce() -> T) -> (Self, T) {
        let (begun, before) = (Instant::now(), processor());
        let done = work();
        (Self { wall: begun.elapsed().as_secs_f64(), processor: processor() - before }, done)
    }
}

/// The processor time so far, of this process and of the children that ended, in seconds.
fn processor() -> f64 {
    /// Linux counts in these whatever the kernel's own clock.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which may hold anything: state is the third field, the four times are the 14th to the 17th.
    let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
    behind.split_whitespace().skip(11).take(4).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// Gzip files of events.
struct Archive {
    folder: PathBuf,
    files: Vec<PathBuf>,
    /// Bytes of text, and of gzip.
    plain: u64,
    packed: u64,
}

impl Archive {
    fn write(folder: &Path, files: usize, events: usize) -> io::Result<Self> {
        let folder = folder.join("archive");
        fs::create_dir(&folder)?;
        let mut archive = Self { folder: folder.clone(), files: Vec::new(), plain: 0, packed: 0 };
        for number in 0..files {
            let text = Generator::new(number as u64 + 1).ndjson(events);
            let path = folder.join(format!("{number:03}.ndjson.gz"));
            let mut encoder = GzEncoder::new(File::create(&path)?, Compression::default());
            encoder.write_all(text.as_bytes())?;
            encoder.finish()?;
            archive.plain += text.len() as u64;
            archive.packed += fs::metadata(&path)?.len();
            archive.files.push(path);
        }
        Ok(archive)
    }

    fn unpack(&self) -> io::Result<Spent> {
        let (spent, status) =
            Spent::on(|| Command::new("gzip").arg("-dc").args(&self.files).stdout(Stdio::null()).status());
        if !status?.success() {
            return Err(io::Error::other("gzip -dc failed"));
        }
        Ok(spent)
    }

    /// The core alone over the decompressed bytes, on all cores; decompressing does not count.
    fn audit(&self, rules: &Arc<Rules>) -> io::Result<(Spent, u64)> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let (mut spent, events) = (Spent::default(), AtomicU64::new(0));
        // So many files at a time as give every core some.
        for files in self.files.chunks(cores * 2) {
            let texts = files.iter().map(|path| unpacked(path)).collect::<io::Result<Vec<_>>>()?;
            let lines: Vec<Vec<&[u8]>> = texts
                .iter()
                .map(|text| text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect())
                .collect();
            let next = AtomicUsize::new(0);
            let work = || {
                let mut auditor = Auditor::new(Arc::clone(rules));
                while let Some(lines) = lines.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for line in lines {
                        auditor.audit(line, &mut |audited| {
                            events.fetch_add(u64::from(matches!(audited, Audited::Event(_))), Ordering::Relaxed);
                        });
                    }
                }
            };
            let (more, ()) = Spent::on(|| thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(work)))));
            spent = Spent { wall: spent.wall + more.wall, processor: spent.processor + more.processor };
        }
        Ok((spent, events.into_inner()))
    }

    fn replay(&self) -> io::Result<(Spent, u64)> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phi-audit"));
        command.args(["replay", "--format", "none", "--fail-on", "never"]).arg(&self.folder).stdin(Stdio::null());
        let (spent, output) = Spent::on(|| command.output());
        let output = output?;
        let said = String::from_utf8_lossy(&output.stderr);
        let events = said.lines().find_map(|line| line.split_once(" events: ")?.0.parse().ok());
        let events = events.filter(|_| output.status.success());
        Ok((spent, events.ok_or_else(|| io::Error::other(format!("the replay failed: {said}")))?))
    }
}

fn unpacked(path: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    io::copy(&mut flate2::read::MultiGzDecoder::new(File::open(path)?), &mut text)?;
    Ok(text)
}

/// The one with the median of the wall times.
fn median(mut times: Vec<Spent>) -> Spent {
    times.sort_by(|one, other| one.wall.total_cmp(&other.wall));
    times.get(times.len() / 2).copied().unwrap_or_default()
}

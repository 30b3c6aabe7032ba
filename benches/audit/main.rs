//! `cargo bench --bench audit`: how fast is the audit, what does a cold process cost, does memory stay flat.
//!
//! Prints one table. The ratio is what counts: walk and audit take turns over the same bytes in the same process, so that
//! whatever else the machine does hits both. Without `--bench` (as under `cargo test --benches`) a small workload runs once.

#![allow(clippy::print_stdout, reason = "a command-line program")]

mod dictionary;
#[path = "../../tests/support/generate/mod.rs"]
mod generate;
mod process;
mod walk;

use std::hint::black_box;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use generate::Generator;
use phi_audit::audit::{Audited, Auditor};
use phi_audit::rules::Rules;

const SEED: u64 = 1;

fn main() -> io::Result<()> {
    let full = std::env::args().any(|argument| argument == "--bench");
    let (events, rounds) = if full { (20_000, 9) } else { (500, 1) };
    let workload = Generator::new(SEED).ndjson(events);
    let lines: Vec<&[u8]> = workload.lines().map(str::as_bytes).collect();
    println!("machine   {}", process::machine());
    println!(
        "workload  {events} events, {:.1} MB, mean {} bytes, seed {SEED}",
        workload.len() as f64 / 1e6,
        workload.len() / events
    );

    if std::env::args().any(|argument| argument == "dictionary") {
        return dictionary::curve(&lines, rounds);
    }
    throughput(&lines, rounds)?;
    if std::env::args().any(|argument| argument == "throughput") {
        return Ok(());
    }
    dictionary::curve(&lines, rounds)?;
    cold_start(lines.first().copied().unwrap_or_default(), if full { 31 } else { 1 })?;
    for copies in if full { [1, 4, 16].as_slice() } else { &[1] } {
        replay(&workload, *copies)?;
    }
    Ok(())
}

/// Walk, skip and audit, in turns; medians.
fn throughput(lines: &[&[u8]], rounds: usize) -> io::Result<()> {
    let begun = Instant::now();
    let rules = Rules::embedded().map_err(|faults| io::Error::other(format!("{faults:?}")))?;
    println!("rules     ready in {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    let mut auditor = Auditor::new(Arc::clone(&rules));

    let (mut walks, mut skips, mut audits) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = Seen::default();
    // One round to warm caches, lazy tables and buffers.
    for round in 0..=rounds {
        let walk = timed(|| lines.iter().map(|line| walk::walk(line)).fold(0, u64::wrapping_add));
        let skip = timed(|| lines.iter().filter(|line| walk::skip(line)).count() as u64);
        let audit = timed(|| {
            seen = Seen::default();
            lines.iter().for_each(|line| auditor.audit(line, &mut |audited| seen.count(&audited)));
            seen.matches
        });
        if round > 0 {
            walks.push(walk);
            skips.push(skip);
            audits.push(audit);
        }
    }
    let bytes: usize = lines.iter().map(|line| line.len()).sum();
    let row = |name: &str, times: &mut Vec<Duration>| {
        let seconds = median(times).as_secs_f64();
        println!(
            "{name:<9} {:>8.1} MB/s {:>10.0} events/s",
            bytes as f64 / seconds / 1e6,
            lines.len() as f64 / seconds
        );
        seconds
    };
    let walk = row("walk", &mut walks);
    row("skip", &mut skips);
    let audit = row("audit", &mut audits);
    println!(
        "          {} events judged, {} matches, {} findings, {} failures",
        seen.events, seen.matches, seen.findings, seen.failures
    );
    println!("audit / walk   {:.3}   (aim: at least 0.333)", walk / audit);
    Ok(())
}

/// What an audit yielded; counting it keeps the work from being optimised away.
#[derive(Default)]
struct Seen {
    events: u64,
    matches: u64,
    findings: u64,
    failures: u64,
}

impl Seen {
    fn count(&mut self, audited: &Audited<'_>) {
        match audited {
            Audited::Event(event) => {
                self.events += 1;
                self.matches += event.matches().len() as u64;
                self.findings += event.findings().len() as u64;
                black_box(event);
            }
            Audited::Canary(_) => {}
            Audited::Failed(failure) => {
                self.failures += 1;
                black_box(failure);
            }
        }
    }
}

/// `scan` of a single event, from process start to exit.
fn cold_start(event: &[u8], runs: usize) -> io::Result<()> {
    let mut times = Vec::new();
    let mut peaks = Vec::new();
    for _ in 0..runs {
        times.push(process::time(&["scan", "-"], event)?);
        peaks.extend(process::peak_memory(&["scan", "-"], event)?);
    }
    let peak = peaks.iter().max().map_or_else(|| "unknown".to_owned(), |peak| format!("{:.1} MB", *peak as f64 / 1e6));
    println!("cold scan {:.1} ms, peak {peak}   (aim: at most 150 ms, 60 MB)", median(&mut times).as_secs_f64() * 1e3);
    Ok(())
}

/// `replay` of the workload, several times over in one file, with a report.
fn replay(workload: &str, copies: usize) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let input = folder.path().join("events.ndjson");
    let mut file = io::BufWriter::new(std::fs::File::create(&input)?);
    for _ in 0..copies {
        io::Write::write_all(&mut file, workload.as_bytes())?;
    }
    io::Write::flush(&mut file)?;
    drop(file);
    let (input, report) = (input.display().to_string(), folder.path().join("report").display().to_string());
    let begun = Instant::now();
    let peak = process::peak_memory(&["replay", &input, "--report", &report], b"")?;
    let peak = peak.map_or_else(|| "unknown".to_owned(), |peak| format!("{:.1} MB", peak as f64 / 1e6));
    println!(
        "replay    {:.0} MB in {:.1} s, peak {peak}   (aim: under 100 MB)",
        (workload.len() * copies) as f64 / 1e6,
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

fn timed(work: impl FnOnce() -> u64) -> Duration {
    let begun = Instant::now();
    black_box(work());
    begun.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

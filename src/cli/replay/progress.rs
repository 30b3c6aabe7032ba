//! How far the run has come: a bar where a person watches, a plain line every few seconds otherwise.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::{Error, Io, Summary, plural};
use crate::report::{grouped, size};

/// Between two plain lines.
const PLAIN: Duration = Duration::from_secs(5);
/// Until a rate means anything.
const SETTLED: Duration = Duration::from_millis(200);

/// The progress of a run.
pub(in crate::cli) struct Progress {
    bar: Option<ProgressBar>,
    /// Bytes in all input, where known.
    total: Option<u64>,
    meter: Arc<AtomicU64>,
    started: Instant,
    told: Instant,
}

impl Progress {
    pub fn new(total: Option<u64>, terminal: bool, meter: Arc<AtomicU64>) -> Self {
        let now = Instant::now();
        Self { bar: terminal.then(|| bar(total)), total, meter, started: now, told: now }
    }

    /// Takes the bar away while `write` writes.
    pub fn pause<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Shows how far it has come. Of an archive nobody knows the size of, the objects say most.
    pub fn advance(&mut self, summary: &Summary, sources: u64, io: &mut Io) -> Result<(), Error> {
        let read = self.read();
        let mut words =
            format!("{} events, {} with a finding", grouped(summary.events), grouped(summary.with_finding()));
        if self.total.is_none() && sources > 1 {
            words.push_str(&format!(", {} objects", grouped(sources)));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(read);
            bar.set_message(words);
        } else if self.told.elapsed() >= PLAIN {
            self.told = Instant::now();
            let share = match self.total {
                Some(total) => format!("{} of {}{}", size(read), size(total), self.remaining(read, total)),
                None => size(read),
            };
            writeln!(io.err, "read {share}: {words}")?;
        }
        Ok(())
    }

    /// Takes the bar away for good.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// How much was read, as it is stored, how long it took, how fast that is.
    pub fn rate(&self) -> String {
        let (read, spent) = (self.read(), self.started.elapsed());
        let mut rate = format!("{} as stored in {:.1} s", size(read), spent.as_secs_f64());
        if spent >= SETTLED {
            rate.push_str(&format!(", {}/s", size((read as f64 / spent.as_secs_f64()) as u64)));
        }
        rate
    }

    /// Bytes read so far, as stored.
    pub fn read(&self) -> u64 {
        self.meter.load(Ordering::Relaxed)
    }

    fn remaining(&self, read: u64, total: u64) -> String {
        if read == 0 {
            return String::new();
        }
        let left = self.started.elapsed().as_secs_f64() * total.saturating_sub(read) as f64 / read as f64;
        match left as u64 {
            seconds @ 0..90 => format!(", about {} left", plural(seconds, "second")),
            seconds => format!(", about {} left", plural(seconds.div_ceil(60), "minute")),
        }
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let template = match total {
        Some(_) => "{bar:28} {percent:>3}%  {msg}  {binary_bytes_per_sec}, {eta} left",
        None => "{spinner} {binary_bytes}  {msg}  {binary_bytes_per_sec}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar =
        ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr()).with_style(style.progress_chars("━━─"));
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

//! The table: ratios first, because only they mean something elsewhere.

use std::fmt;

use phi_audit::pipeline::clock;

use crate::load::Run;
use crate::machine;

/// Everything that was measured.
#[derive(Debug, Default)]
pub struct Report {
    pub seconds: usize,
    pub connections: usize,
    /// Bytes of a body, on average.
    pub bytes: usize,
    /// The audit alone, bodies a second on one thread.
    pub core: Vec<f64>,
    /// The handler that does nothing.
    pub bare: Vec<Run>,
    /// The service that answers when sinks have the alerts.
    pub sinks: Vec<Run>,
    /// The service that answers when bodies are on disk.
    pub spool: Vec<Run>,
    /// The most memory that a service had, in bytes.
    pub peak: u64,
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = of.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = |runs: &[Run]| median(runs.iter().map(|run| run.rate));
        let (bare, core) = (rate(&self.bare), median(self.core.iter().copied()));
        for (name, runs) in [("sinks", &self.sinks), ("spool", &self.spool)] {
            writeln!(f, "service, {name} / bare handler   {:>6.3}", rate(runs) / bare)?;
            writeln!(f, "service, {name} / core           {:>6.3}", rate(runs) / core)?;
        }
        writeln!(f)?;
        for (name, runs) in
            [("bare handler", &self.bare), ("service, sinks", &self.sinks), ("service, spool", &self.spool)]
        {
            let (p50, p99) = (median(runs.iter().map(|run| run.p50)), median(runs.iter().map(|run| run.p99)));
            let rounds = runs.iter().map(|run| format!("{:.0}", run.rate)).collect::<Vec<_>>().join(", ");
            writeln!(f, "{name:<16} {:>8.0} requests/s, p50 {p50:.2} ms, p99 {p99:.2} ms   ({rounds})", rate(runs))?;
        }
        writeln!(f, "core, one thread {core:>8.0} bodies/s")?;
        writeln!(f, "peak memory of a service {:.0} MB", self.peak as f64 / 1e6)?;
        writeln!(f, "\ndate       {}", clock::now().strftime("%F %T UTC"))?;
        writeln!(f, "machine    {}", machine::machine())?;
        let Self { seconds, connections, bytes, .. } = self;
        write!(
            f,
            "load       wrk with 1 thread and {connections} connections for {seconds} s a round on the same machine, bodies of {bytes} bytes, \
             plain HTTP; medians of {} rounds",
            self.bare.len()
        )
    }
}

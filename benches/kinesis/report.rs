//! The tables: ratios first, because only they mean something elsewhere; at the end what 200 shards need, computed from them.

use std::collections::BTreeMap;
use std::fmt;

use phi_audit::pipeline::clock;

use crate::fleet::{Fleet, Started};
use crate::role::{Turn, is_kept};
use crate::service::Round;
use crate::spread::Spread;
use crate::workload::Shape;
use crate::{fleet, machine};

/// Shards of the stream whose needs are computed.
const SHARDS: f64 = 200.0;
/// What each gives at most, in MB a second.
const SHARD: f64 = 2.0;

/// Everything that was measured.
pub struct Report {
    shape: Shape,
    machine: String,
    /// The audit alone, of values, on one thread.
    pub core: Vec<Turn>,
    /// The same of values and keys.
    pub keyed: Vec<Turn>,
    /// Sockets alone.
    pub raw: Vec<Turn>,
    /// The SDK that reads and drops.
    pub bare: Vec<Turn>,
    /// The service in direct mode.
    pub service: Vec<Round>,
    /// Fleet mode.
    pub fleet: Option<Fleet>,
}

fn median(turns: &[Turn], of: impl Fn(&Turn) -> f64) -> f64 {
    Spread::of(turns.iter().map(of)).median
}

impl Report {
    /// Nothing yet.
    pub fn new(shape: Shape) -> Self {
        let machine = machine::machine();
        let (core, keyed, raw, bare, service) = Default::default();
        Self { shape, machine, core, keyed, raw, bare, service, fleet: None }
    }

    /// The round of the service in the middle.
    fn middle(&self) -> Option<&Round> {
        middle(&self.service, |round| &round.turn)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(middle) = self.middle() {
            self.direct(f, middle)?;
        }
        if let Some(fleet) = &self.fleet {
            fleet.fmt(f)?;
        }
        self.needs(f)?;
        writeln!(f, "\ndate       {}", clock::now().strftime("%F %T UTC"))?;
        writeln!(f, "machine    {}", self.machine)?;
        let kept = if is_kept() {
            "one core for whoever is measured, the other for who serves"
        } else {
            "nobody is kept on a core"
        };
        write!(f, "cores      {kept}; the settings are the defaults, alerts into files")
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, turns: &[Turn]) -> fmt::Result {
    let rates = Spread::of(turns.iter().map(Turn::rate));
    let megabytes = Spread::of(turns.iter().map(Turn::megabytes));
    writeln!(f, "{name:<18} {rates:>9}   {megabytes:>7.1}   {:>7.2}", median(turns, Turn::cost))
}

fn head(f: &mut fmt::Formatter<'_>, what: &str) -> fmt::Result {
    writeln!(f, "\n{what:<18} {:>29}   {:>23}   {:>7}", "records/s", "MB/s", "µs each")?;
    writeln!(
        f,
        "{:<18} {:>9} {:>9} {:>9}   {:>7} {:>7} {:>7}   {:>7}",
        "", "min", "median", "max", "min", "median", "max", "median"
    )
}

/// Who used the processor, in µs a record.
fn threads(f: &mut fmt::Formatter<'_>, threads: &BTreeMap<String, f64>, turn: &Turn) -> fmt::Result {
    let mut threads: Vec<_> = threads.iter().filter(|(_, seconds)| **seconds > 0.0).collect();
    threads.sort_by(|a, b| b.1.total_cmp(a.1));
    for (name, seconds) in threads {
        let share = *seconds / turn.seconds * 100.0;
        writeln!(f, "  {name:<16} {share:>3.0} % of the core, {:.2} µs a record", seconds / turn.records * 1e6)?;
    }
    Ok(())
}

impl Report {
    fn direct(&self, f: &mut fmt::Formatter<'_>, middle: &Round) -> fmt::Result {
        let service: Vec<Turn> = self.service.iter().map(|round| round.turn).collect();
        head(f, "direct, one core")?;
        row(f, "bare SDK", &self.bare)?;
        row(f, "core", &self.core)?;
        row(f, "core, with keys", &self.keyed)?;
        row(f, "service", &service)?;
        row(f, "raw sockets", &self.raw)?;
        writeln!(f, "\n{:<54} by the clock, by processor time", "")?;
        let sides = [&self.bare, &self.core, &self.keyed, &service];
        let clock = sides.map(|turns| median(turns, Turn::rate));
        let processor = sides.map(|turns| 1.0 / median(turns, Turn::cost));
        let mut ratio = |name: &str, aim: &str, of: fn([f64; 4]) -> f64| {
            writeln!(f, "{name:<54} {:>12.3}  {:>17.3}  {aim}", of(clock), of(processor))
        };
        ratio("service / bare", "(aim: 0.7)", |[bare, .., service]| service / bare)?;
        ratio("service / core", "(or this: 1)", |[_, core, _, service]| service / core)?;
        ratio("service / the lower of 0.7 of bare and core", "(aim: 1)", |[bare, core, _, service]| {
            service / core.min(bare * 0.7)
        })?;
        ratio("service / bare and core one after the other", "", |[bare, core, _, service]| {
            service * (1.0 / bare + 1.0 / core)
        })?;
        ratio("service / bare and core with keys one after the other", "", |[bare, _, core, service]| {
            service * (1.0 / bare + 1.0 / core)
        })?;
        let peak = Spread::of(self.service.iter().map(|round| round.peak as f64 / 1e6));
        writeln!(f, "peak memory, MB: min, median, max                     {peak:>6.1}  (aim: 256)")?;
        let share = |turns: &[Turn]| median(turns, |turn| turn.stub / turn.seconds * 100.0);
        writeln!(
            f,
            "the stub's core in use: by bare {:.0} %, by the service {:.0} %, by raw sockets {:.0} %",
            share(&self.bare),
            share(&service),
            share(&self.raw)
        )?;
        writeln!(f, "the service's round in the middle, {} alerts:", middle.alerts)?;
        threads(f, &middle.threads, &middle.turn)?;
        let Shape { shards, answers, records } = self.shape;
        writeln!(f, "stream     {shards} shards, {answers} answers of {records} records each; no throttling, no TLS")
    }

    /// What the stream needs: a computation, not a measurement.
    fn needs(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\ncomputed: what {SHARDS:.0} shards at {SHARD:.0} MB/s need ({:.0} MB/s)", SHARDS * SHARD)?;
        if let Some(round) = self.middle() {
            let each = round.turn.bytes / round.turn.records / 1e6;
            let cores = SHARDS * SHARD / round.turn.megabytes();
            writeln!(f, "  direct   {cores:>5.1} cores, all in the one process")?;
            writeln!(f, "           {:>5.0} shards at full rate on one core", round.turn.megabytes() / SHARD)?;
            // The auditing threads are as many as there are cores; the others do not grow.
            for (name, seconds) in &round.threads {
                let ours = if name == "kinesis" { 2.0 } else { 1.0 };
                let most = round.turn.records / seconds * ours * each / SHARD;
                if !name.starts_with("audit-") && most < SHARDS * 10.0 {
                    writeln!(f, "           {most:>5.0} shards at full rate fill {ours:.0} thread(s) `{name}`")?;
                }
            }
            writeln!(f, "           {:>5.0} MB", round.peak as f64 / 1e6)?;
        }
        if let Some((fleet, rounds)) = self.fleet.as_ref().and_then(|fleet| Some((fleet, fleet.shipped()?))) {
            let rate = Spread::of(rounds.iter().map(|round| round.turn.megabytes())).median;
            let peak = Spread::of(rounds.iter().map(|round| round.peak as f64 / 1e6)).median;
            let cores = SHARDS * SHARD / rate;
            writeln!(f, "  fleet    {cores:>5.1} cores in {SHARDS:.0} processes, one a shard, besides the daemons")?;
            writeln!(f, "           {:>5.1} % of a core each", SHARD / rate * 100.0)?;
            writeln!(f, "           {:>5.1} GB if each had its peak at once", peak * SHARDS / 1e3)?;
            if let Some((count, starts)) = fleet.starts.last_key_value() {
                let each = Spread::of(starts.iter().map(|start| start.together as f64)).median / *count as f64;
                writeln!(f, "           {:>5.1} GB while they have nothing to do", each * SHARDS / 1e9)?;
            }
        }
        Ok(())
    }
}

/// The round in the middle.
fn middle<R>(rounds: &[R], turn: impl Fn(&R) -> &Turn) -> Option<&R> {
    let mut rounds: Vec<&R> = rounds.iter().collect();
    rounds.sort_by(|a, b| turn(a).rate().total_cmp(&turn(b).rate()));
    rounds.get(rounds.len() / 2).copied()
}

impl Fleet {
    /// Rounds with as many records in a message as the properties that we ship ask for.
    fn shipped(&self) -> Option<&Vec<fleet::Round>> {
        self.rounds.first_key_value().map(|(_, rounds)| rounds)
    }
}

impl fmt::Display for Fleet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        head(f, "fleet, one core")?;
        row(f, "cat", &self.cat)?;
        row(f, "core", &self.core)?;
        row(f, "core, with keys", &self.keyed)?;
        for (at_once, rounds) in &self.rounds {
            let turns: Vec<Turn> = rounds.iter().map(|round| round.turn).collect();
            row(f, &format!("kcl, {at_once} at once"), &turns)?;
        }
        for (at_once, rounds) in &self.rounds {
            let turns: Vec<Turn> = rounds.iter().map(|round| round.turn).collect();
            let peak = Spread::of(rounds.iter().map(|round| round.peak as f64 / 1e6));
            writeln!(f, "\nwith {at_once} records in a message: {:<27} by the clock, by processor time", "")?;
            for (name, other) in [("cat", &self.cat), ("core", &self.core), ("core, with keys", &self.keyed)] {
                let clock = median(&turns, Turn::rate) / median(other, Turn::rate);
                let processor = median(other, Turn::cost) / median(&turns, Turn::cost);
                writeln!(f, "kcl / {name:<48} {clock:>12.3}  {processor:>17.3}")?;
            }
            writeln!(f, "peak memory under that load, MB: min, median, max     {peak:>6.1}  (aim: 60)")?;
            if let Some(middle) = middle(rounds, |round| &round.turn) {
                threads(f, &middle.threads, &middle.turn)?;
            }
        }
        for (count, starts) in &self.starts {
            let of = |of: fn(&Started) -> f64| Spread::of(starts.iter().map(of));
            let [answered, last] = [of(|start| start.ms[0]), of(|start| start.ms[1])];
            let [largest, together] = [of(|start| start.largest as f64 / 1e6), of(|start| start.together as f64 / 1e6)];
            writeln!(f, "\n{count} started at once: min, median, max of {} starts", starts.len())?;
            writeln!(f, "initialize answered, ms: the process in the middle    {answered:>6.0}")?;
            writeln!(f, "initialize answered, ms: the last process             {last:>6.0}  (aim: 300)")?;
            writeln!(f, "memory once ready, MB: the largest                    {largest:>6.1}  (aim: 60)")?;
            writeln!(f, "memory once ready, MB: all together                   {together:>6.1}")?;
        }
        Ok(())
    }
}

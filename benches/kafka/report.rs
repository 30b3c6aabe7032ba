//! The table: ratios first, because only they mean something elsewhere.

use std::fmt;

use crate::bare::Bare;
use crate::latency::Latency;
use crate::machine;
use crate::through::Through;
use crate::topic::{PARTITIONS, Topic};
use phi_audit::pipeline::clock;

/// Everything that was measured.
pub struct Report<'t> {
    topic: &'t Topic,
    /// The audit core on one thread, events a second.
    pub one: Vec<f64>,
    /// The audit core on as many threads as there are processors.
    pub all: Vec<f64>,
    /// The consumer that does nothing.
    pub bare: Vec<Bare>,
    /// The service.
    pub through: Vec<Through>,
    /// From event to alert.
    pub latency: Option<Latency>,
}

impl<'t> Report<'t> {
    /// Nothing yet.
    pub const fn new(topic: &'t Topic) -> Self {
        Self { topic, one: Vec::new(), all: Vec::new(), bare: Vec::new(), through: Vec::new(), latency: None }
    }

    /// The round of the service in the middle.
    fn service(&self) -> &Through {
        let mut rounds: Vec<&Through> = self.through.iter().collect();
        rounds.sort_by(|a, b| a.rate.total_cmp(&b.rate));
        rounds[rounds.len() / 2]
    }

    /// Records a second, the median.
    pub fn rate_of_service(&self) -> f64 {
        self.service().rate
    }
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = of.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bare = median(self.bare.iter().map(|round| round.rate));
        let idle = median(self.bare.iter().map(|round| round.busy));
        let (one, all) = (median(self.one.iter().copied()), median(self.all.iter().copied()));
        let service = self.service();
        let aim = (bare * 0.7).min(all);
        writeln!(f, "\nservice / bare consumer          {:>6.3}", service.rate / bare)?;
        writeln!(f, "service / core, all processors   {:>6.3}", service.rate / all)?;
        writeln!(f, "service / core, one thread       {:>6.3}", service.rate / one)?;
        writeln!(f, "service / the lower of 0.7 of bare and core (aim: 1)  {:>6.3}\n", service.rate / aim)?;
        writeln!(f, "bare consumer      {bare:>10.0} records/s, machine busy {:.0} %", idle * 100.0)?;
        writeln!(f, "core, all          {all:>10.0} records/s")?;
        writeln!(f, "core, one thread   {one:>10.0} records/s")?;
        let megabytes = self.topic.bytes as f64 / self.topic.events as f64 * service.rate / 1e6;
        writeln!(
            f,
            "service            {:>10.0} records/s, {megabytes:.0} MB/s, {} alerts, peak memory {:.1} MB, machine busy {:.0} %",
            service.rate,
            service.alerts,
            service.peak as f64 / 1e6,
            service.busy * 100.0
        )?;
        let rounds = self.through.iter().map(|round| format!("{:.0}", round.rate)).collect::<Vec<_>>();
        writeln!(f, "  its rounds       {}", rounds.join(", "))?;
        self.threads(f, service)?;
        if let Some(latency) = &self.latency {
            let [half, most, all] = [0.5, 0.99, 1.0].map(|share| latency.quantile(share));
            writeln!(
                f,
                "\nevent to alert     p50 {half} ms, p99 {most} ms, max {all} ms at {:.0} records/s, {} alerts (aim: p99 below 100 ms)",
                latency.rate,
                latency.delays.len()
            )?;
        }
        writeln!(f, "\ndate       {}", clock::now().strftime("%F %T UTC"))?;
        writeln!(f, "machine    {}", machine::machine())?;
        writeln!(f, "librdkafka {}", rdkafka::util::get_rdkafka_version().1)?;
        writeln!(
            f,
            "topic      {} events of {} bytes, {PARTITIONS} partitions, compression {}; one broker on the same machine",
            self.topic.events,
            self.topic.bytes / self.topic.events.max(1),
            self.topic.compression
        )?;
        write!(f, "settings   the service's defaults, alerts into one partition; medians of {} rounds", self.bare.len())
    }
}

impl Report<'_> {
    /// Who used the processors. Where all are busy they are what limits; else the busiest thread.
    fn threads(&self, f: &mut fmt::Formatter<'_>, service: &Through) -> fmt::Result {
        let mut threads: Vec<_> = service.threads.iter().filter(|(_, seconds)| **seconds > 0.0).collect();
        threads.sort_by(|a, b| b.1.total_cmp(a.1));
        let records = service.rate * service.seconds;
        for (name, seconds) in &threads {
            let (share, each) = (**seconds / service.seconds, **seconds / records * 1e6);
            writeln!(
                f,
                "  {name:<16} {:>6.1} s, {:>3.0} % of a processor, {each:.2} µs a record",
                seconds,
                share * 100.0
            )?;
        }
        let Some((busiest, _)) = threads.first() else { return Ok(()) };
        match service.busy > 0.95 {
            true => {
                writeln!(f, "  bottleneck: the machine's processors; most of the service's share goes to {busiest}")
            }
            false => writeln!(f, "  bottleneck: {busiest}"),
        }
    }
}

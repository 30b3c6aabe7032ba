//! The figures of a replay, in the same form as those of the service: how far it is, and what it found.
//!
//! It promises names, labels and help as the service has them, so that one page documents both. What it leaves to others: the
//! clock, and where the text goes.

use prometheus::{Gauge, IntCounter, IntGauge};

use super::instrument::{Definition, Labelled, MetricsError, Register, metrics};
use super::label::{FLAGGED, RUN};
use crate::policy::Severity;

metrics! {
    /// The metrics of one replay, with a registry of their own. Fields are named as the metrics, without the prefix.
    struct ReplayMetrics;

    "Replay" {
        /// When the replay began.
        replay_started_timestamp_seconds: Gauge[RUN] in "Unix time";
        /// When the replay came to its end; 0 while it runs, and for good where it breaks off.
        replay_finished_timestamp_seconds: Gauge[RUN] in "Unix time";
        /// When these figures were written.
        replay_updated_timestamp_seconds: Gauge[RUN] in "Unix time"
            alert "`time() -` it above 15 minutes while `phi_audit_replay_finished_timestamp_seconds` is 0";
        /// Bytes read, as stored.
        replay_read_bytes_total: IntCounter[RUN] in "bytes";
        /// Files, objects and partitions read.
        replay_sources_total: IntCounter[RUN] in "objects";
        /// Events audited.
        replay_events_total: IntCounter[RUN] in "events";
        /// Events with a finding above `info` that no earlier run has reported, by their worst severity. Findings over several events are in the report alone.
        replay_flagged_events_total: IntCounter[RUN, FLAGGED] in "events";
        /// Documents, or parts of them, that could not be read.
        replay_unread_total: IntCounter[RUN] in "parts";
        /// Of the last run that came to its end: events with a finding above `info` in its report, by their worst severity. With a manifest the report is of all runs.
        replay_reported_flagged_events: IntGauge[RUN, FLAGGED] in "events";
        /// Of the last run that came to its end: what its report says could not be read. With a manifest the report is of all runs.
        replay_reported_unread: IntGauge[RUN] in "parts"
            alert "above 0: the report is incomplete";
    }
}

/// How far a replay has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Bytes read, as stored.
    pub bytes: u64,
    /// Files, objects and partitions read.
    pub sources: u64,
    /// Events audited.
    pub events: u64,
    /// Events by their worst finding, in the order of [`Severity::ALL`].
    pub by_severity: [u64; 5],
    /// Documents, or parts of them, that could not be read.
    pub unread: u64,
}

/// What the report of a run says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// Events by their worst finding, in the order of [`Severity::ALL`].
    pub by_severity: [u64; 5],
    /// Documents, or parts of them, that could not be read.
    pub unread: u64,
}

impl Reported {
    /// What figures that were written before say of it; 0 for what they do not say.
    pub fn read(figures: &str) -> Self {
        let value = |metric: &str, labels: &str| {
            let of = |line: &str| {
                let (series, value) = line.rsplit_once(' ')?;
                let series = series.strip_prefix(metric)?.strip_prefix('{')?;
                series.ends_with(&format!("{labels}}}")).then(|| value.parse().ok())?
            };
            figures.lines().find_map(of).unwrap_or_default()
        };
        let mut reported = Self { unread: value("phi_audit_replay_reported_unread", ""), ..Self::default() };
        for (severity, count) in Severity::ALL.iter().zip(&mut reported.by_severity) {
            let labels = format!(",severity=\"{}\"", severity.name());
            *count = value("phi_audit_replay_reported_flagged_events", &labels);
        }
        reported
    }
}

impl ReplayMetrics {
    /// All metrics of the replay `run` at 0, begun at `started` (Unix time in seconds).
    pub fn new(run: &str, started: f64) -> Result<Self, MetricsError> {
        let metrics = Self::register()?;
        metrics.replay_started_timestamp_seconds.with([run]).set(started);
        metrics.replay_finished_timestamp_seconds.with([run]).set(0.0);
        metrics.reached(run, &Reached::default(), started);
        metrics.reported(run, &Reported::default());
        Ok(metrics)
    }

    /// Says how far `run` has come at `now` (Unix time in seconds). What was counted does not become less.
    pub fn reached(&self, run: &str, reached: &Reached, now: f64) {
        let Reached { bytes, sources, events, by_severity, unread } = *reached;
        let to = |counter: &IntCounter, count: u64| counter.inc_by(count.saturating_sub(counter.get()));
        to(&self.replay_read_bytes_total.with([run]), bytes);
        to(&self.replay_sources_total.with([run]), sources);
        to(&self.replay_events_total.with([run]), events);
        to(&self.replay_unread_total.with([run]), unread);
        for (severity, count) in flagged(by_severity) {
            to(&self.replay_flagged_events_total.with([run, severity]), count);
        }
        self.replay_updated_timestamp_seconds.with([run]).set(now);
    }

    /// Says what the report of the last run says that came to its end.
    pub fn reported(&self, run: &str, reported: &Reported) {
        let Reported { by_severity, unread } = *reported;
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        for (severity, count) in flagged(by_severity) {
            self.replay_reported_flagged_events.with([run, severity]).set(number(count));
        }
        self.replay_reported_unread.with([run]).set(number(unread));
    }
}

/// Counts above `info`, by the name of the severity.
fn flagged(by_severity: [u64; 5]) -> impl Iterator<Item = (&'static str, u64)> {
    let all = Severity::ALL.iter().zip(by_severity);
    all.filter(|(severity, _)| **severity > Severity::Info).map(|(severity, count)| (severity.name(), count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_reported_is_read_from_the_figures_of_an_earlier_run() {
        let metrics = ReplayMetrics::new("archive", 5.0).unwrap();
        assert_eq!(Reported::read(&metrics.render()), Reported::default());
        let reported = Reported { by_severity: [0, 7, 0, 1_000, 3], unread: 2 };
        metrics.reported("archive", &reported);
        assert_eq!(Reported::read(&metrics.render()), reported);
        assert_eq!(Reported::read("phi_audit_replay_reported_unread{run=\"a\"} many\n\n{\n"), Reported::default());
    }

    #[test]
    fn every_series_is_there_from_the_start_and_says_which_run_it_is_of() {
        let metrics = ReplayMetrics::new("archive-2026", 1_795_000_000.0).unwrap();
        let text = metrics.render();
        let series: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(series.iter().all(|line| line.contains("{run=\"archive-2026\"")), "{text}");
        let names: Vec<&str> = series.iter().filter_map(|line| line.split('{').next()).collect();
        assert!(ReplayMetrics::DEFINITIONS.iter().all(|one| names.contains(&one.name)), "{text}");
        assert!(text.contains("phi_audit_replay_flagged_events_total{run=\"archive-2026\",severity=\"low\"} 0\n"));
        assert!(!text.contains("severity=\"info\""), "{text}");
    }

    #[test]
    fn counts_are_those_that_were_reached_last() {
        let metrics = ReplayMetrics::new("a", 5.0).unwrap();
        let half = Reached { bytes: 10, sources: 1, events: 3, by_severity: [1, 0, 0, 0, 2], unread: 0 };
        metrics.reached("a", &half, 6.0);
        metrics.reached("a", &Reached { events: 7, unread: 1, ..half }, 7.0);
        let text = metrics.render();
        for line in [
            "started_timestamp_seconds{run=\"a\"} 5",
            "updated_timestamp_seconds{run=\"a\"} 7",
            "finished_timestamp_seconds{run=\"a\"} 0",
            "read_bytes_total{run=\"a\"} 10",
            "events_total{run=\"a\"} 7",
            "unread_total{run=\"a\"} 1",
            "flagged_events_total{run=\"a\",severity=\"critical\"} 2",
        ] {
            assert!(text.contains(&format!("phi_audit_replay_{line}\n")), "{line}: {text}");
        }
    }
}

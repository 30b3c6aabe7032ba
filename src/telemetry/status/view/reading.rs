//! From the figures, the findings and the health of one moment to the page: which series each part of it is made of.

use std::collections::BTreeMap;

use super::{
    Canary, Check, Counted, Finding, Findings, Group, Moment, Progress, Quarantined, Reads, Route, Rules, Sink,
    SinkStanding, Standing, View,
};
use crate::policy::Severity;
use crate::quarantine;
use crate::telemetry::recent::Found;
use crate::telemetry::status::figures::{Figures, Series, whole};
use crate::telemetry::status::words;
use crate::telemetry::{Answer, Reason};

/// Topics, streams and routes that are listed: those most behind first.
const LISTED: usize = 12;
/// Requirements in the open; the rest are folded up.
const OPEN: usize = 10;

/// Sees to it that moments are all told from the same now.
#[derive(Clone, Copy)]
struct Clock(f64);

impl Clock {
    fn moment(self, at: f64) -> Moment {
        Moment { at, age: (self.0 - at).max(0.0) }
    }
}

impl View {
    /// The page of `now_ms`.
    pub fn of(figures: &Figures, recent: &BTreeMap<String, Found>, standing: &Standing, now_ms: i64) -> Self {
        let clock = Clock(now_ms as f64 / 1_000.0);
        let up = (clock.0 - standing.started_ms as f64 / 1_000.0).max(0.0);
        let check = |name, answer: &Answer| Check {
            name,
            ok: answer.ok,
            reasons: answer
                .reasons
                .iter()
                .map(|reason: &Reason| words::sentence(reason, &standing.sinks, now_ms))
                .collect(),
        };
        let (word, says) = match (standing.live.ok, standing.ready.ok) {
            (true, true) => ("OK", "Ready and live"),
            (true, false) => ("NOT READY", "It does not do its work"),
            (false, _) => ("NOT LIVE", "It stands still: a restart would help"),
        };
        let reads = Reads::of(figures);
        Self {
            word,
            says,
            checks: [check("/ready", &standing.ready), check("/live", &standing.live)],
            now: clock.0,
            up,
            version: label(figures, "build_info", "version"),
            progress: Progress::of(figures, &reads, clock, up),
            reads,
            findings: Findings::of(figures, recent, clock),
            sinks: standing.sinks.iter().map(|sink| Sink::of(sink, figures)).collect(),
            quarantine: quarantine(figures),
            quarantined: figures.count("records_processed_total", &[("outcome", "quarantined")]),
            errors: errors(figures),
            canary: Canary::of(figures, clock, up),
            rules: Rules::of(figures, clock),
        }
    }
}

/// The label of the only series of a name.
fn label(figures: &Figures, name: &str, label: &str) -> String {
    figures.series(name).first().map(|one| one.label(label)).unwrap_or_default().to_owned()
}

/// The series of a name that are not 0, by one of their labels.
fn counted(figures: &Figures, name: &str, label: &str) -> Vec<Counted> {
    let some = figures.series(name).iter().filter(|one| one.value > 0.0);
    some.map(|one| Counted { name: one.label(label).to_owned(), count: whole(one.value) }).collect()
}

impl Reads {
    fn of(figures: &Figures) -> Self {
        let kinds = figures.series("oldest_unacked_seconds").iter().chain(figures.series("records_received_total"));
        let mut sources: Vec<String> = kinds.map(|one| source(one.label("source")).to_owned()).collect();
        sources.sort_unstable();
        sources.dedup();
        let mut groups = groups(figures, "topic", "partition", "partition_lag_seconds", Some("partition_lag_messages"));
        groups.extend(self::groups(figures, "stream", "shard", "shard_lag_seconds", None));
        groups.sort_by(|a, b| b.seconds.total_cmp(&a.seconds).then_with(|| a.name.cmp(&b.name)));
        let more = groups.len().saturating_sub(LISTED);
        groups.truncate(LISTED);
        let spooled = figures.count("webhook_spool_records", &[]);
        Self {
            sources,
            groups,
            more,
            routes: routes(figures),
            parts: figures.count("partitions_assigned", &[]),
            waiting: figures.count("shards_waiting", &[]),
            spooled: (spooled > 0).then(|| (spooled, figures.count("webhook_spool_bytes", &[]))),
        }
    }
}

fn source(kind: &str) -> &str {
    match kind {
        "kafka" => "Kafka",
        "kinesis" => "Kinesis",
        "webhook" => "webhooks",
        other => other,
    }
}

/// Partitions by topic, or shards by stream.
fn groups(figures: &Figures, kind: &'static str, part: &str, seconds: &str, records: Option<&str>) -> Vec<Group> {
    let mut groups: BTreeMap<&str, Vec<&Series>> = BTreeMap::new();
    for series in figures.series(seconds) {
        groups.entry(series.label(kind)).or_default().push(series);
    }
    let group = |(name, parts): (&str, Vec<&Series>)| {
        let worst = parts.iter().max_by(|a, b| a.value.total_cmp(&b.value)).filter(|worst| worst.value > 0.0);
        Group {
            kind,
            name: name.to_owned(),
            parts: parts.len(),
            records: records.map(|records| figures.count(records, &[(kind, name)])),
            seconds: worst.map_or(0.0, |worst| worst.value),
            worst: worst.map(|worst| worst.label(part).to_owned()),
        }
    };
    groups.into_iter().map(group).collect()
}

fn routes(figures: &Figures) -> Vec<Route> {
    let mut routes: BTreeMap<&str, Route> = BTreeMap::new();
    for series in figures.series("webhook_requests_total") {
        let name = series.label("route");
        let new = || Route { name: name.to_owned(), taken: 0, refused: 0, again: 0 };
        let route = routes.entry(name).or_insert_with(new);
        match series.label("status") {
            "200" => route.taken += whole(series.value),
            "429" | "503" => route.again += whole(series.value),
            _ => route.refused += whole(series.value),
        }
    }
    routes.into_values().collect()
}

impl Progress {
    fn of(figures: &Figures, reads: &Reads, clock: Clock, up: f64) -> Self {
        let count = |name| figures.count(name, &[]);
        let finished = |outcome| figures.count("records_processed_total", &[("outcome", outcome)]);
        let (received, events) = (count("records_received_total"), count("events_total"));
        Self {
            last_event: figures.moment("last_event_timestamp_seconds").map(|at| clock.moment(at)),
            behind: reads.groups.iter().map(|group| group.seconds).reduce(f64::max),
            oldest: figures.most("oldest_unacked_seconds").filter(|seconds| *seconds > 0.0),
            paused: count("paused") > 0,
            paused_seconds: figures.sum("paused_seconds_total", &[]).unwrap_or_default(),
            under_way: (count("in_flight_records"), count("in_flight_limit_records")),
            under_way_bytes: (count("in_flight_bytes"), count("in_flight_limit_bytes")),
            received,
            bytes: count("bytes_received_total"),
            events,
            rates: (words::rate(received, up), words::rate(events, up)),
            finished: ["clean", "published", "quarantined"].map(finished),
            lost: count("records_lost_total") + count("shards_lost_total"),
            committed: figures.moment("last_commit_timestamp_seconds").map(|at| clock.moment(at)),
            commits_failed: figures.count("commits_total", &[("result", "failed")]),
            stalled: count("stalled_partitions"),
            rebalances: count("rebalances_total"),
        }
    }
}

impl Findings {
    fn of(figures: &Figures, recent: &BTreeMap<String, Found>, clock: Clock) -> Self {
        let mut counts: BTreeMap<&str, BTreeMap<usize, u64>> = BTreeMap::new();
        for series in figures.series("findings_total").iter().filter(|one| one.value > 0.0) {
            let Some(rank) = Severity::ALL.iter().position(|one| one.name() == series.label("severity")) else {
                continue;
            };
            *counts.entry(series.label("requirement")).or_default().entry(rank).or_default() += whole(series.value);
        }
        let fact = |counts: &BTreeMap<usize, u64>| counts.get(&(Severity::Info as usize)).copied();
        let facts = counts.values().filter_map(fact);
        let facts = (facts.clone().sum(), facts.count());
        let mut all: Vec<Finding> = Vec::new();
        let mut severities: BTreeMap<usize, u64> = BTreeMap::new();
        for (id, mut counts) in counts {
            counts.remove(&(Severity::Info as usize));
            let Some((&rank, _)) = counts.last_key_value() else { continue };
            counts.iter().for_each(|(rank, count)| *severities.entry(*rank).or_default() += count);
            let found = recent.get(id);
            all.push(Finding {
                id: id.to_owned(),
                title: found.map(|found| found.title.clone()),
                severity: Severity::ALL.get(rank).map_or("", |severity| severity.name()),
                total: counts.values().sum(),
                severities: worst_first(&counts),
                last: found.map(|found| clock.moment(found.last_ms as f64 / 1_000.0)),
                rank,
            });
        }
        // Not by their times: rows that jump while one reads help nobody.
        all.sort_by(|a, b| (b.rank, b.total).cmp(&(a.rank, a.total)).then_with(|| a.id.cmp(&b.id)));
        let last = all.iter().filter_map(|finding| finding.last).reduce(|a, b| if a.at < b.at { b } else { a });
        let total = all.iter().map(|finding| finding.total).sum();
        let folded = all.split_off(all.len().min(OPEN));
        let suppressed = figures.count("suppressed_findings_total", &[]);
        Self { open: all, folded, total, severities: worst_first(&severities), last, facts, suppressed }
    }
}

/// Counts by severity, the worst first.
fn worst_first(counts: &BTreeMap<usize, u64>) -> Vec<Counted> {
    let named = counts.iter().rev().filter_map(|(rank, count)| Some((Severity::ALL.get(*rank)?.name(), *count)));
    named.map(|(name, count)| Counted { name: name.to_owned(), count }).collect()
}

impl Sink {
    fn of(sink: &SinkStanding, figures: &Figures) -> Self {
        let named = [("sink", sink.name.as_str())];
        let published = figures.sum("alerts_published_total", &named).map(whole);
        Self {
            name: sink.name.clone(),
            required: sink.required,
            failing: sink.failure.is_some(),
            queue: figures.count("sink_queue_messages", &named),
            published: published.unwrap_or(sink.confirmed),
            dropped: figures.count("alerts_dropped_total", &named),
            // Only sinks of alerts are counted there.
            pointers: published.is_none() && sink.name == "quarantine",
        }
    }
}

fn quarantine(figures: &Figures) -> Vec<Quarantined> {
    let mut reasons: Vec<Quarantined> = counted(figures, "quarantined_records_total", "reason")
        .into_iter()
        .map(|Counted { name, count }| {
            let means = quarantine::reason(&name).map(|reason| reason.means);
            Quarantined { reason: name, count, means }
        })
        .collect();
    reasons.sort_by_key(|one| std::cmp::Reverse(one.count));
    reasons
}

fn errors(figures: &Figures) -> Vec<Counted> {
    let some = figures.series("errors_total").iter().filter(|one| one.value > 0.0);
    let named = |one: &Series| Counted {
        name: format!("{}: {}", one.label("stage"), one.label("kind").replace('_', " ")),
        count: whole(one.value),
    };
    some.map(named).collect()
}

impl Canary {
    fn of(figures: &Figures, clock: Clock, up: f64) -> Option<Self> {
        let every = figures.most("canary_interval_seconds").filter(|seconds| *seconds > 0.0)?;
        let last = figures.moment("canary_last_found_timestamp_seconds").map(|at| clock.moment(at));
        let (sent, seen) = ("canaries_sent_total", "canaries_seen_total");
        let missed = figures.count(seen, &[("result", "missed")]);
        let found_last = figures.moment("canary_last_found_timestamp_seconds");
        let missed_last = figures.moment("canary_last_missed_timestamp_seconds");
        // Of those that went before the process was there nobody knows.
        let waited = last.as_ref().map_or(up, |last| last.age.min(up));
        Some(Self {
            every,
            sent: figures.count(sent, &[("result", "ok")]),
            not_sent: figures.count(sent, &[("result", "failed")]),
            found: figures.count(seen, &[("result", "found")]),
            missed,
            last,
            blind: missed_last > found_last,
            // As AuditCanaryLost has it.
            late: waited > every + 120.0,
            waited,
        })
    }
}

impl Rules {
    fn of(figures: &Figures, clock: Clock) -> Self {
        let states = |name| (!figures.series(name).is_empty()).then(|| counted(figures, name, "state"));
        Self {
            digest: label(figures, "rules_info", "digest"),
            loaded: figures.moment("config_last_reload_timestamp_seconds").map(|at| clock.moment(at)),
            reload_failed: figures.sum("config_reload_successful", &[]) == Some(0.0),
            edition: figures.moment("rules_edition_timestamp_seconds"),
            verified: figures.moment("rules_verified_timestamp_seconds"),
            counts: counts(figures),
            suppressions: states("suppressions"),
            attestations: states("attestations"),
        }
    }
}

/// How many rules there are, by their kinds.
fn counts(figures: &Figures) -> Vec<Counted> {
    let kinds = [("matcher", "matchers"), ("requirement", "rules on single events"), ("linked", "on several together")];
    let all = kinds.map(|(kind, name)| (figures.count("rules_loaded", &[("kind", kind)]), name));
    all.into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| Counted { name: name.to_owned(), count })
        .collect()
}

#[cfg(test)]
mod tests;

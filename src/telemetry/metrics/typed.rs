//! How the parts of the service set the figures that are more than a count: whole states, and series that come and go.
//!
//! It promises that such a figure is set in one place, with the labels that belong together. What it leaves to others: when.

use hashbrown::HashMap;

use super::Metrics;
use crate::audit::Sighting;
use crate::pipeline::clock;
use crate::policy::{Attested, Day, Edition, Editions, Standing};
use crate::rules::Rules;
use crate::sink::SinkStatus;
use crate::telemetry::labels::{AttestationState, ErrorKind, Stage};

/// A day, in seconds.
const DAY: f64 = 86_400.0;

#[allow(clippy::cast_precision_loss, reason = "Unix time in milliseconds is exact for another 285,000 years")]
fn seconds(ms: i64) -> f64 {
    ms as f64 / 1e3
}

impl Metrics {
    /// Counts an error.
    pub fn error(&self, stage: Stage, kind: ErrorKind) {
        self.errors_total.with([stage.name(), kind.name()]).inc();
    }

    /// A commit has ended.
    pub fn commit_ended(&self, committed: bool) {
        self.commits_total.with([if committed { "ok" } else { "failed" }]).inc();
        if committed {
            self.last_commit_timestamp_seconds.set(clock::now().as_duration().as_secs_f64());
        } else {
            self.error(Stage::Committing, ErrorKind::Other);
        }
    }

    /// A canary came by.
    pub fn canary_seen(&self, seen: &Sighting, now_ms: i64) {
        self.canaries_seen_total.with([if seen.found { "found" } else { "missed" }]).inc();
        let age = seconds(now_ms) - seconds(seen.sent_ms);
        if age > DAY {
            return;
        }
        let last = if seen.found {
            self.canary_seconds.observe(age.max(0.0));
            &self.canary_last_found_timestamp_seconds
        } else {
            &self.canary_last_missed_timestamp_seconds
        };
        // One from the future, by a clock that is wrong or by design, must not keep the alert quiet until then. Two threads may
        // set this at once; the next canary is right again.
        let sent = seconds(seen.sent_ms.min(now_ms));
        if sent > last.get() {
            last.set(sent);
        }
    }

    /// Says which rules are in force.
    pub fn rules(&self, rules: &Rules) {
        let digest = rules.digest().get(..12).unwrap_or_default();
        self.rules_info.with([digest]).set(1);
        for old in self.rules_info.series().into_iter().flatten().filter(|old| old != digest) {
            self.rules_info.forget([&old]);
        }
        self.rules_edition_timestamp_seconds.set(Edition::NEWEST.day().seconds() as f64);
        // Of the shipped file, which a test reads.
        if let Ok(editions) = Editions::shipped() {
            self.rules_verified_timestamp_seconds.set(editions.verified.seconds() as f64);
        }
        self.rules_loaded.with(["matcher"]).set(count(rules.matchers().len()));
        self.rules_loaded.with(["requirement"]).set(count(rules.policy().rules()));
        self.rules_loaded.with(["linked"]).set(count(rules.policy().linked().len()));
    }

    /// Counts the requirements that ask for somebody's word by how they stand `today`.
    pub fn attestations(&self, rules: &Rules, today: Day) {
        let given = rules.policy().context().attestations.as_deref();
        let all = given.unwrap_or_default();
        let mut words: HashMap<&str, Vec<&Attested>> = HashMap::new();
        for word in all {
            words.entry(&word.requirement).or_default().push(word);
        }
        // Without a list nobody is asked, as in reports.
        let asking = rules.requirements().iter().filter(|requirement| given.is_some() && requirement.attest.is_some());
        let states: Vec<AttestationState> = asking
            .filter_map(|requirement| {
                let words = words.get(&*requirement.id).map_or(&[][..], Vec::as_slice);
                AttestationState::of(Standing::on(today, words).0, today)
            })
            .collect();
        for state in AttestationState::ALL {
            let count = count(states.iter().filter(|one| *one == state).count());
            self.attestations.with([state.name()]).set(count);
        }
    }

    /// The first 12 digits of the digest of the rules in force; empty before they are loaded.
    pub fn digest(&self) -> String {
        self.rules_info.series().into_iter().flatten().next().unwrap_or_default()
    }

    /// Says how far behind a partition is.
    pub fn partition_lag(&self, topic: &str, partition: i32, messages: i64, seconds: f64) {
        let partition = partition.to_string();
        self.partition_lag_messages.with([topic, &partition]).set(messages);
        self.partition_lag_seconds.with([topic, &partition]).set(seconds);
    }

    /// Drops the series of a partition that is no longer ours: a figure that stands still is worse than none.
    pub fn forget_partition(&self, topic: &str, partition: i32) {
        let partition = partition.to_string();
        self.partition_lag_messages.forget([topic, &partition]);
        self.partition_lag_seconds.forget([topic, &partition]);
    }

    /// Says how far behind a shard is, in seconds.
    pub fn shard_lag(&self, stream: &str, shard: &str, seconds: f64) {
        self.shard_lag_seconds.with([stream, shard]).set(seconds);
    }

    /// Drops the series of a shard that is no longer read.
    pub fn forget_shard(&self, stream: &str, shard: &str) {
        self.shard_lag_seconds.forget([stream, shard]);
    }

    /// Takes over what a sink says of its health.
    pub fn sink(&self, status: &SinkStatus) {
        let name = [&*status.name];
        self.sink_required.with(name).set(status.required.into());
        self.sink_failing.with(name).set(status.is_failing().into());
        self.sink_queue_messages.with(name).set(i64::try_from(status.open()).unwrap_or(i64::MAX));
    }

    /// Takes over how many alerts a sink has confirmed. To be called by one thread only, every second or so.
    pub fn published(&self, status: &SinkStatus) {
        let name = [&*status.name];
        let published = self.alerts_published_total.with(name);
        published.inc_by(status.confirmed().saturating_sub(published.get()));
        // So that it begins at 0.
        drop(self.alerts_dropped_total.with(name));
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

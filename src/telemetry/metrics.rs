//! Every metric of the service, in one table: from it come the fields below, their registration and `docs/METRICS.md`.
//!
//! It promises names in base units under one prefix, and labels that are neither unbounded nor personal. What it leaves to
//! others: measuring, and asking for the figures ([`admin`](super::admin)). Names are an interface: dashboards and alerts use
//! them.

use std::sync::Arc;

use prometheus::process_collector::ProcessCollector;
use prometheus::proto::{LabelPair, MetricFamily};
use prometheus::{Counter, Gauge, Histogram, IntCounter, IntGauge, TextEncoder};

pub use super::instrument::MetricsError;
use super::instrument::{Definition, Labelled, Register, metrics};
use super::labels::{
    ACCOUNT, ATTESTATION, CALL_RESULT, CANARY_SEEN, CANARY_SENT, CATEGORY, COMMIT_RESULT, DIGEST, ELIGIBILITY,
    ERROR_KIND, FLAGGED, GRADE, NAMED_TOPIC, OUTCOME, PARTITION, PRODUCT, REASON, REBALANCE_KIND, REFUSAL, REGION,
    REQUIREMENT, ROUTE, RULE_KIND, SEVERITY, SHARD, SINK, SOURCE, STAGE, STATE, STATUS, STREAM, TOPIC,
    TRANSACTION_RESULT, VERSION,
};
use super::recent::Recent;
use super::replay::ReplayMetrics;
use crate::pipeline::clock;

mod typed;

/// What all our names begin with.
const PREFIX: &str = "phi_audit_";
/// 1 ms to 1 min: one try at a sink.
const PUBLISH: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0];
/// 1 ms to 30 s: a request that waits for the sinks.
const REQUEST: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
/// 5 ms to 1 h: from an event to its alert, with a backlog in between or not.
const EVENT_TO_ALERT: &[f64] =
    &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0];

metrics! {
    /// The metrics of one process, with a registry of their own. Fields are named as the metrics, without the prefix.
    struct Metrics {
        /// What was found lately, for the status page.
        recent: Recent,
    };

    "Records and events" {
        /// Records received. A record is a message of the source and may hold several events or none.
        records_received_total: IntCounter[SOURCE] in "records"
            alert "`rate() == 0` while the topic moves: nothing is audited";
        /// Bytes of keys, headers and values received.
        bytes_received_total: IntCounter[SOURCE] in "bytes";
        /// Records finished: clean (nothing to tell, or nothing not told already), published (every required sink has its alerts) or quarantined (a pointer is safe).
        records_processed_total: IntCounter[SOURCE, OUTCOME] in "records"
            alert "the share of `outcome=\"quarantined\"` rises";
        /// Records that the topic's retention deleted before they were read. Offsets are counted, so markers of transactions and compacted records among them count too.
        records_lost_total: IntCounter in "records"
            alert "any increase: these were never audited; give the topic more retention, or the service more instances";
        /// When the last record was received, by our clock.
        last_event_timestamp_seconds: Gauge[SOURCE] in "Unix time"
            alert "`time() -` it above a few minutes while the topic moves: silence is an incident";
    }

    "Verdicts and findings" {
        /// Events judged, by product, whether PHI may flow there, and PHI grade.
        events_total: IntCounter[PRODUCT, ELIGIBILITY, GRADE] in "events"
            alert "any increase with `eligibility=\"not_eligible\"` and `grade=\"phi\"`";
        /// Findings, before suppression and folding.
        findings_total: IntCounter[REQUIREMENT, SEVERITY] in "findings"
            alert "any increase with `severity=\"critical\"`; a rate far above that of last week";
        /// Events with a finding above `info`, by product and their worst severity, before suppression and folding. Findings of rules over several events are not among them.
        flagged_product_events_total: IntCounter[PRODUCT, FLAGGED] in "events";
        /// The same events, by where the farthest of their telephone numbers lies.
        flagged_region_events_total: IntCounter[REGION, FLAGGED] in "events"
            alert "any increase with `region=\"canada\"`, `\"other_nanp\"` or `\"international\"`";
        /// The same events, by the account or source they come from.
        flagged_account_events_total: IntCounter[ACCOUNT, FLAGGED] in "events"
            alert "any increase with `account=\"unlisted\"`";
        /// Matches of identifiers and health information.
        matches_total: IntCounter[CATEGORY] in "matches";
        /// Matches that allow lists took out.
        allowed_matches_total: IntCounter in "matches"
            alert "a rate far above that of last week: an entry covers more than was meant";
        /// Findings that a suppression accepts.
        suppressed_findings_total: IntCounter[REQUIREMENT] in "findings"
            alert "a rate far above that of last week: a suppression covers more than was meant";
        /// Findings that were counted into an alert already made.
        folded_findings_total: IntCounter[REQUIREMENT] in "findings";
        /// Resources remembered for folding.
        fold_entries: IntGauge in "resources"
            alert "it stays at `alerts.fold_entries`: more alerts than necessary";
        /// Resources remembered for rules over several events.
        linked_resources: IntGauge in "resources";
        /// Resources forgotten to make room for others; events of theirs that come later start anew.
        linked_forgotten_total: IntCounter in "resources"
            alert "a rate above 0: raise `linked.resources`, or rely on replays for rules over several events";
        /// Suppressions, each in the most urgent state it is in: expired, expiring, unused, active.
        suppressions: IntGauge[STATE] in "suppressions"
            alert "`state=\"expiring\"` or `state=\"expired\"` above 0: somebody has to decide again";
    }

    "Errors and quarantine" {
        /// Errors by stage and kind. What is tried again counts with every try.
        errors_total: IntCounter[STAGE, ERROR_KIND] in "errors"
            alert "a rate above 0 for 15 minutes; `kind=\"internal\"` at once";
        /// Records in quarantine, by the reason; a record with two reasons counts under both.
        quarantined_records_total: IntCounter[REASON] in "records"
            alert "any increase: a record was not audited in full";
    }

    "Alerts and sinks" {
        /// Alerts the sink has confirmed for good.
        alerts_published_total: IntCounter[SINK] in "alerts";
        /// Alerts that a sink never got: its queue was full and it is not required, or the process ended before it took them.
        alerts_dropped_total: IntCounter[SINK] in "alerts"
            alert "any increase: that sink is incomplete";
        /// 1 while the last try at the sink failed.
        sink_failing: IntGauge[SINK] in "0 or 1"
            alert "`min_over_time([5m]) == 1`; where the sink is required, reading pauses";
        /// 1 where records wait for the sink, 0 where its alerts are dropped if it fails.
        sink_required: IntGauge[SINK] in "0 or 1";
        /// Messages that the sink does not have yet: those that wait in front of it, and those that are being tried.
        sink_queue_messages: IntGauge[SINK] in "messages";
        /// From handing a batch to the other side to its confirmation.
        publish_seconds: Histogram[SINK] in "seconds" buckets PUBLISH
            alert "p99 above a second";
        /// From the record's own timestamp to the confirmation of its alert by all required sinks.
        event_to_alert_seconds: Histogram in "seconds" buckets EVENT_TO_ALERT
            alert "p99 above what was promised to the security team";
        /// Kafka transactions of alerts with positions (`delivery = "transactional"`).
        transactions_total: IntCounter[TRANSACTION_RESULT] in "transactions"
            alert "`result=\"aborted\"` keeps rising";
    }

    "Canary" {
        /// How often a canary is sent (`canary.every`); 0 where none is.
        canary_interval_seconds: Gauge in "seconds";
        /// Canaries sent into the source by this process, and those that could not be sent.
        canaries_sent_total: IntCounter[CANARY_SENT] in "canaries"
            alert "`result=\"failed\"` rises and `result=\"ok\"` does not";
        /// Canaries read by this process, whoever sent them: those whose audit gave the finding that it has to give, and those whose audit did not. They count in no other figure.
        canaries_seen_total: IntCounter[CANARY_SEEN] in "canaries"
            alert "any increase with `result=\"missed\"`: the rules in force do not find what they have to";
        /// When the newest canary that was found had been sent, by the clock of its sender; 0 before the first.
        canary_last_found_timestamp_seconds: Gauge in "Unix time"
            alert "`time() -` it, over all processes, two minutes above `phi_audit_canary_interval_seconds`: the audit is blind";
        /// When the newest canary whose finding did not come had been sent, by the clock of its sender; 0 before the first.
        canary_last_missed_timestamp_seconds: Gauge in "Unix time"
            alert "it is later than `phi_audit_canary_last_found_timestamp_seconds`: the rules in force do not find what they have to";
        /// From the sending of a canary to its finding. Canaries older than a day, as a new group finds them, do not count.
        canary_seconds: Histogram in "seconds" buckets EVENT_TO_ALERT
            alert "p99 above what was promised of alerts";
    }

    "Progress" {
        /// Age of the oldest record that is received and not finished; 0 where none is.
        oldest_unacked_seconds: Gauge[SOURCE] in "seconds"
            alert "above `service.stall`";
        /// Records between what may be committed and the end of the partition.
        partition_lag_messages: IntGauge[TOPIC, PARTITION] in "records";
        /// Now minus the timestamp of the record that is next to be finished, or of the last finished; before the first, the time since the partition was assigned; 0 at its end.
        partition_lag_seconds: Gauge[TOPIC, PARTITION] in "seconds"
            alert "`max` above what was promised and `deriv() > 0`";
        /// Assigned partitions in which there is work and nothing moves.
        stalled_partitions: IntGauge in "partitions"
            alert "above 0: `/live` or `/ready` names them";
        /// Commits of positions.
        commits_total: IntCounter[COMMIT_RESULT] in "commits"
            alert "`result=\"failed\"` above a tenth for 15 minutes";
        /// When positions were last committed, by our clock.
        last_commit_timestamp_seconds: Gauge in "Unix time"
            alert "`time() -` it above 10 commit intervals while records are processed";
        /// Acknowledgements that came after their partition had gone; the record is read again elsewhere.
        stale_acks_total: IntCounter in "records";
    }

    "Consumer group" {
        /// 1 while a topic that `source.kafka.topics` names is not in the cluster, or this user may not know of it; nothing of it is read.
        topic_missing: IntGauge[NAMED_TOPIC] in "0 or 1"
            alert "1 for 5 minutes: create the topic, or correct its name";
        /// Partitions assigned to this process.
        partitions_assigned: IntGauge in "partitions"
            alert "0 on all processes of the group: nobody audits";
        /// Rebalances of the group, as this process saw them.
        rebalances_total: IntCounter[REBALANCE_KIND] in "rebalances"
            alert "more than 6 in an hour without a deployment; any `kind=\"lost\"`";
    }

    "Kinesis" {
        /// Shards that this process reads.
        shards_reading: IntGauge in "shards"
            alert "0 for 5 minutes: nothing is read";
        /// Shards that wait for the end of the shards they came from.
        shards_waiting: IntGauge in "shards";
        /// Behind the tip of the shard: as Kinesis says (`MillisBehindLatest`), or the age of the oldest record that is not done, whichever is more.
        shard_lag_seconds: Gauge[STREAM, SHARD] in "seconds"
            alert "`max` above what was promised; towards the stream's retention, records are about to be lost";
        /// Calls that fetch records, by how they ended.
        kinesis_calls_total: IntCounter[CALL_RESULT] in "calls"
            alert "`result=\"throttled\"` above a tenth for 15 minutes: too many consumers share the shards";
        /// Shards of which records may have gone before they were audited: they vanished unfinished, or reading went on behind a gap.
        shards_lost_total: IntCounter in "shards"
            alert "any increase: give the stream more retention, or read faster";
    }

    "Webhooks" {
        /// Requests, by route and by the status of their answer.
        webhook_requests_total: IntCounter[ROUTE, STATUS] in "requests"
            alert "the share of any status but `200` rises";
        /// Requests that were not answered with 200, by the reason.
        webhook_refused_total: IntCounter[ROUTE, REFUSAL] in "requests"
            alert "`reason=\"signature\"` or `reason=\"body_hash\"`: a secret or URL is wrong, or somebody else is calling; `reason=\"late\"` or `reason=\"busy\"` for 15 minutes";
        /// From the head of a request to its answer.
        webhook_request_seconds: Histogram[ROUTE] in "seconds" buckets REQUEST
            alert "p99 above 3 s: senders give up after 5 s";
        /// Events with which Twilio tries a sink out.
        webhook_test_events_total: IntCounter in "events";
        /// Connections that are open.
        webhook_connections: IntGauge in "connections"
            alert "it stays at `limits.connections`";
        /// Bodies in the spool that are not finished.
        webhook_spool_records: IntGauge in "records";
        /// Bytes of them.
        webhook_spool_bytes: IntGauge in "bytes"
            alert "above half of `spool.max_size` for 15 minutes";
        /// When the certificate in use was read.
        webhook_certificate_loaded_timestamp_seconds: Gauge in "Unix time"
            alert "`time() -` it above the time in which certificates are renewed";
    }

    "Back-pressure" {
        /// Records received and not finished.
        in_flight_records: IntGauge in "records";
        /// Bytes of records received and not finished.
        in_flight_bytes: IntGauge in "bytes";
        /// Records that may be under way at once (`service.in_flight_records`).
        in_flight_limit_records: IntGauge in "records";
        /// Bytes that may be under way at once (`service.in_flight_bytes`).
        in_flight_limit_bytes: IntGauge in "bytes";
        /// 1 while reading pauses because too much is under way.
        paused: IntGauge in "0 or 1"
            alert "`min_over_time([10m]) == 1`: a sink or the processor is the bottleneck";
        /// Time spent pausing.
        paused_seconds_total: Counter in "seconds"
            alert "`rate([15m])` above 0.5";
    }

    "Rules, settings, build" {
        /// Always 1; the label names the rules in force.
        rules_info: IntGauge[DIGEST] in "always 1"
            alert "more than one digest among the processes for 15 minutes";
        /// Rules in force: matchers, rules of requirements on single events, and linked rules on several.
        rules_loaded: IntGauge[RULE_KIND] in "rules"
            alert "it falls";
        /// The day of the newest edition of the guide that the rules hold.
        rules_edition_timestamp_seconds: Gauge in "Unix time";
        /// The day on which the shipped rules were last compared with the guide.
        rules_verified_timestamp_seconds: Gauge in "Unix time"
            alert "`time() -` it above half a year: look for a newer version, and for a newer edition of the guide";
        /// Requirements that ask for somebody's word, by how they stand today: attested, expiring (within 30 days), expired, missing (nobody has vouched so far). All are 0 without `rules.attestations`.
        attestations: IntGauge[ATTESTATION] in "requirements"
            alert "`state=\"expiring\"` or `state=\"expired\"` above 0: somebody has to vouch again";
        /// 1 if the settings were last loaded without an error; 0 means that the old ones are still in force.
        config_reload_successful: IntGauge in "0 or 1"
            alert "0";
        /// When settings were last loaded without an error.
        config_last_reload_timestamp_seconds: Gauge in "Unix time";
        /// Always 1; the label names the version of the program.
        build_info: IntGauge[VERSION] in "always 1";
    }
}

impl Metrics {
    /// All metrics, at 0.
    pub fn new() -> Result<Arc<Self>, MetricsError> {
        let metrics = Self::register()?;
        metrics.registry.register(Box::new(ProcessCollector::for_self()))?;
        metrics.build_info.with([env!("CARGO_PKG_VERSION")]).set(1);
        metrics.config_reload_successful.set(1);
        metrics.config_last_reload_timestamp_seconds.set(clock::now().as_duration().as_secs_f64());
        Ok(Arc::new(metrics))
    }

    /// All figures of this moment.
    pub(super) fn gathered(&self) -> Vec<MetricFamily> {
        self.registry.gather()
    }

    /// What [`Self::render`] gives, with further labels on every series that does not have them: for a collector that puts the figures of many
    /// processes on one page. That has figures of its own process, so those of this one get our prefix.
    pub fn render_for_many(&self, labels: &[(&str, String)]) -> String {
        let mut families = self.registry.gather();
        for family in &mut families {
            if !family.name().starts_with(PREFIX) {
                family.set_name(format!("{PREFIX}{}", family.name()));
            }
            for metric in family.mut_metric() {
                let mut all = metric.take_label();
                for (name, value) in labels {
                    if !all.iter().any(|label| label.name() == *name) {
                        let mut label = LabelPair::default();
                        label.set_name((*name).to_owned());
                        label.set_value(value.clone());
                        all.push(label);
                    }
                }
                all.sort_unstable_by(|a, b| a.name().cmp(b.name()));
                metric.set_label(all);
            }
        }
        TextEncoder::new().encode_to_string(&families).unwrap_or_default()
    }

    /// `docs/METRICS.md`.
    pub fn describe() -> String {
        super::describe::page(&[Self::DEFINITIONS, ReplayMetrics::DEFINITIONS].concat())
    }
}

#[cfg(test)]
mod tests;

//! From `[source.kafka]` to the settings of a librdkafka consumer. Each value has its reason beside it; docs/kafka.md tells
//! them to users, and those that carry correctness cannot be overridden.

use rdkafka::ClientConfig;

use crate::config::service::{Assignment, GroupProtocol, KafkaSource, Start};

/// Sets what makes a consumer an auditor's, on top of how the cluster is reached.
pub fn consumer(config: &mut ClientConfig, source: &KafkaSource, instance: Option<&str>) {
    config
        .set("group.id", &source.group)
        // Commits are ours alone: the position of a record is committed when the record is done, not when it was polled.
        .set("enable.auto.commit", "false")
        .set("enable.auto.offset.store", "false")
        // Never the library's default (`largest`): it would skip in silence what a new group has not seen.
        .set("auto.offset.reset", reset(source.start))
        // Aborted records never happened.
        .set("isolation.level", "read_committed")
        // A record damaged on the way is an error, not an event.
        .set("check.crcs", "true")
        .set("group.protocol", protocol(source.protocol));
    if source.protocol == GroupProtocol::Classic {
        // Under KIP-848 the broker decides both.
        config.set("partition.assignment.strategy", strategy(source.assignment));
        default(config, "session.timeout.ms", "45000");
        default(config, "heartbeat.interval.ms", "3000");
    }
    if let Some(instance) = instance {
        config.set("group.instance.id", instance);
    }
    // Memory: what waits inside the library comes on top of what is under way.
    default(config, "queued.min.messages", "10000");
    default(config, "queued.max.messages.kbytes", "32768");
    default(config, "fetch.max.bytes", "16777216");
    // The library's own second would leave the auditing threads idle whenever its queue was full for a moment.
    default(config, "fetch.queue.backoff.ms", "10");
    // An alert waits for its record: fetch early rather than much.
    default(config, "fetch.wait.max.ms", "100");
    // A stalled auditor is thrown out of the group long after the watchdog has told.
    default(config, "max.poll.interval.ms", "300000");
    // Lag is computed from these.
    default(config, "statistics.interval.ms", "5000");
}

/// Sets what the user has not.
fn default(config: &mut ClientConfig, key: &str, value: &str) {
    if config.get(key).is_none() {
        config.set(key, value);
    }
}

const fn reset(start: Start) -> &'static str {
    match start {
        Start::Earliest => "earliest",
        Start::Latest => "latest",
        Start::Error => "error",
    }
}

const fn protocol(protocol: GroupProtocol) -> &'static str {
    match protocol {
        GroupProtocol::Classic => "classic",
        GroupProtocol::Consumer => "consumer",
    }
}

const fn strategy(assignment: Assignment) -> &'static str {
    match assignment {
        Assignment::CooperativeSticky => "cooperative-sticky",
        Assignment::Range => "range",
    }
}

//! The settings of librdkafka that carry correctness, and why nobody may override them.

/// A setting that is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protected {
    /// Its name, or the beginning of the names of a family, which ends in a dot.
    pub key: &'static str,
    /// Why it is ours.
    pub reason: &'static str,
    /// What to set instead, if anything.
    pub instead: Option<&'static str>,
}

const fn ours(key: &'static str, reason: &'static str) -> Protected {
    Protected { key, reason, instead: None }
}

const fn set(key: &'static str, reason: &'static str, instead: &'static str) -> Protected {
    Protected { key, reason, instead: Some(instead) }
}

/// All of them.
pub const PROTECTED: &[Protected] = &[
    ours("enable.auto.commit", "a position is committed when its record is done, not when it was polled"),
    set("auto.commit.interval.ms", "commits are phi-audit's own", "source.kafka.commit_interval"),
    ours("enable.auto.offset.store", "storing an offset at delivery would commit records that are not audited"),
    ours("offset.store.method", "positions are kept by the group"),
    ours("offset.store.path", "positions are kept by the group"),
    ours("offset.store.sync.interval.ms", "positions are kept by the group"),
    ours("isolation.level", "records of aborted transactions never happened"),
    ours("check.crcs", "a record damaged on the way must be an error, not an event"),
    ours("enable.partition.eof", "the end of a partition is followed by other means"),
    set("auto.offset.reset", "an auditor must not skip records in silence", "source.kafka.start"),
    set("group.id", "it decides which positions are read and written", "source.kafka.group"),
    set("group.instance.id", "it decides who is thrown out of the group", "source.kafka.instance"),
    set("group.protocol", "it decides which other settings are allowed", "source.kafka.protocol"),
    ours("group.remote.assignor", "the broker's own assignor is the one that is tested"),
    set("partition.assignment.strategy", "both that are offered are tested", "source.kafka.assignment"),
    ours("acks", "an alert is delivered when all in-sync replicas have it"),
    ours("request.required.acks", "an alert is delivered when all in-sync replicas have it"),
    ours("enable.idempotence", "without it a retry could write an alert twice or out of order"),
    ours("max.in.flight", "the idempotent producer decides it"),
    ours("max.in.flight.requests.per.connection", "the idempotent producer decides it"),
    set("transactional.id", "it decides which process is fenced", "service.delivery"),
    set("bootstrap.servers", "one list of brokers is enough", "kafka.brokers"),
    set("metadata.broker.list", "one list of brokers is enough", "kafka.brokers"),
    set("security.protocol", "it follows from `kafka.tls` and `kafka.sasl`", "kafka.tls"),
    ours("enable.ssl.certificate.verification", "an unverified broker may be anybody"),
    ours("ssl.endpoint.identification.algorithm", "an unverified broker may be anybody"),
    set("ssl.ca.", "certificates have settings of their own", "kafka.tls.ca"),
    set("ssl.certificate.", "certificates have settings of their own", "kafka.tls.certificate"),
    set("ssl.key.", "keys have settings of their own", "kafka.tls.key"),
    ours("ssl.keystore.", "certificates are given as PEM files"),
    set("sasl.", "a login has settings of its own, and its password never stands in the file", "kafka.sasl"),
    ours("debug", "the debug output of the client may hold what it carries"),
    ours("log_level", "the level of the log decides it"),
    ours("plugin.library.paths", "code of others does not run in a process that holds PHI"),
    ours("test.", "the mock cluster is for tests"),
];

/// The entry that protects `key`, if one does.
pub fn protected(key: &str) -> Option<&'static Protected> {
    PROTECTED.iter().find(|one| if one.key.ends_with('.') { key.starts_with(one.key) } else { key == one.key })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_carries_correctness_is_protected_and_what_tunes_is_not() {
        for key in ["enable.auto.commit", "acks", "sasl.password", "ssl.ca.location", "isolation.level"] {
            assert!(protected(key).is_some(), "{key}");
        }
        for key in
            ["fetch.wait.max.ms", "client.rack", "queued.min.messages", "ssl.cipher.suites", "session.timeout.ms"]
        {
            assert!(protected(key).is_none(), "{key}");
        }
    }
}

//! What the reasons for quarantine mean, and what to do: one table, for `phi-audit quarantine show` and docs/quarantine.md.
//!
//! Names follow docs/records.md where a document could not be read; `alert_refused` and `fault` are the service's own.

/// What a reason means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The name in pointers and metrics.
    pub name: &'static str,
    /// What happened, a clause.
    pub means: &'static str,
    /// What to do, a sentence.
    pub remedy: &'static str,
}

/// A reason by its name; none if a newer version wrote it.
pub fn reason(name: &str) -> Option<&'static Reason> {
    Reason::ALL.iter().find(|reason| reason.name == name)
}

const fn row(name: &'static str, means: &'static str, remedy: &'static str) -> Reason {
    Reason { name, means, remedy }
}

impl Reason {
    /// Every reason.
    pub const ALL: &'static [Reason] = &[
        row(
            "truncated",
            "the record breaks off within a JSON value",
            "Look for a producer or a proxy that cuts long messages, and have the event sent again.",
        ),
        row(
            "syntax",
            "the record is no JSON",
            "See what the producer writes: Avro, Protobuf and encrypted values cannot be read. Send such records to a topic of \
             their own.",
        ),
        row(
            "invalid_utf8",
            "some bytes are no UTF-8; the rest was audited",
            "Mend the encoding at the producer; alerts for the rest were sent as usual.",
        ),
        row(
            "too_large",
            "the record is longer than limits.document",
            "Raise limits.document if such records are expected, or find out who writes them.",
        ),
        row(
            "corrupt",
            "the record is compressed (gzip, zstd) and damaged; nothing of it was audited",
            "Have the event sent again, and see what damages records on their way.",
        ),
        row(
            "decompression_limit",
            "the record is compressed in a way that takes more memory than may be used to read it",
            "Have the producer compress with a smaller window.",
        ),
        row(
            "payload",
            "a wrapping (SQS, SNS, Pub/Sub, Kinesis, Firehose) holds something that is no JSON; it was audited as plain text",
            "Compare the payload with what the forwarding function is meant to send.",
        ),
        row(
            "limit_depth",
            "the record is nested deeper than limits.depth; what lies deeper was not audited",
            "Raise limits.depth if such nesting is expected.",
        ),
        row(
            "limit_values",
            "the record holds more values than are kept; those beyond were not audited",
            "Have the producer send fewer events in one record.",
        ),
        row(
            "limit_layers",
            "encodings lie within encodings, more than are opened; the innermost were audited as plain text",
            "Find out why a value is encoded so often, and audit the record by hand.",
        ),
        row(
            "limit_decoded",
            "decoding gives more text than limits.decoded; what lies beyond was not audited",
            "Raise limits.decoded if such records are expected.",
        ),
        row(
            "limit_matches",
            "there are more matches than are listed; the alert holds the first of them",
            "Act on the alert: the event is full of identifiers.",
        ),
        row(
            "internal",
            "the auditor met a bug of its own",
            "Report it with the version and the rules digest; do not attach the record.",
        ),
        row(
            "fault",
            "auditing the record panicked; nothing of it was audited",
            "Report it with the version and the rules digest; do not attach the record. Audit it by hand meanwhile.",
        ),
        row(
            "alert_refused",
            "a finding was made, but a required sink will never take its alert: too large or not valid there",
            "See the log of that time for the sink and its reason, mend it, and audit the record again.",
        ),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_explains_every_reason() {
        let document = include_str!("../../docs/quarantine.md");
        for reason in Reason::ALL {
            assert!(document.contains(&format!("| `{}` |", reason.name)), "{} is missing", reason.name);
        }
    }

    #[test]
    fn every_kind_of_unreadable_document_is_a_reason() {
        let records = include_str!("../../docs/records.md");
        let table = records.split("### Kinds that concern").nth(1).unwrap();
        let kinds = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let mut count = 0;
        for kind in kinds {
            assert!(reason(kind).is_some(), "{kind} is not explained");
            count += 1;
        }
        assert!(count > 5);
    }
}

//! The pointer to a record in quarantine: where it stands, how large it is, why it is here.
//!
//! Its id is a hash of the place alone, so the same record has the same id on any day and machine, duplicates collapse, and
//! nothing about the content can be guessed from it. What is read back is checked field by field ([`Pointer::is_sound`]), so
//! that a file someone else wrote into can put neither text of its own nor control characters before a reader's eyes.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::pipeline::Place;
use crate::sink::Message;

/// CloudEvents `type` of a pointer.
pub const MESSAGE_KIND: &str = "io.phi-audit.quarantine.v1";

const VERSION: &str = "quarantine-v1";
const SYSTEM: &str = "kafka";

/// Where a record in quarantine stands, and why it is there; the `data` of its message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    /// 32 lower-case hexadecimal digits, from the place alone.
    pub id: String,
    /// What kind of source it is: `kafka`.
    pub system: String,
    /// The topic.
    pub topic: String,
    /// The partition.
    pub partition: i32,
    /// The offset.
    pub offset: i64,
    /// Why it is here, sorted, each once: [`reason`](super::reason) says what they mean.
    pub reasons: Vec<String>,
    /// Bytes of value, key and headers; 0 where it is not known.
    pub size: u64,
    /// The record's own timestamp, Unix time in milliseconds.
    #[serde(default)]
    pub recorded_ms: Option<i64>,
    /// The digest of the rules in force.
    pub rules: String,
    /// When the pointer was sent, RFC 3339; none before that.
    #[serde(default)]
    pub quarantined: Option<String>,
}

impl Pointer {
    /// A pointer to the record at `place` of `size` bytes, put there for `reasons` under the rules with this `digest`.
    pub fn new(place: &Place, recorded_ms: Option<i64>, size: usize, reasons: &[&'static str], digest: &str) -> Self {
        let mut reasons: Vec<String> = reasons.iter().map(|reason| (*reason).to_owned()).collect();
        reasons.sort_unstable();
        reasons.dedup();
        Self {
            id: id(SYSTEM, place),
            system: SYSTEM.to_owned(),
            topic: place.container.as_ref().to_owned(),
            partition: place.lane,
            offset: place.position,
            reasons,
            size: size as u64,
            recorded_ms,
            rules: digest.to_owned(),
            quarantined: None,
        }
    }

    /// The message that carries it. `source` is the CloudEvents `source`; `now_ms` the time of the message.
    pub fn message(&self, source: &Arc<str>, now_ms: i64) -> Message {
        let time = Timestamp::from_millisecond(now_ms).unwrap_or_default().to_string();
        let sent = Self { quarantined: Some(time.clone()), ..self.clone() };
        Message {
            id: self.id.clone(),
            kind: MESSAGE_KIND,
            source: Arc::clone(source),
            time,
            subject: self.reasons.first().cloned(),
            key: Some(format!("{}/{}", self.topic, self.partition)),
            // Strings and numbers only, which always are JSON.
            data: serde_json::to_vec(&sent).unwrap_or_default(),
        }
    }

    /// Where the record stands, for people: `topic/partition@offset`.
    pub fn place(&self) -> String {
        format!("{}/{}@{}", self.topic, self.partition, self.offset)
    }

    /// When the pointer was sent, Unix time in milliseconds.
    pub fn quarantined_ms(&self) -> Option<i64> {
        self.quarantined.as_ref()?.parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
    }

    /// Whether every field is of the form that this program writes. What is not must not be shown.
    pub fn is_sound(&self) -> bool {
        number(&self.id).is_some()
            && self.system == SYSTEM
            && is_topic(&self.topic)
            && self.reasons.len() <= 32
            && self.reasons.iter().all(|reason| is_reason(reason))
            && self.rules.len() <= 64
            && self.rules.bytes().all(is_hex)
            && (self.quarantined.is_none() || self.quarantined_ms().is_some())
    }
}

/// The whole id of a pointer as a number; none if it is no such id.
pub(super) fn number(id: &str) -> Option<u128> {
    let whole = id.len() == 32 && id.bytes().all(is_hex);
    whole.then(|| u128::from_str_radix(id, 16).ok())?
}

/// The names that Kafka allows for topics.
fn is_topic(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=249).contains(&name.len()) && name.bytes().all(allowed)
}

fn is_reason(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=32).contains(&name.len()) && name.bytes().all(allowed)
}

fn is_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// The first 16 bytes of SHA-256 over the parts, each with its length before it, so that no part can pass for the end of
/// another. Whoever changes what goes in changes the version.
fn id(system: &str, place: &Place) -> String {
    let mut hash = Sha256::new();
    for part in [VERSION, system, &place.container, &place.lane.to_string(), &place.position.to_string()] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(topic: &str, lane: i32, position: i64) -> Place {
        Place { container: topic.into(), lane, position }
    }

    fn pointer() -> Pointer {
        Pointer::new(&place("events", 3, 42), Some(1_000), 17, &["syntax", "payload", "syntax"], &"ab".repeat(32))
    }

    #[test]
    fn the_id_follows_from_the_place_and_from_nothing_else() {
        let other = Pointer::new(&place("events", 3, 42), None, 0, &["fault"], "");
        assert_eq!(pointer().id, other.id);
        assert_eq!(pointer().id, "155b05d27a769539eabcc3fa415c3ae1", "ids of earlier versions have to stay");
        for elsewhere in
            [place("events", 3, 43), place("events", 4, 42), place("events3", 3, 42), place("events", 34, 2)]
        {
            assert_ne!(Pointer::new(&elsewhere, None, 0, &[], "").id, other.id, "{elsewhere:?}");
        }
    }

    #[test]
    fn reasons_are_sorted_and_each_is_named_once() {
        assert_eq!(pointer().reasons, ["payload", "syntax"]);
    }

    #[test]
    fn what_is_sent_reads_back_as_what_it_was() {
        let sent = pointer().message(&"urn:test".into(), 1_735_689_600_500);
        let read: Pointer = serde_json::from_slice(&sent.data).unwrap();
        assert_eq!(read.quarantined.as_deref(), Some("2025-01-01T00:00:00.5Z"));
        assert_eq!(read.quarantined_ms(), Some(1_735_689_600_500));
        assert!(read.is_sound());
        assert_eq!(Pointer { quarantined: None, ..read }, pointer());
    }

    #[test]
    fn the_message_is_addressed_by_reason_and_partition() {
        let sent = pointer().message(&"urn:test".into(), 0);
        assert_eq!((sent.kind, &sent.id), ("io.phi-audit.quarantine.v1", &pointer().id));
        assert_eq!((sent.subject.as_deref(), sent.key.as_deref()), (Some("payload"), Some("events/3")));
        assert_eq!((&*sent.source, sent.time.as_str()), ("urn:test", "1970-01-01T00:00:00Z"));
    }

    #[test]
    fn a_pointer_with_text_of_somebody_elses_is_not_sound() {
        let whole = || Pointer { quarantined: Some("2025-01-01T00:00:00Z".to_owned()), ..pointer() };
        assert!(whole().is_sound());
        for spoilt in [
            Pointer { id: "ABCD".to_owned(), ..whole() },
            Pointer { topic: "events; rm -rf /".to_owned(), ..whole() },
            Pointer { topic: String::new(), ..whole() },
            Pointer { reasons: vec!["Jane Doe".to_owned()], ..whole() },
            Pointer { rules: "\u{1b}[2J".to_owned(), ..whole() },
            Pointer { system: "mail".to_owned(), ..whole() },
            Pointer { quarantined: Some("yesterday".to_owned()), ..whole() },
        ] {
            assert!(!spoilt.is_sound(), "{spoilt:?}");
        }
    }
}

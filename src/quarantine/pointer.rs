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

/// Where a record in quarantine stands, and why it is there; the `data` of its message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    /// 32 lower-case hexadecimal digits, from the place alone.
    pub id: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
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
            id: id(place),
            place: place.clone(),
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
            key: Some(format!("{}/{}", self.place.container(), self.place.lane())),
            // Strings and numbers only, which always are JSON.
            data: serde_json::to_vec(&sent).unwrap_or_default(),
        }
    }

    /// When the pointer was sent, Unix time in milliseconds.
    pub fn quarantined_ms(&self) -> Option<i64> {
        self.quarantined.as_ref()?.parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
    }

    /// Whether every field is of the form that this program writes. What is not must not be shown.
    pub fn is_sound(&self) -> bool {
        number(&self.id).is_some()
            && self.place.is_sound()
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

fn is_reason(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=32).contains(&name.len()) && name.bytes().all(allowed)
}

fn is_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// The first 16 bytes of SHA-256 over the parts, each with its length before it, so that no part can pass for the end of
/// another. Whoever changes what goes in changes the version.
fn id(place: &Place) -> String {
    let mut hash = Sha256::new();
    let (lane, position) = (place.lane().to_string(), place.position().to_string());
    for part in [VERSION, place.system(), place.container(), &lane, &position] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(topic: &str, partition: i32, offset: i64) -> Place {
        Place::Kafka { topic: topic.into(), partition, offset }
    }

    fn aggregated(sub_sequence: u64) -> Place {
        let sequence = "49590338271490256608559692538361571095921575989136588898".into();
        Place::Kinesis { stream: "events".into(), shard: "shardId-000000000003".into(), sequence, sub_sequence }
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
    fn a_pointer_into_an_aggregate_reads_back_and_has_an_id_of_its_own() {
        let [first, second] = [0, 1].map(|sub| Pointer::new(&aggregated(sub), None, 3, &["syntax"], "ab"));
        assert_ne!(first.id, second.id);
        assert_eq!(
            second.place.to_string(),
            "events/shardId-000000000003@49590338271490256608559692538361571095921575989136588898.1"
        );
        let read: Pointer = serde_json::from_slice(&second.message(&"urn:test".into(), 0).data).unwrap();
        assert_eq!((&read.place, read.is_sound()), (&second.place, true));
    }

    #[test]
    fn a_pointer_to_a_body_reads_back() {
        let place = Place::Webhook { route: "twilio".into(), body: "0123456789abcdef".repeat(2).into() };
        let sent = Pointer::new(&place, Some(7), 3, &["syntax"], "ab").message(&"urn:test".into(), 0);
        let read: Pointer = serde_json::from_slice(&sent.data).unwrap();
        assert_eq!((&read.place, read.is_sound()), (&place, true));
    }

    #[test]
    fn a_pointer_of_a_system_that_is_not_known_does_not_read() {
        let line = String::from_utf8(pointer().message(&"urn:test".into(), 0).data.clone()).unwrap();
        let other = line.replace("\"kafka\"", "\"mail\"");
        assert!(other != line && serde_json::from_str::<Pointer>(&other).is_err());
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
            Pointer { place: place("events; rm -rf /", 3, 42), ..whole() },
            Pointer { place: place("", 3, 42), ..whole() },
            Pointer {
                place: Place::Kinesis {
                    stream: "events".into(),
                    shard: "shard".into(),
                    sequence: "1 OR 1".into(),
                    sub_sequence: 0,
                },
                ..whole()
            },
            Pointer { reasons: vec!["Jane Doe".to_owned()], ..whole() },
            Pointer { rules: "\u{1b}[2J".to_owned(), ..whole() },
            Pointer { quarantined: Some("yesterday".to_owned()), ..whole() },
        ] {
            assert!(!spoilt.is_sound(), "{spoilt:?}");
        }
    }
}

//! What a canary looks like, byte for byte, and how it is recognised.
//!
//! Pure. An event is a canary when all of its fixed bytes are the canary's and what is between them is an id and a time in their
//! one form. No key is needed to know one, in ten years neither. To tell that an event is none costs a comparison of lengths.

use jiff::Timestamp;

use crate::event::Attributes;

/// The CloudEvents `source` of canaries, by which other readers of a topic know them.
pub const SOURCE: &str = "/phi-audit/canary";

/// The requirement that a canary breaks, with severity critical, by every edition of the guide.
pub const REQUIREMENT: &str = "designation-phi-workflows-only-on-eligible-services";

// A message by Google Business Messages, which no edition lists and Google has ended: nobody will make that eligible by an
// overlay. The type is one that Twilio does not have, so that nobody takes it for a message.
const HEAD: &[u8] =
    br#"{"specversion":"1.0","type":"com.twilio.messaging.message.canary","source":"/phi-audit/canary","id":"EZ"#;
const MIDDLE: &[u8] = br#"","time":""#;
const TAIL: &[u8] = br#"","datacontenttype":"application/json","data":{"canary":"phi-audit","accountSid":"AC00000000000000000000000000000000","messageSid":"SM00000000000000000000000000000000","from":"gbm:canary","to":"gbm:nobody","body":"Canary of phi-audit, about nobody. Patient: Canary McTestface (MRN 00482913): your type 2 diabetes lab result is ready"}}"#;

/// Hexadecimal digits of an id.
const ID: usize = 32;
/// `2026-01-31T12:34:56.789Z`.
const TIME: usize = 24;
/// All of it.
const LENGTH: usize = HEAD.len() + ID + MIDDLE.len() + TIME + TAIL.len();

/// One canary: all that tells it from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canary {
    id: u128,
    time_ms: i64,
}

impl Canary {
    /// The canary with this number, sent at `time`, of which milliseconds are kept.
    pub fn new(id: u128, time: Timestamp) -> Self {
        Self { id, time_ms: time.as_millisecond() }
    }

    /// Its CloudEvents `id`. In Kinesis it is the partition key as well.
    pub fn id(&self) -> String {
        format!("EZ{:032x}", self.id)
    }

    /// When it was sent, Unix time in milliseconds.
    pub const fn time_ms(&self) -> i64 {
        self.time_ms
    }

    /// The event.
    pub fn bytes(&self) -> Vec<u8> {
        let id = format!("{:032x}", self.id);
        [HEAD, id.as_bytes(), MIDDLE, written(self.time_ms).as_bytes(), TAIL].concat()
    }

    /// The canary that a record is, alone or as the one element of an array. One with a header, or with a key that is not its own
    /// id, is none: those could hold something.
    pub fn read(value: &[u8], attributes: &Attributes<'_>) -> Option<Self> {
        let event = match value.len() {
            LENGTH => value,
            length if length == LENGTH + 2 => value.strip_prefix(b"[")?.strip_suffix(b"]")?,
            _ => return None,
        };
        let (id, rest) = event.strip_prefix(HEAD)?.split_at_checked(ID)?;
        let (time, tail) = rest.strip_prefix(MIDDLE)?.split_at_checked(TIME)?;
        if tail != TAIL || !id.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let id = u128::from_str_radix(std::str::from_utf8(id).ok()?, 16).ok()?;
        let text = std::str::from_utf8(time).ok()?;
        let canary = Self::new(id, text.parse().ok()?);
        // Of the many ways to write a time one is right.
        let sound = written(canary.time_ms) == text
            && attributes.headers.is_empty()
            && attributes.key.is_none_or(|key| key == canary.id().as_bytes());
        sound.then_some(canary)
    }
}

/// A time in its one form.
fn written(time_ms: i64) -> String {
    Timestamp::from_millisecond(time_ms).map(|time| format!("{time:.3}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NONE: Attributes<'_> = Attributes { system: "kafka", key: None, headers: &[] };

    /// Times that are written with four digits for the year.
    fn canary() -> impl Strategy<Value = Canary> {
        (any::<u128>(), 0..253_402_300_800_000_i64).prop_map(|(id, time_ms)| Canary { id, time_ms })
    }

    /// Whether a byte belongs to the id or the time.
    fn is_free(at: usize) -> bool {
        let time = HEAD.len() + ID + MIDDLE.len();
        (HEAD.len()..HEAD.len() + ID).contains(&at) || (time..time + TIME).contains(&at)
    }

    proptest! {
        #[test]
        fn every_canary_is_recognised_alone_and_as_the_one_element_of_an_array(canary in canary()) {
            let bytes = canary.bytes();
            prop_assert_eq!(bytes.len(), LENGTH);
            prop_assert_eq!(Canary::read(&bytes, &NONE), Some(canary));
            prop_assert_eq!(Canary::read(&[b"[", &bytes[..], b"]"].concat(), &NONE), Some(canary));
        }

        #[test]
        fn with_any_other_byte_in_its_fixed_part_it_is_none(canary in canary(), at in 0..LENGTH, other in any::<u8>()) {
            let mut bytes = canary.bytes();
            prop_assume!(!is_free(at) && bytes[at] != other);
            bytes[at] = other;
            prop_assert_eq!(Canary::read(&bytes, &NONE), None);
        }

        #[test]
        fn what_is_recognised_with_another_byte_in_its_id_or_time_is_the_canary_that_it_says(
            canary in canary(),
            at in (0..LENGTH).prop_filter("in its id or time", |at| is_free(*at)),
            other in any::<u8>(),
        ) {
            let mut bytes = canary.bytes();
            bytes[at] = other;
            if let Some(read) = Canary::read(&bytes, &NONE) {
                prop_assert_eq!(read.bytes(), bytes);
            }
        }

        #[test]
        fn with_anything_before_behind_or_left_out_it_is_none(canary in canary(), more in "\\PC{1,3}|[ \n,\\[\\]]{1,3}") {
            let bytes = canary.bytes();
            prop_assert_eq!(Canary::read(&[&bytes[..], more.as_bytes()].concat(), &NONE), None);
            prop_assert_eq!(Canary::read(&[more.as_bytes(), &bytes[..]].concat(), &NONE), None);
            prop_assert_eq!(Canary::read(&bytes[..LENGTH - more.len()], &NONE), None);
        }

        #[test]
        fn no_bytes_are_taken_amiss(bytes in prop::collection::vec(any::<u8>(), LENGTH)) {
            prop_assert_eq!(Canary::read(&bytes, &NONE), None);
        }
    }

    #[test]
    fn a_key_that_is_its_id_is_its_own_and_any_other_key_or_a_header_makes_it_an_event() {
        let canary = Canary::new(7, Timestamp::UNIX_EPOCH);
        let (bytes, id) = (canary.bytes(), canary.id());
        let with = |key, headers| Canary::read(&bytes, &Attributes { key, headers, ..NONE });
        assert_eq!(with(Some(id.as_bytes()), &[]), Some(canary));
        assert_eq!(with(Some(b"maria.lopez@example.com"), &[]), None);
        assert_eq!(with(Some(b""), &[]), None);
        assert_eq!(with(None, &[("note", b"diagnosis")]), None);
    }

    #[test]
    fn a_time_has_one_form() {
        let text = String::from_utf8(Canary::new(7, Timestamp::UNIX_EPOCH).bytes()).unwrap();
        for other in ["1970-01-01t00:00:00.000Z", "1970-01-01 00:00:00.000Z", "1970-01-01T01:00:00.0+01", "x"] {
            assert_eq!(
                Canary::read(text.replace("1970-01-01T00:00:00.000Z", other).as_bytes(), &NONE),
                None,
                "{other}"
            );
        }
    }

    #[test]
    fn it_is_json_and_says_whose_it_is() {
        let canary = Canary::new(7, Timestamp::UNIX_EPOCH);
        let json: serde_json::Value = serde_json::from_slice(&canary.bytes()).unwrap();
        assert_eq!((&json["source"], &json["data"]["canary"]), (&SOURCE.into(), &"phi-audit".into()));
        assert_eq!((&json["id"], &json["time"]), (&canary.id().into(), &"1970-01-01T00:00:00.000Z".into()));
    }
}

//! Fields of JSON objects by their names, without regard to case and separators: the REST APIs write `sink_type`, the SDKs and
//! the command line of Twilio `sinkType`.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::event;

/// An object of JSON.
pub(super) type Fields = Map<String, Value>;

/// The value under `name`, which is written small and without separators.
pub(super) fn field<'v>(fields: &'v Fields, name: &str) -> Option<&'v Value> {
    fields.iter().find(|(key, _)| event::field_name(key) == name).map(|(_, value)| value)
}

/// The text under `name`; `None` where it is no text, or empty.
pub(super) fn text<'v>(fields: &'v Fields, name: &str) -> Option<&'v str> {
    field(fields, name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// The object under `name`; one that was encoded as a text counts.
pub(super) fn object(fields: &Fields, name: &str) -> Option<Fields> {
    match field(fields, name)? {
        Value::Object(inner) => Some(inner.clone()),
        Value::String(text) => serde_json::from_str(text).ok(),
        _ => None,
    }
}

/// Whether the truth value under `name` is `wanted`.
pub(super) fn is(fields: &Fields, name: &str, wanted: bool) -> bool {
    field(fields, name).and_then(Value::as_bool) == Some(wanted)
}

/// The time under the first of `names` that is there: RFC 3339 or RFC 2822, as the APIs write it.
pub(super) fn time(fields: &Fields, names: &[&str]) -> Option<Timestamp> {
    names.iter().find_map(|name| event::parse_time(text(fields, name)?))
}

/// The day of a time, in UTC.
pub(super) fn day(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}

/// A name that somebody gave, fit to be written down: on one line, of bounded length, and no address of a person. An account
/// is called by the e-mail address of whoever opened it until somebody renames it.
pub(super) fn given_name(fields: &Fields, name: &str) -> Option<String> {
    const LONGEST: usize = 80;
    let text = text(fields, name).filter(|text| !text.contains('@'))?;
    let plain: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    Some(plain).filter(|plain| !plain.is_empty())
}

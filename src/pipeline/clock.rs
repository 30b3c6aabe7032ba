//! The clock of the service: when a record came, how long something takes. Verdicts never ask it.

use jiff::Timestamp;

/// Now.
#[allow(clippy::disallowed_methods, reason = "the service measures delays; verdicts follow the event's own time")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Now, as Unix time in milliseconds.
pub fn now_ms() -> i64 {
    now().as_millisecond()
}

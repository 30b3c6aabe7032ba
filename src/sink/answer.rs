//! What the answer of an HTTP endpoint means for what was posted (RFC 9110).

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::telemetry::labels::ErrorKind;

/// The longest wait that an endpoint may ask for.
const LONGEST: Duration = Duration::from_secs(300);

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The endpoint has it.
    Taken,
    /// It may take it later.
    Later,
    /// It takes nothing from us until somebody mends the settings, here or there.
    Misconfigured,
    /// It takes less at once.
    TooLarge,
    /// It does not take this.
    Rejected,
}

impl Answer {
    /// By status code. Redirects are not followed: whoever moves the endpoint tells the settings.
    pub const fn of(code: u16) -> Self {
        match code {
            200..=299 => Self::Taken,
            408 | 429 => Self::Later,
            413 => Self::TooLarge,
            300..=399 | 401 | 403 | 404 | 407 => Self::Misconfigured,
            400..=499 => Self::Rejected,
            _ => Self::Later,
        }
    }
}

/// The kind under which an answer that is no success is counted.
pub const fn counted_as(code: u16) -> ErrorKind {
    match code {
        401 | 407 => ErrorKind::Authentication,
        403 => ErrorKind::Authorization,
        404 => ErrorKind::Unknown,
        408 => ErrorKind::Timeout,
        429 => ErrorKind::Throttled,
        300..=499 => ErrorKind::Refused,
        _ => ErrorKind::Unavailable,
    }
}

/// `Retry-After`: seconds or a date, at most five minutes. `None` where it is neither.
pub fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    let wait = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let until = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
            Duration::try_from(until.duration_since(now).max(SignedDuration::ZERO)).ok()?
        }
    };
    Some(wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_whether_to_try_again() {
        for (code, answer) in [
            (200, Answer::Taken),
            (204, Answer::Taken),
            (302, Answer::Misconfigured),
            (400, Answer::Rejected),
            (401, Answer::Misconfigured),
            (403, Answer::Misconfigured),
            (404, Answer::Misconfigured),
            (408, Answer::Later),
            (413, Answer::TooLarge),
            (422, Answer::Rejected),
            (429, Answer::Later),
            (500, Answer::Later),
            (503, Answer::Later),
            (999, Answer::Later),
        ] {
            assert_eq!(Answer::of(code), answer, "{code}");
        }
    }

    #[test]
    fn a_wait_is_seconds_or_a_date_and_five_minutes_at_most() {
        let now: Timestamp = "2026-01-02T03:04:05Z".parse().expect("a time");
        for (value, seconds) in [
            ("0", Some(0)),
            (" 7 ", Some(7)),
            ("86400", Some(300)),
            ("Fri, 02 Jan 2026 03:04:15 GMT", Some(10)),
            ("Fri, 02 Jan 2026 03:00:00 GMT", Some(0)),
            ("Fri, 02 Jan 2099 03:00:00 GMT", Some(300)),
            ("-1", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }
}

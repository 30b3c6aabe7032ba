//! Times as Twilio and Segment write them, all read as UTC: RFC 3339 to the nanosecond, RFC 2822, epoch seconds and
//! milliseconds as numbers or strings, Go's `time.String()`, `MM/dd/yyyy HH:mm:ss` and the carriers' `YYMMDDHHMM`.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Reads a time; `None` where it is none, or none of this century's streams (before 2000, as in `0001-01-01`).
pub fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let time = if text.bytes().all(|byte| byte.is_ascii_digit()) { digits(text) } else { written(text) };
    time.filter(|time| *time >= EPOCH_2000)
}

const EPOCH_2000: Timestamp = Timestamp::constant(946_684_800, 0);

fn written(text: &str) -> Option<Timestamp> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time);
    }
    if text.as_bytes().first()?.is_ascii_alphabetic() || text.contains(", ") {
        return jiff::fmt::rfc2822::parse(text).ok().map(|time| time.timestamp());
    }
    // Go: `2020-05-09 23:54:49.209808489 +0000 UTC m=+70366.298768264`
    if let Some((at, _)) = text.match_indices(' ').nth(2) {
        let go = jiff::fmt::strtime::parse("%Y-%m-%d %H:%M:%S%.f %z", text.get(..at)?).ok()?;
        return go.to_timestamp().ok();
    }
    if text.as_bytes().get(2) == Some(&b'/') {
        return utc(DateTime::strptime("%m/%d/%Y %H:%M:%S", text).ok()?);
    }
    utc(text.parse::<DateTime>().ok()?)
}

fn digits(text: &str) -> Option<Timestamp> {
    match text.len() {
        13 => Timestamp::from_millisecond(text.parse().ok()?).ok(),
        10 if text.starts_with("1") || text.starts_with("20") => {
            // Ten digits: epoch seconds since 2001, or a carrier's YYMMDDHHMM. The latter has a month and a day in it.
            let carrier = DateTime::strptime("%y%m%d%H%M", text).ok().and_then(utc);
            if text.starts_with('1') { Timestamp::from_second(text.parse().ok()?).ok() } else { carrier }
        }
        10 => DateTime::strptime("%y%m%d%H%M", text).ok().and_then(utc),
        _ => None,
    }
}

fn utc(time: DateTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(time).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_that_streams_use_is_read() {
        for (text, expected) in [
            ("2025-01-01T00:00:00.000Z", "2025-01-01T00:00:00Z"),
            ("2024-05-29T10:57:57.563495225Z", "2024-05-29T10:57:57.563495225Z"),
            ("Sun, 24 Aug 2025 13:49:54 +0000", "2025-08-24T13:49:54Z"),
            ("1743100129625", "2025-03-27T18:28:49.625Z"),
            ("1710345070", "2024-03-13T15:51:10Z"),
            ("2603290400", "2026-03-29T04:00:00Z"),
            ("03/29/2026 04:00:56", "2026-03-29T04:00:56Z"),
            ("2020-05-09 23:54:49.209808489 +0000 UTC m=+70366.298768264", "2020-05-09T23:54:49.209808489Z"),
            ("2024-12-10 23:00:00 -0500 EST", "2024-12-11T04:00:00Z"),
            ("2025-01-01T01:00:00+01:00", "2025-01-01T00:00:00Z"),
            ("2025-01-01T00:00:00", "2025-01-01T00:00:00Z"),
        ] {
            assert_eq!(parse(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_or_before_this_century_is_none() {
        for text in ["", "application/json", "0001-01-01T00:00:00Z", "12345", "99999999999999999999", "Sun, rain", "é"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

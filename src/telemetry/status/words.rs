//! Figures in words: spans of time, moments, rates, reasons of ill health.

use jiff::Timestamp;

use super::SinkStanding;
use crate::report::grouped;
use crate::telemetry::Reason;

/// How long something takes or is ago, in two units at most.
pub fn span(seconds: f64) -> String {
    let tenths = (seconds.max(0.0) * 10.0).round() / 10.0;
    if tenths < 10.0 {
        return format!("{tenths} s");
    }
    let whole = super::figures::whole(seconds);
    let (large, small) = match whole {
        0..120 => return format!("{whole} s"),
        120..7_200 => ((whole / 60, "min"), (whole % 60, "s")),
        7_200..172_800 => ((whole / 3_600, "h"), (whole % 3_600 / 60, "min")),
        _ => ((whole / 86_400, "d"), (whole % 86_400 / 3_600, "h")),
    };
    match small.0 {
        0 => format!("{} {}", grouped(large.0), large.1),
        _ => format!("{} {} {} {}", grouped(large.0), large.1, small.0, small.1),
    }
}

/// How long ago something was.
pub fn ago(seconds: f64) -> String {
    if seconds < 1.0 { "just now".to_owned() } else { format!("{} ago", span(seconds.floor())) }
}

/// So many in so many seconds, by the unit of time that makes the number readable.
pub fn rate(count: u64, seconds: f64) -> String {
    let per_second = count as f64 / seconds.max(1.0);
    let (number, unit) = match per_second {
        rate if rate >= 1.0 || count == 0 => (rate, "second"),
        rate if rate * 60.0 >= 1.0 => (rate * 60.0, "minute"),
        rate => (rate * 3_600.0, "hour"),
    };
    match number {
        number if number >= 100.0 => format!("{} per {unit}", grouped(super::figures::whole(number))),
        number => format!("{} per {unit}", (number * 10.0).round() / 10.0),
    }
}

/// A moment for people, UTC.
pub fn moment(seconds: f64) -> String {
    at(seconds, "%Y-%m-%d %H:%M:%S")
}

/// The day of a moment, UTC.
pub fn day(seconds: f64) -> String {
    at(seconds, "%Y-%m-%d")
}

/// The time of day of a moment, UTC.
pub fn clock(seconds: f64) -> String {
    at(seconds, "%H:%M:%S")
}

/// A moment for programs, UTC.
pub fn stamp(seconds: f64) -> String {
    at(seconds, "%Y-%m-%dT%H:%M:%SZ")
}

#[allow(clippy::cast_possible_truncation, reason = "a cast of a float saturates, and what is out of range has no name")]
fn at(seconds: f64, format: &str) -> String {
    let moment = Timestamp::from_second(seconds.floor() as i64);
    moment.map_or_else(|_| "unknown".to_owned(), |moment| moment.strftime(format).to_string())
}

/// Why the answer is no, in a sentence or two. What is known of `sinks` says why one of them fails.
pub fn sentence(reason: &Reason, sinks: &[SinkStanding], now_ms: i64) -> String {
    let time = |seconds: i64| span(seconds as f64);
    match reason {
        Reason::PollLoopSilent { seconds } => format!("The reading loop has not turned for {}.", time(*seconds)),
        Reason::PartitionsStalled { count, partitions } => {
            let named = partitions.iter().map(|one| {
                let since = time(now_ms.saturating_sub(one.since_ms) / 1_000);
                format!("{}/{} for {since}", one.topic, one.partition)
            });
            let named: Vec<String> = named.collect();
            let more = count.saturating_sub(named.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("There is work and nothing moves: {}{more}.", named.join(", "))
        }
        Reason::TopicsMissing { count, topics } => {
            let more = count.saturating_sub(topics.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("Topics that are to be read are not there: {}{more}.", topics.join(", "))
        }
        Reason::NotAssigned => "The source has given nothing to read yet.".to_owned(),
        Reason::SinkFailing { sink, paused } => {
            let pauses = if *paused { ", and reading pauses because of it" } else { "" };
            let failure = sinks.iter().find(|one| one.name == *sink).and_then(|one| one.failure);
            let since = failure.map_or_else(String::new, |(since_ms, kind)| {
                let time = time(now_ms.saturating_sub(since_ms) / 1_000);
                format!(
                    " For {time} no try has worked; the last error is of the kind {}.",
                    kind.name().replace('_', " ")
                )
            });
            format!("The required sink {sink} fails{pauses}.{since} What to do: docs/RUNBOOKS.md, AuditPublishFailing.")
        }
        Reason::Draining => "The service ends: it finishes what is under way and takes nothing new.".to_owned(),
        Reason::SourceAway { seconds } => format!("The source has not answered for {}.", time(*seconds)),
        Reason::SpoolFailing { seconds } => {
            format!("The spool could be neither written nor read for {}.", time(*seconds))
        }
        Reason::CheckpointsNotSaved { seconds } => {
            format!("How far reading is done could not be saved for {}.", time(*seconds))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::StalledPartition;
    use crate::telemetry::labels::ErrorKind;

    #[test]
    fn spans_have_two_units_at_most() {
        let spans = [-3.0, 0.04, 0.26, 9.0, 9.96, 119.4, 120.0, 3_725.0, 7_200.0, 90_000.0, 864_000.0, 900_000.0];
        let words =
            ["0 s", "0 s", "0.3 s", "9 s", "10 s", "119 s", "2 min", "62 min 5 s", "2 h", "25 h", "10 d", "10 d 10 h"];
        assert_eq!(spans.map(span), words);
        assert_eq!([0.2, 1.9, 65.0].map(ago), ["just now", "1 s ago", "65 s ago"]);
    }

    #[test]
    fn rates_are_told_by_the_unit_that_makes_them_readable() {
        let rates = [(0, 9.0), (5, 0.0), (123_456, 60.0), (7, 60.0), (3, 3_600.0)];
        let words = ["0 per second", "5 per second", "2,058 per second", "7 per minute", "3 per hour"];
        assert_eq!(rates.map(|(count, seconds)| rate(count, seconds)), words);
    }

    #[test]
    fn moments_are_told_in_utc() {
        assert_eq!(moment(1_763_840_000.9), "2025-11-22 19:33:20");
        assert_eq!((stamp(0.0), day(86_400.0)), ("1970-01-01T00:00:00Z".to_owned(), "1970-01-02".to_owned()));
        assert_eq!(moment(f64::INFINITY), "unknown");
    }

    #[test]
    fn every_reason_is_a_sentence_that_names_what_is_wrong() {
        let partition = StalledPartition { topic: "calls".into(), partition: "3".into(), since_ms: 10_000 };
        let stalled = Reason::PartitionsStalled { count: 3, partitions: vec![partition] };
        assert_eq!(sentence(&stalled, &[], 250_000), "There is work and nothing moves: calls/3 for 4 min and 2 more.");
        let failing = Reason::SinkFailing { sink: "siem".into(), paused: true };
        let siem = SinkStanding {
            name: "siem".to_owned(),
            required: true,
            failure: Some((10_000, ErrorKind::DiskFull)),
            confirmed: 0,
        };
        assert_eq!(
            sentence(&failing, &[siem], 250_000),
            "The required sink siem fails, and reading pauses because of it. For 4 min no try has worked; the last error is of \
             the kind disk full. What to do: docs/RUNBOOKS.md, AuditPublishFailing."
        );
        let all = [
            Reason::PollLoopSilent { seconds: 42 },
            Reason::NotAssigned,
            Reason::TopicsMissing { count: 2, topics: vec!["calls".into()] },
            Reason::SinkFailing { sink: "siem".into(), paused: false },
            Reason::Draining,
            Reason::SourceAway { seconds: 16 },
            Reason::SpoolFailing { seconds: 1 },
            Reason::CheckpointsNotSaved { seconds: 20 },
        ];
        let sentences: Vec<String> = all.iter().map(|reason| sentence(reason, &[], 0)).collect();
        assert!(sentences.iter().all(|one| one.ends_with('.') && one.starts_with(char::is_uppercase)), "{sentences:?}");
    }
}

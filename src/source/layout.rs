//! How archives file what they receive: which folder holds which day, so that a time is looked for in its folders alone.
//!
//! Pure. It promises that nothing is left out that may hold an event of the time asked for: an event is filed when it was
//! received, which is never before it happened (but for clocks that go wrong by up to a day) and at most so long after it as the
//! caller allows. A folder that says no day may hold any.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use super::Skip;

/// How the folders of an archive are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Layout {
    /// Any of the others, as the folders tell.
    #[default]
    Auto,
    /// Segment's archive in S3 or GCS: `segment-logs/SOURCE/MIDNIGHT/`, midnight in milliseconds since 1970, UTC.
    Segment,
    /// Amazon Data Firehose: `YYYY/MM/DD/HH/`.
    Firehose,
    /// The S3 sink of Kafka Connect: `topics/TOPIC/partition=N/`, or by time: `year=YYYY/month=MM/day=DD/`.
    KafkaConnect,
    /// Segment Data Lakes and tables like it: `day=YYYY-MM-DD/`, `dt=`, `date=`, `year=YYYY/month=MM/day=DD/`.
    Lake,
    /// No folder says a time.
    Plain,
}

/// A stretch of time, in seconds since 1970: from, and up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its beginning.
    pub from: i64,
    /// The beginning of what comes after it.
    pub to: i64,
}

/// What is asked for of an archive: the time of the events, and how folders tell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filed {
    layout: Layout,
    since: Option<i64>,
    until: Option<i64>,
    late: i64,
}

const DAY: i64 = 86_400;
/// By how much clocks, and time zones of folders, may be off.
const SLACK: i64 = DAY;
/// What Segment writes into its folder when the destination is set up.
const PLACEHOLDER: &str = "dummy-object.txt";
/// What Segment Data Lakes writes about its own runs.
const REPORTS: [&str; 2] = ["segment-data", "reports"];

// === impl Layout ===

impl Layout {
    /// When what lies below `folder` was received, if its name says so; the finer, the deeper it lies.
    pub fn period(self, folder: &str) -> Option<Period> {
        let parts: Vec<&str> = parts(folder).collect();
        match self {
            Layout::Auto => segment(&parts, true).or_else(|| partitions(&parts)).or_else(|| calendar(&parts)),
            Layout::Segment => segment(&parts, false),
            Layout::Firehose => calendar(&parts),
            Layout::KafkaConnect | Layout::Lake => partitions(&parts),
            Layout::Plain => None,
        }
    }
}

fn parts(folder: &str) -> impl Iterator<Item = &str> {
    folder.split('/').filter(|part| !part.is_empty())
}

/// A midnight in milliseconds; where nothing else says that it is Segment's, only as the second folder below `segment-logs`.
fn segment(parts: &[&str], strict: bool) -> Option<Period> {
    let midnight = |(at, part): (usize, &&str)| {
        let ours = !strict || (at >= 2 && parts.get(at - 2) == Some(&"segment-logs"));
        let ms = part.parse::<i64>().ok().filter(|ms| ours && is_digits(part, 12..=13) && ms % (DAY * 1000) == 0)?;
        Some(Period { from: ms / 1000, to: ms / 1000 + DAY })
    };
    parts.iter().enumerate().find_map(midnight)
}

/// `2024/05/06`, each with all its digits. A year alone may be a number of something else.
fn calendar(parts: &[&str]) -> Option<Period> {
    parts.windows(3).find_map(|three| match three {
        [year, month, day] if is_digits(year, 4..=4) && is_digits(month, 2..=2) && is_digits(day, 2..=2) => {
            of_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        }
        _ => None,
    })
}

/// `day=2024-05-06`, or `year=2024/month=05/day=06` as far as it is there.
fn partitions(parts: &[&str]) -> Option<Period> {
    let named = |at: usize, wanted: &str| {
        let (key, value) = parts.get(at)?.split_once('=')?;
        key.eq_ignore_ascii_case(wanted).then_some(value)
    };
    let number = |value: &str| value.parse::<i16>().ok().filter(|_| is_digits(value, 1..=4));
    (0..parts.len()).find_map(|at| {
        let whole = ["day", "dt", "date"].into_iter().find_map(|key| whole_day(named(at, key)?));
        if whole.is_some() {
            return whole;
        }
        let year = number(named(at, "year")?).filter(|year| (1970..=9000).contains(year))?;
        let Some(month) = named(at + 1, "month").and_then(number) else {
            return between((year, 1, 1), (year + 1, 1, 1));
        };
        let month = i8::try_from(month).ok()?;
        match named(at + 2, "day").and_then(number) {
            Some(day) => of_day(year, month, i8::try_from(day).ok()?),
            None if month == 12 => between((year, 12, 1), (year + 1, 1, 1)),
            None => between((year, month, 1), (year, month + 1, 1)),
        }
    })
}

/// `2024-05-06` or `20240506`.
fn whole_day(value: &str) -> Option<Period> {
    let digits: String = match value.len() {
        10 if [4, 7].iter().all(|at| value.as_bytes().get(*at) == Some(&b'-')) => value.replace('-', ""),
        8 => value.to_owned(),
        _ => return None,
    };
    if !is_digits(&digits, 8..=8) {
        return None;
    }
    of_day(digits.get(..4)?.parse().ok()?, digits.get(4..6)?.parse().ok()?, digits.get(6..)?.parse().ok()?)
}

fn of_day(year: i16, month: i8, day: i8) -> Option<Period> {
    let from = second(year, month, day).filter(|_| (1970..=9000).contains(&year))?;
    Some(Period { from, to: from + DAY })
}

fn between(from: (i16, i8, i8), to: (i16, i8, i8)) -> Option<Period> {
    Some(Period { from: second(from.0, from.1, from.2)?, to: second(to.0, to.1, to.2)? })
}

/// The beginning of a day.
fn second(year: i16, month: i8, day: i8) -> Option<i64> {
    let date = Date::new(year, month, day).ok()?;
    Some(jiff::tz::Offset::UTC.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok()?.as_second())
}

fn is_digits(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

// === impl Filed ===

impl Filed {
    /// What may hold events from `since` on and before `until` that were received at most `late` after they happened.
    pub fn between(layout: Layout, since: Option<Timestamp>, until: Option<Timestamp>, late: Duration) -> Self {
        let late = i64::try_from(late.as_secs()).unwrap_or(i64::MAX);
        // A time within a second is before the next one.
        let until = until.map(|until| until.as_second() + i64::from(until.subsec_nanosecond() > 0));
        Self { layout, since: since.map(Timestamp::as_second), until, late }
    }

    /// Whether nothing that is asked for can lie below `folder`. What `place`, which was named, says itself does not count:
    /// whoever names a day wants it read.
    pub fn excludes(&self, place: &str, folder: &str) -> bool {
        if !self.prunes() {
            return false;
        }
        let Some(period) = self.layout.period(folder) else { return false };
        let early = self.since.is_some_and(|since| period.to.saturating_add(SLACK) <= since);
        let late = self.until.is_some_and(|until| period.from.saturating_sub(SLACK).saturating_sub(self.late) >= until);
        (early || late) && self.layout.period(place) != Some(period)
    }

    /// Whether folders within `folder` may say more of their time than it does, so that they are looked at one by one.
    pub fn splits(&self, folder: &str) -> bool {
        self.prunes() && self.layout.period(folder).is_none_or(|period| period.to - period.from > DAY)
    }

    /// Whether anything can be left out at all.
    pub fn prunes(&self) -> bool {
        self.layout != Layout::Plain && (self.since.is_some() || self.until.is_some())
    }

    /// What is left out, in words; `None` where nothing is.
    pub fn words(&self) -> Option<String> {
        let day = |second: i64| Timestamp::from_second(second).map(|at| at.strftime("%Y-%m-%d").to_string()).ok();
        let early = self.since.and_then(|since| day(since.saturating_sub(SLACK)));
        // The day on which the last one that is read begins.
        let last = |until: i64| day(until.saturating_add(self.late).saturating_add(SLACK).saturating_sub(1));
        let late = self.until.and_then(last);
        match (early.filter(|_| self.prunes()), late.filter(|_| self.prunes())) {
            (Some(early), Some(late)) => Some(format!("filed before {early} or after {late}")),
            (Some(early), None) => Some(format!("filed before {early}")),
            (None, Some(late)) => Some(format!("filed after {late}")),
            (None, None) => None,
        }
    }
}

// === what is no file of events ===

/// Whether a folder, by its path, holds no events.
pub(super) fn unwanted_folder(path: &str) -> Option<Skip> {
    let parts: Vec<&str> = parts(path).collect();
    parts.ends_with(&REPORTS).then_some(Skip::SyncReports)
}

/// Whether a file, by its path, holds no events.
pub(super) fn unwanted_file(path: &str) -> Option<Skip> {
    (path.rsplit('/').next() == Some(PLACEHOLDER)).then_some(Skip::Placeholder)
}

/// The `k=v` parts of the folders of `path`, but for those that say a time or a partition of Kafka: they are data.
pub fn conditions(path: &str) -> Vec<(String, String)> {
    const FILING: [&str; 9] = ["year", "month", "day", "hour", "hr", "minute", "dt", "date", "partition"];
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let pair = |part: &str| {
        let (key, value) = part.split_once('=')?;
        let filing = key.is_empty() || FILING.iter().any(|filing| filing.eq_ignore_ascii_case(key));
        // What Hive writes where there is no value.
        (!filing && value != "__HIVE_DEFAULT_PARTITION__").then(|| (key.to_owned(), decoded(value)))
    };
    parts(folder).filter_map(pair).take(32).collect()
}

/// Hive and Kafka Connect write special characters as `%20`.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let hex = others.get(..2).and_then(|hex| u8::from_str_radix(str::from_utf8(hex).ok()?, 16).ok());
        let (byte, behind) = match hex.filter(|_| *first == b'%') {
            Some(byte) => (byte, others.get(2..).unwrap_or_default()),
            None => (*first, others),
        };
        bytes.push(byte);
        rest = behind;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;

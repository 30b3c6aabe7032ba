//! Days, editions of the guide, and the moment by which an event is judged.
//!
//! A rule holds from the start of a day (UTC) to the start of another. Which rules hold follows the event's own time, unless
//! the caller asks for one edition of the guide: then the day of that edition decides, and the event's time only where a rule
//! itself speaks of dates.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// The start of a day in UTC, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Day(i64);

/// A version of "Architecting for HIPAA on Twilio".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Edition {
    /// April 19, 2024.
    #[serde(rename = "2024-04-19")]
    April2024,
    /// December 11, 2024.
    #[serde(rename = "2024-12-11")]
    December2024,
}

/// By which edition events are judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EditionMode {
    /// By the rules of the event's own day.
    #[default]
    EventTime,
    /// By one edition, whatever the event's day.
    Fixed(Edition),
}

/// From one day to another, the latter not included; open where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Interval {
    pub from: Option<Day>,
    pub until: Option<Day>,
}

/// The moment by which an event is judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// When the event happened; the newest edition's day where the event does not say.
    pub event: i64,
    /// The time that decides which rules are in force.
    pub rules: i64,
    /// The edition in force.
    pub edition: Edition,
    /// The event has no time of its own.
    pub undated: bool,
    /// The event is older than the oldest edition at hand.
    pub retroactive: bool,
}

impl Edition {
    /// Every edition, oldest first.
    pub const ALL: &'static [Edition] = &[Edition::April2024, Edition::December2024];

    /// The newest edition at hand; it speaks on events without a time.
    pub const NEWEST: Self = Self::December2024;

    /// Its date, the name by which it is chosen and cited.
    pub const fn name(self) -> &'static str {
        match self {
            Edition::April2024 => "2024-04-19",
            Edition::December2024 => "2024-12-11",
        }
    }

    pub(crate) const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The day from which it speaks.
    pub const fn day(self) -> Day {
        Day(self.start())
    }

    /// The edition in force on a day; before the first one that is the first.
    pub const fn on(day: Day) -> Self {
        Self::at(day.0)
    }

    const fn start(self) -> i64 {
        match self {
            Edition::April2024 => 1_713_484_800,
            Edition::December2024 => 1_733_875_200,
        }
    }

    const fn at(seconds: i64) -> Self {
        if seconds < Edition::December2024.start() { Edition::April2024 } else { Edition::December2024 }
    }
}

impl EditionMode {
    /// The names a user chooses from.
    pub const NAMES: &'static [&'static str] = &["event-time", "2024-04-19", "2024-12-11"];

    pub(crate) fn moment(self, time: Option<Timestamp>) -> Moment {
        let event = time.map_or(Edition::NEWEST.start(), Timestamp::as_second);
        let rules = match self {
            EditionMode::EventTime => event,
            EditionMode::Fixed(edition) => edition.start(),
        };
        Moment {
            event,
            rules,
            edition: Edition::at(rules),
            undated: time.is_none(),
            retroactive: event < Edition::April2024.start(),
        }
    }
}

impl FromStr for EditionMode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match Edition::ALL.iter().find(|edition| edition.name() == text) {
            Some(edition) => Ok(EditionMode::Fixed(*edition)),
            None if text == "event-time" => Ok(EditionMode::EventTime),
            None => Err(format!("`{text}` is no edition of the guide; choose one of {}", Self::NAMES.join(", "))),
        }
    }
}

impl Day {
    /// The day, in UTC, in which a time lies.
    pub fn of(time: Timestamp) -> Self {
        const SECONDS: i64 = 86_400;
        Self(time.as_second().div_euclid(SECONDS) * SECONDS)
    }

    pub(crate) const fn seconds(self) -> i64 {
        self.0
    }

    /// The same day some months later, or the last of that month; `None` beyond the end of the calendar.
    pub fn months_later(self, months: u16) -> Option<Self> {
        let date = TimeZone::UTC.to_datetime(Timestamp::from_second(self.0).ok()?).date();
        date.checked_add(Span::new().months(i64::from(months))).ok()?.to_string().parse().ok()
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let start = text
            .parse::<Date>()
            .ok()
            .and_then(|date| TimeZone::UTC.to_timestamp(date.to_datetime(Default::default())).ok());
        start.map(|start| Self(start.as_second())).ok_or_else(|| format!("`{text}` is no day; write it as 2024-12-11"))
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let date = Timestamp::from_second(self.0).map(|start| TimeZone::UTC.to_datetime(start).date());
        f.pad(&date.map(|date| date.to_string()).unwrap_or_default())
    }
}

impl Interval {
    pub(crate) fn contains(self, seconds: i64) -> bool {
        !self.is_before(seconds) && self.until.is_none_or(|until| seconds < until.seconds())
    }

    /// Whether `seconds` lies before the interval begins.
    pub(crate) fn is_before(self, seconds: i64) -> bool {
        self.from.is_some_and(|from| seconds < from.seconds())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn day(text: &str) -> Day {
        Day::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn an_edition_starts_on_its_day() {
        for edition in Edition::ALL {
            assert_eq!(day(edition.name()).seconds(), edition.start());
            assert_eq!(day(edition.name()).to_string(), edition.name());
        }
    }

    #[test]
    fn an_interval_holds_its_first_day_and_not_its_last() {
        let interval = Interval { from: Some(day("2024-04-19")), until: Some(day("2024-06-06")) };
        assert!(!interval.contains(day("2024-04-18").seconds()));
        assert!(interval.contains(day("2024-04-19").seconds()));
        assert!(interval.contains(day("2024-06-05").seconds() + 86_399));
        assert!(!interval.contains(day("2024-06-06").seconds()));
    }

    #[test]
    fn a_day_begins_at_midnight_before_1970_too() {
        for (time, expected) in [
            ("2024-12-10T23:59:59Z", "2024-12-10"),
            ("1969-12-31T12:00:00Z", "1969-12-31"),
            ("1970-01-01T00:00:00Z", "1970-01-01"),
        ] {
            assert_eq!(Day::of(time.parse().unwrap()), day(expected), "{time}");
        }
    }

    #[test]
    fn months_later_is_the_same_day_or_the_last_of_the_month() {
        assert_eq!(day("2026-01-15").months_later(12), Some(day("2027-01-15")));
        assert_eq!(day("2024-11-30").months_later(3), Some(day("2025-02-28")));
        assert_eq!(day("9999-12-01").months_later(1), None);
    }

    #[test]
    fn the_event_decides_the_rules_unless_an_edition_is_chosen() {
        let time = Some("2024-07-01T00:00:00Z".parse().unwrap());
        assert_eq!(EditionMode::EventTime.moment(time).edition, Edition::April2024);
        assert_eq!("2024-12-11".parse::<EditionMode>().unwrap().moment(time).edition, Edition::December2024);
        let undated = EditionMode::EventTime.moment(None);
        assert!(undated.undated && undated.edition == Edition::December2024);
        assert!("2023-01-01".parse::<EditionMode>().unwrap_err().contains("2024-04-19"));
    }
}

//! Which events are asked for, by their own time.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::cli::{Error, Told};
use crate::config::Span;

/// A moment as given on the command line: a day (its beginning, UTC) or an RFC 3339 time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Moment {
    given: String,
    at: Timestamp,
}

/// How long after it happened an event may be filed: `7d`, or any duration with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Late(pub Duration);

impl FromStr for Late {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        let days = given.trim().strip_suffix('d').and_then(|days| days.trim_end().parse::<u32>().ok());
        match days {
            Some(days) => Ok(Self(Duration::from_secs(u64::from(days) * 86_400))),
            None => given
                .parse::<Span>()
                .map(|span| Self(span.0))
                .map_err(|_| "expected a duration such as 7d or 12h".to_owned()),
        }
    }
}

/// From `since` on, up to but not including `until`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Window {
    pub since: Option<Moment>,
    pub until: Option<Moment>,
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        let day = || format!("{}T00:00:00Z", given.parse::<Date>().ok()?).parse().ok();
        let at = given.parse::<Timestamp>().ok().or_else(day);
        let at = at.ok_or("expected a day such as 2024-04-19 or a time such as 2024-04-19T12:00:00Z")?;
        Ok(Self { given: given.to_owned(), at })
    }
}

impl Moment {
    /// As Unix time in milliseconds.
    #[cfg(feature = "kafka")]
    pub fn ms(&self) -> i64 {
        self.at.as_millisecond()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.given)
    }
}

impl Window {
    /// The window from `since` to `until`; an empty one is a mistake.
    pub fn between(since: Option<Moment>, until: Option<Moment>) -> Result<Self, Error> {
        match (&since, &until) {
            (Some(since), Some(until)) if since.at >= until.at => {
                let what = format!("--since {since} is not before --until {until}, so no event lies between them");
                Err(Told::usage(what).remedy("give the earlier of the two as --since").into())
            }
            _ => Ok(Self { since, until }),
        }
    }

    /// Its beginning.
    pub fn since(&self) -> Option<Timestamp> {
        self.since.as_ref().map(|moment| moment.at)
    }

    /// Its end.
    pub fn until(&self) -> Option<Timestamp> {
        self.until.as_ref().map(|moment| moment.at)
    }

    /// Whether an event of this time is asked for. One without a time is: it must not get lost.
    pub fn holds(&self, time: Option<&str>) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        self.holds_time(time.and_then(|time| time.parse().ok()))
    }

    /// The same for a time that has been read already.
    pub fn holds_time(&self, time: Option<Timestamp>) -> bool {
        let Some(time) = time else { return true };
        self.since.as_ref().is_none_or(|since| time >= since.at)
            && self.until.as_ref().is_none_or(|until| time < until.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_holds_its_beginning_and_not_its_end() {
        let window = Window { since: "2024-04-19".parse().ok(), until: "2024-12-11T00:00:00Z".parse().ok() };
        assert!(window.holds(Some("2024-04-19T00:00:00Z")) && window.holds(Some("2024-12-10T23:59:59.999Z")));
        assert!(!window.holds(Some("2024-04-18T23:59:59.999Z")) && !window.holds(Some("2024-12-11T00:00:00Z")));
    }

    #[test]
    fn an_event_without_a_time_is_always_held() {
        let window = Window { since: "2024-04-19".parse().ok(), until: None };
        assert!(window.holds(None) && Window::default().holds(None));
    }

    #[test]
    fn what_is_late_is_told_in_days_or_any_unit() {
        for (given, seconds) in [("7d", 604_800), ("0d", 0), ("12h", 43_200), ("1h 30m", 5_400)] {
            assert_eq!(given.parse(), Ok(Late(Duration::from_secs(seconds))), "{given}");
        }
        for given in ["", "d", "7", "-1d", "a week"] {
            assert!(given.parse::<Late>().is_err(), "{given}");
        }
    }

    #[test]
    fn a_word_that_is_no_time_is_refused() {
        assert!("yesterday".parse::<Moment>().is_err());
    }
}

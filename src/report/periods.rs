//! Days put together to periods that a chart has room for: days, weeks, months or years, with the empty ones in between.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

use super::tally::Counts;

/// Bars a chart has room for.
const ROOM: usize = 70;

/// The findings of one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// How it is named on the axis.
    pub label: String,
    /// Its findings.
    pub counts: Counts,
}

#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Puts days (`YYYY-MM-DD`; anything else is left out) together.
pub(super) fn periods<'d>(days: impl Iterator<Item = (&'d str, Counts)>) -> (&'static str, Vec<Period>) {
    let days: BTreeMap<Date, Counts> = days.filter_map(|(day, counts)| Some((day.parse().ok()?, counts))).collect();
    let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value()) else {
        return ("day", Vec::new());
    };
    for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
        if let Some(frame) = frame(unit, *first, *last) {
            return (unit.name(), fill(unit, frame, &days));
        }
    }
    // A stray date of another century: years without findings are left out.
    (Unit::Year.name(), fill(Unit::Year, BTreeMap::new(), &days))
}

/// All periods from `first` to `last`, if there is room for them.
fn frame(unit: Unit, first: Date, last: Date) -> Option<BTreeMap<Date, Counts>> {
    let mut frame = BTreeMap::new();
    let mut start = unit.start(first);
    while start <= last {
        if frame.len() == ROOM {
            return None;
        }
        frame.insert(start, Counts::default());
        match start.checked_add(unit.step()) {
            Ok(next) => start = next,
            Err(_) => break, // the year 9999
        }
    }
    Some(frame)
}

fn fill(unit: Unit, mut frame: BTreeMap<Date, Counts>, days: &BTreeMap<Date, Counts>) -> Vec<Period> {
    for (day, counts) in days {
        frame.entry(unit.start(*day)).or_default().add(*counts);
    }
    frame.into_iter().take(ROOM).map(|(start, counts)| Period { label: unit.label(start), counts }).collect()
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        }
    }

    fn step(self) -> Span {
        match self {
            Unit::Day => 1.day(),
            Unit::Week => 1.week(),
            Unit::Month => 1.month(),
            Unit::Year => 1.year(),
        }
    }

    /// The first day of the period that `day` lies in.
    fn start(self, day: Date) -> Date {
        match self {
            Unit::Day => day,
            Unit::Week => day.checked_sub(i64::from(day.weekday().since(Weekday::Monday)).days()).unwrap_or(day),
            Unit::Month => day.first_of_month(),
            Unit::Year => day.first_of_year(),
        }
    }

    fn label(self, start: Date) -> String {
        match self {
            Unit::Day | Unit::Week => start.to_string(),
            Unit::Month => start.strftime("%Y-%m").to_string(),
            Unit::Year => start.strftime("%Y").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: &[&str]) -> (&'static str, Vec<(String, u64)>) {
        let one = Counts { high: 1, ..Counts::default() };
        let (unit, periods) = periods(days.iter().map(|day| (*day, one)));
        (unit, periods.into_iter().map(|period| (period.label, period.counts.sum())).collect())
    }

    #[test]
    fn few_days_are_shown_one_by_one_with_the_quiet_ones_between() {
        let (unit, days) = of(&["2024-02-28", "2024-03-01", "undated"]);
        assert_eq!(unit, "day");
        assert_eq!(
            days.iter().map(|(day, count)| (day.as_str(), *count)).collect::<Vec<_>>(),
            [("2024-02-28", 1), ("2024-02-29", 0), ("2024-03-01", 1)]
        );
    }

    #[test]
    fn the_longer_the_span_the_longer_the_periods() {
        assert_eq!(of(&["2024-01-01", "2024-12-31"]).0, "week");
        assert_eq!(of(&["2022-01-01", "2024-12-31"]).0, "month");
        assert_eq!(of(&["2010-01-01", "2024-12-31"]).0, "year");
    }

    #[test]
    fn a_week_begins_on_monday() {
        assert_eq!(of(&["2024-01-03", "2024-12-31"]).1[0], ("2024-01-01".to_owned(), 1));
    }

    #[test]
    fn stray_dates_do_not_fill_the_chart_with_empty_centuries() {
        assert_eq!(of(&["0001-01-01", "2024-01-01", "9999-12-31"]).1.len(), 3);
    }

    #[test]
    fn nothing_is_no_period() {
        assert_eq!(of(&["undated"]).1, []);
    }
}

//! Dates of the calendar in the forms people and systems write them, and ages over 89.
//!
//! Nothing here looks at a clock: a date in the future is a date.

use jiff::civil::Date;

use super::Check;

/// A day (or month) of the calendar: ISO, US and European order, run together, or with the month's name in English or
/// Spanish; a time behind it is let pass. A date without a year counts too; a year alone does not.
pub(super) fn date(text: &str) -> Check {
    let mut parts = Parts::default();
    let mut tokens = text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    while let Some(token) = tokens.next() {
        match parts.take(token) {
            Some(Step::More) => {}
            // Digits behind `20240517` make it some other number.
            Some(Step::Done) if parts.packed.is_some() && tokens.next().is_some() => return Check::Invalid,
            Some(Step::Done) => break,
            None => return Check::Invalid,
        }
    }
    parts.check()
}

/// A number and how many digits it was written with.
type Figure = (i16, usize);

/// What a date was written with, in the order of writing.
#[derive(Default)]
struct Parts {
    figures: [Figure; 3],
    count: usize,
    month: Option<i8>,
    packed: Option<u32>,
}

enum Step {
    More,
    Done,
}

impl Parts {
    fn take(&mut self, token: &str) -> Option<Step> {
        let end = token.find(|c: char| !c.is_ascii_digit()).unwrap_or(token.len());
        let (figures, rest) = token.split_at(end);
        if figures.is_empty() {
            return self.take_word(token);
        }
        // "14T08" is a day and the hour behind it.
        let done = rest.starts_with(['T', 't']) && !rest.eq_ignore_ascii_case("th");
        let ordinal = ["", "st", "nd", "rd", "th"].iter().any(|known| rest.eq_ignore_ascii_case(known));
        if !done && !ordinal {
            return None;
        }
        if figures.len() == 8 && self.count == 0 && self.month.is_none() {
            self.packed = figures.parse().ok();
            return Some(Step::Done);
        }
        let value = if figures.len() <= 4 { figures.parse().ok()? } else { return None };
        *self.figures.get_mut(self.count)? = (value, figures.len());
        self.count += 1;
        let wanted = if self.month.is_some() { 2 } else { 3 };
        Some(if done || self.count == wanted { Step::Done } else { Step::More })
    }

    fn take_word(&mut self, word: &str) -> Option<Step> {
        const FILLERS: [&str; 5] = ["of", "the", "de", "del", "el"];
        if FILLERS.iter().any(|filler| filler.eq_ignore_ascii_case(word)) || is_weekday(word) {
            return Some(Step::More);
        }
        let month = month_named(word).filter(|_| self.month.is_none())?;
        self.month = Some(month);
        Some(Step::More)
    }

    fn check(&self) -> Check {
        let found = match (self.month, self.count) {
            (None, 0) => self.packed.is_some_and(is_packed_date),
            (None, 2) => self.two_figures(),
            (None, 3) => self.three_figures(),
            (Some(month), 1) => self.day_or_year(month),
            (Some(month), 2) => {
                let [first, second, _] = self.figures;
                day_of(second, month, first) || day_of(first, month, second)
            }
            _ => false,
        };
        // What systems write where they know no date.
        let placeholder = matches!(self.figures, [(1900, _), (1, _), (1, _)] | [(1, _), (1, _), (1900, _)]);
        if found && placeholder { Check::Sample } else { Check::valid_if(found) }
    }

    fn two_figures(&self) -> bool {
        let [first, second, _] = self.figures;
        let month_of = |month: Figure, year: Figure| month.1 <= 2 && year.1 == 4 && is_day(year.0, month.0, 1);
        let day = |month: Figure, day: Figure| month.1 <= 2 && day.1 <= 2 && is_day(2000, month.0, day.0);
        month_of(first, second) || month_of(second, first) || day(first, second) || day(second, first)
    }

    fn three_figures(&self) -> bool {
        let [first, second, third] = self.figures;
        let short = |figure: Figure| figure.1 <= 2;
        match (first.1, third.1) {
            (4, 1 | 2) => short(second) && is_day(first.0, second.0, third.0),
            (1 | 2, 2 | 4) if short(second) => dated(third, first.0, second.0) || dated(third, second.0, first.0),
            _ => false,
        }
    }

    fn day_or_year(&self, month: i8) -> bool {
        let [only, ..] = self.figures;
        if only.1 == 4 { is_day(only.0, month.into(), 1) } else { is_day(2000, month.into(), only.0) }
    }
}

fn day_of(year: Figure, month: i8, day: Figure) -> bool {
    day.1 <= 2 && matches!(year.1, 2 | 4) && dated(year, month.into(), day.0)
}

/// Whether the day exists; a year of two digits is of this century or the last.
fn dated(year: Figure, month: i16, day: i16) -> bool {
    match year {
        (year, 4) => is_day(year, month, day),
        (year, 2) => is_day(1900 + year, month, day) || is_day(2000 + year, month, day),
        _ => false,
    }
}

fn is_packed_date(figures: u32) -> bool {
    let part = |divisor: u32, modulus: u32| i16::try_from(figures / divisor % modulus).unwrap_or(0);
    is_day(part(10_000, 10_000), part(100, 100), part(1, 100))
        || is_day(part(1, 10_000), part(1_000_000, 100), part(10_000, 100))
}

/// Whether the calendar has that day, in the years that people and records of today have.
fn is_day(year: i16, month: i16, day: i16) -> bool {
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return false };
    (1880..=2099).contains(&year) && Date::new(year, month, day).is_ok()
}

/// The month of an English or Spanish name or its beginning of three letters and more.
fn month_named(word: &str) -> Option<i8> {
    const NAMES: [(&str, i8); 25] = [
        ("january", 1),
        ("enero", 1),
        ("february", 2),
        ("febrero", 2),
        ("march", 3),
        ("marzo", 3),
        ("april", 4),
        ("abril", 4),
        ("may", 5),
        ("mayo", 5),
        ("june", 6),
        ("junio", 6),
        ("july", 7),
        ("julio", 7),
        ("august", 8),
        ("agosto", 8),
        ("september", 9),
        ("septiembre", 9),
        ("setiembre", 9),
        ("october", 10),
        ("octubre", 10),
        ("november", 11),
        ("noviembre", 11),
        ("december", 12),
        ("diciembre", 12),
    ];
    NAMES.iter().find(|(name, _)| starts(name, word)).map(|&(_, month)| month)
}

fn is_weekday(word: &str) -> bool {
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].iter().any(|name| starts(name, word))
}

fn starts(name: &str, word: &str) -> bool {
    word.len() >= 3 && name.get(..word.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(word))
}

/// An age of 90 to 125 years, in digits or (English, Spanish) words; the words around it are the pattern's business.
pub(super) fn age_over_89(text: &str) -> Check {
    let first = text.find(|c: char| c.is_ascii_digit());
    if let Some(figures) = first.and_then(|at| text.get(at..)) {
        let end = figures.find(|c: char| !c.is_ascii_digit()).unwrap_or(figures.len());
        let age = figures.get(..end).and_then(|age| age.parse::<u32>().ok());
        return Check::valid_if(age.is_some_and(|age| (90..=125).contains(&age)));
    }
    let spelled = |word: &str| {
        ["ninety", "hundred", "noventa", "cien", "ciento", "nonagenarian", "centenarian"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    };
    Check::valid_if(text.split(|c: char| !c.is_alphabetic()).any(spelled))
}

#[cfg(test)]
mod tests {
    use super::Check::{Invalid, Sample, Valid};
    use super::*;

    #[test]
    fn a_date_is_read_in_every_usual_form() {
        for text in [
            "1985-03-14",
            "1985/03/14",
            "19850314",
            "03141985",
            "03/14/1985",
            "3/14/85",
            "14.03.1985",
            "14-03-1985",
            "March 14, 1985",
            "Mar 14 1985",
            "14 March 1985",
            "March 14th, 1985",
            "Thursday, March 14",
            "14 de marzo de 1985",
            "1985-03-14T00:00:00Z",
            "1985-03-14 08:30:00",
            "March 1985",
            "03/1985",
            "1985-03",
            "3/14",
            "29 Feb 2024",
            "Sept. 5, 2024",
        ] {
            assert_eq!(date(text), Valid, "{text}");
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        for text in [
            "1985-13-14",
            "1985-02-30",
            "02/30/1985",
            "Feb 30 2024",
            "29 Feb 2023",
            "1985",
            "85",
            "19851314",
            "99999999",
            "0001-01-01",
            "3000-01-01",
            "212-736-5000",
            "Marching 14",
            "14x",
            "March",
            "1.2.3.4",
        ] {
            assert_eq!(date(text), Invalid, "{text}");
        }
    }

    #[test]
    fn the_date_of_empty_database_fields_is_a_sample() {
        assert_eq!(date("1900-01-01"), Sample);
        assert_eq!(date("01/01/1900"), Sample);
    }

    #[test]
    fn an_age_counts_from_ninety() {
        for text in [
            "aged 91",
            "90",
            "92yo",
            "102 years old",
            "ninety-two years",
            "noventa y dos años",
            "one hundred and three",
        ] {
            assert_eq!(age_over_89(text), Valid, "{text}");
        }
        for text in ["age 89", "126", "8", "eighty-nine years", "seventy", "900"] {
            assert_eq!(age_over_89(text), Invalid, "{text}");
        }
    }
}

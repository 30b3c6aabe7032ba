//! Numbers that governments give to people: SSN, ITIN, passport, driver's licence.

use super::Check;
use super::digits::{all_same, alphanumerics, digits, number};

/// A social security number: 3-2-4 digits with a separator twice (or none), area, group and serial in range.
///
/// Numbers that were printed in advertisements or stand in every manual are samples, in range or not.
pub(super) fn ssn(text: &str) -> Check {
    let Some(digits) = nine(text) else { return Check::Invalid };
    let (area, group, serial) = (number(&digits[..3]), number(&digits[3..5]), number(&digits[5..]));
    match (area, group, serial) {
        _ if all_same(&digits) => Check::Sample,
        (78, 5, 1120) | (219, 9, 9999) | (987, 65, 4320..=4329) | (123, 45, 6789) => Check::Sample,
        (0 | 666 | 900.., ..) | (_, 0, _) | (.., 0) => Check::Invalid,
        _ => Check::Valid,
    }
}

/// An individual taxpayer identification number: 9XX, then a group the IRS gives out.
pub(super) fn itin(text: &str) -> Check {
    let Some(digits) = nine(text) else { return Check::Invalid };
    let group = number(&digits[3..5]);
    match group {
        _ if all_same(&digits) || number(&digits[..]) / 10 == 98_765_432 => Check::Invalid,
        50..=65 | 70..=88 | 90..=92 | 94..=99 => Check::valid_if(digits[0] == 9),
        _ => Check::Invalid,
    }
}

/// Nine digits cut 3-2-4, or not cut at all. People mix separators and put blanks around them; lines are wrapped beside them.
fn nine(text: &str) -> Option<[u8; 9]> {
    let found = digits::<9>(text, "-. \n\r\t")?;
    let nine: [u8; 9] = (*found).try_into().ok()?;
    let mut cuts = [None; 2];
    let mut seen = 0;
    for character in text.chars() {
        let cut = match (character, seen) {
            ('0'..='9', _) => {
                seen += 1;
                continue;
            }
            ('\n' | '\r' | '\t', _) => continue,
            (_, 3) => &mut cuts[0],
            (_, 5) => &mut cuts[1],
            _ => return None,
        };
        match *cut {
            None | Some(' ') => *cut = Some(character),
            Some(_) if character == ' ' => {}
            Some(_) => return None,
        }
    }
    (cuts[0].is_some() == cuts[1].is_some()).then_some(nine)
}

/// A US passport: nine digits, or a letter and eight digits (books since 2021, cards with C).
pub(super) fn passport(text: &str) -> Check {
    let Some(token) = alphanumerics::<9>(text, "- ") else { return Check::Invalid };
    let (Some(first), Some(rest)) = (token.first(), token.get(1..)) else { return Check::Invalid };
    let digits = rest.len() == 8 && rest.iter().all(u8::is_ascii_digit);
    Check::valid_if(digits && !all_same(rest) && first.is_ascii_alphanumeric())
}

/// A driver's licence number in the format of some state; needs a word that says so beside it.
pub(super) fn driver_licence(text: &str) -> Check {
    licence(text, LICENCES)
}

/// A driver's licence number of a state whose format is long enough to be told by its shape.
pub(super) fn driver_licence_strong(text: &str) -> Check {
    licence(text, STRONG_LICENCES)
}

/// A run of one class within a licence format.
enum Run {
    /// These characters exactly.
    Is(&'static [u8]),
    /// So many letters.
    Letters(usize),
    /// So many digits.
    Digits(std::ops::RangeInclusive<usize>),
    /// So many letters or digits.
    Any(usize),
}
use Run::{Any, Digits, Is, Letters};

/// Formats that are long and lettered: FL, IL, MD, MI, MN (letter + 11 or 12), WI, NJ, NY, NH and WA.
const STRONG_LICENCES: &[&[Run]] = &[
    &[Letters(1), Digits(11..=14)],
    &[Letters(1), Digits(18..=18)],
    &[Is(b"NH"), Letters(1), Digits(8..=8)],
    &[Digits(2..=2), Letters(3), Digits(5..=5)],
    &[Is(b"WDL"), Any(9)],
];

/// The formats of all states; the runs of plain digits and of one letter with digits are the sums over many states.
const LICENCES: &[&[Run]] = &[
    &[Digits(5..=14)],
    &[Digits(16..=16)],
    &[Letters(1), Digits(3..=14)],
    &[Letters(1), Digits(18..=18)],
    &[Letters(2), Digits(2..=7)],
    &[Letters(3), Digits(6..=6)],
    &[Letters(2), Digits(6..=6), Letters(1)],
    &[Letters(1), Digits(6..=6), Is(b"R")],
    &[Letters(1), Digits(1..=1), Letters(1), Digits(1..=1), Letters(1)],
    &[Digits(3..=3), Letters(2), Digits(4..=4)],
    &[Digits(3..=3), Letters(1), Digits(6..=6)],
    &[Digits(8..=8), Letters(2)],
    &[Digits(7..=9), Letters(1)],
    &[Is(b"NH"), Letters(1), Digits(8..=8)],
    &[Digits(2..=2), Letters(3), Digits(5..=5)],
    &[Is(b"WDL"), Any(9)],
];

fn licence(text: &str, formats: &[&[Run]]) -> Check {
    let Some(token) = alphanumerics::<19>(text, "- ") else { return Check::Invalid };
    let fits =
        |format: &&[Run]| format.iter().try_fold(&*token, |rest, run| run.strip(rest)).is_some_and(<[u8]>::is_empty);
    Check::valid_if(!token.is_empty() && formats.iter().any(fits))
}

impl Run {
    /// What is left of `token` behind this run. Runs of digits take all they find, up to their limit.
    fn strip<'t>(&self, token: &'t [u8]) -> Option<&'t [u8]> {
        let run = |class: fn(&u8) -> bool, most| token.iter().take(most).take_while(|byte| class(byte)).count();
        let (taken, enough) = match self {
            Is(text) => return token.strip_prefix(*text),
            Letters(count) => (run(u8::is_ascii_uppercase, *count), *count),
            Digits(counts) => (run(u8::is_ascii_digit, *counts.end()), *counts.start()),
            Any(count) => (*count, *count),
        };
        if taken < enough { None } else { token.get(taken..) }
    }
}

#[cfg(test)]
mod tests {
    use super::Check::{Invalid, Sample, Valid};
    use super::*;

    #[test]
    fn an_ssn_is_valid_with_any_separators_and_with_none() {
        for text in [
            "219-09-9998",
            "219099998",
            "219 09 9998",
            "219.09.9998",
            "219 09-9998",
            "219 - 09 - 9998",
            "899-01-0001",
            "123-45-6709",
            "123-45-0012",
        ] {
            assert_eq!(ssn(text), Valid, "{text}");
        }
    }

    #[test]
    fn an_ssn_may_be_wrapped_over_a_line() {
        assert_eq!(ssn("219-09-\n9998"), Valid);
        assert_eq!(ssn("219-\r\n 09-9998"), Valid);
        assert_eq!(ssn("219\n09\n9998"), Valid);
    }

    #[test]
    fn an_ssn_out_of_range_or_oddly_cut_is_none() {
        for text in
            ["000-12-3456", "666-12-3456", "900-12-3456", "219-00-9998", "219-09-0000", "21-909-9998", "219-099998"]
        {
            assert_eq!(ssn(text), Invalid, "{text}");
        }
        for text in ["219-09-999", "219-09-99987", "219-09-999x", "-219-09-9998", "219--09-9998"] {
            assert_eq!(ssn(text), Invalid, "{text}");
        }
    }

    #[test]
    fn advertised_and_manual_ssns_are_samples() {
        for text in
            ["078-05-1120", "219-09-9999", "987-65-4320", "987654329", "123-45-6789", "111-11-1111", "000000000"]
        {
            assert_eq!(ssn(text), Sample, "{text}");
        }
        assert_eq!(ssn("987-65-4319"), Invalid);
    }

    #[test]
    fn an_itin_needs_nine_first_and_a_group_given_out() {
        for text in ["912-50-1234", "912-65-1234", "912701234", "900 88 1234", "999-92-0001"] {
            assert_eq!(itin(text), Valid, "{text}");
        }
        for text in
            ["812-70-1234", "912-49-1234", "912-66-1234", "912-89-1234", "912-93-1234", "999-99-9999", "987-65-4321"]
        {
            assert_eq!(itin(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_passport_is_nine_digits_or_a_letter_and_eight() {
        for text in ["512345678", "A12345678", "C01234567", "a1234 5678"] {
            assert_eq!(passport(text), Valid, "{text}");
        }
        for text in ["51234567", "AB1234567", "A1234567X", "000000000", "INTRODUCE", "5123456789"] {
            assert_eq!(passport(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_licence_fits_the_format_of_some_state() {
        for text in [
            "S530-460-58-123-0",
            "D1234567",
            "H12345678",
            "SA1234567",
            "123456789",
            "WDLABC123456",
            "NHL12345678",
            "A1B2C",
        ] {
            assert_eq!(driver_licence(text), Valid, "{text}");
        }
        for text in ["INTRODUCTORY", "H1", "B43", "12", "ABCDEFGH", "123456789012345"] {
            assert_eq!(driver_licence(text), Invalid, "{text}");
        }
    }

    #[test]
    fn only_long_lettered_licences_are_strong() {
        for text in ["S530-460-58-123-0", "W12345678901", "A123456789012345678", "NHL12345678", "12ABC34567"] {
            assert_eq!(driver_licence_strong(text), Valid, "{text}");
        }
        for text in ["D1234567", "123456789012", "AB123456789012", "A1234567890"] {
            assert_eq!(driver_licence_strong(text), Invalid, "{text}");
        }
    }
}

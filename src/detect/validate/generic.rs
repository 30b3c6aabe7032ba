//! Check digits of nobody in particular: for identifiers of a firm's own. What is no digit is passed over, so that a prefix or
//! separators do no harm.

use super::Check;
use super::checksum;
use super::digits::{Short, all_same, figures};

/// Digits that are too few to say anything, and more than any identifier has.
const LEAST: usize = 4;
const MOST: usize = 32;

/// The last digit is the Luhn (mod 10) check digit.
pub(super) fn luhn(text: &str) -> Check {
    Check::valid_if(held(text).is_some_and(|digits| checksum::luhn(&digits)))
}

/// The last digit makes the sum of all, weighted 3 and 1 from the right, a multiple of ten (GS1, EAN, UPC).
pub(super) fn mod10_weighted(text: &str) -> Check {
    Check::valid_if(held(text).is_some_and(|digits| checksum::gs1(&digits)))
}

/// The last digit is the Verhoeff check digit.
pub(super) fn verhoeff(text: &str) -> Check {
    Check::valid_if(held(text).is_some_and(|digits| checksum::verhoeff(&digits)))
}

fn held(text: &str) -> Option<Short<MOST>> {
    figures::<MOST>(text).filter(|digits| digits.len() >= LEAST && !all_same(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_counts_and_prefix_and_separators_do_not() {
        for (check, right, wrong) in [
            (luhn as fn(&str) -> Check, "LFC-7992739-8713", "LFC-7992739-8714"),
            (mod10_weighted, "5102 2222 2333 36", "5102 2222 2333 37"),
            (verhoeff, "73211009", "73211008"),
        ] {
            assert_eq!((check(right), check(wrong)), (Check::Valid, Check::Invalid), "{right}");
            assert_eq!(
                (check("000000"), check("no digit"), check("123")),
                (Check::Invalid, Check::Invalid, Check::Invalid)
            );
        }
    }
}

//! Payment cards and bank routing numbers.

use super::Check;
use super::checksum::luhn;
use super::digits::{all_same, digits, number};

/// Numbers that payment processors publish for tests.
const TEST_CARDS: [u64; 20] = [
    4_111_111_111_111_111,
    4_242_424_242_424_242,
    4_012_888_888_881_881,
    4_222_222_222_222,
    4_000_000_000_000_002,
    4_000_056_655_665_556,
    4_000_000_000_009_995,
    5_555_555_555_554_444,
    5_105_105_105_105_100,
    5_200_828_282_828_210,
    2_223_003_122_003_222,
    378_282_246_310_005,
    371_449_635_398_431,
    378_734_493_671_000,
    6_011_111_111_111_117,
    6_011_000_990_139_424,
    30_569_309_025_904,
    38_520_000_023_237,
    3_530_111_333_300_000,
    3_566_002_020_360_505,
];

/// A payment card number: Luhn, an issuer's prefix, and a length that issuer uses.
pub(super) fn card(text: &str) -> Check {
    let Some(figures) = digits::<19>(text, "- \n\r\t") else { return Check::Invalid };
    if !luhn(&figures) || !issued(&figures) {
        return Check::Invalid;
    }
    let known = TEST_CARDS.contains(&number(&figures));
    if known || all_same(figures.get(1..).unwrap_or_default()) { Check::Sample } else { Check::Valid }
}

fn issued(figures: &[u8]) -> bool {
    // The first six digits name the issuer.
    let Some(prefix) = figures.get(..6).map(number) else { return false };
    let (two, three, four) = (prefix / 10_000, prefix / 1_000, prefix / 100);
    match figures.len() {
        13 | 19 if two / 10 == 4 => true,
        14 => matches!(three, 300..=305 | 309) || matches!(two, 36 | 38 | 39),
        15 => matches!(two, 34 | 37),
        16 if two / 10 == 4 || matches!(two, 51..=55) || matches!(four, 2221..=2720) => true,
        16..=19 => {
            matches!(two, 62 | 65) || matches!(three, 644..=649) || matches!(four, 3528..=3589 | 6011) || maestro(four)
        }
        12 | 13 => maestro(four),
        _ => false,
    }
}

fn maestro(four: u64) -> bool {
    matches!(four, 5018 | 5020 | 5038 | 5893 | 6304 | 6759 | 6761..=6763)
}

/// A bank routing number: nine digits, a Federal Reserve prefix, weights 3-7-1.
pub(super) fn aba(text: &str) -> Check {
    let Some(figures) = digits::<9>(text, "- ") else { return Check::Invalid };
    let prefix = figures.get(..2).map_or(99, number);
    let sum: u32 =
        figures.iter().zip([3, 7, 1].into_iter().cycle()).map(|(&digit, weight)| u32::from(digit) * weight).sum();
    let district = matches!(prefix, 0..=12 | 21..=32 | 61..=72 | 80);
    Check::valid_if(figures.len() == 9 && district && sum > 0 && sum.is_multiple_of(10))
}

#[cfg(test)]
mod tests {
    use super::Check::{Invalid, Sample, Valid};
    use super::*;

    #[test]
    fn a_card_passes_luhn_under_an_issuers_prefix_and_length() {
        for text in
            ["4532015112830366", "4532 0151 1283 0366", "5425-2334-3010-9903", "374245455400126", "6011000991300009"]
        {
            assert_eq!(card(text), Valid, "{text}");
        }
        for text in ["4532015112830367", "1532015112830361", "453201511283036", "0000000000000000", "79927398713"] {
            assert_eq!(card(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_published_test_card_is_a_sample() {
        for text in ["4111111111111111", "4242-4242-4242-4242", "5555555555554444", "378282246310005"] {
            assert_eq!(card(text), Sample, "{text}");
        }
    }

    #[test]
    fn a_routing_number_has_a_district_and_a_check_digit() {
        for text in ["021000021", "011000015", "121000248"] {
            assert_eq!(aba(text), Valid, "{text}");
        }
        for text in ["021000022", "000000000", "501000020", "02100002", "0210000210"] {
            assert_eq!(aba(text), Invalid, "{text}");
        }
    }
}

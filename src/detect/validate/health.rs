//! Numbers of the health system: MBI and HICN of patients, NPI and DEA of providers, record numbers of anybody's making.

use super::Check;
use super::checksum::luhn_sum;
use super::datetime::date;
use super::digits::{all_same, alphanumerics, digits};
use super::government::ssn;
use super::reach::nanp_phone;

/// A Medicare beneficiary identifier: eleven places of fixed kind, printed 4-3-4 or run together.
pub(super) fn mbi(text: &str) -> Check {
    let Some(token) = alphanumerics::<11>(text, "- \n\r\t") else { return Check::Invalid };
    // Left out of the alphabet for looking like digits: S L O I B Z.
    let letter = |byte: u8| byte.is_ascii_uppercase() && !b"SLOIBZ".contains(&byte);
    let holds = |(kind, &byte): (u8, &u8)| match kind {
        b'C' => (b'1'..=b'9').contains(&byte),
        b'A' => letter(byte),
        b'N' => byte.is_ascii_digit(),
        _ => letter(byte) || byte.is_ascii_digit(),
    };
    Check::valid_if(token.len() == 11 && b"CA*NA*NAANN".iter().copied().zip(token.iter()).all(holds))
}

/// A health insurance claim number, retired in 2020: an SSN with a beneficiary code, or a railroad prefix and digits.
pub(super) fn hicn(text: &str) -> Check {
    let text = text.trim();
    let code = text.find(|c: char| c.is_ascii_alphabetic());
    if let Some((number, code)) = code.filter(|&at| at > 0).and_then(|at| text.split_at_checked(at)) {
        let closed = code.len() <= 2 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        return if closed { ssn(number.trim_end_matches(['-', ' '])) } else { Check::Invalid };
    }
    let Some(prefix) = text.find(|c: char| !c.is_ascii_alphabetic()) else { return Check::Invalid };
    let (prefix, rest) = text.split_at(prefix);
    const RAILROAD: [&str; 15] =
        ["A", "CA", "H", "JA", "MA", "MH", "PA", "PD", "PH", "WA", "WCA", "WCD", "WCH", "WD", "WH"];
    let known = RAILROAD.iter().any(|known| known.eq_ignore_ascii_case(prefix));
    let length = digits::<9>(rest, "- ").map_or(0, |digits| digits.len());
    Check::valid_if(known && matches!(length, 6 | 9))
}

/// A national provider identifier: ten digits from 1 or 2, Luhn over `80840` and the number.
pub(super) fn npi(text: &str) -> Check {
    // The prefix 80840 adds 24 to the sum.
    digits::<10>(text, "- ").map_or(Check::Invalid, |digits| {
        let first = digits.first().is_some_and(|first| matches!(first, 1 | 2));
        Check::valid_if(digits.len() == 10 && first && (luhn_sum(&digits) + 24).is_multiple_of(10))
    })
}

/// A DEA registration: kind of registrant, initial (or 9), seven digits with a check digit, perhaps a hospital suffix.
pub(super) fn dea(text: &str) -> Check {
    let text = text.split_once('-').map_or(text, |(number, _suffix)| number);
    let Some(token) = alphanumerics::<9>(text, "") else { return Check::Invalid };
    let [kind, initial, d @ ..] = &*token else { return Check::Invalid };
    let &[d1, d2, d3, d4, d5, d6, d7] = d else { return Check::Invalid };
    let letters = b"ABCDEFGHJKLMPRSTUX".contains(kind) && (initial.is_ascii_uppercase() || *initial == b'9');
    if !letters || !d.iter().all(u8::is_ascii_digit) || all_same(d) {
        return Check::Invalid;
    }
    let value = |digit: u8| u32::from(digit - b'0');
    let sum = value(d1) + value(d3) + value(d5) + 2 * (value(d2) + value(d4) + value(d6));
    Check::valid_if(sum % 10 == value(d7))
}

/// Five to twenty letters and digits, at least one of them a digit.
pub(super) fn has_digit(text: &str) -> Check {
    let Some(token) = alphanumerics::<20>(text, "-_./# ") else { return Check::Invalid };
    match token.len() {
        5.. if token.iter().all(u8::is_ascii_digit) && all_same(&token) => Check::Sample,
        5.. => Check::valid_if(token.iter().any(u8::is_ascii_digit)),
        _ => Check::Invalid,
    }
}

/// A number some house gave to a patient, a visit or a member: like [`has_digit`] with three digits at least, and neither a
/// date nor a telephone number.
pub(super) fn record_number(text: &str) -> Check {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let cut = text.contains(['-', '/', '.', ' ']);
    let other = cut && (date(text) != Check::Invalid || (cut_as_a_phone(text) && nanp_phone(text) != Check::Invalid));
    if digits < 3 || other { Check::Invalid } else { has_digit(text) }
}

/// Whether digits stand in groups of three, three and four, as telephone numbers are written.
fn cut_as_a_phone(text: &str) -> bool {
    let mut groups =
        text.split(|character: char| !character.is_ascii_digit()).map(str::len).filter(|&length| length > 0);
    let first = groups.next();
    let area = if first == Some(1) { groups.next() } else { first };
    area == Some(3) && groups.next() == Some(3) && groups.next() == Some(4)
}

#[cfg(test)]
mod tests {
    use super::Check::{Invalid, Sample, Valid};
    use super::*;

    #[test]
    fn an_mbi_has_each_kind_of_character_in_its_place() {
        for text in ["1EG4-TE5-MK73", "1EG4TE5MK72", "1eg4-te5-mk73", "9AA9-AA9-AA99"] {
            assert_eq!(mbi(text), Valid, "{text}");
        }
        for text in
            ["0EG4-TE5-MK73", "1SG4-TE5-MK73", "1EG4-TE5-MK7", "1EG4-TE5-MK733", "1EGA-TE5-MK73", "1E54-TE5-MI73"]
        {
            assert_eq!(mbi(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_hicn_is_an_ssn_with_a_code_or_a_railroad_number() {
        for text in ["219-09-9998A", "219099998B1", "219-09-9998-A", "WA123456", "A219099998"] {
            assert_eq!(hicn(text), Valid, "{text}");
        }
        for text in ["219-09-9998", "000-12-3456A", "ZZ123456", "219099998ABC", "A12", "123-45-6789é"] {
            assert_eq!(hicn(text), Invalid, "{text}");
        }
    }

    #[test]
    fn an_npi_starts_with_one_or_two_and_passes_luhn_with_its_prefix() {
        for text in ["1234567893", "1245319599", "1003000126", "1993999998"] {
            assert_eq!(npi(text), Valid, "{text}");
        }
        for text in ["1234567890", "0000000006", "9999999995", "123456789", "12345678930"] {
            assert_eq!(npi(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_dea_number_passes_its_check_digit() {
        for text in ["AB1234563", "BB1388568", "F91234563", "ab1234563", "AB1234563-0042"] {
            assert_eq!(dea(text), Valid, "{text}");
        }
        for text in ["AB1234564", "AB0000000", "IB1234563", "A11234563", "AB123456", "AB12345630", "AB-1234563"] {
            assert_eq!(dea(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_record_number_has_digits_and_is_no_date() {
        for text in ["8827364", "A-448192", "E2024-00193", "PT00123", "20240517-0031", "2127-365000"] {
            assert_eq!(record_number(text), Valid, "{text}");
        }
        for text in [
            "pending",
            "1st",
            "2024-05-17",
            "05/17/2024",
            "212-736-5000",
            "1234",
            "550e8400-e29b-41d4-a716-446655440000",
        ] {
            assert_eq!(record_number(text), Invalid, "{text}");
        }
        assert_eq!(record_number("0000000"), Sample);
    }

    #[test]
    fn has_digit_wants_five_characters_and_a_digit() {
        assert_eq!(has_digit("ABCD1"), Valid);
        assert_eq!(has_digit("ABCDE"), Invalid);
        assert_eq!(has_digit("A1"), Invalid);
        assert_eq!(has_digit("99999"), Sample);
    }
}

//! Devices and vehicles: IMEI, GTIN, UDI, VIN, licence plates.

use super::Check;
use super::checksum::{gs1, luhn, mod43};
use super::digits::{all_same, alphanumerics, digits, number};

/// An IMEI: fifteen digits with a Luhn check digit.
pub(super) fn imei(text: &str) -> Check {
    let Some(figures) = digits::<15>(text, "-/ ") else { return Check::Invalid };
    match figures.len() {
        15 if all_same(&figures) => Check::Sample,
        length => Check::valid_if(length == 15 && luhn(&figures)),
    }
}

/// A GTIN-14: fourteen digits with a GS1 check digit.
pub(super) fn gtin14(text: &str) -> Check {
    let Some(figures) = digits::<14>(text, "") else { return Check::Invalid };
    Check::valid_if(figures.len() == 14 && !all_same(&figures) && gs1(&figures))
}

/// A UDI in GS1 form: `(01)` and a GTIN-14, then dates, lot and serial in parentheses, each of its own shape.
pub(super) fn udi_gs1(text: &str) -> Check {
    let Some(mut rest) = text.strip_prefix("(01)") else { return Check::Invalid };
    let mut identifier = "01";
    loop {
        let (value, next) = rest.split_once('(').map_or((rest, None), |(value, next)| (value, Some(next)));
        if !element_holds(identifier, value.trim_end()) {
            return Check::Invalid;
        }
        let Some(next) = next else { return Check::Valid };
        let Some((name, after)) = next.split_once(')') else { return Check::Invalid };
        (identifier, rest) = (name, after);
    }
}

fn element_holds(identifier: &str, value: &str) -> bool {
    let plain = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic());
    match identifier {
        "01" => gtin14(value) == Check::Valid,
        "11" | "12" | "13" | "15" | "16" | "17" => gs1_date(value),
        "10" | "21" => plain && value.len() <= 20,
        _ => {
            plain
                && value.len() <= 30
                && matches!(identifier.len(), 2..=4)
                && identifier.bytes().all(|b| b.is_ascii_digit())
        }
    }
}

/// `yymmdd`, where day 00 stands for the whole month.
fn gs1_date(value: &str) -> bool {
    digits::<6>(value, "").is_some_and(|figures| {
        let (Some(month), Some(day)) = (figures.get(2..4), figures.get(4..6)) else { return false };
        (1..=12).contains(&number(month)) && number(day) <= 31
    })
}

/// A UDI in HIBCC form: `+`, a labeller that starts with a letter, the product, perhaps more data, a mod 43 character.
pub(super) fn udi_hibcc(text: &str) -> Check {
    let labeller = text.strip_prefix('+').and_then(|rest| rest.bytes().next()).is_some_and(|b| b.is_ascii_uppercase());
    Check::valid_if(labeller && text.len() >= 8 && mod43(text.as_bytes()))
}

/// A vehicle identification number: seventeen characters without I, O, Q, a check digit at position nine, at least one
/// letter, and figures in the last four places, as 49 CFR 565.15 has it.
pub(super) fn vin(text: &str) -> Check {
    let Some(token) = alphanumerics::<17>(text, "") else { return Check::Invalid };
    let lettered = token.iter().any(u8::is_ascii_uppercase);
    let serial = token.get(13..).is_some_and(|last| last.iter().all(u8::is_ascii_digit));
    if token.len() != 17 || !lettered || !serial {
        return Check::Invalid;
    }
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum = token.iter().zip(WEIGHTS).try_fold(0, |sum, (&byte, weight)| Some(sum + vin_value(byte)? * weight));
    let Some(remainder) = sum.map(|sum| sum % 11) else { return Check::Invalid };
    Check::valid_if(token.get(8).is_some_and(|&check| match check {
        b'X' => remainder == 10,
        check => check.is_ascii_digit() && u32::from(check - b'0') == remainder,
    }))
}

fn vin_value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'H' => byte - b'A' + 1,
        b'J'..=b'N' => byte - b'J' + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => byte - b'S' + 2,
        _ => return None,
    }))
}

/// A licence plate: two to eight letters and digits, at least one digit; needs a word that says so.
pub(super) fn plate(text: &str) -> Check {
    let Some(token) = alphanumerics::<8>(text, "- ") else { return Check::Invalid };
    Check::valid_if(token.len() >= 2 && token.iter().any(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::Check::{Invalid, Sample, Valid};
    use super::*;

    #[test]
    fn an_imei_passes_luhn() {
        assert_eq!(imei("490154203237518"), Valid);
        assert_eq!(imei("49-015420-323751-8"), Valid);
        assert_eq!(imei("490154203237519"), Invalid);
        assert_eq!(imei("49015420323751"), Invalid);
        assert_eq!(imei("000000000000000"), Sample);
    }

    #[test]
    fn a_gtin_passes_its_check_digit() {
        assert_eq!(gtin14("51022222233336"), Valid);
        assert_eq!(gtin14("51022222233337"), Invalid);
        assert_eq!(gtin14("00000000000000"), Invalid);
    }

    #[test]
    fn a_gs1_udi_is_checked_element_by_element() {
        for text in ["(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234", "(01)51022222233336"] {
            assert_eq!(udi_gs1(text), Valid, "{text}");
        }
        for text in ["(01)51022222233337(17)150707", "(01)51022222233336(17)151307", "(01)51022222233336(10)", "(01"] {
            assert_eq!(udi_gs1(text), Invalid, "{text}");
        }
        assert_eq!(udi_gs1("(01)51022222233336(21)123456789012345678901"), Invalid);
    }

    #[test]
    fn a_hibcc_udi_passes_mod_43() {
        assert_eq!(udi_hibcc("+X999123ABC0/$$05191234AB/S5678EDFG/16D20151001A"), Valid);
        assert_eq!(udi_hibcc("+X999123ABC0/$$05191234AB/S5678EDFG/16D20151001B"), Invalid);
        assert_eq!(udi_hibcc("+15555550100"), Invalid);
    }

    #[test]
    fn a_vin_passes_its_check_digit_and_has_a_letter() {
        for text in ["1G4AH59H45G118341", "1M8GDM9AXKP042788", "1HGCM82633A004352", "1hgcm82633a004352"] {
            assert_eq!(vin(text), Valid, "{text}");
        }
        for text in
            ["1G4AH59H55G118341", "11111111111111111", "1G4AH59H45G11834", "IG4AH59H45G118341", "1M8GDM9AXKP04278A"]
        {
            assert_eq!(vin(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_plate_has_a_digit_and_at_most_eight_characters() {
        for text in ["7ABC123", "ABC-1234", "K 1"] {
            assert_eq!(plate(text), Valid, "{text}");
        }
        for text in ["ABCDEF", "A", "123456789", "7ABC_123"] {
            assert_eq!(plate(text), Invalid, "{text}");
        }
    }
}

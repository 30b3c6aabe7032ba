//! Codes of diagnoses, procedures, drugs and observations: they name health, not a person.

use super::Check;
use super::checksum::{luhn, verhoeff};
use super::digits::{all_same, alphanumerics, digits, number};
use super::icd10_categories::is_category;

/// An ICD-10-CM code, with or without its dot: a known category, then up to four characters.
pub(super) fn icd10(text: &str) -> Check {
    // The only place of a dot; one with nothing behind it ends a sentence.
    let dotted = text.split_once('.').is_none_or(|(category, rest)| category.len() == 3 && !rest.is_empty());
    let Some(code) = alphanumerics::<7>(text, ".") else { return Check::Invalid };
    let known = code.first_chunk::<3>().is_some_and(|category| is_category(*category));
    Check::valid_if(known && dotted && text.matches('.').count() <= 1)
}

/// An ICD-9-CM diagnosis code: 001 to 999, V01 to V91, E000 to E030 and E800 to E999, with decimals.
pub(super) fn icd9(text: &str) -> Check {
    let (category, decimals) = text.split_once('.').unwrap_or((text, ""));
    let Some(category) = alphanumerics::<4>(category, "") else { return Check::Invalid };
    let (kind, figures) = match &*category {
        [kind @ (b'V' | b'E'), figures @ ..] => (*kind, figures),
        figures => (b' ', figures),
    };
    if !figures.iter().all(u8::is_ascii_digit) || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return Check::Invalid;
    }
    let value = figures.iter().fold(0u32, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    Check::valid_if(match (kind, figures.len(), decimals.len()) {
        (b' ', 3, 0..=2) => value >= 1,
        (b'V', 2, 0..=2) => (1..=91).contains(&value),
        (b'E', 3, 0..=1) => value <= 30 || value >= 800,
        _ => false,
    })
}

/// A CPT code: the ranges of category I, and the forms of categories II and III and of the laboratory sections.
pub(super) fn cpt(text: &str) -> Check {
    let Some(code) = alphanumerics::<5>(text, "") else { return Check::Invalid };
    let [figures @ .., last] = &*code else { return Check::Invalid };
    if figures.len() != 4 || !figures.iter().all(u8::is_ascii_digit) {
        return Check::Invalid;
    }
    let value =
        code.iter().filter(|byte| byte.is_ascii_digit()).fold(0u32, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    Check::valid_if(match last {
        b'0'..=b'9' => matches!(value, 100..=1999 | 10004..=69990 | 70010..=89398 | 90281..=99607),
        b'F' | b'T' | b'U' | b'M' | b'A' => value > 0,
        _ => false,
    })
}

/// An HCPCS level II code: a letter in use and four digits.
pub(super) fn hcpcs(text: &str) -> Check {
    let Some(code) = alphanumerics::<5>(text, "") else { return Check::Invalid };
    let [letter, figures @ ..] = &*code else { return Check::Invalid };
    let digits = figures.len() == 4 && figures.iter().all(u8::is_ascii_digit);
    Check::valid_if(digits && b"ABCDEGHJKLMPQRSTUV".contains(letter) && figures != b"0000")
}

/// A national drug code: cut 4-4-2, 5-3-2, 5-4-1, 5-4-2 or 6-4-2, or ten to twelve digits run together.
pub(super) fn ndc(text: &str) -> Check {
    let Some(figures) = digits::<12>(text, "-") else { return Check::Invalid };
    let mut cuts = [0usize; 3];
    for (part, cut) in text.split('-').zip(&mut cuts) {
        *cut = part.len();
    }
    let form = match text.matches('-').count() {
        0 => matches!(figures.len(), 10..=12),
        2 => matches!(cuts, [4, 4, 2] | [5, 3, 2] | [5, 4, 1] | [5, 4, 2] | [6, 4, 2]),
        _ => false,
    };
    Check::valid_if(form && !all_same(&figures))
}

/// A LOINC code: up to seven digits, a dash, a Luhn check digit.
pub(super) fn loinc(text: &str) -> Check {
    let Some((serial, check)) = text.split_once('-') else { return Check::Invalid };
    let Some(figures) = digits::<8>(text, "-") else { return Check::Invalid };
    let form = (1..=7).contains(&serial.len()) && check.len() == 1 && number(&figures) > 9;
    Check::valid_if(form && luhn(&figures))
}

/// A SNOMED CT concept: six to eighteen digits, partition 00 or 10, Verhoeff check digit.
pub(super) fn snomed(text: &str) -> Check {
    let Some(figures) = digits::<18>(text, "") else { return Check::Invalid };
    let partition = figures.len() >= 6 && figures.first() != Some(&0) && matches!(&*figures, [.., 0 | 1, 0, _]);
    Check::valid_if(partition && verhoeff(&figures))
}

#[cfg(test)]
mod tests {
    use super::Check::{Invalid, Valid};
    use super::*;

    #[test]
    fn an_icd10_code_belongs_to_a_known_category() {
        for text in ["E11.9", "E119", "I10", "C7A.1", "M1A.00X0", "U07.1", "Z3A.28", "S72.001A", "f32.9", "O9A.2"] {
            assert_eq!(icd10(text), Valid, "{text}");
        }
        for text in
            ["U08.1", "B12.9", "E11.", "E1.19", "E11.98765", "11.9", "EE1", "B12", "A10", "H1", "E11.9.1", "é11.9"]
        {
            assert_eq!(icd10(text), Invalid, "{text}");
        }
    }

    #[test]
    fn an_icd9_code_is_in_range() {
        for text in ["250.00", "401.9", "V58.67", "E885.9", "042"] {
            assert_eq!(icd9(text), Valid, "{text}");
        }
        for text in ["000", "250.000", "V92", "E500", "25", "2500", "X12.1", "401.x"] {
            assert_eq!(icd9(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_cpt_code_is_in_range_or_of_a_lettered_category() {
        for text in ["99213", "00100", "36415", "80053", "4004F", "0075T", "0001U"] {
            assert_eq!(cpt(text), Valid, "{text}");
        }
        for text in ["00000", "02139", "99999", "1234", "123456", "9921X", "F4004", "0000F"] {
            assert_eq!(cpt(text), Invalid, "{text}");
        }
    }

    #[test]
    fn an_hcpcs_code_starts_with_a_letter_in_use() {
        for text in ["J1885", "G0438", "E0601", "d0120"] {
            assert_eq!(hcpcs(text), Valid, "{text}");
        }
        for text in ["F1885", "J188", "J18855", "JJ885", "J0000", "W1234"] {
            assert_eq!(hcpcs(text), Invalid, "{text}");
        }
    }

    #[test]
    fn an_ndc_is_cut_in_one_of_its_forms() {
        for text in ["0002-8215-01", "50580-449-05", "12345-6789-0", "00002-8215-01", "000002-8215-01", "00002821501"] {
            assert_eq!(ndc(text), Valid, "{text}");
        }
        for text in ["002-8215-01", "50580-449-5", "2024-05-17", "555-010-1234", "0000-0000-00", "123456789"] {
            assert_eq!(ndc(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_loinc_code_passes_luhn() {
        for text in ["2345-7", "4548-4", "718-7", "2339-0"] {
            assert_eq!(loinc(text), Valid, "{text}");
        }
        for text in ["2345-6", "23457", "-7", "2345-", "0-0", "12345678-9", "23-45-7"] {
            assert_eq!(loinc(text), Invalid, "{text}");
        }
    }

    #[test]
    fn a_snomed_concept_passes_verhoeff_and_has_a_partition() {
        for text in ["73211009", "22298006", "38341003"] {
            assert_eq!(snomed(text), Valid, "{text}");
        }
        for text in ["73211008", "2363", "73211-009", "1234567890123456789", "073211009"] {
            assert_eq!(snomed(text), Invalid, "{text}");
        }
    }
}

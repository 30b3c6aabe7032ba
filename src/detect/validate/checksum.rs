//! The check-digit algorithms, free of any one identifier's rules.

/// The Luhn sum of digits whose last one is the check digit; a multiple of ten when it holds.
pub(super) fn luhn_sum(digits: &[u8]) -> u32 {
    let doubled = |digit: u8| u32::from(digit) * 2 - if digit > 4 { 9 } else { 0 };
    digits.iter().rev().enumerate().map(|(i, &digit)| if i % 2 == 0 { u32::from(digit) } else { doubled(digit) }).sum()
}

/// Whether the last digit is the Luhn (mod 10) check digit of those before it.
pub(super) fn luhn(digits: &[u8]) -> bool {
    luhn_sum(digits).is_multiple_of(10)
}

/// Whether the last digit is the GS1 check digit (weights 3 and 1 from the right) of those before it.
pub(super) fn gs1(digits: &[u8]) -> bool {
    let weighted = digits.iter().rev().enumerate().map(|(i, &digit)| u32::from(digit) * if i % 2 == 0 { 1 } else { 3 });
    weighted.sum::<u32>().is_multiple_of(10)
}

/// Whether the digits end in their Verhoeff check digit.
pub(super) fn verhoeff(digits: &[u8]) -> bool {
    digits.iter().rev().enumerate().fold(0, |sum, (i, &digit)| dihedral(sum, permuted(digit, i))) == 0
}

/// The product in the dihedral group of order ten: 0 to 4 are turns, 5 to 9 reflections.
fn dihedral(a: u8, b: u8) -> u8 {
    match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + (a + b - 5) % 5,
        (false, true) => 5 + (a + 5 - b - 5) % 5,
        (false, false) => (a + 5 - b) % 5,
    }
}

fn permuted(digit: u8, times: usize) -> u8 {
    (0..times % 8).fold(digit, |digit, _| match digit {
        0 => 1,
        1 => 5,
        2 => 7,
        3 => 6,
        4 => 2,
        5 => 8,
        6 => 3,
        7 => 0,
        8 => 9,
        _ => 4,
    })
}

/// Whether the last character is the mod 43 check character (HIBCC, Code 39) of those before it.
pub(super) fn mod43(text: &[u8]) -> bool {
    let Some((last, body)) = text.split_last() else { return false };
    let sum = body.iter().try_fold(0u32, |sum, &byte| Some(sum + code39(byte)?));
    !body.is_empty() && sum.is_some_and(|sum| code39(*last) == Some(sum % 43))
}

fn code39(byte: u8) -> Option<u32> {
    const ALPHABET: &[u8; 43] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";
    ALPHABET.iter().position(|&known| known == byte).and_then(|value| u32::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::digits::digits;
    use super::*;

    fn of(text: &str) -> Vec<u8> {
        digits::<32>(text, "").unwrap().to_vec()
    }

    #[test]
    fn luhn_holds_for_known_numbers_and_fails_for_a_changed_digit() {
        assert!(luhn(&of("79927398713")));
        assert!(!luhn(&of("79927398710")));
    }

    #[test]
    fn verhoeff_holds_for_known_concepts_and_fails_for_a_swap() {
        assert!(verhoeff(&of("2363")));
        assert!(verhoeff(&of("73211009")));
        assert!(!verhoeff(&of("73211008")));
        assert!(!verhoeff(&of("37211009")));
    }

    #[test]
    fn gs1_holds_for_a_known_trade_item() {
        assert!(gs1(&of("51022222233336")));
        assert!(!gs1(&of("51022222233337")));
    }

    #[test]
    fn mod43_holds_for_the_specimen_of_the_fda() {
        assert!(mod43(b"+X999123ABC0/$$05191234AB/S5678EDFG/16D20151001A"));
        assert!(!mod43(b"+X999123ABC0/$$05191234AB/S5678EDFG/16D20151001B"));
        assert!(!mod43(b"0"));
    }
}

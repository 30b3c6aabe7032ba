//! Reads a fixed number of digits (or letters and digits) out of a text with separators, on the stack.

use std::ops::Deref;

/// Up to `N` ASCII bytes: digits as numbers 0 to 9, or characters in upper case.
pub(super) struct Short<const N: usize> {
    held: [u8; N],
    len: usize,
}

impl<const N: usize> Short<N> {
    fn read(text: &str, separators: &str, accept: impl Fn(u8) -> Option<u8>) -> Option<Short<N>> {
        let mut short = Short { held: [0; N], len: 0 };
        for character in text.chars() {
            if let Some(byte) = u8::try_from(character).ok().and_then(&accept) {
                *short.held.get_mut(short.len)? = byte;
                short.len += 1;
            } else if !separators.contains(character) {
                return None;
            }
        }
        Some(short)
    }
}

impl<const N: usize> Deref for Short<N> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.held.get(..self.len).unwrap_or_default()
    }
}

/// The digits of a text as numbers; nothing when it holds more than `N` of them, or other characters than `separators`.
pub(super) fn digits<const N: usize>(text: &str, separators: &str) -> Option<Short<N>> {
    Short::read(text, separators, |byte| byte.is_ascii_digit().then(|| byte - b'0'))
}

/// The digits of a text as numbers, whatever else is in it; nothing when it holds more than `N`.
pub(super) fn figures<const N: usize>(text: &str) -> Option<Short<N>> {
    let mut short = Short { held: [0; N], len: 0 };
    for byte in text.bytes().filter(u8::is_ascii_digit) {
        *short.held.get_mut(short.len)? = byte - b'0';
        short.len += 1;
    }
    Some(short)
}

/// The letters and digits of a text in upper case; nothing when it holds more than `N`, or others than `separators`.
pub(super) fn alphanumerics<const N: usize>(text: &str, separators: &str) -> Option<Short<N>> {
    Short::read(text, separators, |byte| byte.is_ascii_alphanumeric().then(|| byte.to_ascii_uppercase()))
}

/// The number that digits (0 to 9 each) spell; saturates.
pub(super) fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |sum: u64, &digit| sum.saturating_mul(10).saturating_add(u64::from(digit)))
}

/// Whether there is a first element and all others equal it.
pub(super) fn all_same(digits: &[u8]) -> bool {
    digits.first().is_some_and(|first| digits.iter().all(|digit| digit == first))
}

//! Words: how text becomes tokens that dictionaries and keywords are looked up by.
//!
//! A word is a run of letters and digits. Case and accents are folded, apostrophes inside a word vanish (`driver's` is
//! `drivers`), zero-width characters are passed over. A word is known by a 64-bit hash only; the hash of a phrase is built from
//! the hashes of its words ([`extend`]). The same functions serve at build time and at run time, so a dictionary and the text
//! it is held against are folded alike.

include!("words_hash.rs");

/// A few words of ASCII letters, hashed when the program is compiled.
pub(crate) struct Words<const COUNT: usize>([u64; COUNT]);

impl<const COUNT: usize> Words<COUNT> {
    pub const fn new(words: [&str; COUNT]) -> Self {
        let mut hashes = [0; COUNT];
        let mut at = 0;
        while at < COUNT {
            hashes[at] = hash_ascii(words[at].as_bytes());
            at += 1;
        }
        Self(hashes)
    }

    /// Whether the word with this hash is one of them.
    #[inline]
    pub fn hold(&self, hash: u64) -> bool {
        self.0.contains(&hash)
    }
}

/// Splits a key or other identifier at separators, at changes from lower to upper case and between letters and digits, and
/// gives every word's byte range and hash. `patientSSN_last4` gives `patient`, `ssn`, `last`, `4`.
pub fn split_identifier(text: &str, mut each: impl FnMut(std::ops::Range<usize>, u64)) {
    let bytes = text.as_bytes();
    let mut start = None;
    for at in 0..=bytes.len() {
        let class = bytes.get(at).map_or(Class::Other, |byte| class(*byte));
        let Some(from) = start else {
            if class != Class::Other {
                start = Some(at);
            }
            continue;
        };
        let before = self::class(bytes[at - 1]);
        let next = bytes.get(at + 1).map_or(Class::Other, |byte| self::class(*byte));
        let border = match (before, class) {
            (_, Class::Other) => true,
            (Class::Lower, Class::Upper) => true,
            // the last capital of a run belongs to the word it starts: `SSNLast`
            (Class::Upper, Class::Upper) => next == Class::Lower,
            (Class::Digit, Class::Digit) => false,
            (Class::Digit, _) | (_, Class::Digit) => true,
            _ => false,
        };
        if border {
            let word = text.get(from..at).unwrap_or_default();
            let hash = if word.is_ascii() { hash_ascii(word.as_bytes()) } else { hash_word(word) };
            each(from..at, hash);
            start = (class != Class::Other).then_some(at);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Lower,
    Upper,
    Digit,
    Other,
}

fn class(byte: u8) -> Class {
    match byte {
        b'a'..=b'z' | 0x80.. => Class::Lower,
        b'A'..=b'Z' => Class::Upper,
        b'0'..=b'9' => Class::Digit,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        split_identifier(text, |range, _| found.push(&text[range]));
        found
    }

    #[test]
    fn an_identifier_is_split_at_separators_and_changes_of_case() {
        assert_eq!(split("patientSsn"), ["patient", "Ssn"]);
        assert_eq!(split("patientSSNLast4"), ["patient", "SSN", "Last", "4"]);
        assert_eq!(split("date-of_birth day"), ["date", "of", "birth", "day"]);
        assert_eq!(split("MRN"), ["MRN"]);
        assert_eq!(split("__"), Vec::<&str>::new());
    }

    #[test]
    fn case_accents_and_apostrophes_do_not_change_a_word() {
        assert_eq!(hash_word("Alzheimer's"), hash_word("alzheimers"));
        assert_eq!(hash_word("ALZHEIMER’S"), hash_word("alzheimers"));
        assert_eq!(hash_word("fiebré"), hash_word("FIEBRE"));
        assert_ne!(hash_word("fever"), hash_word("fevers"));
    }

    #[test]
    fn a_phrase_depends_on_the_order_of_its_words() {
        let (chest, pain) = (hash_word("chest"), hash_word("pain"));
        assert_ne!(extend(chest, pain), extend(pain, chest));
        assert_ne!(extend(chest, pain), chest);
    }

    #[test]
    fn long_words_differ_in_their_tails() {
        assert_ne!(hash_word("abcdefghijklmnop"), hash_word("abcdefghijklmnoq"));
        assert_ne!(hash_word("abcdefgh"), hash_word("abcdefg"));
    }
}

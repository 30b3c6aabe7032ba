//! Words of a text, their hashes, and the cheap facts by which most matchers are ruled out before they run.
//!
//! One pass over the bytes of a (folded, ASCII) text. Everything that looks words up reads this list, so no text is split
//! twice.

use crate::event::words::{WordHash, hash_ascii};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub start: u32,
    pub end: u32,
    pub hash: u64,
    pub shape: u8,
}

/// The word starts with a capital.
pub(crate) const CAPITAL: u8 = 1;
/// The word has a small letter.
pub(crate) const SMALL: u8 = 2;
/// The word has a digit.
pub(crate) const DIGIT: u8 = 4;
/// Only a joiner (a blank, `-`, `_`, `/`, `.`) stands between the word and the one before it: both may be of one phrase.
pub(crate) const JOINED: u8 = 8;
/// The word has at least two capitals.
pub(crate) const CAPITALS: u8 = 16;
/// The word has a letter.
pub(crate) const LETTER: u8 = 32;

impl Token {
    pub const fn has(self, shape: u8) -> bool {
        self.shape & shape != 0
    }

    /// Written in capitals, or at least with two of them.
    pub const fn is_acronym(self) -> bool {
        self.has(CAPITALS) || (self.has(LETTER) && !self.has(SMALL))
    }
}

/// What one pass over a text tells.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    /// ASCII digits.
    pub digits: u32,
    /// The most digits in a stretch without letters: `219-09-9999` and `219 09 9999` are nine, `2026-03-29T04` is eight.
    pub run: u32,
    /// The lengths (a bit each, 31 for longer ones) of words of digits, and of words of letters and digits mixed.
    pub numeric: u32,
    pub mixed: u32,
    /// Colons and full stops.
    pub colons: u32,
    pub dots: u32,
    /// Words of two hexadecimal digits.
    pub pairs: u32,
    /// Whether there are letters.
    pub letters: bool,
    /// Which ASCII characters other than letters and digits occur, by code.
    pub marks: u128,
}

/// What a byte is: the shape bits it gives its word, `QUOTE`, or nothing for what stands between words.
static KIND: [u8; 256] = {
    let mut kind = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kind[byte] = match byte as u8 {
            b'a'..=b'z' | 0x7f.. => SMALL | LETTER,
            b'A'..=b'Z' => CAPITAL | LETTER,
            b'0'..=b'9' => DIGIT,
            b'\'' => QUOTE,
            _ => 0,
        };
        byte += 1;
    }
    kind
};
const QUOTE: u8 = 64;

/// Splits `text` into `tokens`.
pub(crate) fn split(text: &str, tokens: &mut Vec<Token>) -> Facts {
    tokens.clear();
    let bytes = text.as_bytes();
    let kind = |at: usize| bytes.get(at).map_or(0, |byte| KIND[*byte as usize]);
    let mut facts = Facts::default();
    let (mut at, mut run, mut joined, mut gap) = (0, 0, false, 0);
    while let Some(&byte) = bytes.get(at) {
        if KIND[byte as usize] & (LETTER | DIGIT) == 0 {
            facts.marks |= 1u128 << (byte & 0x7f);
            match byte {
                b':' => {
                    run = 0;
                    facts.colons += 1;
                }
                b'.' => facts.dots += 1,
                b'@' | b'&' | b'=' | b'"' => run = 0,
                _ => {}
            }
            joined &= gap < 3 && matches!(byte, b' ' | b'-' | b'_' | b'/' | b'.' | b'\n' | b'\r' | b'\t' | b'+' | b'&');
            gap += 1;
            at += 1;
            continue;
        }
        let start = at;
        let (mut shape, mut capitals, mut digits, mut quotes) = (0, 0, 0, false);
        loop {
            match kind(at) {
                0 => break,
                // `driver's` is one word; a quote at the end of a word is not part of it
                QUOTE if kind(at + 1) & LETTER != 0 => quotes = true,
                QUOTE => break,
                class => {
                    shape |= class;
                    capitals += u32::from(class & CAPITAL != 0);
                    digits += u32::from(class == DIGIT);
                    run = if class == DIGIT { run + 1 } else { 0 };
                    facts.run = facts.run.max(run);
                }
            }
            at += 1;
        }
        let word = bytes.get(start..at).unwrap_or_default();
        shape &= !CAPITAL;
        shape |= kind(start) & CAPITAL;
        shape |= if capitals > 1 { CAPITALS } else { 0 };
        shape |= if joined { JOINED } else { 0 };
        facts.letters |= shape & LETTER != 0;
        facts.digits += digits;
        if let [left, right] = word {
            facts.pairs += u32::from(left.is_ascii_hexdigit() && right.is_ascii_hexdigit());
        }
        if digits > 0 {
            let length = 1 << word.len().min(31);
            if shape & LETTER == 0 {
                facts.numeric |= length;
            } else {
                facts.mixed |= length;
            }
        }
        let hash = if quotes { hash_quoted(word) } else { hash_ascii(word) };
        tokens.push(Token { start: start as u32, end: at as u32, hash, shape });
        joined = true;
        gap = 0;
    }
    facts
}

/// A word with an apostrophe in it.
fn hash_quoted(word: &[u8]) -> u64 {
    let mut hash = WordHash::new();
    word.iter().filter(|byte| **byte != b'\'').for_each(|byte| hash.push(byte | 0x20));
    hash.finish()
}

/// Whether `text` is one of the opaque forms that fill every event and hold nothing: a SID, a UUID, a hash, or the message id of
/// a library of Segment: `ajs-next-1700000000000-<uuid>`. Times are not among them, because a birthday may be written as one.
pub(crate) fn is_opaque(text: &str) -> bool {
    is_machine_id(text)
        || ((37..=72).contains(&text.len())
            && text.split_at_checked(text.len() - 36).is_some_and(|(library, uuid)| {
                let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
                library.ends_with('-') && library.bytes().all(plain) && is_machine_id(uuid)
            }))
}

/// Whether `text` is a SID, a UUID or a hash.
pub(crate) fn is_machine_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without branches, so that it is done for many bytes at once.
    let hex = |bytes: &[u8]| {
        let digit = |byte: u8| (byte.wrapping_sub(b'0') < 10) | ((byte | 0x20).wrapping_sub(b'a') < 6);
        bytes.iter().fold(true, |all, byte| all & digit(*byte))
    };
    match bytes.len() {
        34 => bytes.iter().take(2).all(u8::is_ascii_uppercase) && bytes.get(2..).is_some_and(hex),
        36 => {
            let dashes = [8, 13, 18, 23].iter().all(|dash| bytes.get(*dash) == Some(&b'-'));
            dashes && bytes.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-')
        }
        32 | 40 | 64 => hex(bytes) && bytes.iter().any(u8::is_ascii_alphabetic),
        _ => false,
    }
}

/// `2026-03-29T04:00:56.753Z`: a point in time, which only matters under a key that speaks of birth or care.
pub(crate) fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    (20..=35).contains(&bytes.len())
        && bytes.get(4) == Some(&b'-')
        && bytes.get(10) == Some(&b'T')
        && bytes.get(13) == Some(&b':')
        && bytes.iter().all(|byte| byte.is_ascii_digit() || b"-:.TZ+".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::words::hash_word;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        split(text, &mut tokens);
        tokens.iter().map(|token| &text[token.start as usize..token.end as usize]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("My a1c is 7.2, Alzheimer's?"), ["My", "a1c", "is", "7", "2", "Alzheimer's"]);
        assert_eq!(words("'quoted'"), ["quoted"]);
    }

    #[test]
    fn a_token_hashes_as_its_word_does() {
        let mut tokens = Vec::new();
        split("Alzheimer's METFORMIN", &mut tokens);
        assert_eq!(tokens[0].hash, hash_word("alzheimers"));
        assert_eq!(tokens[1].hash, hash_word("metformin"));
    }

    #[test]
    fn words_are_joined_over_blanks_and_dashes_only() {
        let mut tokens = Vec::new();
        split("type-2 diabetes, chest  pain", &mut tokens);
        let joined: Vec<bool> = tokens.iter().map(|token| token.has(JOINED)).collect();
        assert_eq!(joined, [false, true, true, false, true]);
    }

    #[test]
    fn sids_uuids_and_hashes_are_opaque() {
        for text in [
            "SM0123456789abcdef0123456789abcdef",
            "0123ABCD-0000-4000-8000-0123456789ab",
            "0123456789abcdef0123456789abcdef",
        ] {
            assert!(is_opaque(text), "{text}");
        }
        for text in ["41111111111111110000000000000000", "a sentence of thirty-four letters.", ""] {
            assert!(!is_opaque(text), "{text}");
        }
    }
}

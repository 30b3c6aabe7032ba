//! Whether a word of no list reads like a name: by its letters, three at a time.
//!
//! build.rs counts how often each three letters stand in names of the lists, and in words of the language, drugs and towns. Of names
//! held out of the count, half reach the highest step, and 3 of 100 words do; of words, two of three are in the lowest, and 4 of 100
//! names.

include!("trigrams.rs");

static LETTERS: &[u8; TRIGRAMS] = include_bytes!(concat!(env!("OUT_DIR"), "/letters.bin"));

/// What the letters of `word` say, in points.
pub(super) fn points(word: &str) -> i32 {
    let odds: i32 = trigrams(word.as_bytes()).filter_map(|at| LETTERS.get(at)).map(|odds| i32::from(*odds as i8)).sum();
    match odds.div_euclid(SCALE) {
        6.. => 3,
        4..6 => 2,
        2..4 => 1,
        -2..2 => 0,
        -4..-2 => -1,
        _ => -3,
    }
}

/// The table holds sixteenths.
const SCALE: i32 = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_no_list_read_like_names() {
        for name in ["Ikraan", "Zbyszek", "Lakeithra", "przybylowicz"] {
            assert_eq!(points(name), 3, "{name}");
        }
    }

    #[test]
    fn drugs_and_words_do_not() {
        for word in ["Lexapro", "Symbicort", "prednizone", "appointment", "Netflix"] {
            assert_eq!(points(word), -3, "{word}");
        }
    }

    #[test]
    fn a_word_without_letters_says_nothing() {
        assert_eq!(points(""), 0);
    }
}

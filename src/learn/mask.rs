//! A match with what stands around it, for a person's eye: the value as its shape, of the words around only keywords and the most common
//! ones of English. Whatever else stands there is `…`.

use std::ops::Range;

/// Words shown on either side.
const WORDS: usize = 5;
/// Bytes looked at on either side.
const REACH: usize = 96;
/// Characters of a value's shape.
const LONGEST: usize = 40;

/// The most common words of English, in order.
const COMMON: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "back", "be", "because", "been",
    "before", "but", "by", "can", "could", "day", "did", "do", "for", "from", "get", "go", "had", "has", "have", "he",
    "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "know", "like", "made",
    "make", "me", "more", "my", "new", "no", "not", "now", "of", "on", "one", "only", "or", "other", "our", "out",
    "over", "please", "see", "she", "so", "some", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "time", "to", "two", "up", "us", "use", "was", "way", "we", "well", "were", "what", "when",
    "which", "who", "with", "would", "year", "you", "your",
];

/// The shape of a value: letters are `A` or `a`, digits `9`, marks as they are.
pub fn shape(value: &str) -> String {
    let mut shape: String = value
        .chars()
        .take(LONGEST)
        .map(|unit| match unit {
            unit if unit.is_numeric() => '9',
            unit if unit.is_uppercase() => 'A',
            unit if unit.is_alphabetic() => 'a',
            unit if unit.is_ascii_graphic() || unit == ' ' => unit,
            _ => '?',
        })
        .collect();
    if value.chars().nth(LONGEST).is_some() {
        shape.push('…');
    }
    shape
}

/// The shape of what stands at `range`, among the words around it that may be shown: common ones, and those for which `keep` holds.
pub fn context(text: &str, range: Range<usize>, keep: &dyn Fn(&str) -> bool) -> String {
    let from = text.floor_char_boundary(range.start.saturating_sub(REACH));
    let to = text.floor_char_boundary(range.end.saturating_add(REACH).min(text.len()));
    let before = text.get(from..range.start).unwrap_or_default();
    let after = text.get(range.end..to).unwrap_or_default();
    let value = text.get(range).unwrap_or_default();
    // A word that is cut, or glued to the value, is never shown.
    let mut left: Vec<&str> = before.split_whitespace().rev().take(WORDS).map(|word| shown(word, keep)).collect();
    if left.len() < WORDS
        && from > 0
        && let Some(cut) = left.last_mut()
    {
        *cut = HIDDEN;
    }
    if before.ends_with(char::is_alphanumeric)
        && let Some(glued) = left.first_mut()
    {
        *glued = HIDDEN;
    }
    left.reverse();
    let mut right: Vec<&str> = after.split_whitespace().take(WORDS).map(|word| shown(word, keep)).collect();
    if right.len() < WORDS
        && to < text.len()
        && let Some(cut) = right.last_mut()
    {
        *cut = HIDDEN;
    }
    if after.starts_with(char::is_alphanumeric)
        && let Some(glued) = right.first_mut()
    {
        *glued = HIDDEN;
    }
    let shape = shape(value);
    let mut words: Vec<&str> = left;
    words.push(&shape);
    words.extend(right);
    words.dedup_by(|one, other| *one == HIDDEN && *other == HIDDEN);
    words.join(" ")
}

const HIDDEN: &str = "…";

fn shown<'w>(word: &'w str, keep: &dyn Fn(&str) -> bool) -> &'w str {
    let bare = word.trim_matches(|unit: char| !unit.is_alphanumeric());
    if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return HIDDEN;
    }
    let small = bare.to_ascii_lowercase();
    if COMMON.binary_search(&small.as_str()).is_ok() || keep(&small) { bare } else { HIDDEN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_words_are_in_order() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn a_value_is_its_shape_and_other_words_are_hidden() {
        let text = "Dear Maria Lopez, your chart LFC-204817 is ready; call +1 216 555 0100";
        let at = text.find("LFC").unwrap_or_default();
        let masked = context(text, at..at + 10, &|word| word == "chart");
        assert_eq!(masked, "… your chart AAA-999999 is …");
    }

    #[test]
    fn a_word_that_is_glued_to_the_value_is_hidden() {
        assert_eq!(context("theLFC-204817is", 3..13, &|_| false), "… AAA-999999 …");
        assert_eq!(context("", 4..9, &|_| false), "");
    }
}

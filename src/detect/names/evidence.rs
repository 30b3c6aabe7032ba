//! What speaks for and against a name, in points. A text's words collect points; what reaches `ENOUGH` is a name.
//!
//! The points are logarithms of odds, roughly to the base two: four more make a name sixteen times as likely. They were set by
//! hand from what the lists say, and all stand here.

use crate::detect::lexicon;
use crate::detect::pack::Class;

/// So many points make a name.
pub(super) const ENOUGH: i32 = 4;

/// A word that is a first name and nothing else, by how many bear it.
const GIVEN: [i32; 8] = [1, 2, 2, 3, 3, 5, 5, 5];
/// The same for last names, in their place behind a first name.
const FAMILY: [i32; 8] = [1, 1, 2, 2, 3, 3, 3, 4];
/// How much less, if it is a word too: by how common the word is.
const GIVEN_AS_WORD: [i32; 4] = [0, 3, 5, 5];
const FAMILY_AS_WORD: [i32; 4] = [0, 1, 2, 2];
/// In small letters a word is a word.
pub(super) const FAMILY_AS_SMALL_WORD: i32 = 4;
/// The lists call it a strong name, though it is a word.
const STRONG: i32 = 3;
/// The lists call it no name by itself, though it is no common word: a place, a month, two letters.
const WEAK: i32 = 4;
const CITY: i32 = 1;

/// A capital in the middle of a sentence, at its start, in a headline, where all letters are capitals, and none at all.
pub(super) const CAPITAL_WITHIN: i32 = 4;
pub(super) const CAPITAL_AT_START: i32 = 2;
pub(super) const CAPITAL_IN_HEADLINE: i32 = 1;
pub(super) const CAPITALS_ONLY: i32 = -2;
pub(super) const SMALL_LETTERS: i32 = -3;

/// Words before it: always, often, sometimes followed by a name; the second one more behind a colon.
pub(super) const FRAMED: [i32; 3] = [6, 4, 2];
pub(super) const LABELLED: i32 = 2;
/// It stands alone at the end, as signatures do.
pub(super) const SIGNED: i32 = 4;
/// The sentence goes on as one to somebody: `Iolanthe, your ride is here`.
pub(super) const SPOKEN_TO: i32 = 5;
/// A word beside it is one that stands beside persons: `told`, `'s mother`.
pub(super) const CLUE: i32 = 5;
/// In small letters, a word that is a first name and nothing else.
pub(super) const SMALL_NAME: i32 = -1;
/// A short word in capitals among words that are not.
pub(super) const ACRONYM: i32 = -4;
/// Two words of the lists side by side, in their order, and the other way round with a comma.
pub(super) const SIDE_BY_SIDE: i32 = 3;
pub(super) const REVERSED: i32 = 3;
/// A word of no list beside one that is listed; alone.
pub(super) const UNKNOWN_BESIDE: i32 = 1;
pub(super) const UNKNOWN: i32 = -3;
/// A word of no list in small letters, right behind an introduction.
pub(super) const UNKNOWN_SMALL: i32 = 1;
/// The most that the letters of a word of no list say, where nothing else speaks for it.
pub(super) const READS_ALONE: i32 = 2;
/// A last name alone, without a form of address.
pub(super) const FAMILY_ALONE: i32 = -4;

/// The same where it is a common word, behind a form of address.
pub(super) const FAMILY_AS_COMMON_WORD: i32 = -6;
/// And what a title before it gives back: `Dr. Church`.
pub(super) const FAMILY_BEHIND_TITLE: i32 = 1;
/// A first name that is a town as well, with nothing beside it.
pub(super) const CITY_ALONE: i32 = 2;

/// A word of firms, places and things beside it, or it is one.
pub(super) const THING: i32 = -7;
/// The same in small letters: `Blake drives`.
pub(super) const SMALL_THING: i32 = -2;
pub(super) const IS_THING: i32 = -5;
/// The next or the last word is capitalised too, and no name: `Grace Period`.
pub(super) const AMONG_CAPITALS: i32 = -2;
/// A word that stands before places.
pub(super) const PLACE: i32 = -9;
/// The text is about animals or machines.
pub(super) const ABOUT_ANIMALS: i32 = -5;

/// What the lists know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    pub first: bool,
    pub last: bool,
    /// A name by itself, not only in the right place.
    pub strong: bool,
    /// One of the commoner words of the language.
    pub ordinary: bool,
    /// How common it is as a word, 0 to 3.
    pub common: u8,
    pub city: bool,
    /// Borne as a last name by so many, 0 to 7.
    pub bearers: u8,
    /// Points as a first and as a last name.
    pub given: i32,
    pub family: i32,
}

impl Word {
    /// Looks a word up.
    pub fn of(hash: u64) -> Word {
        let Some(entry) = lexicon::names(hash) else { return Word::default() };
        let (first, last) = (Class::FirstName.bit(), Class::Surname.bit());
        let (strong_first, strong_last) = entry.strong_though_a_word();
        let common = entry.common();
        let as_word = |table: &[i32; 4]| table.get(common as usize).copied().unwrap_or_default();
        let points = |table: &[i32; 8], step: u8| table.get(step as usize).copied().unwrap_or_default();
        let weak = |class: u32| if common == 0 && entry.ambiguous() & class != 0 { WEAK } else { 0 };
        let city = entry.is_any(Class::City.bit());
        let mut word = Word {
            first: entry.is_any(first),
            last: entry.is_any(last),
            strong: entry.classes() & (first | last) & !entry.ambiguous() != 0,
            ordinary: entry.is_any(Class::Word.bit()),
            common,
            city,
            bearers: if entry.is_any(last) { entry.family() } else { 0 },
            ..Word::default()
        };
        if word.first {
            let cost = (as_word(&GIVEN_AS_WORD) - if strong_first { STRONG } else { 0 }).max(0);
            word.given = points(&GIVEN, entry.given()) - cost - weak(first) - if city { CITY } else { 0 };
        }
        if word.last {
            let cost = (as_word(&FAMILY_AS_WORD) - i32::from(strong_last)).max(0);
            word.family = points(&FAMILY, entry.family()) - cost - weak(last) / 2;
        }
        word
    }

    /// On a list of names.
    pub const fn listed(self) -> bool {
        self.first || self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::words::hash_word;

    fn word(text: &str) -> Word {
        Word::of(hash_word(text))
    }

    #[test]
    fn a_first_name_that_is_nothing_else_is_enough_with_a_capital() {
        for name in ["lindsay", "priya", "eloisa"] {
            assert!(word(name).given + CAPITAL_AT_START >= ENOUGH, "{name}");
        }
    }

    #[test]
    fn an_ordinary_word_is_no_name_without_a_frame() {
        for name in ["will", "may", "hope", "grace", "rose", "mark"] {
            assert!(word(name).given + CAPITAL_AT_START < ENOUGH, "{name}");
        }
    }

    #[test]
    fn in_small_letters_a_first_name_alone_is_not_enough_and_a_frame_makes_it_so() {
        let points = word("maria").given + SMALL_LETTERS;
        assert!(points < ENOUGH);
        assert!(points + FRAMED[1] >= ENOUGH);
    }
}

//! The shipped dictionaries, looked up by the hash of a folded phrase in tables that build.rs prepared.
//!
//! Nothing is parsed at run time: the tables are bytes of the program. A lookup is a few nanoseconds and never allocates.

use crate::event::words::{extend, hash_word};

static HEALTH: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/health.bin"));
static NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.bin"));

/// The bytes of both tables, for the rules digest.
pub(crate) const TABLES: [&[u8]; 2] = [HEALTH, NAMES];
/// A filter of the first names that are nothing else; it follows from `NAMES`.
static GIVEN: &[u8; GIVEN_BITS / 8] = include_bytes!(concat!(env!("OUT_DIR"), "/given.bin"));
const GIVEN_BITS: usize = 1 << 18;

/// What the dictionaries know of a phrase. See build.rs for the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    classes: u32,
    marks: u32,
}

impl Entry {
    /// Whether the phrase is a term of one of `classes`.
    pub const fn is_any(self, classes: u32) -> bool {
        self.classes & classes != 0
    }

    /// The classes it is a term of.
    pub const fn classes(self) -> u32 {
        self.classes
    }

    /// Whether a longer phrase begins with this one.
    pub const fn goes_on(self) -> bool {
        self.marks & 1 != 0
    }

    /// Whether it counts in capitals only.
    pub const fn wants_capitals(self) -> bool {
        self.marks & 2 != 0
    }

    /// Whether it names a disease together with the word before it: `disease`, `syndrome`.
    pub const fn is_head(self) -> bool {
        self.marks & 4 != 0
    }

    /// Whether the law protects it more than other health information: substance use, psychotherapy, HIV, reproduction, genes.
    pub const fn is_protected(self) -> bool {
        self.marks & 8 != 0
    }

    /// The classes in which it counts only beside another signal.
    pub const fn ambiguous(self) -> u32 {
        self.classes & (self.marks >> 8)
    }

    /// How many bear it as a first name, in the steps of the list (0 to 7).
    pub const fn given(self) -> u8 {
        (self.marks >> 2 & 7) as u8
    }

    /// How many bear it as a last name.
    pub const fn family(self) -> u8 {
        (self.marks >> 5 & 7) as u8
    }

    /// How common it is as a word: 3 among the commonest, 0 not at all.
    pub const fn common(self) -> u8 {
        (self.marks >> 25 & 3) as u8
    }

    /// Also a word, but a strong first name, a strong last name.
    pub const fn strong_though_a_word(self) -> (bool, bool) {
        (self.marks & 1 << 27 != 0, self.marks & 1 << 28 != 0)
    }
}

/// The health dictionaries.
pub(crate) fn health(phrase: u64) -> Option<Entry> {
    lookup(HEALTH, phrase)
}

/// Whether `text` is a term that the law protects more than other health information. Which ones those are is marked in the
/// lists.
pub(crate) fn is_protected(text: &str) -> bool {
    let words = text.split(|unit: char| !unit.is_alphanumeric() && unit != '\'' && unit != '’');
    let phrase = words.filter(|word| !word.is_empty()).map(hash_word).reduce(extend);
    phrase.and_then(health).is_some_and(Entry::is_protected)
}

/// The dictionaries of names, places and ordinary words.
pub(crate) fn names(phrase: u64) -> Option<Entry> {
    lookup(NAMES, phrase)
}

/// Whether a word may be a first name that is nothing else.
#[inline]
pub(crate) fn may_be_given(word: u64) -> bool {
    let bit = (word >> 40) as usize % GIVEN_BITS;
    GIVEN[bit / 8] & (1 << (bit % 8)) != 0
}

const FILTER_BITS: usize = 1 << 20;
const SLOT: usize = 16;

#[inline]
fn lookup(table: &[u8], phrase: u64) -> Option<Entry> {
    let (filter, table) = table.split_first_chunk::<{ FILTER_BITS / 8 }>()?;
    let bit = (phrase >> 40) as usize % FILTER_BITS;
    if filter[bit / 8] & (1 << (bit % 8)) == 0 {
        return None;
    }
    let (head, slots) = table.split_first_chunk::<8>()?;
    let mask = u64::from_le_bytes(*head) as usize - 1;
    let mut at = (phrase >> 20) as usize & mask;
    loop {
        let slot: &[u8; SLOT] = slots.get(at * SLOT..)?.first_chunk()?;
        let (hash, rest) = slot.split_first_chunk::<8>()?;
        let hash = u64::from_le_bytes(*hash);
        if hash == phrase {
            let (classes, marks) = rest.split_first_chunk::<4>()?;
            return Some(Entry {
                classes: u32::from_le_bytes(*classes),
                marks: u32::from_le_bytes(*marks.first_chunk()?),
            });
        }
        if hash == 0 {
            return None;
        }
        at = (at + 1) & mask;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::pack::Class;

    fn classes_of(phrase: &str) -> u32 {
        let hash = phrase.split(' ').map(hash_word).reduce(extend).unwrap();
        health(hash).or_else(|| names(hash)).map_or(0, Entry::classes)
    }

    #[test]
    fn every_class_stands_where_build_rs_put_it() {
        for (phrase, class) in [
            ("metformin", Class::Drug),
            ("diabetes", Class::Condition),
            ("nausea", Class::Symptom),
            ("colonoscopy", Class::Procedure),
            ("hemoglobin a1c", Class::Lab),
            ("mmhg", Class::Unit),
            ("cardiologist", Class::Specialty),
            ("medicaid", Class::Insurance),
            ("doctor", Class::Care),
            ("puppy", Class::NotHuman),
            ("maria", Class::FirstName),
            ("gonzalez", Class::Surname),
            ("chicago", Class::City),
            ("avenue", Class::Street),
            ("because", Class::Word),
        ] {
            assert!(classes_of(phrase) & class.bit() != 0, "{phrase} is not a {}", class.name());
        }
    }

    #[test]
    fn what_the_law_protects_more_is_marked() {
        for term in ["methadone clinic", "Suboxone", "HIV", "psychotherapy notes", "abortion", "BRCA1 mutation"] {
            assert!(is_protected(term), "{term}");
        }
        for term in ["diabetes", "metformin", "flu shot", "order", ""] {
            assert!(!is_protected(term), "{term}");
        }
    }

    #[test]
    fn a_misspelt_name_of_a_widely_used_drug_or_disease_is_the_same_term() {
        for (wrong, class) in [
            ("lisinoprill", Class::Drug),
            ("gabapentine", Class::Drug),
            ("metforman", Class::Drug),
            ("pnuemonia", Class::Condition),
            ("hypertention", Class::Condition),
        ] {
            assert!(classes_of(wrong) & class.bit() != 0, "{wrong}");
        }
    }

    #[test]
    fn a_plural_is_the_same_term() {
        assert!(classes_of("biopsies") & Class::Procedure.bit() != 0);
        assert!(classes_of("cardiologists") & Class::Specialty.bit() != 0);
    }

    #[test]
    fn an_unknown_word_is_in_no_dictionary() {
        assert_eq!(classes_of("zzyzxq"), 0);
    }
}

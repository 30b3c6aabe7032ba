//! The words of the packs: which matchers a keyword speaks for, which an excluded word speaks against, which terms are a
//! matcher's own.
//!
//! Keywords are phrases; they are found by walking the words of a text (or of a key) through a table of phrase hashes. A plural
//! counts as its singular, and a phrase written as one word (`dateofbirth`) as the phrase.

use hashbrown::HashMap;

use crate::detect::bits::Bits;
use crate::detect::pack::Matcher;
use crate::detect::tokens;
use crate::detect::{Role, Strength};
use crate::event::words::{extend, hash_word};

/// What the packs know of a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Entry {
    /// Matchers it is a keyword of.
    pub keyword: Bits,
    /// Matchers it is an excluded word of.
    pub excluded: Bits,
    /// Matchers it is a term of.
    pub term: Bits,
    /// Matchers that want it in the text before they look for more.
    pub trigger: Bits,
    /// A longer phrase begins with this one.
    pub goes_on: bool,
    /// It is a phrase itself, not only the beginning of one.
    pub whole: bool,
}

/// All phrases of all packs.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Phrase → its entry in `list`. Phrases of which the same is known share one: the terms of a list of any length take one
    /// entry, and stay in the processor's cache.
    entries: HashMap<u64, u32>,
    list: Vec<Entry>,
    /// A bit per hash, so that most words need no look-up.
    filter: Box<[u64]>,
    /// Weak matchers, and those of identifiers.
    weak: Bits,
    identifying: Bits,
}

/// The least size of the filter; it grows with the phrases, so that most other words still miss it.
const FILTER_BITS: usize = 1 << 15;
const FILTER_BITS_PER_PHRASE: usize = 8;

#[derive(Clone, Copy)]
enum Use {
    Keyword,
    Excluded,
    Term,
    Trigger,
}

impl Vocabulary {
    /// The phrases of `matchers`, in their order.
    pub fn new(matchers: &[Matcher]) -> Self {
        let mut vocabulary = Self::default();
        for (index, matcher) in matchers.iter().enumerate() {
            for (phrases, how) in [
                (&matcher.keywords, Use::Keyword),
                (&matcher.excluded, Use::Excluded),
                (&matcher.terms, Use::Term),
                (&matcher.words, Use::Trigger),
            ] {
                for phrase in phrases {
                    vocabulary.add(phrase, how, index);
                }
            }
        }
        for (index, matcher) in matchers.iter().enumerate() {
            if matcher.strength == Strength::Weak {
                vocabulary.weak.insert(index);
            }
            if matcher.category.role() != Role::Health {
                vocabulary.identifying.insert(index);
            }
        }
        vocabulary.share();
        vocabulary
    }

    /// Matchers that are weak.
    pub const fn weak(&self) -> Bits {
        self.weak
    }

    /// Matchers of identifiers, of whatever they are.
    pub const fn identifying(&self) -> Bits {
        self.identifying
    }

    /// Lets phrases of which the same is known share an entry, and fills the filter.
    fn share(&mut self) {
        let bits = (self.entries.len() * FILTER_BITS_PER_PHRASE).next_power_of_two().max(FILTER_BITS);
        self.filter = vec![0; bits / 64].into();
        let mut shared: HashMap<Entry, u32> = HashMap::new();
        let mut list = Vec::new();
        for (phrase, index) in &mut self.entries {
            let entry = self.list.get(*index as usize).copied().unwrap_or_default();
            *index = *shared.entry(entry).or_insert_with(|| {
                list.push(entry);
                (list.len() - 1) as u32
            });
            let bit = (*phrase >> 24) as usize & (bits - 1);
            if let Some(word) = self.filter.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
        }
        self.list = list;
    }

    /// What the packs know of a phrase.
    #[inline]
    pub fn get(&self, phrase: u64) -> Option<&Entry> {
        let bit = (phrase >> 24) as usize & (self.filter.len() * 64).checked_sub(1)?;
        if self.filter.get(bit / 64)? & (1 << (bit % 64)) == 0 {
            return None;
        }
        self.list.get(*self.entries.get(&phrase)? as usize)
    }

    fn add(&mut self, phrase: &str, how: Use, matcher: usize) {
        let mut normal = super::normal::Normal::default();
        let view = normal.view(phrase);
        let mut words = Vec::new();
        tokens::split(view.text, &mut words);
        let Some((last, first)) = words.split_last() else { return };
        let mut prefix = None;
        for word in first {
            let hash = prefix.map_or(word.hash, |prefix| extend(prefix, word.hash));
            self.entry(hash).goes_on = true;
            prefix = Some(hash);
        }
        let text = view.text.get(last.start as usize..last.end as usize).unwrap_or_default();
        let joined: String = view.text.chars().filter(char::is_ascii_alphanumeric).collect();
        for ending in [text.to_owned(), format!("{text}s")] {
            let hash = hash_word(&ending);
            self.mark(prefix.map_or(hash, |prefix| extend(prefix, hash)), how, matcher);
        }
        if prefix.is_some() {
            self.mark(hash_word(&joined), how, matcher);
        }
    }

    fn mark(&mut self, phrase: u64, how: Use, matcher: usize) {
        let entry = self.entry(phrase);
        entry.whole = true;
        match how {
            Use::Keyword => entry.keyword.insert(matcher),
            Use::Excluded => entry.excluded.insert(matcher),
            Use::Term => entry.term.insert(matcher),
            Use::Trigger => entry.trigger.insert(matcher),
        }
    }

    fn entry(&mut self, phrase: u64) -> &mut Entry {
        let next = self.list.len() as u32;
        let index = *self.entries.entry(phrase).or_insert(next);
        if index == next {
            self.list.push(Entry::default());
        }
        // The index was pushed just above or in an earlier call.
        &mut self.list[index as usize]
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::detect::pack;

    #[test]
    fn a_list_of_any_length_is_found_and_takes_one_entry() {
        let terms: Vec<String> = (0..70_000).map(|number| format!("\"term{number:05}x\"")).collect();
        let pack = format!(
            "[[matcher]]\nid = \"own.terms\"\ncategory = \"drug\"\ntitle = \"t\"\nwhy = \"w\"\nstrength = \"pattern\"\nterms = [{}]",
            terms.join(",")
        );
        let vocabulary = Vocabulary::new(&pack::read("own.toml", &pack).unwrap());
        for number in [0, 65_535, 65_536, 69_999] {
            let entry = vocabulary.get(hash_word(&format!("term{number:05}x"))).unwrap();
            assert!(entry.term.contains(0), "term {number}");
        }
        assert!(vocabulary.get(hash_word("termx")).is_none());
        assert_eq!(vocabulary.list.len(), 1);
    }
}

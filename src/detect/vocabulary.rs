//! The words of the packs: which matchers a keyword speaks for, which an excluded word speaks against, which terms are a
//! matcher's own.
//!
//! Keywords are phrases; they are found by walking the words of a text (or of a key) through a table of phrase hashes. A plural
//! counts as its singular, and a phrase written as one word (`dateofbirth`) as the phrase.

use hashbrown::HashMap;

use crate::detect::bits::Bits;
use crate::detect::pack::Matcher;
use crate::detect::tokens;
use crate::event::words::{extend, hash_word};

/// What the packs know of a phrase.
#[derive(Clone, Copy, Debug, Default)]
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
    entries: HashMap<u64, u16>,
    list: Vec<Entry>,
    /// A bit per hash, so that most words need no look-up.
    filter: Box<[u64]>,
}

const FILTER_BITS: usize = 1 << 15;

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
        let mut vocabulary = Self { filter: vec![0; FILTER_BITS / 64].into(), ..Self::default() };
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
        vocabulary
    }

    /// What the packs know of a phrase.
    #[inline]
    pub fn get(&self, phrase: u64) -> Option<&Entry> {
        let bit = (phrase >> 24) as usize % FILTER_BITS;
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
        let bit = (phrase >> 24) as usize % FILTER_BITS;
        if let Some(word) = self.filter.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
        let next = self.list.len() as u16;
        let index = *self.entries.entry(phrase).or_insert(next);
        if index == next {
            self.list.push(Entry::default());
        }
        // The index was pushed just above or in an earlier call.
        &mut self.list[index as usize]
    }
}

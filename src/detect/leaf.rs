//! A leaf under the eye of the matchers: its text, its words, and which words of the packs and dictionaries stand where.
//!
//! Read once per leaf; matchers and finders only look things up here. Offsets are those of the folded text until a match is
//! reported.

use crate::detect::bits::Bits;
use crate::detect::lexicon;
use crate::detect::pack::Class;
use crate::detect::tokens::{self, Facts, JOINED, Token};
use crate::detect::vocabulary::Vocabulary;
use crate::event::words::extend;

/// A phrase of the packs in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordHit {
    pub start: u32,
    pub end: u32,
    /// The word behind its last.
    pub next_token: u32,
    pub keyword: Bits,
    pub excluded: Bits,
    pub term: Bits,
}

/// A phrase of the dictionaries in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TermHit {
    pub start: u32,
    pub end: u32,
    pub next_token: u32,
    /// Classes in which it counts alone.
    pub strong: u32,
    /// Classes in which it counts only beside another signal.
    pub ambiguous: u32,
}

/// What stands in a leaf; used again for the next one.
#[derive(Debug, Default)]
pub(crate) struct Leaf {
    pub tokens: Vec<Token>,
    pub facts: Facts,
    pub words: Vec<WordHit>,
    pub terms: Vec<TermHit>,
    /// Matchers for which some keyword occurs.
    pub keyword: Bits,
    /// Matchers with a term of their own in the text.
    pub term: Bits,
    /// Matchers for which one of their `words` occurs.
    pub trigger: Bits,
    /// Words of care that are no part of a term.
    pub care: bool,
    /// Practitioners and facilities.
    pub provider: bool,
    /// Words that say that the text is about animals or machines.
    pub not_human: bool,
}

/// Whether words in small letters count as acronyms: they do in keys, not in prose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Acronyms {
    AsWritten,
    AnyCase,
}

impl Leaf {
    /// Reads `text`.
    pub fn read(&mut self, text: &str, vocabulary: &Vocabulary, acronyms: Acronyms) {
        self.facts = tokens::split(text, &mut self.tokens);
        self.look_up(vocabulary, acronyms);
    }

    /// Looks up the words that `tokens` holds.
    pub fn look_up(&mut self, vocabulary: &Vocabulary, acronyms: Acronyms) {
        self.words.clear();
        self.terms.clear();
        self.keyword = Bits::default();
        self.term = Bits::default();
        self.trigger = Bits::default();
        self.care = false;
        self.provider = false;
        self.not_human = false;
        let mut term_end = 0;
        for at in 0..self.tokens.len() {
            let Some(&token) = self.tokens.get(at) else { break };
            if vocabulary.get(token.hash).is_some() {
                self.pack_phrases(at, token, vocabulary);
            }
            if at >= term_end
                && let Some(entry) = lexicon::health(token.hash)
            {
                term_end = self.dictionary_phrase(at, token, entry, acronyms);
            }
        }
    }

    /// All phrases of the packs that start at a word: a keyword within a longer one counts as well.
    fn pack_phrases(&mut self, at: usize, first: Token, vocabulary: &Vocabulary) {
        let mut hash = first.hash;
        let mut end = first.end;
        for next in at + 1.. {
            let Some(entry) = vocabulary.get(hash) else { break };
            if entry.whole {
                self.keyword |= entry.keyword;
                self.term |= entry.term;
                self.trigger |= entry.trigger;
                self.words.push(WordHit {
                    start: first.start,
                    end,
                    next_token: next as u32,
                    keyword: entry.keyword,
                    excluded: entry.excluded,
                    term: entry.term,
                });
            }
            match self.tokens.get(next) {
                Some(token) if entry.goes_on && token.has(JOINED) => {
                    hash = extend(hash, token.hash);
                    end = token.end;
                }
                _ => break,
            }
        }
    }

    /// The longest phrase of the dictionaries that starts at a word. Gives the word to go on with.
    fn dictionary_phrase(&mut self, at: usize, first: Token, entry: lexicon::Entry, acronyms: Acronyms) -> usize {
        let mut entry = Some(entry);
        let (mut hash, mut end, mut all_acronyms) = (first.hash, first.end, first.is_acronym());
        let mut best: Option<TermHit> = None;
        for next in at + 1.. {
            let Some(known) = entry else { break };
            let counts = !known.wants_capitals() || acronyms == Acronyms::AnyCase || all_acronyms;
            if known.classes() != 0 && counts {
                best = Some(TermHit {
                    start: first.start,
                    end,
                    next_token: next as u32,
                    strong: known.classes() & !known.ambiguous(),
                    ambiguous: known.ambiguous(),
                });
            }
            match self.tokens.get(next) {
                Some(token) if known.goes_on() && token.has(JOINED) => {
                    hash = extend(hash, token.hash);
                    end = token.end;
                    all_acronyms |= token.is_acronym();
                    entry = lexicon::health(hash);
                }
                _ => break,
            }
        }
        let Some(hit) = best else { return at + 1 };
        let classes = hit.strong | hit.ambiguous;
        self.care |= hit.strong & Class::Care.bit() != 0;
        self.provider |= hit.strong & (Class::Specialty.bit() | Class::Facility.bit()) != 0;
        self.not_human |= hit.strong & Class::NotHuman.bit() != 0;
        if classes & !(Class::Care.bit() | Class::NotHuman.bit()) != 0 {
            self.terms.push(hit);
        }
        hit.next_token as usize
    }

    /// How far, in bytes, the nearest phrase that `speaks` stands from `start..end`, if no farther than `window`.
    pub fn distance(&self, start: u32, end: u32, window: u32, speaks: impl Fn(&WordHit) -> bool) -> Option<u32> {
        // Phrases stand in the order of their first byte, and none is longer than `LONGEST_PHRASE`.
        let first = self.words.partition_point(|hit| hit.start.saturating_add(LONGEST_PHRASE + window) < start);
        self.words
            .iter()
            .skip(first)
            .take_while(|hit| hit.start <= end.saturating_add(window))
            .filter(|hit| speaks(hit))
            .map(|hit| if hit.end <= start { start - hit.end } else { hit.start.saturating_sub(end) })
            .filter(|distance| *distance <= window)
            .min()
    }
}

/// The longest a phrase of the packs may be in a text, in bytes.
const LONGEST_PHRASE: u32 = 256;

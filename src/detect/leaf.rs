//! A leaf under the eye of the matchers: its text, its words, and which words of the packs and dictionaries stand where.
//!
//! Read once per leaf; matchers and finders only look things up here. Offsets are those of the folded text until a match is
//! reported.

use crate::detect::bits::Bits;
use crate::detect::endings;
use crate::detect::lexicon;
use crate::detect::pack::Class;
use crate::detect::tokens::{self, DIGIT, Facts, JOINED, Token};
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
    /// It is an acronym, which may be that of anything else.
    pub acronym: bool,
    /// It says what for: right behind it stands what is nobody's illness. `our cancer charity run`
    pub cause: bool,
}

/// What stands in a leaf; used again for the next one.
#[derive(Debug, Default)]
pub(crate) struct Leaf {
    pub tokens: Vec<Token>,
    pub facts: Facts,
    pub words: Vec<WordHit>,
    pub terms: Vec<TermHit>,
    /// Matchers for which some keyword occurs, some excluded word.
    pub keyword: Bits,
    pub excluded: Bits,
    /// Matchers with a term of their own in the text.
    pub term: Bits,
    /// Matchers for which one of their `words` occurs.
    pub trigger: Bits,
    /// Words of care that are no part of a term.
    pub care: bool,
    /// How many there are.
    pub cares: u32,
    /// Practitioners and facilities.
    pub provider: bool,
    /// How many words say that the text is about animals or machines.
    pub not_human: u32,
    /// How much says that it is about health in general: two for each phrase that says so, one for each that may.
    pub impersonal: u32,
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
        self.look_up(text, vocabulary, acronyms);
    }

    /// Looks up the words that `tokens` holds; they are those of `text`.
    pub fn look_up(&mut self, text: &str, vocabulary: &Vocabulary, acronyms: Acronyms) {
        self.words.clear();
        self.terms.clear();
        self.keyword = Bits::default();
        self.excluded = Bits::default();
        self.term = Bits::default();
        self.trigger = Bits::default();
        self.care = false;
        self.cares = 0;
        self.provider = false;
        self.not_human = 0;
        self.impersonal = 0;
        let mut term_end = 0;
        for at in 0..self.tokens.len() {
            let Some(&token) = self.tokens.get(at) else { break };
            if vocabulary.get(token.hash).is_some() {
                self.pack_phrases(at, token, vocabulary);
            }
            if at < term_end {
                continue;
            }
            let entry = lexicon::health(token.hash);
            if let Some(entry) = entry {
                term_end = self.dictionary_phrase(at, token, entry, acronyms);
            }
            // A word may be known only as the beginning of a phrase that does not stand here.
            let unknown = entry.is_none_or(|entry| entry.classes() == 0 && term_end <= at + 1);
            if unknown && token.end - token.start >= endings::SHORTEST && !token.has(DIGIT) {
                self.told_by_ending(at, token, text);
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
                self.excluded |= entry.excluded;
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

    /// A long word that no dictionary knows.
    #[inline]
    fn told_by_ending(&mut self, at: usize, token: Token, text: &str) {
        let word = text.as_bytes().get(token.start as usize..token.end as usize).unwrap_or_default();
        let handle = token.start > 0 && text.as_bytes().get(token.start as usize - 1) == Some(&b'@');
        if let Some(class) = endings::class_of(word).filter(|_| !handle) {
            self.terms.push(TermHit {
                start: token.start,
                end: token.end,
                next_token: at as u32 + 1,
                strong: class.bit(),
                ambiguous: 0,
                acronym: false,
                cause: false,
            });
        }
    }

    /// `disease`, `syndrome` and the like with the word before them, if that one is no ordinary word: `Whipple disease`.
    fn named_disease(&mut self, at: usize, head: Token) {
        let Some(before) = at.checked_sub(1).and_then(|at| self.tokens.get(at)) else { return };
        let ordinary = || {
            lexicon::names(before.hash).is_some_and(|entry| entry.is_any(Class::Word.bit()))
                || lexicon::health(before.hash).is_some_and(|entry| entry.classes() != 0)
        };
        let names = head.has(JOINED) && before.end - before.start > 3 && !before.has(DIGIT);
        if names && self.terms.last().is_none_or(|last| last.end <= before.start) && !ordinary() {
            self.terms.push(TermHit {
                start: before.start,
                end: head.end,
                next_token: at as u32 + 1,
                strong: Class::Condition.bit(),
                ambiguous: 0,
                acronym: false,
                cause: false,
            });
        }
    }

    /// The longest phrase of the dictionaries that starts at a word. Gives the word to go on with.
    fn dictionary_phrase(&mut self, at: usize, first: Token, entry: lexicon::Entry, acronyms: Acronyms) -> usize {
        let mut entry = Some(entry);
        if entry.is_some_and(lexicon::Entry::is_head) {
            self.named_disease(at, first);
        }
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
                    acronym: known.wants_capitals(),
                    cause: false,
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
        self.cares += u32::from(hit.strong & Class::Care.bit() != 0);
        self.provider |= hit.strong & (Class::Specialty.bit() | Class::Facility.bit()) != 0;
        self.not_human += u32::from(hit.strong & Class::NotHuman.bit() != 0);
        if hit.strong & Class::Impersonal.bit() != 0 {
            self.impersonal += 2;
            if let Some(before) = self.terms.last_mut().filter(|before| before.next_token as usize == at) {
                before.cause = true;
            }
        }
        self.impersonal += u32::from(hit.ambiguous & Class::Impersonal.bit() != 0);
        if classes & !(Class::Care.bit() | Class::NotHuman.bit() | Class::Impersonal.bit()) != 0 {
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

//! Triggers: the cheap conditions by which nearly all matchers are ruled out before their expressions run.
//!
//! Every condition is a table from a fact of the text to the set of matchers that are content with it; what may run is their
//! intersection.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::detect::bits::Bits;
use crate::detect::pack::{MOST_NEEDED, Matcher};
use crate::detect::tokens::Facts;

/// As many of anything as a matcher may ask for.
const MANY: usize = MOST_NEEDED as usize;

/// The conditions `needs = { … }`.
#[derive(Debug)]
pub(crate) struct Needs {
    /// By number of digits: the matchers content with so many.
    digits: [Bits; MANY + 1],
    run: [Bits; MANY + 1],
    colons: [Bits; MANY + 1],
    dots: [Bits; MANY + 1],
    pairs: [Bits; MANY + 1],
    letters: Bits,
    numeric: Lengths,
    mixed: Lengths,
}

/// Matchers that want a word of one of some lengths.
#[derive(Debug, Default)]
struct Lengths {
    /// Those that want none.
    content: Bits,
    /// The lengths that any matcher asks for.
    asked: u32,
    by_length: [Bits; 32],
}

impl Needs {
    pub fn new(matchers: &[Matcher]) -> Self {
        let up_to = |needed: fn(&Matcher) -> u8| {
            std::array::from_fn(|count| set(matchers, |matcher| usize::from(needed(matcher)) <= count))
        };
        Self {
            digits: up_to(|matcher| matcher.needs.digits),
            run: up_to(|matcher| matcher.needs.run),
            colons: up_to(|matcher| matcher.needs.colons),
            dots: up_to(|matcher| matcher.needs.dots),
            pairs: up_to(|matcher| matcher.needs.pairs),
            letters: set(matchers, |matcher| matcher.needs.letters),
            numeric: Lengths::new(matchers, |matcher| &matcher.needs.numeric),
            mixed: Lengths::new(matchers, |matcher| &matcher.needs.mixed),
        }
    }

    /// The matchers that are content with a text of these facts.
    #[inline]
    pub fn met(&self, facts: &Facts) -> Bits {
        let row = |table: &[Bits; MANY + 1], count: u32| table[(count as usize).min(MANY)];
        let counts = row(&self.digits, facts.digits) & row(&self.run, facts.run);
        let marks = row(&self.colons, facts.colons) & row(&self.dots, facts.dots);
        let met = counts
            & marks
            & row(&self.pairs, facts.pairs)
            & self.numeric.met(facts.numeric)
            & self.mixed.met(facts.mixed);
        if facts.letters { met } else { met.without(self.letters) }
    }
}

impl Lengths {
    fn new(matchers: &[Matcher], wanted: fn(&Matcher) -> &[u8]) -> Self {
        let mut lengths = Self { content: set(matchers, |matcher| wanted(matcher).is_empty()), ..Self::default() };
        for (index, matcher) in matchers.iter().enumerate() {
            for length in wanted(matcher) {
                let length = usize::from(*length).min(31);
                lengths.asked |= 1 << length;
                lengths.by_length[length].insert(index);
            }
        }
        lengths
    }

    #[inline]
    fn met(&self, present: u32) -> Bits {
        let mut met = self.content;
        let mut left = present & self.asked;
        while left != 0 {
            met |= self.by_length[left.trailing_zeros() as usize];
            left &= left - 1;
        }
        met
    }
}

/// The literals of all matchers: one of a matcher's own must occur in the text.
#[derive(Debug, Default)]
pub(crate) struct Literals {
    /// Matchers that need none.
    free: Bits,
    /// Matchers content with a mark, by the mark; a bit per mark that anybody asks for.
    by_mark: Vec<Bits>,
    marks: u128,
    /// Longer literals, searched for all matchers at once.
    automaton: Option<AhoCorasick>,
    by_pattern: Vec<Bits>,
    /// Matchers that want one of them.
    searched: Bits,
    /// By a mark in a literal: the matchers that may find theirs in a text that has it; and those with a literal without marks.
    gate: Vec<Bits>,
    gates: u128,
    ungated: Bits,
}

impl Literals {
    pub fn new(matchers: &[Matcher]) -> Self {
        let mut literals = Self {
            free: set(matchers, |matcher| matcher.literals.is_empty()),
            by_mark: vec![Bits::default(); 128],
            gate: vec![Bits::default(); 128],
            ..Self::default()
        };
        let mut words: Vec<&str> = Vec::new();
        for (index, matcher) in matchers.iter().enumerate() {
            for literal in &matcher.literals {
                match literal.as_bytes() {
                    [mark] if mark.is_ascii() && !mark.is_ascii_alphanumeric() => {
                        literals.marks |= 1 << mark;
                        literals.by_mark[usize::from(*mark)].insert(index);
                    }
                    _ => {
                        let known = words.iter().position(|word| word.eq_ignore_ascii_case(literal));
                        let at = known.unwrap_or(words.len());
                        if known.is_none() {
                            words.push(literal);
                            literals.by_pattern.push(Bits::default());
                        }
                        literals.by_pattern[at].insert(index);
                        literals.searched.insert(index);
                        match literal.bytes().find(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()) {
                            Some(mark) => {
                                literals.gates |= 1 << mark;
                                literals.gate[usize::from(mark)].insert(index);
                            }
                            None => literals.ungated.insert(index),
                        }
                    }
                }
            }
        }
        literals.automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .ascii_case_insensitive(true)
            .build(&words)
            .ok()
            .filter(|_| !words.is_empty());
        literals
    }

    /// Those of `matchers` whose literals a text with these `marks` holds. It is only searched where one of them cares.
    #[inline]
    pub fn met(&self, matchers: Bits, text: &str, marks: u128) -> Bits {
        let by = |table: &[Bits], marks: u128| {
            let (mut met, mut left) = (Bits::default(), marks);
            while left != 0 {
                met |= table.get(left.trailing_zeros() as usize).copied().unwrap_or_default();
                left &= left - 1;
            }
            met
        };
        let mut met = self.free | by(&self.by_mark, marks & self.marks);
        if let Some(automaton) = &self.automaton
            && !(matchers & self.searched).is_empty()
            && !(matchers & (self.ungated | by(&self.gate, marks & self.gates))).is_empty()
        {
            for hit in automaton.find_overlapping_iter(text) {
                met |= self.by_pattern.get(hit.pattern().as_usize()).copied().unwrap_or_default();
            }
        }
        matchers & met
    }
}

fn set(matchers: &[Matcher], holds: impl Fn(&Matcher) -> bool) -> Bits {
    let mut bits = Bits::default();
    matchers.iter().enumerate().filter(|(_, matcher)| holds(matcher)).for_each(|(index, _)| bits.insert(index));
    bits
}

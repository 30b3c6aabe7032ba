//! What stands around a word: the frame before it, where in its sentence it is, and how the text uses capitals.

use super::Matchers;
use crate::detect::bits::Bits;
use crate::detect::leaf::Leaf;
use crate::detect::lexicon;
use crate::detect::pack::Class;
use crate::detect::tokens::{CAPITAL, CAPITALS, DIGIT, LETTER, SMALL, Token};
use crate::event::words::Words;

/// How a text uses capitals.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// As prose does.
    Mixed,
    /// Nearly every word begins with one.
    Headline,
    /// Nothing else.
    Shouted,
}

impl Letters {
    pub fn of(leaf: &Leaf) -> Letters {
        let (mut shouted, mut capital, mut small) = (0, 0, 0);
        for token in leaf.tokens.iter().filter(|token| token.has(LETTER) && !token.has(DIGIT)) {
            if token.end - token.start < 3 {
                continue; // `I`, `of`, `TX`
            }
            match (token.has(CAPITAL), token.has(SMALL)) {
                (true, false) => shouted += 1,
                (true, true) => capital += 1,
                _ => small += 1,
            }
        }
        if shouted > 2 * (capital + small) {
            Letters::Shouted
        } else if capital > 3 && capital > 3 * small {
            Letters::Headline
        } else {
            Letters::Mixed
        }
    }
}

/// A text in which names are looked for.
pub(super) struct Text<'t> {
    pub text: &'t str,
    pub leaf: &'t Leaf,
    pub matchers: &'t Matchers,
    pub letters: Letters,
    /// The words right behind a frame, a bit for each; those farther on are not told apart.
    behind_frames: u128,
}

/// Words before a name.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub matcher: u16,
    /// Always, often, sometimes followed by a name.
    pub rank: usize,
    /// A colon or a dash stands between.
    pub label: bool,
}

impl<'t> Text<'t> {
    pub fn new(text: &'t str, leaf: &'t Leaf, matchers: &'t Matchers) -> Self {
        let mut behind_frames = 0;
        if !(leaf.keyword & matchers.any_frame).is_empty() {
            for hit in leaf.words.iter().filter(|hit| !(hit.keyword & matchers.any_frame).is_empty()) {
                behind_frames |= 1 << hit.next_token.min(u128::BITS - 1);
            }
        }
        Self { text, leaf, matchers, letters: Letters::of(leaf), behind_frames }
    }

    pub fn token(&self, at: usize) -> Option<Token> {
        self.leaf.tokens.get(at).copied()
    }

    /// What stands between the word before `at` and the word `at`.
    pub fn gap(&self, at: usize) -> &'t str {
        let start = at.checked_sub(1).and_then(|before| self.token(before)).map_or(0, |token| token.end);
        let end = self.token(at).map_or(self.text.len(), |token| token.start as usize);
        self.text.get(start as usize..end).unwrap_or_default()
    }

    /// The frame that ends right before word `at`.
    #[inline]
    pub fn frame(&self, at: usize) -> Option<Frame> {
        if at < 127 && self.behind_frames & (1 << at) == 0 {
            return None;
        }
        self.frame_before(at)
    }

    fn frame_before(&self, at: usize) -> Option<Frame> {
        let gap = self.gap(at);
        if at == 0 || gap.len() > 4 || !gap.bytes().all(|byte| b" .:,#=\t\r\n-\"'([*".contains(&byte)) {
            return None;
        }
        let start = self.token(at)?.start;
        let behind = self.leaf.words.partition_point(|hit| hit.start < start);
        let mut best: Option<Frame> = None;
        for hit in self.leaf.words.get(..behind)?.iter().rev().take_while(|hit| hit.start + FARTHEST > start) {
            if hit.next_token as usize != at {
                continue;
            }
            for (rank, matchers) in self.matchers.framed.iter().enumerate() {
                if let Some(matcher) = (hit.keyword & *matchers).iter().next()
                    && best.is_none_or(|best| rank < best.rank)
                {
                    let label = gap.contains([':', '=', '#']);
                    best = Some(Frame { matcher: matcher as u16, rank, label });
                }
            }
        }
        // A sentence ends behind a word that is none of address: `Call the nurse. Rose`.
        best.filter(|frame| frame.rank == 0 || !gap.starts_with('.'))
            .filter(|frame| frame.rank < 2 || matches!(gap, " " | "  " | ": "))
    }

    /// Whether word `at` begins a phrase of firms and things.
    pub fn thing(&self, at: usize) -> bool {
        self.listed_against(at, 0)
    }

    /// Whether word `at` stands before places: `Lake Victoria`.
    pub fn before_place(&self, at: usize) -> bool {
        // A plural s is tolerated in phrases, but `news` is none of `New York`.
        const NEWS: Words<1> = Words::new(["news"]);
        !self.token(at).is_some_and(|token| NEWS.hold(token.hash)) && self.listed_against(at, 1)
    }

    /// Whether word `at` begins a phrase that is on the lists of names and hardly ever one: months, days, brands.
    pub fn stop(&self, at: usize) -> bool {
        self.listed_against(at, 2)
    }

    /// Whether a longer phrase of that kind, begun before, ends with word `at`: `Dr Pepper`.
    pub fn stop_phrase(&self, at: usize) -> bool {
        let [_, _, stop] = &self.matchers.framed;
        let Some(token) = self.token(at).filter(|_| self.speaks_against(stop)) else { return false };
        let behind = self.leaf.words.partition_point(|hit| hit.start < token.start);
        let hits = self.leaf.words.get(..behind).unwrap_or_default();
        hits.iter()
            .rev()
            .take_while(|hit| hit.start + FARTHEST > token.start)
            .any(|hit| hit.end >= token.end && !(hit.excluded & *stop).is_empty())
    }

    /// Whether word `at` is part of a phrase of several words that is no name, and if so, whether the phrase begins with it.
    pub fn stop_of_several(&self, at: usize) -> Option<bool> {
        let [_, _, stop] = &self.matchers.framed;
        let token = self.token(at).filter(|_| self.speaks_against(stop))?;
        let behind = self.leaf.words.partition_point(|hit| hit.start <= token.start);
        let hits = self.leaf.words.get(..behind).unwrap_or_default();
        hits.iter()
            .rev()
            .take_while(|hit| hit.start + FARTHEST > token.start)
            .find(|hit| {
                hit.end >= token.end
                    && (hit.start < token.start || hit.end > token.end)
                    && !(hit.excluded & *stop).is_empty()
            })
            .map(|hit| hit.start == token.start)
    }

    /// Whether a place rather than a person follows word `at`: `in Austin`.
    pub fn place_follows(&self, at: usize) -> bool {
        const WORDS: Words<10> = Words::new(["in", "at", "near", "to", "from", "en", "around", "visit", "the", "a"]);
        self.token(at).is_some_and(|token| WORDS.hold(token.hash))
    }

    /// `I'm`, `we'll`, `don't`.
    pub fn contracted(&self, token: Token) -> bool {
        let text = self.text.get(token.start as usize..token.end as usize).unwrap_or_default();
        ["'m", "'ll", "'t", "'re", "'ve", "'d"].iter().any(|end| text.ends_with(end))
    }

    /// Whether nothing that words do not have touches a word: it is none of `st-louis` and `carter-02`.
    pub fn stands_free(&self, token: Token) -> bool {
        let bytes = self.text.as_bytes();
        let before = (token.start as usize).checked_sub(1).and_then(|at| bytes.get(at));
        let behind = bytes.get(token.end as usize);
        before.is_none_or(|byte| byte.is_ascii_whitespace() || b"\"'(>,;:*|/&!?.".contains(byte))
            && behind.is_none_or(|byte| byte.is_ascii_whitespace() || b"\"')<,;:*|/&!?.".contains(byte))
    }

    /// Whether the text is a list of short lines rather than a letter.
    pub fn is_list(&self) -> bool {
        self.leaf.tokens.len() < 4
    }

    /// Whether the text holds any phrase that `matchers` exclude; most hold none.
    fn speaks_against(&self, matchers: &Bits) -> bool {
        !(self.leaf.excluded & *matchers).is_empty()
    }

    /// Whether word `at` begins a phrase that the matchers of this rank exclude.
    fn listed_against(&self, at: usize, rank: usize) -> bool {
        let Some(matchers) = self.matchers.framed.get(rank).filter(|these| self.speaks_against(these)) else {
            return false;
        };
        let Some(token) = self.token(at) else { return false };
        // Also a phrase that begins before it and goes on behind: `Aunt Jemima`.
        let behind = self.leaf.words.partition_point(|hit| hit.start <= token.start);
        let hits = self.leaf.words.get(..behind).unwrap_or_default();
        hits.iter()
            .rev()
            .take_while(|hit| hit.start + FARTHEST > token.start)
            .any(|hit| hit.end >= token.end && !(hit.excluded & *matchers).is_empty())
    }

    /// Whether a number and the words of a street stand around word `at`: `500 Martin Luther King Blvd`.
    pub fn in_street(&self, at: usize) -> bool {
        // What stands between the number and the word is written as the word is: `1099 for Radhika Ford` is no street.
        let capital = self.token(at).is_some_and(|token| token.has(CAPITAL));
        let number = (at.saturating_sub(3)..at)
            .rev()
            .filter_map(|at| self.token(at))
            .take_while(|token| token.has(DIGIT) || token.has(CAPITAL) == capital)
            .any(|token| token.has(DIGIT));
        let street = |at: usize| {
            self.token(at).is_some_and(|token| {
                token.end - token.start > 1
                    && lexicon::names(token.hash).is_some_and(|entry| entry.is_any(Class::Street.bit()))
            })
        };
        number && (at.saturating_sub(1)..at + 4).any(street)
    }

    /// Whether the word `at` speaks to somebody, or of what is theirs.
    pub fn speaks_to(&self, at: usize) -> bool {
        const WORDS: Words<20> = Words::new([
            "your", "you", "youre", "please", "this", "we", "were", "its", "it", "su", "tu", "le", "thanks", "thank",
            "just", "can", "i", "im", "reply", "pls",
        ]);
        self.token(at).is_some_and(|token| WORDS.hold(token.hash))
    }

    /// Whether word `at` is a label of goods: `Paint: Heather Moor`.
    pub fn names_goods(&self, at: usize) -> bool {
        const WORDS: Words<8> = Words::new(["paint", "color", "colour", "shade", "product", "item", "sku", "scent"]);
        self.token(at).is_some_and(|token| WORDS.hold(token.hash))
    }

    /// Whether word `at` says what an animal may be called, too: `a dog named Nacho`.
    pub fn is_named(&self, at: usize) -> bool {
        const WORDS: Words<4> = Words::new(["named", "called", "llama", "llamado"]);
        self.token(at).is_some_and(|token| WORDS.hold(token.hash))
    }

    /// Whether word `at` begins a sentence or a line.
    pub fn starts_sentence(&self, at: usize) -> bool {
        let gap = self.gap(at);
        at == 0 || gap.contains(['.', '!', '?', ':', '\n', '"', '>', '*', '|', ';', '(']) || gap.contains(" - ")
    }

    /// Whether `start..end` is part of something that is no prose: an address, a path, a tag, a variable.
    pub fn is_code(&self, start: u32, end: u32) -> bool {
        let bytes = self.text.as_bytes();
        let before = (start as usize).checked_sub(1).and_then(|at| bytes.get(at));
        let behind = bytes.get(end as usize);
        let further = bytes.get(end as usize + 1);
        before.is_some_and(|byte| b"@#_/\\=$&%{".contains(byte))
            || before == Some(&b'.')
                && start >= 2
                && bytes.get(start as usize - 2).is_some_and(u8::is_ascii_alphanumeric)
                && self.text.get(..start as usize).is_some_and(|text| !ends_with_title(text))
            || behind.is_some_and(|byte| b"@_/\\={".contains(byte))
            || (behind == Some(&b'.') || behind == Some(&b':')) && further.is_some_and(u8::is_ascii_alphanumeric)
    }
}

/// `Dr.Lee`
fn ends_with_title(text: &str) -> bool {
    ["Dr.", "Mr.", "Mrs.", "Ms.", "Sr.", "Sra."].iter().any(|title| text.ends_with(title))
        || text.len() < 3
        || text.as_bytes().get(text.len() - 3).is_some_and(|byte| !byte.is_ascii_alphanumeric())
}

/// A frame begins at most so many bytes before the name.
const FARTHEST: u32 = 48;

/// `McDonald`, `DeShawn`: capitals within a word that names have.
pub(super) fn is_camel(token: Token) -> bool {
    token.has(CAPITALS) && token.has(SMALL)
}

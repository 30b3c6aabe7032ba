//! Names of persons: under keys that name one, and in texts by the words themselves and what stands around them.
//!
//! The lists of names hold thousands of ordinary words (`May`, `Will`, `Rose`, `Young`). What they say, the letters, the words
//! before and behind are evidence, which `evidence` weighs in points; `context` reads what stands around, `span` how far a name
//! goes, `whole` values that are a name from end to end.

mod clues;
mod company;
mod context;
mod evidence;
mod span;
mod whole;

use crate::detect::bits::Bits;
use crate::detect::candidate::Candidate;
use crate::detect::detector::Detector;
use crate::detect::leaf::Leaf;
use crate::detect::level::Level;
use crate::detect::lexicon;
use crate::detect::pack::{Context, Finder, Matcher};
use crate::detect::tokens::{CAPITAL, DIGIT, Token};
use crate::detect::{Confidence, Strength};
use crate::event::words::Words;
use context::{Letters, Text};
pub(crate) use whole::reads_as_person;

/// Which matchers report names, and from which evidence.
#[derive(Debug, Default)]
pub(crate) struct Matchers {
    /// The value under a key that names a person.
    by_key: Bits,
    /// The value under a key that may name anything.
    by_any_key: Bits,
    /// The value under a key that names a part of a name.
    by_part: Bits,
    /// Words behind a label: always, often, sometimes followed by a name, by the strength of the matcher.
    framed: [Bits; 3],
    /// All three.
    any_frame: Bits,
    /// Evidence that needs no label.
    listed: Option<u16>,
}

impl Matchers {
    pub fn new(matchers: &[Matcher]) -> Self {
        let mut these = Self::default();
        for (index, matcher) in matchers.iter().enumerate() {
            match matcher.finder {
                Some(Finder::PersonName) => {}
                Some(Finder::NamePart) => {
                    these.by_part.insert(index);
                    continue;
                }
                _ => continue,
            }
            match matcher.context {
                Context::Path if matcher.strength == Strength::Weak => these.by_any_key.insert(index),
                Context::Path => these.by_key.insert(index),
                Context::Text => {
                    these.any_frame.insert(index);
                    let [always, often, sometimes] = &mut these.framed;
                    match matcher.strength {
                        Strength::Validated => always.insert(index),
                        Strength::Pattern => often.insert(index),
                        Strength::Weak => sometimes.insert(index),
                    }
                }
                Context::Any => these.listed = Some(index as u16),
            }
        }
        these
    }

    /// The matcher by which the keys say that a value is a name. Under one that may name anything it must also read as one. What a
    /// far key excludes does not silence a near one that names a person: `flow.variables.patient_name`.
    fn named(&self, level: Level, labels: Bits, reads_as_name: impl FnOnce() -> bool) -> Option<u16> {
        let own = level.own | labels;
        let person = (own & self.by_key).without(level.own_excluded);
        let part = || {
            if level.halved || !(level.above & self.any_key()).is_empty() {
                own & self.by_part
            } else {
                Bits::default()
            }
        };
        let first = |bits: Bits| bits.iter().next().map(|index| index as u16);
        if let Some(sure) = first(person).or_else(|| first(part())) {
            return Some(sure);
        }
        let anything = ((own & self.by_any_key) | (own & self.by_part)).without(level.excluded);
        first(anything).filter(|_| !level.of_firm && reads_as_name())
    }

    fn any_key(&self) -> Bits {
        self.by_key | self.by_any_key | self.by_part
    }
}

/// Adds the names in a text. `level` is what the keys above it say, `labels` what stands beside it in its object.
pub(crate) fn find(
    detector: &Detector,
    text: &str,
    leaf: &Leaf,
    level: Level,
    labels: Bits,
    candidates: &mut Vec<Candidate>,
) {
    let matchers = &detector.names;
    let named = matchers.named(level, labels, || whole::reads_as_name(leaf));
    if let Some(matcher) = named
        && let Some((start, end, known)) = whole::whole_name(text, leaf, level.names_part || level.halved)
    {
        let confidence = if known { Confidence::High } else { Confidence::Medium };
        candidates.push(Candidate { matcher, start, end, strength: Strength::Pattern, confidence });
        return;
    }
    // A word alone is what its key says it is.
    let Some(listed) = matchers.listed.filter(|_| leaf.tokens.len() > 1) else { return };
    let framed = !(leaf.keyword & matchers.any_frame).is_empty();
    let worth = |token: &Token| token.has(CAPITAL) || lexicon::may_be_given(token.hash);
    if !framed && !leaf.tokens.iter().any(worth) {
        return;
    }
    let keyed = level.keyword.contains(listed as usize);
    let suppressed = level.excluded.contains(listed as usize);
    let reading = Text { text, leaf, matchers, letters: Letters::of(leaf) };
    let first = candidates.len();
    let mut spans: [(usize, usize); company::MOST] = [(0, 0); company::MOST];
    let mut count = 0;
    let mut add = |name: span::Name, from: usize| {
        let matcher = match name.frame {
            Some(frame) if !suppressed || matchers.framed[0].contains(frame as usize) => frame,
            _ if suppressed => return,
            _ => listed,
        };
        let confidence = if keyed || name.sure { Confidence::High } else { Confidence::Medium };
        let (start, end, strength) = (name.start, name.end, Strength::Pattern);
        candidates.push(Candidate { matcher, start, end, strength, confidence });
        if let Some(span) = spans.get_mut(count) {
            *span = (from, name.next);
            count += 1;
        }
    };
    let mut at = 0;
    while let Some(token) = leaf.tokens.get(at) {
        // A word in small letters is looked at behind a frame, or where it can be nothing but a name.
        let looked_at =
            token.has(CAPITAL) || lexicon::may_be_given(token.hash) || (framed && reading.frame(at).is_some());
        let found = if looked_at && !token.has(DIGIT) { span::name_at(&reading, at) } else { None };
        let from = at;
        at += 1;
        if let Some(name) = found {
            at = name.next;
            add(name, from);
        }
    }
    if count > 0 && !suppressed {
        company::find(&reading, spans.get(..count).unwrap_or_default(), &mut |start, end| {
            let known = |one: &Candidate| one.start < end && one.end > start;
            if !candidates.iter().skip(first).any(known) {
                let (strength, confidence) = (Strength::Pattern, Confidence::Medium);
                candidates.push(Candidate { matcher: listed, start, end, strength, confidence });
            }
        });
    }
}

fn is_capital(token: Token) -> bool {
    token.has(CAPITAL) && !token.has(DIGIT)
}

/// `Dr`, `Mrs`: part of the label, not of the name.
fn is_title(token: Token) -> bool {
    const TITLES: Words<15> = Words::new([
        "dr", "mr", "mrs", "ms", "miss", "mx", "dra", "sr", "sra", "srta", "prof", "don", "dona", "senor", "senora",
    ]);
    token.end - token.start <= 6 && TITLES.hold(token.hash)
}

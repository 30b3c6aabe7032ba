//! Names of persons: under keys that name one, and in texts by the words themselves and what stands around them.
//!
//! The lists of names hold thousands of ordinary words (`May`, `Will`, `Rose`, `Young`). What they say, the letters, the words
//! before and behind are evidence, which `evidence` weighs in points; `context` reads what stands around, `span` how far a name
//! goes, `whole` values that are a name from end to end.

mod around;
mod clues;
mod company;
mod context;
mod evidence;
mod letters;
mod record;
mod reversed;
mod span;
mod tail;
mod value;
mod whole;

use crate::detect::bits::Bits;
use crate::detect::candidate::Candidate;
use crate::detect::detector::Detector;
use crate::detect::leaf::{Leaf, WordHit};
use crate::detect::level::Level;
use crate::detect::lexicon;
use crate::detect::pack::{Context, Finder, Matcher};
use crate::detect::tokens::{CAPITAL, DIGIT, Token};
use crate::detect::{Confidence, Strength};
use crate::event::words::Words;
use context::Text;
pub(crate) use record::Record;
use value::Value;
use whole::Kind;
pub(crate) use whole::reads_as_person;

/// Which matchers report names, and from which evidence.
#[derive(Debug, Default)]
pub(crate) struct Matchers {
    /// The value under a key: one that names a person, one that names somebody's part, one that may name anything.
    by_key: Bits,
    /// Words behind a label: always, often, sometimes followed by a name, by the strength of the matcher.
    framed: [Bits; 3],
    /// All three.
    any_frame: Bits,
    /// All that report names.
    all: Bits,
    /// Evidence that needs no label.
    listed: Option<u16>,
}

impl Matchers {
    pub fn new(matchers: &[Matcher]) -> Self {
        let mut these = Self::default();
        for (index, matcher) in
            matchers.iter().enumerate().filter(|(_, matcher)| matcher.finder == Some(Finder::PersonName))
        {
            these.all.insert(index);
            match matcher.context {
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
}

/// What stands around a value, looked up only where it is needed.
pub(crate) trait Around {
    /// Matchers that a label beside the value speaks for.
    fn label(&mut self) -> Bits;
    /// Matchers that the label last asked for speaks against.
    fn against(&self) -> Bits;
    /// The record in which the value stands.
    fn record(&mut self) -> Record;
}

/// Adds the names in a text. Gives whether what it found depends on more than the text and the keys above.
pub(crate) fn find(
    detector: &Detector,
    text: &str,
    leaf: &Leaf,
    level: &Level,
    around: &mut dyn Around,
    candidates: &mut Vec<Candidate>,
) -> bool {
    let matchers = &detector.names;
    let mut depends = false;
    let own = level.own & matchers.by_key;
    // The own key decides. What the next one above says weighs against one that says nothing by itself.
    let against = level.own_excluded | (level.above_excluded & detector.vocabulary.weak());
    let mut keyed = own.without(against);
    let silenced = !(own & against).is_empty();
    if level.labelled {
        keyed |= around.label() & matchers.by_key;
    }
    if !keyed.is_empty()
        && let Some(name) = whole_name(detector, text, leaf, (keyed, level.passed_on), around, &mut depends)
    {
        candidates.push(name);
        return depends;
    }
    let (path, excluded) = (level.keyword, level.excluded);
    // What names a field is no name: `Nombre completo`.
    let is_label = |hit: &WordHit| {
        hit.start == 0 && hit.next_token as usize == leaf.tokens.len() && !(hit.keyword & matchers.any_frame).is_empty()
    };
    if leaf.tokens.len() < 4 && leaf.words.iter().any(is_label) {
        return depends;
    }
    // A word alone is what its key says it is.
    let Some(listed) = matchers.listed.filter(|_| leaf.tokens.len() > 1) else { return depends };
    let framed = !(leaf.keyword & matchers.any_frame).is_empty();
    let worth = |token: &Token| token.has(CAPITAL) || lexicon::may_be_given(token.hash);
    if !framed && !leaf.tokens.iter().any(worth) {
        return depends;
    }
    let keyed = path.contains(listed as usize);
    let suppressed = excluded.contains(listed as usize);
    let reading = Text::new(text, leaf, matchers);
    let first = candidates.len();
    let mut spans: [(usize, usize); company::MOST] = [(0, 0); company::MOST];
    let (mut at, mut count, mut titled) = (0, 0, None);
    while let Some(token) = leaf.tokens.get(at) {
        // A word in small letters is looked at behind a frame, or where it can be nothing but a name.
        let looked_at =
            token.has(CAPITAL) || lexicon::may_be_given(token.hash) || (framed && reading.frame(at).is_some());
        let found = if looked_at && !token.has(DIGIT) { span::name_at(&reading, at) } else { None };
        let from = at;
        at += 1;
        let Some(name) = found else { continue };
        at = name.next;
        let matcher = match name.frame {
            Some(frame) if !suppressed || matchers.framed[0].contains(frame as usize) => frame,
            _ if suppressed => continue,
            _ => {
                // The name of a firm, a page, a thing: `Johnson & Johnson`.
                depends = true;
                if silenced || *titled.get_or_insert_with(|| is_title_of(around.record(), &own, text)) {
                    continue;
                }
                listed
            }
        };
        let confidence = if keyed || name.sure { Confidence::High } else { Confidence::Medium };
        let (start, end, strength) = (name.start, name.end, Strength::Pattern);
        candidates.push(Candidate { matcher, start, end, strength, confidence });
        if let Some(span) = spans.get_mut(count) {
            *span = (from, name.next);
            count += 1;
        }
    }
    if count > 0 && !suppressed && titled != Some(true) {
        company::find(&reading, spans.get(..count).unwrap_or_default(), &mut |start, end| {
            let known = |one: &Candidate| one.start < end && one.end > start;
            if !candidates.iter().skip(first).any(known) {
                let (strength, confidence) = (Strength::Pattern, Confidence::Medium);
                candidates.push(Candidate { matcher: listed, start, end, strength, confidence });
            }
        });
    }
    depends
}

/// The text as a name, under keys that `keyed` speak for.
fn whole_name(
    detector: &Detector,
    text: &str,
    leaf: &Leaf,
    (keyed, passed_on): (Bits, bool),
    around: &mut dyn Around,
    depends: &mut bool,
) -> Option<Candidate> {
    let things = detector.names.framed[0];
    let labels = detector.vocabulary.identifying().without(detector.names.all);
    let found = |index: usize, (start, end, confidence)| {
        let (matcher, strength) = (index as u16, Strength::Pattern);
        Candidate { matcher, start, end, strength, confidence }
    };
    if let Some(value) = Value::of(text, leaf, things, labels) {
        for index in keyed.iter() {
            let strength = detector.matchers.get(index)?.strength;
            if strength != Strength::Validated && is_called_after_somebody(leaf, index) {
                continue;
            }
            let mut kind = match strength {
                Strength::Validated => Kind::Name,
                Strength::Pattern => Kind::Role,
                Strength::Weak if passed_on => Kind::Role,
                Strength::Weak => Kind::Anything,
            };
            if kind == Kind::Anything && value.may_depend() {
                *depends = true;
                let Some(now) = whole::in_record(around.record()) else { continue };
                kind = now;
            }
            // `VIN` beside a value names the value.
            if strength == Strength::Weak && kind != Kind::Name && value.label {
                continue;
            }
            if let Some(name) = value.is_name(kind) {
                return Some(found(index, name));
            }
        }
    }
    let name = Value::of_people(text, leaf)?;
    Some(found(keyed.iter().next()?, name))
}

/// Whether a text names something else than a person, as far as its record tells. `own` are the matchers its key speaks for.
fn is_title_of(record: Record, own: &Bits, text: &str) -> bool {
    match record {
        Record::Titled => true,
        Record::Other => !own.is_empty(),
        _ => !own.is_empty() && (text.contains("'s ") || text.ends_with("'s")),
    }
}

/// Whether the text holds a phrase that speaks against a matcher: the name of a firm that is called after somebody.
fn is_called_after_somebody(leaf: &Leaf, index: usize) -> bool {
    leaf.words.iter().any(|hit| hit.excluded.contains(index) && hit.next_token > hit_first(leaf, hit.start) + 1)
}

/// The number of the word that starts at a byte.
fn hit_first(leaf: &Leaf, start: u32) -> u32 {
    leaf.tokens.partition_point(|token| token.start < start) as u32
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

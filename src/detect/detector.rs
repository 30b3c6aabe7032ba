//! The engine: all matchers over all leaves of an event, in one pass over each leaf.
//!
//! Which matchers may fire on a leaf is an intersection of bit sets: those whose cheap conditions the leaf meets, and those that
//! may speak alone, or whose keyword stands in the text, among the keys above, or in a field beside. Only these run. Expressions
//! are compiled when first needed, so that a process that audits one event starts at once.

use crate::detect::beside::Beside;
use crate::detect::bits::{Bits, CAPACITY};
use crate::detect::candidate::{Candidate, settle};
use crate::detect::clean::Clean;
use crate::detect::compiled::{Compiled, Groups};
use crate::detect::health;
use crate::detect::key_context::{KeyContext, KeyContexts};
use crate::detect::leaf::{Acronyms, Leaf};
use crate::detect::level::Level;
use crate::detect::names;
use crate::detect::normal::{Normal, View};
use crate::detect::pack::{Class, Context, Finder, Matcher, PackError};
use crate::detect::tokens;
use crate::detect::triggers::{Literals, Needs};
use crate::detect::vocabulary::Vocabulary;
use crate::detect::{Category, Confidence, Strength};
use crate::event::{Document, Event, NodeId, NodeKind};

mod expressions;
mod finders;
mod walk;

use finders::{Nothing, Surroundings};
use walk::clean_place;

/// Something found: which matcher, where, how sure. Never the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Index of the matcher in [`Detector::matchers`].
    pub matcher: u16,
    /// What kind of thing it is.
    pub category: Category,
    /// How the matcher knows.
    pub strength: Strength,
    /// How sure it is.
    pub confidence: Confidence,
    /// The value in which it was found; the one below the key, where the key itself is meant.
    pub node: NodeId,
    /// First byte, in the decoded leaf or key.
    pub start: u32,
    /// The byte behind its last.
    pub end: u32,
    /// It was found in the key, not in the value.
    pub in_key: bool,
}

/// All matchers, compiled. Shared by all threads.
#[derive(Debug)]
pub struct Detector {
    pub(crate) matchers: Vec<Matcher>,
    pub(crate) compiled: Vec<Compiled>,
    pub(crate) vocabulary: Vocabulary,
    /// Matchers that run an expression.
    patterns: Bits,
    /// Those that may speak without a keyword.
    alone: Bits,
    /// Those whose keywords count in the text, among the keys.
    by_text: Bits,
    by_path: Bits,
    /// Those for which a sign of health in the text counts as a keyword.
    by_health: Bits,
    needs: Needs,
    /// Those that want one of their words in the text.
    wants_word: Bits,
    numbers: Bits,
    literals: Literals,
    /// Matchers of each dictionary class, matchers of each finder.
    pub(crate) lexicon: Vec<Vec<u16>>,
    pub(crate) names: names::Matchers,
    key_values: Bits,
    pub(crate) lab_values: Option<u16>,
    pub(crate) appointments: Option<u16>,
}

/// The working memory of a detector; one per thread.
#[derive(Debug, Default)]
pub struct Scratch {
    normal: Normal,
    pub(crate) leaf: Leaf,
    keys: KeyContexts,
    levels: Vec<Level>,
    candidates: Vec<Candidate>,
    groups: Groups,
    beside: Beside,
    clean: Clean,
}

impl Detector {
    /// Compiles `matchers`. Expressions of packs other than the shipped ones are compiled at once, to find their faults.
    pub fn new(matchers: Vec<Matcher>) -> Result<Self, Vec<PackError>> {
        let mut faults = Vec::new();
        let mut fault = |matcher: &Matcher, message: String| {
            faults.push(PackError { pack: matcher.pack.clone(), matcher: Some(matcher.id.clone()), message });
        };
        for (index, matcher) in matchers.iter().enumerate() {
            if let Some(first) = matchers.iter().take(index).find(|first| first.id == matcher.id) {
                fault(matcher, format!("the id is taken by a matcher of {}; choose another", first.pack));
            }
            // Once, at the first that is too many.
            if index == CAPACITY {
                let count = matchers.len();
                fault(
                    matcher,
                    format!(
                        "there is room for {CAPACITY} matchers, and with the shipped ones there are {count}; join some by \
                         alternatives in one pattern, or list values under `terms` of one"
                    ),
                );
            }
            let single = matches!(matcher.finder, Some(Finder::LabValue | Finder::Appointment));
            if single && let Some(first) = matchers.iter().take(index).find(|first| first.finder == matcher.finder) {
                fault(
                    matcher,
                    format!("the finder is used by `{}`, and one matcher may use it; write a pattern", first.id),
                );
            }
            let shipped = crate::detect::PACKS.iter().any(|(name, _)| *name == matcher.pack);
            if !shipped && let Err(message) = Compiled::new(index, matcher).compile() {
                fault(matcher, format!("the pattern: {message}"));
            }
        }
        if faults.is_empty() { Ok(Self::compile(matchers)) } else { Err(faults) }
    }

    fn compile(matchers: Vec<Matcher>) -> Self {
        let set = |holds: &dyn Fn(&Matcher) -> bool| {
            let mut bits = Bits::default();
            matchers.iter().enumerate().filter(|(_, matcher)| holds(matcher)).for_each(|(index, _)| bits.insert(index));
            bits
        };
        let of_class = |class: &Class| {
            let holds = |(_, matcher): &(usize, &Matcher)| matcher.lexicon == Some(*class);
            matchers.iter().enumerate().filter(holds).map(|(index, _)| index as u16).collect()
        };
        let with_finder =
            |finder| matchers.iter().position(|matcher| matcher.finder == Some(finder)).map(|index| index as u16);
        Self {
            vocabulary: Vocabulary::new(&matchers),
            compiled: matchers.iter().enumerate().map(|(index, matcher)| Compiled::new(index, matcher)).collect(),
            patterns: set(&|matcher| matcher.pattern.is_some()),
            alone: set(&|matcher| matcher.confidence_alone().is_some()),
            by_text: set(&|matcher| matcher.context != Context::Path),
            by_path: set(&|matcher| matcher.context != Context::Text),
            by_health: set(&|matcher| matcher.by_health),
            needs: Needs::new(&matchers),
            wants_word: set(&|matcher| !matcher.words.is_empty()),
            numbers: set(&|matcher| matcher.numbers),
            literals: Literals::new(&matchers),
            lexicon: Class::ALL.iter().map(of_class).collect(),
            names: names::Matchers::new(&matchers),
            key_values: set(&|matcher| matcher.finder == Some(Finder::KeyValue)),
            lab_values: with_finder(Finder::LabValue),
            appointments: with_finder(Finder::Appointment),
            matchers,
        }
    }

    /// The matchers, in the order of their indexes.
    pub fn matchers(&self) -> &[Matcher] {
        &self.matchers
    }

    /// Adds to `found` what is in `event`; at most `limit` matches. Gives whether the limit was hit.
    pub fn detect(&self, event: &Event<'_>, scratch: &mut Scratch, limit: usize, found: &mut Vec<Match>) -> bool {
        let document = event.document();
        scratch.beside.forget();
        scratch.levels.clear();
        for node in event.nodes() {
            self.value(document, node, scratch, found);
            if found.len() > limit {
                found.truncate(limit);
                return true;
            }
        }
        false
    }

    /// Forgets what was learnt of the last document's passing keys; call it with every new document.
    pub fn forget_document(&self, scratch: &mut Scratch) {
        scratch.keys.forget();
    }

    fn stretch(
        &self,
        document: &Document,
        node: NodeId,
        text: &str,
        level: Level,
        scratch: &mut Scratch,
        found: &mut Vec<Match>,
    ) {
        let Scratch { normal, leaf, keys, candidates, groups, beside, clean, .. } = scratch;
        let view = normal.view(text);
        leaf.read(view.text, &self.vocabulary, Acronyms::AsWritten);
        candidates.clear();
        let is_number = document.kind(node) == NodeKind::Number;
        let reading = Reading { view, leaf, level, is_number };
        let mut labels = || {
            let said = if level.turn { beside.question(document, node, &self.vocabulary) } else { Bits::default() };
            if level.labelled {
                said | (beside.at(document, node, keys, &self.vocabulary) & self.by_path)
            } else {
                said
            }
        };
        self.run_patterns(reading, candidates, groups, &mut labels);
        let mut depends = level.labelled || level.turn;
        if !is_number {
            let mut surroundings = Surroundings { detector: self, document, node, keys, beside };
            depends |= self.run_finders(reading, &mut surroundings, candidates);
        } else if !(level.own & self.key_values).is_empty() {
            self.key_value(reading, candidates);
        }
        if candidates.is_empty() {
            if !depends {
                clean.remember(text, clean_place(level.place, is_number));
            }
        } else {
            self.report(view, node, false, candidates, found);
        }
    }

    /// Identifiers and health words in a key.
    fn key(
        &self,
        document: &Document,
        node: NodeId,
        key: &KeyContext,
        level: Level,
        scratch: &mut Scratch,
        found: &mut Vec<Match>,
    ) {
        let Some(text) = document.key(node).map(|key| key.text.clone()) else { return };
        let Scratch { normal, leaf, candidates, groups, .. } = scratch;
        candidates.clear();
        if key.may_identify && !tokens::is_opaque(&text) {
            let view = normal.view(&text);
            leaf.read(view.text, &self.vocabulary, Acronyms::AsWritten);
            let reading = Reading { view, leaf, level, is_number: false };
            self.run_patterns(reading, candidates, groups, &mut Bits::default);
            names::find(self, view.text, leaf, &Level::default(), &mut Nothing, candidates);
            self.report(view, node, true, candidates, found);
            candidates.clear();
        }
        if !key.terms.is_empty() {
            let text = &*text;
            health::in_key(self, text, &key.terms, candidates);
            self.report(View::plain(text), node, true, candidates, found);
        }
    }

    /// Settles what was found in a text and gives it out, in offsets of the leaf.
    fn report(
        &self,
        view: View<'_>,
        node: NodeId,
        in_key: bool,
        candidates: &mut Vec<Candidate>,
        found: &mut Vec<Match>,
    ) {
        settle(&self.matchers, candidates);
        for &Candidate { matcher, start, end, strength, confidence } in &*candidates {
            let Some(category) = self.matchers.get(matcher as usize).map(|matcher| matcher.category) else { continue };
            let (start, end) = view.original(start as usize, end as usize);
            found.push(Match { matcher, category, strength, confidence, node, start, end, in_key });
        }
    }
}

/// Candidates kept of one text: more than an event may report, so that its limit shows, and few enough to be settled in no time.
const MOST_CANDIDATES: usize = 2_000;

/// A text under its keys.
#[derive(Clone, Copy)]
struct Reading<'r> {
    view: View<'r>,
    leaf: &'r Leaf,
    level: Level,
    is_number: bool,
}

//! The engine: all matchers over all leaves of an event, in one pass over each leaf.
//!
//! Which matchers may fire on a leaf is an intersection of bit sets: those whose cheap conditions the leaf meets, and those that
//! may speak alone, or whose keyword stands in the text, among the keys above, or in a field beside. Only these run. Expressions
//! are compiled when first needed, so that a process that audits one event starts at once.

use crate::detect::appointments;
use crate::detect::beside::{Beside, Members, is_inline, is_row};
use crate::detect::bits::{Bits, CAPACITY};
use crate::detect::candidate::{Candidate, Named, judge, settle};
use crate::detect::ciphertext::is_ciphertext;
use crate::detect::clean::Clean;
use crate::detect::columns::Columns;
use crate::detect::compiled::{Compiled, Groups, Value};
use crate::detect::health;
use crate::detect::key_context::{KeyContext, KeyContexts};
use crate::detect::leaf::{Acronyms, Leaf};
use crate::detect::level::Level;
use crate::detect::names;
use crate::detect::normal::{Normal, View};
use crate::detect::pack::{Class, Context, Finder, Matcher, PackError};
use crate::detect::tokens;
use crate::detect::triggers::{Literals, Needs};
use crate::detect::validate::Check;
use crate::detect::vocabulary::Vocabulary;
use crate::detect::{Category, Confidence, Strength};
use crate::event::{Document, Event, NodeId, NodeKind, Step};

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
            if index >= CAPACITY {
                fault(
                    matcher,
                    format!("there is room for {CAPACITY} matchers; join some by alternatives in one pattern"),
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
                fault(matcher, format!("the pattern does not compile: {message}"));
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

    fn value(&self, document: &Document, node: NodeId, scratch: &mut Scratch, found: &mut Vec<Match>) {
        let Some(value) = document.nodes.get(node as usize) else { return };
        let above = self.above(document, node, scratch);
        let unspoken = KeyContext::default();
        let key = match value.step {
            Step::Key(id) => scratch.keys.get(id, &document.keys, &self.vocabulary),
            _ => &unspoken,
        };
        if key.may_identify || !key.terms.is_empty() {
            let (key, level) = (key.clone(), above.below(node, key));
            self.key(document, node, &key, level, scratch, found);
            return self.value_below(document, node, level, scratch, found);
        }
        // Most values are plain strings and numbers whose keys say nothing, or whose text was seen to be clean before.
        let plain = value.end == node + 1 && matches!(value.kind, NodeKind::String | NodeKind::Number);
        let element = matches!(value.step, Step::Index(_));
        let turn = above.turn && key.is_turn && value.len as usize <= SHORT_ANSWER;
        if plain && !above.labelled && !turn {
            let text = document.span(value);
            let silent = key.keyword.is_empty() && above.keyword.is_empty();
            let place =
                clean_place(if element { above.place } else { above.place(key) }, value.kind == NodeKind::Number);
            if text.is_empty()
                || (silent && (tokens::is_opaque(text) || tokens::is_timestamp(text)))
                || scratch.clean.knows(text, place)
            {
                return;
            }
        }
        let answers = above.labelled && key.is_value;
        let mut level = if element { above.within(node) } else { above.below(node, key) };
        level.turn = turn;
        level.answers = answers;
        self.value_below(document, node, level, scratch, found);
    }

    /// Looks into a value, given what its keys say.
    fn value_below(
        &self,
        document: &Document,
        node: NodeId,
        mut level: Level,
        scratch: &mut Scratch,
        found: &mut Vec<Match>,
    ) {
        let Some(value) = document.nodes.get(node as usize) else { return };
        if value.end > node + 1 {
            if value.kind == NodeKind::Object && (value.step != Step::Whole || document.parent(node).is_some()) {
                let members = Members::of(document, node, &mut scratch.keys, &self.vocabulary);
                level.labelled = members.labelled || level.answers;
                level.labelled |= is_inline(document, node);
                level.turn = members.turn;
            } else if value.kind == NodeKind::Array {
                level.labelled = is_row(document, node);
                level.turn = false;
            }
            let depth = value.depth as usize;
            if scratch.levels.len() <= depth {
                scratch.levels.resize(depth + 1, Level::default());
            }
            scratch.levels[depth] = level;
        }
        let text = match value.kind {
            NodeKind::String | NodeKind::Number => document.span(value),
            _ => return,
        };
        if value.end == node + 1 {
            return self.leaf(document, node, text, level, scratch, found);
        }
        // What was decoded out of a string is read in its own right; of an address on the web the part before the query is not.
        if text.starts_with(['{', '[', '<', '"', ' ', '\n']) {
            return;
        }
        let before = found.len();
        self.leaf(document, node, text, level, scratch, found);
        let query = text.find('?').unwrap_or(text.len()) as u32;
        let mut at = 0;
        found.retain(|found| {
            at += 1;
            at <= before || found.start < query
        });
    }

    /// What the keys above `node` say, its own not included.
    fn above(&self, document: &Document, node: NodeId, scratch: &mut Scratch) -> Level {
        let Some(value) = document.nodes.get(node as usize) else { return Level::default() };
        let Some(depth) = (value.depth as usize).checked_sub(1) else { return Level::default() };
        match scratch.levels.get(depth) {
            Some(level) if level.node == value.parent => *level,
            // The first value of a stretch: its ancestors have not been passed.
            _ => match document.parent(node) {
                Some(parent) => {
                    let above = self.above(document, parent, scratch);
                    match document.nodes.get(parent as usize).map(|node| node.step) {
                        Some(Step::Key(id)) => {
                            above.below(parent, scratch.keys.get(id, &document.keys, &self.vocabulary))
                        }
                        Some(Step::Index(_)) => above.within(parent),
                        _ => above.below(parent, &KeyContext::default()),
                    }
                }
                None => Level::default(),
            },
        }
    }

    /// Looks into a text; into a long one stretch by stretch, so that its words need no more memory than those of a short one.
    fn leaf(
        &self,
        document: &Document,
        node: NodeId,
        text: &str,
        level: Level,
        scratch: &mut Scratch,
        found: &mut Vec<Match>,
    ) {
        if is_ciphertext(text) {
            return; // what looks like a word in it is chance
        }
        let mut at = 0;
        while text.len() - at > STRETCH && found.len() < MOST_CANDIDATES {
            let end = text.floor_char_boundary(at + STRETCH);
            self.stretch_at(document, node, text, at..end, level, scratch, found);
            at = text.floor_char_boundary(end - 2 * MARGIN);
        }
        if at == 0 {
            self.stretch(document, node, text, level, scratch, found);
        } else if found.len() < MOST_CANDIDATES {
            self.stretch_at(document, node, text, at..text.len(), level, scratch, found);
        }
    }

    /// Looks into a part of a long text. Neighbouring parts overlap by two margins; what starts in a margin is the neighbour's.
    #[allow(clippy::too_many_arguments, reason = "a leaf and a range of it")]
    fn stretch_at(
        &self,
        document: &Document,
        node: NodeId,
        text: &str,
        range: std::ops::Range<usize>,
        level: Level,
        scratch: &mut Scratch,
        found: &mut Vec<Match>,
    ) {
        let first = found.len();
        let Some(part) = text.get(range.clone()) else { return };
        self.stretch(document, node, part, level, scratch, found);
        let from = if range.start == 0 { 0 } else { MARGIN as u32 };
        let to = if range.end == text.len() { u32::MAX } else { (part.len() - MARGIN) as u32 };
        let mut index = 0;
        found.retain_mut(|found| {
            index += 1;
            let own = index <= first || (from..to).contains(&found.start);
            if index > first {
                found.start += range.start as u32;
                found.end += range.start as u32;
            }
            own
        });
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

    fn run_patterns(
        &self,
        reading: Reading<'_>,
        candidates: &mut Vec<Candidate>,
        groups: &mut Groups,
        beside: &mut dyn FnMut() -> Bits,
    ) {
        let Reading { view, leaf, level, is_number } = reading;
        let mut fit = (self.patterns & self.needs.met(&leaf.facts)).without(self.wants_word.without(leaf.trigger));
        if is_number {
            fit = fit & self.numbers;
        }
        fit = self.literals.met(fit, view.text, leaf.facts.marks);
        if fit.is_empty() {
            return;
        }
        let path = level.keyword & self.by_path;
        let asked = fit & self.by_health;
        let by_health = if !asked.is_empty() && health::speaks_of_health(leaf) { asked } else { Bits::default() };
        let named = path | (leaf.keyword & self.by_text) | by_health;
        let silent = fit.without(self.alone | named);
        let mut around = Named { by_path: path, excluded_by_path: level.excluded, by_health };
        if (level.labelled && !(silent & self.by_path).is_empty()) || (level.turn && !silent.is_empty()) {
            around.by_path |= beside();
        }
        let run = fit & (self.alone | named | around.by_path);
        let columns = Columns::of(view.text, leaf);
        // A text that is one identifier from end to end is not searched for others of its kind.
        let (mut settled, mut full) = (None, false);
        for index in run.iter() {
            if full {
                break;
            }
            let (Some(compiled), Some(matcher)) = (self.compiled.get(index), self.matchers.get(index)) else {
                continue;
            };
            if settled == Some(matcher.category) {
                continue;
            }
            compiled.values(view.text, groups, |value| {
                let mut around = around;
                if columns.is_some_and(|columns| columns.name(view.text, value.range.start, index)) {
                    around.by_path.insert(index);
                }
                if let Some(candidate) = judge(index, matcher, compiled, &value, leaf, around) {
                    if value.range == (0..view.text.len()) {
                        settled = Some(matcher.category);
                    }
                    candidates.push(candidate);
                }
                // Several matchers may want the same numbers: what is left of them leaves room for the others.
                if candidates.len() >= MOST_CANDIDATES {
                    settle(&self.matchers, candidates);
                    full = candidates.len() > MOST_SETTLED;
                }
                !full
            });
        }
    }

    /// Gives whether what was found depends on more than the text and the keys above.
    fn run_finders(
        &self,
        reading: Reading<'_>,
        around: &mut dyn names::Around,
        candidates: &mut Vec<Candidate>,
    ) -> bool {
        let Reading { view, leaf, level, .. } = reading;
        if !(level.own & self.key_values).is_empty() {
            self.key_value(reading, candidates);
        }
        let depends = names::find(self, view.text, leaf, &level, around, candidates);
        if !leaf.terms.is_empty() || !leaf.term.is_empty() || appointments::may_be(self, leaf) {
            // A label beside the text speaks for words of health (`Reason for visit`) or against them (`Zodiac sign`).
            let labels = if level.labelled { around.label() } else { Bits::default() };
            let against = if level.labelled { around.against() } else { Bits::default() };
            let mut named = level;
            named.keyword |= labels;
            named.excluded |= against;
            health::find(self, view.text, leaf, named, candidates);
        }
        if leaf.impersonal > 1 {
            health::lower_if_about_nobody(self, leaf, candidates);
        }
        // A text full of numbers must not hide names and illnesses, which come last.
        candidates.truncate(2 * MOST_CANDIDATES);
        depends
    }

    /// The whole value under a key that names it.
    fn key_value(&self, reading: Reading<'_>, candidates: &mut Vec<Candidate>) {
        let Reading { view, leaf, level, .. } = reading;
        let around = Named { by_path: level.own, ..Named::default() };
        for index in (level.own & self.key_values).without(level.excluded).iter() {
            let (Some(compiled), Some(matcher)) = (self.compiled.get(index), self.matchers.get(index)) else {
                continue;
            };
            let value = Value { range: 0..view.text.len(), sample: false, glued: false };
            if compiled.check(view.text) == Check::Valid {
                candidates.extend(judge(index, matcher, compiled, &value, leaf, around));
            }
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

/// Of these so many may be left when rivals have gone; with more nothing else is looked for.
const MOST_SETTLED: usize = 1_500;

/// An answer that says little more than what was asked for, in bytes.
const SHORT_ANSWER: usize = 64;

/// A text longer than this, in bytes, is looked into part by part.
const STRETCH: usize = 64 << 10;
/// What a value and the words around it may take, in bytes.
const MARGIN: usize = 512;

/// What stands around a value, for those who look for names.
struct Surroundings<'s> {
    detector: &'s Detector,
    document: &'s Document,
    node: NodeId,
    keys: &'s mut KeyContexts,
    beside: &'s mut Beside,
}

impl names::Around for Surroundings<'_> {
    fn label(&mut self) -> Bits {
        self.beside.at(self.document, self.node, self.keys, &self.detector.vocabulary)
    }

    fn against(&self) -> Bits {
        self.beside.against
    }

    fn record(&mut self) -> names::Record {
        names::Record::around(self.document, self.node, self.keys, &self.detector.vocabulary)
    }
}

/// Around a key nothing is looked at.
struct Nothing;

impl names::Around for Nothing {
    fn label(&mut self) -> Bits {
        Bits::default()
    }

    fn against(&self) -> Bits {
        Bits::default()
    }

    fn record(&mut self) -> names::Record {
        names::Record::default()
    }
}

/// A text under its keys.
#[derive(Clone, Copy)]
struct Reading<'r> {
    view: View<'r>,
    leaf: &'r Leaf,
    level: Level,
    is_number: bool,
}

/// Under what a text is remembered as clean: not every matcher looks at numbers.
const fn clean_place(place: u64, is_number: bool) -> u64 {
    place ^ (is_number as u64) << 63
}

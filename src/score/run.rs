//! A case through the detector: which labels were found, which finds nothing asks for.
//!
//! A label is found when at least half of it is covered by finds that it accepts. A find is right when at least half of it lies
//! in labels that accept it, or when it is a whole label with its caption (`age 92`); it is passed over when only optional labels do. Addresses on the web stand in nearly every event
//! and are labelled only where they are the point, so an unlabelled one is passed over too.

use std::sync::Arc;

use crate::audit::printable::pointer;
use crate::detect::{self, Category, Confidence, Detector, Grade, Match, Scratch, Strength};
use crate::event::{self, Document, Event, Found, Head};
use crate::rules::Rules;
use crate::score::case::Case;
use crate::score::labels::Label;
use crate::score::tally::{ACTING, MatcherCounts, Tally};

/// The set in which every find that nothing asks for is a false alarm.
const CLEAN: &str = "clean";

/// Runs cases; keeps its buffers. One per thread.
#[derive(Debug)]
pub struct Scorer {
    detector: Arc<Detector>,
    document: Document,
    events: Vec<Found>,
    head: Head,
    scratch: Scratch,
    matches: Vec<Match>,
    finds: Vec<Find>,
}

/// Something the detector and the corpus do not agree on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss<'c> {
    /// The case.
    pub case: &'c Case,
    /// What is wrong.
    pub kind: MissKind,
    /// Where, as a JSON pointer; empty for a grade.
    pub path: String,
    /// First byte and the byte behind the last.
    pub range: (usize, usize),
    /// The text in question. It is the corpus' own, and may be somebody's.
    pub text: String,
}

/// What the detector and the corpus do not agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissKind {
    /// A label was not found, or not at a confidence that is acted on.
    Missed {
        /// Its category; `None` for "any health category".
        category: Option<Category>,
        /// It was found at low confidence.
        faint: bool,
    },
    /// A find that nothing asks for.
    Wrong {
        /// The matcher's place in the rules.
        matcher: u16,
        /// Its category.
        category: Category,
        /// How sure the matcher was.
        confidence: Confidence,
    },
    /// Another grade than the case must get.
    Grade {
        /// The grade it got.
        got: Grade,
    },
}

#[derive(Clone, Debug)]
struct Find {
    path: String,
    in_key: bool,
    start: usize,
    end: usize,
    text: String,
    matcher: u16,
    category: Category,
    strength: Strength,
    confidence: Confidence,
}

impl Scorer {
    /// Scores the matchers of `rules`.
    pub fn new(rules: &Rules) -> Self {
        Self::with(Arc::clone(&rules.detector))
    }

    pub(crate) fn with(detector: Arc<Detector>) -> Self {
        Self {
            detector,
            document: Document::default(),
            events: Vec::new(),
            head: Head::default(),
            scratch: Scratch::default(),
            matches: Vec::new(),
            finds: Vec::new(),
        }
    }

    /// Counts `case` into `tally` and tells what does not agree.
    pub fn score<'c>(&mut self, case: &'c Case, tally: &mut Tally, tell: &mut dyn FnMut(Miss<'c>)) {
        let grade = self.detect(case);
        let set = tally.sets.entry(case.set.clone()).or_default();
        set.events += 1;
        if let Some(cell) = set.grades.get_mut(case.grade as usize).and_then(|row| row.get_mut(grade as usize)) {
            *cell += 1;
        }
        if grade != case.grade {
            let kind = MissKind::Grade { got: grade };
            tell(Miss { case, kind, path: String::new(), range: (0, 0), text: String::new() });
        }
        for label in case.labels.iter().filter(|label| !label.expected.optional) {
            let category = label.expected.category();
            let covered = |wanted: &dyn Fn(&Find) -> bool| {
                let finds = self.finds.iter().filter(|find| wanted(find));
                2 * finds.map(|find| overlap(label, find).0).sum::<usize>() >= size(label).max(1)
            };
            let accepts = |find: &Find| label.expected.accepts(find.category);
            let found = covered(&accepts);
            let acting = found && covered(&|find| accepts(find) && find.confidence >= ACTING);
            let named = found && category.is_none_or(|own| covered(&|find| find.category == own));
            let counts = tally.categories.entry(category).or_default();
            counts.labels += 1;
            counts.found += u64::from(found);
            counts.acting += u64::from(acting);
            counts.named += u64::from(named);
            set.labels += 1;
            set.acting += u64::from(acting);
            if !acting {
                let (kind, range) = (MissKind::Missed { category, faint: found }, (label.start, label.end));
                tell(Miss { case, kind, path: shown(&label.path, label.in_key), range, text: label.text.clone() });
            }
        }
        tally.matchers.resize(self.detector.matchers().len(), MatcherCounts::default());
        let mut alarmed = false;
        for find in &self.finds {
            let Some(right) = judge(find, &case.labels) else { continue };
            let counts = tally.categories.entry(Some(find.category)).or_default();
            counts.of(find.strength).count(right, find.confidence);
            if let Some(matcher) = tally.matchers.get_mut(find.matcher as usize) {
                matcher.count(right, find.confidence);
            }
            if !right {
                let alarm = find.confidence >= ACTING;
                alarmed |= alarm;
                counts.clean_alarms += u64::from(alarm && case.set == CLEAN);
                let Find { matcher, category, confidence, .. } = *find;
                let kind = MissKind::Wrong { matcher, category, confidence };
                let range = (find.start, find.end);
                tell(Miss { case, kind, path: shown(&find.path, find.in_key), range, text: find.text.clone() });
            }
        }
        set.alarmed += u64::from(alarmed);
    }

    /// Fills `finds` with what is in the case's event; gives its grade, the worst where the document holds several events.
    fn detect(&mut self, case: &Case) -> Grade {
        let Self { detector, document, events, head, scratch, matches, finds } = self;
        finds.clear();
        document.clear();
        detector.forget_document(scratch);
        let mut grade = Grade::None;
        // What cannot be read holds nothing: the labels of the case are missed.
        let Ok((Some(root), _)) = event::first_value(document, &case.event) else { return grade };
        event::events(document, root, events);
        for one in &*events {
            head.read(document, one);
            let event = Event::new(document, head);
            matches.clear();
            detector.detect(&event, scratch, document.limits.matches, matches);
            grade = grade.max(detect::grade(&event, matches));
            finds.extend(matches.iter().map(|found| find(document, found)));
        }
        grade
    }
}

/// A path as it may be printed: without keys that identify somebody, by themselves or by what stands in them.
fn shown(path: &str, in_key: bool) -> String {
    let path = pointer(path);
    match path.rsplit_once('/') {
        Some((above, _)) if in_key => format!("{above}/[redacted]"),
        _ => path,
    }
}

fn find(document: &Document, found: &Match) -> Find {
    let whole =
        if found.in_key { document.key(found.node).map_or("", |key| &key.text) } else { document.text(found.node) };
    let (start, end) = (found.start as usize, found.end as usize);
    Find {
        path: document.pointer(0, found.node, |_| false),
        in_key: found.in_key,
        start,
        end,
        text: whole.get(start..end).unwrap_or_default().to_owned(),
        matcher: found.matcher,
        category: found.category,
        strength: found.strength,
        confidence: found.confidence,
    }
}

/// Whether a find is right; `None` where it counts for nothing.
fn judge(find: &Find, labels: &[Label]) -> Option<bool> {
    let (mut required, mut all) = (0, 0);
    for label in labels.iter().filter(|label| label.expected.accepts(find.category)) {
        let (found, mut covered) = overlap(label, find);
        if found > 0 && found == size(label) && find.end - find.start <= found + CAPTION {
            covered = find.end - find.start;
        }
        all += covered;
        required += if label.expected.optional { 0 } else { covered };
    }
    let half = |covered: usize| 2 * covered >= (find.end - find.start).max(1);
    match (half(required), half(all)) {
        (true, _) => Some(true),
        (false, true) => None,
        _ if find.category == Category::Url => None,
        _ => Some(false),
    }
}

/// How much longer than its label a find may be, in bytes, because the word that names the value belongs to it.
const CAPTION: usize = 16;

const fn size(label: &Label) -> usize {
    label.end - label.start
}

/// How many bytes of the label the find covers, and how many of the find the label covers. Where one of them stands in what was
/// decoded out of the other's text, the texts are compared.
fn overlap(label: &Label, find: &Find) -> (usize, usize) {
    if label.in_key != find.in_key {
        return (0, 0);
    }
    if label.path == find.path {
        let common = label.end.min(find.end).saturating_sub(label.start.max(find.start));
        return (common, common);
    }
    let decoded = |whole: &str, part: &str| {
        part.strip_prefix(whole)
            .is_some_and(|rest| rest.starts_with('#') || (whole.ends_with('#') && rest.starts_with('/')))
    };
    if !decoded(&label.path, &find.path) && !decoded(&find.path, &label.path) {
        return (0, 0);
    }
    let (wanted, given) = (bare(&label.text), bare(&find.text));
    let whole = (size(label), find.end - find.start);
    if wanted.is_empty() || given.is_empty() {
        (0, 0)
    } else if given.contains(&wanted) {
        (whole.0, whole.1 * wanted.len() / given.len())
    } else if wanted.contains(&given) {
        (whole.0 * given.len() / wanted.len(), whole.1)
    } else {
        (0, 0)
    }
}

/// Letters and digits alone, in small letters, with what is percent-encoded decoded: the same however the text was encoded.
fn bare(text: &str) -> String {
    let query = format!("x={text}");
    let (_, decoded) = form_urlencoded::parse(query.as_bytes()).next().unwrap_or_default();
    decoded.chars().filter(|unit| unit.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

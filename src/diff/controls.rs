//! What became of each field between the archive and the copy, counted by event type and field.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::categories::Categories;
use super::leaves::{Leaf, Leaves};
use crate::detect::Grade;

/// Fields kept one by one.
const FIELDS: usize = 20_000;
/// Event types told apart.
const TYPES: usize = 2_000;
/// Stands for all fields, or event types, beyond.
const OTHERS: &str = "others";

/// What became of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Values that the copy has as they are in the archive.
    pub kept: u64,
    /// Values in whose place the copy has another one.
    pub changed: u64,
    /// Values that the copy does not have.
    pub removed: u64,
    /// Values that only the copy has.
    pub added: u64,
    /// Values of the copy that hold an identifier or speak of health.
    pub exposed: u64,
    /// What was found in the field in the archive.
    pub archive: Categories,
    /// What is still found in the copy.
    pub copy: Categories,
}

/// A field, and what became of its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldOutcome {
    /// The CloudEvents `type` or the Segment call.
    pub event_type: String,
    /// Its path, with `*` for every index.
    pub path: String,
    /// What became of its values.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What became of the events of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TypeOutcome {
    /// Events that both have.
    pub both: u64,
    /// Of them, those that are of grade `phi` or `likely_phi` in the archive.
    pub phi_in_archive: u64,
    /// Of them, those that are in the copy.
    pub phi_in_copy: u64,
    /// Events that the copy does not have.
    pub dropped: u64,
    /// Of them, those of grade `phi` or `likely_phi`.
    pub dropped_with_phi: u64,
}

/// The comparison, event by event of the archive, in its order.
#[derive(Debug, Default)]
pub struct Controls {
    types: Vec<(String, TypeOutcome)>,
    type_numbers: HashMap<String, u32>,
    rows: Vec<(u32, String, Outcome)>,
    /// The row of a field of an event type, by the digest of its path.
    row_numbers: HashMap<(u32, u64), usize>,
    others: Option<Outcome>,
}

impl Controls {
    /// The number of an event type.
    pub fn type_number(&mut self, name: &str) -> u32 {
        let name =
            if self.type_numbers.len() >= TYPES && !self.type_numbers.contains_key(name) { OTHERS } else { name };
        if let Some(number) = self.type_numbers.get(name) {
            return *number;
        }
        let number = self.types.len() as u32;
        self.types.push((name.to_owned(), TypeOutcome::default()));
        self.type_numbers.insert(name.to_owned(), number);
        number
    }

    /// Counts an event that the copy does not have.
    pub fn dropped(&mut self, event_type: u32, grade: Grade) {
        if let Some((_, outcome)) = self.types.get_mut(event_type as usize) {
            outcome.dropped += 1;
            outcome.dropped_with_phi += u64::from(grade.carries_phi());
        }
    }

    /// Compares an event of the archive with that of the copy; `path` gives the words for the digest of a path.
    pub fn compare(&mut self, event_type: u32, archive: &Leaves, copy: &Leaves, path: &dyn Fn(u64) -> Option<String>) {
        if let Some((_, outcome)) = self.types.get_mut(event_type as usize) {
            outcome.both += 1;
            outcome.phi_in_archive += u64::from(archive.grade.carries_phi());
            outcome.phi_in_copy += u64::from(copy.grade.carries_phi());
        }
        let (mut ours, mut theirs) = (&*archive.leaves, &*copy.leaves);
        while let Some(at) = ours.first().into_iter().chain(theirs.first()).map(|leaf| leaf.path).min() {
            let here;
            let there;
            (here, ours) = split(ours, at);
            (there, theirs) = split(theirs, at);
            let outcome = field(here, there);
            if outcome != Outcome::default() {
                self.row(event_type, at, path).add(&outcome);
            }
        }
    }

    fn row(&mut self, event_type: u32, at: u64, path: &dyn Fn(u64) -> Option<String>) -> &mut Outcome {
        let number = match self.row_numbers.get(&(event_type, at)) {
            Some(number) => Some(*number),
            None if self.rows.len() < FIELDS => {
                let number = self.rows.len();
                self.rows.push((event_type, path(at).unwrap_or_else(|| OTHERS.to_owned()), Outcome::default()));
                self.row_numbers.insert((event_type, at), number);
                Some(number)
            }
            None => None,
        };
        match number.and_then(|number| self.rows.get_mut(number)) {
            Some((_, _, outcome)) => outcome,
            None => self.others.get_or_insert_default(),
        }
    }

    /// The fields: those of which most is exposed first.
    pub fn fields(&self) -> Vec<FieldOutcome> {
        let mut by_name: BTreeMap<(&str, &str), Outcome> = BTreeMap::new();
        for (event_type, path, outcome) in &self.rows {
            let event_type = self.types.get(*event_type as usize).map_or(OTHERS, |(name, _)| name);
            // Keys that are redacted share a row.
            by_name.entry((event_type, path)).or_default().add(outcome);
        }
        let mut fields: Vec<FieldOutcome> = by_name
            .into_iter()
            .map(|((event_type, path), outcome)| FieldOutcome {
                event_type: event_type.to_owned(),
                path: path.to_owned(),
                outcome,
            })
            .collect();
        let weight =
            |outcome: &Outcome| (outcome.exposed, outcome.archive.sensitive(), outcome.removed + outcome.changed);
        fields.sort_by_key(|field| std::cmp::Reverse(weight(&field.outcome)));
        fields
    }

    /// What found no room as a field of its own.
    pub const fn others(&self) -> Option<&Outcome> {
        self.others.as_ref()
    }

    /// The event types, by name.
    pub fn types(&self) -> BTreeMap<&str, TypeOutcome> {
        self.types.iter().map(|(name, outcome)| (name.as_str(), *outcome)).collect()
    }

    /// All events together.
    pub fn sum(&self) -> TypeOutcome {
        self.types.iter().fold(TypeOutcome::default(), |mut sum, (_, outcome)| {
            sum.both += outcome.both;
            sum.phi_in_archive += outcome.phi_in_archive;
            sum.phi_in_copy += outcome.phi_in_copy;
            sum.dropped += outcome.dropped;
            sum.dropped_with_phi += outcome.dropped_with_phi;
            sum
        })
    }
}

impl Outcome {
    fn add(&mut self, more: &Self) {
        self.kept += more.kept;
        self.changed += more.changed;
        self.removed += more.removed;
        self.added += more.added;
        self.exposed += more.exposed;
        self.archive.extend(more.archive);
        self.copy.extend(more.copy);
    }
}

/// The leaves with the path `at`, which come first, and the others.
fn split(leaves: &[Leaf], at: u64) -> (&[Leaf], &[Leaf]) {
    let end = leaves.iter().take_while(|leaf| leaf.path == at).count();
    leaves.split_at_checked(end).unwrap_or((leaves, &[]))
}

/// What became of the values of one field of one event. Values are paired as far as they are equal; of the rest, as many as both
/// sides have were changed.
fn field(archive: &[Leaf], copy: &[Leaf]) -> Outcome {
    let mut outcome = Outcome::default();
    let container = archive.iter().chain(copy).any(Leaf::is_container);
    let (mut ours, mut theirs) = (archive.iter().peekable(), copy.iter().peekable());
    let (mut only_ours, mut only_theirs) = (0, 0);
    // Both are ordered by their values.
    loop {
        let (one, other) = match (ours.peek(), theirs.peek()) {
            (Some(one), Some(other)) if one.value == other.value => (ours.next(), theirs.next()),
            (Some(one), Some(other)) if one.value > other.value => (None, theirs.next()),
            (Some(_), _) => (ours.next(), None),
            (None, Some(_)) => (None, theirs.next()),
            (None, None) => break,
        };
        outcome.archive.extend(one.map(|leaf| leaf.categories).unwrap_or_default());
        let found = match (one, other) {
            (Some(one), Some(other)) => {
                outcome.kept += 1;
                // What identified somebody in the archive does so in the copy, whether or not it still stands beside the words
                // by which a matcher knows it.
                one.categories.and(other.categories)
            }
            (None, Some(other)) => {
                only_theirs += 1;
                other.categories
            }
            (_, None) => {
                only_ours += 1;
                Categories::NONE
            }
        };
        outcome.copy.extend(found);
        outcome.exposed += u64::from(found.sensitive());
    }
    outcome.changed = only_ours.min(only_theirs);
    outcome.removed = only_ours - outcome.changed;
    outcome.added = only_theirs - outcome.changed;
    // An object is of interest only where its key says something.
    if container && outcome.archive.is_empty() && outcome.copy.is_empty() { Outcome::default() } else { outcome }
}

//! What is known of one resource. A join semilattice: [`Evidence::join`] is associative, commutative and idempotent.

use serde::{Deserialize, Serialize};

use super::id::Id;
use super::observation::Observation;
use crate::audit::AuditedEvent;
use crate::detect::Grade;

/// An event that shows a part of a linked rule. Witnesses are ordered by time, undated ones first, then by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Witness {
    /// When it happened, in milliseconds since 1970.
    pub time_ms: Option<i64>,
    /// Its id, as records print it; empty where it has none.
    pub event_id: Id,
}

/// An event for each part of a rule: there are four at most.
pub type Witnesses<'e> = [Option<&'e Witness>; 4];

/// For every part of a linked rule that some event shows, the first such event (of those with a time, if any has one) and the last;
/// and whose the resource is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Of the accounts that its events name, as records print them, the first by name.
    account: Option<Id>,
    /// The worst PHI grade of its events that show a part.
    grade: Grade,
    /// By part, each once.
    spans: Vec<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Span {
    part: u8,
    first: Witness,
    last: Witness,
}

impl Witness {
    /// The event as a witness.
    pub fn of(event: &AuditedEvent<'_>) -> Self {
        let time_ms = event.event().time().map(jiff::Timestamp::as_millisecond);
        Self { time_ms, event_id: event.printable_id().unwrap_or_default().into() }
    }

    /// Whether it is the better one to come first: one with a time goes before one without, so that an event without a time hides
    /// none that something came later than.
    fn is_before(&self, other: &Self) -> bool {
        (self.time_ms.is_none(), self) < (other.time_ms.is_none(), other)
    }
}

impl Evidence {
    /// What one event shows: `parts` has a bit for each part, and `account` is whose the event is.
    pub fn of(parts: u64, witness: &Witness, account: Option<&Id>) -> Self {
        let mut evidence = Self::default();
        evidence.add(parts, witness, account);
        evidence
    }

    /// Adds an observation of the resource. Gives whether that says anything new.
    pub fn observe(&mut self, seen: &Observation) -> bool {
        let news = self.add(seen.parts, &seen.witness, seen.account.as_ref());
        self.raise(seen.grade) || news
    }

    fn raise(&mut self, grade: Grade) -> bool {
        let news = grade > self.grade;
        self.grade = self.grade.max(grade);
        news
    }

    /// Adds what one event shows. Gives whether that says anything new.
    pub fn add(&mut self, parts: u64, witness: &Witness, account: Option<&Id>) -> bool {
        let mut news = self.belongs(account);
        for part in (0..64).filter(|bit| parts >> bit & 1 != 0) {
            news |= self.widen(part, witness, witness);
        }
        news
    }

    /// Adds what is known from elsewhere. Gives whether that says anything new.
    pub fn join(&mut self, more: &Self) -> bool {
        let mut news = self.belongs(more.account.as_ref()) | self.raise(more.grade);
        for span in &more.spans {
            news |= self.widen(span.part, &span.first, &span.last);
        }
        news
    }

    fn belongs(&mut self, account: Option<&Id>) -> bool {
        let Some(account) = account else { return false };
        let news = self.account.as_ref().is_none_or(|known| account < known);
        if news {
            self.account = Some(account.clone());
        }
        news
    }

    fn widen(&mut self, part: u8, first: &Witness, last: &Witness) -> bool {
        let at = match self.spans.binary_search_by_key(&part, |known| known.part) {
            Ok(at) => at,
            Err(at) => {
                // Most resources show a part or two: no room in advance.
                self.spans.reserve_exact(1);
                self.spans.insert(at, Span { part, first: first.clone(), last: last.clone() });
                return true;
            }
        };
        let Some(span) = self.spans.get_mut(at) else { return false };
        let (earlier, later) = (first.is_before(&span.first), *last > span.last);
        if earlier {
            span.first.clone_from(first);
        }
        if later {
            span.last.clone_from(last);
        }
        earlier || later
    }

    /// The parts of which something is known, a bit for each.
    pub(super) fn parts(&self) -> u64 {
        self.spans.iter().fold(0, |parts, span| parts | 1_u64.checked_shl(span.part.into()).unwrap_or_default())
    }

    /// The same where parts have other bits; what has none is left out. `None`: nothing is left.
    pub(super) fn renumbered(&self, bit: impl Fn(u8) -> Option<u8>) -> Option<Self> {
        let mut spans: Vec<Span> =
            self.spans.iter().filter_map(|span| Some(Span { part: bit(span.part)?, ..span.clone() })).collect();
        spans.sort_unstable_by_key(|span| span.part);
        (!spans.is_empty()).then(|| Self { account: self.account.clone(), grade: self.grade, spans })
    }

    /// The worst PHI grade of its events that show a part.
    pub const fn grade(&self) -> Grade {
        self.grade
    }

    /// Of the accounts that its events name, the first by name.
    pub const fn account(&self) -> Option<&Id> {
        self.account.as_ref()
    }

    /// An event for each of `parts`, given as their bit and whether they have to come later than the one before: the first event
    /// there was, or of a part that has to come later, the last one. `None` where a part is missing or never came later.
    pub fn witnesses(&self, parts: impl Iterator<Item = (u8, bool)>) -> Option<Witnesses<'_>> {
        let mut witnesses = Witnesses::default();
        let mut before: Option<&Witness> = None;
        for ((part, later), place) in parts.zip(&mut witnesses) {
            let at = self.spans.binary_search_by_key(&part, |known| known.part).ok()?;
            let span = self.spans.get(at)?;
            let witness = if later { &span.last } else { &span.first };
            if later && !before.is_some_and(|before| before.time_ms.is_some() && before.time_ms < witness.time_ms) {
                return None;
            }
            before = Some(&span.first);
            *place = Some(witness);
        }
        Some(witnesses)
    }
}

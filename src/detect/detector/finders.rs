//! Running the finders: names, words of health, appointments; and what they may ask of the fields around a text.

use super::{Detector, MOST_CANDIDATES, Reading};
use crate::detect::appointments;
use crate::detect::beside::Beside;
use crate::detect::bits::Bits;
use crate::detect::candidate::Candidate;
use crate::detect::health;
use crate::detect::key_context::KeyContexts;
use crate::detect::names;
use crate::event::{Document, NodeId};

impl Detector {
    /// Gives whether what was found depends on more than the text and the keys above.
    pub(super) fn run_finders(
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
}

/// What stands around a value, for those who look for names.
pub(super) struct Surroundings<'s> {
    pub detector: &'s Detector,
    pub document: &'s Document,
    pub node: NodeId,
    pub keys: &'s mut KeyContexts,
    pub beside: &'s mut Beside,
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
pub(super) struct Nothing;

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

//! New values of a shape: none of those it was learnt from, and none that holds one.

use std::collections::BTreeSet;

use super::shape::{Part, Shape};
use crate::detect::validate::{Check, Validator, named};

/// Tries for one value; one in ten has the right check digit.
const TRIES: usize = 4_000;

/// Invents values.
#[derive(Debug)]
pub(super) struct Inventor<'s> {
    shape: &'s Shape,
    /// Letters and digits of the given values in lower case.
    given: BTreeSet<String>,
    validator: Option<Validator>,
    state: u64,
    turn: usize,
}

impl<'s> Inventor<'s> {
    /// Begins at the same place whatever the values are.
    pub fn new(shape: &'s Shape, values: &[&str], validator: Option<&str>) -> Self {
        let given = values.iter().map(|value| folded(value)).collect();
        Self { shape, given, validator: validator.and_then(named), state: 0x9e37_79b9_7f4a_7c15, turn: 0 }
    }

    /// A value of the shape, of each alternative in turn; `None` where there is hardly one that was not given.
    pub fn value(&mut self) -> Option<String> {
        let alternative = self.shape.alternatives.get(self.turn % self.shape.alternatives.len().max(1))?.clone();
        self.turn += 1;
        (0..TRIES).find_map(|_| {
            let text: String = alternative.0.iter().map(|part| self.part(part)).collect();
            let whole = text.starts_with(|unit: char| unit.is_ascii_alphanumeric())
                && text.ends_with(|unit: char| unit.is_ascii_alphanumeric())
                && text.bytes().any(|byte| byte.is_ascii_digit());
            let passes = self.validator.is_none_or(|check| check(&text) == Check::Valid);
            (whole && passes && self.is_new(&text)).then_some(text)
        })
    }

    /// Whether a text holds none of the given values.
    pub fn is_new(&self, text: &str) -> bool {
        let text = folded(text);
        !self.given.contains(&text) && !self.given.iter().any(|given| given.len() < text.len() && text.contains(given))
    }

    fn part(&mut self, part: &Part) -> String {
        match part {
            Part::Literal(texts) => self.one_of(texts).cloned().unwrap_or_default(),
            Part::Class { of, least, most } => {
                let all = of.all();
                let length = least + self.below(most - least + 1);
                (0..length).filter_map(|_| self.one_of(&all).copied()).collect()
            }
        }
    }

    fn one_of<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        let at = self.below(all.len().max(1));
        all.get(at)
    }

    /// A number below `bound` (xorshift64*).
    fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let number = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        (number % bound.max(1) as u64) as usize
    }
}

fn folded(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|unit| unit.to_ascii_lowercase()).collect()
}

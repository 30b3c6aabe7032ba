//! What values have in common: runs of digits and letters, the marks between them, how long each is; several shapes are alternatives.
//!
//! Values are held against each other at three levels, the first of which gives few enough shapes: runs of digits and runs of
//! letters; runs of either; one class for all. Whatever the level, the pattern matches every value it was made of.

use std::collections::{BTreeMap, BTreeSet};

/// Shapes a pattern holds side by side.
const MOST_ALTERNATIVES: usize = 6;
/// Runs in a value; one with more is looked at coarsely.
const MOST_RUNS: usize = 24;
/// Literal letters that may stand in one place, how long they may be, and how many different values have to share each: so no
/// single value shows.
const MOST_LITERALS: usize = 4;
const LONGEST_LITERAL: usize = 6;
const SHARED_BY: usize = 3;

/// What values have in common.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// The longest first, so that a short one does not win over one that goes on.
    pub alternatives: Vec<Alternative>,
    coarse: bool,
}

/// One shape.
#[derive(Clone, Debug)]
pub(super) struct Alternative(pub Vec<Part>);

/// A run of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// One of these texts.
    Literal(Vec<String>),
    /// Characters of a class, so many to so many.
    Class { of: Chars, least: usize, most: usize },
}

/// A class of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chars {
    pub digit: bool,
    pub upper: bool,
    pub lower: bool,
    /// Letters up to F only.
    pub hex: bool,
    pub marks: BTreeSet<char>,
}

/// What a run consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Digits,
    Letters,
    Either,
    Mark(char),
}

impl Shape {
    /// The shape of these values, of which there is one at least, all of printable ASCII.
    pub fn of(values: &[&str]) -> Self {
        let fine = grouped(values, |unit| match unit {
            '0'..='9' => Kind::Digits,
            'a'..='z' | 'A'..='Z' => Kind::Letters,
            mark => Kind::Mark(mark),
        });
        let few = |groups: &BTreeMap<Vec<Kind>, Vec<Vec<&str>>>| {
            groups.len() <= MOST_ALTERNATIVES
                && (groups.len() <= 2 || groups.len() * 3 <= values.len())
                && groups.keys().all(|kinds| kinds.len() <= MOST_RUNS)
        };
        if few(&fine) {
            return Self::made(fine.into_values().map(|group| alternative(&group, true)), false);
        }
        let either = grouped(values, |unit| if unit.is_ascii_alphanumeric() { Kind::Either } else { Kind::Mark(unit) });
        if few(&either) {
            return Self::made(either.into_values().map(|group| alternative(&group, false)), false);
        }
        let whole = Part::class(values.iter().copied());
        Self::made(std::iter::once(Alternative(vec![whole])), true)
    }

    fn made(alternatives: impl Iterator<Item = Alternative>, coarse: bool) -> Self {
        let mut alternatives: Vec<Alternative> = alternatives.collect();
        alternatives.sort_by_key(|one| std::cmp::Reverse(one.length().1));
        Self { alternatives, coarse }
    }

    /// The regular expression.
    pub fn pattern(&self) -> String {
        let parts: Vec<String> = self.alternatives.iter().map(Alternative::pattern).collect();
        parts.join("|")
    }

    /// The length of the shortest and of the longest value of this shape.
    pub fn length(&self) -> (usize, usize) {
        let lengths = self.alternatives.iter().map(Alternative::length);
        lengths.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))).unwrap_or_default()
    }

    /// Whether text of this shape is likely to be such a value, whatever stands around it.
    pub fn is_telling(&self) -> bool {
        !self.coarse && self.alternatives.iter().all(Alternative::is_telling)
    }

    /// Whether there was no common shape.
    pub const fn is_coarse(&self) -> bool {
        self.coarse
    }

    /// Texts of which one stands in every value; none where there is a value without.
    pub fn literals(&self) -> Vec<String> {
        let of = |one: &Alternative| {
            one.0.iter().find_map(|part| match part {
                Part::Literal(texts) if texts.iter().all(|text| text.len() > 1) => Some(texts.clone()),
                _ => None,
            })
        };
        let all: Option<BTreeSet<String>> =
            self.alternatives.iter().map(of).collect::<Option<Vec<_>>>().map(|all| all.into_iter().flatten().collect());
        all.map(|all| all.into_iter().collect()).unwrap_or_default()
    }
}

/// Values by the kinds of their runs; of each value its runs.
fn grouped<'v>(values: &[&'v str], kind: impl Fn(char) -> Kind) -> BTreeMap<Vec<Kind>, Vec<Vec<&'v str>>> {
    let mut groups: BTreeMap<Vec<Kind>, Vec<Vec<&str>>> = BTreeMap::new();
    for value in values {
        let (mut kinds, mut runs, mut start) = (Vec::new(), Vec::new(), 0);
        for (at, unit) in value.char_indices() {
            let this = kind(unit);
            if at > 0 && (kinds.last() != Some(&this) || matches!(this, Kind::Mark(_))) {
                runs.push(value.get(start..at).unwrap_or_default());
                start = at;
                kinds.push(this);
            } else if at == 0 {
                kinds.push(this);
            }
        }
        runs.push(value.get(start..).unwrap_or_default());
        groups.entry(kinds).or_default().push(runs);
    }
    groups
}

/// What values with the same kinds of runs have in common.
fn alternative(group: &[Vec<&str>], literal: bool) -> Alternative {
    let runs = group.first().map_or(0, Vec::len);
    let column = |at: usize| group.iter().filter_map(move |runs| runs.get(at).copied());
    Alternative((0..runs).map(|at| if literal { Part::of(column(at)) } else { Part::class(column(at)) }).collect())
}

impl Part {
    fn of<'v>(texts: impl Iterator<Item = &'v str> + Clone) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for text in texts.clone() {
            *counts.entry(text).or_default() += 1;
            if counts.len() > MOST_LITERALS {
                return Self::class(texts);
            }
        }
        let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
        let shown = counts.iter().all(|(text, count)| {
            letters(text) && text.len() <= LONGEST_LITERAL && *count >= SHARED_BY && !super::names::is_name(text)
        });
        if shown { Self::Literal(counts.into_keys().map(str::to_owned).collect()) } else { Self::class(texts) }
    }

    fn class<'v>(texts: impl Iterator<Item = &'v str>) -> Self {
        let (mut of, mut least, mut most) = (Chars { hex: true, ..Chars::default() }, usize::MAX, 0);
        for text in texts {
            least = least.min(text.len());
            most = most.max(text.len());
            for unit in text.chars() {
                match unit {
                    '0'..='9' => of.digit = true,
                    'A'..='Z' => of.upper = true,
                    'a'..='z' => of.lower = true,
                    mark => {
                        of.marks.insert(mark);
                    }
                }
                of.hex &= !unit.is_ascii_alphabetic() || unit.is_ascii_hexdigit();
            }
        }
        of.hex &= of.digit && (of.upper || of.lower) && most >= 8;
        match of.marks.first() {
            // A mark is a run of its own at all levels but the last.
            Some(mark) if of.marks.len() == 1 && !of.digit && !of.upper && !of.lower => {
                Self::Literal(vec![mark.to_string()])
            }
            _ => Self::Class { of, least, most },
        }
    }

    fn pattern(&self) -> String {
        match self {
            Self::Literal(texts) => match texts.as_slice() {
                [one] => escaped(one),
                more => format!("(?:{})", more.iter().map(|text| escaped(text)).collect::<Vec<_>>().join("|")),
            },
            Self::Class { of, least, most } => {
                let class = of.pattern();
                match (*least, *most) {
                    (1, 1) => class,
                    (least, most) if least == most => format!("{class}{{{least}}}"),
                    (least, most) => format!("{class}{{{least},{most}}}"),
                }
            }
        }
    }
}

impl Alternative {
    fn pattern(&self) -> String {
        self.0.iter().map(Part::pattern).collect()
    }

    pub fn length(&self) -> (usize, usize) {
        self.0.iter().fold((0, 0), |(least, most), part| match part {
            Part::Literal(texts) => {
                let lengths = texts.iter().map(String::len);
                (least + lengths.clone().min().unwrap_or_default(), most + lengths.max().unwrap_or_default())
            }
            Part::Class { least: from, most: to, .. } => (least + from, most + to),
        })
    }

    fn is_telling(&self) -> bool {
        let is_word = |text: &String| text.bytes().all(|byte| byte.is_ascii_alphabetic());
        let (mut literal, mut marks, mut free) = (0, 0, 0);
        for part in &self.0 {
            match part {
                Part::Literal(texts) if texts.iter().all(is_word) => {
                    literal += texts.iter().map(String::len).min().unwrap_or_default();
                }
                Part::Literal(_) => marks += 1,
                Part::Class { least, .. } => free += least,
            }
        }
        free >= 4 && (literal >= 2 || (literal == 1 && marks > 0) || (marks >= 2 && free >= 7))
    }
}

impl Chars {
    fn pattern(&self) -> String {
        if self.digit && !self.upper && !self.lower && self.marks.is_empty() {
            return r"\d".to_owned();
        }
        let mut class = String::from("[");
        let last = |upper: bool| match (self.hex, upper) {
            (true, true) => "A-F",
            (true, false) => "a-f",
            (false, true) => "A-Z",
            (false, false) => "a-z",
        };
        if self.upper {
            class.push_str(last(true));
        }
        if self.lower {
            class.push_str(last(false));
        }
        if self.digit {
            class.push_str("0-9");
        }
        self.marks.iter().for_each(|mark| class.push_str(&escaped(&mark.to_string())));
        class.push(']');
        class
    }

    /// Every character of the class.
    pub fn all(&self) -> Vec<char> {
        let letters = if self.hex { 6 } else { 26 };
        let mut all = Vec::new();
        if self.digit {
            all.extend('0'..='9');
        }
        if self.upper {
            all.extend(('A'..='Z').take(letters));
        }
        if self.lower {
            all.extend(('a'..='z').take(letters));
        }
        all.extend(&self.marks);
        all
    }
}

/// Text that means itself in an expression, within a class and outside.
fn escaped(text: &str) -> String {
    text.chars()
        .map(|unit| match unit {
            unit if unit.is_ascii_alphanumeric() => unit.to_string(),
            ' ' | '_' | ':' | ';' | ',' | '@' | '!' | '%' | '=' | '"' | '<' | '>' => unit.to_string(),
            unit => format!(r"\x{:02x}", u32::from(unit)),
        })
        .map(|text| match text.as_str() {
            r"\x2d" => r"\-".to_owned(),
            r"\x2e" => r"\.".to_owned(),
            r"\x2f" => "/".to_owned(),
            r"\x23" => r"\#".to_owned(),
            _ => text,
        })
        .collect()
}

//! A matcher made ready to run: its expression (compiled when it is first needed), its check, its borders.

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{CaptureLocations, Regex, RegexBuilder};

use crate::detect::pack::{Border, Matcher};
use crate::detect::validate::{self, Check, Validator};

/// A matcher made ready to run.
#[derive(Debug)]
pub(crate) struct Compiled {
    index: usize,
    pattern: Option<String>,
    /// The expression and the number of its group `v`, 0 where the whole match is the value.
    regex: OnceLock<Option<(Regex, usize)>>,
    validator: Option<Validator>,
    border: Border,
}

/// A value that passed the borders and the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub range: Range<usize>,
    /// A specimen, known from forms and tests.
    pub sample: bool,
    /// A letter is glued to it.
    pub glued: bool,
}

/// Refused candidates after which a text is no longer searched letter by letter.
const PATIENCE: usize = 64;

impl Compiled {
    /// Makes the matcher number `index` ready. The expression is compiled at first use.
    pub fn new(index: usize, matcher: &Matcher) -> Self {
        Self {
            index,
            pattern: matcher.pattern.clone(),
            regex: OnceLock::new(),
            validator: matcher.validator.as_deref().and_then(validate::named),
            border: matcher.border,
        }
    }

    /// Compiles the expression now; says what is wrong with it.
    pub fn compile(&self) -> Result<(), String> {
        match &self.pattern {
            Some(pattern) => match build(pattern) {
                Ok(regex) if regex.is_match(b"") => {
                    Err("it matches a text in which nothing stands; say what has to be there".to_owned())
                }
                Ok(_) => Ok(()),
                Err(error) => Err(format!("it does not compile: {error}")),
            },
            None => Ok(()),
        }
    }

    fn regex(&self) -> Option<&(Regex, usize)> {
        let compile = || {
            let regex = build(self.pattern.as_deref()?).ok()?;
            let group = regex.capture_names().position(|name| name == Some("v")).unwrap_or(0);
            Some((regex, group))
        };
        self.regex.get_or_init(compile).as_ref()
    }

    /// Checks a value that a finder proposes.
    pub fn check(&self, text: &str) -> Check {
        self.validator.map_or(Check::Valid, |validator| validator(text))
    }

    /// Whether a check digit, a range or a calendar stands behind it.
    pub fn is_checked(&self) -> bool {
        self.validator.is_some()
    }

    /// Calls `each` with every value in `text`, from left to right, as long as it gives `true`.
    pub fn values(&self, text: &str, groups: &mut Groups, mut each: impl FnMut(Value) -> bool) {
        let Some((regex, group)) = self.regex() else { return };
        let mut room = if *group == 0 { None } else { groups.of(self.index, regex) };
        let bytes = text.as_bytes();
        let (mut at, mut last_end, mut refused) = (0, usize::MAX, 0);
        while let Some((whole, range)) = find(regex, *group, &mut room, bytes, at) {
            match self.accept(regex, text, range.clone(), last_end) {
                Some(value) => {
                    last_end = range.end;
                    at = whole.end.max(whole.start + 1);
                    if !each(value) {
                        return;
                    }
                }
                None => {
                    refused += 1;
                    at = if refused < PATIENCE { whole.start + 1 } else { whole.end.max(whole.start + 1) };
                }
            }
            if at > bytes.len() {
                break;
            }
        }
    }

    fn accept(&self, regex: &Regex, text: &str, range: Range<usize>, last_end: usize) -> Option<Value> {
        let bytes = text.as_bytes();
        let before = range.start.checked_sub(1).and_then(|at| bytes.get(at)).copied();
        let after = bytes.get(range.end).copied();
        let glued = match self.border {
            Border::None => false,
            Border::Word => {
                if is_word(before) || is_word(after) {
                    return None;
                }
                false
            }
            Border::Digit => {
                // Two values of one shape, glued: each is the other's border.
                let twin_before = range.start == last_end;
                let twin_after = || regex.find_at(bytes, range.end).is_some_and(|next| next.start() == range.end);
                if (is_digit(before) && !twin_before) || (is_digit(after) && !twin_after()) {
                    return None;
                }
                (is_word(before) && !twin_before) || (is_word(after) && !is_digit(after))
            }
            Border::Glued => {
                let left = bytes.get(..range.start)?.iter().rev().take_while(|byte| is_word(Some(**byte))).count();
                let right = bytes.get(range.end..)?.iter().take_while(|byte| is_word(Some(**byte))).count();
                if left + right > 2 || (range.start == last_end && left > 0) || is_digit(before) || is_digit(after) {
                    return None;
                }
                left + right > 0
            }
        };
        let value = text.get(range.clone()).filter(|value| !value.is_empty())?;
        match self.check(value) {
            Check::Invalid => None,
            check => Some(Value { range, sample: check == Check::Sample, glued }),
        }
    }
}

/// Where the groups of the expressions are kept while they are searched; one per thread, because making room for them costs
/// more than most searches.
#[derive(Debug, Default)]
pub(crate) struct Groups(Vec<Option<CaptureLocations>>);

impl Groups {
    /// Room for the groups of `regex`, the expression of the matcher `index`.
    fn of(&mut self, index: usize, regex: &Regex) -> Option<&mut CaptureLocations> {
        if self.0.len() <= index {
            self.0.resize_with(index + 1, || None);
        }
        self.0.get_mut(index).map(|groups| groups.get_or_insert_with(|| regex.capture_locations()))
    }
}

/// The next match and the value in it.
fn find(
    regex: &Regex,
    group: usize,
    groups: &mut Option<&mut CaptureLocations>,
    bytes: &[u8],
    at: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    let Some(groups) = groups else {
        let found = regex.find_at(bytes, at)?.range();
        return Some((found.clone(), found));
    };
    let whole = regex.captures_read_at(groups, bytes, at)?.range();
    let value = groups.get(group).map_or(whole.clone(), |(start, end)| start..end);
    Some((whole, value))
}

fn is_word(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == 0x7f)
}

fn is_digit(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_digit())
}

/// Text is folded to ASCII before it is matched, so expressions need no Unicode tables.
fn build(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).unicode(false).size_limit(1 << 21).dfa_size_limit(1 << 20).build()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::detect::{PACKS, pack};

    #[test]
    fn every_shipped_pattern_compiles() {
        for (name, text) in PACKS {
            for matcher in pack::read(name, text).unwrap() {
                assert_eq!(Compiled::new(0, &matcher).compile(), Ok(()), "{}", matcher.id);
            }
        }
    }
}

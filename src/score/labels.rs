//! Marks in a text: `Hi ⟦name:Maria⟧, your ⟦drug:metformin⟧ is ready` → the text without them, and what stands where.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};

use crate::detect::{Category, Role};

const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// What a label asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Any of these; it is counted under the first. Empty where any health category will do.
    pub categories: Vec<Category>,
    /// It may be found or not; neither counts.
    pub optional: bool,
}

/// A label in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// JSON pointer from the document's root; a `#` separates what is encoded in a string from the string.
    pub path: String,
    /// It stands in the key that the path ends with, not in the value.
    pub in_key: bool,
    /// First byte, in the decoded value or key.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// The labelled text.
    pub text: String,
    /// What it asks for.
    pub expected: Expected,
}

impl Expected {
    /// The category it is counted under; `None` for "any health category".
    pub fn category(&self) -> Option<Category> {
        self.categories.first().copied()
    }

    /// Whether a find of `category` is what it asks for. Words of health care shade into one another: a treatment found as a
    /// procedure is found; codes and identifiers have one name only.
    pub fn accepts(&self, category: Category) -> bool {
        self.categories.contains(&category)
            || (is_health_word(category)
                && (self.categories.is_empty() || self.categories.iter().copied().any(is_health_word)))
    }
}

/// Whether the category is one of words, not of codes.
pub(crate) fn is_health_word(category: Category) -> bool {
    use Category::{CptHcpcs, Icd9, Icd10, Loinc, Ndc, Rxnorm, Snomed};
    category.role() == Role::Health && !matches!(category, CptHcpcs | Icd9 | Icd10 | Loinc | Ndc | Rxnorm | Snomed)
}

/// A marked part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    pub start: usize,
    pub end: usize,
    pub expected: Expected,
}

/// A text without its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unmarked {
    pub text: String,
    pub marked: Vec<Marked>,
    /// The whole text is one mark that asks for a JSON number.
    pub number: bool,
}

/// Takes the marks out of `text`.
pub(crate) fn unmark(text: &str) -> Result<Unmarked, String> {
    let mut unmarked = Unmarked::default();
    let mut open: Vec<(usize, Expected)> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find([OPEN, CLOSE]) {
        let (plain, mark) = rest.split_at(at);
        unmarked.text.push_str(plain);
        if let Some(closed) = mark.strip_prefix(CLOSE) {
            let Some((start, expected)) = open.pop() else { return Err(format!("a `{CLOSE}` without a `{OPEN}`")) };
            unmarked.marked.push(Marked { start, end: unmarked.text.len(), expected });
            rest = closed;
            continue;
        }
        let inside = mark.strip_prefix(OPEN).unwrap_or(mark);
        let (head, behind) =
            inside.split_once(':').ok_or_else(|| format!("a `{OPEN}` without a category and a `:`"))?;
        let head = match head.strip_prefix('#') {
            Some(head) if unmarked.text.is_empty() => {
                unmarked.number = true;
                head
            }
            _ => head,
        };
        open.push((unmarked.text.len(), expected(head)?));
        rest = behind;
    }
    if !open.is_empty() {
        return Err(format!("a `{OPEN}` is not closed"));
    }
    unmarked.text.push_str(rest);
    Ok(unmarked)
}

fn expected(head: &str) -> Result<Expected, String> {
    let (optional, names) = head.strip_prefix('?').map_or((false, head), |names| (true, names));
    let mut categories = Vec::new();
    for name in names.split('|').filter(|name| *name != "health") {
        let name: StrDeserializer<'_, ValueError> = name.into_deserializer();
        categories.push(Category::deserialize(name).map_err(|_| unknown(names))?);
    }
    Ok(Expected { categories, optional })
}

/// Says what was taken for a category, unless it may be a value of the event.
fn unknown(names: &str) -> String {
    let is_name =
        names.len() <= 40 && names.bytes().all(|byte| byte.is_ascii_lowercase() || b"0123456789_|#".contains(&byte));
    if is_name { format!("`{names}` names no category") } else { "a mark names no category".to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn marked(text: &str) -> Vec<(String, Option<Category>, bool)> {
        let unmarked = unmark(text).unwrap();
        let part = |mark: &Marked| unmarked.text[mark.start..mark.end].to_owned();
        unmarked.marked.iter().map(|mark| (part(mark), mark.expected.category(), mark.expected.optional)).collect()
    }

    #[test]
    fn marks_are_taken_out_and_say_what_stood_where() {
        assert_eq!(unmark("Hi ⟦name:Maria⟧, call").unwrap().text, "Hi Maria, call");
        assert_eq!(
            marked("⟦name:José⟧ takes ⟦?drug|treatment:insulin⟧"),
            [("José".to_owned(), Some(Category::Name), false), ("insulin".to_owned(), Some(Category::Drug), true)]
        );
    }

    #[test]
    fn marks_may_stand_in_marks() {
        assert_eq!(
            marked("⟦address:12 Elm St, Troy ⟦zip:48084⟧⟧"),
            [
                ("48084".to_owned(), Some(Category::Zip), false),
                ("12 Elm St, Troy 48084".to_owned(), Some(Category::Address), false)
            ]
        );
    }

    #[test]
    fn a_number_is_the_whole_text() {
        let unmarked = unmark("⟦#ssn:219099999⟧").unwrap();
        assert!(unmarked.number);
        assert_eq!(unmarked.text, "219099999");
    }

    #[test]
    fn a_colon_in_the_value_belongs_to_it() {
        assert_eq!(marked("⟦mac:00:1B:44:11:3A:B7⟧"), [("00:1B:44:11:3A:B7".to_owned(), Some(Category::Mac), false)]);
    }

    #[test]
    fn what_is_no_mark_is_told() {
        assert!(unmark("⟦name:Maria").is_err());
        assert!(unmark("Maria⟧").is_err());
        assert!(unmark("⟦nmae:Maria⟧").unwrap_err().contains("nmae"));
    }

    #[test]
    fn words_of_health_care_shade_into_one_another_and_codes_do_not() {
        let asks = |category| Expected { categories: vec![category], optional: false };
        assert!(asks(Category::Treatment).accepts(Category::Procedure));
        assert!(!asks(Category::Treatment).accepts(Category::Icd10));
        assert!(!asks(Category::Phone).accepts(Category::Fax));
    }

    #[test]
    fn what_may_be_a_value_is_not_repeated_in_an_error() {
        assert_eq!(unmark("⟦Maria Lopez, born 1/2/61⟧ at 10:30").unwrap_err(), "a mark names no category");
        assert_eq!(unmark("⟦snn:219-09-9999⟧").unwrap_err(), "`snn` names no category");
    }
}

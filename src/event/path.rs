//! Field paths, the addresses rules are written in: `data.request.parameters.From`, `data.tags.**`.
//!
//! Names are compared without regard to case and separators; `*` stands for one level, `**` for any number, none included.
//! Array elements and what was decoded out of strings are looked through: `data.payload.task_attributes.channelType` reads
//! into the JSON text of the attributes.

use crate::event::document::{Document, NodeId, Step};
use crate::event::key::field_name;

/// A compiled field path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldPath {
    segments: Box<[Segment]>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Segment {
    Name(Box<str>),
    Any,
    Deep,
}

/// Why a path is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldPathError {
    /// Nothing between two dots.
    #[error("`{0}` has an empty part; write names joined by single dots, such as `data.from`")]
    EmptySegment(String),
}

impl FieldPath {
    /// Compiles a path.
    pub fn parse(text: &str) -> Result<Self, FieldPathError> {
        let segments: Option<Box<[Segment]>> = text
            .split('.')
            .map(|part| match part.trim() {
                "*" => Some(Segment::Any),
                "**" => Some(Segment::Deep),
                part => Some(field_name(part)).filter(|name| !name.is_empty()).map(|name| Segment::Name(name.into())),
            })
            .collect();
        Ok(Self { segments: segments.ok_or_else(|| FieldPathError::EmptySegment(text.to_owned()))? })
    }

    /// Calls `each` for every value below `root` that the path names, in document order, until `each` gives `true`. Gives
    /// whether it did.
    pub(crate) fn any(&self, document: &Document, root: NodeId, each: &mut dyn FnMut(NodeId) -> bool) -> bool {
        walk(document, root, &self.segments, each)
    }

    /// Whether `node` is one of the values that the path names, or stands below one.
    pub(crate) fn covers(&self, document: &Document, root: NodeId, node: NodeId) -> bool {
        self.any(document, root, &mut |named| named == node || (named < node && node < document.end(named)))
    }
}

fn walk(document: &Document, node: NodeId, path: &[Segment], each: &mut dyn FnMut(NodeId) -> bool) -> bool {
    let looked_through =
        |child: NodeId| !matches!(document.nodes.get(child as usize).map(|node| node.step), Some(Step::Key(_)));
    let Some((segment, rest)) = path.split_first() else {
        return each(node)
            || document.children(node).any(|child| looked_through(child) && walk(document, child, path, each));
    };
    if *segment == Segment::Deep && walk(document, node, rest, each) {
        return true;
    }
    document.children(node).any(|child| match segment {
        Segment::Deep => walk(document, child, path, each),
        _ if looked_through(child) => walk(document, child, path, each),
        Segment::Any => walk(document, child, rest, each),
        Segment::Name(name) => document.field(child) == &**name && walk(document, child, rest, each),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::parse;

    fn find(json: &str, path: &str) -> Vec<String> {
        let mut document = Document::default();
        let root = parse::first_value(&mut document, json).unwrap().0.unwrap();
        let mut found = Vec::new();
        FieldPath::parse(path).unwrap().any(&document, root, &mut |node| {
            found.push(document.pointer(root, node, |_| false));
            false
        });
        found
    }

    #[test]
    fn names_are_compared_without_case_and_separators() {
        let json = r#"{"data":{"accountSid":"a"},"DATA":{"account_sid":"b"}}"#;
        assert_eq!(find(json, "data.AccountSid"), ["/data/accountSid", "/DATA/account_sid"]);
    }

    #[test]
    fn a_star_is_one_level_and_two_are_any() {
        let json = r#"{"data":{"tags":{"a":"1","b":{"c":"2"}}}}"#;
        assert_eq!(find(json, "data.tags.*"), ["/data/tags/a", "/data/tags/b"]);
        assert_eq!(find(json, "data.**.c"), ["/data/tags/b/c"]);
        assert!(find(json, "data.tags.**").contains(&"/data/tags/b/c".to_owned()));
    }

    #[test]
    fn arrays_and_decoded_strings_are_looked_through() {
        let json = r#"{"data":{"recipients":["x","y"],"payload":"{\"task_attributes\":\"{\\\"channelType\\\":\\\"web\\\"}\"}"}}"#;
        assert_eq!(
            find(json, "data.payload.task_attributes.channelType"),
            ["/data/payload#/task_attributes#/channelType"]
        );
        assert_eq!(find(json, "data.recipients"), ["/data/recipients", "/data/recipients/0", "/data/recipients/1"]);
    }

    #[test]
    fn an_empty_part_is_an_error() {
        assert!(FieldPath::parse("data..from").is_err());
    }
}

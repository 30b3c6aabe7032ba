//! What stands beside a record's value on a stream: its key and its headers.
//!
//! Both are put on the tape behind the document, as strings that are decoded further like any other, and are audited with the
//! document's last event. Where the headers are the attributes of a CloudEvent whose data is the value (binary mode of the
//! Kafka protocol binding for CloudEvents 1.0), event and data are put together again as if they had come in one JSON object.
//!
//! What it leaves to others: finding the events ([`unwrap`](super::unwrap)), and what a key or a header means.

use std::fmt;

use crate::event::document::{Document, NONE, NodeId, NodeKind, Step};
use crate::event::{encoded, parse};

/// The key and the headers of a record.
#[derive(Clone, Copy, Default)]
pub struct Attributes<'a> {
    /// The system the record came from (`kafka`, `kinesis`): where they stand in pointers.
    pub system: &'static str,
    /// The key, as its bytes are.
    pub key: Option<&'a [u8]>,
    /// Names and values, in order; names may come twice.
    pub headers: &'a [(&'a str, &'a [u8])],
}

impl Attributes<'_> {
    /// Whether there is neither key nor header.
    pub const fn is_empty(&self) -> bool {
        self.key.is_none() && self.headers.is_empty()
    }

    /// Whether the headers are the attributes of a CloudEvent and the value is its data.
    fn describe_event(&self) -> bool {
        let given = |wanted: &str| self.headers.iter().any(|(name, _)| attribute(name) == Some(wanted));
        // In structured mode the value is the whole event, whatever the headers repeat of it.
        given("specversion")
            && given("type")
            && !self.headers.iter().any(|(name, value)| {
                const STRUCTURED: &[u8] = b"application/cloudevents";
                is_content_type(name)
                    && value.get(..STRUCTURED.len()).is_some_and(|start| start.eq_ignore_ascii_case(STRUCTURED))
            })
    }

    /// Whether there is room for them on a tape that holds something already.
    pub(crate) fn fit(&self, document: &Document) -> bool {
        const CONTAINERS_AND_KEY: usize = 3;
        document.nodes.len() + self.headers.len() + CONTAINERS_AND_KEY <= document.limits.values
    }
}

/// The name of a CloudEvents attribute (`ce_type` → `type`). Some bridges keep the hyphen of the HTTP binding.
fn attribute(header: &str) -> Option<&str> {
    let prefixed = header.get(..3).is_some_and(|start| ["ce_", "ce-"].iter().any(|ce| start.eq_ignore_ascii_case(ce)));
    header.get(3..).filter(|name| prefixed && !name.is_empty())
}

fn is_content_type(header: &str) -> bool {
    header.eq_ignore_ascii_case("content-type")
}

/// Puts an empty document on the tape, behind which key and headers may stand alone.
pub(crate) fn nothing(document: &mut Document) -> Option<NodeId> {
    document.push(NONE, Step::Whole, NodeKind::Null, 0, "")
}

/// Puts the key and the headers behind what is on the tape; their pointers read `^/SYSTEM/key` and `^/SYSTEM/headers/NAME`.
pub(crate) fn append(document: &mut Document, attributes: &Attributes<'_>) {
    append_those(document, attributes, |_| true);
}

fn append_those(document: &mut Document, attributes: &Attributes<'_>, wanted: impl Fn(&str) -> bool) -> Option<()> {
    let step = Step::Key(document.keys.intern(attributes.system));
    let record = document.push(NONE, step, NodeKind::Object, 0, "")?;
    if let Some(key) = attributes.key {
        text(document, record, "key", key);
    }
    let mut headers = attributes.headers.iter().filter(|(name, _)| wanted(name)).peekable();
    if headers.peek().is_some() {
        let step = Step::Key(document.keys.intern("headers"));
        let object = document.push(record, step, NodeKind::Object, 0, "")?;
        headers.for_each(|(name, value)| text(document, object, name, value));
        document.close(object);
    }
    document.close(record);
    Some(())
}

fn text(document: &mut Document, parent: NodeId, name: &str, bytes: &[u8]) {
    let (text, _) = parse::utf8(bytes);
    let step = Step::Key(document.keys.intern(name));
    if let Some(node) = document.push(parent, step, NodeKind::String, 0, &text) {
        encoded::expand(document, node, &text);
    }
}

/// Puts a CloudEvent in binary mode on the empty tape: its attributes, its data, and behind it the key and what is left of the
/// headers. `None` where the record is no such event or its data cannot be read; then the tape is to be cleared.
pub(crate) fn binary_event(document: &mut Document, attributes: &Attributes<'_>, data: &str) -> Option<NodeId> {
    if !attributes.describe_event() {
        return None;
    }
    let root = document.push(NONE, Step::Whole, NodeKind::Object, 0, "")?;
    for (name, value) in attributes.headers {
        match attribute(name) {
            Some(name) => text(document, root, name, value),
            None if is_content_type(name) => text(document, root, "datacontenttype", value),
            None => {}
        }
    }
    if !data.trim_ascii().is_empty() {
        parse::member(document, root, "data", data).ok()?;
    }
    document.close(root);
    append_those(document, attributes, |name| attribute(name).is_none() && !is_content_type(name));
    Some(root)
}

impl fmt::Debug for Attributes<'_> {
    /// How many, never what.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attributes").field("key", &self.key.is_some()).field("headers", &self.headers.len()).finish()
    }
}

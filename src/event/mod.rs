//! Bytes → events: documents, wrappings, envelopes, leaves, addresses.
//!
//! Pure: no clock, no I/O, no panic on any input. A [`Document`] is a flat tape of JSON values; an [`Event`] is a stretch of it
//! with a head. What Twilio and Segment really send, with all its odd shapes, is known here and nowhere else.

mod address;
mod attributes;
mod document;
mod encoded;
mod envelope;
mod key;
mod limits;
mod parse;
mod path;
mod resource;
mod time;
mod unwrap;
pub mod words;

use serde::{Deserialize, Serialize};

pub use address::{Address, AddressForm, End};
pub use attributes::Attributes;
pub(crate) use attributes::{append, binary_event, nothing};
pub use document::{Children, Document, NodeId, NodeKind, Step};
pub use envelope::Event;
pub(crate) use envelope::Head;
pub use key::{Key, KeyId, KeyTable, field_name};
pub use limits::{Bound, Limits};
pub use parse::ParseError;
pub(crate) use parse::{first_value, utf8};
pub use path::{FieldPath, FieldPathError};
#[cfg(feature = "cli")]
pub(crate) use time::parse as parse_time;
pub(crate) use unwrap::{Found, events};

use crate::policy::names;

/// Whose event it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A Twilio Event Streams CloudEvent.
    Twilio,
    /// A Segment call.
    Segment,
    /// Any other JSON.
    #[default]
    Unknown,
}

names!(Kind { Twilio = "twilio", Segment = "segment", Unknown = "unknown" });

/// Reads the events of one JSON text and calls `each` with every one: for tests and for tools that look at events without
/// judging them.
pub fn read(text: &str, mut each: impl FnMut(Event<'_>)) -> Result<(), ParseError> {
    let mut document = Document::default();
    let (root, _) = first_value(&mut document, text)?;
    let (mut found, mut head) = (Vec::new(), Head::default());
    if let Some(root) = root {
        events(&document, root, &mut found);
    }
    for event in &found {
        head.read(&document, event);
        each(Event::new(&document, &head));
    }
    Ok(())
}

#[cfg(test)]
mod tests;

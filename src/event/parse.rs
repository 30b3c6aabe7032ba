//! JSON text → tape, by a serde visitor: whatever serde_json takes for JSON is JSON here.
//!
//! Two things real streams hold are mended first, because they must not cost the event: bytes that are not UTF-8 (replaced and
//! reported) and lone surrogate escapes from emoji cut in half (replaced; they carry no information).

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::event::document::{Document, NONE, NodeId, NodeKind, Step};
use crate::event::encoded;

/// Why a document could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// `truncated` (the text ends too early) or `syntax`.
    pub kind: &'static str,
    /// Byte offset at which reading stopped.
    pub offset: usize,
    /// It stopped at half a surrogate pair, which can be mended.
    pub(crate) surrogate: bool,
}

/// Reads the first JSON value of `text` onto the tape. Gives its root and the offset of the next value, if there is one.
pub(crate) fn first_value(document: &mut Document, text: &str) -> Result<(Option<NodeId>, Option<usize>), ParseError> {
    let mark = document.mark();
    match read(document, text, Place::document()) {
        Ok(rest) => Ok(((document.nodes.len() > mark.0).then_some(mark.0 as NodeId), rest)),
        Err(error) => {
            document.rewind(mark);
            // Every replacement is as long as what it replaces, so offsets still hold.
            if let Some(mended) = error.surrogate.then(|| mend_surrogates(text)).flatten() {
                let rest = read(document, &mended, Place::document()).inspect_err(|_| document.rewind(mark))?;
                return Ok((Some(mark.0 as NodeId), rest));
            }
            Err(error)
        }
    }
}

/// Reads `text`, decoded out of the string `parent`, as JSON below it: one value or several, one behind the other. Leaves the
/// tape as it was where it is no JSON.
pub(crate) fn embedded(document: &mut Document, parent: NodeId, layer: u8, text: &str) -> bool {
    let before = document.nodes.len();
    mended_values(document, text, Place { parent, step: Step::Whole, layer }).is_ok() && document.nodes.len() > before
}

/// Reads `text` as JSON below the object `parent`, under `key`: one value, or several under the same key. Leaves the tape as it
/// was where it is no JSON.
pub(crate) fn member(document: &mut Document, parent: NodeId, key: &str, text: &str) -> Result<(), ParseError> {
    let step = Step::Key(document.keys.intern(key));
    mended_values(document, text, Place { parent, step, layer: 0 })
}

fn mended_values(document: &mut Document, text: &str, place: Place) -> Result<(), ParseError> {
    let mark = document.mark();
    let mut read = values(document, text, place);
    if read.is_err_and(|error| error.surrogate)
        && let Some(mended) = mend_surrogates(text)
    {
        document.rewind(mark);
        read = values(document, &mended, place);
    }
    read.inspect_err(|_| document.rewind(mark))
}

/// Reads all values of `text` to one place.
fn values(document: &mut Document, text: &str, place: Place) -> Result<(), ParseError> {
    let mut rest = text;
    while let Some(next) = read(document, rest, place)? {
        match rest.get(next..).filter(|_| next > 0) {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    Ok(())
}

fn read(document: &mut Document, text: &str, place: Place) -> Result<Option<usize>, ParseError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = Value { document, place };
    value.deserialize(&mut json).map_err(|error| ParseError::at(&error, text))?;
    match json.end() {
        Ok(()) => Ok(None),
        Err(error) => Ok(Some(offset(&error, text))),
    }
}

impl ParseError {
    fn at(error: &serde_json::Error, text: &str) -> Self {
        let kind = if error.is_eof() { "truncated" } else { "syntax" };
        let words = error.to_string();
        let surrogate = words.contains("surrogate") || words.contains("hex escape");
        Self { kind, offset: offset(error, text), surrogate }
    }
}

/// serde_json counts lines and columns; columns count bytes, from 1.
fn offset(error: &serde_json::Error, text: &str) -> usize {
    let lines: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    (lines + error.column().saturating_sub(1)).min(text.len())
}

/// `bytes` as text; bytes that are not UTF-8 are replaced, and the offset of the first is given.
pub(crate) fn utf8(bytes: &[u8]) -> (Cow<'_, str>, Option<usize>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)), None),
        Err(error) => (String::from_utf8_lossy(bytes), Some(error.valid_up_to())),
    }
}

/// Replaces `\uD800`..`\uDFFF` escapes that are not part of a pair by `\uFFFD`; `None` where there are none.
fn mend_surrogates(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut mended: Option<String> = None;
    let mut at = 0;
    while at < bytes.len() {
        if bytes.get(at) != Some(&b'\\') {
            at += 1;
            continue;
        }
        match surrogate(bytes, at) {
            Some(Surrogate::High) if matches!(surrogate(bytes, at + 6), Some(Surrogate::Low)) => at += 12,
            Some(_) => {
                mended.get_or_insert_with(|| text.to_owned()).replace_range(at..at + 6, "\\uFFFD");
                at += 6;
            }
            None => at += 2,
        }
    }
    mended
}

enum Surrogate {
    High,
    Low,
}

fn surrogate(bytes: &[u8], at: usize) -> Option<Surrogate> {
    let escape = bytes.get(at..at + 6)?;
    if !escape.starts_with(b"\\u") || !matches!(escape.get(2), Some(b'd' | b'D')) {
        return None;
    }
    if !escape.iter().skip(2).all(u8::is_ascii_hexdigit) {
        return None;
    }
    match escape.get(3)? {
        b'8' | b'9' | b'a' | b'b' | b'A' | b'B' => Some(Surrogate::High),
        b'c'..=b'f' | b'C'..=b'F' => Some(Surrogate::Low),
        _ => None,
    }
}

/// Where on the tape a value goes.
#[derive(Clone, Copy)]
struct Place {
    parent: NodeId,
    step: Step,
    layer: u8,
}

impl Place {
    const fn document() -> Self {
        Self { parent: NONE, step: Step::Whole, layer: 0 }
    }
}

/// The visitor: one value at one place.
struct Value<'t> {
    document: &'t mut Document,
    place: Place,
}

impl Value<'_> {
    fn push(self, kind: NodeKind, text: &str) {
        let Place { parent, step, layer } = self.place;
        let node = self.document.push(parent, step, kind, layer, text);
        if let (Some(node), NodeKind::String) = (node, kind) {
            encoded::expand(self.document, node, text);
        }
    }

    fn open(&mut self, kind: NodeKind) -> Option<NodeId> {
        let Place { parent, step, layer } = self.place;
        self.document.push(parent, step, kind, layer, "")
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.push(NodeKind::String, text);
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.push(NodeKind::Number, itoa::Buffer::new().format(number));
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.push(NodeKind::Number, itoa::Buffer::new().format(number));
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        // An identifier that went through a float reads `219099999.0`; the fraction is no part of it.
        let mut buffer = ryu::Buffer::new();
        let text = buffer.format(number);
        if number.fract() == 0.0 && number.abs() < 9e15 {
            self.push(NodeKind::Number, itoa::Buffer::new().format(number as i64));
        } else {
            self.push(NodeKind::Number, text);
        }
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.push(NodeKind::Bool, if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.push(NodeKind::Null, "");
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let Some(array) = self.open(NodeKind::Array) else {
            while elements.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let layer = self.place.layer;
        for index in 0.. {
            let place = Place { parent: array, step: Step::Index(index), layer };
            if elements.next_element_seed(Value { document: self.document, place })?.is_none() {
                break;
            }
        }
        self.document.close(array);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let Some(object) = self.open(NodeKind::Object) else {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let layer = self.place.layer;
        while let Some(step) = members.next_key_seed(MemberKey(self.document))? {
            members.next_value_seed(Value { document: self.document, place: Place { parent: object, step, layer } })?;
        }
        self.document.close(object);
        Ok(())
    }
}

/// The visitor of a key.
struct MemberKey<'t>(&'t mut Document);

impl<'de> DeserializeSeed<'de> for MemberKey<'_> {
    type Value = Step;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Step, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for MemberKey<'_> {
    type Value = Step;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, text: &str) -> Result<Step, E> {
        // Where no more values are taken, no more keys are learnt.
        let full = self.0.nodes.len() >= self.0.limits.values;
        Ok(if full { Step::Whole } else { Step::Key(self.0.keys.intern(text)) })
    }
}

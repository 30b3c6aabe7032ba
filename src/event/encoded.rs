//! What hides inside strings: JSON text, base64 of JSON or XML, XML (TwiML), query strings of URLs and forms.
//!
//! Twilio sends TaskRouter attributes and debugger payloads as JSON text and TwiML as base64; Segment copies URLs whose query
//! strings hold e-mail addresses. Each is read onto the tape below the string it came from. Bounded in layers and bytes; a
//! string that only looks like one of them is left as the string it is.

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use quick_xml::events::Event as Xml;

use crate::event::document::{Document, NodeId, NodeKind, Step};
use crate::event::limits::Bound;
use crate::event::parse;

/// Reads whatever `text` holds below the string `node`.
pub(crate) fn expand(document: &mut Document, node: NodeId, text: &str) {
    let named = BASE64_FIELDS.contains(&document.field(node)) && is_base64(text.as_bytes());
    let Some(form) = recognise(text).or(named.then_some(Form::Base64)) else { return };
    let Some(layer) = document.nodes.get(node as usize).map(|node| node.layer + 1) else { return };
    if layer > document.limits.layers {
        return document.hit(Bound::Layers, node);
    }
    document.decoded += text.len();
    if document.decoded > document.limits.decoded {
        return document.hit(Bound::Decoded, node);
    }
    let mark = document.mark();
    let read = match form {
        Form::Json => parse::embedded(document, node, layer, text),
        Form::Xml => xml(document, node, layer, text).is_some(),
        Form::Query(query) => form_fields(document, node, layer, query),
        Form::Base64 => base64(document, node, layer, text),
    };
    if read {
        document.close(node);
    } else {
        document.rewind(mark);
    }
}

/// Fields that hold base64 whatever it encodes: webhook answers, records of Pub/Sub, Kinesis and Firehose.
const BASE64_FIELDS: [&str; 3] = ["responsebody", "data", "body"];

/// Long enough not to be a word, and of the letters of base64 only.
fn is_base64(bytes: &[u8]) -> bool {
    bytes.len() >= 16 && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-_\r\n".contains(byte))
}

enum Form<'t> {
    Json,
    Xml,
    Query(&'t str),
    Base64,
}

/// What a string looks like, by its first bytes; cheap, because every string is asked.
fn recognise(text: &str) -> Option<Form<'_>> {
    let bytes = text.as_bytes();
    let last = *bytes.last()?;
    match bytes.first()? {
        b'{' if text.trim_ascii_end().ends_with('}') => Some(Form::Json),
        b'[' if text.trim_ascii_end().ends_with(']') && bytes.get(1) != Some(&b'w') => Some(Form::Json),
        b'<' if text.trim_ascii_end().ends_with('>') => Some(Form::Xml),
        b' ' | b'\n' | b'\r' | b'\t' => recognise(text.trim_ascii_start()).filter(|form| !matches!(form, Form::Base64)),
        b'"' if last == b'"' && bytes.len() > 8 => Some(Form::Json),
        _ if bytes.len() < 8 => None,
        b'h' | b'w' | b'/' | b'?' | b'H' if text.contains('?') => query_of_url(text).map(Form::Query),
        // `eyJ` is `{"`, `W3s` is `[{`, `PD` and `PF` are `<` and a letter, `ew`/`Ww` are `{` and `[` before white space
        b'e' | b'W' | b'P' if looks_like_base64(bytes) => Some(Form::Base64),
        _ if looks_like_form(bytes) => Some(Form::Query(text)),
        _ => None,
    }
}

fn query_of_url(text: &str) -> Option<&str> {
    let (before, query) = text.split_once('?')?;
    let is_url = before.is_empty() || before.starts_with('/') || before.contains("://") || before.starts_with("www.");
    (is_url && !before.contains(' ') && query.contains('='))
        .then(|| query.split_once('#').map_or(query, |(query, _)| query))
}

fn looks_like_base64(bytes: &[u8]) -> bool {
    let starts = [b"eyJ", b"ewo", b"ew0", b"eyA", b"W3s", b"Wwo", b"WyJ"].iter().any(|start| bytes.starts_with(*start))
        || bytes.starts_with(b"PD")
        || bytes.starts_with(b"PF")
        || bytes.starts_with(b"PH");
    starts && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-_\r\n".contains(byte))
}

/// `From=%2B15550100&Body=…`: at least two fields, no blanks.
fn looks_like_form(bytes: &[u8]) -> bool {
    bytes.contains(&b'&') && bytes.iter().filter(|byte| **byte == b'=').count() > 1 && !bytes.contains(&b' ')
}

/// Accepts what senders really produce: with and without padding, both alphabets, wrapped lines.
fn base64(document: &mut Document, node: NodeId, layer: u8, text: &str) -> bool {
    const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    const STANDARD: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::STANDARD, LENIENT);
    const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::URL_SAFE, LENIENT);
    let compact: String = text.chars().filter(|unit| !unit.is_ascii_whitespace()).collect();
    let engine = if compact.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
    let Some(decoded) = engine.decode(compact).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
        return false;
    };
    let decoded = decoded.strip_prefix('\u{feff}').unwrap_or(&decoded);
    let read = match recognise(decoded) {
        Some(Form::Json) => parse::embedded(document, node, layer, decoded),
        Some(Form::Xml) => xml(document, node, layer, decoded).is_some(),
        _ => false,
    };
    // What is neither, or is broken, is text all the same; what holds control characters is not even that.
    let text =
        || !decoded.trim().is_empty() && !decoded.contains(|unit: char| unit.is_control() && !unit.is_whitespace());
    read || (text() && document.push(node, Step::Whole, NodeKind::String, layer, decoded).is_some())
}

fn form_fields(document: &mut Document, node: NodeId, layer: u8, query: &str) -> bool {
    let before = document.nodes.len();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let key = document.keys.intern(&name);
        let Some(field) = document.push(node, Step::Key(key), NodeKind::String, layer, &value) else { break };
        expand(document, field, &value);
    }
    document.nodes.len() > before
}

/// Elements become objects, attributes and text their members; a pointer into TwiML reads `#/Response/Say`.
fn xml(document: &mut Document, node: NodeId, layer: u8, text: &str) -> Option<()> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut open = vec![node];
    let mut elements = 0;
    loop {
        let at = reader.buffer_position() as usize;
        let Ok(event) = reader.read_event() else {
            // A bare `&` or a stray `<`: what is left is read as the text it is.
            xml_text(document, *open.last()?, layer, text.get(at..).unwrap_or_default());
            break;
        };
        match event {
            Xml::Eof => break,
            Xml::Start(tag) => {
                let element = xml_element(document, *open.last()?, layer, &tag)?;
                open.push(element);
                elements += 1;
            }
            Xml::Empty(tag) => {
                let element = xml_element(document, *open.last()?, layer, &tag)?;
                document.close(element);
                elements += 1;
            }
            Xml::End(_) if open.len() > 1 => document.close(open.pop()?),
            Xml::Text(content) => xml_text(document, *open.last()?, layer, &content),
            Xml::Comment(content) => xml_text(document, *open.last()?, layer, &content),
            Xml::CData(content) => xml_text(document, *open.last()?, layer, &content),
            Xml::GeneralRef(name) => {
                let raw = format!("&{};", &*name);
                let resolved = quick_xml::escape::unescape(&raw).unwrap_or(std::borrow::Cow::Borrowed(" "));
                xml_text(document, *open.last()?, layer, &resolved);
            }
            _ => {}
        }
    }
    while open.len() > 1 {
        document.close(open.pop()?);
    }
    (elements > 0).then_some(())
}

fn xml_element(
    document: &mut Document,
    parent: NodeId,
    layer: u8,
    tag: &quick_xml::events::BytesStart<'_>,
) -> Option<NodeId> {
    let name = tag.name();
    let key = document.keys.intern(name.as_ref());
    let element = document.push(parent, Step::Key(key), NodeKind::Object, layer, "")?;
    for attribute in tag.attributes().with_checks(false).flatten() {
        let key = document.keys.intern(attribute.key.as_ref());
        let raw = &attribute.value;
        let value = quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_string(), |value| value.into_owned());
        let node = document.push(element, Step::Key(key), NodeKind::String, layer, &value)?;
        expand(document, node, &value);
    }
    Some(element)
}

/// Text goes to the last text of the same element where entities have cut it in pieces (`AT&amp;T`).
fn xml_text(document: &mut Document, element: NodeId, layer: u8, text: &str) {
    let last = document.nodes.len().wrapping_sub(1);
    let arena = document.text.len();
    if let Some(node) = document.nodes.get_mut(last)
        && node.parent == element
        && node.step == Step::Whole
        && (node.start + node.len) as usize == arena
    {
        node.len += text.len() as u32;
        document.text.push_str(text);
    } else if !text.trim().is_empty() {
        document.push(element, Step::Whole, NodeKind::String, layer, text);
    }
}

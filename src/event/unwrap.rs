//! The wrappings events arrive in: arrays, SDK batches, `{"json":…}`, EventBridge, SQS, SNS, Pub/Sub, Kinesis for Lambda,
//! Firehose. Finds the events of a document; what stands around them is not lost but audited with the nearest event.

use std::ops::Range;

use crate::event::Kind;
use crate::event::document::{Document, NodeId, NodeKind};

/// An event within a document, and the stretches of wrapping that are audited with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub root: NodeId,
    pub kind: Kind,
    pub before: Range<NodeId>,
    pub after: Range<NodeId>,
    /// It stands where a wrapping keeps its payload, and could not be read.
    pub unreadable: bool,
}

/// Wrappings within wrappings: SQS in SNS in EventBridge is the deepest seen.
const LAYERS: u8 = 8;

/// Finds the events below `root`, in order.
pub(crate) fn events(document: &Document, root: NodeId, found: &mut Vec<Found>) {
    found.clear();
    descend(document, root, LAYERS, found);
    let mut at = root;
    for event in found.iter_mut() {
        event.before = at..event.root;
        at = document.end(event.root);
    }
    if let Some(last) = found.last_mut() {
        // To the end of the tape: a record's key and headers stand behind the document.
        last.after = at..document.nodes.len() as NodeId;
    }
}

fn descend(document: &Document, node: NodeId, layers: u8, found: &mut Vec<Found>) {
    match document.kind(node) {
        NodeKind::Array => {
            let containers = |node| match document.kind(node) {
                NodeKind::Object | NodeKind::Array => true,
                _ => holds_json(document, node),
            };
            if layers > 0 && document.children(node).any(containers) {
                document.children(node).for_each(|element| descend(document, element, layers - 1, found));
            } else if document.children(node).next().is_some() {
                found.push(event(node, Kind::Unknown));
            }
        }
        NodeKind::Object => {
            let kind = kind_of(document, node);
            match (kind, layers) {
                (Kind::Unknown, 1..) => {
                    let before = found.len();
                    open(document, node, layers - 1, found);
                    if found.len() == before {
                        found.push(event(node, kind));
                    }
                }
                _ => found.push(event(node, kind)),
            }
        }
        NodeKind::String if holds_json(document, node) => {
            document.children(node).for_each(|inner| descend(document, inner, layers.saturating_sub(1), found));
        }
        _ => found.push(event(node, Kind::Unknown)),
    }
}

/// Whether something was decoded out of a string as a whole.
fn holds_json(document: &Document, node: NodeId) -> bool {
    let whole = |inner: NodeId| document.key(inner).is_none() && document.kind(inner) != NodeKind::String;
    document.kind(node) == NodeKind::String && document.children(node).any(whole)
}

const fn event(root: NodeId, kind: Kind) -> Found {
    Found { root, kind, before: 0..0, after: 0..0, unreadable: false }
}

/// Opens one layer of wrapping, if `object` is one.
fn open(document: &Document, object: NodeId, layers: u8, found: &mut Vec<Found>) {
    let before = found.len();
    let member = |field| document.member(object, field);
    let mut payload = |node: Option<NodeId>| match node {
        Some(node)
            if matches!(document.kind(node), NodeKind::Object | NodeKind::Array) || holds_json(document, node) =>
        {
            descend(document, node, layers, found);
        }
        Some(node) if document.kind(node) == NodeKind::String => {
            found.push(Found { unreadable: true, ..event(node, Kind::Unknown) });
        }
        _ => {}
    };
    let only_one = document.children(object).nth(1).is_none();
    if let (Some(_), Some(data)) = (member("specversion"), member("data")) {
        // Somebody's CloudEvent around an event of Twilio or Segment; around anything else it is one event with its data.
        payload(Some(data));
        if found.iter().skip(before).all(|event| event.kind == Kind::Unknown) {
            found.truncate(before);
        }
    } else if member("detailtype").is_some() {
        payload(member("detail")); // EventBridge
    } else if let Some(batch) = member("batch").filter(|batch| document.kind(*batch) == NodeKind::Array) {
        payload(Some(batch)); // Segment's SDK batch
    } else if let Some(records) = ["records", "messages", "receivedmessages"]
        .into_iter()
        .find_map(member)
        .filter(|records| document.kind(*records) == NodeKind::Array)
    {
        for record in document.children(records) {
            // SQS body, SNS Message, Kinesis and Firehose data
            let body = document.member(record, "body").or_else(|| document.member(record, "data"));
            let within = |field, inner| document.member(record, field).and_then(|node| document.member(node, inner));
            payload(
                body.or_else(|| within("sns", "message"))
                    .or_else(|| within("kinesis", "data"))
                    .or_else(|| within("message", "data")),
            );
        }
    } else if only_one && member("json").is_some() {
        payload(member("json")); // Segment's extensible webhook, batched
    } else if let Some(message) = member("message") {
        // SNS notification, or a Pub/Sub push; any other object may have a message, too
        let data = document.member(message, "data");
        if data.is_some() || holds_json(document, message) || member("topicarn").is_some() {
            payload(data.or(Some(message)));
        }
    } else if member("messageid").is_some() || member("receipthandle").is_some() {
        // SQS message, Pub/Sub pull; other objects with a message id and a text are what they are
        let body = member("body").or_else(|| member("data"));
        payload(body.filter(|body| holds_json(document, *body)));
    }
}

/// Whose event an object is, by its envelope.
fn kind_of(document: &Document, object: NodeId) -> Kind {
    let (mut kind, mut cloud_event, mut segment_field) = (None, false, false);
    for member in document.children(object) {
        match document.field(member) {
            "type" => {
                let text = document.text(member);
                if is_twilio_type(text) {
                    kind = Some(Kind::Twilio);
                } else if text.starts_with(SEGMENT_SETUP) {
                    return Kind::Segment;
                } else if CALLS.iter().any(|call| text.eq_ignore_ascii_case(call)) {
                    kind = Some(Kind::Segment);
                }
            }
            "specversion" => cloud_event = true,
            "dataschema" if document.text(member).contains("events-schemas.") => return Kind::Twilio,
            "messageid" | "anonymousid" | "userid" | "projectid" | "event" | "traits" | "properties" | "context"
            | "groupid" | "previousid" | "originaltimestamp" | "receivedat" | "sentat" | "writekey"
            | "integrations" => {
                segment_field = true;
            }
            _ => {}
        }
    }
    match kind {
        Some(Kind::Segment) if segment_field && !cloud_event => Kind::Segment,
        Some(Kind::Twilio) => Kind::Twilio,
        _ => Kind::Unknown,
    }
}

/// The seven Segment calls.
pub(crate) const CALLS: [&str; 7] = ["identify", "track", "page", "screen", "group", "alias", "delete"];

/// What `config import` makes of an object of Segment's Public API.
pub(crate) const SEGMENT_SETUP: &str = "phi-audit.setup.segment.";

/// Event types start with `com.twilio.`; Insights once sent two families without it. `config import` has a family of its own.
fn is_twilio_type(text: &str) -> bool {
    ["com.twilio.", "voice.insights.", "insights.conference.", "phi-audit.setup.twilio."]
        .iter()
        .any(|prefix| text.starts_with(prefix))
}

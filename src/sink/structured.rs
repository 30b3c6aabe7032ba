//! A message as CloudEvents 1.0 in the structured mode of its JSON format: attributes and data in one JSON object.
//!
//! It promises one line per message, without parsing the data again. What it leaves to others: the data, which is JSON.

use serde::Serialize;

use super::Message;

/// Media type of one message.
pub const ONE: &str = "application/cloudevents+json";
/// Media type of an array of messages.
pub const BATCH: &str = "application/cloudevents-batch+json";

/// The context attributes, in the order of the specification.
#[derive(Serialize)]
struct Attributes<'a> {
    specversion: &'static str,
    id: &'a str,
    source: &'a str,
    r#type: &'static str,
    time: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    datacontenttype: &'static str,
}

/// Adds a message to `out`, as one JSON object without a line break.
pub fn write(message: &Message, out: &mut Vec<u8>) {
    let attributes = Attributes {
        specversion: "1.0",
        id: &message.id,
        source: &message.source,
        r#type: message.kind,
        time: &message.time,
        subject: message.subject.as_deref(),
        datacontenttype: "application/json",
    };
    // Strings always are JSON.
    let head = serde_json::to_vec(&attributes).unwrap_or_default();
    out.extend_from_slice(head.strip_suffix(b"}").unwrap_or_default());
    out.extend_from_slice(b",\"data\":");
    // Inside a JSON string a line break is escaped; outside it is white space, as a blank is.
    out.extend(message.data.iter().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { *byte }));
    out.push(b'}');
}

/// Adds a message to `out`, as a line of NDJSON.
pub fn write_line(message: &Message, out: &mut Vec<u8>) {
    write(message, out);
    out.push(b'\n');
}

/// Messages as one JSON array.
pub fn batch<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Vec<u8> {
    let mut out = vec![b'['];
    for message in messages {
        if out.len() > 1 {
            out.push(b',');
        }
        write(message, &mut out);
    }
    out.push(b']');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(data: &str) -> Message {
        Message {
            id: "a-1".to_owned(),
            kind: "io.phi-audit.finding.v1",
            source: "/phi-audit/\"east\"".into(),
            time: "2026-01-02T03:04:05Z".to_owned(),
            subject: Some("sms-eligible".to_owned()),
            key: None,
            data: data.as_bytes().to_vec(),
        }
    }

    #[test]
    fn a_message_is_one_object_with_its_attributes_and_its_data() {
        let mut out = Vec::new();
        write(&message(r#"{"n":12345678901234567890,"s":"a\nb"}"#), &mut out);
        assert_eq!(
            String::from_utf8(out).expect("text"),
            concat!(
                r#"{"specversion":"1.0","id":"a-1","source":"/phi-audit/\"east\"","type":"io.phi-audit.finding.v1","#,
                r#""time":"2026-01-02T03:04:05Z","subject":"sms-eligible","datacontenttype":"application/json","#,
                r#""data":{"n":12345678901234567890,"s":"a\nb"}}"#
            )
        );
    }

    #[test]
    fn a_line_is_one_line_even_where_the_data_has_line_breaks() {
        let mut out = Vec::new();
        write_line(&message("{\r\n \"a\": 1\n}"), &mut out);
        assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 1);
        let read: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
        assert_eq!(read["data"]["a"], 1);
    }

    #[test]
    fn a_batch_is_an_array_of_messages() {
        let (one, two) = (message("1"), message("2"));
        let read: serde_json::Value = serde_json::from_slice(&batch([&one, &two])).expect("JSON");
        assert_eq!((read[0]["data"].as_u64(), read[1]["data"].as_u64()), (Some(1), Some(2)));
        assert_eq!(batch([]), b"[]");
    }
}

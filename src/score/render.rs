//! A marked event → its bytes, as they would come in, and where its labels stand.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::audit::printable::pointer;
use crate::score::labels::{Label, Unmarked, unmark};

/// An event without its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rendered {
    pub json: String,
    pub labels: Vec<Label>,
}

/// Takes the marks out of `event` and writes it as JSON.
pub(crate) fn render(event: &Value) -> Result<Rendered, String> {
    let mut rendered = Rendered::default();
    rendered.json = write(event, "", &mut rendered.labels)?;
    Ok(rendered)
}

/// What a wrapper object stands for: `{"$json": …}`, `{"$base64": …}`.
fn wrapped<'v>(value: &'v Value, how: &str) -> Option<&'v Value> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.get(how)
}

fn write(value: &Value, path: &str, labels: &mut Vec<Label>) -> Result<String, String> {
    if let Some(inner) = wrapped(value, "$json") {
        let text = write(inner, &format!("{path}#"), labels)?;
        return Ok(string(&text));
    }
    if let Some(inner) = wrapped(value, "$base64") {
        let below = format!("{path}#");
        let text = match inner {
            Value::String(text) => plain(text, &below, false, labels)?.text,
            other => write(other, &below, labels)?,
        };
        return Ok(string(&STANDARD.encode(text)));
    }
    Ok(match value {
        Value::String(text) => {
            let unmarked = plain(text, path, false, labels)?;
            if unmarked.number { unmarked.text } else { string(&unmarked.text) }
        }
        Value::Array(items) => {
            let mut parts = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                parts.push(write(item, &format!("{path}/{index}"), labels)?);
            }
            format!("[{}]", parts.join(","))
        }
        Value::Object(members) => {
            let mut parts = Vec::with_capacity(members.len());
            for (key, member) in members {
                let key_text = unmark(key)?.text;
                let below = format!("{path}/{}", key_text.replace('~', "~0").replace('/', "~1"));
                plain(key, &below, true, labels)?;
                parts.push(format!("{}:{}", string(&key_text), write(member, &below, labels)?));
            }
            format!("{{{}}}", parts.join(","))
        }
        other => other.to_string(),
    })
}

fn plain(text: &str, path: &str, in_key: bool, labels: &mut Vec<Label>) -> Result<Unmarked, String> {
    let unmarked = unmark(text).map_err(|error| format!("at {}: {error}", pointer(path)))?;
    labels.extend(unmarked.marked.iter().map(|mark| Label {
        path: path.to_owned(),
        in_key,
        start: mark.start,
        end: mark.end,
        text: unmarked.text.get(mark.start..mark.end).unwrap_or_default().to_owned(),
        expected: mark.expected.clone(),
    }));
    Ok(unmarked)
}

fn string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    _ = write!(quoted, "{}", Value::from(text));
    quoted
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn places(event: &Value) -> (String, Vec<(String, String)>) {
        let Rendered { json, labels } = render(event).unwrap();
        (json, labels.into_iter().map(|label| (label.path, label.text)).collect())
    }

    #[test]
    fn an_event_is_written_without_its_marks() {
        let (json, labels) = places(&json!({"data": {"body": "Hi ⟦name:Maria⟧", "ssn": "⟦#ssn:219099999⟧"}}));
        assert_eq!(json, r#"{"data":{"body":"Hi Maria","ssn":219099999}}"#);
        let expected = [("/data/body", "Maria"), ("/data/ssn", "219099999")];
        assert_eq!(labels, expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_key_may_be_marked_and_is_named_in_the_path_without_the_mark() {
        let (json, labels) = places(&json!({"⟦ssn:219-09-9999⟧": true}));
        assert_eq!(json, r#"{"219-09-9999":true}"#);
        assert_eq!(labels, [("/219-09-9999".to_owned(), "219-09-9999".to_owned())]);
    }

    #[test]
    fn what_is_wrapped_has_its_labels_behind_a_hash() {
        let (json, labels) = places(&json!({"attributes": {"$json": {"pt": "⟦name:Ann⟧"}}}));
        assert_eq!(json, r#"{"attributes":"{\"pt\":\"Ann\"}"}"#);
        assert_eq!(labels, [("/attributes#/pt".to_owned(), "Ann".to_owned())]);
        let (json, labels) = places(&json!({"body": {"$base64": {"pt": "⟦name:Ann⟧"}}}));
        assert_eq!(json, format!(r#"{{"body":"{}"}}"#, STANDARD.encode(r#"{"pt":"Ann"}"#)));
        assert_eq!(labels, [("/body#/pt".to_owned(), "Ann".to_owned())]);
    }
}

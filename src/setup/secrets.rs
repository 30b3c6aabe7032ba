//! Secrets in listings: tokens, passwords and keys that the APIs hand out with an object. They are taken out when it is read,
//! before anything else looks at it; that there was one stays visible.

use serde_json::Value;

use super::fields::Fields;
use crate::event;

/// What stands in the place of a secret.
pub(super) const REDACTED: &str = "[redacted]";

/// Parts of field names, folded, whose values are secrets: `auth_token`, `writeKeys`, `external_id` of an AWS role, and what
/// destinations call theirs.
const SECRET: [&str; 14] = [
    "authtoken",
    "writekey",
    "externalid",
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "apikey",
    "accesskey",
    "privatekey",
    "signingkey",
    "credential",
    "authorization",
];

/// What of a rule of a tracking plan is a JSON Schema.
const SCHEMA: &str = "jsonschema";

/// Nested deeper than any object of the APIs.
const DEEPEST: u8 = 32;

/// Takes the secrets out of an object.
pub(super) fn take_out(fields: &mut Fields) {
    within(fields, DEEPEST);
}

fn within(fields: &mut Fields, depth: u8) {
    for (key, value) in fields.iter_mut() {
        let name = event::field_name(key);
        // A schema describes properties, whatever they are called, and holds none.
        if name == SCHEMA {
            continue;
        }
        // What is nested too deeply to be looked into does not stay either.
        if depth == 0 || SECRET.iter().any(|part| name.contains(part)) {
            redact(value);
        } else {
            visit(value, depth - 1);
        }
    }
}

fn visit(value: &mut Value, depth: u8) {
    match value {
        Value::Object(inner) => within(inner, depth),
        Value::Array(all) if depth > 0 => all.iter_mut().for_each(|value| visit(value, depth - 1)),
        Value::Array(all) => all.clear(),
        Value::String(text) => {
            // An object that was encoded as a text has to stay one, or else nothing of it is judged.
            let is_object = text.trim_start().starts_with('{');
            let encoded = if is_object { serde_json::from_str::<Fields>(text).ok() } else { None };
            if let Some(mut inner) = encoded {
                within(&mut inner, depth);
                *text = Value::Object(inner).to_string();
            } else if let Some(plain) = without_user(text) {
                *text = plain;
            }
        }
        _ => {}
    }
}

fn redact(value: &mut Value) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Array(all) if all.is_empty() => {}
        _ => *value = Value::String(REDACTED.to_owned()),
    }
}

/// An address without the user and the password before its host, and without its query; `None` where it has neither.
fn without_user(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, behind) = rest.split_at_checked(end)?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (path, query) = behind.split_once('?').map_or((behind, None), |(path, query)| (path, Some(query)));
    if host.len() == authority.len() && query.is_none() {
        return None;
    }
    let user = if host.len() == authority.len() { String::new() } else { format!("{REDACTED}@") };
    let query = if query.is_some() { format!("?{REDACTED}") } else { String::new() };
    Some(format!("{scheme}://{user}{host}{path}{query}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn taken(json: &str) -> String {
        let mut fields: Fields = serde_json::from_str(json).unwrap();
        take_out(&mut fields);
        serde_json::to_string(&fields).unwrap()
    }

    #[test]
    fn tokens_keys_and_passwords_are_taken_out_wherever_they_stand() {
        for json in [
            r#"{"auth_token":"s3cr3t"}"#,
            r#"{"sink_configuration":{"write_key":"s3cr3t"}}"#,
            r#"{"sinkConfiguration":{"externalId":"s3cr3t"}}"#,
            r#"{"writeKeys":["s3cr3t","s3cr3t2"]}"#,
            r#"{"settings":{"apiKey":"s3cr3t","nested":[{"clientSecret":{"value":"s3cr3t"}}]}}"#,
            r#"{"settings":{"accessToken":12345}}"#,
            r#"{"sink_configuration":{"destination":"https://user:s3cr3t@hooks.example.org/a?key=s3cr3t"}}"#,
            r#"{"sink_configuration":"{\"write_key\":\"s3cr3t\",\"destination\":\"https://x.example/a?key=s3cr3t\"}"}"#,
        ] {
            let taken = taken(json);
            assert!(!taken.contains("s3cr3t") && !taken.contains("12345"), "{taken}");
            assert!(taken.contains(REDACTED), "that there was one is seen: {taken}");
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        let json =
            r#"{"sink_configuration":{"destination":"https://hooks.example.org/a","method":"POST"},"x":[1,null]}"#;
        assert_eq!(taken(json), json);
        let schema = r#"{"jsonSchema":{"properties":{"token":{"type":"string"}}}}"#;
        assert_eq!(taken(schema), schema, "a property that is called so is none");
    }

    #[test]
    fn an_object_that_was_encoded_as_a_text_can_still_be_read() {
        let taken = taken(r#"{"a":"{\"destination\":\"http://x.example/a?key=s3cr3t\",\"method\":\"POST\"}"}"#);
        let outer: Fields = serde_json::from_str(&taken).unwrap();
        let inner: Fields = serde_json::from_str(outer["a"].as_str().unwrap()).unwrap();
        assert_eq!(inner["method"], "POST");
        assert_eq!(inner["destination"], "http://x.example/a?[redacted]");
    }

    #[test]
    fn nothing_hides_behind_depth() {
        let mut json = r#"{"auth_token":"s3cr3t"}"#.to_owned();
        for _ in 0..60 {
            json = format!(r#"{{"a":[{json}]}}"#);
        }
        assert!(!taken(&json).contains("s3cr3t"));
    }
}

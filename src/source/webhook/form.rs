//! A form as JSON, which is what the audit reads: an object of its parameters, a list where a name comes more than once.

use serde_json::{Map, Value};

/// The JSON of a form. Text that is no UTF-8 is mended.
pub(super) fn to_json(form: &[u8]) -> Vec<u8> {
    let mut fields: Map<String, Value> = Map::new();
    for (name, value) in form_urlencoded::parse(form) {
        let value = Value::from(value.into_owned());
        match fields.get_mut(name.as_ref()) {
            None => _ = fields.insert(name.into_owned(), value),
            Some(Value::Array(all)) => all.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    Value::Object(fields).to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_an_object_of_texts() {
        let json = to_json(b"From=%2B14158675309&Body=a+b%0A&To=x&To=y&To=z&e");
        assert_eq!(
            serde_json::from_slice::<Value>(&json).unwrap(),
            serde_json::json!({ "From": "+14158675309", "Body": "a b\n", "To": ["x", "y", "z"], "e": "" })
        );
        assert_eq!(to_json(b""), b"{}");
    }
}

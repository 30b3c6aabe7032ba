//! Signatures of Segment's own algorithm, and how a body is cut.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;

const EVENT: &str = r#"{"anonymousId":"anonId1234","context":{},"event":"Test Event","messageId":"m-1","properties":{"cool":true},"type":"track","userId":"user1234"}"#;
const VECTORS: [(&str, &str); 3] = [
    (r#"{"cool":true}"#, "5099cab379b3be52908387457007040cc934ef86"),
    (r#"{"cool":false}"#, "c702b94a2569dd8d2f7185ce0ae951021bef4706"),
    (EVENT, "b5eee7feb557b91dfd32609165e96a0fa2f35648"),
];

fn segment() -> Segment {
    Segment::new(&[Secret::new("other"), Secret::new("abc123")], &[])
}

#[test]
fn an_event_a_batch_and_a_wrapped_batch_are_verified() {
    for (event, signature) in VECTORS {
        for body in [
            event.to_owned(),
            format!("[{event}]"),
            format!(r#"[{event},{{"cool":"anything"}}]"#),
            format!(r#" [ {event} , 1]"#),
            format!(r#"[{{"json":{event}}},{{"json":{{}}}}]"#),
            format!(r#"[{{ "json" : {event} }}]"#),
        ] {
            assert_eq!(segment().verify(signature.as_bytes(), body.as_bytes(), false), Ok(()), "{body}");
        }
        assert_eq!(segment().verify(signature.to_uppercase().as_bytes(), event.as_bytes(), false), Ok(()));
    }
}

#[test]
fn what_was_not_signed_is_refused() {
    let [(event, signature), ..] = VECTORS;
    for body in [
        r#"{"cool":true} "#.to_owned(),
        r#"{"cool": true}"#.to_owned(),
        format!(r#"[{{"cool":false}},{event}]"#),
        format!(r#"[{{"json":{event},"more":1}}]"#),
        format!(r#"[{{"body":{event}}}]"#),
        format!("[[{event}]]"),
        format!("[{event}"),
        format!("[{event}] trailing"),
        format!("[{event} {event}]"),
        "[]".to_owned(),
        "[".to_owned(),
        String::new(),
    ] {
        assert_eq!(segment().verify(signature.as_bytes(), body.as_bytes(), false), Err(Refusal::Signature), "{body}");
    }
    for wrong in ["", "5099", "z099cab379b3be52908387457007040cc934ef86", "5099cab379b3be52908387457007040cc934ef87"] {
        assert_eq!(segment().verify(wrong.as_bytes(), event.as_bytes(), false), Err(Refusal::Signature), "{wrong}");
    }
    assert_eq!(segment().verify(signature.as_bytes(), b"a=b", true), Err(Refusal::Form));
}

#[test]
fn a_token_and_a_signature_are_both_asked_for_where_both_are_configured() {
    let both = Segment::new(&[Secret::new("abc123")], &[Secret::new("t1"), Secret::new("t2")]);
    assert_eq!((both.admits(b"Bearer t2"), both.admits(b"Bearer t3")), (Ok(()), Err(Refusal::Credentials)));
    assert_eq!(both.verify(b"", b"{}", false), Err(Refusal::Signature));
    let token = Segment::new(&[], &[Secret::new("t1")]);
    assert_eq!((token.admits(b""), token.verify(b"", b"a=b", true)), (Err(Refusal::Credentials), Ok(())));
}

/// Any JSON, written by another than who cuts it.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_filter("JSON has none", |number| number.is_finite()).prop_map(Into::into),
        ".{0,12}".prop_map(Into::into),
        r#"[\[\]{}",:\\]{0,12}"#.prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map("(json|[a-z\"\\\\]{0,4})", inner, 0..4)
                .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn of_an_array_the_first_element_is_cut_out_as_it_is(
        elements in prop::collection::vec(json(), 1..4), pretty in any::<bool>(), blank in "[ \n\t\r]{0,3}",
    ) {
        let write = |value: &serde_json::Value| match pretty {
            true => serde_json::to_string_pretty(value).unwrap(),
            false => value.to_string(),
        };
        let texts: Vec<String> = elements.iter().map(write).collect();
        let body = format!("{blank}[{blank}{}{blank}]", texts.join(&format!("{blank},{blank}")));
        prop_assert_eq!(signed(body.as_bytes())[0], Some(texts[0].as_bytes()));
        let wrapped = format!("[{{{blank}\"json\"{blank}:{blank}{}{blank}}}{blank},{blank}1]", texts[0]);
        prop_assert_eq!(signed(wrapped.as_bytes())[1], Some(texts[0].as_bytes()));
    }

    #[test]
    fn any_bytes_are_cut_without_a_panic_into_parts_of_themselves(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        for body in [bytes.clone(), [b"[", &bytes[..]].concat(), [br#"[{"json":"#, &bytes[..]].concat()] {
            for part in signed(&body).into_iter().flatten() {
                prop_assert!(body.windows(part.len().max(1)).any(|window| window == part) || part.is_empty());
            }
        }
    }
}

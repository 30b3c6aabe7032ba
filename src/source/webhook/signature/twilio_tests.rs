//! Twilio's own test vectors, and what must not pass.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

const JSON: &[u8] = br#"{"property": "value", "boolean": true}"#;
const HASHED: &str = "bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
const FORM: &str = "CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309";

fn twilio(url: &str) -> Twilio {
    Twilio::new(url, &[Secret::new("12345")], None, false)
}

fn forms(url: &str) -> Twilio {
    Twilio { forms: true, ..twilio(url) }
}

/// What Twilio's libraries for Python and Go are tested with; each holds for the URL as it is, so the port is not tried.
fn exactly(url: &str) -> Twilio {
    Twilio { bases: vec![url.to_owned()], ..twilio(url) }
}

#[test]
fn bodies_are_verified_as_by_twilios_own_libraries() {
    let url = "https://mycompany.com/myapp.php";
    for (query, signature) in [
        (format!("foo=1&bar=2&{HASHED}"), "a9nBmqA0ju/hNViExpshrM61xv4="),
        (HASHED.to_owned(), "y77kIzt2vzLz71DgmJGsen2scGs="),
    ] {
        assert_eq!(exactly(url).verify(signature.as_bytes(), Some(&query), JSON, false), Ok(()));
    }
}

#[test]
fn forms_are_verified_as_by_twilios_own_libraries() {
    for (url, form, signature) in [
        ("https://mycompany.com/myapp.php", FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("https://mycompany.com:443/myapp.php", FORM, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("http://mycompany.com:80/myapp.php", FORM, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        ("http://mycompany.com:1234/myapp.php", FORM, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        (
            "https://mycompany.com/myapp.php",
            "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234",
            "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
        ),
    ] {
        let exactly = Twilio { forms: true, ..exactly(url) };
        let verified = exactly.verify(signature.as_bytes(), Some("foo=1&bar=2"), form.as_bytes(), true);
        assert_eq!(verified, Ok(()), "{url} {form}");
    }
}

#[test]
fn an_event_of_event_streams_is_verified() {
    let sink = Twilio::new(
        "https://n8n.example.com/webhook/abc/webhook",
        &[Secret::new("test-twilio-auth-token")],
        None,
        false,
    );
    let body = br#"[{"specversion":"1.0","type":"com.twilio.messaging.inbound-message.received"}]"#;
    let query = "bodySHA256=79f7e5f880073c05119b693c3ad524307c8a659e422eb093bd066d1cedf02e83";
    assert_eq!(sink.verify(b"EVohlibIgaVZRF0LamnjeMlCq9U=", Some(query), body, false), Ok(()));
}

#[test]
fn the_standard_port_may_be_there_or_not() {
    for (url, signature) in [
        ("https://mycompany.com/myapp.php", "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("https://mycompany.com:443/myapp.php", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("http://mycompany.com/myapp.php", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    ] {
        let verified = forms(url).verify(signature.as_bytes(), Some("foo=1&bar=2"), FORM.as_bytes(), true);
        assert_eq!(verified, Ok(()), "{url}");
    }
    assert_eq!(ports("https://[2001:db8::1]/a"), ["https://[2001:db8::1]/a", "https://[2001:db8::1]:443/a"]);
    assert_eq!(ports("http://h:81"), ["http://h:81", "http://h"]);
}

#[test]
fn a_captured_signature_is_worth_nothing_with_another_body() {
    let sink = twilio("https://mycompany.com/myapp.php");
    let signature = b"y77kIzt2vzLz71DgmJGsen2scGs=";
    assert_eq!(sink.verify(signature, Some(HASHED), JSON, false), Ok(()));
    assert_eq!(sink.verify(signature, Some(HASHED), b"{}", false), Err(Refusal::BodyHash));
    assert_eq!(sink.verify(signature, Some(HASHED), b"a=b", true), Err(Refusal::Form), "nor as a form");
    let other = HASHED.replace("0a1f", "0a1e");
    assert_eq!(sink.verify(signature, Some(&other), JSON, false), Err(Refusal::Signature));
    // What was signed without a hash says nothing of a body that is no form.
    let bare = sign("12345", "https://mycompany.com/myapp.php?foo=1");
    assert_eq!(sink.verify(bare.as_bytes(), Some("foo=1"), JSON, false), Err(Refusal::BodyHash));
}

#[test]
fn the_hash_is_the_last_of_the_query_and_the_only_one_and_its_digits_may_be_large() {
    let upper = HASHED.replace("0a1ff", "0A1FF");
    let sink = twilio("https://mycompany.com/myapp.php");
    let verify = |query: &str| {
        let signature = sign("12345", &format!("https://mycompany.com/myapp.php?{query}"));
        sink.verify(signature.as_bytes(), Some(query), JSON, false)
    };
    assert_eq!(verify(&format!("a=b&{upper}")), Ok(()));
    for query in [
        format!("bodySHA256=00&{upper}"),
        format!("{upper}&bodySHA256=00"),
        format!("{HASHED}&{HASHED}"),
        format!("body%53HA256=00&{HASHED}"),
        format!("{HASHED}&a=b"),
        format!("{HASHED}&"),
    ] {
        assert_eq!(verify(&query), Err(Refusal::BodyHash), "{query}");
    }
}

#[test]
fn what_was_signed_for_json_is_not_taken_as_a_form_however_it_is_cut() {
    let url = "https://mycompany.com/myapp.php";
    let signature = b"y77kIzt2vzLz71DgmJGsen2scGs=";
    let signed = format!("?{HASHED}");
    let escaped = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    for at in 0..signed.len() {
        let (query, name) = signed.split_at(at);
        let (query, body) = (query.strip_prefix('?'), format!("{}=", escaped(name)));
        for form in [true, false] {
            let verified = twilio(url).verify(signature, query, body.as_bytes(), form);
            assert_eq!(verified, Err(if form { Refusal::Form } else { Refusal::Signature }), "{query:?} {body}");
        }
        assert_eq!(
            forms(url).verify(signature, query, body.as_bytes(), true),
            Err(Refusal::BodyHash),
            "{query:?} {body}"
        );
    }
    assert_eq!(forms(url).verify(signature, Some(HASHED), JSON, false), Err(Refusal::Form));
    // Nor on a route whose address is the beginning of the other.
    let body = format!("{}=", escaped(&format!("/myapp.php?{HASHED}")));
    let shorter = forms("https://mycompany.com");
    assert_eq!(shorter.verify(signature, None, body.as_bytes(), true), Err(Refusal::BodyHash));
}

#[test]
fn what_was_signed_for_a_form_is_not_taken_as_the_query_of_other_json() {
    let url = "https://mycompany.com/myapp.php";
    let form = format!("AccountSid=AC1&Body=x%26{HASHED}%26&To=1").replacen(HASHED, &HASHED.replace('=', "%3D"), 1);
    let text = parameters(form.as_bytes());
    let signature = sign("12345", &format!("{url}?{text}"));
    assert_eq!(
        forms(url).verify(signature.as_bytes(), Some(""), form.as_bytes(), true),
        Ok(()),
        "a form that holds a hash"
    );
    assert_eq!(twilio(url).verify(signature.as_bytes(), Some(&text), JSON, false), Err(Refusal::BodyHash));
}

#[test]
fn any_of_several_tokens_may_have_signed_and_no_other() {
    let tokens = [Secret::new("old"), Secret::new("12345")];
    let sink = Twilio::new("https://mycompany.com/myapp.php", &tokens, None, false);
    assert_eq!(sink.verify(b"y77kIzt2vzLz71DgmJGsen2scGs=", Some(HASHED), JSON, false), Ok(()));
    let sink = Twilio::new("https://mycompany.com/myapp.php", &[Secret::new("other")], None, false);
    assert_eq!(sink.verify(b"y77kIzt2vzLz71DgmJGsen2scGs=", Some(HASHED), JSON, false), Err(Refusal::Signature));
    for signature in [&b""[..], b"y77k", b"not base64!", b"AAAAAAAAAAAAAAAAAAAAAAAAAAA="] {
        assert_eq!(
            twilio("https://mycompany.com/").verify(signature, Some(HASHED), JSON, false),
            Err(Refusal::Signature)
        );
    }
}

#[test]
fn user_and_password_have_to_be_sent_and_may_stand_in_what_was_signed() {
    let basic = Secret::new("twilio:s3cret");
    let sink = Twilio::new("https://h.example.org/t", &[Secret::new("12345")], Some(&basic), false);
    assert_eq!(sink.admits(b"Basic dHdpbGlvOnMzY3JldA=="), Ok(()));
    for wrong in [&b""[..], b"Basic dHdpbGlvOnMzY3JldB==", b"Bearer dHdpbGlvOnMzY3JldA=="] {
        assert_eq!(sink.admits(wrong), Err(Refusal::Credentials));
    }
    for url in [
        "https://h.example.org/t",
        "https://twilio:s3cret@h.example.org/t",
        "https://twilio:s3cret@h.example.org:443/t",
    ] {
        let signature = sign("12345", &format!("{url}?{HASHED}"));
        assert_eq!(sink.verify(signature.as_bytes(), Some(HASHED), JSON, false), Ok(()), "{url}");
    }
    assert!(!format!("{sink:?}").contains("12345"));
}

fn sign(token: &str, text: &str) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(token.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

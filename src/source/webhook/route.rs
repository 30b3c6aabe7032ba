//! A path that takes events: who may call it, and how what comes there is told apart.
//!
//! Pure: what is known of a request in, yes or no out. It promises that nothing is audited that does not pass its check, and that
//! the id of a body follows from the body and a secret alone: the same body sent again has the same id, and nobody without the
//! secret can try out what a body may have said.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::signature::{Secrets, Segment, Twilio};
use crate::pipeline::Place;
use crate::source::Refusal;

/// Who may call.
#[derive(Clone, Debug)]
pub enum Check {
    /// Twilio, by its signature.
    Twilio(Twilio),
    /// Segment, by its signature, a token, or both.
    Segment(Segment),
    /// Whoever sends one of these values in this header.
    Header(String, Secrets),
    /// Pub/Sub, by `token` in the query, a bearer token, or both.
    PubSub {
        /// Values of `token`; empty: not asked for.
        token: Secrets,
        /// Values of `Authorization`; empty: not asked for.
        bearer: Secrets,
    },
    /// Whoever reaches it.
    Open,
}

/// A path that takes events.
#[derive(Clone, Debug)]
pub struct Route {
    /// What logs, metrics and alerts call it.
    pub name: Arc<str>,
    check: Check,
    key: Hmac<Sha256>,
}

/// What is known of a request before its body comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head<'r> {
    pub headers: &'r HeaderMap,
    /// As it was sent.
    pub query: Option<&'r str>,
}

impl<'r> Head<'r> {
    /// A header; empty where it is missing.
    fn header(&self, name: &str) -> &'r [u8] {
        self.headers.get(name).map_or(b"", |value| value.as_bytes())
    }

    /// Whether no page in a browser sends this: such requests say where they come from, and one whose name was bent to this
    /// machine (DNS rebinding) calls it by that name.
    fn is_local(&self) -> bool {
        let host = self.headers.get("host").map(|host| host.to_str().unwrap_or_default());
        !self.headers.contains_key("origin") && host.is_none_or(is_loopback)
    }

    /// Whether the body is a form: it says so, and is one. `curl` calls everything a form, so what is compressed, written in
    /// UTF-16, begins with a byte order mark or is JSON or base64 is none, whatever it is called: it is audited as it came.
    pub fn is_form(&self, body: &[u8]) -> bool {
        let printable = body.iter().all(|byte| matches!(byte, b' '..=b'~'));
        let json = matches!(body.trim_ascii_start(), [b'{' | b'[' | b'"', ..]);
        // Base64 has `=` at its end alone.
        let named =
            body.splitn(2, |byte| *byte == b'=').nth(1).is_some_and(|rest| rest.iter().any(|byte| *byte != b'='));
        if !printable || json || !named {
            return false;
        }
        const FORM: &[u8] = b"application/x-www-form-urlencoded";
        let kind = self.header("content-type").split(|byte| *byte == b';').next().unwrap_or_default();
        kind.trim_ascii().eq_ignore_ascii_case(FORM)
    }
}

/// Whether the host, with or without a port, is this machine and no other.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let address = name.parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.to_canonical().is_loopback())
}

impl Route {
    /// A route. `key` makes the ids of bodies.
    pub fn new(name: &str, check: Check, key: &[u8]) -> Option<Self> {
        // HMAC takes keys of any length.
        Some(Self { name: name.into(), check, key: Hmac::new_from_slice(key).ok()? })
    }

    /// Whether the request may send its body.
    pub(super) fn admits(&self, head: &Head<'_>) -> Result<(), Refusal> {
        let authorization = head.header("authorization");
        match &self.check {
            Check::Twilio(twilio) => twilio.admits(authorization),
            Check::Segment(segment) => segment.admits(authorization),
            Check::Header(name, values) if values.has(head.header(name)) => Ok(()),
            Check::Header(..) => Err(Refusal::Credentials),
            Check::PubSub { token, bearer } => {
                let in_query = |token: &Secrets| {
                    let pairs = form_urlencoded::parse(head.query.unwrap_or_default().as_bytes());
                    pairs.into_iter().any(|(name, value)| name == "token" && token.has(value.as_bytes()))
                };
                let right = (token.is_empty() || in_query(token)) && (bearer.is_empty() || bearer.has(authorization));
                if right && !(token.is_empty() && bearer.is_empty()) { Ok(()) } else { Err(Refusal::Credentials) }
            }
            Check::Open if head.is_local() => Ok(()),
            Check::Open => Err(Refusal::Origin),
        }
    }

    /// Whether this is the body that the sender signed, where senders of this kind sign.
    pub(super) fn verify(&self, head: &Head<'_>, body: &[u8]) -> Result<(), Refusal> {
        match &self.check {
            Check::Twilio(twilio) => {
                twilio.verify(head.header("x-twilio-signature"), head.query, body, head.is_form(body))
            }
            Check::Segment(segment) => segment.verify(head.header("x-signature"), body, head.is_form(body)),
            Check::Header(..) | Check::PubSub { .. } | Check::Open => Ok(()),
        }
    }

    /// Where a body stands, as far as a body that is not kept stands anywhere.
    pub(super) fn place(&self, body: &[u8]) -> Place {
        let mut mac = self.key.clone();
        mac.update(body);
        let digest = mac.finalize().into_bytes();
        let id: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Place::Webhook { route: Arc::clone(&self.name), body: id.into() }
    }
}

/// A key that nobody knows: ids made with it hold for one run of the service.
pub fn random_key() -> Option<[u8; 32]> {
    let mut key = [0; 32];
    rustls::crypto::aws_lc_rs::default_provider().secure_random.fill(&mut key).ok()?;
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::secret::Secret;

    fn head<'r>(headers: &'r HeaderMap, query: Option<&'r str>) -> Head<'r> {
        Head { headers, query }
    }

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(axum::http::HeaderName::from_static(name), value.parse().unwrap())])
    }

    fn route(check: Check) -> Route {
        Route::new("a", check, b"key").unwrap()
    }

    #[test]
    fn a_header_has_to_have_its_value() {
        let one = route(Check::Header("x-api-key".to_owned(), Secrets::new("", &[Secret::new("k1")])));
        assert_eq!(one.admits(&head(&headers("x-api-key", "k1"), None)), Ok(()));
        assert_eq!(one.admits(&head(&headers("x-api-key", "k2"), None)), Err(Refusal::Credentials));
        assert_eq!(one.admits(&head(&HeaderMap::new(), None)), Err(Refusal::Credentials));
    }

    #[test]
    fn pubsub_has_to_have_all_that_is_configured_and_nothing_configured_is_nothing_right() {
        let (none, some) = (Secrets::new("", &[]), Secrets::new("", &[Secret::new("t 1")]));
        let with =
            |token: &Secrets, bearer: &Secrets| route(Check::PubSub { token: token.clone(), bearer: bearer.clone() });
        let bearer = headers("authorization", "t 1");
        let empty = HeaderMap::new();
        for (token, given, headers, query, right) in [
            (&some, &none, &empty, Some("a=b&token=t%201"), true),
            (&some, &none, &empty, Some("token=t2"), false),
            (&some, &none, &empty, None, false),
            (&none, &some, &bearer, None, true),
            (&some, &some, &bearer, None, false),
            (&some, &some, &bearer, Some("token=t+1"), true),
            (&none, &none, &bearer, Some("token=t+1"), false),
        ] {
            assert_eq!(with(token, given).admits(&head(headers, query)).is_ok(), right, "{query:?}");
        }
    }

    #[test]
    fn a_body_has_the_same_id_each_time_and_another_under_another_key() {
        let place = |key: &[u8], body: &[u8]| Route::new("a", Check::Open, key).unwrap().place(body);
        assert_eq!(place(b"k", b"{}"), place(b"k", b"{}"));
        assert_ne!(place(b"k", b"{}"), place(b"l", b"{}"));
        assert_ne!(place(b"k", b"{}"), place(b"k", b"{} "));
        assert!(place(b"k", b"{}").is_sound());
    }

    #[test]
    fn what_is_compressed_marked_or_json_is_no_form_whatever_it_is_called() {
        let curl = headers("content-type", "application/x-www-form-urlencoded");
        let json = "{\"ssn\": \"219-09-9999\", \"q\": \"a=b\"}";
        let gzip = |text: &str| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            std::io::Write::write_all(&mut encoder, text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let utf_16 = |units: &mut dyn Iterator<Item = u16>| units.flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        for body in [
            zstd::encode_all(json.as_bytes(), 0).unwrap(),
            gzip(json),
            [b"\xef\xbb\xbf", json.as_bytes()].concat(),
            utf_16(&mut json.encode_utf16()),
            utf_16(&mut std::iter::once(0xfeff).chain(json.encode_utf16())),
            b"\"a=b\"".to_vec(),
            b"eyJhIjoxfQ==".to_vec(),
            b"a=b\n".to_vec(),
            Vec::new(),
        ] {
            assert!(!head(&curl, None).is_form(&body), "{body:?}");
        }
    }

    #[test]
    fn an_open_route_takes_nothing_from_a_page_in_a_browser() {
        let open = route(Check::Open);
        for (name, value, taken) in [
            ("host", "127.0.0.1:8080", true),
            ("host", "localhost", true),
            ("host", "LocalHost:80", true),
            ("host", "[::1]:8080", true),
            ("host", "evil.example.org:8080", false),
            ("host", "127.0.0.1.evil.example.org", false),
            ("host", "10.0.0.1", false),
            ("host", "", false),
            ("origin", "http://127.0.0.1:8080", false),
            ("origin", "null", false),
        ] {
            let admitted = open.admits(&head(&headers(name, value), None));
            assert_eq!(admitted, if taken { Ok(()) } else { Err(Refusal::Origin) }, "{name}: {value}");
        }
    }

    #[test]
    fn a_form_is_told_by_its_media_type_unless_it_begins_as_json() {
        for (kind, form) in [
            ("application/x-www-form-urlencoded", true),
            ("Application/X-WWW-Form-URLencoded; charset=utf-8", true),
            ("application/json", false),
        ] {
            assert_eq!(head(&headers("content-type", kind), None).is_form(b"a=b"), form);
            assert!(!head(&headers("content-type", kind), None).is_form(b" {\"a\": 1}"), "whatever it is called");
        }
        assert!(!head(&HeaderMap::new(), None).is_form(b"a=b"));
    }
}

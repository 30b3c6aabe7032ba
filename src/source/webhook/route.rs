//! A path that takes events: who may call it, and how what comes there is told apart.
//!
//! Pure: what is known of a request in, yes or no out. It promises that nothing is audited that does not pass its check, and that
//! the id of a body follows from the body and a secret alone: the same body sent again has the same id, and nobody without the
//! secret can try out what a body may have said.

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

    /// Whether the body is a form: it says so, and does not begin as JSON or gzip. `curl` calls everything a form.
    pub fn is_form(&self, body: &[u8]) -> bool {
        if matches!(body.trim_ascii_start(), [b'{' | b'[' | 0x1f, ..]) {
            return false;
        }
        const FORM: &[u8] = b"application/x-www-form-urlencoded";
        let kind = self.header("content-type").split(|byte| *byte == b';').next().unwrap_or_default();
        kind.trim_ascii().eq_ignore_ascii_case(FORM)
    }
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
            Check::Open => Ok(()),
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

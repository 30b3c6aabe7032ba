//! Segment's signature: the hexadecimal HMAC-SHA1 with the shared secret over the JSON of one event.
//!
//! A body with one event is that JSON. Of a batch, an array, only element 0 is signed; the extensible webhook wraps each element
//! (`{"json":…}`) and signs what is inside. The bytes are cut out of the body as they are: JSON that was read and written again
//! would be signed differently. What is behind element 0 nobody has signed.

use serde::de::IgnoredAny;
use serde_json::Deserializer;

use super::{Secrets, Signers, from_hex};
use crate::config::secret::Secret;
use crate::source::Refusal;

/// Checks requests of Segment.
#[derive(Clone, Debug)]
pub struct Segment {
    secrets: Option<Signers>,
    bearer: Option<Secrets>,
}

impl Segment {
    /// With a signature by any of `secrets`, a token out of `bearer`, or both; empty: not asked for.
    pub fn new(secrets: &[Secret], bearer: &[Secret]) -> Self {
        Self {
            secrets: (!secrets.is_empty()).then(|| Signers::new(secrets)),
            bearer: (!bearer.is_empty()).then(|| Secrets::new("Bearer ", bearer)),
        }
    }

    /// Whether what can be known before the body comes is right: the token, if there is one.
    pub fn admits(&self, authorization: &[u8]) -> Result<(), Refusal> {
        match &self.bearer {
            Some(bearer) if !bearer.has(authorization) => Err(Refusal::Credentials),
            _ => Ok(()),
        }
    }

    /// Whether `signature` (the header `X-Signature`) is that of this body. `form` says that the body is a form: Segment signs the
    /// JSON it was made from, which is not to be had from it.
    pub fn verify(&self, signature: &[u8], body: &[u8], form: bool) -> Result<(), Refusal> {
        let Some(secrets) = &self.secrets else { return Ok(()) };
        if form {
            return Err(Refusal::Form);
        }
        let Some(signature) = from_hex::<20>(signature.trim_ascii()) else { return Err(Refusal::Signature) };
        let signed = signed(body).into_iter().flatten().any(|part| secrets.sign(&[part], &signature));
        if signed { Ok(()) } else { Err(Refusal::Signature) }
    }
}

/// What of a body may have been signed: all of it, or of an array its first element, and what is in that where it is a wrapping.
pub(crate) fn signed(body: &[u8]) -> [Option<&[u8]>; 2] {
    let Some(elements) = body.trim_ascii_start().strip_prefix(b"[") else { return [Some(body), None] };
    // What is no array as a whole was not made by Segment, whatever its first element is.
    if serde_json::from_slice::<IgnoredAny>(body).is_err() {
        return [None, None];
    }
    let Some((first, _)) = value(elements) else { return [None, None] };
    [Some(first), wrapped(first)]
}

/// The value of `{"json":…}`, if that is all there is.
fn wrapped(object: &[u8]) -> Option<&[u8]> {
    let inside = object.strip_prefix(b"{")?;
    let (key, rest) = value(inside)?;
    let (value, rest) = value(rest.trim_ascii_start().strip_prefix(b":")?)?;
    (key == br#""json""# && rest.trim_ascii() == b"}").then_some(value)
}

/// The JSON value at the beginning, without the white space around it, and what is behind.
fn value(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.trim_ascii_start();
    let mut values = Deserializer::from_slice(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    text.split_at_checked(values.byte_offset())
}

#[cfg(test)]
#[path = "segment_tests.rs"]
mod tests;

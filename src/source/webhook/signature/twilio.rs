//! Twilio's signature: HMAC-SHA1 with the auth token over the URL as Twilio called it, and over nothing else.
//!
//! For a body that is no form the URL ends in the SHA-256 of the body (`bodySHA256`), so both have to be checked: a captured URL
//! with its signature is worth nothing with another body. For a form the parameters are signed behind the URL, without anything
//! between them, so that one text can be cut in several ways. A request must not say which of the two it is: its sender could
//! then make one of the other. The route says it, and takes nothing signed in the other way. Which URL Twilio
//! called is not to be had from the request behind a proxy, so it is configured; only the query is the request's own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{Secrets, Signers, from_hex};
use crate::config::secret::Secret;
use crate::source::Refusal;

/// The parameter of the query that holds the hash of the body.
const HASH: &str = "bodySHA256";

/// Checks requests of Twilio.
#[derive(Clone, Debug)]
pub struct Twilio {
    tokens: Signers,
    /// What the URL may begin with: Twilio's own libraries try it with and without the port, and differ on user and password.
    bases: Vec<String>,
    basic: Option<Secrets>,
    /// Forms, or anything else.
    forms: bool,
}

impl Twilio {
    /// For a sink at `url` (without a query), signed with any of these auth tokens. `basic` is `user:password`, where the sink's
    /// URL has them. `forms`: it takes forms alone; otherwise anything else.
    pub fn new(url: &str, tokens: &[Secret], basic: Option<&Secret>, forms: bool) -> Self {
        let mut bases = ports(url);
        if let (Some(basic), Some((scheme, _))) = (basic, url.split_once("://")) {
            let from = scheme.len() + 3;
            let with =
                |base: &String| format!("{scheme}://{}@{}", basic.expose(), base.get(from..).unwrap_or_default());
            bases.extend(bases.iter().map(with).collect::<Vec<_>>());
        }
        let basic = basic.map(|basic| Secrets::new("Basic ", &[Secret::new(STANDARD.encode(basic.expose()))]));
        Self { tokens: Signers::new(tokens), bases, basic, forms }
    }

    /// Whether what can be known before the body comes is right: the password, if there is one.
    pub fn admits(&self, authorization: &[u8]) -> Result<(), Refusal> {
        match &self.basic {
            Some(basic) if !basic.has(authorization) => Err(Refusal::Credentials),
            _ => Ok(()),
        }
    }

    /// Whether `signature` (the header `X-Twilio-Signature`) is that of a request with this raw query and body. `form` says
    /// that the body is a form.
    pub fn verify(&self, signature: &[u8], query: Option<&str>, body: &[u8], form: bool) -> Result<(), Refusal> {
        if form != self.forms {
            return Err(Refusal::Form);
        }
        let Ok(signature) = STANDARD.decode(signature.trim_ascii()) else { return Err(Refusal::Signature) };
        let hash = query.and_then(body_hash);
        let params = if self.forms { parameters(body) } else { String::new() };
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let signed = self.bases.iter().fold(false, |found, base| {
            self.tokens.sign(&[base.as_bytes(), query.as_bytes(), params.as_bytes()], &signature) | found
        });
        if !signed {
            return Err(Refusal::Signature);
        }
        let right = if self.forms {
            // Or else what was signed for a body that is no form, cut in another way.
            !query.contains(HASH) && !ends_in_hash(&query, &params)
        } else {
            let of_body: [u8; 32] = Sha256::digest(body).into();
            hash.is_some_and(|hash| hash[..].ct_eq(&of_body[..]).into())
        };
        if right { Ok(()) } else { Err(Refusal::BodyHash) }
    }
}

/// The URL as it is, and with the standard port where it has none, or without the one it has.
fn ports(url: &str) -> Vec<String> {
    let mut all = vec![url.to_owned()];
    let Some((scheme, rest)) = url.split_once("://") else { return all };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let port = authority.rfind(':').filter(|at| authority.get(*at..).is_some_and(|port| !port.contains(']')));
    all.push(match port {
        Some(at) => format!("{scheme}://{}{path}", authority.get(..at).unwrap_or_default()),
        None => format!("{scheme}://{authority}:{}{path}", if scheme == "http" { 80 } else { 443 }),
    });
    all
}

/// The hash in a raw query: its last parameter, because Twilio puts it behind what the URL had, and the only one of its name.
fn body_hash(query: &str) -> Option<[u8; 32]> {
    let hash = query.rsplit('&').next()?.strip_prefix(HASH)?.strip_prefix('=')?;
    let hashes = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == HASH).count();
    if hashes == 1 { from_hex(hash.as_bytes()) } else { None }
}

/// Whether what was signed may have been signed for a body that is no form.
fn ends_in_hash(query: &str, params: &str) -> bool {
    let signed = [query.as_bytes(), params.as_bytes()].concat();
    let Some((rest, hash)) = signed.len().checked_sub(64).and_then(|at| signed.split_at_checked(at)) else {
        return false;
    };
    from_hex::<32>(hash).is_some() && rest.strip_suffix(b"=").is_some_and(|rest| rest.ends_with(HASH.as_bytes()))
}

/// The parameters of a form as they are signed: sorted by name, each name with its value; of several values each once, sorted.
fn parameters(body: &[u8]) -> String {
    let mut pairs: Vec<_> = form_urlencoded::parse(body).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.iter().flat_map(|(name, value)| [name.as_ref(), value.as_ref()]).collect()
}

#[cfg(test)]
#[path = "twilio_tests.rs"]
mod tests;

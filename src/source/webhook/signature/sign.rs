//! Signatures as their senders make them, for what the service sends to itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::config::secret::Secret;

/// The query that says which body was signed.
pub fn body_hash(body: &[u8]) -> String {
    format!("bodySHA256={}", hex(&Sha256::digest(body)))
}

/// `X-Twilio-Signature` of a URL with its query.
pub fn twilio(token: &Secret, url: &str) -> String {
    STANDARD.encode(hmac(token, url.as_bytes()))
}

/// `X-Signature` of the JSON of an event.
pub fn segment(secret: &Secret, json: &[u8]) -> String {
    hex(&hmac(secret, json))
}

fn hmac(key: &Secret, text: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(key.expose().as_bytes()) else { return Vec::new() };
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

//! Whether a request comes from who it says: signatures and secrets, compared in constant time.
//!
//! Pure: headers, query and body in, yes or no out. What each scheme protects, and what it does not, says docs/sources.md.

mod segment;
pub mod sign;
mod twilio;

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use crate::config::secret::Secret;

pub use segment::Segment;
pub use twilio::Twilio;

/// HMAC-SHA1 under one of several keys.
#[derive(Clone)]
struct Signers(Vec<Hmac<Sha1>>);

impl Signers {
    fn new(secrets: &[Secret]) -> Self {
        // HMAC takes keys of any length.
        Self(secrets.iter().filter_map(|secret| Hmac::new_from_slice(secret.expose().as_bytes()).ok()).collect())
    }

    /// Whether one of the keys signs the parts, put together, with `signature`.
    fn sign(&self, parts: &[&[u8]], signature: &[u8]) -> bool {
        self.0.iter().fold(false, |found, key| {
            let mut mac = key.clone();
            parts.iter().for_each(|part| mac.update(part));
            mac.verify_slice(signature).is_ok() | found
        })
    }
}

/// Fixed texts, any of which is right.
#[derive(Clone)]
pub struct Secrets(Vec<[u8; 32]>);

impl Secrets {
    /// These, each behind `prefix`.
    pub fn new(prefix: &str, secrets: &[Secret]) -> Self {
        Self(secrets.iter().map(|secret| digest(&[prefix.as_bytes(), secret.expose().as_bytes()])).collect())
    }

    /// Whether `given` is one of them. Digests are compared, so that the time tells neither content nor length.
    pub fn has(&self, given: &[u8]) -> bool {
        let given = digest(&[given]);
        let none = Choice::from(0);
        self.0.iter().fold(none, |found, secret| found | secret[..].ct_eq(&given[..])).into()
    }

    /// Whether there is none to have.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().into()
}

impl std::fmt::Debug for Signers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signers({})", self.0.len())
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}

/// The `N` bytes that `text` writes as hexadecimal digits.
fn from_hex<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    if text.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        let digit = |at: usize| char::from(*pair.get(at)?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        *byte = digit(0)? << 4 | digit(1)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_had_whole_and_behind_its_prefix() {
        let secrets = Secrets::new("Bearer ", &[Secret::new("one"), Secret::new("two")]);
        assert!(secrets.has(b"Bearer one") && secrets.has(b"Bearer two"));
        for wrong in [&b"Bearer"[..], b"", b"one", b"Bearer onetwo", b"bearer one", b"Bearer one "] {
            assert!(!secrets.has(wrong), "{wrong:?}");
        }
        assert!(!Secrets::new("", &[]).has(b""), "without a secret nothing is right");
        assert!(!format!("{secrets:?}").contains("one"));
    }

    #[test]
    fn hexadecimal_digits_of_the_right_number_are_bytes() {
        assert_eq!(from_hex(b"00fFa1"), Some([0, 255, 161]));
        assert_eq!(from_hex::<3>(b"00ff"), None);
        assert_eq!(from_hex::<2>(b"00g0"), None);
    }
}

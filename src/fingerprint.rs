//! Fingerprints: whether two alerts speak of the same value, and whether two events are about the same person, without saying which.
//!
//! HMAC-SHA-256 (RFC 2104), cut to 16 bytes: of a match over the category's name, a NUL and the value's letters and digits in lower
//! case; of a resource over `linked`, a NUL, its sort, a NUL and its value as it is.
//! Without the key a value cannot be tried out; a bare digest of a telephone number could be reversed by counting through them.
//! What it leaves to others: the value, which never leaves the audit ([`AuditedEvent`](crate::audit::AuditedEvent)).

use std::fmt;
use std::str::FromStr;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::detect::Category;

/// The key of the fingerprints.
#[derive(Clone)]
pub struct FingerprintKey(Hmac<Sha256>);

/// What a value has in common with its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint([u8; 16]);

/// The key of the fingerprints is too short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the fingerprint key has {bytes} bytes and needs at least 32; make one with `openssl rand -hex 32`")]
pub struct ShortKey {
    /// Its length.
    pub bytes: usize,
}

/// Bytes of the shortest key: as long as the hash, as RFC 2104 advises.
const SHORTEST: usize = 32;

impl FingerprintKey {
    /// A key of these bytes, 32 or more. The line break at the end of a key that is text is no part of it.
    pub fn new(bytes: &[u8]) -> Result<Self, ShortKey> {
        let line = bytes.trim_ascii_end();
        let key = if line.iter().all(u8::is_ascii_graphic) { line } else { bytes };
        if key.len() < SHORTEST {
            return Err(ShortKey { bytes: key.len() });
        }
        Hmac::new_from_slice(key).map(Self).map_err(|_| ShortKey { bytes: key.len() })
    }

    /// A key of a whole block of random bytes, which dies with the process.
    pub fn of_block(bytes: [u8; 64]) -> Self {
        Self(Hmac::new(&bytes.into()))
    }

    /// The fingerprint of `value`; `None` where it has no letter and no digit.
    pub(crate) fn fingerprint(&self, category: Category, value: &str) -> Option<Fingerprint> {
        let mut mac = self.0.clone();
        mac.update(category.name().as_bytes());
        mac.update(&[0]);
        let (mut bytes, mut empty) = ([0; 4], true);
        for unit in value.chars().filter(|unit| unit.is_alphanumeric()).flat_map(char::to_lowercase) {
            mac.update(unit.encode_utf8(&mut bytes).as_bytes());
            empty = false;
        }
        (!empty).then(|| Fingerprint::of(mac))
    }

    /// The fingerprint of the resource `value` of this sort. No category is called `linked`, so none of a match is the same.
    pub(crate) fn resource(&self, sort: &str, value: &str) -> Fingerprint {
        let mut mac = self.0.clone();
        [b"linked\0", sort.as_bytes(), b"\0", value.as_bytes()].into_iter().for_each(|part| mac.update(part));
        Fingerprint::of(mac)
    }

    /// What two keys have in common only if they are the same; it says nothing else about them.
    pub(crate) fn check(&self) -> Fingerprint {
        let mut mac = self.0.clone();
        mac.update(b"check");
        Fingerprint::of(mac)
    }
}

impl Fingerprint {
    fn of(mac: Hmac<Sha256>) -> Self {
        let digest = mac.finalize().into_bytes();
        let mut short = [0; 16];
        short.iter_mut().zip(digest).for_each(|(byte, of)| *byte = of);
        Self(short)
    }

    pub(crate) const fn bytes(self) -> [u8; 16] {
        self.0
    }
}

impl fmt::Debug for FingerprintKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FingerprintKey([redacted])")
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Fingerprint {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "a fingerprint is 32 hexadecimal digits; copy it from an alert".to_owned();
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        u128::from_str_radix(text, 16).map(|number| Self(number.to_be_bytes())).map_err(|_| wrong())
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> FingerprintKey {
        FingerprintKey::new(text.as_bytes()).unwrap()
    }

    const A: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn one_value_written_in_two_ways_has_one_fingerprint() {
        let of = |value| key(A).fingerprint(Category::Phone, value).unwrap();
        assert_eq!(of("+1 (216) 555-0100"), of("12165550100"));
        assert_ne!(of("12165550100"), of("12165550101"));
        assert_eq!(
            key(A).fingerprint(Category::Email, "J.Doe@x.org"),
            key(A).fingerprint(Category::Email, "jdoe@X.ORG")
        );
    }

    #[test]
    fn category_and_key_make_another_fingerprint() {
        let of = |key: &FingerprintKey, category| key.fingerprint(category, "219-09-9999").unwrap();
        assert_ne!(of(&key(A), Category::Ssn), of(&key(A), Category::Mrn));
        assert_ne!(of(&key(A), Category::Ssn), of(&key(&A.replace('0', "f")), Category::Ssn));
    }

    #[test]
    fn a_value_without_letters_and_digits_has_none() {
        assert_eq!(key(A).fingerprint(Category::Ssn, "--- "), None);
    }

    /// RFC 2104 by another implementation: `printf 'ssn\000219099999' | openssl dgst -sha256 -hmac KEY -r`.
    #[test]
    fn a_fingerprint_is_the_hmac_that_any_tool_computes() {
        let fingerprint = key(A).fingerprint(Category::Ssn, "219-09-9999").unwrap();
        assert_eq!(fingerprint.to_string(), "eca07cb980101d25162c9f625d51007c");
        assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
    }

    /// `printf 'linked\000user\000u-1' | openssl dgst -sha256 -hmac KEY -r`, and the same of `check`.
    #[test]
    fn the_fingerprint_of_a_resource_is_of_its_sort_and_no_match_has_the_same() {
        assert_eq!(key(A).resource("user", "u-1").to_string(), "27e13a2b914a5db7276b77156164ae06");
        assert_eq!(key(A).check().to_string(), "fc5650835b415d27c896b373b9e3b845");
        assert_ne!(key(A).resource("user", "u-1"), key(A).resource("use", "ru-1"));
        assert_ne!(key(A).check(), key(&A.replace('0', "f")).check());
    }

    #[test]
    fn a_short_key_is_refused_and_a_line_break_is_no_part_of_a_key() {
        assert_eq!(FingerprintKey::new(b"short\n").unwrap_err().bytes, 5);
        let of = |key: FingerprintKey| key.fingerprint(Category::Ssn, "219-09-9999");
        assert_eq!(of(key(A)), of(key(&format!("{A}\n"))));
    }

    #[test]
    fn the_key_is_not_printed() {
        assert!(!format!("{:?}", key(A)).contains("0123"));
    }
}

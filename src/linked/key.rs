//! What names a resource, in a form that may be kept.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::fingerprint::{Fingerprint, FingerprintKey};
use crate::policy::Resource;

/// A resource: its sort, and either its SID or a keyed digest of what names it. Keys are ordered by sort.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    sort: u8,
    /// The digits of a SID, or the digest.
    value: [u8; 16],
    /// The letters of a SID; none: it is a digest.
    letters: Option<[u8; 2]>,
}

/// Makes keys of values.
#[derive(Clone, Debug)]
pub struct Keying {
    key: FingerprintKey,
    lasting: bool,
}

impl Keying {
    /// With a key that other runs have, too.
    pub const fn lasting(key: FingerprintKey) -> Self {
        Self { key, lasting: true }
    }

    /// With a key that nobody else has, and nobody will have after this process.
    pub const fn passing(key: FingerprintKey) -> Self {
        Self { key, lasting: false }
    }

    /// Whether keys that are digests mean anything to another run.
    pub const fn is_lasting(&self) -> bool {
        self.lasting
    }

    /// What runs with the same lasting key have in common, and no others.
    pub fn check(&self) -> Option<Fingerprint> {
        self.lasting.then(|| self.key.check())
    }

    /// The key of the resource that `value` names among those of one sort: `resource`, the one at place `sort` of the policy.
    pub fn key(&self, resource: &Resource, sort: u8, value: &str) -> Key {
        let sid = if resource.is_sid() { Key::of_sid(sort, value) } else { None };
        sid.unwrap_or_else(|| Key { sort, value: self.key.resource(&resource.id, value).bytes(), letters: None })
    }
}

impl Key {
    /// Two letters and 32 hexadecimal digits; as Twilio writes them, in lower case.
    fn of_sid(sort: u8, sid: &str) -> Option<Self> {
        let (letters, digits) = sid.as_bytes().split_first_chunk::<2>()?;
        let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.len() == 32)?;
        let plain = letters.iter().all(u8::is_ascii_alphabetic) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let value = u128::from_str_radix(digits, 16).ok().filter(|_| plain)?;
        Some(Self { sort, value: value.to_be_bytes(), letters: Some(*letters) })
    }

    /// The same resource where its sort has another place.
    #[must_use]
    pub const fn with_sort(self, sort: u8) -> Self {
        Self { sort, ..self }
    }

    /// The place of its sort among those of the policy.
    pub const fn sort(&self) -> u8 {
        self.sort
    }

    /// Whether it is a digest, which only those with the same key can tell from another.
    pub const fn is_digest(&self) -> bool {
        self.letters.is_none()
    }

    /// The SID, which is safe to print; `None`: it is a digest, which is nothing to anybody.
    pub fn sid(&self) -> Option<String> {
        let [first, second] = self.letters?;
        let digits = u128::from_be_bytes(self.value);
        Some(format!("{}{}{digits:032x}", char::from(first), char::from(second)))
    }
}

/// For manifests: the sort, a colon, and the SID or the digest in hexadecimal digits.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sid() {
            Some(sid) => write!(f, "{}:{sid}", self.sort),
            None => write!(f, "{}:{:032x}", self.sort, u128::from_be_bytes(self.value)),
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || serde::de::Error::custom("this is no key of a resource");
        let (sort, value) = text.split_once(':').ok_or_else(wrong)?;
        let sort = sort.parse().map_err(|_| wrong())?;
        if let Some(key) = Self::of_sid(sort, value) {
            return Ok(key);
        }
        let digest: Fingerprint = value.parse().map_err(|_| wrong())?;
        Ok(Self { sort, value: digest.bytes(), letters: None })
    }
}

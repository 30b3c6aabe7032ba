//! What names a resource, in a form that may be kept.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::id::Sid;
use crate::fingerprint::{Fingerprint, FingerprintKey};
use crate::policy::Resource;

/// A resource: its sort, and either its SID or a keyed digest of what names it. Keys are ordered by sort.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    sort: u8,
    name: Name,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Name {
    Sid(Sid),
    Digest([u8; 16]),
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
        // Twilio writes the digits of a SID in lower case; whoever writes them otherwise means the same.
        let sid = |value: &str| Sid::parse(value).or_else(|| Sid::lower(value));
        let sid = if resource.is_sid() { sid(value) } else { None };
        let digest = || Name::Digest(self.key.resource(&resource.id, value).bytes());
        Key { sort, name: sid.map_or_else(digest, Name::Sid) }
    }
}

impl Key {
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
        matches!(self.name, Name::Digest(_))
    }

    /// The SID, which is safe to print; `None`: it is a digest, which is nothing to anybody.
    pub fn sid(&self) -> Option<String> {
        match self.name {
            Name::Sid(sid) => Some(sid.to_string()),
            Name::Digest(_) => None,
        }
    }
}

/// For manifests: the sort, a colon, and the SID or the digest in hexadecimal digits.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            Name::Sid(sid) => write!(f, "{}:{sid}", self.sort),
            Name::Digest(digest) => write!(f, "{}:{:032x}", self.sort, u128::from_be_bytes(digest)),
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
        let name = match Sid::parse(value) {
            Some(sid) => Name::Sid(sid),
            None => Name::Digest(value.parse::<Fingerprint>().map_err(|_| wrong())?.bytes()),
        };
        Ok(Self { sort, name })
    }
}

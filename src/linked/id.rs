//! Ids in little room: most are SIDs, and evidence holds many of them.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A SID: two letters and 32 hexadecimal digits in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Sid {
    letters: [u8; 2],
    digits: [u8; 16],
}

/// An id as records print it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Id(Held);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Sid(Sid),
    Text(Arc<str>),
}

impl Sid {
    pub fn parse(text: &str) -> Option<Self> {
        let (letters, digits) = text.as_bytes().split_first_chunk::<2>()?;
        let lower = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() != 32 || !letters.iter().all(u8::is_ascii_alphabetic) || !digits.iter().all(lower) {
            return None;
        }
        let number = u128::from_str_radix(text.get(2..)?, 16).ok()?;
        Some(Self { letters: *letters, digits: number.to_be_bytes() })
    }

    /// The same where digits are in upper case.
    pub fn lower(text: &str) -> Option<Self> {
        let (letters, digits) = text.split_at_checked(2)?;
        Self::parse(&format!("{letters}{}", digits.to_ascii_lowercase()))
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.letters.map(char::from);
        write!(f, "{first}{second}{:032x}", u128::from_be_bytes(self.digits))
    }
}

impl Id {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Held::Text(text) if text.is_empty())
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self(Sid::parse(text).map_or_else(|| Held::Text(text.into()), Held::Sid))
    }
}

impl From<String> for Id {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.to_string()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Held::Sid(sid) => sid.fmt(f),
            Held::Text(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_id_is_printed_as_it_came(text in "[A-Za-z]{2}[0-9a-fA-F]{31,33}|[A-Z]{2}[0-9a-f]{32}|.*") {
            prop_assert_eq!(Id::from(text.as_str()).to_string(), text);
        }
    }

    #[test]
    fn a_sid_takes_no_memory_of_its_own() {
        let sid = "EZ0123456789abcdef0123456789abcdef";
        assert!(matches!(Id::from(sid), Id(Held::Sid(_))) && size_of::<Id>() <= 24);
        assert!(matches!(Id::from("m-1"), Id(Held::Text(_))));
    }
}

//! Sizes with a unit: `"16MiB"`.

use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::fmt;

/// A number of bytes, written with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(pub u64);

const UNITS: &[(&str, u64)] = &[
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("kB", 1_000),
    ("KB", 1_000),
    ("B", 1),
];

impl std::str::FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let wrong = || format!("`{text}` is not a size such as \"64KiB\" or \"16MiB\"");
        let (digits, unit) =
            UNITS.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, *unit))).ok_or_else(wrong)?;
        let number: u64 = digits.trim_end().parse().map_err(|_| wrong())?;
        number.checked_mul(unit).map(Self).ok_or_else(wrong)
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let even = |(_, unit): &&(&str, u64)| self.0 != 0 && self.0.is_multiple_of(*unit);
        match UNITS.iter().take(3).find(even) {
            Some((name, unit)) => write!(f, "{}{name}", self.0 / unit),
            None => write!(f, "{}B", self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Size;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a size with its unit, such as \"16MiB\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Size, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_reads_as_it_is_written() {
        for (text, bytes) in [("16MiB", 16 << 20), ("64 KiB", 64 << 10), ("5MB", 5_000_000), ("17B", 17)] {
            assert_eq!(text.parse(), Ok(Size(bytes)));
        }
        assert_eq!(Size(16 << 20).to_string(), "16MiB");
        assert_eq!(Size(1500).to_string(), "1500B");
    }

    #[test]
    fn a_size_without_unit_or_beyond_counting_is_none() {
        for text in ["16", "", "MiB", "-1MiB", "1.5MiB", "99999999999GiB", "4 pages"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }
}

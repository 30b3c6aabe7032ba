//! Durations with a unit: `"30s"`, `"10m"`, `"1h 30m"`.

use std::fmt;
use std::time::Duration;

use jiff::SignedDuration;
use serde::de::{self, Deserialize, Deserializer, Visitor};

/// A length of time, written with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub Duration);

impl Span {
    /// So many seconds.
    pub const fn seconds(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }

    /// So many milliseconds.
    pub const fn milliseconds(milliseconds: u64) -> Self {
        Self(Duration::from_millis(milliseconds))
    }
}

impl std::str::FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let span = text.trim().parse::<SignedDuration>().ok().and_then(|span| Duration::try_from(span).ok());
        span.map(Self)
            .ok_or_else(|| format!("`{text}` is not a duration such as \"500ms\", \"30s\", \"10m\" or \"1h 30m\""))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match SignedDuration::try_from(self.0) {
            Ok(span) => write!(f, "{span:#}"),
            Err(_) => write!(f, "{}s", self.0.as_secs()),
        }
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Span;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration with its unit, such as \"30s\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Span, E> {
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
    fn a_duration_reads_as_it_is_written() {
        for (text, seconds) in [("30s", 30), ("10m", 600), ("1h 30m", 5400), ("1h30m", 5400)] {
            assert_eq!(text.parse(), Ok(Span::seconds(seconds)), "{text}");
        }
        assert_eq!("250ms".parse(), Ok(Span::milliseconds(250)));
        assert_eq!(Span::seconds(90).to_string(), "1m 30s");
    }

    #[test]
    fn a_duration_without_unit_or_below_zero_is_none() {
        for text in ["30", "", "s", "-1s", "ten minutes"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }
}

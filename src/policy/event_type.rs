//! Event types and patterns for them. `com.twilio.` may be left out; case, hyphen and underscore do not matter.

/// The type of an event, folded once for all patterns it is held against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventType {
    bytes: [u8; Self::LONGEST],
    len: usize,
}

/// An event type, or the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypePattern {
    text: Box<[u8]>,
    whole: bool,
}

impl EventType {
    /// Longer than any published type; what is longer still is cut, and then fits prefixes only.
    const LONGEST: usize = 96;

    pub fn new(text: Option<&str>) -> Self {
        let mut bytes = [0; Self::LONGEST];
        let text = short(text.unwrap_or_default()).as_bytes();
        bytes.iter_mut().zip(text).for_each(|(slot, byte)| *slot = fold(*byte));
        Self { bytes, len: text.len() }
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&self.bytes)
    }
}

impl TypePattern {
    /// `com.twilio.voice.*` is a prefix, `com.twilio.voice.media.fetched` a whole type.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (start, whole) = text.strip_suffix('*').map_or((text, true), |start| (start, false));
        if start.contains('*') {
            return Err(format!("`{text}`: a type may end in `*`, and holds none elsewhere"));
        }
        Ok(Self { whole, ..Self::prefix(start) })
    }

    /// A plain prefix.
    pub fn prefix(text: &str) -> Self {
        Self { text: short(text).bytes().map(fold).collect(), whole: false }
    }

    pub fn fits(&self, event_type: &EventType) -> bool {
        let given = event_type.as_bytes();
        given.first() == self.text.first()
            && given.starts_with(&self.text)
            && (!self.whole || given.len() == self.text.len())
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }
}

/// The type without `com.twilio.`, which legacy types lack.
fn short(event_type: &str) -> &str {
    const PREFIX: &str = "com.twilio.";
    match event_type.get(..PREFIX.len()) {
        Some(start) if start.eq_ignore_ascii_case(PREFIX) => event_type.get(PREFIX.len()..).unwrap_or_default(),
        _ => event_type,
    }
}

const fn fold(byte: u8) -> u8 {
    match byte {
        b'_' => b'-',
        _ => byte.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn spellings_of_a_type_are_one() {
        let pattern =
            TypePattern::parse("com.twilio.accountsecurity.verify.verification.max_attempts_reached").unwrap();
        for text in [
            "com.twilio.accountsecurity.verify.verification.max-attempts-reached",
            "COM.TWILIO.AccountSecurity.verify.verification.max_attempts_reached",
            "accountsecurity.verify.verification.max_attempts_reached",
        ] {
            assert!(pattern.fits(&EventType::new(Some(text))), "{text}");
        }
        assert!(!pattern.fits(&EventType::new(Some("com.twilio.accountsecurity.verify.verification.max"))));
        assert!(!pattern.fits(&EventType::new(None)));
    }

    #[test]
    fn a_star_at_the_end_makes_a_prefix_and_is_an_error_elsewhere() {
        let pattern = TypePattern::parse("com.twilio.voice.*").unwrap();
        assert!(pattern.fits(&EventType::new(Some(&format!("com.twilio.voice.{}", "x".repeat(200))))));
        assert!(!pattern.fits(&EventType::new(Some("com.twilio.video.x"))));
        assert!(TypePattern::parse("com.*.voice").is_err());
    }
}

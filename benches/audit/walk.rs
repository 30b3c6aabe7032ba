//! The yardstick: what it costs merely to read the bytes.
//!
//! [`walk`] drives a serde visitor through the document: every key, string, number and literal is decoded and touched, nothing
//! is kept. [`skip`] lets serde_json pass over the values (`IgnoredAny`), which neither decodes escapes nor parses numbers.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Walks one document and returns a checksum of what it touched.
pub fn walk(bytes: &[u8]) -> u64 {
    let mut touched = 0;
    let mut document = serde_json::Deserializer::from_slice(bytes);
    match Walk(&mut touched).deserialize(&mut document) {
        Ok(()) => touched,
        Err(_) => 0,
    }
}

/// Whether the document could be passed over.
pub fn skip(bytes: &[u8]) -> bool {
    IgnoredAny::deserialize(&mut serde_json::Deserializer::from_slice(bytes)).is_ok()
}

struct Walk<'t>(&'t mut u64);

impl Walk<'_> {
    fn touch(&mut self, value: u64) {
        *self.0 = self.0.rotate_left(5) ^ value;
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_str<E>(mut self, text: &str) -> Result<(), E> {
        let last = text.as_bytes().last().copied().unwrap_or_default();
        self.touch(text.len() as u64 ^ u64::from(last) << 32);
        Ok(())
    }

    fn visit_u64<E>(mut self, number: u64) -> Result<(), E> {
        self.touch(number);
        Ok(())
    }

    fn visit_i64<E>(mut self, number: i64) -> Result<(), E> {
        self.touch(number.unsigned_abs());
        Ok(())
    }

    fn visit_f64<E>(mut self, number: f64) -> Result<(), E> {
        self.touch(number.to_bits());
        Ok(())
    }

    fn visit_bool<E>(mut self, value: bool) -> Result<(), E> {
        self.touch(u64::from(value));
        Ok(())
    }

    fn visit_unit<E>(mut self) -> Result<(), E> {
        self.touch(0);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Walk(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while fields.next_key_seed(Walk(self.0))?.is_some() {
            fields.next_value_seed(Walk(self.0))?;
        }
        Ok(())
    }
}

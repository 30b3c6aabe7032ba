//! Object keys: interned once, compared without regard to case and separators, split into words.
//!
//! Twilio writes `accountSid`, `account_sid`, `AccountSid` and `accountsid`; all four are one field. Streams repeat the same
//! few hundred keys forever, so whatever is known of a key is worked out once. The table is bounded: keys that look like data
//! (long, or full of digits) and those beyond the bound live only as long as their document.

use hashbrown::HashMap;

use crate::event::words;

/// Index of a key in its [`KeyTable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(pub(crate) u32);

/// What is known of a key.
#[derive(Debug)]
pub struct Key {
    /// As written.
    pub text: Box<str>,
    /// ASCII letters and digits in lower case, everything else dropped: `accountsid`.
    pub field: Box<str>,
    /// Hashes of its words, split at separators, case changes and digits: `account`, `sid`.
    pub words: Box<[u64]>,
}

/// The keys seen so far.
#[derive(Debug, Default)]
pub struct KeyTable {
    by_text: HashMap<Box<str>, KeyId>,
    keys: Vec<Key>,
    kept: usize,
}

/// Keys kept over the life of an auditor.
const KEPT: usize = 8_192;
/// Longest key worth keeping, in bytes.
const KEPT_BYTES: usize = 64;

impl KeyTable {
    /// The id of `text`; stable for the life of the table if [`is_kept`](Self::is_kept), else until [`forget`](Self::forget).
    pub fn intern(&mut self, text: &str) -> KeyId {
        if let Some(id) = self.by_text.get(text) {
            return *id;
        }
        // Transient keys stand behind the kept ones, so nothing may be kept once the first of them has come.
        let keep = self.keys.len() == self.kept
            && self.kept < KEPT
            && text.len() <= KEPT_BYTES
            && text.bytes().filter(u8::is_ascii_digit).count() < 4;
        let id = KeyId(self.keys.len() as u32);
        self.keys.push(Key::new(text));
        if keep {
            self.by_text.insert(text.into(), id);
            self.kept += 1;
        }
        id
    }

    /// What is known of `id`.
    pub fn get(&self, id: KeyId) -> Option<&Key> {
        self.keys.get(id.0 as usize)
    }

    /// Whether `id` outlives the document.
    pub fn is_kept(&self, id: KeyId) -> bool {
        (id.0 as usize) < self.kept
    }

    /// How many keys outlive their document; those that do not are numbered from here on.
    pub const fn kept(&self) -> usize {
        self.kept
    }

    /// Drops the keys of the last document that are not kept.
    pub fn forget(&mut self) {
        self.keys.truncate(self.kept);
        self.keys.shrink_to(2 * KEPT);
    }
}

impl Key {
    fn new(text: &str) -> Self {
        let mut split = Vec::new();
        words::split_identifier(text, |_, hash| split.push(hash));
        Self { text: text.into(), field: field_name(text).into(), words: split.into() }
    }
}

/// ASCII letters and digits of `text` in lower case.
pub fn field_name(text: &str) -> String {
    let mut name = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            name.push(byte.to_ascii_lowercase());
        }
    }
    String::from_utf8(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_spellings_of_a_key_are_one_field() {
        for text in ["accountSid", "account_sid", "AccountSid", "accountsid", "account-sid", "Account Sid"] {
            assert_eq!(field_name(text), "accountsid");
        }
    }

    #[test]
    fn keys_that_look_like_data_do_not_outlive_their_document() {
        let mut table = KeyTable::default();
        let kept = table.intern("body");
        let transient = table.intern("219-09-9999");
        assert!(table.is_kept(kept) && !table.is_kept(transient));
        table.forget();
        assert!(table.get(transient).is_none());
        assert_eq!(table.intern("body"), kept);
    }
}

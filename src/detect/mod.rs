//! Event → matches: identifiers and health information, and the PHI grade they add up to.
//!
//! Pure: no clock, no I/O, no panic on any input. The [`Detector`] is compiled once from matcher packs; detecting needs only a
//! [`Scratch`] that is used again, so that an event in which nothing is found costs no allocation. Values never leave: a
//! [`Match`] says which matcher, where, how sure.

mod about;
mod appointments;
mod beside;
mod bits;
mod candidate;
mod category;
mod ciphertext;
mod clean;
mod columns;
mod compiled;
mod detector;
mod embedded;
mod endings;
mod found;
mod frame_words;
mod frames;
mod grade;

mod health;
mod key_context;
mod lab_values;
mod leaf;
mod level;
mod lexicon;
mod names;
mod normal;
pub mod pack;
mod tokens;
mod triggers;
pub mod validate;
mod vocabulary;

pub use about::{About, Texts};
pub use category::{Category, Role};
pub(crate) use ciphertext::is_ciphertext;
pub use detector::{Detector, Match, Scratch};
pub use embedded::PACKS;
pub use found::{Confidence, Grade, Strength};
pub(crate) use grade::grade;
pub(crate) use lexicon::{TABLES, is_protected};
pub(crate) use names::reads_as_person;
pub use pack::Matcher;
pub(crate) use tokens::is_machine_id;

/// Whether a word stands in the lists of first and last names.
pub(crate) fn is_name(word: &str) -> bool {
    let names = pack::Class::FirstName.bit() | pack::Class::Surname.bit();
    lexicon::names(crate::event::words::hash_word(word)).is_some_and(|entry| entry.is_any(names))
}

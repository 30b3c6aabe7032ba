//! Event → matches: identifiers and health information, and the PHI grade they add up to.

mod category;
mod found;
pub(crate) mod validate;

pub use category::{Category, Role};
pub use found::{Confidence, Grade, Strength};

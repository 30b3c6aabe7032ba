//! Where events come from.
pub mod framing;
mod stack;

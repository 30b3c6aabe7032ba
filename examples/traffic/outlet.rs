//! Where records go, and what is said when they do not get there.

use std::fmt;

/// A place for records.
pub trait Outlet {
    /// Sends records in their order.
    ///
    /// # Errors
    ///
    /// Some did not get there, now or before.
    fn send(&mut self, records: &[Vec<u8>]) -> Result<(), Failure>;

    /// Waits until all that was sent is there.
    ///
    /// # Errors
    ///
    /// Some did not get there.
    fn finish(&mut self) -> Result<(), Failure>;
}

/// What went wrong, and what helps.
#[derive(Debug)]
pub struct Failure {
    what: String,
    remedy: &'static str,
}

impl Failure {
    /// Of a sentence and its remedy.
    pub fn new(what: impl Into<String>, remedy: &'static str) -> Self {
        Self { what: what.into(), remedy }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  remedy: {}", self.what, self.remedy)
    }
}

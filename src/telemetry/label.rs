//! What a label is, and the labels that the figures of the service and of a replay share.
//!
//! It promises that a label says beforehand what its values may be: a closed set, or names that are bounded elsewhere.

use crate::policy::Severity;

/// Stands for every value that is not in a closed set.
pub const OTHER: &str = "other";

/// A label: its name and what it may say.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// Its name.
    pub name: &'static str,
    /// What it may say.
    pub values: Values,
}

/// What a label may say.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// One of these; anything else becomes [`OTHER`].
    Listed(fn() -> Vec<&'static str>),
    /// A name from elsewhere, bounded there; this says where.
    Named(&'static str),
}

macro_rules! labels {
    ($($const:ident = $name:literal: $values:expr;)+) => {
        $(pub(super) const $const: Label = Label { name: $name, values: $values };)+
    };
}

#[cfg(feature = "service")] // the others have none of their own
pub(super) use labels;

labels! {
    FLAGGED = "severity": Values::Listed(|| Severity::ALL.iter().filter(|one| **one > Severity::Info).map(|one| one.name()).collect());
    RUN = "run": Values::Named("the name of the file of `--metrics`, without its ending");
}

//! Event + matches → verdict and findings: products, numbering plan, dated requirements of the guide.

mod verdict;

pub use verdict::{Eligibility, Region, Severity};
pub(crate) use verdict::names;

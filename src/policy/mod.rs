//! Event + matches → verdict and findings: products, numbering plan, dated requirements of the guide.

mod verdict;

pub(crate) use verdict::names;
pub use verdict::{Eligibility, Region, Severity};

//! `phi-audit.toml`: what only the customer knows, e.g. which accounts, sources and destinations stand under the BAA.
//!
//! Text → [`Config`] (parse: every key known, every value of its type) → validated (SIDs, hosts and sizes have their shape,
//! nothing contradicts itself) → built elsewhere into rules, which is also where ids of matchers and requirements are
//! checked, because only there they are known. Nothing is opened here, and secrets have no place in this file.

mod allow;
pub mod arn;
mod attestations;
pub mod endpoint;
mod listen;
mod model;
mod place;
mod problem;
pub mod secret;
mod segment;
pub mod service;
mod service_validate;
mod size;
mod span;
mod validate;

pub use allow::Allowed;
pub use attestations::Attestations;
pub use model::{Accounts, Config, Edition, Limits, RuleSettings, SetupFile, Streams, Word};
pub use place::Places;
pub use problem::Problem;
pub use segment::{Destination, SegmentScope};
pub use size::Size;
pub use span::Span;

/// The name that is looked for in the current directory.
pub const FILE_NAME: &str = "phi-audit.toml";

/// Parses and validates a configuration; all problems of a text are told at once where that is possible.
pub fn parse(text: &str) -> Result<Config, Vec<Problem>> {
    let config: Config = toml::from_str(text).map_err(|error| vec![Problem::of_toml(text, &error)])?;
    let problems = validate::problems(text, &config);
    if problems.is_empty() { Ok(config) } else { Err(problems) }
}

#[cfg(test)]
mod tests;

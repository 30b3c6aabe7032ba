//! What can be wrong with rules: a pack, a file of the policy, or what the settings say about them.

use crate::detect::Category;
use crate::detect::pack::PackError;
use crate::policy::PolicyError;

/// What is wrong with the rules, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A matcher pack.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A file of the policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A rule that is to be changed does not exist.
    #[error("there is no {what} `{id}`")]
    Unknown {
        /// What it should have been: a rule, a requirement.
        what: &'static str,
        /// The id.
        id: String,
        /// The id that was probably meant.
        nearest: Option<String>,
    },
    /// An entry of an allow list asks for what no match can be.
    #[error("it can never apply: matcher `{id}` finds `{category}`, and the entry asks for another category")]
    AllowsNothing {
        /// The matcher's id.
        id: String,
        /// What it finds.
        category: Category,
    },
}

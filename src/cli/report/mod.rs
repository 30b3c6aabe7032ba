//! `phi-audit report …`: reports of replays. One file a verb; [`Fold`] is what `replay` shares with them.

mod fold;
mod merge;

use super::{Error, Exit, Io};
pub(super) use fold::{Fold, cannot_write};

/// The verbs of `report`.
#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Put the manifests of all shards of a replay together: the report of the whole
    Merge(merge::Args),
}

/// Runs a verb of `report`.
pub fn run(verb: &Verb, io: &mut Io) -> Result<Exit, Error> {
    match verb {
        Verb::Merge(args) => merge::run(args, io),
    }
}

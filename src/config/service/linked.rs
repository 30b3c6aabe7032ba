//! `[linked]`: what is remembered for rules over several events of one call, conversation or other resource.

use std::path::PathBuf;

use serde::Deserialize;

/// How many resources are remembered, and where.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Linked {
    /// The last so many resources are known at least, and twice as many at most; one takes some 300 bytes.
    pub resources: usize,
    /// The folder in which it is kept over a restart. Not given: it is kept in memory, and a restart begins anew.
    pub folder: Option<PathBuf>,
}

impl Default for Linked {
    fn default() -> Self {
        Self { resources: 50_000, folder: None }
    }
}

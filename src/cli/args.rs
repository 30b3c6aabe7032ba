//! Arguments that several verbs share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Exit;
use crate::config::Edition;
use crate::policy::Severity;

/// Which rules to load.
#[derive(Clone, Debug, Default, Args)]
pub struct RuleFiles {
    /// Your accounts, sources and rules [default: phi-audit.toml, if it is there]
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub config: Option<PathBuf>,

    /// Another matcher pack to load; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub matchers: Vec<PathBuf>,

    /// What you decided about the rules; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub overlay: Vec<PathBuf>,
}

/// Which rules to load, and as of when to judge by them.
#[derive(Clone, Debug, Default, Args)]
pub struct RuleArgs {
    /// The files.
    #[command(flatten)]
    pub files: RuleFiles,

    /// Edition of the guide: event-time (of each event), 2024-04-19, 2024-12-11
    #[arg(long, value_enum, value_name = "EDITION", hide_possible_values = true, help_heading = "Rules")]
    pub rules: Option<Edition>,
}

impl From<RuleFiles> for RuleArgs {
    fn from(files: RuleFiles) -> Self {
        Self { files, rules: None }
    }
}

/// The severity from which on findings turn the exit code to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Any finding, facts for the record included.
    Info,
    /// Low and worse.
    Low,
    /// Medium and worse.
    Medium,
    /// High and worse.
    High,
    /// PHI where the BAA does not reach.
    Critical,
    /// Findings never change the exit code.
    Never,
}

impl FailOn {
    /// The exit code for the worst finding of a run.
    pub fn exit(self, worst: Option<Severity>) -> Exit {
        let threshold = match self {
            FailOn::Info => Severity::Info,
            FailOn::Low => Severity::Low,
            FailOn::Medium => Severity::Medium,
            FailOn::High => Severity::High,
            FailOn::Critical => Severity::Critical,
            FailOn::Never => return Exit::Clean,
        };
        if worst >= Some(threshold) { Exit::Findings } else { Exit::Clean }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_at_the_threshold_fails_and_one_below_does_not() {
        assert_eq!(FailOn::High.exit(Some(Severity::High)), Exit::Findings);
        assert_eq!(FailOn::High.exit(Some(Severity::Medium)), Exit::Clean);
        assert_eq!(FailOn::Info.exit(None), Exit::Clean);
        assert_eq!(FailOn::Never.exit(Some(Severity::Critical)), Exit::Clean);
    }
}

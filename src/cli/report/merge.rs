//! `phi-audit report merge`: the report of a replay that was shared out, byte by byte the one of a run in one piece.

use std::path::PathBuf;

use super::Fold;
use crate::cli::{Error, Exit, FailOn, Io, manifest};
use crate::linked::Table;

/// Arguments of `report merge`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The manifests of all shards, in any order
    #[arg(value_name = "MANIFEST", required = true)]
    manifests: Vec<PathBuf>,

    /// Write report.html, report.json, findings.csv and manifest.csv into this folder
    #[arg(long, value_name = "DIR")]
    report: PathBuf,

    /// Exit with 1 from this severity on: info, low, medium, high, critical, or never
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "high", hide_possible_values = true)]
    fail_on: FailOn,
}

const EXAMPLES: &str = "\
Example:
  phi-audit replay archive/ --shard 0/2 --manifest part-0.manifest
  phi-audit replay archive/ --shard 1/2 --manifest part-1.manifest
  phi-audit report merge part-0.manifest part-1.manifest --report report

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be read, 64 usage.";

/// Puts them together.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let (basis, ruleset, ledger, cursors) = manifest::parts(&args.manifests)?;
    let mut fold = Fold::open(Some(&args.report), Some(Table::new(ruleset.bound())))?;
    fold.manifests(cursors, 0)?;
    fold.conclude(&ruleset, io, &mut |_, _| Ok(()))?;
    let summary = fold.summary().clone();
    writeln!(io.err, "{}", summary.line(&basis.rules_digest))?;
    if let Some(page) = fold.finish(&basis, &ledger)? {
        writeln!(io.err, "report: {}", page.display())?;
    }
    Ok(summary.exit(args.fail_on))
}

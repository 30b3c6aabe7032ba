//! stub
use super::*;
/// v
#[derive(Debug, clap::Args)]
pub struct Args {
    /// r
    #[command(flatten)]
    pub rules: RuleArgs,
}
/// r
pub fn run(_: &Args, _: &mut Io) -> Result<Exit, Error> {
    Ok(Exit::Clean)
}

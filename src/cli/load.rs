//! From `--config`, `--rules` and `--matchers` to the rules in force: read → parse → validate → build, in this order, and
//! nothing is audited before all of it has passed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Error, RuleArgs, Told, cannot_read};
use crate::audit::Rules;
use crate::config::{self, Config, Problem};

/// The rules in force and what they were built from.
#[derive(Debug)]
pub struct Loaded {
    /// The settings; defaults where there is no file.
    pub config: Config,
    /// The file they come from, if there is one.
    pub path: Option<PathBuf>,
    /// The compiled rules.
    pub rules: Arc<Rules>,
}

/// Loads what `args` ask for.
pub fn load(args: &RuleArgs) -> Result<Loaded, Error> {
    let (config, path) = settings(args.files.config.as_deref())?;
    let rules = Rules::embedded();
    Ok(Loaded { config, path, rules })
}

/// The settings of the given file, or of `phi-audit.toml` in the current directory, or the defaults.
pub fn settings(given: Option<&Path>) -> Result<(Config, Option<PathBuf>), Error> {
    let path = match given {
        Some(path) => path,
        None => Path::new(config::FILE_NAME),
    };
    match fs::read_to_string(path) {
        Ok(text) => {
            let config = config::parse(&text).map_err(|problems| told(path, problems))?;
            Ok((config, Some(path.to_owned())))
        }
        Err(error) if given.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok((Config::default(), None)),
        Err(error) => Err(unreadable(path, &error).into()),
    }
}

/// A file named on the command line or in the configuration that cannot be read is a mistake in either of them.
fn unreadable(path: &Path, error: &std::io::Error) -> Told {
    Told { exit: super::Exit::Usage, ..cannot_read(path.display(), error) }
}

fn told(path: &Path, problems: Vec<Problem>) -> Vec<Told> {
    let path = path.display();
    let place = |line| if line == 0 { path.to_string() } else { format!("{path}, line {line}") };
    problems
        .into_iter()
        .map(|problem| Told::usage(problem.what).at(place(problem.line)).maybe_remedy(problem.remedy))
        .collect()
}

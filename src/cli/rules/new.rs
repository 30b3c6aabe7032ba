//! `phi-audit rules new [ID]`: a pack to start from, with a comment at each line. It never writes over a file.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::cli::local::FOLDER;
use crate::cli::{Error, Exit, Io, Told, cannot_read};
use crate::config;
use crate::rules::RulesBuilder;
use crate::source::STDIN;

/// Arguments of `rules new`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  phi-audit rules new lakeside.chart_number\n  phi-audit rules new --output - | less\n\
    \nThe file is in force at once where it is written by default: every verb loads matchers/local/*.toml.\n\
    Exit codes: 0 written, 64 the file exists or the id is none."
)]
pub struct Args {
    /// Id of the matcher, topic.form
    #[arg(value_name = "ID", default_value = "ours.record_number")]
    id: String,
    /// Write here, - for standard output [default: matchers/local/ID.toml beside the configuration]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The configuration beside which it is written [default: phi-audit.toml]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

const STARTER: &str = include_str!("starter.toml");
/// The id in the starter.
const PLACE: &str = "ours.record_number";

/// Writes the starter.
pub fn run(args: &Args, io: &mut Io) -> Result<Exit, Error> {
    let text = STARTER.replace(PLACE, &args.id);
    // Before an odd id becomes part of a path.
    if let Err(faults) = RulesBuilder::default().pack("starter", &text).build() {
        let fault = faults.first().map(ToString::to_string).unwrap_or_default();
        let what = fault.rsplit(": ").next().unwrap_or_default();
        return Err(Told::usage(format!("`{}` cannot be the id: {what}", args.id))
            .remedy("choose one like `lakeside.chart_number`")
            .into());
    }
    let file = match &args.output {
        Some(file) if file.as_os_str() == STDIN => {
            io.out.write_all(text.as_bytes())?;
            return Ok(Exit::Clean);
        }
        Some(file) => file.clone(),
        None => {
            let config = args.config.as_deref().unwrap_or(Path::new(config::FILE_NAME));
            config.parent().unwrap_or(Path::new("")).join(FOLDER).join(format!("{}.toml", args.id))
        }
    };
    write_new(&file, &text)?;
    let file = file.display();
    writeln!(io.out, "{file}: written; change it, then try it out: phi-audit rules test {file}")?;
    Ok(Exit::Clean)
}

/// Writes a file that is not there yet, with the folders above it.
fn write_new(file: &Path, text: &str) -> Result<(), Error> {
    let failed = |error: &std::io::Error| Told {
        what: format!("cannot write `{}`: {error}", file.display()),
        ..cannot_read(file.display(), error)
    };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    let mut open = match OpenOptions::new().write(true).create_new(true).open(file) {
        Ok(open) => open,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Told::usage("the file exists, and is not written over")
                .at(file.display().to_string())
                .remedy("choose another id or `--output FILE`")
                .into());
        }
        Err(error) => return Err(failed(&error).into()),
    };
    open.write_all(text.as_bytes()).map_err(|error| failed(&error).into())
}

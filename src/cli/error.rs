//! How a verb fails: what, where, what to do, in one to three lines, and the exit code that says whose turn it is.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// What the process tells the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was read and nothing reaches `--fail-on`.
    Clean,
    /// Some finding is at or above `--fail-on`. Wins over [`Exit::Failed`]: a finding is the more urgent news.
    Findings,
    /// Something could not be read, written or passed.
    Failed,
    /// The service stopped because too much went to quarantine.
    Quarantine,
    /// The command line, the configuration or a rule file is wrong: nothing was done.
    Usage,
}

impl Exit {
    /// The number the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
            Exit::Quarantine => 3,
            Exit::Usage => 64, // EX_USAGE of sysexits.h
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// Why a verb gave up.
#[derive(Debug)]
pub enum Error {
    /// Something a person can mend.
    Told(Box<Told>),
    /// Several such things in one file: all are told, so that they can be mended in one go.
    Many(Vec<Told>),
    /// Whoever read our output has gone (`| head`): no error, nobody is left to be told.
    BrokenPipe,
}

/// An error in a person's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is wrong.
    pub what: String,
    /// The file, line or argument it is about.
    pub place: Option<String>,
    /// What to do about it.
    pub remedy: Option<String>,
    /// The exit code it leads to.
    pub exit: Exit,
}

impl Told {
    /// Something is wrong with the command line, the configuration or a rule file.
    pub fn usage(what: impl Into<String>) -> Self {
        Self { what: what.into(), place: None, remedy: None, exit: Exit::Usage }
    }

    /// Something went wrong while running.
    pub fn failed(what: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, ..Self::usage(what) }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Says what to do, if anything comes to mind.
    #[must_use]
    pub fn maybe_remedy(mut self, remedy: Option<String>) -> Self {
        self.remedy = remedy.or(self.remedy);
        self
    }
}

impl Error {
    /// The exit code the error leads to.
    pub fn exit(&self) -> Exit {
        match self {
            Error::Told(told) => told.exit,
            Error::Many(all) => all.first().map_or(Exit::Usage, |told| told.exit),
            Error::BrokenPipe => Exit::Clean,
        }
    }
}

impl From<Told> for Error {
    fn from(told: Told) -> Self {
        Error::Told(Box::new(told))
    }
}

impl From<Vec<Told>> for Error {
    fn from(all: Vec<Told>) -> Self {
        Error::Many(all)
    }
}

/// Only writing our own output gives a bare [`io::Error`]; reading says which file it was.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Error::BrokenPipe,
            _ => Told::failed(format!("cannot write the output: {error}"))
                .remedy("check the space and rights where the output goes")
                .into(),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        if let Some(place) = &self.place {
            write!(f, "\n   at: {place}")?;
        }
        if let Some(remedy) = &self.remedy {
            write!(f, "\n help: {remedy}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Told(told) => told.fmt(f),
            Error::Many(all) => all.iter().enumerate().try_for_each(|(at, told)| {
                f.write_str(if at == 0 { "" } else { "\n" })?;
                told.fmt(f)
            }),
            Error::BrokenPipe => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// What to do about a file that the system would not open.
pub fn cannot_read(path: impl fmt::Display, error: &io::Error) -> Told {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => "check the path; it is relative to the current directory",
        io::ErrorKind::PermissionDenied => "give this user the right to read it",
        io::ErrorKind::InvalidData => "the file has to be UTF-8 text",
        _ => "check that it is a readable file",
    };
    // The system's message without its number: "No such file or directory (os error 2)".
    let why = error.to_string();
    let why = why.split(" (os error").next().unwrap_or_default();
    Told::failed(format!("cannot read `{path}`: {why}")).remedy(remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_where_and_what_to_do_on_three_lines() {
        let told =
            Told::usage("unknown setting `acounts`").at("phi-audit.toml, line 3").remedy("did you mean `accounts`?");
        assert_eq!(
            told.to_string(),
            "error: unknown setting `acounts`\n   at: phi-audit.toml, line 3\n help: did you mean `accounts`?"
        );
    }

    #[test]
    fn a_reader_who_left_is_no_error() {
        assert_eq!(Error::from(io::Error::from(io::ErrorKind::BrokenPipe)).exit().code(), 0);
        assert_eq!(Error::from(io::Error::from(io::ErrorKind::StorageFull)).exit().code(), 2);
    }
}

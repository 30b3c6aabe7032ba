//! Errors of rule files: which file, which entry, what is wrong, what was probably meant.

use crate::suggest::did_you_mean;

/// A rule file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct PolicyError {
    /// The file, with line and column where they are known.
    pub file: String,
    /// What is wrong, where in the file, and what to do.
    pub problem: String,
}

impl PolicyError {
    pub(crate) fn new(file: &str, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), problem: problem.into() }
    }

    /// An error of the TOML reader, with line and column and the nearest known key.
    pub(crate) fn toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        let before = text.get(..at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        Self { file: format!("{file}:{line}:{column}"), problem: explain(error.message()) }
    }
}

/// Adds the nearest candidate to serde's "unknown field `x`, expected one of `a`, `b`".
fn explain(message: &str) -> String {
    let message = message.trim_end();
    let mut quoted = message.split('`').skip(1).step_by(2);
    match quoted.next() {
        Some(given) if message.starts_with("unknown ") => format!("{message}{}", did_you_mean(given, quoted)),
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_answered_with_the_nearest_one() {
        let explained = explain("unknown field `chanels`, expected one of `channels`, `regions`");
        assert!(explained.ends_with("did you mean `channels`?"), "{explained}");
    }
}

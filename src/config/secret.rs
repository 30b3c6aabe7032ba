//! Secrets: passwords and tokens, read from where the settings say they are.
//!
//! The settings name a file or an environment variable, never the secret itself. What is read shows itself nowhere: no
//! `Display`, a `Debug` without content, errors that name the setting and the place only.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The longest secret, in bytes: longer than any token, shorter than a file named by mistake.
const LONGEST: u64 = 64 << 10;

/// A password or token. It is shown nowhere; [`expose`](Self::expose) says where it is used.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// A secret that cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// Two places are named.
    #[error(
        "`{setting}` is given as a file and as an environment variable: keep one of `{setting}_file` and `{setting}_env`"
    )]
    Twice {
        /// The setting, without `_file` and `_env`.
        setting: String,
    },
    /// The file cannot be read.
    #[error(
        "`{setting}_file`: {path} cannot be read ({error}): the file has to be there and readable by the user of the service",
        path = path.display()
    )]
    File {
        /// The setting, without `_file`.
        setting: String,
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The variable is not set.
    #[error("`{setting}_env`: the environment variable {variable} is not set: set it where the service is started")]
    Variable {
        /// The setting, without `_env`.
        setting: String,
        /// The variable.
        variable: String,
    },
    /// It is empty, too long, or no text.
    #[error("`{setting}`: what {place} holds is {what}: it has to be the secret alone, as one line of text")]
    Content {
        /// The setting, without `_file` and `_env`.
        setting: String,
        /// The file or variable.
        place: String,
        /// What is wrong with it.
        what: &'static str,
    },
}

impl Secret {
    /// Takes a secret that is already at hand.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Reads the secret of `setting` (named without `_file` and `_env`, e.g. `sink.http.bearer_token`) from the file or the
    /// environment variable, whichever is given; `None` where neither is. A path is relative to `folder`. One newline at the
    /// end, which editors leave there, is no part of the secret.
    pub fn read(
        setting: &str,
        file: Option<&Path>,
        env: Option<&str>,
        folder: &Path,
    ) -> Result<Option<Self>, SecretError> {
        let (bytes, place) = match (file, env) {
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => return Err(SecretError::Twice { setting: setting.to_owned() }),
            (Some(file), None) => {
                let path = folder.join(file);
                let bytes = contents(&path).map_err(|error| SecretError::File {
                    setting: setting.to_owned(),
                    path: path.clone(),
                    error,
                })?;
                (bytes, path.display().to_string())
            }
            (None, Some(variable)) => {
                let value = std::env::var_os(variable).ok_or_else(|| SecretError::Variable {
                    setting: setting.to_owned(),
                    variable: variable.to_owned(),
                })?;
                (value.into_encoded_bytes(), variable.to_owned())
            }
        };
        match text(bytes) {
            Ok(secret) => Ok(Some(Self(secret))),
            Err(what) => Err(SecretError::Content { setting: setting.to_owned(), place, what }),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn contents(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn text(bytes: Vec<u8>) -> Result<String, &'static str> {
    if bytes.len() as u64 > LONGEST {
        return Err("longer than 64KiB");
    }
    let mut secret = String::from_utf8(bytes).map_err(|_| "not UTF-8")?;
    if secret.ends_with('\n') {
        secret.pop();
        if secret.ends_with('\r') {
            secret.pop();
        }
    }
    if secret.is_empty() { Err("empty") } else { Ok(secret) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(content: &[u8]) -> Result<Option<Secret>, SecretError> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("token"), content).expect("a file");
        Secret::read("sink.http.bearer_token", Some(Path::new("token")), None, folder.path())
    }

    #[test]
    fn a_secret_is_read_without_the_newline_at_its_end_and_shows_itself_nowhere() {
        for content in [&b"hunter2 \n"[..], b"hunter2 \r\n", b"hunter2 "] {
            let secret = held(content).expect("readable").expect("there");
            assert_eq!(secret.expose(), "hunter2 ", "only the newline goes");
            assert!(!format!("{secret:?}").contains("hunter"));
        }
    }

    #[test]
    fn no_place_gives_no_secret_and_two_places_are_an_error() {
        assert_eq!(Secret::read("a", None, None, Path::new("")).expect("nothing to read"), None);
        let error = Secret::read("a.b", Some(Path::new("x")), Some("X"), Path::new("")).expect_err("two places");
        assert!(error.to_string().contains("keep one of `a.b_file` and `a.b_env`"), "{error}");
    }

    #[test]
    fn a_missing_file_or_variable_is_named_with_its_setting() {
        let error = Secret::read("a.b", Some(Path::new("gone")), None, Path::new("/nowhere")).expect_err("missing");
        assert!(error.to_string().starts_with("`a.b_file`: /nowhere/gone cannot be read"), "{error}");
        let error = Secret::read("a.b", None, Some("PHI_AUDIT_NO_SUCH_VARIABLE"), Path::new("")).expect_err("not set");
        assert!(error.to_string().contains("PHI_AUDIT_NO_SUCH_VARIABLE is not set"), "{error}");
    }

    #[test]
    fn what_cannot_be_a_secret_is_refused_without_being_quoted() {
        let long = vec![b'x'; 65 << 10];
        for (content, what) in [(&b""[..], "empty"), (b"\n", "empty"), (b"\xff\xfe", "not UTF-8"), (&long, "64KiB")] {
            let error = held(content).expect_err("no secret").to_string();
            assert!(error.contains(what) && error.len() < 300, "{error}");
        }
    }
}

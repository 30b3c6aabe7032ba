//! Tokens for OAUTHBEARER (RFC 7628), made by a program of the user's: one that signs for MSK IAM, or asks an identity provider.
//!
//! The program is run without a shell and prints one JSON object: `token`, `principal`, and `expires_at` (RFC 3339) or
//! `lifetime_ms`. Its standard error is not read; what it prints is never logged.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rdkafka::client::OAuthToken;
use serde::Deserialize;

use crate::pipeline::clock;

/// How long the program may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes read of its output at most.
const LONGEST: u64 = 64 << 10;

/// What the program prints.
#[derive(Deserialize)]
struct Printed {
    token: String,
    principal: String,
    expires_at: Option<String>,
    lifetime_ms: Option<i64>,
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// There is no command.
    #[error("`kafka.sasl.token_command` is empty")]
    None,
    /// It cannot be run.
    #[error("`kafka.sasl.token_command` cannot be run: {0}")]
    Run(std::io::Error),
    /// It took too long and was killed.
    #[error("`kafka.sasl.token_command` took longer than 10 s")]
    TooLong,
    /// It failed.
    #[error("`kafka.sasl.token_command` ended with {0}")]
    Failed(std::process::ExitStatus),
    /// Its output is not what it should be.
    #[error(
        "`kafka.sasl.token_command` has to print a JSON object with `token`, `principal`, and `expires_at` or `lifetime_ms`"
    )]
    Output,
}

/// Runs the program and reads its token.
pub fn token(command: &[String]) -> Result<OAuthToken, TokenError> {
    let (program, arguments) = command.split_first().ok_or(TokenError::None)?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(TokenError::Run)?;
    let output = child.stdout.take();
    // Read aside, so that a program that prints without end or not at all holds up nobody.
    let (tell, told) = crossbeam_channel::bounded(1);
    std::thread::spawn(move || {
        let mut text = Vec::new();
        output.map(|output| output.take(LONGEST).read_to_end(&mut text));
        let _ = tell.send(text);
    });
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().map_err(TokenError::Run)? {
            Some(status) => break status,
            None if begun.elapsed() > PATIENCE => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(TokenError::TooLong);
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    if !status.success() {
        return Err(TokenError::Failed(status));
    }
    // A child of the program may keep its output open for longer than it lives itself.
    let text = told.recv_timeout(PATIENCE.saturating_sub(begun.elapsed())).map_err(|_| TokenError::TooLong)?;
    read(&text, clock::now_ms()).ok_or(TokenError::Output)
}

fn read(text: &[u8], now_ms: i64) -> Option<OAuthToken> {
    let Printed { token, principal, expires_at, lifetime_ms } = serde_json::from_slice(text).ok()?;
    let lifetime_ms = match (expires_at, lifetime_ms) {
        (Some(at), _) => at.parse::<Timestamp>().ok()?.as_millisecond(),
        (None, Some(for_ms)) => now_ms.checked_add(for_ms)?,
        (None, None) => return None,
    };
    Some(OAuthToken { token, principal_name: principal, lifetime_ms })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(script: &str) -> Result<OAuthToken, TokenError> {
        token(&["sh".to_owned(), "-c".to_owned(), script.to_owned()])
    }

    #[test]
    fn a_token_is_read_with_its_lifetime() {
        let printed = r#"echo '{"token":"t-1","principal":"audit","expires_at":"2030-01-01T00:00:00Z"}'"#;
        let token = run(printed).expect("a token");
        assert_eq!((token.token.as_str(), token.principal_name.as_str()), ("t-1", "audit"));
        assert_eq!(token.lifetime_ms, 1_893_456_000_000);
        assert_eq!(
            read(br#"{"token":"t","principal":"p","lifetime_ms":900000}"#, 5).expect("a token").lifetime_ms,
            900_005
        );
    }

    #[test]
    fn a_program_that_fails_or_prints_something_else_is_told_without_quoting_it() {
        assert!(matches!(run("exit 3"), Err(TokenError::Failed(_))));
        let error = run("echo secret-token").err().expect("no token");
        assert!(matches!(error, TokenError::Output) && !error.to_string().contains("secret"));
        assert!(matches!(token(&["/nowhere/at/all".to_owned()]), Err(TokenError::Run(_))));
    }
}

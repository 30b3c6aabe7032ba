//! What a failed request means: AWS's name for it, what kind of trouble it is, and whether trying again may help.

use std::error::Error;
use std::fmt;

use aws_sdk_kinesis::config::http::HttpResponse;
use aws_sdk_kinesis::error::{ProvideErrorMetadata, SdkError};

use crate::telemetry::labels::ErrorKind;

/// A request that failed, without anything of what was sent or answered but the error's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of trouble it is.
    pub kind: ErrorKind,
    /// AWS's name for it (`ProvisionedThroughputExceededException`), or what the network said.
    pub name: String,
}

impl Failure {
    /// What `error` means.
    pub fn of<E>(error: &SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        match error {
            SdkError::TimeoutError(_) => Self::new(ErrorKind::Timeout, "no answer in time"),
            SdkError::DispatchFailure(failure) if failure.is_timeout() => {
                Self::new(ErrorKind::Timeout, "no connection in time")
            }
            SdkError::DispatchFailure(failure) => match failure.as_connector_error() {
                Some(error) if failure.is_io() || failure.is_user() => {
                    Self::new(ErrorKind::Connection, &innermost(error))
                }
                // Credentials are asked for before anything is sent.
                Some(error) => Self::new(ErrorKind::Connection, &innermost(error)),
                None => Self::new(ErrorKind::Connection, "the request could not be sent"),
            },
            SdkError::ConstructionFailure(_) => {
                Self::new(ErrorKind::Authentication, "no usable region, endpoint or credentials")
            }
            SdkError::ServiceError(answer) => {
                let name = shown(answer.err().code());
                Self::new(kind(name, answer.raw().status().as_u16()), name)
            }
            _ => Self::new(ErrorKind::Unavailable, "the answer could not be read"),
        }
    }

    /// An error that came in the midst of an answer, with AWS's name for it.
    pub fn named(name: Option<&str>) -> Self {
        let name = shown(name);
        Self::new(kind(name, 0), name)
    }

    /// A failure that AWS, or the SDK, names so.
    pub fn new(kind: ErrorKind, name: &str) -> Self {
        Self { kind, name: name.to_owned() }
    }

    /// Whether it is this error of AWS's.
    pub fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// Whether it is about what was sent: the same again will fail again, a part of it may not.
    pub const fn is_about_content(&self) -> bool {
        matches!(self.kind, ErrorKind::Invalid | ErrorKind::Refused)
    }

    /// Whether somebody has to change something before it can work: permissions, names, credentials.
    pub const fn needs_a_person(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::Authentication
                | ErrorKind::Authorization
                | ErrorKind::Unknown
                | ErrorKind::Invalid
                | ErrorKind::Refused
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The kind of trouble behind a name of AWS's, or else behind the status of the answer.
fn kind(name: &str, status: u16) -> ErrorKind {
    match name {
        "ProvisionedThroughputExceededException"
        | "LimitExceededException"
        | "ThrottlingException"
        | "Throttling"
        | "KMSThrottlingException"
        | "KMSThrottling"
        | "ThrottledException"
        | "RequestLimitExceeded"
        | "TooManyRequestsException"
        | "Throttled" => ErrorKind::Throttled,
        "UnrecognizedClientException"
        | "InvalidSignatureException"
        | "SignatureDoesNotMatch"
        | "IncompleteSignature"
        | "MissingAuthenticationToken"
        | "MissingAuthenticationTokenException"
        | "ExpiredTokenException"
        | "ExpiredToken"
        | "InvalidClientTokenId" => ErrorKind::Authentication,
        "AccessDeniedException"
        | "AccessDenied"
        | "AuthorizationError"
        | "AuthorizationErrorException"
        | "NotAuthorizedForSourceException"
        | "NotAuthorizedForDetailTypeException"
        | "InvalidAccountIdException"
        | "InvalidSecurity"
        | "KMSAccessDeniedException"
        | "KMSAccessDenied"
        | "KMSDisabledException"
        | "KMSDisabled"
        | "KMSInvalidStateException"
        | "KMSInvalidState"
        | "KMSOptInRequired"
        | "OptInRequired" => ErrorKind::Authorization,
        "ResourceNotFoundException" | "NotFound" | "NotFoundException" | "KMSNotFoundException" | "KMSNotFound" => {
            ErrorKind::Unknown
        }
        "ValidationException"
        | "InvalidArgumentException"
        | "InvalidArgument"
        | "MalformedDetail"
        | "ParameterValueInvalid"
        | "SerializationException"
        | "InvalidParameter"
        | "InvalidParameterException" => ErrorKind::Invalid,
        "BatchRequestTooLong" | "RequestEntityTooLarge" => ErrorKind::Refused,
        "InternalFailure" | "InternalException" | "InternalError" => ErrorKind::Unavailable,
        _ if status == 413 => ErrorKind::Refused,
        _ if status == 429 => ErrorKind::Throttled,
        _ if status == 403 => ErrorKind::Authorization,
        _ if status >= 500 => ErrorKind::Unavailable,
        _ => ErrorKind::Other,
    }
}

fn shown(name: Option<&str>) -> &str {
    name.filter(|name| is_name(name)).unwrap_or("error without a name")
}

/// Names of errors are words; anything else may quote what was sent.
fn is_name(name: &str) -> bool {
    (1..=80).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

/// The innermost cause in its own words: those of the system, of TLS, or of the chain of credentials.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_name_is_not_shown() {
        assert!(is_name("ExpiredIteratorException"));
        for text in ["Jane Doe", "", "mail@example.org", &"a".repeat(81)] {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn a_name_says_more_than_a_status() {
        assert_eq!(kind("ProvisionedThroughputExceededException", 400), ErrorKind::Throttled);
        assert_eq!(kind("ResourceNotFoundException", 400), ErrorKind::Unknown);
        assert_eq!(kind("SomethingNew", 503), ErrorKind::Unavailable);
        assert_eq!(kind("SomethingNew", 400), ErrorKind::Other);
        assert_eq!(kind("SomethingNew", 413), ErrorKind::Refused);
    }

    #[test]
    fn an_entry_of_a_request_has_no_status_and_its_code_is_shown_only_where_it_is_a_name() {
        assert_eq!(Failure::named(Some("InternalFailure")).kind, ErrorKind::Unavailable);
        let failure = Failure::named(Some("could not read Jane Doe"));
        assert_eq!((failure.kind, failure.name.as_str()), (ErrorKind::Other, "error without a name"));
    }
}

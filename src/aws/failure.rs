//! What a failed request means: AWS's name for it, what kind of trouble it is, and whether trying again may help.
//!
//! Texts of others are shown only where they are the system's or those of TLS. A provider of credentials may quote anything: what
//! a `credential_process` wrote, what STS answered; of its errors the kind is told in words of ours.

use std::error::Error;
use std::{fmt, io};

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_kinesis::config::http::HttpResponse;
use aws_sdk_kinesis::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;

use super::credentials::words;
use crate::telemetry::labels::ErrorKind;

/// A request that failed, without anything of what was sent or answered but the error's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of trouble it is.
    pub kind: ErrorKind,
    /// AWS's name for it (`ProvisionedThroughputExceededException`), or what the system or TLS said.
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
                // Credentials are asked for before anything is sent.
                Some(error) => Self::of_credentials(error)
                    .unwrap_or_else(|| Self::new(ErrorKind::Connection, &said(error).unwrap_or_else(silence))),
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

    /// What it means that there are no credentials, if that is why.
    fn of_credentials(error: &(dyn Error + 'static)) -> Option<Self> {
        let causes = || std::iter::successors(Some(error), |cause| (**cause).source());
        let refused = causes().find_map(|cause| {
            Self::of_sts::<AssumeRoleError>(cause, "sts:AssumeRole")
                .or_else(|| Self::of_sts::<AssumeRoleWithWebIdentityError>(cause, "sts:AssumeRoleWithWebIdentity"))
        });
        refused.or_else(|| causes().find_map(|cause| cause.downcast_ref()).map(Self::of_provider))
    }

    /// What it means that a role is not taken on.
    fn of_sts<E>(cause: &(dyn Error + 'static), call: &str) -> Option<Self>
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        let error = cause.downcast_ref::<SdkError<E, HttpResponse>>()?;
        let failure = Self::of(error);
        Some(match error {
            SdkError::ServiceError(_) => Self::new(failure.kind, &format!("{failure} ({call})")),
            _ => failure,
        })
    }

    fn of_provider(error: &CredentialsError) -> Self {
        let kind = match error {
            CredentialsError::ProviderTimedOut(_) => ErrorKind::Timeout,
            // It may be the instance, or a token server, that does not answer just now.
            CredentialsError::ProviderError(_) => ErrorKind::Unavailable,
            _ => ErrorKind::Authentication,
        };
        Self::new(kind, words(error))
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

/// What the system or TLS says in a chain of causes, the innermost of them.
fn said(error: &(dyn Error + 'static)) -> Option<String> {
    let causes = std::iter::successors(Some(error), |cause| (**cause).source());
    causes.filter_map(of_system).last()
}

fn of_system(cause: &(dyn Error + 'static)) -> Option<String> {
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(tls.to_string());
    }
    let error = cause.downcast_ref::<io::Error>()?;
    // What is wrapped in an error of the system is not among its causes.
    let Some(wrapped) = error.get_ref() else { return Some(error.to_string()) };
    let lookup = wrapped.to_string().starts_with("failed to lookup address information");
    of_system(wrapped).or_else(|| {
        Some(if lookup { "the name of the endpoint cannot be looked up".to_owned() } else { error.kind().to_string() })
    })
}

fn silence() -> String {
    "the connection failed".to_owned()
}

#[cfg(test)]
mod tests {
    use aws_sdk_kinesis::error::ConnectorError;

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

    type Any = SdkError<aws_sdk_sts::Error, HttpResponse>;

    fn not_sent(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Any {
        SdkError::dispatch_failure(ConnectorError::other(cause.into(), None))
    }

    #[test]
    fn without_credentials_somebody_has_to_do_something() {
        let failure = Failure::of(&not_sent(CredentialsError::not_loaded_no_source()));
        assert_eq!(failure, Failure::new(ErrorKind::Authentication, "no credentials"));
        // The same where the role would be taken on with them.
        let role: SdkError<AssumeRoleError, HttpResponse> =
            SdkError::dispatch_failure(ConnectorError::other(CredentialsError::not_loaded("a chain").into(), None));
        assert_eq!(Failure::of(&not_sent(CredentialsError::provider_error(role))), failure);
    }

    #[test]
    fn what_a_provider_of_credentials_says_is_not_shown() {
        type Of = fn(String) -> CredentialsError;
        let all: [(Of, ErrorKind); 4] = [
            (|said| CredentialsError::not_loaded(said), ErrorKind::Authentication),
            (|said| CredentialsError::invalid_configuration(said), ErrorKind::Authentication),
            (|said| CredentialsError::provider_error(said), ErrorKind::Unavailable),
            (|said| CredentialsError::unhandled(said), ErrorKind::Authentication),
        ];
        for (of, kind) in all {
            let failure = Failure::of(&not_sent(of("password of Jane Doe".to_owned())));
            assert_eq!(failure.kind, kind, "{failure}");
            assert!(!failure.name.contains("Jane"), "{failure}");
        }
    }

    #[test]
    fn of_a_connection_the_system_and_tls_are_heard_and_nobody_else() {
        let name = |cause: Box<dyn Error + Send + Sync>| Failure::of(&not_sent(cause)).name;
        assert_eq!(name("Jane Doe".into()), "the connection failed");
        assert_eq!(name(io::Error::other("Jane Doe").into()), "other error");
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
        assert_eq!(name(refused.into()), "connection refused");
        let tls = io::Error::new(io::ErrorKind::InvalidData, rustls::Error::DecryptError);
        assert_eq!(name(io::Error::other(tls).into()), rustls::Error::DecryptError.to_string());
        let lookup = io::Error::other("failed to lookup address information: Name or service not known");
        assert_eq!(name(lookup.into()), "the name of the endpoint cannot be looked up");
    }
}
